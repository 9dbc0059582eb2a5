/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Telephone numbers as people write them, and the command made of them. */
#include "dialer-dial-string.h"

#include <string.h>

#include "dialer-error.h"

static void
test_normalize (void)
{
  static const struct
  {
    const char *number;
    const char *dialled;
  } rows[] = {
    { "5551234", "5551234" },
    { "555-1234", "5551234" },
    { "(0 30) 555/12.34", "0305551234" },
    { " +49 30\t5551234 ", "+49305551234" },
    { "0,5551234", "0,5551234" },
    { "0w5551234", "0w5551234" },
    { "0W555T12P34", "0W555T12P34" },
    { "t1p2!3@4", "t1p2!3@4" },
    { "*99***1#", "*99***1#" },
    { "#", "#" },
    { "1ABCD2", "1ABCD2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *dialled = dialer_dial_string_normalize (rows[i].number, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (dialled, ==, rows[i].dialled);
    }
}

/* Nothing that ends a dial command, begins another one or makes it a voice call may pass. */
static void
test_refused (void)
{
  static const char *const numbers[] = {
    "", "   ", "-", ",", "w", "+", "T", "ABCD", "isp", "555;1234", "5551234;", "1\r2", "1\nATZ", "1&F",
    "1=2", "1^2", "1$", "1\"2\"", "1\\2", "1_2", "\xef\xbc\x91", "1\x7f", "x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *printable = g_strescape (numbers[i], NULL);

      g_test_message ("%s", printable);
      g_assert_null (dialer_dial_string_normalize (numbers[i], &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, numbers[i]));
    }
}

/* The message crosses the bus, which takes nothing but UTF-8. */
static void
test_message_is_text (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dialer_dial_string_normalize ("555\xc3\xbc", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, "'\xc3\xbc'"));
}

static void
test_command (void)
{
  static const struct
  {
    const char *command;
    const char *prefix;
    const char *number;
    const char *line;
  } rows[] = {
    { "ATDT", "", "555-1234", "ATDT5551234" },
    { "ATDP", "0,", "5551234", "ATDP0,5551234" },
    { "atd", "0 w", "(555) 1234", "atd0w5551234" },
    { "ATX3DT", "*70,", "1", "ATX3DT*70,1" },
    { "ATDT", " ", "1", "ATDT1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = NULL;

      line = dialer_dial_string_make_command (rows[i].command, rows[i].prefix, rows[i].number, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (line, ==, rows[i].line);
    }
}

static void
assert_no_command (const char *command, const char *prefix, const char *number, const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dialer_dial_string_make_command (command, prefix, number, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_bad_command (void)
{
  g_autofree char *longest = g_strnfill (246, '5'), *too_long = g_strnfill (247, '5');
  g_autofree char *line = dialer_dial_string_make_command ("ATDT", "", longest, NULL);

  assert_no_command ("ATDT", "", "", "number");
  assert_no_command ("ATDT", "", "five", "five");
  assert_no_command ("ATDT", "x", "5", "dial.prefix");
  assert_no_command ("ATDT", "0;", "5", "dial.prefix");
  assert_no_command ("DT", "", "5", "dial.command=DT");
  assert_no_command ("", "", "5", "dial.command");
  /* What a modem's command line holds. */
  g_assert_cmpuint (strlen (line), ==, 250);
  assert_no_command ("ATDT", "", too_long, "too long");
  assert_no_command ("ATDT", "0", longest, "too long");
}

static void
test_is_dialling (void)
{
  static const char *const dialling[] = { "ATD112", "atdt112", "ATX3DT", "AT&D2DT1", "ATS0=0D1", "AT D1", "ATDL",
                                          "AT+MS=V34,1D1", "AT\"x\"D1", "AT\"D1", "AT+FCLASS=0;D1" };
  static const char *const others[] = { "AT", "ATZ", "AT&D2", "AT&F&C1&D2S7=60", "AT\\D1", "AT%D1", "AT+DS=3,0",
                                        "AT+CGDCONT=1,\"IP\",\"dd\"", "AT#CID=1", "AT^DSCI", "AT*D1", "AT&" };

  for (guint i = 0; i < G_N_ELEMENTS (dialling); i++)
    if (!dialer_dial_string_is_dialling (dialling[i]))
      g_error ("%s dials", dialling[i]);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (dialer_dial_string_is_dialling (others[i]))
      g_error ("%s does not dial", others[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/dial-string/normalize", test_normalize);
  g_test_add_func ("/model/dial-string/refused", test_refused);
  g_test_add_func ("/model/dial-string/message-is-text", test_message_is_text);
  g_test_add_func ("/model/dial-string/command", test_command);
  g_test_add_func ("/model/dial-string/bad-command", test_bad_command);
  g_test_add_func ("/model/dial-string/is-dialling", test_is_dialling);
  return g_test_run ();
}
