/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Four states: taking commands, setting up a call, passing data, and taking commands amid a call. */
#include "exchange-modem.h"

#include <gio/gio.h>
#include <string.h>

#include "exchange-at.h"
#include "exchange-bell.h"
#include "exchange-call.h"
#include "exchange-description.h"
#include "exchange-escape.h"
#include "exchange-line.h"
#include "exchange-mouth.h"
#include "exchange-quirk.h"

#define COMMAND_MAX 255
#define S12_TICK_US 20000
/* V.250 5.6.1: what comes sooner after the dial command does not abort it. */
#define ABORT_DEAF_US 125000
#define PPP_FLAG 0x7e

typedef enum
{
  COMMAND,
  OFF_HOOK, /* takes commands as before, but has the line */
  DIALING,
  ONLINE,
  ONLINE_COMMAND,
} State;

struct _ExchangeModem
{
  char *name;
  ExchangePlan *plan;
  ExchangeModemEvent happened;
  gpointer owner;
  ExchangeLine *line;
  ExchangeAt at;
  ExchangeQuirks quirks;
  const ExchangeNumber *cable; /* the far end of a null-modem cable; NULL for a modem */

  State state;
  GString *command;
  ExchangeMouth *mouth;
  ExchangeBell *bell;
  gboolean dtr;
  guint n_calls;

  ExchangeCall *call;
  gboolean spoke_ppp;
  gint64 dialled_at;

  ExchangeEscape escape;
  guint escape_timer;
};

static void
happen (ExchangeModem *self, const char *event, const char *detail)
{
  self->happened (self->owner, self, event, detail);
}

static gboolean
has_carrier (ExchangeModem *self)
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

/* By whatever way it ends: the line is on-hook afterwards. */
static void
end_call (ExchangeModem *self, const char *why)
{
  gboolean was_off_hook = self->state != COMMAND;

  g_clear_handle_id (&self->escape_timer, g_source_remove);
  g_clear_pointer (&self->call, exchange_call_free);
  self->state = COMMAND;
  self->spoke_ppp = FALSE;
  g_string_truncate (self->command, 0);
  exchange_line_set_signals (self->line, self->at.dcd == 0, FALSE);
  if (was_off_hook)
    happen (self, "idle", why);
}

static void
lose_call (ExchangeModem *self, const char *why)
{
  if (self->quirks & EXCHANGE_QUIRK_STUCK)
    return;
  end_call (self, why);
  say_result (self, EXCHANGE_RESULT_NO_CARRIER);
}

static void start_cable (ExchangeModem *self);

static void
on_refused (gpointer owner, ExchangeResult result)
{
  ExchangeModem *self = owner;

  end_call (self, "refused");
  say_result (self, result);
}

static void
on_through (gpointer owner)
{
  ExchangeModem *self = owner;
  const ExchangeNumber *number = exchange_call_get_number (self->call);

  if (self->cable)
    return;
  self->state = ONLINE;
  self->escape = (ExchangeEscape){ 0 };
  exchange_mouth_rattle (self->mouth, number->garbage_before);
  say_result (self, EXCHANGE_RESULT_CONNECT);
  exchange_mouth_rattle (self->mouth, number->garbage_after);
  exchange_line_set_signals (self->line, TRUE, FALSE);
  happen (self, "carrier", number->connect);
}

static void
on_peer_spoke (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeModem *self = owner;

  if (self->state == ONLINE)
    exchange_line_write (self->line, bytes, length);
}

static void
on_call_ended (gpointer owner, const char *why)
{
  ExchangeModem *self = owner;

  if (self->cable)
    start_cable (self);
  else
    lose_call (self, why);
}

static const ExchangeCallEvents call_events = {
  .refused = on_refused,
  .through = on_through,
  .spoke = on_peer_spoke,
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
static void
start_cable (ExchangeModem *self)
{
  end_call (self, "the far end begins anew");
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

static ExchangeResult
host_dial (gpointer owner, const char *dialled)
{
  ExchangeModem *self = owner;
  const ExchangeNumber *number = exchange_plan_find_number (self->plan, dialled);

  if (self->state != COMMAND && self->state != OFF_HOOK)
    return EXCHANGE_RESULT_ERROR;
  self->n_calls++;
  happen (self, "dial", dialled);
  if (self->quirks & EXCHANGE_QUIRK_DIES_ON_DIAL)
    exchange_modem_unplug (self);
  else if (number == NULL)
    return EXCHANGE_RESULT_NO_CARRIER;
  else
    set_up_call (self, number);
  return EXCHANGE_RESULT_NONE;
}

static ExchangeResult
host_listen (gpointer owner)
{
  ExchangeModem *self = owner;

  if (self->state == COMMAND)
    {
      self->state = OFF_HOOK;
      happen (self, "off-hook", "");
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
  happen (self, "answer", caller->pattern);
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
  self->escape = (ExchangeEscape){ .last_byte = g_get_monotonic_time () };
  return EXCHANGE_RESULT_CONNECT;
}

static void
host_hang_up (gpointer owner)
{
  ExchangeModem *self = owner;

  if (!(self->quirks & EXCHANGE_QUIRK_STUCK))
    end_call (self, "hung up by command");
}

static const ExchangeAtHost at_host = {
  .tell = host_tell,
  .dial = host_dial,
  .listen = host_listen,
  .answer = host_answer,
  .go_online = host_go_online,
  .hang_up = host_hang_up,
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
  exchange_line_set_signals (self->line, has_carrier (self) || self->at.dcd == 0, rings > 0);
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
  happen (self, "command", command);
  result = exchange_at_run (&self->at, command, &at_host, self);
  say_result (self, result);
  /* &C says what DCD means while there is no call (V.250 6.2.8). */
  if (self->state == COMMAND)
    exchange_line_set_signals (self->line, self->at.dcd == 0, FALSE);
}

static gboolean
is_repeat (const GString *command)
{
  return g_ascii_strcasecmp (command->str, "A/") == 0;
}

static void
take_command_byte (ExchangeModem *self, char byte)
{
  exchange_mouth_echo (self->mouth, byte);
  if (byte == self->at.s[3])
    run_command (self);
  else if (byte == self->at.s[5] && self->command->len)
    g_string_truncate (self->command, self->command->len - 1);
  else if ((guchar) byte >= ' ' && self->command->len < COMMAND_MAX)
    exchange_at_append (self->command, byte);
  if (is_repeat (self->command))
    {
      g_string_assign (self->command, self->at.last);
      run_command (self);
    }
}

static gboolean
on_escape_due (gpointer user_data)
{
  ExchangeModem *self = user_data;

  g_clear_handle_id (&self->escape_timer, g_source_remove);
  self->state = ONLINE_COMMAND;
  happen (self, "escape", "");
  say_result (self, EXCHANGE_RESULT_OK);
  return G_SOURCE_REMOVE;
}

static void
watch_for_escape (ExchangeModem *self, const guint8 *bytes, gsize length)
{
  gint64 guard = (gint64) self->at.s[12] * S12_TICK_US;
  gboolean complete = exchange_escape_feed (&self->escape, bytes, length, self->at.s[2], guard,
                                            g_get_monotonic_time ());

  g_clear_handle_id (&self->escape_timer, g_source_remove);
  if (complete && !(self->quirks & (EXCHANGE_QUIRK_NO_ESCAPE | EXCHANGE_QUIRK_STUCK)))
    self->escape_timer = g_timeout_add (guard / 1000, on_escape_due, self);
}

static void
pass_on (ExchangeModem *self, const guint8 *bytes, gsize length)
{
  if (self->cable == NULL)
    watch_for_escape (self, bytes, length);
  if (!self->spoke_ppp && memchr (bytes, PPP_FLAG, length))
    {
      self->spoke_ppp = TRUE;
      happen (self, "ppp", "");
    }
  exchange_call_send (self->call, bytes, length);
}

static void
on_received (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeModem *self = owner;
  gboolean early = g_get_monotonic_time () - self->dialled_at < ABORT_DEAF_US;

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
  happen (self, "dtr", on ? "on" : "off");
  if (!fell || self->cable || self->quirks & (EXCHANGE_QUIRK_NO_DTR | EXCHANGE_QUIRK_STUCK))
    return;
  if (self->at.dtr == 1 && self->state == ONLINE)
    on_escape_due (self);
  else if (self->at.dtr >= 2 && self->state != COMMAND)
    lose_call (self, "DTR fell");
  if (self->at.dtr == 3)
    exchange_at_init (&self->at, self->at.stored_verbose);
}

static const ExchangeLineEvents line_events = { .received = on_received, .dtr = on_dtr };

/* ---- making one ---- */

static void
power_up (ExchangeModem *self)
{
  exchange_at_init (&self->at, !(self->quirks & EXCHANGE_QUIRK_NUMERIC));
  exchange_mouth_set_quirks (self->mouth, self->quirks);
}

gboolean
exchange_modem_set (ExchangeModem *self, const char *key, const char *value, GError **error)
{
  ExchangeQuirks quirks;

  if (!g_str_equal (key, "quirk"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: only quirk can be set", key);
      return FALSE;
    }
  if (!exchange_quirks_parse (value, &quirks, error))
    return FALSE;
  self->quirks = quirks;
  power_up (self);
  return TRUE;
}

static gboolean
apply_options (ExchangeModem *self, GHashTable *options, GError **error)
{
  const char *quirk = g_hash_table_lookup (options, "quirk");
  const char *line = g_hash_table_lookup (options, "line");

  if (quirk && !exchange_quirks_parse (quirk, &self->quirks, error))
    return FALSE;
  self->cable = line ? exchange_plan_find_line (self->plan, line) : NULL;
  if (line == NULL || self->cable)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the plan has no [line %s]", line);
  return FALSE;
}

static gboolean
set_up (ExchangeModem *self, const char *description, GError **error)
{
  g_autoptr (ExchangeDescription) parts = exchange_description_parse (description, error);
  const char *name;

  if (parts == NULL || !apply_options (self, parts->options, error))
    return FALSE;
  name = g_hash_table_lookup (parts->options, "name");
  self->name = name ? g_strdup (name) : g_path_get_basename (parts->place);
  self->line = exchange_line_new (parts->type, parts->place, parts->options, &line_events, self, error);
  if (self->line == NULL)
    return FALSE;
  power_up (self);
  if (self->cable)
    start_cable (self);
  else
    exchange_line_set_signals (self->line, FALSE, FALSE);
  return TRUE;
}

ExchangeModem *
exchange_modem_new (const char *description, ExchangePlan *plan, ExchangeModemEvent happened, gpointer owner,
                    GError **error)
{
  ExchangeModem *self = g_new0 (ExchangeModem, 1);

  self->plan = plan;
  self->happened = happened;
  self->owner = owner;
  self->command = g_string_new (NULL);
  self->mouth = exchange_mouth_new (&self->at, on_said, self);
  self->bell = exchange_bell_new (on_rang, self);
  if (set_up (self, description, error))
    return self;
  exchange_modem_free (self);
  return NULL;
}

void
exchange_modem_free (ExchangeModem *self)
{
  if (self->line)
    {
      exchange_bell_stop (self->bell);
      end_call (self, "the exchange ends");
      exchange_line_free (self->line);
    }
  exchange_bell_free (self->bell);
  exchange_mouth_free (self->mouth);
  g_string_free (self->command, TRUE);
  g_free (self->name);
  g_free (self);
}

const char *
exchange_modem_get_name (ExchangeModem *self)
{
  return self->name;
}

guint
exchange_modem_get_n_calls (ExchangeModem *self)
{
  return self->n_calls;
}

gboolean
exchange_modem_is (ExchangeModem *self, const char *condition)
{
  if (g_str_equal (condition, "idle"))
    return self->state == COMMAND;
  if (g_str_equal (condition, "off-hook"))
    return self->state != COMMAND;
  if (g_str_equal (condition, "carrier"))
    return has_carrier (self);
  if (g_str_equal (condition, "dtr"))
    return self->dtr;
  return g_str_equal (condition, "ppp") && self->spoke_ppp;
}

void
exchange_modem_ring (ExchangeModem *self, const char *number)
{
  exchange_bell_start (self->bell, exchange_plan_find_number (self->plan, number));
}

void
exchange_modem_drop (ExchangeModem *self)
{
  if (self->state != COMMAND)
    on_call_ended (self, "cut by the network");
}

void
exchange_modem_unplug (ExchangeModem *self)
{
  happen (self, "unplug", "");
  exchange_bell_stop (self->bell);
  end_call (self, "unplugged");
  exchange_line_unplug (self->line);
  self->dtr = FALSE;
}

gboolean
exchange_modem_plug (ExchangeModem *self, GError **error)
{
  happen (self, "plug", "");
  power_up (self);
  if (!exchange_line_plug (self->line, error))
    return FALSE;
  if (self->cable && self->state == COMMAND)
    start_cable (self);
  return TRUE;
}
