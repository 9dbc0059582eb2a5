/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each is defined by +CGDCONT, and active from its activation to its deactivation, by whomever. */
#include "exchange-contexts.h"

typedef struct
{
  char *type; /* "IP"; NULL when it is not defined */
  char *apn;
  gboolean active;
} Context;

struct _ExchangeContexts
{
  const ExchangeContextsEvents *events;
  gpointer owner;
  Context contexts[EXCHANGE_N_CONTEXTS + 1]; /* by their <cid>; 0 is none */
  guint used;
};

ExchangeContexts *
exchange_contexts_new (const ExchangeContextsEvents *events, gpointer owner)
{
  ExchangeContexts *self = g_new0 (ExchangeContexts, 1);

  self->events = events;
  self->owner = owner;
  return self;
}

static void
set_active (ExchangeContexts *self, guint cid, gboolean active)
{
  Context *context = &self->contexts[cid];

  if (context->active == active)
    return;
  context->active = active;
  self->events->changed (self->owner, cid, context->apn, active);
}

static void
undefine (ExchangeContexts *self, guint cid)
{
  set_active (self, cid, FALSE);
  g_clear_pointer (&self->contexts[cid].type, g_free);
  g_clear_pointer (&self->contexts[cid].apn, g_free);
}

void
exchange_contexts_clear (ExchangeContexts *self)
{
  for (guint cid = 1; cid <= EXCHANGE_N_CONTEXTS; cid++)
    undefine (self, cid);
}

void
exchange_contexts_free (ExchangeContexts *self)
{
  exchange_contexts_clear (self);
  g_free (self);
}

const char *
exchange_contexts_get_apn (const ExchangeContexts *self, guint cid)
{
  return self->contexts[cid].apn;
}

guint
exchange_contexts_get_active (const ExchangeContexts *self)
{
  for (guint cid = 1; cid <= EXCHANGE_N_CONTEXTS; cid++)
    if (self->contexts[cid].active)
      return cid;
  return 0;
}

void
exchange_contexts_use (ExchangeContexts *self, guint cid)
{
  guint before = self->used;

  self->used = cid;
  if (before && before != cid)
    set_active (self, before, FALSE);
}

guint
exchange_contexts_get_used (const ExchangeContexts *self)
{
  return self->used;
}

void
exchange_contexts_activate (ExchangeContexts *self)
{
  if (self->used)
    set_active (self, self->used, TRUE);
}

static void
deactivate (ExchangeContexts *self, guint cid, const char *why)
{
  gboolean cut = self->used == cid;

  set_active (self, cid, FALSE);
  if (cut)
    self->events->cut (self->owner, why);
}

void
exchange_contexts_deactivate_all (ExchangeContexts *self, const char *why)
{
  for (guint cid = 1; cid <= EXCHANGE_N_CONTEXTS; cid++)
    deactivate (self, cid, why);
}

/* ---- commands ---- */

/* The <cid> at @index, 0 and a failure when there can be no such. */
static guint
get_cid (ExchangeCommand *command, guint index)
{
  int cid = exchange_command_get_number (command, index, 1);

  if (cid >= 1 && cid <= EXCHANGE_N_CONTEXTS)
    return cid;
  exchange_command_fail (command, EXCHANGE_FAILURE_BAD_PARAMETERS);
  return 0;
}

static void
tell_definitions (ExchangeContexts *self, ExchangeCommand *command)
{
  for (guint cid = 1; cid <= EXCHANGE_N_CONTEXTS; cid++)
    if (self->contexts[cid].type)
      exchange_command_tell (command, "+CGDCONT: %u,\"%s\",\"%s\",\"\",0,0", cid, self->contexts[cid].type,
                             self->contexts[cid].apn);
}

static void
tell_ranges (ExchangeContexts *self, ExchangeCommand *command)
{
  exchange_command_tell (command, "+CGDCONT: (1-%d),\"IP\",,,(0),(0)", EXCHANGE_N_CONTEXTS);
}

/* Without a type it is undefined. */
static void
define (ExchangeContexts *self, ExchangeCommand *command)
{
  const char *type = exchange_command_get_word (command, 1);
  guint cid = get_cid (command, 0);

  if (cid == 0)
    return;
  if (self->contexts[cid].active)
    exchange_command_fail (command, EXCHANGE_FAILURE_NOT_ALLOWED);
  else if (*type && !g_str_equal (type, "IP"))
    exchange_command_fail (command, EXCHANGE_FAILURE_BAD_PARAMETERS);
  else
    {
      undefine (self, cid);
      if (*type)
        self->contexts[cid]
          = (Context){ g_strdup (type), g_strdup (exchange_command_get_word (command, 2)), FALSE };
    }
}

static void
tell_activity (ExchangeContexts *self, ExchangeCommand *command)
{
  for (guint cid = 1; cid <= EXCHANGE_N_CONTEXTS; cid++)
    if (self->contexts[cid].type)
      exchange_command_tell (command, "+CGACT: %u,%d", cid, self->contexts[cid].active);
}

static void
activate (ExchangeContexts *self, ExchangeCommand *command, guint cid)
{
  ExchangeFailure failure = self->events->check (self->owner, cid);

  if (failure == EXCHANGE_FAILURE_NONE)
    set_active (self, cid, TRUE);
  exchange_command_fail (command, failure);
}

static void
set_activity (ExchangeContexts *self, ExchangeCommand *command)
{
  gboolean all = g_strv_length (command->words) < 2;
  int state = exchange_command_get_number (command, 0, -1);
  guint cid = get_cid (command, 1);

  if (state < 0 || state > 1)
    exchange_command_fail (command, EXCHANGE_FAILURE_BAD_PARAMETERS);
  else if (state == 0 && all)
    exchange_contexts_deactivate_all (self, "context deactivated by command");
  else if (state == 0 && cid)
    deactivate (self, cid, "context deactivated by command");
  else if (cid)
    activate (self, command, cid);
}

gboolean
exchange_contexts_run (ExchangeContexts *self, ExchangeCommand *command)
{
  static const struct
  {
    const char *name;
    ExchangeForm form;
    void (*run) (ExchangeContexts *self, ExchangeCommand *command);
  } known[] = {
    { "+CGDCONT", EXCHANGE_FORM_READ, tell_definitions }, { "+CGDCONT", EXCHANGE_FORM_TEST, tell_ranges },
    { "+CGDCONT", EXCHANGE_FORM_SET, define },            { "+CGACT", EXCHANGE_FORM_READ, tell_activity },
    { "+CGACT", EXCHANGE_FORM_SET, set_activity },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (exchange_command_is (command, known[i].name, known[i].form))
      {
        known[i].run (self, command);
        return TRUE;
      }
  return FALSE;
}
