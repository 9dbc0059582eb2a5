/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Counters of an interface, from sysfs: a read that never waits. */
#include "dialer-interface.h"

static gboolean
read_counter (const char *name, const char *counter, guint64 *value)
{
  g_autofree char *path = g_build_filename ("/sys/class/net", name, "statistics", counter, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  *value = g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

gboolean
dialer_interface_read_counters (const char *name, guint64 *rx_bytes, guint64 *tx_bytes)
{
  guint64 rx, tx;

  if (!read_counter (name, "rx_bytes", &rx) || !read_counter (name, "tx_bytes", &tx))
    return FALSE;
  *rx_bytes = rx;
  *tx_bytes = tx;
  return TRUE;
}
