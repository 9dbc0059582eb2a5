/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the next daemon reads is what was written, and from nothing that is damaged a call is taken for over. */
#include "dialer-call-mark.h"


static DialerCallMark *
make_mark (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  DialerCallMark *mark = dialer_call_mark_new ("ttyS0");

  dialer_settings_set (settings, "line.speed", "9600", NULL);
  dialer_settings_set (settings, "ppp.user", "joe", NULL);
  dialer_call_mark_take_line (mark, settings);
  mark->call = g_strdup ("7f0a2d7e-9d1c-4a0e-8d43-6d8b8d7d1c11");
  mark->profile = g_strdup ("my isp; the \"other\"");
  mark->profile_id = g_strdup ("0b3c7a1e-1111-4a0e-8d43-6d8b8d7d1c11");
  mark->device = g_strdup ("/dev/ttyS0");
  mark->state = DIALER_STATE_DIALING;
  mark->dialed = TRUE;
  mark->pppd = g_strdup ("17 4711 boot");
  return mark;
}

static void
test_round_trip (void)
{
  g_autoptr (DialerCallMark) mark = make_mark ();
  g_autofree char *text = dialer_call_mark_serialize (mark);
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerCallMark) read = dialer_call_mark_parse ("ttyS0", text, &error);
  g_autofree char *again = read ? dialer_call_mark_serialize (read) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (read->modem, ==, "ttyS0");
  g_assert_cmpstr (read->call, ==, mark->call);
  g_assert_cmpstr (read->profile, ==, mark->profile);
  g_assert_cmpstr (read->profile_id, ==, mark->profile_id);
  g_assert_cmpstr (read->device, ==, mark->device);
  g_assert_cmpstr (read->pppd, ==, mark->pppd);
  g_assert_cmpint (read->state, ==, DIALER_STATE_DIALING);
  g_assert_true (read->dialed);
  g_assert_cmpstr (dialer_settings_get (read->line, "line.speed"), ==, "9600");
  g_assert_false (dialer_settings_is_set (read->line, "ppp.user"));
}

static void
test_damaged (void)
{
  static const char *const texts[]
    = { "", "no key file", "[call]\nid=a\nprofile=b\n", "[call]\nid=a\nprofile=b\ndevice=ttyS0\n",
        "[call]\nprofile=b\ndevice=/dev/ttyS0\n", "[call]\nid=a\nprofile=b\ndevice=/dev/ttyS0\n[line]\nspeed=fast\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dialer_call_mark_parse ("ttyS0", texts[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/call-mark/round-trip", test_round_trip);
  g_test_add_func ("/model/call-mark/damaged", test_damaged);
  return g_test_run ();
}
