/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the ways to log in share: the port, what has been heard on it, what is said, and the end. */
#pragma once

#include "dialer-login.h"
#include "dialer-reason.h"
#include "dialer-transcript.h"

/**
 * DialerLoginWay:
 * @begin: the port is listened to from now on
 * @heard: something has been appended to what was heard
 * @said: (nullable): a message of the terminal has come
 * @free: (nullable): frees @state of the talk
 *
 * The task data of @task are a #DialerLoginTalk.
 */
typedef struct
{
  void (*begin) (GTask *task);
  void (*heard) (GTask *task);
  void (*said) (GTask *task, char kind, GBytes *bytes);
  void (*free) (gpointer state);
} DialerLoginWay;

extern const DialerLoginWay dialer_login_by_script;
extern const DialerLoginWay dialer_login_by_guess;
extern const DialerLoginWay dialer_login_by_hand;

/**
 * DialerLoginTalk:
 * @password: (nullable): until the end
 * @ask: (nullable)
 * @terminal: (nullable)
 * @heard: since our last word, without parity bits
 * @timer: the way's own
 * @time_limit: likewise
 * @done: whether it is over, and nothing more may be said
 * @state: the way's own
 */
typedef struct
{
  DialerSerialPort *port;
  DialerSettings *settings;
  char *password;
  DialerLoginAsk ask;
  GCancellable *cancellable;
  DialerTerminal *terminal;
  DialerTranscript *transcript;
  GString *heard;
  GSource *timer;
  GSource *time_limit;
  gboolean done;
  const DialerLoginWay *way;
  gpointer state;

  /* Of dialer-login.c. */
  gulong received_id;
  gulong gone_id;
  gulong said_id;
  gulong left_id;
  GSource *cancelled;
} DialerLoginTalk;

/** dialer_login_talk_clear_source: takes a timer away, if there is one */
void dialer_login_talk_clear_source (GSource **source);

/** dialer_login_talk_set_timer: in place of the one before; it goes when the login ends */
void dialer_login_talk_set_timer (GTask *task, guint ms, GSourceFunc callback);

/** dialer_login_talk_fail: ends the login, and takes the reference that it has to its task */
void dialer_login_talk_fail (GTask *task, DialerReason reason, const char *detail);

/** dialer_login_talk_fail_with_words: likewise, quoting the last words of the peer behind @what */
void dialer_login_talk_fail_with_words (GTask *task, DialerReason reason, const char *what);

/** dialer_login_talk_succeed: likewise: PPP begins */
void dialer_login_talk_succeed (GTask *task);

/**
 * dialer_login_talk_say:
 * @end: what is sent behind @text, and not written down
 *
 * Sends @text.  The port may go by it, and with that the login: see @done.
 */
void dialer_login_talk_say (DialerLoginTalk *self, const char *text, GBytes *end);

/** dialer_login_talk_say_secret: likewise; @word is written down in place of @secret */
void dialer_login_talk_say_secret (DialerLoginTalk *self, const char *secret, const char *word, GBytes *end);

/**
 * dialer_login_talk_say_typed:
 * @bytes: what somebody at the terminal has typed
 *
 * Likewise, with a CR behind it.  It may well be a password: one that is hidden for nothing is no harm, but a digit
 * would be.
 */
void dialer_login_talk_say_typed (DialerLoginTalk *self, GBytes *bytes);

/** dialer_login_talk_get_cr: Returns: (transfer none): a carriage return */
GBytes *dialer_login_talk_get_cr (void);
