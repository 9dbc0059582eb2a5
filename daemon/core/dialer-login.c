/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One listener and one timer; the way to log in says what is done when either has something to tell. */
#include "dialer-login.h"

#include <libsecret/secret.h>
#include <string.h>

#include "dialer-login-guess.h"
#include "dialer-login-talk.h"
#include "dialer-secret-copy.h"

#define HEARD_MAX 4096
#define NO_CARRIER "\r\nNO CARRIER\r\n"
#define SECRET_MIN 4 /* characters */

void
dialer_login_talk_clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* No reference: the source goes before the task does. */
void
dialer_login_talk_set_timer (GTask *task, guint ms, GSourceFunc callback)
{
  DialerLoginTalk *self = g_task_get_task_data (task);

  dialer_login_talk_clear_source (&self->timer);
  self->timer = g_timeout_source_new (ms);
  g_source_set_callback (self->timer, callback, task, NULL);
  g_source_attach (self->timer, g_task_get_context (task));
}

/* ---- the end ---- */

static void
stop (DialerLoginTalk *self, gboolean ppp)
{
  self->done = TRUE;
  dialer_login_talk_clear_source (&self->timer);
  dialer_login_talk_clear_source (&self->time_limit);
  dialer_login_talk_clear_source (&self->cancelled);
  g_clear_signal_handler (&self->received_id, self->port);
  g_clear_signal_handler (&self->gone_id, self->port);
  g_clear_pointer (&self->password, secret_password_free);
  if (self->terminal)
    {
      g_clear_signal_handler (&self->said_id, self->terminal);
      g_clear_signal_handler (&self->left_id, self->terminal);
      dialer_terminal_set_listening (self->terminal, FALSE);
    }
  dialer_transcript_finish (self->transcript, ppp);
  g_clear_pointer (&self->transcript, dialer_transcript_free);
  dialer_serial_port_set_reading (self->port, FALSE);
  dialer_serial_port_set_chunk (self->port, 0);
}

static void
talk_free (gpointer data)
{
  DialerLoginTalk *self = data;

  if (self->state && self->way->free)
    self->way->free (self->state);
  g_clear_pointer (&self->transcript, dialer_transcript_free);
  g_object_unref (self->port);
  g_clear_object (&self->terminal);
  dialer_settings_unref (self->settings);
  g_clear_object (&self->cancellable);
  g_string_free (self->heard, TRUE);
  g_free (self);
}

void
dialer_login_talk_fail (GTask *task, DialerReason reason, const char *detail)
{
  GError *error = NULL;

  stop (g_task_get_task_data (task), FALSE);
  dialer_reason_set_error (&error, reason, detail);
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
dialer_login_talk_fail_with_words (GTask *task, DialerReason reason, const char *what)
{
  DialerLoginTalk *self = g_task_get_task_data (task);
  g_autofree char *words = dialer_transcript_get_last_words (self->transcript);
  g_autofree char *detail = g_strdup_printf (*words ? "%s; the last words of the peer were: %s" : "%s", what, words);

  dialer_login_talk_fail (task, reason, detail);
}

void
dialer_login_talk_succeed (GTask *task)
{
  DialerLoginTalk *self = g_task_get_task_data (task);

  stop (self, dialer_login_guess_is_ppp (self->heard->str));
  if (self->terminal)
    {
      dialer_terminal_tell (self->terminal, 'P', "");
      dialer_terminal_close (self->terminal);
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* ---- what is said ---- */

static void
write_with_end (DialerLoginTalk *self, const char *text, GBytes *end)
{
  dialer_serial_port_write (self->port, text, strlen (text));
  if (!self->done)
    dialer_serial_port_write (self->port, g_bytes_get_data (end, NULL), g_bytes_get_size (end));
}

void
dialer_login_talk_say (DialerLoginTalk *self, const char *text, GBytes *end)
{
  dialer_transcript_say (self->transcript, text);
  write_with_end (self, text, end);
}

void
dialer_login_talk_say_secret (DialerLoginTalk *self, const char *secret, const char *word, GBytes *end)
{
  dialer_transcript_say_secret (self->transcript, secret, word);
  write_with_end (self, secret, end);
}

void
dialer_login_talk_say_typed (DialerLoginTalk *self, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text = g_strndup (data ? data : "", length);
  g_autofree char *prompt = dialer_transcript_get_prompt (self->transcript);
  const char *usual = dialer_settings_get (self->settings, "login.password-prompt");

  if (length >= SECRET_MIN || dialer_login_guess_is_password_prompt (prompt, usual))
    dialer_login_talk_say_secret (self, text, DIALER_CALL_LOG_DOTS, dialer_login_talk_get_cr ());
  else
    dialer_login_talk_say (self, text, dialer_login_talk_get_cr ());
  explicit_bzero (text, strlen (text));
  g_free (text);
}

GBytes *
dialer_login_talk_get_cr (void)
{
  static GBytes *cr;

  if (cr == NULL)
    cr = g_bytes_new_static ("\r", 1);
  return cr;
}

/* ---- what is heard ---- */

static void
on_received (DialerSerialPort *port, GBytes *bytes, gpointer user_data)
{
  GTask *task = user_data;
  DialerLoginTalk *self = g_task_get_task_data (task);
  const guint8 *byte = g_bytes_get_data (bytes, NULL); /* one: see set_chunk() below */
  const char *tail;

  if ((*byte & 0x7f) == '\0')
    return;
  if (self->heard->len == HEARD_MAX)
    g_string_erase (self->heard, 0, HEARD_MAX / 2);
  g_string_append_c (self->heard, *byte & 0x7f); /* hosts of old send parity where we are set to none */
  dialer_transcript_hear (self->transcript, *byte);
  tail = self->heard->str + self->heard->len - MIN (self->heard->len, strlen (NO_CARRIER));
  if (dialer_login_guess_is_ppp (tail))
    dialer_login_talk_succeed (task);
  else if (g_str_has_suffix (tail, NO_CARRIER))
    dialer_login_talk_fail (task, DIALER_REASON_CARRIER_LOST, NULL);
  else
    self->way->heard (task);
}

static void
on_gone (DialerSerialPort *port, const char *message, gpointer user_data)
{
  dialer_login_talk_fail (user_data, DIALER_REASON_MODEM_GONE, message);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  dialer_login_talk_fail (user_data, DIALER_REASON_CANCELLED, NULL);
  return G_SOURCE_REMOVE;
}

/* ---- the terminal ---- */

static void
on_shown (const char *text, gsize length, gpointer terminal)
{
  dialer_terminal_show (terminal, text, length);
}

static void
on_said (DialerTerminal *terminal, char kind, GBytes *bytes, gpointer user_data)
{
  GTask *task = user_data;
  DialerLoginTalk *self = g_task_get_task_data (task);

  if (kind == 'q')
    dialer_login_talk_fail (task, DIALER_REASON_USER, NULL);
  else if (kind == 'p')
    dialer_login_talk_succeed (task);
  else
    self->way->said (task, kind, bytes);
}

static void
on_left (DialerTerminal *terminal, gpointer user_data)
{
  dialer_login_talk_fail (user_data, DIALER_REASON_OWNER_GONE, NULL);
}

static void
listen_to_terminal (GTask *task)
{
  DialerLoginTalk *self = g_task_get_task_data (task);

  dialer_transcript_set_func (self->transcript, on_shown, self->terminal);
  self->said_id = g_signal_connect (self->terminal, "said", G_CALLBACK (on_said), task);
  self->left_id = g_signal_connect (self->terminal, "left", G_CALLBACK (on_left), task);
  dialer_terminal_set_listening (self->terminal, TRUE);
}

static void
listen_to_port (GTask *task)
{
  DialerLoginTalk *self = g_task_get_task_data (task);

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

/* ---- from outside ---- */

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

static const DialerLoginWay *
choose_way (const DialerLoginPlan *plan)
{
  if (plan->terminal && dialer_terminal_is_by_hand (plan->terminal))
    return &dialer_login_by_hand;
  return has_method (plan->settings, "auto") ? &dialer_login_by_guess : &dialer_login_by_script;
}

void
dialer_login_async (DialerSerialPort *port, const DialerLoginPlan *plan, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  DialerLoginTalk *self = g_new0 (DialerLoginTalk, 1);

  self->port = g_object_ref (port);
  self->settings = dialer_settings_ref (plan->settings);
  self->password = dialer_secret_copy (plan->password);
  self->ask = plan->ask;
  self->way = choose_way (plan);
  /* A person types what nobody can tell from a password. */
  self->transcript = dialer_transcript_new (self->way == &dialer_login_by_hand ? NULL : plan->log);
  self->terminal = plan->terminal ? g_object_ref (plan->terminal) : NULL;
  self->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  self->heard = g_string_new (NULL);
  g_task_set_task_data (task, self, talk_free);
  listen_to_port (task);
  if (self->terminal)
    listen_to_terminal (task);
  self->way->begin (task);
}

gboolean
dialer_login_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
