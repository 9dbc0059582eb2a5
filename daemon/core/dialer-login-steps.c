/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Goes through login.script, step by step; somebody at a terminal, if there is one, says of each what is done. */
#include <libsecret/secret.h>
#include <string.h>

#include "dialer-login-guess.h"
#include "dialer-login-script.h"
#include "dialer-login-talk.h"

#define STEPS_MAX 1000   /* without a wait: a script that goes round */
#define BREAK_MS 300

typedef struct
{
  GPtrArray *steps;
  guint step;
  gboolean asking;
  gboolean expecting; /* a text that has not come */

  GStrv lines;       /* of the script, to be shown; NULL without a terminal */
  guint granted;     /* the line whose steps may be done, 0 for none */
  gboolean waiting;  /* for his word on the step */
} Run;

static void advance (GTask *task);

static Run *
get_run (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  return talk->state;
}

static DialerLoginStep *
get_step (Run *self)
{
  return self->step < self->steps->len ? self->steps->pdata[self->step] : NULL;
}

static guint
get_patience (DialerLoginTalk *talk, const DialerLoginStep *step)
{
  return step->ms ? step->ms : dialer_settings_get_uint (talk->settings, "login.timeout") * 1000;
}

/* To another line, or to the same once more. */
static void
jump (Run *self, guint target)
{
  self->step = target;
  self->granted = 0;
}

/* ---- the terminal ---- */

static void
show_step (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Run *self = talk->state;
  DialerLoginStep *step = get_step (self);
  g_autofree char *text = NULL;

  self->waiting = TRUE;
  self->expecting = FALSE;
  self->granted = 0;
  if (step == NULL)
    text = g_strdup ("ppp");
  else if (step->kind == DIALER_LOGIN_EXPECT)
    text = g_strdup_printf ("%s (for up to %.1f s)", self->lines[step->line - 1], get_patience (talk, step) / 1000.0);
  else
    text = g_strdup (self->lines[step->line - 1]);
  dialer_terminal_tell (talk->terminal, 'S', text);
}

/* Returns: whether it may go on; else he has been shown the step, and says what is done. */
static gboolean
is_granted (GTask *task)
{
  Run *self = get_run (task);
  DialerLoginStep *step = get_step (self);

  /* A line with pauses in its text is several steps. */
  if (self->lines == NULL || (step && self->granted == step->line))
    return TRUE;
  show_step (task);
  return FALSE;
}

static gboolean
sends (const DialerLoginStep *step)
{
  return step->kind == DIALER_LOGIN_SEND || step->kind == DIALER_LOGIN_SEND_USER
         || step->kind == DIALER_LOGIN_SEND_PASSWORD || step->kind == DIALER_LOGIN_SEND_ANSWER;
}

/* With all steps of its line; Returns: whether one of them sends something */
static gboolean
skip_step (Run *self)
{
  guint line = get_step (self) ? get_step (self)->line : 0;
  gboolean sending = FALSE;

  for (; get_step (self) && get_step (self)->line == line; self->step++)
    sending |= sends (get_step (self));
  return sending;
}

static void
go_on (GTask *task)
{
  get_run (task)->waiting = FALSE;
  advance (task);
}

static void
do_step (GTask *task)
{
  DialerLoginStep *step = get_step (get_run (task));

  if (step)
    {
      get_run (task)->granted = step->line;
      go_on (task);
    }
  else
    dialer_login_talk_succeed (task);
}

static void
take_word (GTask *task, char kind, GBytes *bytes)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (task); /* it may be the end */
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Run *self = talk->state;
  guint step = self->step;

  if (self->asking)
    return;
  if (kind == 'd' && self->waiting)
    do_step (task);
  else if (kind == 's' && (self->waiting || self->expecting))
    {
      skip_step (self);
      go_on (task);
    }
  else if (kind == 't')
    {
      dialer_login_talk_say_typed (talk, bytes);
      if (talk->done || !self->waiting)
        return;
      if (!skip_step (self))
        self->step = step;
      go_on (task);
    }
}

/* ---- waiting ---- */

static gboolean
on_pause_over (gpointer user_data)
{
  advance (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_break_over (gpointer user_data)
{
  DialerLoginTalk *talk = g_task_get_task_data (user_data);

  dialer_serial_port_set_break (talk->port, FALSE);
  advance (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_not_come (gpointer user_data)
{
  GTask *task = user_data;
  Run *self = get_run (task);
  DialerLoginStep *step = get_step (self);
  g_autofree char *what = NULL;

  what = g_strdup_printf ("login.script, line %u: \"%s\" did not come", step->line, step->text);
  if (self->lines)
    dialer_terminal_tell (((DialerLoginTalk *) g_task_get_task_data (task))->terminal, 'N', what);
  if (step->target != DIALER_LOGIN_FAIL)
    {
      jump (self, step->target);
      advance (task);
      return G_SOURCE_REMOVE;
    }
  if (self->lines) /* he may know better */
    {
      show_step (task);
      return G_SOURCE_REMOVE;
    }
  dialer_login_talk_fail_with_words (task, DIALER_REASON_LOGIN_TIMEOUT, what);
  return G_SOURCE_REMOVE;
}

/* Returns: whether it has come; else it is waited for. */
static gboolean
expect (GTask *task, DialerLoginStep *step)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  const char *found = strstr (talk->heard->str, step->text);

  if (found)
    {
      g_string_erase (talk->heard, 0, found - talk->heard->str + strlen (step->text));
      return TRUE;
    }
  get_run (task)->expecting = TRUE;
  dialer_login_talk_set_timer (task, get_patience (talk, step), on_not_come);
  return FALSE;
}

/* ---- sending ---- */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Run *self = talk->state;
  g_autoptr (GError) error = NULL;
  char *answer = talk->ask.finish (talk->ask.data, result, &error);
  DialerLoginStep *step;

  if (!talk->done && answer == NULL)
    dialer_login_talk_fail (task, dialer_reason_from_error (error), error->message);
  else if (!talk->done)
    {
      step = self->steps->pdata[self->step++];
      self->asking = FALSE;
      dialer_login_talk_say_secret (talk, answer, "ask", step->bytes);
      if (!talk->done)
        advance (task);
    }
  secret_password_free (answer);
}

static void
ask (GTask *task, DialerLoginStep *step)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  if (talk->ask.async == NULL)
    {
      dialer_login_talk_fail (task, DIALER_REASON_NO_SECRET, "there is nobody to ask");
      return;
    }
  get_run (task)->asking = TRUE;
  talk->ask.async (talk->ask.data, step->text, talk->cancellable, on_answer, g_object_ref (task));
}

/* A password may stand in the script itself: what it answers tells. */
static void
say_bytes (DialerLoginTalk *talk, DialerLoginStep *step)
{
  gsize length;
  const char *bytes = g_bytes_get_data (step->bytes, &length);
  g_autofree char *text = g_strndup (bytes, length);
  g_autofree char *prompt = dialer_transcript_get_prompt (talk->transcript);

  if (dialer_login_guess_is_password_prompt (prompt, dialer_settings_get (talk->settings, "login.password-prompt")))
    dialer_transcript_say_secret (talk->transcript, text, DIALER_CALL_LOG_DOTS);
  else
    dialer_transcript_say (talk->transcript, text);
  dialer_serial_port_write (talk->port, bytes, length);
}

/* Returns: %FALSE if it failed. */
static gboolean
send_step (GTask *task, DialerLoginStep *step)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  if (step->kind == DIALER_LOGIN_SEND_PASSWORD && talk->password == NULL)
    {
      dialer_login_talk_fail (task, DIALER_REASON_NO_SECRET, "login.script sends it");
      return FALSE;
    }
  if (step->kind == DIALER_LOGIN_SEND_PASSWORD)
    dialer_login_talk_say_secret (talk, talk->password, "$password", step->bytes);
  else if (step->kind == DIALER_LOGIN_SEND_USER)
    dialer_login_talk_say (talk, dialer_settings_get (talk->settings, "ppp.user"), step->bytes);
  else
    say_bytes (talk, step);
  return !talk->done; /* the port may have gone by it */
}

static void
send_break (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  dialer_transcript_say (talk->transcript, "break");
  dialer_serial_port_set_break (talk->port, TRUE);
  dialer_login_talk_set_timer (task, BREAK_MS, on_break_over);
}

/* ---- steps ---- */

/* Returns: whether the next step may follow at once. */
static gboolean
run_step (GTask *task, DialerLoginStep *step)
{
  Run *self = get_run (task);

  switch (step->kind)
    {
    case DIALER_LOGIN_EXPECT:
      return expect (task, step) && (self->step++, TRUE);
    case DIALER_LOGIN_SEND:
    case DIALER_LOGIN_SEND_USER:
    case DIALER_LOGIN_SEND_PASSWORD:
      return send_step (task, step) && (self->step++, TRUE);
    case DIALER_LOGIN_SEND_ANSWER:
      ask (task, step);
      return FALSE;
    case DIALER_LOGIN_PAUSE:
      self->step++;
      dialer_login_talk_set_timer (task, step->ms, on_pause_over);
      return FALSE;
    case DIALER_LOGIN_BREAK:
      self->step++;
      send_break (task);
      return FALSE;
    case DIALER_LOGIN_GOTO:
      jump (self, step->target);
      return TRUE;
    case DIALER_LOGIN_PPP:
      dialer_login_talk_succeed (task);
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

static void
advance (GTask *task)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (task); /* a step may be the end */
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Run *self = talk->state;

  dialer_login_talk_clear_source (&talk->timer);
  self->expecting = FALSE;
  for (guint i = 0; i < STEPS_MAX; i++)
    {
      DialerLoginStep *step = get_step (self);

      if (!is_granted (task))
        return;
      if (step == NULL)
        {
          dialer_login_talk_succeed (task);
          return;
        }
      if (!run_step (task, step))
        return;
    }
  dialer_login_talk_fail (task, DIALER_REASON_LOGIN_FAILED,
                          "login.script goes round without waiting for anything");
}

/* Something came while a step waits: only for a text it matters. */
static void
look_on (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Run *self = talk->state;

  if (self->expecting && strstr (talk->heard->str, get_step (self)->text))
    advance (task);
}

static void
run_free (gpointer data)
{
  Run *self = data;

  g_ptr_array_unref (self->steps);
  g_strfreev (self->lines);
  g_free (self);
}

static GStrv
list_lines (const char *script)
{
  GStrv lines = g_strsplit (script, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    g_strstrip (lines[i]);
  return lines;
}

static void
begin (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Run *self = g_new0 (Run, 1);

  talk->state = self;
  /* It was checked when it was set. */
  self->steps = dialer_login_script_parse (dialer_settings_get (talk->settings, "login.script"), NULL);
  if (talk->terminal)
    self->lines = list_lines (dialer_settings_get (talk->settings, "login.script"));
  advance (task);
}

const DialerLoginWay dialer_login_by_script = { .begin = begin, .heard = look_on, .said = take_word, .free = run_free };
