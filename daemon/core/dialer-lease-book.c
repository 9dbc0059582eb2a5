/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A list, and one alarm for the lease that ends next. */
#include "dialer-lease-book.h"

#include "dialer-alarm.h"
#include "dialer-error.h"

typedef struct
{
  guint id;
  guint user;
  char *holder;
  char *why;
  gint64 end; /* on the alarm's clock */
  gpointer watch;
  GDestroyNotify end_watch;
} Entry;

struct _DialerLeaseBook
{
  const DialerLeaseBookFuncs *funcs;
  gpointer user_data;
  gboolean alone;
  GPtrArray *entries; /* of Entry, as they came */
  DialerAlarm *alarm; /* NULL while there never was a lease */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->end_watch)
    entry->end_watch (entry->watch);
  g_free (entry->holder);
  g_free (entry->why);
  g_free (entry);
}

/* It is shown on terminals, and stands in the ledger. */
static gboolean
is_plain (const char *text)
{
  for (; *text; text = g_utf8_next_char (text))
    if (!g_unichar_isprint (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

gboolean
dialer_lease_check (const DialerLease *lease, GError **error)
{
  glong length = g_utf8_strlen (lease->why, -1);

  if (lease->minutes == 0 || lease->minutes > DIALER_LEASE_LONGEST_MINUTES)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%u minutes: give 1 to %u", lease->minutes,
                 DIALER_LEASE_LONGEST_MINUTES);
  else if (length == 0 || length > DIALER_LEASE_WHY_MAX || !is_plain (lease->why))
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                 "say why in one line of 1 to %u characters", DIALER_LEASE_WHY_MAX);
  else
    return TRUE;
  return FALSE;
}

static void
set_alarm (DialerLeaseBook *self)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < self->entries->len; i++)
    next = MIN (next, ((Entry *) self->entries->pdata[i])->end);
  if (self->entries->len)
    dialer_alarm_set (self->alarm, MAX (next - dialer_alarm_get_time (), 0));
  else
    dialer_alarm_stop (self->alarm);
}

/* @reason: of the end of those that are not there any more */
static void
tell (DialerLeaseBook *self, DialerReason reason)
{
  gboolean over = self->alone && self->entries->len == 0;

  set_alarm (self);
  self->funcs->changed (self->user_data);
  if (over)
    self->funcs->over (reason, self->user_data);
}

static void
on_alarm (gpointer user_data)
{
  DialerLeaseBook *self = user_data;
  gint64 now = dialer_alarm_get_time ();

  for (guint i = self->entries->len; i > 0; i--)
    if (((Entry *) self->entries->pdata[i - 1])->end <= now)
      g_ptr_array_remove_index (self->entries, i - 1);
  tell (self, DIALER_REASON_TIME_LIMIT);
}

DialerLeaseBook *
dialer_lease_book_new (const DialerLeaseBookFuncs *funcs, gpointer user_data)
{
  DialerLeaseBook *self = g_new0 (DialerLeaseBook, 1);

  self->funcs = funcs;
  self->user_data = user_data;
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
dialer_lease_book_free (DialerLeaseBook *self)
{
  g_clear_pointer (&self->alarm, dialer_alarm_free);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
dialer_lease_book_set_alone (DialerLeaseBook *self, gboolean alone)
{
  self->alone = alone;
}

gboolean
dialer_lease_book_is_alone (DialerLeaseBook *self)
{
  return self->alone;
}

void
dialer_lease_book_add (DialerLeaseBook *self, const DialerLease *lease, gpointer watch, GDestroyNotify end_watch)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = lease->id;
  entry->user = lease->user;
  entry->holder = g_strdup (lease->holder);
  entry->why = g_strdup (lease->why);
  entry->end = dialer_alarm_get_time () + (gint64) lease->minutes * 60 * G_USEC_PER_SEC;
  entry->watch = watch;
  entry->end_watch = end_watch;
  g_ptr_array_add (self->entries, entry);
  if (self->alarm == NULL)
    self->alarm = dialer_alarm_new (on_alarm, self);
  set_alarm (self);
  self->funcs->changed (self->user_data);
}

gboolean
dialer_lease_book_release (DialerLeaseBook *self, guint id, const char *holder, GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->id != id || g_strcmp0 (entry->holder, holder) != 0)
        continue;
      g_ptr_array_remove_index (self->entries, i);
      tell (self, DIALER_REASON_USER);
      return TRUE;
    }
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "there is no lease %u of yours", id);
  return FALSE;
}

void
dialer_lease_book_drop (DialerLeaseBook *self, const char *holder)
{
  guint before = self->entries->len;

  for (guint i = before; i > 0; i--)
    if (g_strcmp0 (((Entry *) self->entries->pdata[i - 1])->holder, holder) == 0)
      g_ptr_array_remove_index (self->entries, i - 1);
  if (self->entries->len < before)
    tell (self, DIALER_REASON_OWNER_GONE);
}

void
dialer_lease_book_close (DialerLeaseBook *self)
{
  g_clear_pointer (&self->alarm, dialer_alarm_free);
  g_ptr_array_set_size (self->entries, 0);
}

gboolean
dialer_lease_book_is_used (DialerLeaseBook *self)
{
  return self->entries->len > 0;
}

guint
dialer_lease_book_count (DialerLeaseBook *self, guint user)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += ((Entry *) self->entries->pdata[i])->user == user;
  return n;
}

GVariant *
dialer_lease_book_to_variant (DialerLeaseBook *self)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  gint64 offset = g_get_real_time () - dialer_alarm_get_time ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_auto (GVariantDict) lease = G_VARIANT_DICT_INIT (NULL);

      g_variant_dict_insert (&lease, "id", "u", entry->id);
      g_variant_dict_insert (&lease, "user", "u", entry->user);
      g_variant_dict_insert (&lease, "why", "s", entry->why);
      g_variant_dict_insert (&lease, "until", "t",
                             (guint64) ((entry->end + offset + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC));
      g_variant_builder_add_value (&list, g_variant_dict_end (&lease));
    }
  return g_variant_builder_end (&list);
}
