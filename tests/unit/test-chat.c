/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The conversation with a modem, with a stand-in that has every bad habit in turn. */
#include "dialer-chat.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dialer-error.h"
#include "modem-stand-in.h"

#define LONG_MS 10000 /* a time-out that must not be waited for */
#define SHORT_MS 150  /* one that is meant to pass */
#define LATE_MS 600   /* after that has passed */
#define GUARD_MS 100

typedef struct
{
  ModemStandIn *modem;
  char *locks;
  DialerSerialPort *port;
  DialerChat *chat;
  GCancellable *cancellable;
  GString *lines; /* as the line signal told them */
} Fixture;

typedef struct
{
  gboolean done;
  DialerChatReply *reply;
  GError *error;
} Answer;

static void
on_line (DialerChat *chat, gboolean sent, const char *text, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->lines, "%c%s|", sent ? '>' : '<', text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (GError) error = NULL;

  fixture->modem = modem_stand_in_new ();
  fixture->locks = g_dir_make_tmp ("dialer-chat-XXXXXX", NULL);
  fixture->port = dialer_serial_port_open_with_locks (modem_stand_in_get_device (fixture->modem), settings,
                                                      fixture->locks, &error);
  g_assert_no_error (error);
  fixture->chat = dialer_chat_new (fixture->port);
  fixture->cancellable = g_cancellable_new ();
  fixture->lines = g_string_new (NULL);
  g_signal_connect (fixture->chat, "line", G_CALLBACK (on_line), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->chat);
  g_assert_finalize_object (fixture->port);
  g_object_unref (fixture->cancellable);
  modem_stand_in_free (fixture->modem);
  g_assert_cmpint (g_rmdir (fixture->locks), ==, 0);
  g_free (fixture->locks);
  g_string_free (fixture->lines, TRUE);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->done = TRUE;
  answer->reply = dialer_chat_send_finish (DIALER_CHAT (source), result, &answer->error);
}

static void
send (Fixture *fixture, const char *command, guint timeout_ms, Answer *answer)
{
  dialer_chat_send_async (fixture->chat, command, timeout_ms, fixture->cancellable, on_answered, answer);
}

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->reply, dialer_chat_reply_free);
  g_clear_error (&answer->error);
  answer->done = FALSE;
}

static void
assert_reply (Answer *answer, DialerAtResult result, const char *text)
{
  iterate_until (answer->done);
  g_assert_no_error (answer->error);
  g_assert_nonnull (answer->reply);
  g_assert_cmpint (answer->reply->result, ==, result);
  g_assert_cmpstr (answer->reply->text, ==, text);
  answer_clear (answer);
}

#define assert_failure(answer, domain, code)           \
  do                                                   \
    {                                                  \
      iterate_until ((answer)->done);                  \
      g_assert_null ((answer)->reply);                 \
      g_assert_error ((answer)->error, domain, code);  \
      answer_clear (answer);                           \
    }                                                  \
  while (0)

static void
ask (Fixture *fixture, const char *command, DialerAtResult result, const char *text)
{
  Answer answer = { 0 };

  send (fixture, command, LONG_MS, &answer);
  assert_reply (&answer, result, text);
}

static void
let_time_out (Fixture *fixture, const char *command)
{
  Answer answer = { 0 };

  send (fixture, command, SHORT_MS, &answer);
  assert_failure (&answer, DIALER_ERROR, DIALER_ERROR_TIMED_OUT);
}

static void
test_healthy (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATE0V1", 0, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\r\nUSR\r\n56k\r\n\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATX9", 0, "\r\nERROR\r\n");
  ask (fixture, "ATE0V1", DIALER_AT_OK, "");
  ask (fixture, "ATI", DIALER_AT_OK, "USR\n56k");
  ask (fixture, "ATX9", DIALER_AT_ERROR, "");
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->modem), ==, "ATE0V1|ATI|ATX9|");
  g_assert_cmpstr (fixture->lines->str, ==, ">ATE0V1|<OK|>ATI|<USR|<56k|<OK|>ATX9|<ERROR|");
}

/* Twenty commands take as long as twenty round trips: any pause of 20 ms or more between them would show. */
static void
test_no_pauses (Fixture *fixture, gconstpointer data)
{
  gint64 start;

  for (guint i = 0; i < 20; i++)
    modem_stand_in_answer (fixture->modem, "AT", 0, "\r\nOK\r\n");
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 20; i++)
    ask (fixture, "AT", DIALER_AT_OK, "");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * 20 * G_TIME_SPAN_MILLISECOND);
}

static void
test_queue (Fixture *fixture, gconstpointer data)
{
  Answer first = { 0 };
  Answer second = { 0 };

  modem_stand_in_answer (fixture->modem, "ATI1", 20, "\r\none\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATI2", 0, "\r\ntwo\r\nOK\r\n");
  send (fixture, "ATI1", LONG_MS, &first);
  send (fixture, "ATI2", LONG_MS, &second);
  assert_reply (&first, DIALER_AT_OK, "one");
  assert_reply (&second, DIALER_AT_OK, "two");
}

static void
test_echo (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_set_echo (fixture->modem, TRUE);
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\r\nUSR\r\n\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATE0", 0, "\r\nOK\r\n");
  ask (fixture, "ATI", DIALER_AT_OK, "USR");
  ask (fixture, "ATE0", DIALER_AT_OK, "");
}

static void
test_garbled_echo (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATE0V1", 0, "AT\r\nE0\r\nV1\r\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\x81\x7fTI\r\r\nUSR\r\nOK\r\n");
  ask (fixture, "ATE0V1", DIALER_AT_OK, "");
  ask (fixture, "ATI", DIALER_AT_OK, "USR");
}

static void
test_cr_only (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\rUSR\r\rOK\r");
  modem_stand_in_answer (fixture->modem, "ATDT5", 0, "BUSY\r");
  ask (fixture, "ATI", DIALER_AT_OK, "USR");
  ask (fixture, "ATDT5", DIALER_AT_BUSY, "");
}

static void
test_unsolicited (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATI", 0,
                         "\r\nRING\r\n\r\n\r\n+CREG: 5\r\nUSR\r\nNO CARRIER\r\n+CLIP: \"5\"\r\nOK\r\n");
  ask (fixture, "ATI", DIALER_AT_OK, "USR");
  modem_stand_in_say (fixture->modem, "\r\nRING\r\n");
  iterate_until (g_str_has_suffix (fixture->lines->str, "<RING|"));
}

static void
test_before_command (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_say (fixture->modem, "\r\nold text\r\nERROR\r\nhalf a li");
  iterate_until (strstr (fixture->lines->str, "<ERROR|"));
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\r\nnew text\r\nOK\r\n");
  ask (fixture, "ATI", DIALER_AT_OK, "new text");
}

static void
test_numeric (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_set_echo (fixture->modem, TRUE);
  modem_stand_in_answer (fixture->modem, "ATV0", 0, "0\r");
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\r\nUSR\r\n0\r");
  modem_stand_in_answer (fixture->modem, "ATX9", 0, "4\r");
  modem_stand_in_answer (fixture->modem, "ATDT5", 0, "3\r");
  modem_stand_in_answer (fixture->modem, "ATV1", 0, "\r\nOK\r\n");
  ask (fixture, "ATV0", DIALER_AT_OK, "");
  ask (fixture, "ATI", DIALER_AT_OK, "USR");
  ask (fixture, "ATX9", DIALER_AT_ERROR, "");
  ask (fixture, "ATDT5", DIALER_AT_NO_CARRIER, "");
  ask (fixture, "ATV1", DIALER_AT_OK, "");
}

/* A modem that has said OK in words does not say 0 for it: this is the value asked for. */
static void
test_number_as_text (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "AT", 0, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "AT+FCLASS?", 0, "\r\n0\r\n\r\nOK\r\n");
  ask (fixture, "AT", DIALER_AT_OK, "");
  ask (fixture, "AT+FCLASS?", DIALER_AT_OK, "0");
}

static void
test_deaf (Fixture *fixture, gconstpointer data)
{
  let_time_out (fixture, "AT");
  let_time_out (fixture, "AT");
  modem_stand_in_answer (fixture->modem, "AT", 0, "\r\nOK\r\n");
  ask (fixture, "AT", DIALER_AT_OK, "");
  /* It may still owe replies, but it doesn't: the right one is given, only a little later. */
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\r\nUSR\r\nOK\r\n");
  ask (fixture, "ATI", DIALER_AT_OK, "USR");
}

static void
test_late_idle (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATZ", MODEM_STAND_IN_HELD, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATX9", 0, "\r\nERROR\r\n");
  let_time_out (fixture, "ATZ");
  modem_stand_in_release (fixture->modem);
  iterate_until (g_str_has_suffix (fixture->lines->str, "<OK|"));
  ask (fixture, "ATX9", DIALER_AT_ERROR, "");
}

/* The reply to a command that was given up comes while the next one waits for its own. */
typedef struct
{
  const char *path;
  const char *given_up;
  const char *command;
  const char *reply;
  DialerAtResult result;
  const char *text;
} Late;

static const Late lates[] = {
  { "/system/chat/late-always", "ATZ", "ATI", "\r\nUSR\r\nOK\r\n", DIALER_AT_OK, "USR" },
  { "/system/chat/late-to-the-same-command", "AT", "AT", "\r\nOK\r\n", DIALER_AT_OK, "" },
  /* An echo settles at once whose reply it is. */
  { "/system/chat/late-before-echo", "ATZ", "ATX9", "ATX9\r\r\nERROR\r\n", DIALER_AT_ERROR, "" },
  { "/system/chat/late-while-dialing", "ATZ", "ATDT5", "\r\nBUSY\r\n", DIALER_AT_BUSY, "" },
};

static void
test_late (Fixture *fixture, gconstpointer data)
{
  const Late *late = data;
  g_autofree char *heard = g_strconcat (late->given_up, "|", late->command, "|", NULL);
  Answer answer = { 0 };

  modem_stand_in_answer (fixture->modem, late->given_up, MODEM_STAND_IN_HELD, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, late->command, MODEM_STAND_IN_HELD, late->reply);
  modem_stand_in_answer (fixture->modem, "ATX4", 0, "\r\nERROR\r\n");
  let_time_out (fixture, late->given_up);
  send (fixture, late->command, LONG_MS, &answer);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), heard));
  modem_stand_in_release (fixture->modem);
  iterate_until (g_str_has_suffix (fixture->lines->str, "<OK|"));
  modem_stand_in_release (fixture->modem);
  assert_reply (&answer, late->result, late->text);
  ask (fixture, "ATX4", DIALER_AT_ERROR, "");
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATE0", 0, "\r\nOK\r\n\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATX9", 0, "\r\nERROR\r\n\r\nERROR\r\n");
  modem_stand_in_answer (fixture->modem, "ATI", 0, "\r\nUSR\r\nOK\r\n\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATDT5", 0, "\r\nBUSY\r\n\r\nBUSY\r\n");
  ask (fixture, "ATE0", DIALER_AT_OK, "");
  ask (fixture, "ATX9", DIALER_AT_ERROR, "");
  ask (fixture, "ATI", DIALER_AT_OK, "USR");
  ask (fixture, "ATDT5", DIALER_AT_BUSY, "");
}

/* A modem known to say everything twice gets a moment to do so. */
static void
test_twice_slowly (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATE0", 0, "\r\nOK\r\n\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATX3", 0, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATX3", 0, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATX9", 0, "\r\nERROR\r\n");
  ask (fixture, "ATE0", DIALER_AT_OK, "");
  ask (fixture, "ATX3", DIALER_AT_OK, "");
  modem_stand_in_say (fixture->modem, "\r\nOK\r\n");
  ask (fixture, "ATX9", DIALER_AT_ERROR, "");
}

/* The second OK of the last command comes when the modem dials already. */
static void
test_twice_dial (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATE0", 0, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATDT5", 0, "\r\nOK\r\n\r\nRINGING\r\n\r\nBUSY\r\n");
  ask (fixture, "ATE0", DIALER_AT_OK, "");
  ask (fixture, "ATDT5", DIALER_AT_BUSY, "RINGING");
}

static void
test_connect (Fixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  modem_stand_in_answer (fixture->modem, "ATDT5", 20, "\r\nRINGING\r\nCONNECT 33600/V34\r\n~\xff}#login:");
  send (fixture, "ATDT5", LONG_MS, &answer);
  iterate_until (answer.done);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.reply->result, ==, DIALER_AT_CONNECT);
  g_assert_cmpstr (answer.reply->final, ==, "CONNECT 33600/V34");
  /* The peer's bytes, and the LF before them, are still in the port. */
  modem_stand_in_wait_until_unread (fixture->modem, strlen ("\n~\xff}#login:"));
  answer_clear (&answer);

  send (fixture, "ATH", LONG_MS, &answer);
  assert_failure (&answer, DIALER_ERROR, DIALER_ERROR_FAILED);
}

static void
test_after_data (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "ATDT5", 0, "\r\nCONNECT\r\n~\xff}#");
  modem_stand_in_answer (fixture->modem, "ATH", 0, "~}}\x7f\r\nOK\r\n");
  ask (fixture, "ATDT5", DIALER_AT_CONNECT, "");
  dialer_chat_set_paused (fixture->chat, TRUE);
  dialer_chat_set_paused (fixture->chat, FALSE);
  modem_stand_in_say (fixture->modem, "~\r\nNO CARRIER\r\n");
  iterate_until (strstr (fixture->lines->str, "<NO CARRIER|"));
  ask (fixture, "ATH", DIALER_AT_OK, "~}}");
}

static void
test_cancel_dial (Fixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  modem_stand_in_answer (fixture->modem, "", 50, "\r\nNO CARRIER\r\n");
  send (fixture, "ATDT5", LONG_MS, &answer);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), "ATDT5|"));
  g_cancellable_cancel (fixture->cancellable);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), "ATDT5||"));
  g_assert_false (answer.done);
  assert_failure (&answer, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (strstr (fixture->lines->str, "<NO CARRIER|"));
}

static void
test_cancel_dial_silent (Fixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  send (fixture, "ATDT5", LONG_MS, &answer);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), "ATDT5|"));
  g_cancellable_cancel (fixture->cancellable);
  assert_failure (&answer, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_dial_overdue (Fixture *fixture, gconstpointer data)
{
  modem_stand_in_answer (fixture->modem, "", 0, "\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATX9", 0, "\r\nERROR\r\n");
  let_time_out (fixture, "ATDT5");
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->modem), ==, "ATDT5||");
  ask (fixture, "ATX9", DIALER_AT_ERROR, "");
}

/* A machine that was busy with something else, or asleep, finds the reply and the end of its time together. */
static void
test_reply_read_late (Fixture *fixture, gconstpointer data)
{
  Answer first = { 0 };
  Answer second = { 0 };

  modem_stand_in_answer (fixture->modem, "ATI1", 0, "\r\none\r\nOK\r\n");
  modem_stand_in_answer (fixture->modem, "ATI2", 0, "\r\ntwo\r\nOK\r\n");
  send (fixture, "ATI1", SHORT_MS, &first);
  send (fixture, "ATI2", LONG_MS, &second);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), "ATI1|"));
  g_usleep (LATE_MS * G_TIME_SPAN_MILLISECOND);
  assert_reply (&first, DIALER_AT_OK, "one");
  assert_reply (&second, DIALER_AT_OK, "two");
}

static void
test_cancel_command (Fixture *fixture, gconstpointer data)
{
  Answer current = { 0 };
  Answer queued = { 0 };
  Answer after = { 0 };

  send (fixture, "ATZ", LONG_MS, &current);
  send (fixture, "ATI", LONG_MS, &queued);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), "ATZ|"));
  g_cancellable_cancel (fixture->cancellable);
  assert_failure (&current, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_failure (&queued, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  send (fixture, "AT", LONG_MS, &after);
  assert_failure (&after, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->modem), ==, "ATZ|");
}

static void
on_escaped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->done = TRUE;
  answer->reply = dialer_chat_escape_finish (DIALER_CHAT (source), result, &answer->error);
}

static void
test_escape (Fixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };
  gint64 start;

  modem_stand_in_answer (fixture->modem, "ATDT5", 0, "\r\nCONNECT\r\n");
  modem_stand_in_answer (fixture->modem, "+++", GUARD_MS, "~data\r\nOK\r\n");
  ask (fixture, "ATDT5", DIALER_AT_CONNECT, "");
  dialer_chat_set_paused (fixture->chat, FALSE);
  start = g_get_monotonic_time ();
  dialer_chat_escape_async (fixture->chat, GUARD_MS, NULL, on_escaped, &answer);
  iterate_until (g_str_has_suffix (modem_stand_in_get_heard (fixture->modem), "+++"));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, GUARD_MS * G_TIME_SPAN_MILLISECOND - 1000);
  iterate_until (answer.done);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.reply->result, ==, DIALER_AT_OK);
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->modem), ==, "ATDT5|+++");
  answer_clear (&answer);
}

/* The call ends by itself during the first silence: nothing need be sent any more. */
static void
test_escape_no_carrier (Fixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  modem_stand_in_answer (fixture->modem, "ATDT5", 0, "\r\nCONNECT\r\n");
  ask (fixture, "ATDT5", DIALER_AT_CONNECT, "");
  dialer_chat_set_paused (fixture->chat, FALSE);
  dialer_chat_escape_async (fixture->chat, LONG_MS, NULL, on_escaped, &answer);
  modem_stand_in_say (fixture->modem, "~\r\nNO CARRIER\r\n");
  assert_reply (&answer, DIALER_AT_NO_CARRIER, "");
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->modem), ==, "ATDT5|");
}

static void
on_synchronized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->done = TRUE;
  dialer_chat_synchronize_finish (DIALER_CHAT (source), result, &answer->error);
}

static void
test_synchronize (Fixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  /* It is in the midst of a command, and takes the first AT for the rest of it. */
  modem_stand_in_answer (fixture->modem, "AT", 0, "\r\nERROR\r\n");
  modem_stand_in_answer (fixture->modem, "AT", 0, "");
  modem_stand_in_answer (fixture->modem, "AT", 0, "\r\nOK\r\n");
  dialer_chat_synchronize_async (fixture->chat, 3, SHORT_MS, NULL, on_synchronized, &answer);
  iterate_until (answer.done);
  g_assert_no_error (answer.error);
  answer_clear (&answer);

  dialer_chat_synchronize_async (fixture->chat, 2, SHORT_MS, NULL, on_synchronized, &answer);
  assert_failure (&answer, DIALER_ERROR, DIALER_ERROR_TIMED_OUT);
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->modem), ==, "AT|AT|AT|AT|AT|");
}

static void
test_paused (Fixture *fixture, gconstpointer data)
{
  Answer answer = { 0 };

  send (fixture, "ATZ", LONG_MS, &answer);
  dialer_chat_set_paused (fixture->chat, TRUE);
  assert_failure (&answer, DIALER_ERROR, DIALER_ERROR_FAILED);
  modem_stand_in_say (fixture->modem, "for pppd");
  modem_stand_in_wait_until_unread (fixture->modem, strlen ("for pppd"));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (strchr (fixture->lines->str, '<'));
  dialer_chat_set_paused (fixture->chat, FALSE);
  modem_stand_in_answer (fixture->modem, "AT", 0, "\r\nOK\r\n");
  ask (fixture, "AT", DIALER_AT_OK, "for pppd");
}

static void
test_unplugged (Fixture *fixture, gconstpointer data)
{
  Answer current = { 0 };
  Answer queued = { 0 };

  send (fixture, "ATDT5", LONG_MS, &current);
  send (fixture, "ATI", LONG_MS, &queued);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), "ATDT5|"));
  modem_stand_in_unplug (fixture->modem);
  assert_failure (&current, DIALER_ERROR, DIALER_ERROR_FAILED);
  assert_failure (&queued, DIALER_ERROR, DIALER_ERROR_FAILED);
  send (fixture, "AT", LONG_MS, &current);
  assert_failure (&current, DIALER_ERROR, DIALER_ERROR_FAILED);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/system/chat/healthy", test_healthy);
  add ("/system/chat/healthy-is-not-slowed-down", test_no_pauses);
  add ("/system/chat/one-command-at-a-time", test_queue);
  add ("/system/chat/echo", test_echo);
  add ("/system/chat/garbled-echo", test_garbled_echo);
  add ("/system/chat/cr-only", test_cr_only);
  add ("/system/chat/unsolicited", test_unsolicited);
  add ("/system/chat/said-before-the-command", test_before_command);
  add ("/system/chat/numeric", test_numeric);
  add ("/system/chat/number-as-text", test_number_as_text);
  add ("/system/chat/deaf-for-a-while", test_deaf);
  add ("/system/chat/late-when-idle", test_late_idle);
  for (guint i = 0; i < G_N_ELEMENTS (lates); i++)
    g_test_add (lates[i].path, Fixture, &lates[i], set_up, test_late, tear_down);
  add ("/system/chat/twice", test_twice);
  add ("/system/chat/twice-slowly", test_twice_slowly);
  add ("/system/chat/twice-while-dialing", test_twice_dial);
  add ("/system/chat/connect-leaves-the-rest", test_connect);
  add ("/system/chat/after-data", test_after_data);
  add ("/system/chat/cancel-dialing", test_cancel_dial);
  add ("/system/chat/cancel-dialing-unanswered", test_cancel_dial_silent);
  add ("/system/chat/dialing-overdue", test_dial_overdue);
  add ("/system/chat/reply-read-late", test_reply_read_late);
  add ("/system/chat/cancel-command", test_cancel_command);
  add ("/system/chat/escape", test_escape);
  add ("/system/chat/escape-finds-no-carrier", test_escape_no_carrier);
  add ("/system/chat/synchronize", test_synchronize);
  add ("/system/chat/paused", test_paused);
  add ("/system/chat/unplugged", test_unplugged);
  return g_test_run ();
}
