/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One function looks at all there is and decides whether the interface takes packets; whatever happens ends there.
 * A packet is looked at only while nothing is dialled, so a storm of them dials once.
 */
#include "dialer-demand.h"

#include "dialer-alarm.h"
#include "dialer-demand-link.h"
#include "dialer-packet-filter.h"
#include "dialer-packet-owner.h"
#include "dialer-ppp-words.h"
#include "dialer-redial.h"
#include "dialer-unattended.h"

/* What keeps a profile from being dialled, be it the time of day or a budget, is looked at again. */
#define LOOK_AGAIN (60 * (gint64) G_USEC_PER_SEC)
/* While no modem is free packets may come in thousands. */
#define NO_MODEM_PAUSE ((gint64) G_USEC_PER_SEC)

struct _DialerDemand
{
  GObject parent_instance;

  DialerManager *manager;
  DialerHistory *history;
  DialerProfile *profile;
  DialerDemandLink *link;
  DialerPacketFilter *filter; /* NULL if all packets count */
  DialerSession *session; /* of the profile, whoever has dialled */
  DialerAlarm *alarm;
  gint64 rest_end;        /* before, nothing dials by itself; on the alarm's clock */
  gint64 quiet_end;       /* likewise no packet is looked at */
  char *refusal;          /* the last that was told */
  gboolean ended;
  GCancellable *search;   /* for the process that has sent the packet for which is dialled next */
  DialerPacket packet;    /* that one */
};

G_DEFINE_TYPE (DialerDemand, dialer_demand, G_TYPE_OBJECT)

static const char *
get_name (DialerDemand *self)
{
  return dialer_profile_get_name (self->profile);
}

/* ---- whether packets are taken ---- */

static void
close_link (DialerDemand *self)
{
  if (!dialer_demand_link_is_open (self->link))
    return;
  dialer_demand_link_drop (self->link);
  dialer_demand_link_close_async (self->link, NULL, NULL);
}

static void
open_link (DialerDemand *self)
{
  g_autoptr (GError) error = NULL;

  if (dialer_demand_link_is_open (self->link) || dialer_demand_link_open (self->link, &error))
    return;
  g_warning ("%s is not dialled on demand: %s", get_name (self), error->message);
  dialer_alarm_set (self->alarm, LOOK_AGAIN);
}

/* Told when it is another than before. */
static gboolean
is_refused (DialerDemand *self)
{
  g_autofree char *refusal
    = dialer_unattended_find_refusal (self->manager, self->profile, DIALER_CAUSE_DEMAND);

  if (refusal && g_strcmp0 (refusal, self->refusal) != 0)
    g_message ("%s is not dialled on demand for now: %s", get_name (self), refusal);
  g_free (self->refusal);
  self->refusal = g_steal_pointer (&refusal);
  return self->refusal != NULL;
}

static void
look_without_session (DialerDemand *self)
{
  gint64 left = self->rest_end == G_MAXINT64 ? G_MAXINT64 : self->rest_end - dialer_alarm_get_time ();

  dialer_alarm_stop (self->alarm);
  if (left <= 0 && !is_refused (self))
    {
      open_link (self);
      return;
    }
  close_link (self);
  if (left != G_MAXINT64)
    dialer_alarm_set (self->alarm, left > 0 ? left : LOOK_AGAIN);
}

/* What has come too late to go with the others goes the usual way: the address is not there any more. */
static void
pass_on (DialerDemand *self)
{
  DialerCallRecord *record = dialer_session_get_record (self->session);

  if (!dialer_demand_link_is_open (self->link))
    return;
  dialer_demand_link_pass_on (self->link, record->interface, record->ip4_address);
  close_link (self);
}

static void
look (DialerDemand *self)
{
  if (self->session == NULL)
    look_without_session (self);
  else if (dialer_session_get_state (self->session) == DIALER_STATE_ONLINE)
    pass_on (self);
  else if (dialer_session_get_state (self->session) != DIALER_STATE_HANGING_UP
           && dialer_session_get_state (self->session) != DIALER_STATE_ENDED)
    open_link (self);
}

static void
on_alarm (gpointer user_data)
{
  look (user_data);
}

/* ---- a packet ---- */

static void
dial (DialerDemand *self, const char *process)
{
  g_autofree char *protocol = dialer_packet_get_protocol_name (&self->packet);
  g_autofree char *destination = dialer_packet_format_address (self->packet.destination);
  g_autoptr (DialerTrigger) trigger
    = dialer_trigger_new (protocol, destination, self->packet.destination_port, process);

  gboolean tried = dialer_unattended_dial (self->manager, self->profile, DIALER_CAUSE_DEMAND, trigger);

  if (self->session == NULL)
    self->quiet_end = dialer_alarm_get_time () + (tried ? LOOK_AGAIN : NO_MODEM_PAUSE);
}

static void
on_owner_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerDemand) self = user_data;
  g_autofree char *process = dialer_packet_owner_find_finish (result);
  gboolean cancelled = g_cancellable_is_cancelled (self->search);

  g_clear_object (&self->search);
  if (!cancelled && self->session == NULL && dialer_demand_link_is_open (self->link))
    dial (self, process);
}

static void
dial_for (DialerDemand *self, const DialerPacket *packet)
{
  if (self->session || self->search || dialer_alarm_get_time () < self->quiet_end)
    return;
  look (self); /* the time may have come in which nothing is dialled */
  if (!dialer_demand_link_is_open (self->link))
    return;
  self->packet = *packet;
  self->search = g_cancellable_new ();
  dialer_packet_owner_find_async (packet, self->search, on_owner_found, g_object_ref (self));
}

/* What does not count does not wait either: while nobody dials it would take the place of what does. */
static gboolean
on_packet (const DialerPacket *packet, const guint8 *bytes, gsize length, gpointer user_data)
{
  DialerDemand *self = user_data;

  if (self->filter && !dialer_packet_filter_matches (self->filter, bytes, length))
    return FALSE;
  dial_for (self, packet);
  return dialer_demand_link_is_open (self->link);
}

/* ---- sessions ---- */

static void
on_session_changed (DialerSession *session, gpointer user_data)
{
  look (user_data);
}

static void
follow (DialerDemand *self, DialerSession *session)
{
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_session_changed), self, 0);
}

static void
on_session_added (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  DialerDemand *self = user_data;

  if (dialer_session_get_profile (session) != self->profile)
    return;
  follow (self, session);
  dialer_alarm_stop (self->alarm);
  look (self);
}

static void
rest (DialerDemand *self, DialerSession *session)
{
  DialerCallRecord *record = dialer_session_get_record (session);
  DialerReason reason = dialer_session_get_reason (session);
  gint64 pause = record ? dialer_redial_get_rest (self->history, dialer_session_get_settings (session), record, reason)
                        : 0;

  self->rest_end = pause == G_MAXINT64 ? G_MAXINT64 : dialer_alarm_get_time () + pause;
  if (pause == G_MAXINT64)
    g_message ("%s is not dialled on demand until it is changed, or dialled: %s", get_name (self),
               dialer_reason_get_sentence (reason));
  else if (pause)
    g_message ("%s is not dialled on demand for %" G_GINT64_FORMAT " s: %s", get_name (self),
               (pause + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, dialer_reason_get_sentence (reason));
}

static void
on_session_removed (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  DialerDemand *self = user_data;

  if (session != self->session)
    return;
  g_signal_handlers_disconnect_by_data (session, self);
  rest (self, session);
  g_clear_object (&self->session);
  dialer_demand_link_drop (self->link);
  look (self);
}

/* ---- object ---- */

static void
dialer_demand_dispose (GObject *object)
{
  DialerDemand *self = DIALER_DEMAND (object);

  g_clear_pointer (&self->alarm, dialer_alarm_free);
  g_clear_object (&self->session);
  g_clear_object (&self->link);
  g_clear_pointer (&self->filter, dialer_packet_filter_free);
  g_clear_object (&self->search);
  g_clear_object (&self->manager);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->refusal, g_free);
  G_OBJECT_CLASS (dialer_demand_parent_class)->dispose (object);
}

static void
dialer_demand_class_init (DialerDemandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_demand_dispose;
}

static void
dialer_demand_init (DialerDemand *self)
{
  self->alarm = dialer_alarm_new (on_alarm, self);
}

static void
begin (DialerDemand *self)
{
  DialerSession *session = dialer_manager_find_session (self->manager, self->profile);

  g_signal_connect_object (self->manager, "added", G_CALLBACK (on_session_added), self, 0);
  g_signal_connect_object (self->manager, "removed", G_CALLBACK (on_session_removed), self, 0);
  if (session)
    follow (self, session);
  look (self);
  g_message ("%s is dialled on demand: packets for it are waited for on %s", get_name (self),
             dialer_demand_link_get_interface (self->link));
}

static void
filter_free (gpointer data)
{
  dialer_packet_filter_free (data);
}

static void
make_filter_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  DialerPacketFilter *filter = dialer_packet_filter_new (data, &error);

  if (filter)
    g_task_return_pointer (task, filter, filter_free);
  else
    g_task_return_error (task, error);
}

/* With a filter that can't be read pppd does not run either. */
static void
on_filter_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DialerDemand *self = DIALER_DEMAND (source);
  g_autoptr (GError) error = NULL;

  self->filter = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->ended)
    return;
  if (self->filter)
    begin (self);
  else
    g_warning ("%s is not dialled on demand: %s", get_name (self), error->message);
}

/* What is no traffic for limit.idle, which pppd is told, dials nothing either. */
static void
make_filter (DialerDemand *self)
{
  const char *words = dialer_settings_get (dialer_profile_get_settings (self->profile), "ppp.options");
  char *expression = dialer_ppp_words_find_argument (words, "active-filter");
  g_autoptr (GTask) task = NULL;

  if (expression == NULL)
    {
      begin (self);
      return;
    }
  task = g_task_new (self, NULL, on_filter_made, NULL);
  g_task_set_task_data (task, expression, g_free);
  g_task_run_in_thread (task, make_filter_in_thread);
}

DialerDemand *
dialer_demand_new (DialerManager *manager, DialerHistory *history, DialerProfile *profile)
{
  g_autoptr (DialerDemand) self = g_object_new (DIALER_TYPE_DEMAND, NULL);
  g_autoptr (GError) error = NULL;

  self->manager = g_object_ref (manager);
  self->history = history;
  self->profile = g_object_ref (profile);
  self->link = dialer_demand_link_new (dialer_profile_get_settings (profile), on_packet, self, &error);
  if (self->link == NULL)
    {
      g_warning ("%s is not dialled on demand: %s", get_name (self), error->message);
      return NULL;
    }
  make_filter (self);
  return g_steal_pointer (&self);
}

DialerProfile *
dialer_demand_get_profile (DialerDemand *self)
{
  return self->profile;
}

void
dialer_demand_end_async (DialerDemand *self, GAsyncReadyCallback callback, gpointer user_data)
{
  self->ended = TRUE;
  g_signal_handlers_disconnect_by_data (self->manager, self);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->search)
    g_cancellable_cancel (self->search);
  dialer_alarm_stop (self->alarm);
  dialer_demand_link_close_async (self->link, callback, user_data);
}
