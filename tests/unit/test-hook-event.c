/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a hook is told, and what is believed of it on the other side. */
#include "dialer-hook-event.h"

#define ID "7f0a2d7e-9d1c-4a0e-8d43-6d8b8d7d1c11"

static DialerCallRecord *
make_record (void)
{
  const char *dns[] = { "192.0.2.53", "192.0.2.54", NULL };
  DialerCallRecord *record = dialer_call_record_new ("my\nisp", 1000);

  record->number = g_strdup ("5551234");
  record->interface = g_strdup ("ppp0");
  record->dns = g_strdupv ((GStrv) dns);
  record->online = 100;
  record->ended = 142;
  record->reason = DIALER_REASON_USER;
  record->rx_bytes = 5000000000;
  return record;
}

static GStrv
cross (DialerHookEvent event, const char *program_in, char **program, char **id)
{
  g_autoptr (DialerCallRecord) record = make_record ();
  g_autofree char *text = dialer_hook_event_describe (event, ID, record, program_in);

  return dialer_hook_event_parse (text, program, id);
}

static void
test_connected (void)
{
  g_autofree char *program = NULL;
  g_autofree char *id = NULL;
  g_auto (GStrv) variables = cross (DIALER_HOOK_CONNECTED, "/bin/up", &program, &id);

  g_assert_cmpstr (program, ==, "/bin/up");
  g_assert_cmpstr (id, ==, ID);
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_EVENT"), ==, "connected");
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_PROFILE"), ==, "my isp");
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_USER"), ==, "1000");
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_DNS"), ==, "192.0.2.53 192.0.2.54");
  g_assert_null (g_environ_getenv (variables, "DIALER_HOOK"));
  g_assert_null (g_environ_getenv (variables, "DIALER_MODEM"));
  g_assert_null (g_environ_getenv (variables, "DIALER_REASON"));
}

static void
test_disconnected (void)
{
  g_autofree char *program = NULL;
  g_autofree char *id = NULL;
  g_auto (GStrv) variables = cross (DIALER_HOOK_DISCONNECTED, NULL, &program, &id);

  g_assert_null (program);
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_EVENT"), ==, "disconnected");
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_REASON"), ==, "user");
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_SECONDS"), ==, "42");
  g_assert_cmpstr (g_environ_getenv (variables, "DIALER_RX_BYTES"), ==, "5000000000");
}

static void
test_foreign_variables (void)
{
  g_autofree char *program = NULL;
  g_autofree char *id = NULL;
  g_auto (GStrv) variables
    = dialer_hook_event_parse ("DIALER_EVENT=connected\nLD_PRELOAD=/x\nDIALER_x=1\nDIALER_HOOK=up\nDIALER_PROFILE_ID="
                               ID "\n\n", &program, &id);

  g_assert_cmpuint (g_strv_length (variables), ==, 2);
  g_assert_null (program); /* no whole path */
}

static void
test_no_event (gconstpointer data)
{
  g_autofree char *program = NULL;
  g_autofree char *id = NULL;

  g_assert_null (dialer_hook_event_parse (data, &program, &id));
  g_assert_null (program);
  g_assert_null (id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hook-event/connected", test_connected);
  g_test_add_func ("/hook-event/disconnected", test_disconnected);
  g_test_add_func ("/hook-event/foreign-variables", test_foreign_variables);
  g_test_add_data_func ("/hook-event/empty", "", test_no_event);
  g_test_add_data_func ("/hook-event/no-profile", "DIALER_EVENT=connected\n\n", test_no_event);
  g_test_add_data_func ("/hook-event/id-is-a-path", "DIALER_EVENT=connected\nDIALER_PROFILE_ID=../x\n\n",
                        test_no_event);
  g_test_add_data_func ("/hook-event/cut", "DIALER_EVENT=connected\nDIALER_PROFILE_ID=" ID "\n", test_no_event);
  return g_test_run ();
}
