/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One listener and one timer; a script or a guess says what is done when either has something to tell. */
#include "dialer-login.h"

#include <libsecret/secret.h>
#include <string.h>

#include "dialer-login-guess.h"
#include "dialer-login-script.h"
#include "dialer-reason.h"
#include "dialer-secret-copy.h"

#define HEARD_MAX 4096
#define STEPS_MAX 1000   /* without a wait: a script that goes round */
#define BREAK_MS 300
#define QUIET_MS 300     /* after this long a prompt is whole, down to 300 bit/s */
#define SILENCE_MS 3000  /* after this long it waits for us: for a CR, or for PPP */
#define NUDGES_MAX 2
#define QUESTIONS_MAX 5  /* of menus, or for the name */
#define NO_CARRIER "\r\nNO CARRIER\r\n"

typedef struct
{
  DialerSerialPort *port;
  DialerSettings *settings;
  char *password;
  GPtrArray *sent; /* secrets, which must not be quoted when they are echoed */
  DialerLoginAsk ask;
  GCancellable *cancellable;
  GString *heard; /* since our last word, without parity bits */
  gulong received_id;
  gulong gone_id;
  GSource *timer;
  GSource *time_limit;
  GSource *cancelled;
  gboolean done;

  GPtrArray *steps; /* NULL when prompts are answered as they come */
  guint step;
  gboolean asking;

  guint questions;
  guint nudges;
  gboolean password_sent;
} Login;

static void
clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop (Login *self)
{
  self->done = TRUE;
  clear_source (&self->timer);
  clear_source (&self->time_limit);
  clear_source (&self->cancelled);
  g_clear_signal_handler (&self->received_id, self->port);
  g_clear_signal_handler (&self->gone_id, self->port);
  g_clear_pointer (&self->password, secret_password_free);
  g_ptr_array_set_size (self->sent, 0);
  dialer_serial_port_set_reading (self->port, FALSE);
  dialer_serial_port_set_chunk (self->port, 0);
}

static void
login_free (gpointer data)
{
  Login *self = data;

  g_object_unref (self->port);
  dialer_settings_unref (self->settings);
  g_clear_object (&self->cancellable);
  g_string_free (self->heard, TRUE);
  g_ptr_array_unref (self->sent);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self);
}

/* Takes the reference that the login has to its task. */
static void
fail (GTask *task, DialerReason reason, const char *detail)
{
  GError *error = NULL;

  stop (g_task_get_task_data (task));
  dialer_reason_set_error (&error, reason, detail);
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Likewise. */
static void
succeed (GTask *task)
{
  stop (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* No reference: the source goes before the task does. */
static void
set_timer (GTask *task, guint ms, GSourceFunc callback)
{
  Login *self = g_task_get_task_data (task);

  clear_source (&self->timer);
  self->timer = g_timeout_source_new (ms);
  g_source_set_callback (self->timer, callback, task, NULL);
  g_source_attach (self->timer, g_task_get_context (task));
}

static void
send (Login *self, const char *text)
{
  dialer_serial_port_write (self->port, text, strlen (text));
}

static void
send_secret (Login *self, const char *secret)
{
  char *copy = dialer_secret_copy (secret);

  for (char *c = copy; *c; c++)
    *c &= 0x7f; /* as it would be heard */
  g_ptr_array_add (self->sent, copy);
  send (self, secret);
}

/* The last words that the far end said, as the record shows them. */
static char *
quote_heard (Login *self)
{
  g_autofree char *text = NULL;
  const char *line;

  for (guint i = 0; i < self->sent->len; i++)
    if (*(char *) self->sent->pdata[i])
      g_string_replace (self->heard, self->sent->pdata[i], "...", 0);
  text = g_strdup (self->heard->str);
  g_strdelimit (text, "\r\n", '\n');
  g_strchomp (text);
  line = strrchr (text, '\n');
  return g_utf8_make_valid (line ? line + 1 : text, -1);
}

static void
fail_with_words (GTask *task, DialerReason reason, const char *what)
{
  g_autofree char *words = quote_heard (g_task_get_task_data (task));
  g_autofree char *detail = g_strdup_printf (*words ? "%s; the last words of the peer were: %s" : "%s", what, words);

  fail (task, reason, detail);
}

/* ---- script ---- */

static void advance (GTask *task);

static gboolean
on_pause_over (gpointer user_data)
{
  advance (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_break_over (gpointer user_data)
{
  Login *self = g_task_get_task_data (user_data);

  dialer_serial_port_set_break (self->port, FALSE);
  advance (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_not_come (gpointer user_data)
{
  GTask *task = user_data;
  Login *self = g_task_get_task_data (task);
  DialerLoginStep *step = self->steps->pdata[self->step];
  g_autofree char *what = NULL;

  if (step->target != DIALER_LOGIN_FAIL)
    {
      self->step = step->target;
      advance (task);
      return G_SOURCE_REMOVE;
    }
  what = g_strdup_printf ("login.script, line %u: \"%s\" did not come", step->line, step->text);
  fail_with_words (task, DIALER_REASON_LOGIN_TIMEOUT, what);
  return G_SOURCE_REMOVE;
}

/* Returns: whether it has come; else it is waited for. */
static gboolean
expect (GTask *task, DialerLoginStep *step)
{
  Login *self = g_task_get_task_data (task);
  const char *found = strstr (self->heard->str, step->text);

  if (found)
    {
      g_string_erase (self->heard, 0, found - self->heard->str + strlen (step->text));
      clear_source (&self->timer);
      return TRUE;
    }
  if (self->timer == NULL)
    set_timer (task, step->ms ? step->ms : dialer_settings_get_uint (self->settings, "login.timeout") * 1000,
               on_not_come);
  return FALSE;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Login *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *answer = self->ask.finish (self->ask.data, result, &error);
  DialerLoginStep *step;

  if (!self->done && answer == NULL)
    fail (task, dialer_reason_from_error (error), error->message);
  else if (!self->done)
    {
      step = self->steps->pdata[self->step++];
      self->asking = FALSE;
      send_secret (self, answer);
      if (!self->done)
        dialer_serial_port_write (self->port, g_bytes_get_data (step->bytes, NULL), g_bytes_get_size (step->bytes));
      if (!self->done)
        advance (task);
    }
  secret_password_free (answer);
}

static void
ask (GTask *task, DialerLoginStep *step)
{
  Login *self = g_task_get_task_data (task);

  if (self->ask.async == NULL)
    {
      fail (task, DIALER_REASON_NO_SECRET, "there is nobody to ask");
      return;
    }
  self->asking = TRUE;
  self->ask.async (self->ask.data, step->text, self->cancellable, on_answer, g_object_ref (task));
}

/* Returns: %FALSE if it failed. */
static gboolean
send_step (GTask *task, DialerLoginStep *step)
{
  Login *self = g_task_get_task_data (task);

  if (step->kind == DIALER_LOGIN_SEND_PASSWORD && self->password == NULL)
    {
      fail (task, DIALER_REASON_NO_SECRET, "login.script sends it");
      return FALSE;
    }
  if (step->kind == DIALER_LOGIN_SEND_PASSWORD)
    send_secret (self, self->password);
  else if (step->kind == DIALER_LOGIN_SEND_USER)
    send (self, dialer_settings_get (self->settings, "ppp.user"));
  if (!self->done)
    dialer_serial_port_write (self->port, g_bytes_get_data (step->bytes, NULL), g_bytes_get_size (step->bytes));
  return !self->done; /* the port may have gone by it */
}

/* Returns: whether the next step may follow at once. */
static gboolean
run_step (GTask *task, DialerLoginStep *step)
{
  Login *self = g_task_get_task_data (task);

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
      set_timer (task, step->ms, on_pause_over);
      return FALSE;
    case DIALER_LOGIN_BREAK:
      self->step++;
      dialer_serial_port_set_break (self->port, TRUE);
      set_timer (task, BREAK_MS, on_break_over);
      return FALSE;
    case DIALER_LOGIN_GOTO:
      self->step = step->target;
      return TRUE;
    case DIALER_LOGIN_PPP:
      succeed (task);
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

static void
advance (GTask *task)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (task); /* a step may be the end */
  Login *self = g_task_get_task_data (task);

  clear_source (&self->timer);
  for (guint i = 0; i < STEPS_MAX; i++)
    {
      if (self->step >= self->steps->len)
        {
          succeed (task);
          return;
        }
      if (!run_step (task, self->steps->pdata[self->step]))
        return;
    }
  fail (task, DIALER_REASON_LOGIN_FAILED, "login.script goes round without waiting for anything");
}

/* Something came while a step waits: only for a text it matters. */
static void
look_on (GTask *task)
{
  Login *self = g_task_get_task_data (task);
  DialerLoginStep *step = self->step < self->steps->len ? self->steps->pdata[self->step] : NULL;

  if (self->asking || step == NULL || step->kind != DIALER_LOGIN_EXPECT || !strstr (self->heard->str, step->text))
    return;
  advance (task);
}

/* ---- guesses ---- */

static gboolean
on_late (gpointer user_data)
{
  fail_with_words (user_data, DIALER_REASON_LOGIN_TIMEOUT, "no prompt came that could be answered");
  return G_SOURCE_REMOVE;
}

/* The far end has so long for its next prompt. */
static void
restart_time_limit (GTask *task)
{
  Login *self = g_task_get_task_data (task);

  clear_source (&self->time_limit);
  self->time_limit = g_timeout_source_new_seconds (dialer_settings_get_uint (self->settings, "login.timeout"));
  g_source_set_callback (self->time_limit, on_late, task, NULL);
  g_source_attach (self->time_limit, g_task_get_context (task));
}

/* It says nothing more: perhaps it waits for a CR, or for PPP, which some begin without a word. */
static gboolean
on_silence (gpointer user_data)
{
  GTask *task = user_data;
  Login *self = g_task_get_task_data (task);

  if (self->password_sent || self->nudges == NUDGES_MAX)
    {
      succeed (task);
      return G_SOURCE_REMOVE;
    }
  self->nudges++;
  set_timer (task, SILENCE_MS, on_silence);
  send (self, "\r");
  return G_SOURCE_REMOVE;
}

/* @say: sends @text, which is followed by CR */
static void
answer_with (GTask *task, void (*say) (Login *, const char *), const char *text)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (task); /* the port may go by what is sent */
  Login *self = g_task_get_task_data (task);

  g_string_truncate (self->heard, 0);
  restart_time_limit (task);
  set_timer (task, SILENCE_MS, on_silence);
  say (self, text);
  if (!self->done)
    send (self, "\r");
}

static void
answer_user (GTask *task)
{
  Login *self = g_task_get_task_data (task);
  const char *user = dialer_settings_get (self->settings, "ppp.user");

  if (*user == '\0')
    fail_with_words (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for a name, and ppp.user is not set");
  else if (self->password_sent || self->questions++ == QUESTIONS_MAX)
    fail_with_words (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for the name again");
  else
    answer_with (task, send, user);
}

static void
answer_password (GTask *task)
{
  Login *self = g_task_get_task_data (task);

  if (self->password == NULL)
    fail (task, DIALER_REASON_NO_SECRET, "the peer asks for one in its login");
  else if (self->password_sent)
    fail_with_words (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for the password again");
  else
    {
      self->password_sent = TRUE;
      answer_with (task, send_secret, self->password);
    }
}

static void
answer_choice (GTask *task, const char *choice)
{
  Login *self = g_task_get_task_data (task);

  if (self->questions++ == QUESTIONS_MAX)
    succeed (task); /* what more could we say */
  else
    answer_with (task, send, choice);
}

/* Returns: whether something was done about what has been heard. */
static gboolean
act_on_guess (GTask *task)
{
  Login *self = g_task_get_task_data (task);
  g_autofree char *choice = NULL;

  switch (dialer_login_guess (self->heard->str, dialer_settings_get (self->settings, "login.login-prompt"),
                              dialer_settings_get (self->settings, "login.password-prompt"), &choice))
    {
    case DIALER_LOGIN_GUESS_NOTHING:
      return FALSE;
    case DIALER_LOGIN_GUESS_USER:
      answer_user (task);
      return TRUE;
    case DIALER_LOGIN_GUESS_PASSWORD:
      answer_password (task);
      return TRUE;
    case DIALER_LOGIN_GUESS_CHOICE:
      answer_choice (task, choice);
      return TRUE;
    case DIALER_LOGIN_GUESS_PPP:
      succeed (task);
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
on_quiet (gpointer user_data)
{
  GTask *task = user_data;
  Login *self = g_task_get_task_data (task);

  if (self->password_sent && dialer_login_guess_is_refusal (self->heard->str))
    fail_with_words (task, DIALER_REASON_LOGIN_FAILED, "the peer did not let us in");
  else if (!act_on_guess (task))
    set_timer (task, SILENCE_MS, on_silence);
  return G_SOURCE_REMOVE;
}

/* ---- both ---- */

static void
on_received (DialerSerialPort *port, GBytes *bytes, gpointer user_data)
{
  GTask *task = user_data;
  Login *self = g_task_get_task_data (task);
  const guint8 *byte = g_bytes_get_data (bytes, NULL); /* one: see set_chunk() below */
  const char *tail;

  if ((*byte & 0x7f) == '\0')
    return;
  if (self->heard->len == HEARD_MAX)
    g_string_erase (self->heard, 0, HEARD_MAX / 2);
  g_string_append_c (self->heard, *byte & 0x7f); /* hosts of old send parity where we are set to none */
  tail = self->heard->str + self->heard->len - MIN (self->heard->len, strlen (NO_CARRIER));
  if (dialer_login_guess_is_ppp (tail))
    succeed (task);
  else if (g_str_has_suffix (tail, NO_CARRIER))
    fail (task, DIALER_REASON_CARRIER_LOST, NULL);
  else if (self->steps)
    look_on (task);
  else
    set_timer (task, QUIET_MS, on_quiet);
}

static void
on_gone (DialerSerialPort *port, const char *message, gpointer user_data)
{
  fail (user_data, DIALER_REASON_MODEM_GONE, message);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  fail (user_data, DIALER_REASON_CANCELLED, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
has_method (DialerSettings *settings, const char *method)
{
  return g_str_equal (dialer_settings_get (settings, "login.method"), method);
}

gboolean
dialer_login_is_wanted (DialerSettings *settings)
{
  return !has_method (settings, "none");
}

static void
listen_to_port (GTask *task)
{
  Login *self = g_task_get_task_data (task);

  self->received_id = g_signal_connect (self->port, "received", G_CALLBACK (on_received), task);
  self->gone_id = g_signal_connect (self->port, "gone", G_CALLBACK (on_gone), task);
  if (self->cancellable)
    {
      self->cancelled = g_cancellable_source_new (self->cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (self->cancelled, g_task_get_context (task));
    }
  dialer_serial_port_set_chunk (self->port, 1); /* what is behind the last words is PPP's */
  dialer_serial_port_set_reading (self->port, TRUE);
}

void
dialer_login_async (DialerSerialPort *port, DialerSettings *settings, const char *password, const DialerLoginAsk *ask,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Login *self = g_new0 (Login, 1);

  self->port = g_object_ref (port);
  self->settings = dialer_settings_ref (settings);
  self->password = dialer_secret_copy (password);
  self->ask = ask ? *ask : (DialerLoginAsk){ 0 };
  self->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  self->heard = g_string_new (NULL);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) secret_password_free);
  g_task_set_task_data (task, self, login_free);
  listen_to_port (task);
  if (has_method (settings, "auto"))
    {
      restart_time_limit (task);
      set_timer (task, SILENCE_MS, on_silence);
      return;
    }
  /* It was checked when it was set. */
  self->steps = dialer_login_script_parse (dialer_settings_get (settings, "login.script"), NULL);
  advance (task);
}

gboolean
dialer_login_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
