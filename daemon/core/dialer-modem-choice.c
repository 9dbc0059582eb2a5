/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which modem makes a call. */
#include "dialer-modem-choice.h"

typedef struct
{
  const char *id;
  DialerModemKind kind;
  DialerModem *best;
  gboolean busy; /* one would do, and is in use */
} Choice;

/* A cellular modem that can make circuit-switched calls too does so only for who names it. */
static gboolean
fits (DialerModem *modem, const char *id, DialerModemKind kind)
{
  if (g_str_equal (id, "any"))
    return dialer_modem_get_kind (modem) == kind;
  return g_str_equal (dialer_modem_get_id (modem), id)
         && (dialer_modem_get_kind (modem) == kind
             || (dialer_modem_get_kind (modem) == DIALER_MODEM_CELLULAR && kind == DIALER_MODEM_VOICE));
}

static gboolean
is_better (DialerModem *modem, DialerModem *other)
{
  guint doubts = dialer_modem_get_doubts (modem), doubts_of_other = dialer_modem_get_doubts (other);

  if (doubts != doubts_of_other)
    return doubts < doubts_of_other;
  return g_strcmp0 (dialer_modem_get_id (modem), dialer_modem_get_id (other)) < 0;
}

static void
consider (DialerModem *modem, gpointer user_data)
{
  Choice *choice = user_data;
  DialerModemState state = dialer_modem_get_state (modem);

  if (state == DIALER_MODEM_ABSENT || !fits (modem, choice->id, choice->kind))
    return;
  if (state != DIALER_MODEM_IDLE)
    choice->busy = TRUE;
  else if (choice->best == NULL || is_better (modem, choice->best))
    choice->best = modem;
}

DialerModem *
dialer_modem_choose (DialerModemPool *pool, const char *id, DialerModemKind kind, DialerReason *reason)
{
  Choice choice = { .id = id, .kind = kind };

  dialer_modem_pool_foreach (pool, consider, &choice);
  if (choice.best && dialer_modem_reserve (choice.best))
    return g_object_ref (choice.best);
  *reason = choice.busy ? DIALER_REASON_MODEM_BUSY : DIALER_REASON_NO_MODEM;
  return NULL;
}
