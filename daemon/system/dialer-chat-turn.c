/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a command to its reply, past everything else that a modem may say. */
#include "dialer-chat-turn.h"

#include <string.h>

#include "dialer-chat-command.h"
#include "dialer-error.h"
#include "dialer-late-replies.h"

#define QUIET_MS 60       /* so long a modem that may still say something must have been silent */
#define DRAIN_MAX_MS 500  /* but one that never is silent gets the command all the same */
#define DOUBT_MIN_MS 100  /* how long to wait at least for another reply when the one that came is in doubt */
#define DOUBT_MAX_MS 3000
#define ABORT_MS 2000

typedef enum
{
  PHASE_IDLE,
  PHASE_DRAINING, /* late replies may be under way */
  PHASE_GUARDING, /* the silence before the escape sequence */
  PHASE_WAITING,  /* for the result code */
  PHASE_DOUBTING, /* one has come that may be another command's */
  PHASE_ABORTING, /* for any result code, since nobody wants the connection any more */
} Phase;

struct _DialerChatTurn
{
  DialerSerialPort *port;
  const DialerChatTurnEvents *events;
  gpointer user_data;

  DialerLateReplies *late;
  gint64 received; /* when, by g_get_monotonic_time() */
  gint64 written;
  gboolean verbose; /* result codes are words (V1): digits alone are none */

  Phase phase;
  GSource *timer; /* for the object's life; its ready time is that of the phase */
  DialerChatCommand *command;
  guint timeout_ms;
  guint guard_ms;
  gint64 drain_until;
  gint64 sent;
  DialerChatReply *doubtful;
  GError *abort_reason;
};

/* The timer goes off after @ms, or never if that is 0. */
static void
enter_phase (DialerChatTurn *self, Phase phase, gint64 ms)
{
  self->phase = phase;
  g_source_set_ready_time (self->timer, ms ? g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND : -1);
}

/* Ending a turn */

static void
end (DialerChatTurn *self, DialerChatReply *reply, GError *error)
{
  enter_phase (self, PHASE_IDLE, 0);
  g_clear_pointer (&self->command, dialer_chat_command_free);
  g_clear_pointer (&self->doubtful, dialer_chat_reply_free);
  g_clear_error (&self->abort_reason);
  dialer_serial_port_set_chunk (self->port, 0);
  self->events->ended (reply, error, self->user_data);
}

static void
end_with_reply (DialerChatTurn *self, DialerChatReply *reply)
{
  /* The reply to ATZ itself may come in the form that was. */
  if (!dialer_chat_command_changes_form (self->command) && !g_ascii_isdigit (*reply->final))
    self->verbose = TRUE;
  dialer_late_replies_note (self->late, reply->result, g_get_monotonic_time ());
  end (self, reply, NULL);
}

static void
end_unanswered (DialerChatTurn *self, GError *error)
{
  dialer_late_replies_add (self->late, dialer_chat_command_get_text (self->command),
                           dialer_chat_command_get_kind (self->command), self->sent);
  end (self, NULL, error);
}

static void
write_bytes (DialerChatTurn *self, const char *bytes)
{
  self->written = g_get_monotonic_time ();
  dialer_serial_port_write (self->port, bytes, strlen (bytes));
}

/* Nobody waits for this reply any longer: a dialling modem must be told so, and any other may answer late. */
static void
give_up (DialerChatTurn *self, GError *error)
{
  if (dialer_chat_command_get_kind (self->command) != DIALER_CHAT_DIAL)
    {
      end_unanswered (self, error);
      return;
    }
  self->abort_reason = error;
  enter_phase (self, PHASE_ABORTING, ABORT_MS);
  write_bytes (self, "\r");
}

/* Beginning one */

static void
transmit (DialerChatTurn *self)
{
  const char *text = dialer_chat_command_get_text (self->command);
  DialerChatKind kind = dialer_chat_command_get_kind (self->command);
  g_autofree char *bytes = g_strconcat (text, kind == DIALER_CHAT_ESCAPE ? NULL : "\r", NULL);

  if (dialer_chat_command_changes_form (self->command))
    self->verbose = FALSE;
  if (kind == DIALER_CHAT_DIAL)
    dialer_serial_port_set_chunk (self->port, 1); /* the byte behind CONNECT is not ours */
  self->sent = g_get_monotonic_time ();
  enter_phase (self, PHASE_WAITING, self->timeout_ms);
  self->events->begun (text, self->user_data);
  write_bytes (self, bytes);
}

/* Returns: for how many milliseconds longer there must be silence, which has lasted since @since. */
static gint64
get_silence_left (gint64 since, gint64 ms)
{
  gint64 end_of_silence = since + ms * G_TIME_SPAN_MILLISECOND;
  gint64 left = end_of_silence - g_get_monotonic_time ();

  return left > 0 ? left / G_TIME_SPAN_MILLISECOND + 1 : 0;
}

static void
guard_or_transmit (DialerChatTurn *self)
{
  gint64 left = get_silence_left (self->written, self->guard_ms);

  if (left > 0)
    enter_phase (self, PHASE_GUARDING, left);
  else
    transmit (self);
}

static void
drain_or_transmit (DialerChatTurn *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 left = get_silence_left (self->received, QUIET_MS);

  if (left > 0 && now < self->drain_until && dialer_late_replies_are_expected (self->late, now))
    enter_phase (self, PHASE_DRAINING, left);
  else
    guard_or_transmit (self);
}

void
dialer_chat_turn_begin (DialerChatTurn *self, const char *text, guint timeout_ms, guint guard_ms)
{
  g_return_if_fail (self->phase == PHASE_IDLE);

  self->command = dialer_chat_command_new (text);
  self->timeout_ms = MAX (timeout_ms, 1);
  self->guard_ms = guard_ms;
  self->drain_until = g_get_monotonic_time () + DRAIN_MAX_MS * G_TIME_SPAN_MILLISECOND;
  drain_or_transmit (self);
}

/* Hearing the reply */

/*
 * A result code while an earlier command's is still to come.  If it is that one, and so late, then ours, sent
 * later, comes about as late, give or take the half; if nothing more comes in that time it was ours, and the
 * modem never got the earlier command.
 */
static void
doubt (DialerChatTurn *self, DialerChatReply *reply, gint64 now)
{
  gint64 late = dialer_late_replies_take (self->late, reply->result, now);
  gint64 left = (self->sent + late + late / 2 - now) / G_TIME_SPAN_MILLISECOND;

  self->doubtful = reply;
  enter_phase (self, PHASE_DOUBTING, CLAMP (left, 0, DOUBT_MAX_MS) + DOUBT_MIN_MS);
}

/* The same command was sent before: this answers it, whichever was meant, and another answer may follow. */
static void
take_either_result (DialerChatTurn *self, DialerChatReply *reply, gint64 now)
{
  dialer_late_replies_take (self->late, reply->result, now);
  dialer_late_replies_add (self->late, dialer_chat_command_get_text (self->command),
                           dialer_chat_command_get_kind (self->command), self->sent);
  end_with_reply (self, reply);
}

static void
take_result (DialerChatTurn *self, const char *line, DialerAtResult result)
{
  DialerChatReply *reply = dialer_chat_command_make_reply (self->command, line, result);
  gint64 now = g_get_monotonic_time ();

  g_clear_pointer (&self->doubtful, dialer_chat_reply_free);
  if (dialer_chat_command_is_echoed (self->command))
    dialer_late_replies_forget (self->late);
  /* CONNECT can't wait: the peer's bytes follow. */
  if (result == DIALER_AT_CONNECT || !dialer_late_replies_may_be (self->late, result, now))
    end_with_reply (self, reply);
  else if (dialer_late_replies_may_answer (self->late, dialer_chat_command_get_text (self->command)))
    take_either_result (self, reply, now);
  else
    doubt (self, reply, now);
}

static gboolean
is_number (const char *line)
{
  return line[strspn (line, "0123456789 ")] == '\0';
}

static DialerAtResult
classify (DialerChatTurn *self, const char *line)
{
  return self->verbose && is_number (line) ? DIALER_AT_INFORMATION : dialer_at_reply_classify (line);
}

static void
take_reply_line (DialerChatTurn *self, const char *line, DialerAtResult result)
{
  switch (dialer_chat_command_take_line (self->command, line, result))
    {
    case DIALER_CHAT_ASIDE:
      dialer_late_replies_take (self->late, result, g_get_monotonic_time ());
      break;
    case DIALER_CHAT_TEXT:
      break;
    case DIALER_CHAT_FINAL:
      take_result (self, line, result);
      break;
    }
}

void
dialer_chat_turn_take_line (DialerChatTurn *self, const char *line)
{
  DialerAtResult result = classify (self, line);

  switch (self->phase)
    {
    case PHASE_IDLE:
      dialer_late_replies_take (self->late, result, g_get_monotonic_time ());
      break;
    case PHASE_DRAINING:
      dialer_late_replies_take (self->late, result, g_get_monotonic_time ());
      drain_or_transmit (self);
      break;
    case PHASE_GUARDING:
      if (result == DIALER_AT_NO_CARRIER)
        take_result (self, line, result);
      break;
    case PHASE_WAITING:
    case PHASE_DOUBTING:
      take_reply_line (self, line, result);
      break;
    case PHASE_ABORTING:
      if (dialer_at_reply_is_final (result, TRUE))
        end (self, NULL, g_steal_pointer (&self->abort_reason));
      break;
    }
}

void
dialer_chat_turn_note_received (DialerChatTurn *self)
{
  self->received = g_get_monotonic_time ();
}

/* Time, and other ways to end */

static void
end_overdue (DialerChatTurn *self)
{
  give_up (self, g_error_new (DIALER_ERROR, DIALER_ERROR_TIMED_OUT, "the modem did not answer %s",
                              dialer_chat_command_get_text (self->command)));
}

static void
end_doubt (DialerChatTurn *self)
{
  dialer_late_replies_forget (self->late);
  end_with_reply (self, g_steal_pointer (&self->doubtful));
}

static gboolean
on_timer (gpointer user_data)
{
  DialerChatTurn *self = user_data;

  switch (self->phase)
    {
    case PHASE_IDLE:
      break;
    case PHASE_DRAINING:
      drain_or_transmit (self);
      break;
    case PHASE_GUARDING:
      guard_or_transmit (self);
      break;
    case PHASE_WAITING:
      end_overdue (self);
      break;
    case PHASE_DOUBTING:
      end_doubt (self);
      break;
    case PHASE_ABORTING:
      end_unanswered (self, g_steal_pointer (&self->abort_reason));
      break;
    }
  return G_SOURCE_CONTINUE;
}

void
dialer_chat_turn_cancel (DialerChatTurn *self)
{
  GError *error;

  if (self->phase == PHASE_IDLE || self->phase == PHASE_ABORTING)
    return;
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the command was cancelled");
  if (self->phase == PHASE_DRAINING || self->phase == PHASE_GUARDING)
    end (self, NULL, error); /* not yet sent */
  else
    give_up (self, error);
}

void
dialer_chat_turn_fail (DialerChatTurn *self, const char *message)
{
  if (self->phase != PHASE_IDLE)
    end (self, NULL, g_error_new_literal (DIALER_ERROR, DIALER_ERROR_FAILED, message));
}

void
dialer_chat_turn_forget (DialerChatTurn *self)
{
  dialer_late_replies_forget (self->late);
  self->written = g_get_monotonic_time ();
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

DialerChatTurn *
dialer_chat_turn_new (DialerSerialPort *port, const DialerChatTurnEvents *events, gpointer user_data)
{
  DialerChatTurn *self = g_new0 (DialerChatTurn, 1);

  self->port = g_object_ref (port);
  self->events = events;
  self->user_data = user_data;
  self->late = dialer_late_replies_new ();
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  /* After what has come: a reply counts however late it is read, and the timer of a phase that it ended is not due. */
  g_source_set_priority (self->timer, G_PRIORITY_DEFAULT + 1);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  return self;
}

void
dialer_chat_turn_free (DialerChatTurn *self)
{
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_clear_pointer (&self->command, dialer_chat_command_free);
  g_clear_pointer (&self->doubtful, dialer_chat_reply_free);
  g_clear_error (&self->abort_reason);
  dialer_late_replies_free (self->late);
  g_object_unref (self->port);
  g_free (self);
}
