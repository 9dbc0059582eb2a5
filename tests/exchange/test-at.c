/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The command interpreter, against ITU-T V.250; the modem around it only writes down what is asked of it. */
#include "exchange-at.h"

typedef struct
{
  ExchangeAt at;
  GString *asked;
} Fixture;

static void
on_tell (gpointer owner, const char *text)
{
  g_string_append_printf (owner, "tell %s|", text);
}

static ExchangeResult
on_dial (gpointer owner, const char *number)
{
  g_string_append_printf (owner, "dial %s|", number);
  return EXCHANGE_RESULT_NONE;
}

static ExchangeResult
on_listen (gpointer owner)
{
  g_string_append (owner, "listen|");
  return EXCHANGE_RESULT_OK;
}

static ExchangeResult
on_answer (gpointer owner)
{
  g_string_append (owner, "answer|");
  return EXCHANGE_RESULT_NONE;
}

static ExchangeResult
on_go_online (gpointer owner)
{
  g_string_append (owner, "go online|");
  return EXCHANGE_RESULT_CONNECT;
}

static void
on_hang_up (gpointer owner)
{
  g_string_append (owner, "hang up|");
}

static const ExchangeAtHost host = {
  .tell = on_tell,
  .dial = on_dial,
  .listen = on_listen,
  .answer = on_answer,
  .go_online = on_go_online,
  .hang_up = on_hang_up,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  exchange_at_init (&fixture->at, TRUE);
  fixture->asked = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_string_free (fixture->asked, TRUE);
}

/* What a command line comes to on a modem that has just been switched on. */
typedef struct
{
  const char *line;
  ExchangeResult result;
  const char *asked;
} Row;

static ExchangeResult
run (Fixture *fixture, const char *line)
{
  return exchange_at_run (&fixture->at, line, &host, fixture->asked);
}

static void
assert_rows (Fixture *fixture, const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", rows[i].line);
      exchange_at_init (&fixture->at, TRUE);
      g_string_truncate (fixture->asked, 0);
      g_assert_cmpint (run (fixture, rows[i].line), ==, rows[i].result);
      g_assert_cmpstr (fixture->asked->str, ==, rows[i].asked);
    }
}

/* What a command line makes of the settings; those of a modem that is switched on are E1Q0V1X4&C1&D2. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *line;
    ExchangeResult result;
    const char *settings;
  } rows[] = {
    { "AT", EXCHANGE_RESULT_OK, "E1Q0V1X4&C1&D2" },
    { "at", EXCHANGE_RESULT_OK, "E1Q0V1X4&C1&D2" },
    { "ATE0", EXCHANGE_RESULT_OK, "E0Q0V1X4&C1&D2" },
    { "ATE", EXCHANGE_RESULT_OK, "E0Q0V1X4&C1&D2" },
    { "ATE0E1", EXCHANGE_RESULT_OK, "E1Q0V1X4&C1&D2" },
    { "ATQ1", EXCHANGE_RESULT_OK, "E1Q1V1X4&C1&D2" },
    { "ATV0", EXCHANGE_RESULT_OK, "E1Q0V0X4&C1&D2" },
    { "ATX0", EXCHANGE_RESULT_OK, "E1Q0V1X0&C1&D2" },
    { "ATX3", EXCHANGE_RESULT_OK, "E1Q0V1X3&C1&D2" },
    { "AT&C0", EXCHANGE_RESULT_OK, "E1Q0V1X4&C0&D2" },
    { "AT&c", EXCHANGE_RESULT_OK, "E1Q0V1X4&C0&D2" },
    { "AT&D0", EXCHANGE_RESULT_OK, "E1Q0V1X4&C1&D0" },
    { "AT&D1", EXCHANGE_RESULT_OK, "E1Q0V1X4&C1&D1" },
    { "AT&D3", EXCHANGE_RESULT_OK, "E1Q0V1X4&C1&D3" },
    { "AT e0 q1 v0 x1 &c0 &d1", EXCHANGE_RESULT_OK, "E0Q1V0X1&C0&D1" },
    { "ATE0Q0V1X1&C1&D2", EXCHANGE_RESULT_OK, "E0Q0V1X1&C1&D2" },
    /* A value that there is not changes nothing, and what stands behind it is not done (V.250 5.2.3). */
    { "ATE2", EXCHANGE_RESULT_ERROR, "E1Q0V1X4&C1&D2" },
    { "ATQ2", EXCHANGE_RESULT_ERROR, "E1Q0V1X4&C1&D2" },
    { "ATV2", EXCHANGE_RESULT_ERROR, "E1Q0V1X4&C1&D2" },
    { "ATX5", EXCHANGE_RESULT_ERROR, "E1Q0V1X4&C1&D2" },
    { "AT&C2", EXCHANGE_RESULT_ERROR, "E1Q0V1X4&C1&D2" },
    { "AT&D4", EXCHANGE_RESULT_ERROR, "E1Q0V1X4&C1&D2" },
    { "ATE0X9Q1", EXCHANGE_RESULT_ERROR, "E0Q0V1X4&C1&D2" },
    { "ATX4294967297", EXCHANGE_RESULT_ERROR, "E1Q0V1X4&C1&D2" },
    { "ATE0V0X0&C0&D0&F", EXCHANGE_RESULT_OK, "E1Q0V1X4&C1&D2" },
    { "ATE0V0X0&C0&D0&FE0", EXCHANGE_RESULT_OK, "E0Q0V1X4&C1&D2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const ExchangeAt *at = &fixture->at;
      g_autofree char *settings = NULL;

      g_test_message ("%s", rows[i].line);
      exchange_at_init (&fixture->at, TRUE);
      g_assert_cmpint (run (fixture, rows[i].line), ==, rows[i].result);
      settings = g_strdup_printf ("E%dQ%dV%dX%u&C%u&D%u", at->echo, at->quiet, at->verbose, at->extended,
                                  at->dcd, at->dtr);
      g_assert_cmpstr (settings, ==, rows[i].settings);
    }
}

/* V.250 5.3.2: three digits, and the value is a byte. */
static void
test_registers (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "ATS0?", EXCHANGE_RESULT_OK, "tell 000|" },
    { "ATS2?", EXCHANGE_RESULT_OK, "tell 043|" },
    { "ATS3?S4?S5?", EXCHANGE_RESULT_OK, "tell 013|tell 010|tell 008|" },
    { "ATS7?", EXCHANGE_RESULT_OK, "tell 050|" },
    { "ATS12?", EXCHANGE_RESULT_OK, "tell 050|" },
    { "ATS7=60S7?", EXCHANGE_RESULT_OK, "tell 060|" },
    { "ATS007=5S7?", EXCHANGE_RESULT_OK, "tell 005|" },
    { "ATS=3S?", EXCHANGE_RESULT_OK, "tell 003|" },
    { "ATS7=255S7?", EXCHANGE_RESULT_OK, "tell 255|" },
    { "ATS7=256", EXCHANGE_RESULT_ERROR, "" },
    { "ATS7=", EXCHANGE_RESULT_ERROR, "" },
    { "ATS7=-1", EXCHANGE_RESULT_ERROR, "" },
    { "ATS7", EXCHANGE_RESULT_ERROR, "" },
    { "ATS7E0", EXCHANGE_RESULT_ERROR, "" },
    { "ATS99=1S99?", EXCHANGE_RESULT_OK, "tell 001|" },
    { "ATS100?", EXCHANGE_RESULT_ERROR, "" },
    { "ATS100=1", EXCHANGE_RESULT_ERROR, "" },
    { "ATS4294967303?", EXCHANGE_RESULT_ERROR, "" },
    { "ATS7=9Z", EXCHANGE_RESULT_OK, "hang up|" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (fixture->at.s[7], ==, 50);
  run (fixture, "ATS7=256");
  g_assert_cmpuint (fixture->at.s[7], ==, 50);
}

/* V.250 5.7.1 and 6.2.5 to 6.2.7. */
static void
test_result_formats (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *settings;
    ExchangeResult result;
    const char *told;
  } rows[] = {
    { "ATV1", EXCHANGE_RESULT_OK, "\r\nOK\r\n" },
    { "ATV1", EXCHANGE_RESULT_CONNECT, "\r\nCONNECT 33600\r\n" },
    { "ATV1", EXCHANGE_RESULT_RING, "\r\nRING\r\n" },
    { "ATV1", EXCHANGE_RESULT_NO_CARRIER, "\r\nNO CARRIER\r\n" },
    { "ATV1", EXCHANGE_RESULT_ERROR, "\r\nERROR\r\n" },
    { "ATV1", EXCHANGE_RESULT_NO_DIALTONE, "\r\nNO DIALTONE\r\n" },
    { "ATV1", EXCHANGE_RESULT_BUSY, "\r\nBUSY\r\n" },
    { "ATV1", EXCHANGE_RESULT_NO_ANSWER, "\r\nNO ANSWER\r\n" },
    { "ATV1", EXCHANGE_RESULT_DELAYED, "\r\nDELAYED\r\n" },
    { "ATV1", EXCHANGE_RESULT_BLACKLISTED, "\r\nBLACKLISTED\r\n" },
    { "ATV1", EXCHANGE_RESULT_VOICE, "\r\nVOICE\r\n" },
    { "ATV1", EXCHANGE_RESULT_FCERROR, "\r\n+FCERROR\r\n" },
    { "ATV1", EXCHANGE_RESULT_NONE, "" },
    { "ATV0", EXCHANGE_RESULT_OK, "0\r" },
    { "ATV0", EXCHANGE_RESULT_CONNECT, "1\r" },
    { "ATV0", EXCHANGE_RESULT_RING, "2\r" },
    { "ATV0", EXCHANGE_RESULT_NO_CARRIER, "3\r" },
    { "ATV0", EXCHANGE_RESULT_ERROR, "4\r" },
    { "ATV0", EXCHANGE_RESULT_NO_DIALTONE, "6\r" },
    { "ATV0", EXCHANGE_RESULT_BUSY, "7\r" },
    { "ATV0", EXCHANGE_RESULT_NO_ANSWER, "8\r" },
    { "ATV0", EXCHANGE_RESULT_DELAYED, "24\r" },
    { "ATV0", EXCHANGE_RESULT_BLACKLISTED, "32\r" },
    { "ATV0", EXCHANGE_RESULT_NONE, "" },
    { "ATS3=33S4=42", EXCHANGE_RESULT_OK, "!*OK!*" },
    { "ATV0S3=33S4=42", EXCHANGE_RESULT_OK, "0!" },
    { "ATQ1", EXCHANGE_RESULT_OK, "" },
    { "ATQ1", EXCHANGE_RESULT_CONNECT, "" },
    { "ATV0Q1", EXCHANGE_RESULT_NO_CARRIER, "" },
    { "ATQ1Q0", EXCHANGE_RESULT_OK, "\r\nOK\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *told = NULL;

      g_test_message ("%s, result %d", rows[i].settings, rows[i].result);
      exchange_at_init (&fixture->at, TRUE);
      g_assert_cmpint (run (fixture, rows[i].settings), ==, EXCHANGE_RESULT_OK);
      told = exchange_at_format_result (&fixture->at, rows[i].result, "CONNECT 33600");
      g_assert_cmpstr (told, ==, rows[i].told);
    }
}

/* V.250 6.2.7, table 5: X says which of these a modem may tell. */
static void
test_levels (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *level;
    const char *connect, *no_dialtone, *busy;
  } rows[] = {
    { "ATX0", "\r\nCONNECT\r\n", "\r\nNO CARRIER\r\n", "\r\nNO CARRIER\r\n" },
    { "ATX1", "\r\nCONNECT 9600\r\n", "\r\nNO CARRIER\r\n", "\r\nNO CARRIER\r\n" },
    { "ATX2", "\r\nCONNECT 9600\r\n", "\r\nNO DIALTONE\r\n", "\r\nNO CARRIER\r\n" },
    { "ATX3", "\r\nCONNECT 9600\r\n", "\r\nNO CARRIER\r\n", "\r\nBUSY\r\n" },
    { "ATX4", "\r\nCONNECT 9600\r\n", "\r\nNO DIALTONE\r\n", "\r\nBUSY\r\n" },
    { "ATX0V0", "1\r", "3\r", "3\r" },
    { "ATX4V0", "1\r", "6\r", "7\r" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *connect = NULL, *no_dialtone = NULL, *busy = NULL;

      g_test_message ("%s", rows[i].level);
      exchange_at_init (&fixture->at, TRUE);
      run (fixture, rows[i].level);
      connect = exchange_at_format_result (&fixture->at, EXCHANGE_RESULT_CONNECT, "CONNECT 9600");
      no_dialtone = exchange_at_format_result (&fixture->at, EXCHANGE_RESULT_NO_DIALTONE, "");
      busy = exchange_at_format_result (&fixture->at, EXCHANGE_RESULT_BUSY, "");
      g_assert_cmpstr (connect, ==, rows[i].connect);
      g_assert_cmpstr (no_dialtone, ==, rows[i].no_dialtone);
      g_assert_cmpstr (busy, ==, rows[i].busy);
    }
}

/* V.250 6.2.5 and 6.2.6: Q1 does not silence information, V0 leaves out what goes before it. */
static void
test_text_formats (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[][2] = {
    { "ATV1", "\r\n043\r\n" },
    { "ATV0", "043\r\n" },
    { "ATQ1", "\r\n043\r\n" },
    { "ATS3=33S4=42", "!*043!*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *told = NULL;

      g_test_message ("%s", rows[i][0]);
      exchange_at_init (&fixture->at, TRUE);
      run (fixture, rows[i][0]);
      told = exchange_at_format_text (&fixture->at, "043");
      g_assert_cmpstr (told, ==, rows[i][1]);
    }
}

/* V.250 6.3.1. */
static void
test_dial (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "ATD5551234", EXCHANGE_RESULT_NONE, "dial 5551234|" },
    { "atdt5551234", EXCHANGE_RESULT_NONE, "dial 5551234|" },
    { "ATDP5551234", EXCHANGE_RESULT_NONE, "dial 5551234|" },
    { "AT DT 555-1234", EXCHANGE_RESULT_NONE, "dial 5551234|" },
    { "ATDT(0 30) 555", EXCHANGE_RESULT_NONE, "dial 030555|" },
    { "ATDT0,w!@5551234", EXCHANGE_RESULT_NONE, "dial 05551234|" },
    { "ATDT0W555P12T34", EXCHANGE_RESULT_NONE, "dial 05551234|" },
    { "ATD*99***1#", EXCHANGE_RESULT_NONE, "dial *99***1#|" },
    { "ATD+15551234", EXCHANGE_RESULT_NONE, "dial +15551234|" },
    { "ATDT1AbCd2", EXCHANGE_RESULT_NONE, "dial 1ABCD2|" },
    { "ATD", EXCHANGE_RESULT_NONE, "dial |" },
    { "ATE0DT555E1", EXCHANGE_RESULT_ERROR, "" },
    { "ATDT555x", EXCHANGE_RESULT_ERROR, "" },
    { "ATDT5=5", EXCHANGE_RESULT_ERROR, "" },
    /* A semicolon ends the number: the modem stays in command state, and takes what follows as commands. */
    { "ATDT5551234;", EXCHANGE_RESULT_OK, "listen|" },
    { "ATDT5551234;S2?", EXCHANGE_RESULT_OK, "listen|tell 043|" },
    { "ATDT555;1234", EXCHANGE_RESULT_ERROR, "listen|" },
    { "ATDT555;DT666", EXCHANGE_RESULT_NONE, "listen|dial 666|" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
}

/* V.250 6.3.5 to 6.3.7. */
static void
test_line_control (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "ATH", EXCHANGE_RESULT_OK, "hang up|" },
    { "ATH0", EXCHANGE_RESULT_OK, "hang up|" },
    { "ATH1", EXCHANGE_RESULT_OK, "" },
    { "ATO", EXCHANGE_RESULT_CONNECT, "go online|" },
    { "ATO0", EXCHANGE_RESULT_CONNECT, "go online|" },
    { "ATA", EXCHANGE_RESULT_NONE, "answer|" },
    { "ATZ", EXCHANGE_RESULT_OK, "hang up|" },
    { "ATZ1", EXCHANGE_RESULT_OK, "hang up|" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
}

static void
test_concatenated (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "ATS2?S0?", EXCHANGE_RESULT_OK, "tell 043|tell 000|" },
    { "ATS2? S0?", EXCHANGE_RESULT_OK, "tell 043|tell 000|" },
    { "ATM1L2&K3&Q5&R1&S0&W0&Y0N1W1P", EXCHANGE_RESULT_OK, "" },
    { "ATH0DT5551234", EXCHANGE_RESULT_NONE, "hang up|dial 5551234|" },
    { "ATZDT5551234", EXCHANGE_RESULT_NONE, "hang up|dial 5551234|" },
    { "ATS0?+GMI;S2?", EXCHANGE_RESULT_OK, "tell 000|tell Dialer|tell 043|" },
    { "AT+GMI;+GMM", EXCHANGE_RESULT_OK, "tell Dialer|tell Exchange 56K|" },
    /* These take the rest of the line with them. */
    { "ATOS2?", EXCHANGE_RESULT_CONNECT, "go online|" },
    { "ATAS2?", EXCHANGE_RESULT_NONE, "answer|" },
    /* The first that fails ends it. */
    { "ATS2?!S0?", EXCHANGE_RESULT_ERROR, "tell 043|" },
    { "AT+NONSENSE;S0?", EXCHANGE_RESULT_ERROR, "" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
}

static void
test_information (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "ATI", EXCHANGE_RESULT_OK, "tell Dialer Exchange 56K|" },
    { "ATI0", EXCHANGE_RESULT_OK, "tell Dialer Exchange 56K|" },
    { "ATI1", EXCHANGE_RESULT_OK, "tell 028|" },
    { "ATI2", EXCHANGE_RESULT_OK, "tell OK|" },
    { "ATI3", EXCHANGE_RESULT_OK, "tell Exchange 56K 1.0|" },
    { "ATI4", EXCHANGE_RESULT_OK, "tell V.34 V.42 V.42bis|" },
    { "ATI9", EXCHANGE_RESULT_OK, "tell V.34 V.42 V.42bis|" },
    { "ATE0S0=2&V", EXCHANGE_RESULT_OK,
      "tell ACTIVE PROFILE:\r\nE0 Q0 V1 X4 &C1 &D2 S0:002 S2:043 S7:050 S12:050|" },
    { "AT+GMI", EXCHANGE_RESULT_OK, "tell Dialer|" },
    { "at+gmm", EXCHANGE_RESULT_OK, "tell Exchange 56K|" },
    { "AT+GMR", EXCHANGE_RESULT_OK, "tell 1.0|" },
    { "AT+GSN", EXCHANGE_RESULT_OK, "tell 0001|" },
    { "AT+GCAP", EXCHANGE_RESULT_OK, "tell +GCAP: +FCLASS,+MS,+ES,+DS|" },
    { "AT+FCLASS?", EXCHANGE_RESULT_OK, "tell 0|" },
    { "AT+FCLASS=?", EXCHANGE_RESULT_OK, "tell 0,1,8|" },
    { "AT+FCLASS=0", EXCHANGE_RESULT_OK, "" },
    { "AT+FCLASS=1", EXCHANGE_RESULT_ERROR, "" },
    { "AT+MS?", EXCHANGE_RESULT_OK, "tell +MS: V34,1|" },
    { "AT+IPR?;+IFC?", EXCHANGE_RESULT_OK, "tell +IPR: 0|tell +IFC: 2,2|" },
    { "AT+MS=V34,1;+IPR=115200;+IFC=2,2", EXCHANGE_RESULT_OK, "" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "AT%C1", "AT\\N3", "AT&", "AT&Z0=5551234", "AT&?", "ATB0", "ATY1", "AT!", "AT5", "AT=", "AT?", "AT+",
    "AT+CPIN?", "AT#CID=1", "AT*E", "AT$", "AT\xc3\xa9",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_test_message ("%s", lines[i]);
      g_assert_cmpint (run (fixture, lines[i]), ==, EXCHANGE_RESULT_ERROR);
    }
  g_assert_cmpstr (fixture->asked->str, ==, "");
}

/* A modem that comes up with V0 has that in its stored profile; the maker's settings are another thing. */
static void
test_reset (Fixture *fixture, gconstpointer data)
{
  exchange_at_init (&fixture->at, FALSE);
  g_assert_false (fixture->at.verbose);
  run (fixture, "ATE0Q1X0&C0&D0S0=1V1");
  run (fixture, "ATZ");
  g_assert_true (fixture->at.echo);
  g_assert_false (fixture->at.quiet);
  g_assert_false (fixture->at.verbose);
  g_assert_cmpuint (fixture->at.extended, ==, 4);
  g_assert_cmpuint (fixture->at.dcd, ==, 1);
  g_assert_cmpuint (fixture->at.dtr, ==, 2);
  g_assert_cmpuint (fixture->at.s[0], ==, 0);
  run (fixture, "AT&F");
  g_assert_true (fixture->at.verbose);
  run (fixture, "ATZ");
  g_assert_false (fixture->at.verbose);
}

/* What A/ does again; before the first command that is an empty one (V.250 5.2.4). */
static void
test_last (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = { "ATS0?", "ATZ", "AT&F", "ATNONSENSE", "ATDT5551234" };

  g_assert_cmpstr (fixture->at.last, ==, "AT");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      run (fixture, lines[i]);
      g_assert_cmpstr (fixture->at.last, ==, lines[i]);
    }
}

/* What is left of what came in when the line is complete (V.250 5.2.1). */
static void
test_append (Fixture *fixture, gconstpointer data)
{
  static const char *const rows[][2] = {
    { "AT", "AT" },
    { "at&f", "at&f" },
    { "aT", "aT" },
    { " AT", "AT" },
    { "xxATE0", "ATE0" },
    { "~}#.!AT", "AT" },
    { "\xff\x7eTATA", "ATA" },
    { "AAT", "AT" },
    { "ABAT", "AT" },
    { "A T", "" },
    { "T", "" },
    { "A/", "AT" },
    { "xa/", "AT" },
    { "ATZ\bI", "ATI" },
    { "ATDT5551234", "ATDT5551234" },
    { "ATATA", "ATATA" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      gboolean complete = FALSE;

      g_test_message ("%s", rows[i][1]);
      for (const char *byte = rows[i][0]; *byte; byte++)
        complete = exchange_at_append (&fixture->at, line, *byte);
      g_assert_cmpint (complete, ==, g_str_has_suffix (rows[i][0], "/"));
      g_assert_cmpstr (line->str, ==, rows[i][1]);
      g_assert_true (exchange_at_append (&fixture->at, line, '\r'));
      g_assert_cmpstr (line->str, ==, rows[i][1]);
    }
}

#define ADD(name, function) g_test_add ("/exchange/at/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("settings", test_settings);
  ADD ("registers", test_registers);
  ADD ("result-formats", test_result_formats);
  ADD ("levels", test_levels);
  ADD ("text-formats", test_text_formats);
  ADD ("dial", test_dial);
  ADD ("line-control", test_line_control);
  ADD ("concatenated", test_concatenated);
  ADD ("information", test_information);
  ADD ("unknown", test_unknown);
  ADD ("reset", test_reset);
  ADD ("last", test_last);
  ADD ("append", test_append);
  return g_test_run ();
}
