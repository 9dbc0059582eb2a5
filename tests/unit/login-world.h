/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What it takes to test logins: a port with a far end that says what it is told to, and somebody to ask. */
#pragma once

#include "dialer-login.h"
#include "dialer-reason.h"
#include "modem-stand-in.h"

typedef struct
{
  ModemStandIn *host;
  char *locks;
  DialerSettings *settings;
  DialerSerialPort *port;
  GCancellable *cancellable;
  DialerCallLog *log;
  DialerTerminal *terminal;
  int far_end;        /* of the terminal */
  int kept;           /* our end, held by somebody else as well */
  GString *shown;     /* there */
  char *question;
  gboolean done;
  gboolean let_in;
  GError *error;
} LoginWorld;

/** login_world_set_up: for g_test_add(); @script: login.script, or %NULL for login.method=auto */
void login_world_set_up (LoginWorld *world, gconstpointer script);
void login_world_tear_down (LoginWorld *world, gconstpointer script);

/** login_world_start_with: the login begins; @password may be %NULL */
void login_world_start_with (LoginWorld *world, const char *password);
void login_world_start (LoginWorld *world);

void login_world_assert_let_in (LoginWorld *world);

/** login_world_assert_not_let_in: @named: is in the error's message */
void login_world_assert_not_let_in (LoginWorld *world, DialerReason reason, const char *named);

/** login_world_assert_log: @expected: a line each, with its direction before it */
void login_world_assert_log (LoginWorld *world, const char *expected);

/* Waits until the far end has heard all of @text, and nothing else; a CR is written as "|". */
#define hears(text) iterate_until (g_str_equal (modem_stand_in_get_heard (world->host), text))

#define LOGIN_WORLD_SCRIPT(name, script, function) \
  g_test_add ("/core/login/script/" name, LoginWorld, script, login_world_set_up, function, login_world_tear_down)
#define LOGIN_WORLD_AUTO(name, function) \
  g_test_add ("/core/login/auto/" name, LoginWorld, NULL, login_world_set_up, function, login_world_tear_down)
