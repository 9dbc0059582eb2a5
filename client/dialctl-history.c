/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ledger, page by page. */
#include "dialctl-history.h"

#include "dialctl-call.h"
#include "dialctl-when.h"
#include "dialer-error.h"

/* What one answer holds. */
#define PAGE 500

/* A profile that is there is known by its id, also under an earlier name; one that has gone, by its name. */
static void
add_profiles (GVariantDict *filter, DialctlBus *bus, char **words)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (DialerDBusProfile) profile = dialctl_bus_find_profile (bus, words[i], NULL);

      if (profile != NULL)
        g_strv_builder_add (names, dialer_dbus_profile_get_id (profile));
      g_strv_builder_add (names, words[i]);
    }
  list = g_strv_builder_end (names);
  if (*list != NULL)
    g_variant_dict_insert (filter, "profiles", "^as", list);
}

static gboolean
add_time (GVariantDict *filter, const char *key, const char *when, GDateTime *now, GError **error)
{
  gint64 seconds;

  if (when == NULL)
    return TRUE;
  if (!dialctl_when_parse (when, now, &seconds, error))
    return FALSE;
  g_variant_dict_insert (filter, key, "t", (guint64) seconds);
  return TRUE;
}

GVariant *
dialctl_history_make_filter (DialctlBus *bus, char **words, const DialctlHistoryOptions *options, GError **error)
{
  g_auto (GVariantDict) filter = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (!add_time (&filter, "since", options->since, now, error)
      || !add_time (&filter, "until", options->until, now, error))
    return NULL;
  add_profiles (&filter, bus, words);
  if (options->all)
    g_variant_dict_insert (&filter, "all", "b", TRUE);
  return g_variant_dict_end (&filter);
}

/* Returns: (transfer full) (nullable): an aa{sv} */
static GVariant *
read_page (DialctlBus *bus, GVariant *filter, guint last, guint64 before, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (filter);
  GVariant *page = NULL;

  g_variant_dict_insert (&dict, "last", "u", last);
  if (before > 0)
    g_variant_dict_insert (&dict, "before", "t", before);
  (void) dialer_dbus_manager_call_get_history_sync (dialctl_bus_get_manager (bus), g_variant_dict_end (&dict),
                                                    DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &page, NULL, error);
  return page;
}

GPtrArray *
dialctl_history_read (DialctlBus *bus, GVariant *filter, guint last, GError **error)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  guint64 before = 0;
  gsize n;

  do
    {
      guint wanted = last == 0 ? PAGE : MIN (last - calls->len, PAGE);
      g_autoptr (GVariant) page = read_page (bus, filter, wanted, before, error);

      if (page == NULL)
        return NULL;
      n = g_variant_n_children (page);
      for (gsize i = 0; i < n; i++)
        g_ptr_array_add (calls, g_variant_get_child_value (page, i));
      if (n > 0)
        before = dialctl_call_get_number (calls->pdata[calls->len - 1], "serial");
    }
  while (n == PAGE && calls->len != last);
  return g_steal_pointer (&calls);
}

gboolean
dialctl_history_check_names (DialctlBus *bus, char **words, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (DialerDBusProfile) profile = dialctl_bus_find_profile (bus, words[i], error);

      if (profile == NULL)
        return FALSE;
    }
  return TRUE;
}
