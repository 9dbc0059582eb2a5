/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Peers: a provider's pppd, a login prompt before it, or somebody who never speaks PPP. */
#include "exchange-peer.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "exchange-isp.h"
#include "exchange-lcp.h"
#include "exchange-stream.h"

#define READY_POLL_MS 5
#define TEXT_MS 200
#define LINE_MAX_LENGTH 128
#define LOGIN_DONE 3
#define HANDSHAKE_CALL "CLIENT"
#define HANDSHAKE_ANSWER "CLIENTSERVER"

struct _ExchangePeer
{
  const ExchangeNumber *number;
  const ExchangePeerEvents *events;
  gpointer owner;
  ExchangeStream *stream; /* to the pty of its pppd */
  int slave;              /* held open, so that pppd's close is no hang-up of ours */
  GPid pid;
  guint child_watch;
  guint ready_timer;
  guint clock;            /* carrier lost, echo stopped, terminated, greeting, or the next line of text */
  guint steps;            /* of a login: 0 user name, 1 password, 2 menu, 3 PPP */
  GString *typed;
  gboolean called;        /* it has heard CLIENT, and answers as soon as its pppd is ready */
  gboolean shaken;        /* or no handshake is wanted */
};

static void
leave (ExchangePeer *self, const char *why)
{
  self->events->left (self->owner, why);
}

static void
say (ExchangePeer *self, const char *text)
{
  self->events->spoke (self->owner, (const guint8 *) text, strlen (text));
}

/* ---- the host of a Windows direct cable connection ---- */

static void
answer_call (ExchangePeer *self)
{
  self->shaken = TRUE;
  say (self, HANDSHAKE_ANSWER);
}

static void
take_call (ExchangePeer *self, const guint8 *bytes, gsize length)
{
  gsize wanted = strlen (HANDSHAKE_CALL);

  g_string_append_len (self->typed, (const char *) bytes, length);
  self->called |= memmem (self->typed->str, self->typed->len, HANDSHAKE_CALL, wanted) != NULL;
  if (self->typed->len >= wanted)
    g_string_erase (self->typed, 0, self->typed->len - wanted + 1);
  if (self->called && self->ready_timer == 0)
    answer_call (self);
}

/* ---- a provider ---- */

static void
on_pppd_spoke (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangePeer *self = owner;

  if (length)
    self->events->spoke (self->owner, bytes, length);
}

static void
on_pppd_ended (GPid pid, int status, gpointer user_data)
{
  ExchangePeer *self = user_data;

  self->child_watch = 0;
  self->pid = 0;
  leave (self, "its pppd ended");
}

/* pppd throws away what came before it had set up its terminal; the line discipline tells when it has. */
static gboolean
on_ready_poll (gpointer user_data)
{
  ExchangePeer *self = user_data;
  int discipline = 0;

  if (ioctl (self->slave, TIOCGETD, &discipline) < 0 || discipline != N_PPP)
    return G_SOURCE_CONTINUE;
  self->ready_timer = 0;
  if (self->called)
    answer_call (self);
  if (self->number->answer == EXCHANGE_ANSWER_PPP)
    self->events->ready (self->owner);
  return G_SOURCE_REMOVE;
}

static int
open_pty (int *slave)
{
  int master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  struct termios raw;

  if (master < 0 || grantpt (master) < 0 || unlockpt (master) < 0)
    return -1;
  *slave = open (ptsname (master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (*slave < 0 || tcgetattr (*slave, &raw) < 0)
    return -1;
  cfmakeraw (&raw);
  tcsetattr (*slave, TCSANOW, &raw);
  return master;
}

static void
start_pppd (ExchangePeer *self)
{
  g_autoptr (GError) error = NULL;
  int master = open_pty (&self->slave);

  if (master < 0 || !exchange_isp_start (self->number, ptsname (master), &self->pid, &error))
    {
      g_warning ("no provider: %s", error ? error->message : "no pty");
      return;
    }
  self->stream = exchange_stream_new (master, on_pppd_spoke, self);
  self->child_watch = g_child_watch_add (self->pid, on_pppd_ended, self);
  self->ready_timer = g_timeout_add (READY_POLL_MS, on_ready_poll, self);
}

static gboolean
on_clock (gpointer user_data)
{
  ExchangePeer *self = user_data;

  self->clock = 0;
  if (self->number->carrier_lost_after_ms)
    leave (self, "carrier lost");
  else if (self->pid)
    kill (self->pid, self->number->stop_echo_after_ms ? SIGSTOP : SIGTERM);
  return G_SOURCE_REMOVE;
}

static void
start_clock (ExchangePeer *self)
{
  const ExchangeNumber *number = self->number;
  guint after = number->carrier_lost_after_ms + number->stop_echo_after_ms + number->terminate_after_ms;

  if (after)
    self->clock = g_timeout_add (after, on_clock, self);
}

/* ---- a login before PPP ---- */

static void
greet (ExchangePeer *self)
{
  say (self, self->number->banner);
  say (self, "\r\n\r\n");
  say (self, self->number->login_prompt);
}

static gboolean
on_greeting_due (gpointer user_data)
{
  ExchangePeer *self = user_data;

  self->clock = 0;
  greet (self);
  return G_SOURCE_REMOVE;
}

/* As 7E1, and with a line end in its middle, as a narrow terminal would have it. */
static void
echo_broken (ExchangePeer *self)
{
  for (gsize i = 0; i < self->typed->len; i++)
    {
      guint8 byte = (guint8) self->typed->str[i] & 0x7f;

      byte |= (guint8) ((guint) __builtin_parity (byte) << 7);
      if (i == self->typed->len / 2)
        say (self, "\r\n");
      self->events->spoke (self->owner, &byte, 1);
    }
}

static void
take_line (ExchangePeer *self)
{
  self->events->typed (self->owner, self->typed->str);
  self->steps++;
  if (self->steps == 2 && g_str_equal (self->number->echo_password, "broken"))
    echo_broken (self);
  say (self, "\r\n");
  if (self->steps == 1)
    say (self, self->number->password_prompt);
  else if (self->steps == 2 && *self->number->menu_prompt)
    say (self, self->number->menu_prompt);
  else
    {
      self->steps = LOGIN_DONE;
      say (self, "Entering PPP mode.\r\n");
      start_pppd (self);
    }
  g_string_truncate (self->typed, 0);
}

/* Who is connected by a cable has not seen the greeting. */
static void
ask_again (ExchangePeer *self)
{
  say (self, "\r\n");
  say (self, self->number->login_prompt);
}

static void
take_typing (ExchangePeer *self, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length && self->steps < LOGIN_DONE; i++)
    if (bytes[i] == '\r' && self->typed->len)
      take_line (self);
    else if (bytes[i] == '\r' && self->steps == 0 && g_str_equal (self->number->ask_again, "yes"))
      ask_again (self);
    else if (bytes[i] != '\r' && bytes[i] != '\n' && self->typed->len < LINE_MAX_LENGTH)
      {
        g_string_append_c (self->typed, bytes[i]);
        if (self->steps != 1 || g_str_equal (self->number->echo_password, "yes"))
          self->events->spoke (self->owner, bytes + i, 1);
      }
}

/* ---- others ---- */

static gboolean
on_text_due (gpointer user_data)
{
  ExchangePeer *self = user_data;

  say (self, "The weather is fine today, and no PPP is spoken here.\r\n");
  return G_SOURCE_CONTINUE;
}

static gboolean
on_hangup_due (gpointer user_data)
{
  ExchangePeer *self = user_data;

  self->clock = 0;
  leave (self, "hung up");
  return G_SOURCE_REMOVE;
}

static void
refuse (ExchangePeer *self)
{
  guint8 frame[EXCHANGE_LCP_MAX];
  gsize length = exchange_lcp_make_terminate (frame, "No service for you");

  self->events->spoke (self->owner, frame, length);
  if (self->clock == 0)
    self->clock = g_timeout_add (TEXT_MS, on_hangup_due, self);
}

static gboolean
on_others_ready (gpointer user_data)
{
  ExchangePeer *self = user_data;

  self->ready_timer = 0;
  self->events->ready (self->owner);
  return G_SOURCE_REMOVE;
}

ExchangePeer *
exchange_peer_new (const ExchangeNumber *number, const ExchangePeerEvents *events, gpointer owner)
{
  ExchangePeer *self = g_new0 (ExchangePeer, 1);

  self->number = number;
  self->events = events;
  self->owner = owner;
  self->slave = -1;
  self->typed = g_string_new (NULL);
  self->shaken = !g_str_equal (number->handshake, "windows");
  if (number->answer == EXCHANGE_ANSWER_PPP)
    start_pppd (self);
  else
    self->ready_timer = g_idle_add (on_others_ready, self);
  return self;
}

/* GLib has reaped it, which is all that was wanted. */
static void
on_killed (GPid pid, int status, gpointer user_data)
{
  g_spawn_close_pid (pid);
}

void
exchange_peer_free (ExchangePeer *self)
{
  g_clear_handle_id (&self->ready_timer, g_source_remove);
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_handle_id (&self->child_watch, g_source_remove);
  if (self->pid)
    {
      kill (self->pid, SIGKILL);
      g_child_watch_add (self->pid, on_killed, NULL);
    }
  g_clear_pointer (&self->stream, exchange_stream_free);
  if (self->slave >= 0)
    close (self->slave);
  g_string_free (self->typed, TRUE);
  g_free (self);
}

void
exchange_peer_hold (ExchangePeer *self, gboolean hold)
{
  if (self->stream)
    exchange_stream_hold (self->stream, hold);
}

void
exchange_peer_connect (ExchangePeer *self)
{
  ExchangeAnswer answer = self->number->answer;

  if (answer == EXCHANGE_ANSWER_PPP)
    start_clock (self);
  else if (answer == EXCHANGE_ANSWER_LOGIN)
    self->clock = g_timeout_add (self->number->banner_after_ms, on_greeting_due, self);
  else if (answer == EXCHANGE_ANSWER_TEXT)
    self->clock = g_timeout_add (TEXT_MS, on_text_due, self);
  else if (answer == EXCHANGE_ANSWER_HANGUP)
    self->clock = g_timeout_add (TEXT_MS, on_hangup_due, self);
}

void
exchange_peer_send (ExchangePeer *self, const guint8 *bytes, gsize length)
{
  if (!self->shaken)
    take_call (self, bytes, length);
  else if (self->stream)
    exchange_stream_write (self->stream, bytes, length);
  else if (self->number->answer == EXCHANGE_ANSWER_LOGIN)
    take_typing (self, bytes, length);
  else if (self->number->answer == EXCHANGE_ANSWER_REFUSE_LCP)
    refuse (self);
}
