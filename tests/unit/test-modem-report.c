/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What findings come to, taken together. */
#include "dialer-modem-report.h"

static void
assert_sum (DialerModemReport *report, gboolean fit, const char *expected)
{
  g_autofree char *text = dialer_modem_report_sum_up (report);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (dialer_modem_report_is_fit (report), ==, fit);
}

static void
test_sum (void)
{
  g_autoptr (DialerModemReport) report = dialer_modem_report_new (g_new0 (char *, 1));

  assert_sum (report, TRUE, "fit for calls");
  dialer_modem_report_add (report, "identity", DIALER_MODEM_OK, "Courier");
  dialer_modem_report_add (report, "dial-tone", DIALER_MODEM_SKIPPED, "not asked for");
  assert_sum (report, TRUE, "fit for calls");
  dialer_modem_report_add (report, "carrier", DIALER_MODEM_WARNING, "DCD is on");
  dialer_modem_report_add (report, "flow-control", DIALER_MODEM_WARNING, "CTS is off");
  assert_sum (report, TRUE, "fit, with: DCD is on; CTS is off");
  dialer_modem_report_add (report, "dtr", DIALER_MODEM_FAILED, "it is silent");
  assert_sum (report, FALSE, "not fit: it is silent");
}

/* The bus takes nothing but UTF-8. */
static void
test_any_bytes (void)
{
  g_autoptr (DialerModemReport) report = dialer_modem_report_new (g_new0 (char *, 1));
  const DialerModemFinding *finding;

  dialer_modem_report_add (report, "identity", DIALER_MODEM_OK, "\xff\xfe");
  finding = report->findings->pdata[0];
  g_assert_true (g_utf8_validate (finding->text, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/modem-report/sum", test_sum);
  g_test_add_func ("/core/modem-report/any-bytes", test_any_bytes);
  return g_test_run ();
}
