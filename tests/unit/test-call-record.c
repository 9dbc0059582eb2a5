/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call's record tells, and what it leaves out. */
#include "dialer-call-record.h"

static void
test_unknown_is_absent (void)
{
  g_autoptr (DialerCallRecord) record = dialer_call_record_new ("isp", 1000);
  g_autoptr (GVariant) dict = g_variant_ref_sink (dialer_call_record_to_variant (record, 10));
  static const char *const absent[] = { "number", "modem_reply", "pppd_status", "connect_speed",
                                        "dns",    "probe",       "seconds" };
  const char *text;

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_false (g_variant_lookup (dict, absent[i], "*", NULL));
  g_assert_true (g_variant_lookup (dict, "profile", "&s", &text));
  g_assert_cmpstr (text, ==, "isp");
  g_assert_true (g_variant_lookup (dict, "id", "&s", &text));
  g_assert_true (g_uuid_string_is_valid (text));
}

static void
test_reason_comes_with_sentence_and_advice (void)
{
  g_autoptr (DialerCallRecord) record = dialer_call_record_new ("isp", 1000);
  g_autoptr (GVariant) dict = NULL;
  const char *text;

  record->reason = DIALER_REASON_BUSY;
  record->modem_reply = g_strdup ("BUSY");
  dict = g_variant_ref_sink (dialer_call_record_to_variant (record, 10));
  g_assert_true (g_variant_lookup (dict, "reason", "&s", &text));
  g_assert_cmpstr (text, ==, "busy");
  g_assert_true (g_variant_lookup (dict, "sentence", "&s", &text));
  g_assert_cmpstr (text, ==, dialer_reason_get_sentence (DIALER_REASON_BUSY));
  g_assert_true (g_variant_lookup (dict, "modem_reply", "&s", &text));
  g_assert_cmpstr (text, ==, "BUSY");
}

static void
test_seconds (void)
{
  g_autoptr (DialerCallRecord) record = dialer_call_record_new ("isp", 1000);

  g_assert_cmpuint (dialer_call_record_get_seconds (record, 100), ==, 0);
  record->online = 60;
  g_assert_cmpuint (dialer_call_record_get_seconds (record, 100), ==, 40);
  record->ended = 90;
  g_assert_cmpuint (dialer_call_record_get_seconds (record, 100), ==, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/call-record/unknown-is-absent", test_unknown_is_absent);
  g_test_add_func ("/model/call-record/reason-comes-with-sentence-and-advice",
                   test_reason_comes_with_sentence_and_advice);
  g_test_add_func ("/model/call-record/seconds", test_seconds);
  return g_test_run ();
}
