/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What ModemManager's errors mean for a call. */
#include "dialer-bearer-error.h"

#include <gio/gio.h>
#include <libmm-glib.h>

static DialerReason
get_reason (GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "");

  return dialer_bearer_error_to_reason (error);
}

static void
test_equipment (void)
{
  static const struct
  {
    int code; /* 3GPP TS 27.007 9.2.1 and 9.2.2.1 */
    const char *word;
  } rows[] = {
    { 10, "sim-missing" },          { 11, "pin-wrong" },   { 12, "puk-needed" },  { 16, "pin-wrong" },
    { 30, "no-coverage" },          { 31, "no-coverage" }, { 32, "registration-denied" },
    { 100, "modem-error" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (dialer_reason_to_string (get_reason (MM_MOBILE_EQUIPMENT_ERROR, rows[i].code)), ==,
                     rows[i].word);
  g_assert_cmpint (get_reason (MM_MOBILE_EQUIPMENT_ERROR, MM_MOBILE_EQUIPMENT_ERROR_SERVICE_OPTION_NOT_SUBSCRIBED),
                   ==, DIALER_REASON_APN_REFUSED);
  g_assert_cmpint (get_reason (MM_MOBILE_EQUIPMENT_ERROR, MM_MOBILE_EQUIPMENT_ERROR_USER_AUTHENTICATION_FAILED), ==,
                   DIALER_REASON_AUTH_FAILED);
}

static void
test_others (void)
{
  g_assert_cmpint (get_reason (MM_CORE_ERROR, MM_CORE_ERROR_UNAUTHORIZED), ==, DIALER_REASON_ROAMING_REFUSED);
  g_assert_cmpint (get_reason (MM_CORE_ERROR, MM_CORE_ERROR_IN_PROGRESS), ==, DIALER_REASON_MODEM_BUSY);
  g_assert_cmpint (get_reason (MM_CORE_ERROR, MM_CORE_ERROR_FAILED), ==, DIALER_REASON_MODEM_ERROR);
  g_assert_cmpint (get_reason (MM_CONNECTION_ERROR, MM_CONNECTION_ERROR_BUSY), ==, DIALER_REASON_BUSY);
  g_assert_cmpint (get_reason (G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY), ==, DIALER_REASON_MODEM_MANAGER_GONE);
  g_assert_cmpint (get_reason (G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD), ==, DIALER_REASON_MODEM_GONE);
  g_assert_cmpint (get_reason (G_IO_ERROR, G_IO_ERROR_CANCELLED), ==, DIALER_REASON_CANCELLED);
  g_assert_cmpint (get_reason (G_IO_ERROR, G_IO_ERROR_FAILED), ==, DIALER_REASON_MODEM_ERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/bearer-error/equipment", test_equipment);
  g_test_add_func ("/system/bearer-error/others", test_others);
  return g_test_run ();
}
