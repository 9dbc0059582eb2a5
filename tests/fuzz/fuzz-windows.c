/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever is taken for windows changes when it says so, and not before.  The input's first byte is the hour. */
#include "dialer-windows.h"

#include <string.h>

#include "dialer-list.h"
#include "fuzz-target.h"

static void
check_change (DialerWindows *windows, gint64 time, GTimeZone *zone)
{
  gboolean open = dialer_windows_contains (windows, time, zone);
  gint64 change = dialer_windows_get_change (windows, time, zone);

  if (change == G_MAXINT64)
    {
      g_assert_true (open); /* each has some minute */
      return;
    }
  g_assert_cmpint (change, >, time);
  g_assert_cmpint (change, <=, time + 7 * 86400 + 7200);
  g_assert_cmpint (dialer_windows_contains (windows, change - 1, zone), ==, open);
  g_assert_cmpint (dialer_windows_contains (windows, change, zone), !=, open);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
  g_auto (GStrv) members = dialer_list_split (text);
  g_autoptr (DialerWindows) windows = dialer_windows_parse (text);
  gboolean good = members[0] != NULL;

  for (guint i = 0; members[i]; i++)
    good &= dialer_windows_check (members[i]);
  g_assert_cmpint (good, ==, windows != NULL);
  if (windows)
    check_change (windows, G_GINT64_CONSTANT (1792800000) + (size ? data[0] : 0) * 3571, zone); /* October 2026 */
  return 0;
}
