/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every reason's word, whether it is worth a redial, its error; and that people are told something of use. */
#include "dialer-reason.h"

#include <string.h>

#include "dialer-error.h"

static const struct
{
  DialerReason reason;
  const char *word;
  gboolean redial;
  DialerError error;
} rows[] = {
  { DIALER_REASON_NONE, "", FALSE, DIALER_ERROR_FAILED },
  { DIALER_REASON_USER, "user", FALSE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_OWNER_GONE, "owner-gone", FALSE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_NO_MODEM, "no-modem", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_MODEM_BUSY, "modem-busy", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_MODEM_SILENT, "modem-silent", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_MODEM_ERROR, "modem-error", FALSE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_MODEM_GONE, "modem-gone", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_MODEM_MANAGER_GONE, "modem-manager-gone", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_SIM_MISSING, "sim-missing", FALSE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_PIN_NEEDED, "pin-needed", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_PIN_WRONG, "pin-wrong", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_PUK_NEEDED, "puk-needed", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_NO_COVERAGE, "no-coverage", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_REGISTRATION_DENIED, "registration-denied", FALSE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_ROAMING_REFUSED, "roaming-refused", FALSE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_APN_REFUSED, "apn-refused", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_NO_DIALTONE, "no-dialtone", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_BUSY, "busy", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_NO_ANSWER, "no-answer", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_NO_CARRIER, "no-carrier", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_DELAYED, "delayed", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_BLACKLISTED, "blacklisted", FALSE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_VOICE_ANSWER, "voice-answer", FALSE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_NUMBER_REFUSED, "number-refused", FALSE, DIALER_ERROR_FAILED },
  { DIALER_REASON_LOGIN_FAILED, "login-failed", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_LOGIN_TIMEOUT, "login-timeout", TRUE, DIALER_ERROR_TIMED_OUT },
  { DIALER_REASON_NO_PPP, "no-ppp", TRUE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_AUTH_FAILED, "auth-failed", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_PEER_REFUSED, "peer-refused", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_ADDRESS_FAILED, "address-failed", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_PROBE_FAILED, "probe-failed", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_CARRIER_LOST, "carrier-lost", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_PEER_HANGUP, "peer-hangup", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_LINK_DEAD, "link-dead", TRUE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_IDLE, "idle", FALSE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_TIME_LIMIT, "time-limit", FALSE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_DATA_LIMIT, "data-limit", FALSE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_COST_LIMIT, "cost-limit", FALSE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_OUTSIDE_WINDOW, "outside-window", FALSE, DIALER_ERROR_FAILED },
  { DIALER_REASON_NO_SECRET, "no-secret", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_SECRET_LOCKED, "secret-locked", FALSE, DIALER_ERROR_LOGIN_FAILED },
  { DIALER_REASON_CANCELLED, "cancelled", FALSE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_PPPD_FAILED, "pppd-failed", FALSE, DIALER_ERROR_FAILED },
  { DIALER_REASON_DAEMON_STOPPED, "daemon-stopped", TRUE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_ASLEEP, "asleep", TRUE, DIALER_ERROR_CANCELLED },
  { DIALER_REASON_INTERRUPTED, "interrupted", TRUE, DIALER_ERROR_FAILED },
  { DIALER_REASON_LINE_STUCK, "line-stuck", FALSE, DIALER_ERROR_LINE_FAILED },
  { DIALER_REASON_INTERNAL, "internal", FALSE, DIALER_ERROR_FAILED },
};

static void
test_table (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, DIALER_N_REASONS);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].word);
      g_assert_cmpint (rows[i].reason, ==, i);
      g_assert_cmpstr (dialer_reason_to_string (i), ==, rows[i].word);
      g_assert_cmpint (dialer_reason_from_string (rows[i].word), ==, i);
      g_assert_cmpint (dialer_reason_is_worth_redial (i), ==, rows[i].redial);
      g_assert_cmpint (dialer_reason_get_error_code (i), ==, rows[i].error);
    }
}

static void
test_modem_errors (void)
{
  static const struct
  {
    DialerError code;
    DialerReason reason;
  } errors[] = {
    { DIALER_ERROR_TIMED_OUT, DIALER_REASON_MODEM_SILENT },
    { DIALER_ERROR_LINE_FAILED, DIALER_REASON_MODEM_ERROR },
    { DIALER_ERROR_BUSY, DIALER_REASON_MODEM_BUSY },
    { DIALER_ERROR_NOT_FOUND, DIALER_REASON_MODEM_GONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (DIALER_ERROR, errors[i].code, "");

      g_assert_cmpint (dialer_reason_from_modem_error (error), ==, errors[i].reason);
    }
}

static void
test_no_two_are_alike (void)
{
  for (guint i = 0; i < DIALER_N_REASONS; i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpstr (dialer_reason_to_string (i), !=, dialer_reason_to_string (j));
        g_assert_cmpstr (dialer_reason_get_sentence (i), !=, dialer_reason_get_sentence (j));
      }
}

static void
test_sentences (void)
{
  g_assert_cmpstr (dialer_reason_get_sentence (DIALER_REASON_NONE), ==, "");
  for (guint i = DIALER_REASON_NONE + 1; i < DIALER_N_REASONS; i++)
    {
      const char *sentence = dialer_reason_get_sentence (i);

      g_test_message ("%s: %s", dialer_reason_to_string (i), sentence);
      g_assert_cmpuint (strlen (sentence), >, 10);
      g_assert_false (g_str_has_suffix (sentence, "."));
      g_assert_null (strchr (sentence, '\n'));
    }
}

/* Whoever ended a call himself needs no advice; everybody else gets some. */
static void
test_advice (void)
{
  for (guint i = DIALER_REASON_NONE + 1; i < DIALER_N_REASONS; i++)
    {
      const char *advice = dialer_reason_get_advice (i);
      gboolean needless = i == DIALER_REASON_USER;

      g_test_message ("%s: %s", dialer_reason_to_string (i), advice);
      g_assert_cmpint (*advice == '\0', ==, needless);
      g_assert_false (g_str_has_suffix (advice, "."));
      g_assert_true (needless || g_ascii_isupper (*advice));
    }
}

static void
test_blame (void)
{
  guint blamed = 0;

  for (guint i = 0; i < DIALER_N_REASONS; i++)
    blamed += dialer_reason_blames_modem (i);
  g_assert_cmpuint (blamed, ==, 8);
  g_assert_true (dialer_reason_blames_modem (DIALER_REASON_MODEM_SILENT));
  g_assert_true (dialer_reason_blames_modem (DIALER_REASON_NO_DIALTONE));
  g_assert_true (dialer_reason_blames_modem (DIALER_REASON_SIM_MISSING));
  g_assert_true (dialer_reason_blames_modem (DIALER_REASON_NO_COVERAGE));
  g_assert_false (dialer_reason_blames_modem (DIALER_REASON_BUSY));
  g_assert_false (dialer_reason_blames_modem (DIALER_REASON_NO_MODEM));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/reason/table", test_table);
  g_test_add_func ("/model/reason/no-two-are-alike", test_no_two_are_alike);
  g_test_add_func ("/model/reason/sentences", test_sentences);
  g_test_add_func ("/model/reason/advice", test_advice);
  g_test_add_func ("/model/reason/modem-errors", test_modem_errors);
  g_test_add_func ("/model/reason/blame", test_blame);
  return g_test_run ();
}
