/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers prompts as they come; somebody at a terminal, if there is one, says of each answer what is done. */
#include "dialer-login-guess.h"
#include "dialer-login-talk.h"

#define QUIET_MS 300     /* after this long a prompt is whole, down to 300 bit/s */
#define SILENCE_MS 3000  /* after this long it waits for us: for a CR, or for PPP */
#define NUDGES_MAX 2
#define QUESTIONS_MAX 5  /* of menus, or for the name */

#define NUDGE ""         /* of all choices, the one that no prompt asks for */

typedef struct
{
  guint questions;
  guint nudges;
  gboolean password_sent;

  /* What has been offered to who is at the terminal, and waits for his word: */
  DialerLoginGuess offered; /* DIALER_LOGIN_GUESS_NOTHING for none */
  char *choice;             /* of DIALER_LOGIN_GUESS_CHOICE */
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
  if (talk->terminal) /* he has as long as he likes */
    return;
  talk->time_limit = g_timeout_source_new_seconds (dialer_settings_get_uint (talk->settings, "login.timeout"));
  g_source_set_callback (talk->time_limit, on_late, task, NULL);
  g_source_attach (talk->time_limit, g_task_get_context (task));
}

static gboolean on_silence (gpointer user_data);

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

/* Somebody at the terminal may know better. */
static void
give_up (GTask *task, DialerReason reason, const char *what)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  if (talk->terminal)
    dialer_terminal_tell (talk->terminal, 'N', what);
  else
    dialer_login_talk_fail_with_words (task, reason, what);
}

static void
answer_user (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Answers *self = talk->state;
  const char *user = dialer_settings_get (talk->settings, "ppp.user");

  if (*user == '\0')
    give_up (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for a name, and ppp.user is not set");
  else if (self->password_sent || self->questions++ == QUESTIONS_MAX)
    give_up (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for the name again");
  else
    answer_with (task, user);
}

static void
answer_password (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Answers *self = talk->state;

  if (talk->password == NULL && talk->terminal)
    dialer_terminal_tell (talk->terminal, 'N', "the peer asks for a password, and there is none");
  else if (talk->password == NULL)
    dialer_login_talk_fail (task, DIALER_REASON_NO_SECRET, "the peer asks for one in its login");
  else if (self->password_sent)
    give_up (task, DIALER_REASON_LOGIN_FAILED, "the peer asks for the password again");
  else
    {
      self->password_sent = TRUE;
      turn_over (task);
      dialer_login_talk_say_secret (talk, talk->password, "$password", dialer_login_talk_get_cr ());
    }
}

static void
nudge (GTask *task)
{
  get_answers (task)->nudges++;
  dialer_login_talk_set_timer (task, SILENCE_MS, on_silence);
  dialer_login_talk_say (g_task_get_task_data (task), NUDGE, dialer_login_talk_get_cr ());
}

static void
answer_choice (GTask *task, const char *choice)
{
  if (*choice == '\0')
    nudge (task);
  else if (get_answers (task)->questions++ == QUESTIONS_MAX)
    dialer_login_talk_succeed (task); /* what more could we say */
  else
    answer_with (task, choice);
}

static void
act (GTask *task, DialerLoginGuess guess, const char *choice)
{
  switch (guess)
    {
    case DIALER_LOGIN_GUESS_NOTHING:
      break;
    case DIALER_LOGIN_GUESS_USER:
      answer_user (task);
      break;
    case DIALER_LOGIN_GUESS_PASSWORD:
      answer_password (task);
      break;
    case DIALER_LOGIN_GUESS_CHOICE:
      answer_choice (task, choice);
      break;
    case DIALER_LOGIN_GUESS_PPP:
      dialer_login_talk_succeed (task);
      break;
    }
}

/* ---- the terminal ---- */

/* Returns: (transfer full): as a login script would say it */
static char *
describe (DialerLoginGuess guess, const char *choice)
{
  switch (guess)
    {
    case DIALER_LOGIN_GUESS_NOTHING:
      break;
    case DIALER_LOGIN_GUESS_USER:
      return g_strdup ("send $user");
    case DIALER_LOGIN_GUESS_PASSWORD:
      return g_strdup ("send $password");
    case DIALER_LOGIN_GUESS_CHOICE:
      return g_strdup_printf ("send \"%s\"", choice);
    case DIALER_LOGIN_GUESS_PPP:
      return g_strdup ("ppp");
    }
  g_return_val_if_reached (NULL);
}

static void
withdraw_offer (Answers *self)
{
  self->offered = DIALER_LOGIN_GUESS_NOTHING;
  g_clear_pointer (&self->choice, g_free);
}

/* Does what is to be said to the far end, unless somebody is asked about it first. */
static void
offer (GTask *task, DialerLoginGuess guess, const char *choice)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  Answers *self = talk->state;
  g_autofree char *text = NULL;

  if (talk->terminal == NULL)
    {
      act (task, guess, choice);
      return;
    }
  if (self->offered == guess && g_strcmp0 (self->choice, choice) == 0)
    return;
  withdraw_offer (self);
  self->offered = guess;
  self->choice = g_strdup (choice);
  text = describe (guess, choice);
  dialer_terminal_tell (talk->terminal, 'S', text);
}

static void
do_offered (GTask *task)
{
  Answers *self = get_answers (task);
  DialerLoginGuess guess = self->offered;
  g_autofree char *choice = g_steal_pointer (&self->choice);

  withdraw_offer (self);
  act (task, guess, choice);
}

static void
take_word (GTask *task, char kind, GBytes *bytes)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (task); /* it may be the end */
  Answers *self = get_answers (task);

  if (kind == 'd')
    do_offered (task);
  else if ((kind == 's' && self->offered != DIALER_LOGIN_GUESS_NOTHING) || kind == 't')
    {
      self->password_sent |= kind == 't' && self->offered == DIALER_LOGIN_GUESS_PASSWORD;
      withdraw_offer (self);
      turn_over (task);
      if (kind == 't')
        dialer_login_talk_say_typed (g_task_get_task_data (task), bytes);
    }
}

/* ---- what is heard ---- */

/* It says nothing more: perhaps it waits for a CR, or for PPP, which some begin without a word. */
static gboolean
on_silence (gpointer user_data)
{
  Answers *self = get_answers (user_data);

  if (self->password_sent || self->nudges == NUDGES_MAX)
    offer (user_data, DIALER_LOGIN_GUESS_PPP, NULL);
  else
    offer (user_data, DIALER_LOGIN_GUESS_CHOICE, NUDGE);
  return G_SOURCE_REMOVE;
}

/* Returns: whether something is done about what has been heard. */
static gboolean
act_on_guess (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);
  g_autofree char *choice = NULL;
  DialerLoginGuess guess = dialer_login_guess (talk->heard->str,
                                               dialer_settings_get (talk->settings, "login.login-prompt"),
                                               dialer_settings_get (talk->settings, "login.password-prompt"), &choice);

  if (guess == DIALER_LOGIN_GUESS_NOTHING)
    return FALSE;
  offer (task, guess, choice);
  return TRUE;
}

static gboolean
on_quiet (gpointer user_data)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (user_data); /* the port may go by what is sent */
  GTask *task = user_data;
  DialerLoginTalk *talk = g_task_get_task_data (task);

  if (get_answers (task)->password_sent && dialer_login_guess_is_refusal (talk->heard->str))
    {
      give_up (task, DIALER_REASON_LOGIN_FAILED, "the peer did not let us in");
      if (talk->done)
        return G_SOURCE_REMOVE;
      get_answers (task)->password_sent = FALSE; /* he may try again */
    }
  if (!act_on_guess (task))
    dialer_login_talk_set_timer (task, SILENCE_MS, on_silence);
  return G_SOURCE_REMOVE;
}

static void
look_on (GTask *task)
{
  dialer_login_talk_set_timer (task, QUIET_MS, on_quiet);
}

static void
answers_free (gpointer data)
{
  Answers *self = data;

  withdraw_offer (self);
  g_free (self);
}

static void
begin (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  talk->state = g_new0 (Answers, 1);
  restart_time_limit (task);
  dialer_login_talk_set_timer (task, SILENCE_MS, on_silence);
}

const DialerLoginWay dialer_login_by_guess = { .begin = begin,
                                               .heard = look_on,
                                               .said = take_word,
                                               .free = answers_free };
