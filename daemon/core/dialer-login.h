/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The conversation with the far end before PPP: who we are, where it wants to be told in text. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-log.h"
#include "dialer-serial-port.h"
#include "dialer-terminal.h"

/** dialer_login_is_wanted: Returns: whether login.method asks for one */
gboolean dialer_login_is_wanted (DialerSettings *settings);

/**
 * DialerLoginAsk:
 * @question: what a person is to be asked
 * @callback: called when the answer is there, with a result that @finish takes
 *
 * How a script's `send ask` reaches a person.
 */
typedef struct
{
  void (*async) (gpointer data, const char *question, GCancellable *cancellable, GAsyncReadyCallback callback,
                 gpointer user_data);
  char *(*finish) (gpointer data, GAsyncResult *result, GError **error);
  gpointer data;
} DialerLoginAsk;

/**
 * DialerLoginPlan:
 * @settings: the group login, and ppp.user
 * @password: (nullable): not kept longer than the login
 * @ask: for questions to a person; its data outlive the login
 * @terminal: (nullable): who goes through the login with us, or logs in himself; outlives it
 * @log: (nullable): where the dialogue goes, without secrets, also when the peer gives them back; outlives the login
 *
 * Copied by dialer_login_async().
 */
typedef struct
{
  DialerSettings *settings;
  const char *password;
  DialerLoginAsk ask;
  DialerTerminal *terminal;
  DialerCallLog *log;
} DialerLoginPlan;

/**
 * dialer_login_async:
 * @port: is read by nobody else meanwhile
 *
 * Runs login.script, or answers prompts as they come.  A peer that speaks PPP already ends either at once.  The port is
 * left with reading off.
 *
 * Messages to a terminal: "T" text of the peer, without parity bits and secrets; "S" a step, which is waited for; "N" a
 * note; "P" PPP begins, and nothing more comes.  From it: "q" give up, "p" PPP begins; of who goes through the login
 * "d" do the step, "s" skip it, "t" and a text: send that and CR, in place of a step that sends; of who logs in himself
 * "b" and bytes: send them.
 */
void dialer_login_async (DialerSerialPort *port, const DialerLoginPlan *plan, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_login_finish:
 *
 * Returns: whether PPP may begin; if not, an error of DIALER_REASON_ERROR is set: DIALER_REASON_LOGIN_FAILED,
 *   DIALER_REASON_LOGIN_TIMEOUT, DIALER_REASON_NO_SECRET, DIALER_REASON_MODEM_GONE, DIALER_REASON_USER or
 *   DIALER_REASON_OWNER_GONE (of the terminal), or what asking a person ended with
 */
gboolean dialer_login_finish (GAsyncResult *result, GError **error);
