/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Takes a description apart. */
#include "exchange-description.h"

#include <gio/gio.h>

static const char *const known[] = {
  "name", "quirk", "line", "vendor-id", "product-id", "serial", "product", "manufacturer", "kind", "bearer",
  "imei", "csd", "sim", "pin", "puk", "pin-tries", "operator", "registration", NULL,
};

static gboolean
add_option (ExchangeDescription *self, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);

  if (parts[0] && parts[1] && g_strv_contains (known, parts[0]))
    return g_hash_table_insert (self->options, g_strdup (parts[0]), g_strdup (parts[1]));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "%s: no such KEY=VALUE of a modem; see the README", text);
  return FALSE;
}

ExchangeDescription *
exchange_description_parse (const char *text, GError **error)
{
  g_autoptr (ExchangeDescription) self = g_new0 (ExchangeDescription, 1);
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_auto (GStrv) head = g_strsplit (parts[0] ? parts[0] : "", ":", 2);

  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (head[0] == NULL || head[1] == NULL || *head[1] == '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: a modem is TYPE:PLACE[,KEY=VALUE...]",
                   text);
      return NULL;
    }
  self->type = g_strdup (head[0]);
  self->place = g_strdup (head[1]);
  for (guint i = 1; parts[i]; i++)
    if (!add_option (self, parts[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

void
exchange_description_free (ExchangeDescription *self)
{
  g_hash_table_unref (self->options);
  g_free (self->type);
  g_free (self->place);
  g_free (self);
}
