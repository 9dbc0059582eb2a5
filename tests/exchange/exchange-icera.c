/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* %IPDPACT only begins it: how it went is said unsolicited. */
#include "exchange-icera.h"

/* Causes of 3GPP TS 24.008 Annex I. */
enum
{
  CAUSE_AUTHENTICATION = 29,
  CAUSE_NOT_SUBSCRIBED = 33,
  CAUSE_NETWORK = 38,
};

/* <status> of %IPDPACT. */
enum
{
  STATUS_INACTIVE = 0,
  STATUS_ACTIVE = 1,
  STATUS_FAILED = 3,
};

typedef struct
{
  int method;
  char *user, *password;
} Login;

struct _ExchangeIcera
{
  ExchangeContexts *contexts;
  const ExchangeIceraEvents *events;
  gpointer owner;
  Login logins[EXCHANGE_N_CONTEXTS + 1]; /* by <cid> */
  guint cid;
  const ExchangeNumber *peer; /* of that context */
  int cause;                  /* of the last failure */
};

ExchangeIcera *
exchange_icera_new (ExchangeContexts *contexts, const ExchangeIceraEvents *events, gpointer owner)
{
  ExchangeIcera *self = g_new0 (ExchangeIcera, 1);

  self->contexts = contexts;
  self->events = events;
  self->owner = owner;
  return self;
}

static void
set_login (ExchangeIcera *self, guint cid, int method, const char *user, const char *password)
{
  Login *login = &self->logins[cid];

  g_free (login->user);
  g_free (login->password);
  *login = (Login){ method, g_strdup (user), g_strdup (password) };
}

void
exchange_icera_power_up (ExchangeIcera *self)
{
  for (guint cid = 1; cid <= EXCHANGE_N_CONTEXTS; cid++)
    set_login (self, cid, 0, NULL, NULL);
  self->cause = 0;
}

void
exchange_icera_free (ExchangeIcera *self)
{
  exchange_icera_power_up (self);
  g_free (self);
}

guint
exchange_icera_get_cid (const ExchangeIcera *self)
{
  return self->cid;
}

static void
tell_status (ExchangeIcera *self, guint cid, int status)
{
  g_autofree char *text = g_strdup_printf ("%%IPDPACT: %u,%d,0", cid, status);

  self->events->unsolicited (self->owner, text);
}

void
exchange_icera_opened (ExchangeIcera *self)
{
  if (self->cid == 0)
    return;
  exchange_contexts_activate (self->contexts);
  tell_status (self, self->cid, STATUS_ACTIVE);
}

void
exchange_icera_lose (ExchangeIcera *self)
{
  guint cid = self->cid;

  if (cid == 0)
    return;
  self->cid = 0;
  self->peer = NULL;
  exchange_contexts_use (self->contexts, 0);
  self->events->close (self->owner);
  tell_status (self, cid, STATUS_INACTIVE);
}

/* ---- commands ---- */

static void
fail_later (ExchangeIcera *self, guint cid, int cause)
{
  self->cause = cause;
  tell_status (self, cid, STATUS_FAILED);
}

static void
activate (ExchangeIcera *self, ExchangeCommand *command, guint cid)
{
  const Login *login = &self->logins[cid];
  ExchangeFailure failure = EXCHANGE_FAILURE_NONE;
  const ExchangeNumber *peer = self->cid ? NULL : self->events->find (self->owner, cid, &failure);

  if (self->cid)
    exchange_command_fail (command, EXCHANGE_FAILURE_NOT_ALLOWED);
  else if (failure == EXCHANGE_FAILURE_NOT_SUBSCRIBED)
    fail_later (self, cid, CAUSE_NOT_SUBSCRIBED);
  else if (failure != EXCHANGE_FAILURE_NONE)
    exchange_command_fail (command, failure);
  else if (peer->answer != EXCHANGE_ANSWER_PPP)
    fail_later (self, cid, CAUSE_NETWORK);
  else if (!exchange_plan_admits (peer, login->user, login->password))
    fail_later (self, cid, CAUSE_AUTHENTICATION);
  else
    {
      self->cid = cid;
      self->peer = peer;
      exchange_contexts_use (self->contexts, cid);
      self->events->open (self->owner, peer);
    }
}

static guint
get_cid (ExchangeCommand *command)
{
  int cid = exchange_command_get_number (command, 0, -1);

  if (cid >= 1 && cid <= EXCHANGE_N_CONTEXTS)
    return cid;
  exchange_command_fail (command, EXCHANGE_FAILURE_BAD_PARAMETERS);
  return 0;
}

static void
set_activity (ExchangeIcera *self, ExchangeCommand *command)
{
  int state = exchange_command_get_number (command, 1, -1);
  guint cid = get_cid (command);

  if (state < 0 || state > 1)
    exchange_command_fail (command, EXCHANGE_FAILURE_BAD_PARAMETERS);
  else if (cid && state)
    activate (self, command, cid);
  else if (cid && cid == self->cid)
    exchange_icera_lose (self);
  else if (cid)
    tell_status (self, cid, STATUS_INACTIVE);
}

static void
tell_addresses (ExchangeIcera *self, ExchangeCommand *command)
{
  guint cid = get_cid (command);
  g_autofree char *mask = NULL;
  g_auto (GStrv) dns = NULL;

  if (cid == 0 || cid != self->cid)
    {
      exchange_command_fail (command, EXCHANGE_FAILURE_NOT_ALLOWED);
      return;
    }
  dns = g_strsplit (*self->peer->dns ? self->peer->dns : self->peer->local, ";", 2);
  mask = exchange_plan_format_mask (self->peer);
  exchange_command_tell (command, "%%IPDPADDR: %u,%s,%s,%s,%s,0.0.0.0,0.0.0.0,%s,%s", cid, self->peer->remote,
                         self->peer->local, dns[0], dns[1] ? dns[1] : "0.0.0.0", mask, self->peer->local);
}

static void
tell_logins (ExchangeIcera *self, ExchangeCommand *command)
{
  for (guint cid = 1; cid <= EXCHANGE_N_CONTEXTS; cid++)
    if (exchange_contexts_get_apn (self->contexts, cid))
      exchange_command_tell (command, "%%IPDPCFG: %u,0,%d,,,0", cid, self->logins[cid].method);
}

static void
take_login (ExchangeIcera *self, ExchangeCommand *command)
{
  guint cid = get_cid (command);

  if (cid)
    set_login (self, cid, exchange_command_get_number (command, 2, 0), exchange_command_get_word (command, 3),
               exchange_command_get_word (command, 4));
}

static void
tell_cause (ExchangeIcera *self, ExchangeCommand *command)
{
  exchange_command_tell (command, "%%IER: 1,1,%d", self->cause);
}

static void
tell_modes (ExchangeIcera *self, ExchangeCommand *command)
{
  exchange_command_tell (command, "%s",
                         command->form == EXCHANGE_FORM_READ ? "%IPSYS: 5,2" : "%IPSYS: (0-3,5),(0-3)");
}

static void
take_mode (ExchangeIcera *self, ExchangeCommand *command)
{
}

gboolean
exchange_icera_run (ExchangeIcera *self, ExchangeCommand *command)
{
  static const struct
  {
    const char *name;
    ExchangeForm form;
    void (*run) (ExchangeIcera *self, ExchangeCommand *command);
  } known[] = {
    { "%IPDPACT", EXCHANGE_FORM_SET, set_activity }, { "%IPDPADDR", EXCHANGE_FORM_SET, tell_addresses },
    { "%IPDPCFG", EXCHANGE_FORM_READ, tell_logins }, { "%IPDPCFG", EXCHANGE_FORM_SET, take_login },
    { "%IER", EXCHANGE_FORM_READ, tell_cause },      { "%IPSYS", EXCHANGE_FORM_READ, tell_modes },
    { "%IPSYS", EXCHANGE_FORM_TEST, tell_modes },    { "%IPSYS", EXCHANGE_FORM_SET, take_mode },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (exchange_command_is (command, known[i].name, known[i].form))
      {
        known[i].run (self, command);
        return TRUE;
      }
  return FALSE;
}
