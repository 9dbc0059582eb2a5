/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The link of one call: what makes packets of a line. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-mark.h"
#include "dialer-reason.h"
#include "dialer-state.h"

#define DIALER_TYPE_LINK (dialer_link_get_type ())
G_DECLARE_DERIVABLE_TYPE (DialerLink, dialer_link, DIALER, LINK, GObject)

/**
 * DialerLinkClass:
 * @first_state: the state of a call whose line this link is given
 * @take_line: see dialer_link_take_line()
 * @stop: see dialer_link_stop()
 * @describe: (nullable): see dialer_link_describe()
 */
struct _DialerLinkClass
{
  GObjectClass parent_class;

  DialerState first_state;
  void (*take_line) (DialerLink *self, char *secret);
  void (*stop) (DialerLink *self, gboolean gone);
  void (*describe) (DialerLink *self, DialerCallMark *mark);
};

/** dialer_link_get_first_state: Returns: the state that a call enters when the link gets the line */
DialerState dialer_link_get_first_state (DialerLink *self);

/**
 * dialer_link_take_line:
 * @secret: (nullable) (transfer full): the password, in memory of libsecret; wiped when the peer has accepted it, and
 *   else with the link
 *
 * The far end is there: negotiate.
 */
void dialer_link_take_line (DialerLink *self, char *secret);

/** dialer_link_stop: ends the link in good order, or at once when the line is @gone; "ended" follows */
void dialer_link_stop (DialerLink *self, gboolean gone);

/** dialer_link_describe: which process has the line, if any, goes into @mark */
void dialer_link_describe (DialerLink *self, DialerCallMark *mark);

/** dialer_link_advance: for implementations: emits "progress" */
void dialer_link_advance (DialerLink *self, DialerState state);

/** dialer_link_end: for implementations: emits "ended" */
void dialer_link_end (DialerLink *self, DialerReason reason);

/**
 * DialerLink::progress:
 * @state: the #DialerState that the call has come to; DIALER_STATE_ONLINE also when addresses have changed since
 *
 * DialerLink::ended:
 * @reason: the #DialerReason, as far as the link and the peer can tell
 *
 * Nothing of the link is left.
 */
