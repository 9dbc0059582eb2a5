/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which modem makes a call. */
#include "dialer-modem-choice.h"

typedef struct
{
  const char *id;
  DialerModemKind kind;
  DialerModem *best;
  gboolean busy; /* one would do, and is in use */
  gboolean being_cleared; /* so would one that is in use for that alone */
} Choice;

typedef struct
{
  const char *id;
  DialerModemKind kind;
  GPtrArray *modems;
} Listing;

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
  choice->being_cleared |= dialer_modem_is_being_cleared (modem);
  if (state != DIALER_MODEM_IDLE)
    choice->busy = TRUE;
  else if (choice->best == NULL || is_better (modem, choice->best))
    choice->best = modem;
}

DialerModem *
dialer_modem_find_free (DialerModemPool *pool, const char *id, DialerModemKind kind, DialerReason *reason)
{
  Choice choice = { .id = id, .kind = kind };

  dialer_modem_pool_foreach (pool, consider, &choice);
  *reason = choice.busy ? DIALER_REASON_MODEM_BUSY : DIALER_REASON_NO_MODEM;
  return choice.best;
}

DialerModem *
dialer_modem_choose (DialerModemPool *pool, const char *id, DialerModemKind kind, DialerReason *reason)
{
  DialerModem *best = dialer_modem_find_free (pool, id, kind, reason);

  return best && dialer_modem_reserve (best) ? g_object_ref (best) : NULL;
}

gboolean
dialer_modem_will_be_cleared (DialerModemPool *pool, const char *id, DialerModemKind kind)
{
  Choice choice = { .id = id, .kind = kind };

  dialer_modem_pool_foreach (pool, consider, &choice);
  return choice.being_cleared;
}

static void
list (DialerModem *modem, gpointer user_data)
{
  Listing *listing = user_data;

  if (dialer_modem_get_state (modem) != DIALER_MODEM_ABSENT && fits (modem, listing->id, listing->kind))
    g_ptr_array_add (listing->modems, modem);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  DialerModem *const *first = a, *const *second = b;

  return is_better (*first, *second) ? -1 : is_better (*second, *first);
}

GStrv
dialer_modem_list (DialerModemPool *pool, const char *id, DialerModemKind kind)
{
  g_autoptr (GPtrArray) modems = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  Listing listing = { .id = id, .kind = kind, .modems = modems };

  dialer_modem_pool_foreach (pool, list, &listing);
  g_ptr_array_sort (modems, compare);
  for (guint i = 0; i < modems->len; i++)
    g_strv_builder_add (ids, dialer_modem_get_id (modems->pdata[i]));
  return g_strv_builder_end (ids);
}
