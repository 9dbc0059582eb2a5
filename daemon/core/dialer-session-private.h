/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a session is made of, for the files that are one class with it. */
#pragma once

#include "dialer-allowance.h"
#include "dialer-dial-plan.h"
#include "dialer-limit-watch.h"
#include "dialer-redial.h"
#include "dialer-session.h"

struct _DialerSession
{
  GObject parent_instance;

  guint serial;
  const DialerTools *tools;
  DialerModemQueue *queue;
  DialerProfile *profile;
  DialerSettings *settings; /* what the request says, over the profile's */
  guint user;
  DialerSecretSource *secrets;
  DialerTerminal *terminal; /* NULL when nobody has a hand in the login */
  DialerCause cause;        /* of the first call */
  char *why;
  DialerTrigger *trigger;   /* NULL when no packet wanted out */
  DialerLeaseBook *leases;
  GPtrArray *plan;          /* of DialerDialStep; empty for a direct line */
  DialerRedial *redial;
  guint attempt;
  DialerState state;
  DialerReason reason;      /* of the session's end, once it has ended */
  DialerModem *modem;
  DialerCall *call;         /* while a modem is waited for one that can't begin */
  GCancellable *waiting;    /* for a modem */
  gboolean over_budget;     /* somebody who may has lifted the budgets */
  gboolean ending;          /* somebody asked for the end */
  DialerAllowance *allowance; /* of the call */
  DialerLimitWatch *watch;  /* while the far end has answered, and there are limits */
  guint64 seconds;          /* online, in calls that have ended */
  guint64 bytes;            /* likewise */
};

/** dialer_session_get_kind: Returns: of which kind a modem must be for its calls */
DialerModemKind dialer_session_get_kind (DialerSession *self);

/** dialer_session_list_modems: Returns: (transfer full): the ids of those that would do, the best first */
GStrv dialer_session_list_modems (DialerSession *self);

/** dialer_session_get_modem_id: Returns: (transfer none): which modem the next call is to have: an id, or "any" */
const char *dialer_session_get_modem_id (DialerSession *self);

/** dialer_session_get_step: Returns: (transfer none) (nullable): the number that is chosen; %NULL on a direct line */
const DialerDialStep *dialer_session_get_step (DialerSession *self);

/**
 * dialer_session_describe_call:
 * @settings: made by dialer_call_settings_make()
 *
 * Returns: the call with the modem and the number that are chosen; it points into the session and @settings
 */
DialerCallPlan dialer_session_describe_call (DialerSession *self, DialerSettings *settings);
