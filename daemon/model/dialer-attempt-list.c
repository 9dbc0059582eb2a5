/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each question goes backwards, and no further than the answer needs. */
#include "dialer-attempt-list.h"

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* After DELAYED, doubled with each that follows; what modems are known to take, up to some minutes, is in it. */
#define DELAY MINUTE
#define LONGEST_DELAY HOUR
/* After BLACKLISTED: the longest that such rules last, short of switching the modem off and on. */
#define BLACKLISTING (2 * HOUR)

/* So many calls of all numbers tell enough, and can be gone through before each call. */
#define MEMORY 300
#define RATED_FOR (30 * DAY)
#define WEIGHT_OF_HOUR 4

static gboolean
was_dialled (const DialerAttempt *attempt, const char *number)
{
  return attempt->reached >= DIALER_STATE_DIALING && g_strcmp0 (attempt->number, number) == 0;
}

/* Returns: the latest call of @number before the place @i, which becomes its own. */
static const DialerAttempt *
find_before (GPtrArray *self, const char *number, guint *i)
{
  while (*i > 0 && self->len - *i < MEMORY)
    if (was_dialled (self->pdata[--*i], number))
      return self->pdata[*i];
  return NULL;
}

const DialerAttempt *
dialer_attempt_list_find_last (GPtrArray *self, const char *number)
{
  guint i = self->len;

  return find_before (self, number, &i);
}

/* What nobody mends by waiting, such as a wrong password, does not make the next pause longer. */
static gboolean
is_failure (const DialerAttempt *attempt)
{
  return attempt->reason == DIALER_REASON_BLACKLISTED
         || (dialer_reason_is_worth_redial (attempt->reason) && !dialer_attempt_was_ended_here (attempt));
}

guint
dialer_attempt_list_count_failures (GPtrArray *self, const char *number, guint64 lasting,
                                    gint64 memory, gint64 now, guint most)
{
  const DialerAttempt *attempt;
  gint64 next = now;
  guint failures = 0;

  for (guint i = self->len; failures < most && (attempt = find_before (self, number, &i));)
    {
      if (next - attempt->ended > memory || attempt->online_seconds >= lasting)
        break;
      next = attempt->started;
      failures += is_failure (attempt);
    }
  return failures;
}

gint64
dialer_attempt_list_get_hold_end (GPtrArray *self, const char *number, const char *modem)
{
  const DialerAttempt *attempt;
  gint64 end = 0, delay = DELAY;

  for (guint i = self->len; (attempt = find_before (self, number, &i));)
    {
      if (g_strcmp0 (attempt->modem, modem) != 0)
        continue;
      if (end == 0 && attempt->reason == DIALER_REASON_BLACKLISTED)
        return attempt->ended + BLACKLISTING;
      if (attempt->reason != DIALER_REASON_DELAYED || delay > LONGEST_DELAY)
        break;
      if (end == 0)
        end = attempt->ended;
      else
        delay *= 2;
    }
  return end ? end + MIN (delay, LONGEST_DELAY) : 0;
}

/* Hours since 1970 by the local clock of today: summer time is no more than the tolerance. */
static gint64
get_hours (gint64 time, gint32 offset)
{
  return (time / G_USEC_PER_SEC + offset) / 3600;
}

static gint32
get_offset (gint64 time, GTimeZone *zone)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time / G_USEC_PER_SEC);

  return interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
}

static gboolean
is_same_time_of_day (gint64 hours, gint64 earlier)
{
  return (hours - earlier + 1) % 24 <= 2;
}

static gboolean
tells_of_number (const DialerAttempt *attempt)
{
  return attempt->reached >= DIALER_STATE_ONLINE
         || (!dialer_attempt_was_ended_here (attempt) && !dialer_reason_blames_modem (attempt->reason));
}

double
dialer_attempt_list_rate (GPtrArray *self, const char *number, guint fastest, gint64 now,
                          GTimeZone *zone)
{
  const DialerAttempt *attempt;
  gint32 offset = get_offset (now, zone);
  gint64 hours = get_hours (now, offset);
  /* As if it had worked once and failed once: of what nobody has tried nothing is known. */
  double good = 1, all = 2;

  for (guint i = self->len; (attempt = find_before (self, number, &i));)
    {
      double weight = is_same_time_of_day (hours, get_hours (attempt->started, offset)) ? WEIGHT_OF_HOUR : 1;
      double speed = fastest && attempt->connect_speed ? MIN ((double) attempt->connect_speed / fastest, 1) : 1;

      if (now - attempt->started > RATED_FOR)
        break;
      if (!tells_of_number (attempt))
        continue;
      all += weight;
      if (attempt->reached >= DIALER_STATE_ONLINE)
        good += weight * speed;
    }
  return good / all;
}

guint
dialer_attempt_list_get_speed (GPtrArray *self, const char *number)
{
  const DialerAttempt *attempt;
  guint i = self->len;

  while ((attempt = find_before (self, number, &i)))
    if (attempt->connect_speed)
      return attempt->connect_speed;
  return 0;
}
