/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers prompts as they come. */
#include "dialer-login-guess.h"
#include "dialer-login-talk.h"

#define QUIET_MS 300     /* after this long a prompt is whole, down to 300 bit/s */
#define SILENCE_MS 3000  /* after this long it waits for us: for a CR, or for PPP */
#define NUDGES_MAX 2
#define QUESTIONS_MAX 5  /* of menus, or for the name */

typedef struct
{
  guint questions;
  guint nudges;
  gboolean password_sent;
} Answers;

static Answers *
get_answers (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  return talk->state;
}

static gboolean
on_late (gpointer user_data)
{
  dialer_login_talk_fail_with_words (user_data, DIALER_REASON_LOGIN_TIMEOUT, "no prompt came that could be answered");
  return G_SOURCE_REMOVE;
}

/* The far end has so long for its next prompt. */
static void
restart_time_limit (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  dialer_login_talk_clear_source (&talk->time_limit);
  talk->time_limit = g_timeout_source_new_seconds (dialer_settings_get_uint (talk->settings, "login.timeout"));
  g_source_set_callback (talk->time_limit, on_late, task, NULL);
  g_source_attach (talk->time_limit, g_task_get_context (task));
}

/* It says nothing more: perhaps it waits for a CR, or for PPP, which some begin without a word. */
static gboolean
on_silence (gpointer user_data)
{
  GTask *task = user_data;
  Answers *self = get_answers (task);

  if (self->password_sent || self->nudges == NUDGES_MAX)
    {
      dialer_login_talk_succeed (task);
      return G_SOURCE_REMOVE;
    }
  self->nudges++;
  dialer_login_talk_set_timer (task, SILENCE_MS, on_silence);
  dialer_login_talk_say (g_task_get_task_data (task), "", dialer_login_talk_get_cr ());
  return G_SOURCE_REMOVE;
}

/* What the far end says from here on is the answer to our own. */
static void
turn_over (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  g_string_truncate (talk->heard, 0);
  restart_time_limit (task);
  dialer_login_talk_set_timer (task, SILENCE_MS, on_silence);
}

static void
answer_with (GTask *task, const char *text)
{
  turn_over (task);
  dialer_login_talk_say (g_task_get_task_data (task), text, dialer_login_talk_get_cr ());
}

static void
answer_user (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Answers *self = talk->state;
  const char *user = dialer_settings_get (talk->settings, "ppp.user");

  if (*user == '\0')
    dialer_login_talk_fail_with_words (task, DIALER_REASON_LOGIN_FAILED,
                                       "the peer asks for a name, and ppp.user is not set");
  else if (self->password_sent || self->questions++ == QUESTIONS_MAX)
    dialer_login_talk_fail_with_words (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for the name again");
  else
    answer_with (task, user);
}

static void
answer_password (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Answers *self = talk->state;

  if (talk->password == NULL)
    dialer_login_talk_fail (task, DIALER_REASON_NO_SECRET, "the peer asks for one in its login");
  else if (self->password_sent)
    dialer_login_talk_fail_with_words (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for the password again");
  else
    {
      self->password_sent = TRUE;
      turn_over (task);
      dialer_login_talk_say_secret (talk, talk->password, "$password", dialer_login_talk_get_cr ());
    }
}

static void
answer_choice (GTask *task, const char *choice)
{
  if (get_answers (task)->questions++ == QUESTIONS_MAX)
    dialer_login_talk_succeed (task); /* what more could we say */
  else
    answer_with (task, choice);
}

/* Returns: whether something was done about what has been heard. */
static gboolean
act_on_guess (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  g_autofree char *choice = NULL;

  switch (dialer_login_guess (talk->heard->str, dialer_settings_get (talk->settings, "login.login-prompt"),
                              dialer_settings_get (talk->settings, "login.password-prompt"), &choice))
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
      dialer_login_talk_succeed (task);
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
on_quiet (gpointer user_data)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (user_data); /* the port may go by what is sent */
  GTask *task = user_data;
  DialerLoginTalk *talk = g_task_get_task_data (task);

  if (get_answers (task)->password_sent && dialer_login_guess_is_refusal (talk->heard->str))
    dialer_login_talk_fail_with_words (task, DIALER_REASON_LOGIN_FAILED, "the peer did not let us in");
  else if (!act_on_guess (task))
    dialer_login_talk_set_timer (task, SILENCE_MS, on_silence);
  return G_SOURCE_REMOVE;
}

static void
look_on (GTask *task)
{
  dialer_login_talk_set_timer (task, QUIET_MS, on_quiet);
}

static void
begin (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  talk->state = g_new0 (Answers, 1);
  restart_time_limit (task);
  dialer_login_talk_set_timer (task, SILENCE_MS, on_silence);
}

const DialerLoginWay dialer_login_by_guess = { .begin = begin, .heard = look_on, .free = g_free };
