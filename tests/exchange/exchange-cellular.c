/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Identity and settings; what concerns card, network or contexts alone is theirs. */
#include "exchange-cellular.h"

#include <stdlib.h>
#include <string.h>

#include "exchange-contexts.h"
#include "exchange-icera.h"
#include "exchange-network.h"
#include "exchange-sim.h"

#define MAKER "Dialer"
#define MODEL "Exchange Mobile"
#define REVISION "1.0"
#define CAPABILITIES "+CGSM,+DS,+ES"
#define IMEI "490154203237518"
#define IMEI_LENGTH 15

/* What +CFUN may be: off, full, flight mode. */
enum
{
  FUNCTION_OFF = 0,
  FUNCTION_FULL = 1,
  FUNCTION_FLIGHT = 4,
};

struct _ExchangeCellular
{
  ExchangePlan *plan;
  const ExchangeCellularEvents *events;
  gpointer owner;
  ExchangeSim *sim;
  ExchangeNetwork *network;
  ExchangeContexts *contexts;
  ExchangeIcera *icera; /* NULL without a network interface */
  char *imei;
  gboolean csd;
  guint error_level; /* of +CMEE */
  int function;
  int bearer[3];     /* of +CBST */
  const char *cause; /* of the last failure */
};

/* ---- card, network and contexts ---- */

/* Whether the network would make the context: the card, the service, the name. */
static ExchangeFailure
find_peer (ExchangeCellular *self, guint cid, const ExchangeNumber **peer)
{
  const char *apn = exchange_contexts_get_apn (self->contexts, cid);
  ExchangeFailure failure = exchange_sim_get_failure (self->sim);

  if (failure == EXCHANGE_FAILURE_NONE)
    failure = exchange_network_get_failure (self->network);
  if (failure == EXCHANGE_FAILURE_NONE)
    {
      *peer = apn ? exchange_plan_find_apn (self->plan, apn) : NULL;
      failure = *peer ? EXCHANGE_FAILURE_NONE : EXCHANGE_FAILURE_NOT_SUBSCRIBED;
    }
  return failure;
}

static ExchangeFailure
on_context_wanted (gpointer owner, guint cid)
{
  const ExchangeNumber *peer;

  return find_peer (owner, cid, &peer);
}

/* The context whose packets pass on the network interface, 0 when there is none. */
static guint
get_interface_cid (const ExchangeCellular *self)
{
  return self->icera ? exchange_icera_get_cid (self->icera) : 0;
}

static void
on_context_changed (gpointer owner, guint cid, const char *apn, gboolean active)
{
  ExchangeCellular *self = owner;
  g_autofree char *detail = g_strdup_printf ("%u %s %s", cid, apn, active ? "active" : "inactive");

  self->events->happened (self->owner, "context", detail);
  if (!active && get_interface_cid (self) == cid)
    exchange_icera_lose (self->icera);
}

static void
on_context_cut (gpointer owner, const char *why)
{
  ExchangeCellular *self = owner;

  if (get_interface_cid (self))
    exchange_icera_lose (self->icera);
  else if (exchange_contexts_get_used (self->contexts)) /* else that was done when it became inactive */
    self->events->cut (self->owner, why);
}

static const ExchangeContextsEvents contexts_events = {
  .check = on_context_wanted,
  .changed = on_context_changed,
  .cut = on_context_cut,
};

static void
on_sim_event (gpointer owner, const char *event, const char *detail)
{
  ExchangeCellular *self = owner;

  self->events->happened (self->owner, event, detail);
}

static void
on_registration_changed (gpointer owner, const char *detail)
{
  ExchangeCellular *self = owner;

  self->events->happened (self->owner, "registration", detail);
  if (exchange_network_get_failure (self->network) != EXCHANGE_FAILURE_NONE)
    exchange_contexts_deactivate_all (self->contexts, "registration lost");
}

static void
on_network_said (gpointer owner, const char *text)
{
  ExchangeCellular *self = owner;

  self->events->unsolicited (self->owner, text);
}

static const ExchangeNetworkEvents network_events = {
  .changed = on_registration_changed,
  .unsolicited = on_network_said,
};

/* The network may be used with the radio on and the card open. */
static void
refresh (ExchangeCellular *self)
{
  exchange_network_set_usable (self->network,
                               self->function == FUNCTION_FULL
                                 && exchange_sim_get_failure (self->sim) == EXCHANGE_FAILURE_NONE);
}

static const ExchangeNumber *
on_interface_wanted (gpointer owner, guint cid, ExchangeFailure *failure)
{
  const ExchangeNumber *peer = NULL;

  *failure = find_peer (owner, cid, &peer);
  return peer;
}

static void
on_interface_opens (gpointer owner, const ExchangeNumber *peer)
{
  ExchangeCellular *self = owner;

  self->events->open (self->owner, peer);
}

static void
on_interface_closes (gpointer owner)
{
  ExchangeCellular *self = owner;

  self->events->close (self->owner);
}

static const ExchangeIceraEvents icera_events = {
  .find = on_interface_wanted,
  .open = on_interface_opens,
  .close = on_interface_closes,
  .unsolicited = on_network_said,
};

ExchangeCellular *
exchange_cellular_new (ExchangePlan *plan, const ExchangeCellularEvents *events, gpointer owner)
{
  ExchangeCellular *self = g_new0 (ExchangeCellular, 1);

  self->plan = plan;
  self->events = events;
  self->owner = owner;
  self->sim = exchange_sim_new (on_sim_event, self);
  self->network = exchange_network_new (&network_events, self);
  self->contexts = exchange_contexts_new (&contexts_events, self);
  self->imei = g_strdup (IMEI);
  self->csd = TRUE;
  return self;
}

void
exchange_cellular_free (ExchangeCellular *self)
{
  g_clear_pointer (&self->icera, exchange_icera_free);
  exchange_contexts_free (self->contexts);
  exchange_sim_free (self->sim);
  exchange_network_free (self->network);
  g_free (self->imei);
  g_free (self);
}

void
exchange_cellular_add_interface (ExchangeCellular *self)
{
  self->icera = exchange_icera_new (self->contexts, &icera_events, self);
}

void
exchange_cellular_opened (ExchangeCellular *self)
{
  exchange_icera_opened (self->icera);
}

void
exchange_cellular_drop (ExchangeCellular *self, const char *why)
{
  exchange_contexts_deactivate_all (self->contexts, why);
}

void
exchange_cellular_power_up (ExchangeCellular *self)
{
  static const int bearer[] = { 7, 0, 1 }; /* 9600 bit/s, asynchronous, non-transparent: TS 27.007 6.7 */

  exchange_contexts_clear (self->contexts);
  self->error_level = 0;
  self->function = FUNCTION_FULL;
  memcpy (self->bearer, bearer, sizeof bearer);
  self->cause = NULL;
  if (self->icera)
    exchange_icera_power_up (self->icera);
  exchange_sim_power_up (self->sim);
  exchange_network_power_up (self->network);
  refresh (self);
}

/* ---- what a test makes of it ---- */

const char *const *
exchange_cellular_get_keys (void)
{
  static const char *const keys[] = {
    "imei", "csd", "sim", "pin", "puk", "pin-tries", "operator", "registration", NULL,
  };

  return keys;
}

static gboolean
set_imei (ExchangeCellular *self, const char *value)
{
  if (strlen (value) != IMEI_LENGTH || strspn (value, "0123456789") != IMEI_LENGTH)
    return FALSE;
  g_free (self->imei);
  self->imei = g_strdup (value);
  return TRUE;
}

static gboolean
set_csd (ExchangeCellular *self, const char *value)
{
  if (!g_str_equal (value, "yes") && !g_str_equal (value, "no"))
    return FALSE;
  self->csd = g_str_equal (value, "yes");
  return TRUE;
}

gboolean
exchange_cellular_set (ExchangeCellular *self, const char *key, const char *value)
{
  gboolean ok;

  if (g_str_equal (key, "imei"))
    return set_imei (self, value);
  if (g_str_equal (key, "csd"))
    return set_csd (self, value);
  ok = exchange_sim_set (self->sim, key, value) || exchange_network_set (self->network, key, value);
  refresh (self);
  return ok;
}

/* ---- its commands ---- */

typedef struct
{
  ExchangeCellular *self;
  ExchangeCommand *command;
  const ExchangeAtHost *host;
  gpointer owner;
  ExchangeResult result; /* when it did not fail */
} Run;

static void
fail (Run *run, ExchangeFailure failure)
{
  exchange_command_fail (run->command, failure);
}

static void
enter_data_state (Run *run)
{
  int cid = exchange_command_get_number (run->command, 1, 1);
  g_autofree char *number = g_strdup_printf ("*99***%d#", cid);

  if (cid < 1 || cid > EXCHANGE_N_CONTEXTS)
    fail (run, EXCHANGE_FAILURE_BAD_PARAMETERS);
  else
    run->result = run->host->dial (run->owner, number);
}

static void
tell_attachment (Run *run)
{
  exchange_command_tell (run->command, "+CGATT: %d",
                         exchange_network_get_failure (run->self->network) == EXCHANGE_FAILURE_NONE);
}

/* Whether it is attached is up to the network here. */
static void
attach (Run *run)
{
  if (exchange_command_get_number (run->command, 0, -1) == 0)
    exchange_contexts_deactivate_all (run->self->contexts, "detached by command");
  else
    fail (run, exchange_network_get_failure (run->self->network));
}

static void
tell_function (Run *run)
{
  exchange_command_tell (run->command, "+CFUN: %d", run->self->function);
}

static void
set_function (Run *run)
{
  int function = exchange_command_get_number (run->command, 0, -1);

  if (function != FUNCTION_OFF && function != FUNCTION_FULL && function != FUNCTION_FLIGHT)
    {
      fail (run, EXCHANGE_FAILURE_BAD_PARAMETERS);
      return;
    }
  run->self->function = function;
  refresh (run->self);
}

static void
tell_error_level (Run *run)
{
  exchange_command_tell (run->command, "+CMEE: %u", run->self->error_level);
}

static void
set_error_level (Run *run)
{
  int level = exchange_command_get_number (run->command, 0, 0);

  if (level < 0 || level > 2)
    fail (run, EXCHANGE_FAILURE_BAD_PARAMETERS);
  else
    run->self->error_level = level;
}

static void
tell_bearer (Run *run)
{
  const int *bearer = run->self->bearer;

  exchange_command_tell (run->command, "+CBST: %d,%d,%d", bearer[0], bearer[1], bearer[2]);
}

static void
set_bearer (Run *run)
{
  int *bearer = run->self->bearer;
  int wanted[3];

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    wanted[i] = exchange_command_get_number (run->command, i, bearer[i]);
  if (!run->self->csd)
    fail (run, EXCHANGE_FAILURE_NOT_SUPPORTED);
  else if (wanted[0] < 0 || wanted[1] != 0 || wanted[2] < 0 || wanted[2] > 3)
    fail (run, EXCHANGE_FAILURE_BAD_PARAMETERS);
  else
    memcpy (bearer, wanted, sizeof wanted);
}

static void
tell_bearer_ranges (Run *run)
{
  if (run->self->csd)
    exchange_command_tell (run->command, "+CBST: (0,7,12,14,65,70,71,75),(0),(0-3)");
  else
    fail (run, EXCHANGE_FAILURE_NOT_SUPPORTED);
}

static void
tell_cause (Run *run)
{
  exchange_command_tell (run->command, "+CEER: %s",
                         run->self->cause ? run->self->cause : "No cause information available");
}

static void
tell_imei (Run *run)
{
  exchange_command_tell (run->command, "%s", run->self->imei);
}

static void
tell_identity (Run *run)
{
  exchange_command_tell (run->command, "Manufacturer: " MAKER);
  exchange_command_tell (run->command, "Model: " MODEL);
  exchange_command_tell (run->command, "Revision: " REVISION);
  exchange_command_tell (run->command, "IMEI: %s", run->self->imei);
  exchange_command_tell (run->command, "+GCAP: " CAPABILITIES);
}

static const struct
{
  const char *name;
  ExchangeForm form;
  void (*run) (Run *run);
  const char *answer; /* of one that always says the same */
} commands[] = {
  { "I0", EXCHANGE_FORM_ACTION, tell_identity, NULL },
  { "+GMI", EXCHANGE_FORM_ACTION, NULL, MAKER },
  { "+CGMI", EXCHANGE_FORM_ACTION, NULL, MAKER },
  { "+GMM", EXCHANGE_FORM_ACTION, NULL, MODEL },
  { "+CGMM", EXCHANGE_FORM_ACTION, NULL, MODEL },
  { "+GMR", EXCHANGE_FORM_ACTION, NULL, REVISION },
  { "+CGMR", EXCHANGE_FORM_ACTION, NULL, REVISION },
  { "+GSN", EXCHANGE_FORM_ACTION, tell_imei, NULL },
  { "+CGSN", EXCHANGE_FORM_ACTION, tell_imei, NULL },
  { "+GCAP", EXCHANGE_FORM_ACTION, NULL, "+GCAP: " CAPABILITIES },
  { "+CMEE", EXCHANGE_FORM_READ, tell_error_level, NULL },
  { "+CMEE", EXCHANGE_FORM_SET, set_error_level, NULL },
  { "+CFUN", EXCHANGE_FORM_READ, tell_function, NULL },
  { "+CFUN", EXCHANGE_FORM_SET, set_function, NULL },
  { "+CFUN", EXCHANGE_FORM_TEST, NULL, "+CFUN: (0,1,4),(0)" },
  { "+CGATT", EXCHANGE_FORM_READ, tell_attachment, NULL },
  { "+CGATT", EXCHANGE_FORM_SET, attach, NULL },
  { "+CGDATA", EXCHANGE_FORM_SET, enter_data_state, NULL },
  { "+CBST", EXCHANGE_FORM_READ, tell_bearer, NULL },
  { "+CBST", EXCHANGE_FORM_TEST, tell_bearer_ranges, NULL },
  { "+CBST", EXCHANGE_FORM_SET, set_bearer, NULL },
  { "+CEER", EXCHANGE_FORM_ACTION, tell_cause, NULL },
};

static gboolean
find_and_run (Run *run)
{
  if (exchange_sim_run (run->self->sim, run->command))
    {
      refresh (run->self);
      return TRUE;
    }
  if (exchange_network_run (run->self->network, run->command)
      || exchange_contexts_run (run->self->contexts, run->command)
      || (run->self->icera && exchange_icera_run (run->self->icera, run->command)))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (exchange_command_is (run->command, commands[i].name, commands[i].form))
      {
        if (commands[i].run)
          commands[i].run (run);
        else
          exchange_command_tell (run->command, "%s", commands[i].answer);
        return TRUE;
      }
  return FALSE;
}

/* +CME ERROR is a final result code: nothing comes after it (TS 27.007 9.1). */
static ExchangeResult
tell_failure (ExchangeCellular *self, ExchangeFailure failure, const ExchangeAtHost *host, gpointer owner)
{
  g_autofree char *text = self->error_level == 1
                            ? g_strdup_printf ("+CME ERROR: %d", failure)
                            : g_strdup_printf ("+CME ERROR: %s", exchange_failure_get_text (failure));

  if (self->error_level == 0)
    return EXCHANGE_RESULT_ERROR;
  host->tell (owner, text);
  return EXCHANGE_RESULT_NONE;
}

gboolean
exchange_cellular_run (ExchangeCellular *self, const char *text, const ExchangeAtHost *host, gpointer owner,
                       ExchangeResult *result)
{
  g_autoptr (ExchangeCommand) command = exchange_command_parse (text);
  Run run = { self, command, host, owner, EXCHANGE_RESULT_OK };
  g_autofree char *lines = NULL;

  if (!find_and_run (&run))
    return FALSE;
  *result = run.result;
  if (command->failure != EXCHANGE_FAILURE_NONE)
    {
      *result = tell_failure (self, command->failure, host, owner);
      return TRUE;
    }
  g_ptr_array_add (command->lines, NULL);
  lines = g_strjoinv ("\r\n", (char **) command->lines->pdata);
  if (*lines)
    host->tell (owner, lines);
  return TRUE;
}

/* ---- calls ---- */

/* *99#, *99***CID# or *99*ADDRESS*L2P*CID# (TS 27.007 10.2.1.1); 0 when it is another number. */
static guint
parse_service_code (const char *dialled)
{
  g_auto (GStrv) parts = g_strsplit (dialled, "*", -1);
  guint n = g_strv_length (parts);
  int cid = n >= 5 ? atoi (parts[4]) : 1;

  if (!g_str_has_suffix (dialled, "#") || n < 2 || *parts[0] || !g_str_has_prefix (parts[1], "99"))
    return 0;
  return cid >= 1 && cid <= EXCHANGE_N_CONTEXTS ? cid : 0;
}

ExchangeResult
exchange_cellular_dial (ExchangeCellular *self, const char *dialled, const ExchangeNumber **number,
                        const ExchangeAtHost *host, gpointer owner)
{
  guint cid = parse_service_code (dialled);
  ExchangeFailure failure;

  self->cause = NULL;
  if (cid && get_interface_cid (self))
    failure = EXCHANGE_FAILURE_NOT_ALLOWED;
  else if (cid)
    failure = find_peer (self, cid, number);
  else if (self->csd)
    {
      failure = exchange_network_get_failure (self->network);
      *number = exchange_plan_find_number (self->plan, dialled);
    }
  else
    failure = EXCHANGE_FAILURE_NOT_SUPPORTED;
  if (failure == EXCHANGE_FAILURE_NONE)
    {
      if (cid)
        exchange_contexts_use (self->contexts, cid);
      return *number ? EXCHANGE_RESULT_NONE : EXCHANGE_RESULT_NO_CARRIER;
    }
  *number = NULL;
  self->cause = exchange_failure_get_text (failure);
  if (cid && self->error_level)
    return tell_failure (self, failure, host, owner);
  return EXCHANGE_RESULT_NO_CARRIER;
}

void
exchange_cellular_go_through (ExchangeCellular *self)
{
  if (get_interface_cid (self) == 0)
    exchange_contexts_activate (self->contexts);
}

/* What passes on the network interface is no call. */
void
exchange_cellular_hang_up (ExchangeCellular *self)
{
  if (get_interface_cid (self) == 0)
    exchange_contexts_use (self->contexts, 0);
}

gboolean
exchange_cellular_is (const ExchangeCellular *self, const char *condition)
{
  if (g_str_equal (condition, "registered"))
    return exchange_network_get_failure (self->network) == EXCHANGE_FAILURE_NONE;
  return g_str_equal (condition, "context") && exchange_contexts_get_active (self->contexts) != 0;
}
