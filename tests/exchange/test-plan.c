/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbering plans: what a section is, what a key may hold, and which section a number finds. */
#include "exchange-plan.h"

#include <string.h>

static ExchangePlan *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  ExchangePlan *plan = exchange_plan_parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

static void
test_defaults (void)
{
  g_autoptr (ExchangePlan) plan = parse ("[number 1]\n");
  const ExchangeNumber *number = exchange_plan_find_number (plan, "1");

  g_assert_nonnull (number);
  g_assert_cmpstr (number->pattern, ==, "1");
  g_assert_cmpint (number->answer, ==, EXCHANGE_ANSWER_PPP);
  g_assert_cmpstr (number->connect, ==, "CONNECT 33600");
  g_assert_cmpstr (number->auth, ==, "none");
  g_assert_cmpstr (number->accounts, ==, "joe:secret");
  g_assert_cmpstr (number->server_name, ==, "isp");
  g_assert_cmpstr (number->local, ==, "198.51.100.1");
  g_assert_cmpstr (number->remote, ==, "198.51.100.2");
  g_assert_cmpstr (number->dns, ==, "");
  g_assert_cmpstr (number->options, ==, "");
  g_assert_cmpstr (number->banner, ==, "Welcome to the exchange");
  g_assert_cmpstr (number->login_prompt, ==, "login: ");
  g_assert_cmpstr (number->password_prompt, ==, "Password: ");
  g_assert_cmpuint (number->delay_ms + number->garbage_before + number->garbage_after, ==, 0);
  g_assert_cmpuint (number->carrier_lost_after_ms, ==, 0);
  g_assert_cmpuint (number->stop_echo_after_ms + number->terminate_after_ms, ==, 0);
  g_assert_cmpuint (number->quality.speed + number->quality.latency_ms, ==, 0);
  g_assert_cmpuint (number->quality.jitter_ms + number->quality.bit_errors + number->buffer, ==, 0);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *word;
    ExchangeAnswer answer;
  } rows[] = {
    { "ppp", EXCHANGE_ANSWER_PPP },
    { "login", EXCHANGE_ANSWER_LOGIN },
    { "silent", EXCHANGE_ANSWER_SILENT },
    { "text", EXCHANGE_ANSWER_TEXT },
    { "hangup", EXCHANGE_ANSWER_HANGUP },
    { "refuse-lcp", EXCHANGE_ANSWER_REFUSE_LCP },
    { "busy", EXCHANGE_ANSWER_BUSY },
    { "no-answer", EXCHANGE_ANSWER_NO_ANSWER },
    { "no-dialtone", EXCHANGE_ANSWER_NO_DIALTONE },
    { "voice", EXCHANGE_ANSWER_VOICE },
    { "no-carrier", EXCHANGE_ANSWER_NO_CARRIER },
    { "delayed", EXCHANGE_ANSWER_DELAYED },
    { "blacklisted", EXCHANGE_ANSWER_BLACKLISTED },
    { "fcerror", EXCHANGE_ANSWER_FCERROR },
    { "error", EXCHANGE_ANSWER_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("[number 1]\nanswer=%s\n", rows[i].word);
      g_autoptr (ExchangePlan) plan = parse (text);

      g_test_message ("%s", rows[i].word);
      g_assert_cmpint (exchange_plan_find_number (plan, "1")->answer, ==, rows[i].answer);
    }
}

/* Times are written in seconds, but those of the line's quality in milliseconds. */
static void
test_amounts (void)
{
  static const struct
  {
    const char *line;
    gsize place;
    guint amount;
  } rows[] = {
    { "delay=0.2", G_STRUCT_OFFSET (ExchangeNumber, delay_ms), 200 },
    { "banner-after=0.5", G_STRUCT_OFFSET (ExchangeNumber, banner_after_ms), 500 },
    { "delay=120", G_STRUCT_OFFSET (ExchangeNumber, delay_ms), 120000 },
    { "carrier-lost-after=5", G_STRUCT_OFFSET (ExchangeNumber, carrier_lost_after_ms), 5000 },
    { "stop-echo-after=1.5", G_STRUCT_OFFSET (ExchangeNumber, stop_echo_after_ms), 1500 },
    { "terminate-after=3", G_STRUCT_OFFSET (ExchangeNumber, terminate_after_ms), 3000 },
    { "garbage-before=40", G_STRUCT_OFFSET (ExchangeNumber, garbage_before), 40 },
    { "garbage-after=41", G_STRUCT_OFFSET (ExchangeNumber, garbage_after), 41 },
    { "speed=33600", G_STRUCT_OFFSET (ExchangeNumber, quality.speed), 33600 },
    { "latency=100", G_STRUCT_OFFSET (ExchangeNumber, quality.latency_ms), 100 },
    { "jitter=7", G_STRUCT_OFFSET (ExchangeNumber, quality.jitter_ms), 7 },
    { "bit-errors=1000000", G_STRUCT_OFFSET (ExchangeNumber, quality.bit_errors), 1000000 },
    { "buffer=65536", G_STRUCT_OFFSET (ExchangeNumber, buffer), 65536 },
    { "speed=0", G_STRUCT_OFFSET (ExchangeNumber, quality.speed), 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("[number 1]\n%s\n", rows[i].line);
      g_autoptr (ExchangePlan) plan = parse (text);
      const ExchangeNumber *number = exchange_plan_find_number (plan, "1");

      g_test_message ("%s", rows[i].line);
      g_assert_cmpuint (G_STRUCT_MEMBER (guint, number, rows[i].place), ==, rows[i].amount);
    }
}

static void
test_texts (void)
{
  static const struct
  {
    const char *line;
    gsize place;
    const char *text;
  } rows[] = {
    { "connect=CONNECT 115200/V90", G_STRUCT_OFFSET (ExchangeNumber, connect), "CONNECT 115200/V90" },
    { "auth=none", G_STRUCT_OFFSET (ExchangeNumber, auth), "none" },
    { "auth=pap", G_STRUCT_OFFSET (ExchangeNumber, auth), "pap" },
    { "auth=chap", G_STRUCT_OFFSET (ExchangeNumber, auth), "chap" },
    { "auth=mschap", G_STRUCT_OFFSET (ExchangeNumber, auth), "mschap" },
    { "auth=mschapv2", G_STRUCT_OFFSET (ExchangeNumber, auth), "mschapv2" },
    { "auth=eap", G_STRUCT_OFFSET (ExchangeNumber, auth), "eap" },
    { "accounts=ann:a;joe:b", G_STRUCT_OFFSET (ExchangeNumber, accounts), "ann:a;joe:b" },
    { "server-name=pop3", G_STRUCT_OFFSET (ExchangeNumber, server_name), "pop3" },
    { "local=192.0.2.1", G_STRUCT_OFFSET (ExchangeNumber, local), "192.0.2.1" },
    { "remote=192.0.2.2", G_STRUCT_OFFSET (ExchangeNumber, remote), "192.0.2.2" },
    { "dns=192.0.2.3;192.0.2.4", G_STRUCT_OFFSET (ExchangeNumber, dns), "192.0.2.3;192.0.2.4" },
    { "options=noip mru 600", G_STRUCT_OFFSET (ExchangeNumber, options), "noip mru 600" },
    { "banner=", G_STRUCT_OFFSET (ExchangeNumber, banner), "" },
    { "login-prompt=User:\\s", G_STRUCT_OFFSET (ExchangeNumber, login_prompt), "User: " },
    { "password-prompt=\\nCode\\t", G_STRUCT_OFFSET (ExchangeNumber, password_prompt), "\nCode\t" },
    { "menu-prompt=Service:", G_STRUCT_OFFSET (ExchangeNumber, menu_prompt), "Service:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("[number 1]\n%s\n", rows[i].line);
      g_autoptr (ExchangePlan) plan = parse (text);
      const ExchangeNumber *number = exchange_plan_find_number (plan, "1");

      g_test_message ("%s", rows[i].line);
      g_assert_cmpstr (G_STRUCT_MEMBER (char *, number, rows[i].place), ==, rows[i].text);
    }
}

/* The longest pattern, and the first of equally long ones; [default] when nothing fits. */
static void
test_find_number (void)
{
  g_autoptr (ExchangePlan) plan = parse ("[default]\nconnect=default\n"
                                         "[number 5*]\nconnect=short\n"
                                         "[number 555*]\nconnect=long\n"
                                         "[number 5551]\nconnect=second\n"
                                         "[number 5551234]\nconnect=exact\n"
                                         "[number *99#]\nconnect=star\n"
                                         "[line null]\nconnect=line\n");
  static const char *const rows[][2] = {
    { "5551234", "exact" }, { "55512345", "long" }, { "555123", "long" }, { "555", "long" },
    { "55", "short" },      { "5551", "long" },     { "5", "short" },     { "6", "default" },
    { "", "default" },      { "null", "default" },  { "*99#", "star" },   { "*99", "default" },
    { "*99#1", "default" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("'%s'", rows[i][0]);
      g_assert_cmpstr (exchange_plan_find_number (plan, rows[i][0])->connect, ==, rows[i][1]);
    }
}

static void
test_nothing_found (void)
{
  g_autoptr (ExchangePlan) empty = parse ("");
  g_autoptr (ExchangePlan) plan = parse ("[number 5*]\n[line null]\n");

  g_assert_null (exchange_plan_find_number (empty, "5"));
  g_assert_null (exchange_plan_find_line (empty, "null"));
  g_assert_null (exchange_plan_find_number (plan, "6"));
  g_assert_nonnull (exchange_plan_find_number (plan, "5"));
  g_assert_null (exchange_plan_find_line (plan, "5"));
  g_assert_null (exchange_plan_find_line (plan, "nul"));
}

static void
test_find_line (void)
{
  g_autoptr (ExchangePlan) plan = parse ("[line a]\nauth=pap\n[line b c]\nauth=chap\n");

  g_assert_cmpstr (exchange_plan_find_line (plan, "a")->auth, ==, "pap");
  g_assert_cmpstr (exchange_plan_find_line (plan, "b c")->auth, ==, "chap");
}

/* An error names section, key and value. */
static void
test_apns (void)
{
  g_autoptr (ExchangePlan) plan = parse ("[apn internet]\n[apn Pay.Card]\nauth=pap\n[default]\nauth=chap\n");

  g_assert_cmpstr (exchange_plan_find_apn (plan, "internet")->connect, ==, "CONNECT 7200000");
  g_assert_cmpstr (exchange_plan_find_apn (plan, "INTERNET")->pattern, ==, "internet");
  g_assert_cmpstr (exchange_plan_find_apn (plan, "pay.card")->auth, ==, "pap");
  g_assert_null (exchange_plan_find_apn (plan, "inter"));
  g_assert_null (exchange_plan_find_apn (plan, ""));
  g_assert_cmpstr (exchange_plan_find_number (plan, "internet")->auth, ==, "chap");
  g_assert_null (exchange_plan_find_line (plan, "internet"));
}

static void
test_networks (void)
{
  static const struct
  {
    const char *local, *remote;
    guint prefix;
    const char *mask;
  } rows[] = {
    { "198.51.100.1", "198.51.100.2", 30, "255.255.255.252" },
    { "198.51.100.1", "198.51.100.3", 29, "255.255.255.248" }, /* 3 would be the broadcast address */
    { "198.51.100.4", "198.51.100.5", 29, "255.255.255.248" }, /* 4 would be the network's own */
    { "198.51.100.1", "198.51.100.77", 25, "255.255.255.128" },
    { "10.0.0.1", "10.255.0.1", 8, "255.0.0.0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text
        = g_strdup_printf ("[apn a]\nlocal=%s\nremote=%s\n", rows[i].local, rows[i].remote);
      g_autoptr (ExchangePlan) plan = parse (text);
      const ExchangeNumber *number = exchange_plan_find_apn (plan, "a");
      g_autofree char *mask = exchange_plan_format_mask (number);

      g_test_message ("%s", rows[i].remote);
      g_assert_cmpuint (exchange_plan_get_prefix (number), ==, rows[i].prefix);
      g_assert_cmpstr (mask, ==, rows[i].mask);
    }
}

static void
test_admits (void)
{
  g_autoptr (ExchangePlan) plan
    = parse ("[apn open]\n[apn shut]\nauth=pap\naccounts=joe:secret;ann:other\n");
  const ExchangeNumber *shut = exchange_plan_find_apn (plan, "shut");

  g_assert_true (exchange_plan_admits (exchange_plan_find_apn (plan, "open"), "", ""));
  g_assert_true (exchange_plan_admits (shut, "ann", "other"));
  g_assert_false (exchange_plan_admits (shut, "ann", "secret"));
  g_assert_false (exchange_plan_admits (shut, NULL, NULL));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *named;
  } rows[] = {
    { "[number 1]\nanswers=ppp\n", "[number 1] answers=ppp" },
    { "[number 1]\nanswer=pppp\n", "[number 1] answer=pppp" },
    { "[number 1]\nanswer=\n", "[number 1] answer=" },
    { "[number 1]\nauth=papp\n", "[number 1] auth=papp" },
    { "[line a]\nhandshake=yes\n", "[line a] handshake=yes" },
    { "[line a]\nask-again=broken\n", "[line a] ask-again=broken" },
    { "[number 1]\necho-password=maybe\n", "[number 1] echo-password=maybe" },
    { "[line null]\nspeed=fast\n", "[line null] speed=fast" },
    { "[default]\ndelay=\n", "[default] delay=" },
    { "[default]\ndelay=1s\n", "[default] delay=1s" },
    { "[default]\ndelay=-1\n", "[default] delay=-1" },
    { "[default]\ndelay=nan\n", "[default] delay=nan" },
    { "[default]\nspeed=inf\n", "[default] speed=inf" },
    { "[default]\nspeed=1e12\n", "[default] speed=1e12" },
    { "[number 1]\nanswer=ppp\n[number 2]\nno-such=1\n", "[number 2] no-such=1" },
    { "[5551234]\nanswer=ppp\n", "[5551234]" },
    { "[Default]\nanswer=ppp\n", "[Default]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].named);
      g_assert_null (exchange_plan_parse (rows[i].text, &error));
      g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE);
      g_assert_nonnull (strstr (error->message, rows[i].named));
    }
}

static void
test_no_key_file (void)
{
  g_autoptr (GError) error = NULL, none = NULL;

  g_assert_null (exchange_plan_parse ("answer=ppp\n", &error));
  g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND);
  g_assert_null (exchange_plan_load ("/nonexistent/plan.conf", &none));
  g_assert_error (none, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* The plan of the lab tests: a slip of the pen in it is found here, not there. */
static void
test_own_plan (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ExchangePlan) plan = exchange_plan_load (EXCHANGE_PLAN, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (exchange_plan_find_number (plan, "5551234")->auth, ==, "pap");
  g_assert_cmpint (exchange_plan_find_number (plan, "5550001")->answer, ==, EXCHANGE_ANSWER_BUSY);
  g_assert_cmpint (exchange_plan_find_number (plan, "1")->answer, ==, EXCHANGE_ANSWER_NO_CARRIER);
  g_assert_nonnull (exchange_plan_find_line (plan, "null"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/plan/defaults", test_defaults);
  g_test_add_func ("/exchange/plan/answers", test_answers);
  g_test_add_func ("/exchange/plan/amounts", test_amounts);
  g_test_add_func ("/exchange/plan/texts", test_texts);
  g_test_add_func ("/exchange/plan/find-number", test_find_number);
  g_test_add_func ("/exchange/plan/nothing-found", test_nothing_found);
  g_test_add_func ("/exchange/plan/find-line", test_find_line);
  g_test_add_func ("/exchange/plan/apns", test_apns);
  g_test_add_func ("/exchange/plan/networks", test_networks);
  g_test_add_func ("/exchange/plan/admits", test_admits);
  g_test_add_func ("/exchange/plan/refused", test_refused);
  g_test_add_func ("/exchange/plan/no-key-file", test_no_key_file);
  g_test_add_func ("/exchange/plan/own-plan", test_own_plan);
  return g_test_run ();
}
