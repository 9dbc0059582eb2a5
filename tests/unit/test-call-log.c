/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is said in a call is kept without its secrets, and not without end. */
#include "dialer-call-log.h"

#include <string.h>

#include "dialer-cause.h"
#include "dialer-history-query.h"

static void
test_redact (void)
{
  static const struct
  {
    const char *text, *safe;
  } rows[] = {
    { "ATDT5551234", "ATDT5551234" },
    { "AT+CPIN=1234", "AT+CPIN=•••" },
    { "at+cpin=\"12;34\"", "at+cpin=•••" },
    { "AT+CPIN?", "AT+CPIN?" },
    { "AT+CPIN=?", "AT+CPIN=?" },
    { "ATZ;+CPIN=\"1234\";+CSQ", "ATZ;+CPIN=•••;+CSQ" },
    { "AT+CGAUTH=1,1,\"secret\",\"joe\"", "AT+CGAUTH=•••" },
    { "AT^AUTHDATA=1,2,,secret,joe", "AT^AUTHDATA=•••" },
    { "AT+CPWD=\"SC\",\"1234\",\"5678\";+CLCK=\"SC\",1,\"5678\"", "AT+CPWD=•••;+CLCK=•••" },
    { "AT+CPIN=\"never ended", "AT+CPIN=•••" },
    { "AT+CPIN=", "AT+CPIN=•••" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *safe = dialer_call_log_redact (rows[i].text);

      g_assert_cmpstr (safe, ==, rows[i].safe);
    }
}

static void
test_hide (void)
{
  g_autofree char *hidden = dialer_call_log_hide ("bad password secret for joe, secret", "secret");
  g_autofree char *plain = dialer_call_log_hide ("hello", NULL);
  g_autofree char *empty = dialer_call_log_hide ("hello", "");

  g_assert_cmpstr (hidden, ==, "bad password ••• for joe, •••");
  g_assert_cmpstr (plain, ==, "hello");
  g_assert_cmpstr (empty, ==, "hello");
}

static void
test_take (void)
{
  DialerCallLog *log = dialer_call_log_new ();
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  DialerCallLogLine *line;

  g_assert_null (dialer_call_log_take (log));
  dialer_call_log_add (log, 5, DIALER_CALL_LOG_SENT, "AT+CPIN=1234");
  dialer_call_log_add (log, 6, DIALER_CALL_LOG_RECEIVED, "noise \xff\x01");
  first = dialer_call_log_take (log);
  dialer_call_log_add (log, 7, DIALER_CALL_LOG_STATE, "online");
  second = dialer_call_log_take (log);
  g_assert_null (dialer_call_log_take (log));
  g_assert_cmpuint (first->len, ==, 2);
  line = first->pdata[0];
  g_assert_cmpstr (line->text, ==, "AT+CPIN=•••");
  g_assert_cmpint (line->time, ==, 5);
  line = first->pdata[1];
  g_assert_true (g_utf8_validate (line->text, -1, NULL));
  g_assert_cmpuint (second->len, ==, 1);
  line = second->pdata[0];
  g_assert_cmpuint (line->serial, ==, 3);
  g_assert_cmpint (line->kind, ==, DIALER_CALL_LOG_STATE);
  dialer_call_log_free (log);
}

static void
test_bounds (void)
{
  DialerCallLog *log = dialer_call_log_new ();
  g_autofree char *text = g_strnfill (3000, 'x');
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autoptr (GPtrArray) lines = NULL;
  DialerCallLogLine *line;

  for (guint i = 0; i < 1000; i++)
    g_string_append (wide, "é");
  dialer_call_log_add (log, 1, DIALER_CALL_LOG_RECEIVED, text);
  dialer_call_log_add (log, 1, DIALER_CALL_LOG_RECEIVED, wide->str);
  for (guint i = 0; i < 2 * DIALER_CALL_LOG_MAX_LINES; i++)
    dialer_call_log_add (log, 1, DIALER_CALL_LOG_RECEIVED, "RING");
  dialer_call_log_add (log, 1, DIALER_CALL_LOG_STATE, "ended");
  lines = dialer_call_log_take (log);
  g_assert_cmpuint (lines->len, ==, DIALER_CALL_LOG_MAX_LINES + 1);
  for (guint i = 0; i < 2; i++)
    {
      line = lines->pdata[i];
      g_assert_cmpuint (strlen (line->text), <=, DIALER_CALL_LOG_MAX_TEXT);
      g_assert_true (g_str_has_suffix (line->text, "…"));
      g_assert_true (g_utf8_validate (line->text, -1, NULL));
    }
  line = lines->pdata[DIALER_CALL_LOG_MAX_LINES - 1];
  g_assert_cmpint (line->kind, ==, DIALER_CALL_LOG_NOTE);
  line = lines->pdata[DIALER_CALL_LOG_MAX_LINES];
  g_assert_cmpstr (line->text, ==, "ended");
  dialer_call_log_free (log);
}

static void
test_words (void)
{
  DialerTotalsBy by;

  for (guint i = 0; i < DIALER_N_CALL_LOG_KINDS; i++)
    g_assert_cmpint (dialer_call_log_kind_from_string (dialer_call_log_kind_to_string (i)), ==, i);
  g_assert_cmpint (dialer_call_log_kind_from_string ("shouted"), ==, DIALER_CALL_LOG_NOTE);
  for (guint i = 0; i < DIALER_N_CAUSES; i++)
    g_assert_cmpint (dialer_cause_from_string (dialer_cause_to_string (i)), ==, i);
  g_assert_cmpint (dialer_cause_from_string ("fate"), ==, DIALER_CAUSE_MANUAL);
  g_assert_true (dialer_totals_by_from_string ("reason", &by));
  g_assert_cmpint (by, ==, DIALER_TOTALS_REASON);
  g_assert_false (dialer_totals_by_from_string ("weather", &by));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/call-log/redact", test_redact);
  g_test_add_func ("/model/call-log/hide", test_hide);
  g_test_add_func ("/model/call-log/take", test_take);
  g_test_add_func ("/model/call-log/bounds", test_bounds);
  g_test_add_func ("/model/call-log/words", test_words);
  return g_test_run ();
}
