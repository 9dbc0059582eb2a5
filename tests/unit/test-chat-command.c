/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a line has to do with a command; and late replies, without waiting for any. */
#include "dialer-chat-command.h"
#include "dialer-late-replies.h"

#define SECOND G_USEC_PER_SEC

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    DialerChatKind kind;
    gboolean changes_form;
  } rows[] = {
    { "AT", DIALER_CHAT_PLAIN, FALSE },
    { "ATDT5551234", DIALER_CHAT_DIAL, FALSE },
    { "atdp 0,1", DIALER_CHAT_DIAL, FALSE },
    { "ATX3M1DT5", DIALER_CHAT_DIAL, FALSE },
    { "ATA", DIALER_CHAT_DIAL, FALSE },
    { "ATO", DIALER_CHAT_DIAL, FALSE },
    { "AT+CBST=71,0,1;D123", DIALER_CHAT_DIAL, FALSE },
    { "ATE0Q0V1X4M1&C1&D2S0=0S7=60", DIALER_CHAT_PLAIN, TRUE },
    { "AT&D2&C1", DIALER_CHAT_PLAIN, FALSE },
    { "AT+CGDCONT=1,\"IP\",\"data\"", DIALER_CHAT_PLAIN, FALSE },
    { "AT%C0\\N3", DIALER_CHAT_PLAIN, FALSE },
    { "AT&F", DIALER_CHAT_PLAIN, TRUE },
    { "ATZ", DIALER_CHAT_PLAIN, TRUE },
    { "AT&", DIALER_CHAT_PLAIN, FALSE },
    { "hello AD", DIALER_CHAT_PLAIN, FALSE },
    { "+++", DIALER_CHAT_ESCAPE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerChatCommand) command = dialer_chat_command_new (rows[i].text);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (dialer_chat_command_get_kind (command), ==, rows[i].kind);
      g_assert_cmpint (dialer_chat_command_changes_form (command), ==, rows[i].changes_form);
    }
}

static DialerChatMeaning
take (DialerChatCommand *command, const char *line)
{
  return dialer_chat_command_take_line (command, line, dialer_at_reply_classify (line));
}

/* Gives @command the lines before "OK", separated by "|", and returns the text of the reply. */
static char *
reply_to (const char *text, const char *said)
{
  g_autoptr (DialerChatCommand) command = dialer_chat_command_new (text);
  g_auto (GStrv) lines = g_strsplit (said, "|", -1);
  g_autoptr (DialerChatReply) reply = NULL;

  for (guint i = 0; lines[i]; i++)
    g_assert_cmpint (take (command, lines[i]), !=, DIALER_CHAT_FINAL);
  g_assert_cmpint (dialer_chat_command_take_line (command, "OK", DIALER_AT_OK), ==, DIALER_CHAT_FINAL);
  reply = dialer_chat_command_make_reply (command, "OK", DIALER_AT_OK);
  return g_strdup (reply->text);
}

static void
test_text (void)
{
  static const struct
  {
    const char *command;
    const char *said;
    const char *text;
  } rows[] = {
    { "ATI", "USR 56k|V1.0", "USR 56k\nV1.0" },
    { "ATI3", "ATI3|V1.0", "V1.0" },
    { "ATI3", "ati3|V1.0", "V1.0" },
    { "ATI3", "A|TI|3|V1.0", "V1.0" },
    { "ATI3", "TI3|V1.0", "V1.0" },
    { "ATI3", "~x#}ATI3|V1.0", "V1.0" },
    { "ATI3", "left over|ATI3|V1.0", "V1.0" },
    { "AT I3", "AT I3|V1.0", "V1.0" },
    { "ATI", "RING|RING|+CLIP: \"1\",129|me|+CREG: 1|NO CARRIER", "me" },
    { "AT+CREG?", "+CREG: 0,1", "+CREG: 0,1" },
    { "at+creg?", "+CREG: 0,1|+CSQ: 1", "+CREG: 0,1" },
    { "AT+GCAP", "+GCAP: +MS, +ES", "+GCAP: +MS, +ES" },
    { "AT+FCLASS=?", "0,1,2", "0,1,2" },
    { "ATI4", "a: b|*note", "a: b\n*note" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = reply_to (rows[i].command, rows[i].said);

      g_test_message ("%s: %s", rows[i].command, rows[i].said);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_dialing (void)
{
  g_autoptr (DialerChatCommand) data = dialer_chat_command_new ("ATDT5");
  g_autoptr (DialerChatCommand) voice = dialer_chat_command_new ("ATDT5;");
  g_autoptr (DialerChatReply) reply = NULL;

  g_assert_cmpint (take (data, "OK"), ==, DIALER_CHAT_ASIDE);
  g_assert_cmpint (take (data, "RING"), ==, DIALER_CHAT_ASIDE);
  g_assert_cmpint (take (data, "RINGING"), ==, DIALER_CHAT_TEXT);
  g_assert_cmpint (take (data, "CARRIER 33600"), ==, DIALER_CHAT_TEXT);
  g_assert_cmpint (take (data, "CONNECT 115200"), ==, DIALER_CHAT_FINAL);
  reply = dialer_chat_command_make_reply (data, "CONNECT 115200", DIALER_AT_CONNECT);
  g_assert_cmpstr (reply->text, ==, "RINGING\nCARRIER 33600");
  g_assert_cmpstr (reply->final, ==, "CONNECT 115200");
  g_assert_cmpint (take (voice, "OK"), ==, DIALER_CHAT_FINAL);
}

static void
test_escape (void)
{
  g_autoptr (DialerChatCommand) command = dialer_chat_command_new ("+++");

  g_assert_cmpint (take (command, "+++"), ==, DIALER_CHAT_ASIDE);
  g_assert_cmpint (take (command, "CONNECT"), ==, DIALER_CHAT_ASIDE);
  g_assert_cmpint (take (command, "NO CARRIER"), ==, DIALER_CHAT_FINAL);
  g_assert_cmpint (take (command, "OK"), ==, DIALER_CHAT_FINAL);
}

/* In V0 form a result code may be what the echo's next piece would be. */
static void
test_numeric (void)
{
  g_autoptr (DialerChatCommand) command = dialer_chat_command_new ("ATE0V0");

  g_assert_cmpint (take (command, "ATE0V0"), ==, DIALER_CHAT_ASIDE);
  g_assert_true (dialer_chat_command_is_echoed (command));
  g_assert_cmpint (take (command, "0"), ==, DIALER_CHAT_FINAL);

  g_clear_pointer (&command, dialer_chat_command_free);
  command = dialer_chat_command_new ("ATE0V0");
  g_assert_cmpint (take (command, "0"), ==, DIALER_CHAT_FINAL);
}

static void
test_late (void)
{
  g_autoptr (DialerLateReplies) late = dialer_late_replies_new ();

  g_assert_false (dialer_late_replies_are_expected (late, 0));
  dialer_late_replies_add (late, "ATZ", DIALER_CHAT_PLAIN, 1 * SECOND);
  dialer_late_replies_add (late, "AT", DIALER_CHAT_PLAIN, 2 * SECOND);
  g_assert_true (dialer_late_replies_are_expected (late, 3 * SECOND));
  g_assert_true (dialer_late_replies_may_be (late, DIALER_AT_OK, 3 * SECOND));
  g_assert_false (dialer_late_replies_may_be (late, DIALER_AT_BUSY, 3 * SECOND));
  g_assert_true (dialer_late_replies_may_answer (late, "ATZ"));
  g_assert_cmpint (dialer_late_replies_take (late, DIALER_AT_RING, 4 * SECOND), ==, 0);
  g_assert_cmpint (dialer_late_replies_take (late, DIALER_AT_OK, 4 * SECOND), ==, 3 * SECOND);
  g_assert_true (dialer_late_replies_may_answer (late, "AT"));
  g_assert_false (dialer_late_replies_are_expected (late, 60 * SECOND));
}

static void
test_repeated (void)
{
  g_autoptr (DialerLateReplies) late = dialer_late_replies_new ();

  dialer_late_replies_note (late, DIALER_AT_OK, 1 * SECOND);
  g_assert_false (dialer_late_replies_are_expected (late, 1 * SECOND));
  dialer_late_replies_take (late, DIALER_AT_OK, 1 * SECOND + 1000);
  g_assert_false (dialer_late_replies_are_expected (late, 1 * SECOND + 1000));
  dialer_late_replies_note (late, DIALER_AT_ERROR, 2 * SECOND);
  g_assert_true (dialer_late_replies_are_expected (late, 2 * SECOND));
  dialer_late_replies_take (late, DIALER_AT_ERROR, 2 * SECOND + 1000);
  g_assert_false (dialer_late_replies_are_expected (late, 2 * SECOND + 1000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/chat-command/kind", test_kinds);
  g_test_add_func ("/system/chat-command/text-without-echo-and-unsolicited-lines", test_text);
  g_test_add_func ("/system/chat-command/dialing", test_dialing);
  g_test_add_func ("/system/chat-command/escape", test_escape);
  g_test_add_func ("/system/chat-command/numeric-result-is-no-echo", test_numeric);
  g_test_add_func ("/system/late-replies/come-in-order-and-expire", test_late);
  g_test_add_func ("/system/late-replies/a-modem-that-repeats-itself-is-known", test_repeated);
  return g_test_run ();
}
