/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A session on the bus. */
#include "dialer-bus-session.h"

#include "dialer-authority.h"
#include "dialer-bus-error.h"
#include "dialer-error.h"
#include "dialer-path.h"

struct _DialerBusSession
{
  DialerDBusSessionSkeleton parent_instance;

  DialerSession *session;
  GQueue hang_ups; /* of GDBusMethodInvocation: wait for the proof */
};

static void dialer_bus_session_iface_init (DialerDBusSessionIface *iface);

G_DEFINE_TYPE_WITH_CODE (DialerBusSession, dialer_bus_session, DIALER_DBUS_TYPE_SESSION_SKELETON,
                         G_IMPLEMENT_INTERFACE (DIALER_DBUS_TYPE_SESSION, dialer_bus_session_iface_init))

static const char *
or_empty (const char *text)
{
  return text ? text : "";
}

static void
show_record (DialerDBusSession *face, DialerCallRecord *record, DialerState state)
{
  static const char *const none[] = { NULL };

  dialer_dbus_session_set_cause (face, dialer_cause_to_string (record->cause));
  dialer_dbus_session_set_why (face, or_empty (record->why));
  dialer_dbus_session_set_connect_speed (face, record->connect_speed);
  dialer_dbus_session_set_interface (face, or_empty (record->interface));
  dialer_dbus_session_set_ip4_address (face, or_empty (record->ip4_address));
  dialer_dbus_session_set_ip4_peer (face, or_empty (record->ip4_peer));
  dialer_dbus_session_set_ip6_address (face, or_empty (record->ip6_address));
  dialer_dbus_session_set_dns (face, record->dns ? (const char *const *) record->dns : none);
  dialer_dbus_session_set_cost (face, (guint64) MAX (record->cost, 0));
  dialer_dbus_session_set_currency (face, or_empty (record->currency));
  dialer_dbus_session_set_online_since (face, state == DIALER_STATE_ONLINE ? record->online : 0);
}

static void
update (DialerBusSession *self)
{
  DialerDBusSession *face = DIALER_DBUS_SESSION (self);
  DialerCallRecord *record = dialer_session_get_record (self->session);
  DialerState state = dialer_session_get_state (self->session);
  g_autofree char *modem = dialer_path_of_modem (dialer_session_get_modem (self->session));

  dialer_dbus_session_set_modem (face, modem);
  dialer_dbus_session_set_state (face, dialer_state_to_string (state));
  dialer_dbus_session_set_reason (face, dialer_reason_to_string (dialer_session_get_reason (self->session)));
  dialer_dbus_session_set_attempt (face, dialer_session_get_attempt (self->session));
  dialer_dbus_session_set_leases (face, dialer_lease_book_to_variant (dialer_session_get_leases (self->session)));
  dialer_dbus_session_set_redial_at (face, (guint64) dialer_session_get_redial_time (self->session));
  if (record)
    show_record (face, record, state);
  /* Now, not when the loop is idle: two states in one turn are two changes. */
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self));
}

static void
on_changed (DialerSession *session, gpointer user_data)
{
  update (user_data);
}

static void
on_limit_near (DialerSession *session, const char *limit, guint64 left, gpointer user_data)
{
  dialer_dbus_session_emit_limit_near (DIALER_DBUS_SESSION (user_data), limit, left);
}

static void
on_ended (DialerSession *session, gpointer user_data)
{
  DialerBusSession *self = user_data;
  DialerReason reason = dialer_session_get_reason (session);
  GDBusMethodInvocation *invocation;
  g_autoptr (GError) error = NULL;

  dialer_dbus_session_emit_ended (DIALER_DBUS_SESSION (self), dialer_reason_to_string (reason));
  if (reason == DIALER_REASON_LINE_STUCK)
    error = g_error_new (DIALER_ERROR, DIALER_ERROR_LINE_FAILED, "%s: %s. %s",
                         dialer_profile_get_name (dialer_session_get_profile (session)),
                         dialer_reason_get_sentence (reason), dialer_reason_get_advice (reason));
  while ((invocation = g_queue_pop_head (&self->hang_ups)))
    if (error)
      dialer_bus_return_error (invocation, error);
    else
      dialer_dbus_session_complete_hangup (DIALER_DBUS_SESSION (self), invocation);
}

static gboolean
check (DialerDBusSession *face, GDBusMethodInvocation *invocation, DialerAllowed allowed)
{
  DialerBusSession *self = DIALER_BUS_SESSION (face);
  DialerProfile *profile = dialer_session_get_profile (self->session);
  DialerOwnership ownership = { .owned = TRUE,
                                .owners = { dialer_session_get_user (self->session),
                                            dialer_profile_get_owner (profile) } };

  dialer_authority_check (self, invocation, &ownership, allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
hangup_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusSession *self = target;

  if (dialer_session_get_state (self->session) == DIALER_STATE_ENDED)
    {
      dialer_dbus_session_complete_hangup (DIALER_DBUS_SESSION (self), invocation);
      return;
    }
  g_queue_push_tail (&self->hang_ups, invocation);
  dialer_session_end (self->session, DIALER_REASON_USER);
}

static gboolean
handle_hangup (DialerDBusSession *face, GDBusMethodInvocation *invocation)
{
  return check (face, invocation, hangup_allowed);
}

static void
extend_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusSession *self = target;
  g_autoptr (GError) error = NULL;
  guint32 seconds;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(u)", &seconds);
  if (dialer_session_extend (self->session, seconds, &error))
    dialer_dbus_session_complete_extend (DIALER_DBUS_SESSION (self), invocation);
  else
    dialer_bus_return_error (invocation, error);
}

static gboolean
handle_extend (DialerDBusSession *face, GDBusMethodInvocation *invocation, guint seconds)
{
  return check (face, invocation, extend_allowed);
}

static void
release_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusSession *self = target;
  DialerLeaseBook *leases = dialer_session_get_leases (self->session);
  g_autoptr (GError) error = NULL;
  guint32 lease;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(u)", &lease);
  if (dialer_lease_book_release (leases, lease, g_dbus_method_invocation_get_sender (invocation), &error))
    dialer_dbus_session_complete_release (DIALER_DBUS_SESSION (self), invocation);
  else
    dialer_bus_return_error (invocation, error);
}

static gboolean
handle_release (DialerDBusSession *face, GDBusMethodInvocation *invocation, guint lease)
{
  return check (face, invocation, release_allowed);
}

static void
lift_budgets_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusSession *self = target;

  g_message ("%s: budgets are lifted by user %u",
             dialer_profile_get_name (dialer_session_get_profile (self->session)), uid);
  dialer_session_lift_budgets (self->session);
  dialer_dbus_session_complete_lift_budgets (DIALER_DBUS_SESSION (self), invocation);
}

static gboolean
handle_lift_budgets (DialerDBusSession *face, GDBusMethodInvocation *invocation)
{
  return check (face, invocation, lift_budgets_allowed);
}

/* The call that was, and which number comes next. */
static GVariant *
build_call (DialerSession *session)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GVariant) record
    = g_variant_ref_sink (dialer_call_record_to_variant (dialer_session_get_record (session), now));
  g_auto (GVariantDict) call = G_VARIANT_DICT_INIT (record);
  const char *next = dialer_session_get_next_number (session);

  if (next)
    g_variant_dict_insert (&call, "next_number", "s", next);
  return g_variant_dict_end (&call);
}

static void
get_call_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusSession *self = target;

  dialer_dbus_session_complete_get_call (DIALER_DBUS_SESSION (self), invocation, build_call (self->session));
}

static gboolean
handle_get_call (DialerDBusSession *face, GDBusMethodInvocation *invocation)
{
  return check (face, invocation, get_call_allowed);
}

static void
dialer_bus_session_iface_init (DialerDBusSessionIface *iface)
{
  iface->handle_hangup = handle_hangup;
  iface->handle_extend = handle_extend;
  iface->handle_release = handle_release;
  iface->handle_lift_budgets = handle_lift_budgets;
  iface->handle_get_call = handle_get_call;
}

static void
dialer_bus_session_dispose (GObject *object)
{
  DialerBusSession *self = DIALER_BUS_SESSION (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dialer_bus_session_parent_class)->dispose (object);
}

static void
dialer_bus_session_class_init (DialerBusSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_bus_session_dispose;
}

static void
dialer_bus_session_init (DialerBusSession *self)
{
  g_queue_init (&self->hang_ups);
}

DialerBusSession *
dialer_bus_session_new (DialerSession *session)
{
  DialerBusSession *self = g_object_new (DIALER_TYPE_BUS_SESSION, NULL);
  DialerDBusSession *face = DIALER_DBUS_SESSION (self);
  g_autofree char *profile = dialer_path_of_profile (dialer_session_get_profile (session));

  self->session = g_object_ref (session);
  dialer_dbus_session_set_profile (face, profile);
  dialer_dbus_session_set_owner (face, dialer_session_get_user (session));
  update (self);
  g_signal_connect (session, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (session, "limit-near", G_CALLBACK (on_limit_near), self);
  g_signal_connect (session, "ended", G_CALLBACK (on_ended), self);
  return self;
}
