/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Of what a modem is told or says, no line is too long, no UTF-8, or has a PIN behind the name of its command. */
#include "dialer-call-log.h"

#include <string.h>

#include "fuzz-target.h"

static void
check_redacted (const char *text)
{
  g_autofree char *safe = dialer_call_log_redact (text);
  g_autofree char *again = dialer_call_log_redact (safe);
  g_autofree char *upper = g_ascii_strup (safe, -1);

  g_assert_cmpstr (safe, ==, again);
  for (const char *c = strstr (upper, "+CPIN="); c; c = strstr (c + 1, "+CPIN="))
    g_assert_true (g_str_has_prefix (c + 6, "•••") || strcmp (c + 6, "?") == 0 || g_str_has_prefix (c + 6, "?;"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  DialerCallLog *log = dialer_call_log_new ();
  g_autoptr (GPtrArray) lines = NULL;
  DialerCallLogLine *line;

  check_redacted (text);
  dialer_call_log_add (log, 1, DIALER_CALL_LOG_RECEIVED, text);
  lines = dialer_call_log_take (log);
  line = lines->pdata[0];
  g_assert_cmpuint (strlen (line->text), <=, DIALER_CALL_LOG_MAX_TEXT);
  g_assert_true (g_utf8_validate (line->text, -1, NULL));
  dialer_call_log_free (log);
  return 0;
}
