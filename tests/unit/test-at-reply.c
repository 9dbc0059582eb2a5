/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the lines of a modem mean: the result codes of ITU-T V.250, and those that the field has added. */
#include "dialer-at-reply.h"

#include "dialer-reason.h"

typedef struct
{
  const char *line;
  DialerAtResult result;
} Row;

static void
assert_rows (const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *printable = g_strescape (rows[i].line, NULL);

      g_test_message ("'%s'", printable);
      g_assert_cmpint (dialer_at_reply_classify (rows[i].line), ==, rows[i].result);
    }
}

/* V.250 5.7.1 and 6.2.7, in words. */
static void
test_standard (void)
{
  static const Row rows[] = {
    { "OK", DIALER_AT_OK },
    { "CONNECT", DIALER_AT_CONNECT },
    { "RING", DIALER_AT_RING },
    { "NO CARRIER", DIALER_AT_NO_CARRIER },
    { "ERROR", DIALER_AT_ERROR },
    { "NO DIALTONE", DIALER_AT_NO_DIALTONE },
    { "BUSY", DIALER_AT_BUSY },
    { "NO ANSWER", DIALER_AT_NO_ANSWER },
    { "CONNECT 33600", DIALER_AT_CONNECT },
    { "+MCR: V34", DIALER_AT_PROGRESS },
    { "+MRR: 33600", DIALER_AT_PROGRESS },
    { "+ER: LAPM", DIALER_AT_PROGRESS },
    { "+DR: V42B", DIALER_AT_PROGRESS },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_numeric (void)
{
  static const Row rows[] = {
    { "0", DIALER_AT_OK },
    { "1", DIALER_AT_CONNECT },
    { "2", DIALER_AT_RING },
    { "3", DIALER_AT_NO_CARRIER },
    { "4", DIALER_AT_ERROR },
    { "5", DIALER_AT_CONNECT },
    { "6", DIALER_AT_NO_DIALTONE },
    { "7", DIALER_AT_BUSY },
    { "8", DIALER_AT_NO_ANSWER },
    { "10", DIALER_AT_CONNECT },
    { "14", DIALER_AT_CONNECT },
    { "24", DIALER_AT_DELAYED },
    { "32", DIALER_AT_BLACKLISTED },
    { " 3 ", DIALER_AT_NO_CARRIER },
    /* Registers (ATS0?), products (ATI0), and what else is a number but no result. */
    { "000", DIALER_AT_INFORMATION },
    { "060", DIALER_AT_INFORMATION },
    { "9", DIALER_AT_INFORMATION },
    { "99", DIALER_AT_INFORMATION },
    { "33600", DIALER_AT_INFORMATION },
    { "-3", DIALER_AT_INFORMATION },
    { "3.0", DIALER_AT_INFORMATION },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_extensions (void)
{
  static const Row rows[] = {
    { "CONNECT 33600/ARQ/V34/LAPM/V42BIS", DIALER_AT_CONNECT },
    { "CONNECT 115200 V42bis", DIALER_AT_CONNECT },
    { "CONNECT/ARQ", DIALER_AT_CONNECT },
    { "CONNECT 64000 HDLC", DIALER_AT_CONNECT },
    { "NO DIAL TONE", DIALER_AT_NO_DIALTONE },
    { "NO CARRIER 0:12:34", DIALER_AT_NO_CARRIER },
    { "+CME ERROR: 10", DIALER_AT_ERROR },
    { "+CME ERROR: SIM not inserted", DIALER_AT_ERROR },
    { "+CMS ERROR: 500", DIALER_AT_ERROR },
    { "COMMAND NOT SUPPORT", DIALER_AT_ERROR },
    { "COMMAND NOT SUPPORTED", DIALER_AT_ERROR },
    { "DELAYED", DIALER_AT_DELAYED },
    { "DELAYED 00:59", DIALER_AT_DELAYED },
    { "BLACKLISTED", DIALER_AT_BLACKLISTED },
    { "BLACK LISTED", DIALER_AT_BLACKLISTED },
    { "VOICE", DIALER_AT_VOICE },
    { "+FCERROR", DIALER_AT_FCERROR },
    { "RINGING", DIALER_AT_PROGRESS },
    { "RRING", DIALER_AT_PROGRESS },
    { "DIALING", DIALER_AT_PROGRESS },
    { "CARRIER 33600", DIALER_AT_PROGRESS },
    { "PROTOCOL: LAP-M", DIALER_AT_PROGRESS },
    { "COMPRESSION: V.42BIS", DIALER_AT_PROGRESS },
    { "RING 1", DIALER_AT_RING },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_case_and_blanks (void)
{
  static const Row rows[] = {
    { "ok", DIALER_AT_OK },
    { "  OK  ", DIALER_AT_OK },
    { "\tOk", DIALER_AT_OK },
    { "No Carrier", DIALER_AT_NO_CARRIER },
    { "connect 9600", DIALER_AT_CONNECT },
    { "bUSY ", DIALER_AT_BUSY },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

/* Echoes, texts, unsolicited lines, noise: nothing that would end a command. */
static void
test_information (void)
{
  static const Row rows[] = {
    { "", DIALER_AT_INFORMATION },
    { "   ", DIALER_AT_INFORMATION },
    { "AT", DIALER_AT_INFORMATION },
    { "ATDT5551234", DIALER_AT_INFORMATION },
    { "ATZ OK", DIALER_AT_INFORMATION },
    { "OKAY", DIALER_AT_INFORMATION },
    { "ERRORS CORRECTED: 12", DIALER_AT_INFORMATION },
    { "NOK", DIALER_AT_INFORMATION },
    { "NO", DIALER_AT_INFORMATION },
    { "THE LINE IS BUSY", DIALER_AT_INFORMATION },
    { "V1.0 VOICE", DIALER_AT_INFORMATION },
    { "VOICE CAPABLE", DIALER_AT_INFORMATION },
    { "+CREG: 1", DIALER_AT_INFORMATION },
    { "+CLIP: \"5551234\",129", DIALER_AT_INFORMATION },
    { "~}#@!}!}!} }9", DIALER_AT_INFORMATION },
    { "\xff\xfe\x80", DIALER_AT_INFORMATION },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_final (void)
{
  static const struct
  {
    DialerAtResult result;
    gboolean of_any;
    gboolean of_dial;
  } rows[] = {
    { DIALER_AT_INFORMATION, FALSE, FALSE }, { DIALER_AT_OK, TRUE, TRUE },
    { DIALER_AT_CONNECT, FALSE, TRUE },      { DIALER_AT_RING, FALSE, FALSE },
    { DIALER_AT_NO_CARRIER, FALSE, TRUE },   { DIALER_AT_ERROR, TRUE, TRUE },
    { DIALER_AT_NO_DIALTONE, FALSE, TRUE },  { DIALER_AT_BUSY, FALSE, TRUE },
    { DIALER_AT_NO_ANSWER, FALSE, TRUE },    { DIALER_AT_DELAYED, FALSE, TRUE },
    { DIALER_AT_BLACKLISTED, FALSE, TRUE },  { DIALER_AT_VOICE, FALSE, TRUE },
    { DIALER_AT_FCERROR, FALSE, TRUE },      { DIALER_AT_PROGRESS, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (rows[i].result, ==, i);
      g_assert_cmpint (dialer_at_reply_is_final (i, FALSE), ==, rows[i].of_any);
      g_assert_cmpint (dialer_at_reply_is_final (i, TRUE), ==, rows[i].of_dial);
    }
}

static void
test_speed (void)
{
  static const struct
  {
    const char *line;
    guint speed;
  } rows[] = {
    { "CONNECT", 0 },
    { "CONNECT 300", 300 },
    { "CONNECT 33600", 33600 },
    { "CONNECT 33600/ARQ/V34/LAPM", 33600 },
    { "CONNECT:31200", 31200 },
    { "connect = 28800 bps", 28800 },
    { "  CONNECT   14400  ", 14400 },
    { "CONNECT/ARQ", 0 },
    { "CONNECT FAX", 0 },
    { "CONNECT 4294967295", G_MAXUINT },
    { "CONNECT 4294967296", 0 },
    { "CONNECT 99999999999999999999999", 0 },
    { "CONNECT -2400", 0 },
    { "1", 0 },
    { "5", 1200 },
    { "10", 2400 },
    { "11", 4800 },
    { "12", 9600 },
    { "13", 14400 },
    { "14", 19200 },
    { "99", 0 },
    { "CARRIER 33600", 0 },
    { "33600", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("'%s'", rows[i].line);
      g_assert_cmpuint (dialer_at_reply_get_speed (rows[i].line), ==, rows[i].speed);
    }
}

static void
test_reason (void)
{
  static const struct
  {
    DialerAtResult result;
    DialerReason reason;
  } rows[] = {
    { DIALER_AT_CONNECT, DIALER_REASON_NONE },
    { DIALER_AT_NO_CARRIER, DIALER_REASON_NO_CARRIER },
    { DIALER_AT_NO_DIALTONE, DIALER_REASON_NO_DIALTONE },
    { DIALER_AT_BUSY, DIALER_REASON_BUSY },
    { DIALER_AT_NO_ANSWER, DIALER_REASON_NO_ANSWER },
    { DIALER_AT_DELAYED, DIALER_REASON_DELAYED },
    { DIALER_AT_BLACKLISTED, DIALER_REASON_BLACKLISTED },
    { DIALER_AT_VOICE, DIALER_REASON_VOICE_ANSWER },
    { DIALER_AT_FCERROR, DIALER_REASON_NO_CARRIER },
    { DIALER_AT_ERROR, DIALER_REASON_MODEM_ERROR },
    { DIALER_AT_OK, DIALER_REASON_MODEM_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (dialer_at_reply_to_reason (rows[i].result), ==, rows[i].reason);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/at-reply/standard", test_standard);
  g_test_add_func ("/model/at-reply/numeric", test_numeric);
  g_test_add_func ("/model/at-reply/extensions", test_extensions);
  g_test_add_func ("/model/at-reply/case-and-blanks", test_case_and_blanks);
  g_test_add_func ("/model/at-reply/information", test_information);
  g_test_add_func ("/model/at-reply/final", test_final);
  g_test_add_func ("/model/at-reply/speed", test_speed);
  g_test_add_func ("/model/at-reply/reason", test_reason);
  return g_test_run ();
}
