/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What all links have in common. */
#include "dialer-link.h"

enum
{
  PROGRESS,
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE (DialerLink, dialer_link, G_TYPE_OBJECT)

static void
dialer_link_class_init (DialerLinkClass *klass)
{
  signals[PROGRESS] = g_signal_new ("progress", DIALER_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                    1, G_TYPE_INT);
  signals[ENDED] = g_signal_new ("ended", DIALER_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_INT);
}

static void
dialer_link_init (DialerLink *self)
{
}

DialerState
dialer_link_get_first_state (DialerLink *self)
{
  return DIALER_LINK_GET_CLASS (self)->first_state;
}

void
dialer_link_take_line (DialerLink *self, char *secret)
{
  DIALER_LINK_GET_CLASS (self)->take_line (self, secret);
}

void
dialer_link_stop (DialerLink *self, gboolean gone)
{
  DIALER_LINK_GET_CLASS (self)->stop (self, gone);
}

void
dialer_link_describe (DialerLink *self, DialerCallMark *mark)
{
  if (DIALER_LINK_GET_CLASS (self)->describe)
    DIALER_LINK_GET_CLASS (self)->describe (self, mark);
}

void
dialer_link_advance (DialerLink *self, DialerState state)
{
  g_signal_emit (self, signals[PROGRESS], 0, state);
}

void
dialer_link_end (DialerLink *self, DialerReason reason)
{
  g_signal_emit (self, signals[ENDED], 0, reason);
}
