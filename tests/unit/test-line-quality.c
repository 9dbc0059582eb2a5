/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What modems of several makers tell of their last connection. */
#include "dialer-line-quality.h"

static void
assert_described (const char *text, const char *expected)
{
  g_autofree char *description = dialer_line_quality_describe (text);

  g_assert_cmpstr (description, ==, expected);
}

static void
test_conexant (void)
{
  assert_described ("TERMINATION REASON.......... LOCAL REQUEST\n"
                    "LAST TX rate................ 26400 BPS\n"
                    "HIGHEST TX rate............. 28800 BPS\n"
                    "LAST RX rate................ 49333 BPS\n"
                    "HIGHEST RX rate............. 50666 BPS\n"
                    "PROTOCOL.................... LAPM\n"
                    "COMPRESSION................. V42Bis\n"
                    "Line QUALITY................ 038\n"
                    "Local Rtrn Count............ 0A\n"
                    "Remote Rtrn Count........... 01",
                    "LAPM, V42Bis, 49333 bit/s in, 26400 bit/s out, 11 retrains");
}

static void
test_us_robotics (void)
{
  assert_described ("Retrains Requested              1      Retrains Granted                2\n"
                    "Data Compression       V42BIS 2048/32\n"
                    "Protocol               LAPM\n"
                    "Speed                  49333/26400\n"
                    "V.90 Peak speed        52000",
                    "LAPM, V42BIS, 49333 bit/s in, 26400 bit/s out, 3 retrains");
}

static void
test_lucent (void)
{
  assert_described ("Last Connection                   V.90\n"
                    "Initial Transmit Carrier Rate     28800\n"
                    "Final   Transmit Carrier Rate     26400\n"
                    "Final   Receive  Carrier Rate     48000\n"
                    "Protocol Negotiation Result       LAPM\n"
                    "Data Compression Result           V42bis\n"
                    "Local Retrain Count               1",
                    "V.90, LAPM, V42bis, 48000 bit/s in, 26400 bit/s out, 1 retrain");
}

static void
test_nothing (void)
{
  assert_described ("", NULL);
  assert_described ("OK", NULL);
  assert_described ("Protocol LAPM", NULL);
  assert_described ("LAST RX rate................ NONE\nPROTOCOL\nspeed", NULL);
}

static void
test_command (void)
{
  g_assert_cmpstr (dialer_line_quality_choose_command ("auto", "CONEXANT", "HSF"), ==, "AT&V1");
  g_assert_cmpstr (dialer_line_quality_choose_command ("auto", "", "Sportster Flash"), ==, "ATI6");
  g_assert_cmpstr (dialer_line_quality_choose_command ("auto", "Agere", ""), ==, "ATI11");
  g_assert_null (dialer_line_quality_choose_command ("auto", "Iridium", "9522"));
  g_assert_null (dialer_line_quality_choose_command ("off", "Conexant", ""));
  g_assert_cmpstr (dialer_line_quality_choose_command ("ATI3", "Conexant", ""), ==, "ATI3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/line-quality/conexant", test_conexant);
  g_test_add_func ("/model/line-quality/us-robotics", test_us_robotics);
  g_test_add_func ("/model/line-quality/lucent", test_lucent);
  g_test_add_func ("/model/line-quality/no-answer-of-that-kind", test_nothing);
  g_test_add_func ("/model/line-quality/which-command", test_command);
  return g_test_run ();
}
