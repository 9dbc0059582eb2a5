/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Four states: taking commands, setting up a call, passing data, and taking commands amid a call. */
#include "exchange-modem-private.h"

#include <string.h>

/* V.250 5.6.1: what comes sooner after the dial command does not abort it. */
#define ABORT_DEAF_US 125000
#define PPP_FLAG 0x7e

void
exchange_modem_happen (ExchangeModem *self, const char *event, const char *detail)
{
  self->happened (self->owner, self, event, detail);
}

gboolean
exchange_modem_has_carrier (const ExchangeModem *self)
{
  return self->state == ONLINE || self->state == ONLINE_COMMAND;
}

/* ---- what it says ---- */

static void
on_said (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeModem *self = owner;

  exchange_line_write (self->line, bytes, length);
}

static void
say_result (ExchangeModem *self, ExchangeResult result)
{
  const char *connect = self->call ? exchange_call_get_number (self->call)->connect : "CONNECT";

  exchange_mouth_tell_result (self->mouth, result, connect);
}

/* ---- the call ---- */

/* &C0 keeps DCD on without a carrier (V.250 6.2.8). */
static void
show_signals (ExchangeModem *self, gboolean ring)
{
  gboolean dcd = exchange_modem_has_carrier (self) || self->at.dcd == 0;

  exchange_line_set_signals (self->line, dcd && !(self->quirks & EXCHANGE_QUIRK_NO_DCD), ring);
}

/* By whatever way it ends: the line is on-hook afterwards. */
void
exchange_modem_end_call (ExchangeModem *self, const char *why)
{
  gboolean was_off_hook = self->state != COMMAND;

  exchange_guard_stop (self->guard);
  g_clear_pointer (&self->call, exchange_call_free);
  self->state = COMMAND;
  self->spoke_ppp = FALSE;
  g_string_truncate (self->command, 0);
  show_signals (self, FALSE);
  if (self->cellular)
    exchange_cellular_hang_up (self->cellular);
  if (was_off_hook)
    exchange_modem_happen (self, "idle", why);
}

static void
lose_call (ExchangeModem *self, const char *why)
{
  if (self->quirks & EXCHANGE_QUIRK_STUCK)
    return;
  exchange_modem_end_call (self, why);
  say_result (self, EXCHANGE_RESULT_NO_CARRIER);
}

static void
on_refused (gpointer owner, ExchangeResult result)
{
  ExchangeModem *self = owner;

  exchange_modem_end_call (self, "refused");
  say_result (self, result);
}

/* "CONNECT 33600/ARQ"; 0 for one without a number. */
static guint
get_speed (const char *connect)
{
  const char *digits = strpbrk (connect, "0123456789");

  return digits ? (guint) g_ascii_strtoull (digits, NULL, 10) : 0;
}

static void
on_through (gpointer owner)
{
  ExchangeModem *self = owner;
  const ExchangeNumber *number = exchange_call_get_number (self->call);

  if (self->cable)
    return;
  self->state = ONLINE;
  self->last_speed = get_speed (number->connect);
  exchange_guard_start (self->guard, TRUE);
  if (self->cellular)
    exchange_cellular_go_through (self->cellular);
  exchange_mouth_rattle (self->mouth, number->garbage_before);
  say_result (self, EXCHANGE_RESULT_CONNECT);
  exchange_mouth_rattle (self->mouth, number->garbage_after);
  show_signals (self, FALSE);
  exchange_modem_happen (self, "carrier", number->connect);
}

static void
on_peer_spoke (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeModem *self = owner;

  if (self->state == ONLINE)
    exchange_line_write (self->line, bytes, length);
}

/* A caller that speaks PPP already has no letters to show. */
static void
on_typed (gpointer owner, const char *line)
{
  g_autofree char *text = g_strescape (line, NULL);

  exchange_modem_happen (owner, "typed", text);
}

void
exchange_modem_cut_call (ExchangeModem *self, const char *why)
{
  if (self->cable)
    exchange_modem_start_cable (self);
  else
    lose_call (self, why);
}

static void
on_call_ended (gpointer owner, const char *why)
{
  exchange_modem_cut_call (owner, why);
}

static const ExchangeCallEvents call_events = {
  .refused = on_refused,
  .through = on_through,
  .spoke = on_peer_spoke,
  .typed = on_typed,
  .ended = on_call_ended,
};

static void
set_up_call (ExchangeModem *self, const ExchangeNumber *number)
{
  self->state = DIALING;
  self->dialled_at = g_get_monotonic_time ();
  self->call = exchange_call_new (number, &call_events, self);
}

/* A cable is always through; its far end is there again as soon as it has gone. */
void
exchange_modem_start_cable (ExchangeModem *self)
{
  exchange_modem_end_call (self, "the far end begins anew");
  set_up_call (self, self->cable);
  self->state = ONLINE;
}

/* ---- what its commands do ---- */

static void
host_tell (gpointer owner, const char *text)
{
  ExchangeModem *self = owner;

  exchange_mouth_tell (self->mouth, text);
}

static const ExchangeAtHost at_host;

/* Who answers, or the reason why nobody does. */
static const ExchangeNumber *
find_number (ExchangeModem *self, const char *dialled, ExchangeResult *refusal)
{
  const ExchangeNumber *number = NULL;

  *refusal = EXCHANGE_RESULT_NO_CARRIER;
  if (self->cellular == NULL)
    return exchange_plan_find_number (self->plan, dialled);
  *refusal = exchange_cellular_dial (self->cellular, dialled, &number, &at_host, self);
  return number;
}

static ExchangeResult
host_dial (gpointer owner, const char *dialled)
{
  ExchangeModem *self = owner;
  const ExchangeNumber *number;
  ExchangeResult refusal;

  if (self->state != COMMAND && self->state != OFF_HOOK)
    return EXCHANGE_RESULT_ERROR;
  self->n_calls++;
  exchange_modem_happen (self, "dial", dialled);
  if (self->quirks & EXCHANGE_QUIRK_DIES_ON_DIAL)
    exchange_modem_unplug (self);
  else if ((number = find_number (self, dialled, &refusal)) == NULL)
    return refusal;
  else
    set_up_call (self, number);
  return EXCHANGE_RESULT_NONE;
}

static ExchangeResult
host_listen (gpointer owner)
{
  ExchangeModem *self = owner;

  if (self->cellular) /* it makes no voice calls, and has no dial tone */
    return EXCHANGE_RESULT_ERROR;
  if (self->state == COMMAND)
    {
      self->state = OFF_HOOK;
      exchange_modem_happen (self, "off-hook", "");
    }
  return self->quirks & EXCHANGE_QUIRK_NO_TONE ? EXCHANGE_RESULT_NO_DIALTONE : EXCHANGE_RESULT_OK;
}

static ExchangeResult
host_answer (gpointer owner)
{
  ExchangeModem *self = owner;
  const ExchangeNumber *caller = exchange_bell_get_caller (self->bell);

  if (caller == NULL || self->state != COMMAND)
    return EXCHANGE_RESULT_NO_CARRIER;
  exchange_bell_stop (self->bell);
  exchange_modem_happen (self, "answer", caller->pattern);
  set_up_call (self, caller);
  return EXCHANGE_RESULT_NONE;
}

static ExchangeResult
host_go_online (gpointer owner)
{
  ExchangeModem *self = owner;

  if (self->state != ONLINE_COMMAND)
    return EXCHANGE_RESULT_NO_CARRIER;
  self->state = ONLINE;
  exchange_guard_start (self->guard, FALSE);
  return EXCHANGE_RESULT_CONNECT;
}

static void
host_hang_up (gpointer owner)
{
  ExchangeModem *self = owner;

  if (!(self->quirks & EXCHANGE_QUIRK_STUCK))
    exchange_modem_end_call (self, "hung up by command");
}

static gboolean
host_extend (gpointer owner, const char *command, ExchangeResult *result)
{
  ExchangeModem *self = owner;
  g_autofree char *diagnosis = NULL;

  if (self->cellular)
    return exchange_cellular_run (self->cellular, command, &at_host, self, result);
  diagnosis = exchange_diagnosis_make (command, self->last_speed);
  if (diagnosis == NULL)
    return FALSE;
  host_tell (self, diagnosis);
  *result = EXCHANGE_RESULT_OK;
  return TRUE;
}

static const ExchangeAtHost at_host = {
  .tell = host_tell,
  .dial = host_dial,
  .listen = host_listen,
  .answer = host_answer,
  .go_online = host_go_online,
  .hang_up = host_hang_up,
  .extend = host_extend,
};

static void
on_cellular_happened (gpointer owner, const char *event, const char *detail)
{
  exchange_modem_happen (owner, event, detail);
}

/* While it passes data it has no way to say it. */
static void
on_cellular_said (gpointer owner, const char *text)
{
  ExchangeModem *self = owner;

  if (self->state == COMMAND || self->state == ONLINE_COMMAND)
    exchange_mouth_tell (self->mouth, text);
}

static void
on_cellular_opens (gpointer owner, const ExchangeNumber *peer)
{
  ExchangeModem *self = owner;

  self->n_calls++;
  exchange_modem_happen (self, "dial", peer->pattern);
  exchange_gateway_open (self->gateway, peer);
}

static void
on_cellular_closes (gpointer owner)
{
  ExchangeModem *self = owner;

  exchange_gateway_close (self->gateway);
  exchange_modem_happen (self, "idle", "context deactivated");
}

const ExchangeCellularEvents exchange_modem_cellular_events = {
  .happened = on_cellular_happened,
  .unsolicited = on_cellular_said,
  .cut = on_call_ended,
  .open = on_cellular_opens,
  .close = on_cellular_closes,
};

/* A busy line is not rung on. */
static void
on_rang (gpointer owner, guint rings)
{
  ExchangeModem *self = owner;
  guint answer_at = self->at.s[0];

  if (rings && self->state != COMMAND)
    {
      exchange_bell_stop (self->bell);
      return;
    }
  show_signals (self, rings > 0);
  if (rings)
    say_result (self, EXCHANGE_RESULT_RING);
  if (rings && answer_at && rings >= answer_at)
    host_answer (self);
}

/* ---- what it is told ---- */

static void
run_command (ExchangeModem *self)
{
  g_autofree char *command = g_strstrip (g_strdup (self->command->str));
  ExchangeResult result;

  g_string_truncate (self->command, 0);
  if (g_ascii_strncasecmp (command, "AT", 2) != 0)
    return;
  exchange_modem_happen (self, "command", command);
  result = exchange_at_run (&self->at, command, &at_host, self);
  say_result (self, result);
  if (self->state == COMMAND)
    show_signals (self, FALSE);
}

static void
take_command_byte (ExchangeModem *self, char byte)
{
  exchange_mouth_echo (self->mouth, byte);
  if (exchange_at_append (&self->at, self->command, byte))
    run_command (self);
}

static void
escape (ExchangeModem *self)
{
  exchange_guard_stop (self->guard);
  self->state = ONLINE_COMMAND;
  exchange_modem_happen (self, "escape", "");
  say_result (self, EXCHANGE_RESULT_OK);
}

static void
on_escaped (gpointer owner)
{
  ExchangeModem *self = owner;

  if (!(self->quirks & (EXCHANGE_QUIRK_NO_ESCAPE | EXCHANGE_QUIRK_STUCK)))
    escape (self);
}

static void
pass_on (ExchangeModem *self, const guint8 *bytes, gsize length)
{
  if (self->cable == NULL)
    exchange_guard_feed (self->guard, bytes, length);
  if (!self->spoke_ppp && memchr (bytes, PPP_FLAG, length))
    {
      self->spoke_ppp = TRUE;
      exchange_modem_happen (self, "ppp", "");
    }
  exchange_call_send (self->call, bytes, length);
}

static void
on_received (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeModem *self = owner;
  gint64 now = g_get_monotonic_time ();
  gboolean early = now - self->dialled_at < ABORT_DEAF_US;

  if (now < self->deaf_until)
    return;
  if (self->state == ONLINE)
    pass_on (self, bytes, length);
  else if (self->state == DIALING && !early)
    lose_call (self, "dialling aborted by a character");
  else if (self->state != DIALING && !(self->quirks & EXCHANGE_QUIRK_DEAF))
    for (gsize i = 0; i < length && self->state != DIALING && self->state != ONLINE; i++)
      take_command_byte (self, bytes[i]);
}

/* V.250 6.2.9. */
static void
on_dtr (gpointer owner, gboolean on)
{
  ExchangeModem *self = owner;
  gboolean fell = self->dtr && !on;

  if (self->dtr == on)
    return;
  self->dtr = on;
  exchange_modem_happen (self, "dtr", on ? "on" : "off");
  if (!fell || self->cable || self->quirks & (EXCHANGE_QUIRK_NO_DTR | EXCHANGE_QUIRK_STUCK))
    return;
  if (self->at.dtr == 1 && self->state == ONLINE)
    escape (self);
  else if (self->at.dtr >= 2 && self->state != COMMAND)
    lose_call (self, "DTR fell");
  if (self->at.dtr == 3)
    exchange_at_init (&self->at, self->at.stored_verbose);
}

const ExchangeLineEvents exchange_modem_line_events = { .received = on_received, .dtr = on_dtr };

/* ---- its parts ---- */

void
exchange_modem_init_talk (ExchangeModem *self)
{
  self->command = g_string_new (NULL);
  self->mouth = exchange_mouth_new (&self->at, on_said, self);
  self->bell = exchange_bell_new (on_rang, self);
  self->guard = exchange_guard_new (&self->at, on_escaped, self);
}

void
exchange_modem_clear_talk (ExchangeModem *self)
{
  exchange_guard_free (self->guard);
  exchange_bell_free (self->bell);
  exchange_mouth_free (self->mouth);
  g_string_free (self->command, TRUE);
}
