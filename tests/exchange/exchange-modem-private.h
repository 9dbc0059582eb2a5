/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the two halves of a modem share: as the computer meets it, and as a test handles it. */
#pragma once

#include "exchange-bell.h"
#include "exchange-call.h"
#include "exchange-cellular.h"
#include "exchange-diagnosis.h"
#include "exchange-gateway.h"
#include "exchange-guard.h"
#include "exchange-line.h"
#include "exchange-modem.h"
#include "exchange-mouth.h"

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
  ExchangeCellular *cellular;  /* NULL when it is not one */
  ExchangeGateway *gateway;    /* behind its network interface, if it has one */
  gint64 deaf_until;           /* while it starts */
  const ExchangeNumber *cable; /* the far end of a null-modem cable; NULL for a modem */

  State state;
  GString *command;
  ExchangeMouth *mouth;
  ExchangeBell *bell;
  gboolean dtr;
  guint n_calls;
  guint last_speed; /* bit/s, of the last connection; 0 before the first */

  ExchangeCall *call;
  gboolean spoke_ppp;
  gint64 dialled_at;
  ExchangeGuard *guard;
};

extern const ExchangeLineEvents exchange_modem_line_events;
extern const ExchangeCellularEvents exchange_modem_cellular_events;

/** exchange_modem_init_talk: gives it mouth, bell and guard */
void exchange_modem_init_talk (ExchangeModem *self);
void exchange_modem_clear_talk (ExchangeModem *self);

void exchange_modem_happen (ExchangeModem *self, const char *event, const char *detail);

gboolean exchange_modem_has_carrier (const ExchangeModem *self);

/** exchange_modem_end_call: by whatever way it ends: the line is on-hook afterwards */
void exchange_modem_end_call (ExchangeModem *self, const char *why);

/** exchange_modem_cut_call: the far end has gone, or the network is the reason */
void exchange_modem_cut_call (ExchangeModem *self, const char *why);

/** exchange_modem_start_cable: a null-modem cable begins anew */
void exchange_modem_start_cable (ExchangeModem *self);
