/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the daemon tells of the keys that a profile may have. */
#include "dialctl-keys.h"

static void
key_free (gpointer data)
{
  DialctlKey *key = data;

  g_free (key->path);
  g_free (key->type);
  g_free (key->initial);
  g_free (key->meaning);
  g_free (key);
}

static char *
dup_string (GVariant *row, const char *word)
{
  char *text = NULL;

  return g_variant_lookup (row, word, "s", &text) ? text : g_strdup ("");
}

static gboolean
get_boolean (GVariant *row, const char *word, gboolean absent)
{
  gboolean value = absent;

  (void) g_variant_lookup (row, word, "b", &value);
  return value;
}

GPtrArray *
dialctl_keys_get (DialctlBus *bus, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (key_free);
  g_autoptr (GVariant) rows = NULL;
  gsize n_rows;

  if (!dialer_dbus_manager_call_list_keys_sync (dialctl_bus_get_manager (bus), G_DBUS_CALL_FLAGS_NONE, -1,
                                                &rows, NULL, error))
    return NULL;

  n_rows = g_variant_n_children (rows);
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      DialctlKey *key = g_new0 (DialctlKey, 1);

      key->path = dup_string (row, "key");
      key->type = dup_string (row, "type");
      key->initial = dup_string (row, "default");
      key->meaning = dup_string (row, "meaning");
      key->privileged = get_boolean (row, "privileged", FALSE);
      key->effective = get_boolean (row, "effective", TRUE);
      g_ptr_array_add (keys, key);
    }
  return g_steal_pointer (&keys);
}
