/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sessions that go as their number says. */
#include <stdlib.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-names.h"
#include "stand-in-login.h"
#include "stand-in.h"

#define STEP_MS 5

/* What a number does.  The states are gone through one by one; the last is where it stays or ends. */
typedef struct
{
  const char *number;
  const char *states[10];
  DialerError error; /* of a call that ends; none if the last state is online, dialing or waiting */
  const char *reason;
  const char *sentence;
  const char *advice;
  const char *key; /* and one more entry of the record */
  const char *value;
} Plan;

static const Plan plans[] = {
  { "5551000",
    { "preparing", "opening", "dialing", "negotiating", "authenticating", "configuring", "online" } },
  { "5551001", { "preparing", "opening", "dialing", "hanging-up", "ended" }, DIALER_ERROR_LINE_FAILED,
    "busy", "the number is engaged", "Try again later", "modem_reply", "BUSY" },
  { "5551002", { "opening", "dialing", "negotiating", "authenticating", "hanging-up", "ended" },
    DIALER_ERROR_LOGIN_FAILED, "auth-failed", "the peer refused user name or password",
    "Set the password anew", "auth_message", "No \033[31mway\n\"in\"" },
  { "5551003", { "preparing", "dialing", "login", "hanging-up", "ended" }, DIALER_ERROR_TIMED_OUT,
    "login-timeout", "the peer did not send the prompt", "Check login.script", "modem_reply", "CONNECT" },
  { "5551004", { "preparing", "opening", "dialing" } }, /* rings until hung up */
  { "5551005", { "preparing", "opening", "dialing" } }, /* and Hangup is not answered */
  { "5551006", { "preparing", "opening", "dialing" } }, /* and Hangup can't prove the line down */
  { "5551007", { "dialing", "waiting", "dialing", "online" } },
  { "5551010", { "preparing", "waiting", "preparing", "opening", "online" } }, /* the modem was in use */
  { "5551011", { "preparing", "waiting" } }, /* and stays so */
  { "5551012", { "dialing", "waiting" } }, /* for a redial that never comes */
  { "5551008", { "dialing" } }, /* and the daemon dies */
  { "5551020", { "preparing", "dialing", "login", "negotiating", "online" } },
  { "5551009", { "ended" }, DIALER_ERROR_CANCELLED, "idle", "nothing was sent", "See limit.idle" },
};

typedef struct
{
  StandIn *stand_in;
  DialerDBusProfile *profile;
  DialerDBusModem *modem;
  DialerDBusSession *session;
  const Plan *plan;
  guint step;
  guint source_id;
  gint64 started;
  StandInLogin *login;         /* in which somebody has a hand */
  GDBusMethodInvocation *dial; /* to be answered */
  guint lease;                 /* as which it is answered; 0 for a Dial */
} Call;

static GVariant *
build_record (Call *call, gboolean ended)
{
  GVariantDict record = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&record, "id", "s", "call-1");
  g_variant_dict_insert (&record, "profile", "s", dialer_dbus_profile_get_name (call->profile));
  g_variant_dict_insert (&record, "user", "u", (guint32) getuid ());
  g_variant_dict_insert (&record, "modem", "s", "ttyS0");
  g_variant_dict_insert (&record, "number", "s", call->plan->number);
  g_variant_dict_insert (&record, "started", "t", (guint64) call->started);
  if (g_strcmp0 (dialer_dbus_session_get_state (call->session), "online") == 0)
    {
      g_variant_dict_insert (&record, "interface", "s", "ppp0");
      g_variant_dict_insert (&record, "rx_bytes", "t", (guint64) 1234);
      g_variant_dict_insert (&record, "tx_bytes", "t", (guint64) 0);
      g_variant_dict_insert (&record, "cost", "t", (guint64) 1234567);
      g_variant_dict_insert (&record, "currency", "s", "EUR");
    }
  if (dialer_dbus_session_get_redial_at (call->session) != 0)
    g_variant_dict_insert (&record, "next_number", "s", "5551999");
  if (ended)
    {
      g_variant_dict_insert (&record, "ended", "t", (guint64) call->started + 1);
      g_variant_dict_insert (&record, "reason", "s",
                             call->plan->reason != NULL ? call->plan->reason : "user");
      g_variant_dict_insert (&record, "sentence", "s",
                             call->plan->sentence != NULL ? call->plan->sentence : "");
      g_variant_dict_insert (&record, "advice", "s", call->plan->advice != NULL ? call->plan->advice : "");
    }
  if (ended && call->plan->key != NULL)
    g_variant_dict_insert (&record, call->plan->key, "s", call->plan->value);
  return g_variant_dict_end (&record);
}

static void
flush (gpointer interface)
{
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (interface));
}

static void
call_free (Call *call)
{
  g_clear_handle_id (&call->source_id, g_source_remove);
  g_clear_pointer (&call->login, stand_in_login_free);
  g_clear_object (&call->profile);
  g_clear_object (&call->modem);
  g_clear_object (&call->session);
  g_clear_object (&call->dial);
  g_free (call);
}

/* The session leaves the bus; who waits for its Dial is told @code. */
static void
end_call (Call *call, DialerError code, const char *reason)
{
  g_autofree char *path = stand_in_get_path (call->session);

  stand_in_keep (call->profile, "last-call", build_record (call, TRUE));
  dialer_dbus_session_set_reason (call->session, reason);
  dialer_dbus_session_set_state (call->session, "ended");
  flush (call->session);
  dialer_dbus_session_emit_ended (call->session, reason);
  if (call->dial != NULL)
    g_dbus_method_invocation_return_error (g_steal_pointer (&call->dial), DIALER_ERROR, (int) code, "%s",
                                           call->plan->sentence != NULL ? call->plan->sentence : reason);
  dialer_dbus_modem_set_state (call->modem, "idle");
  dialer_dbus_profile_set_session (call->profile, "/");
  g_dbus_object_manager_server_unexport (call->stand_in->objects, path);
  call_free (call);
}

/* What Dial or Lease returns. */
static GVariant *
build_answer (Call *call)
{
  g_autofree char *path = stand_in_get_path (call->session);

  return call->lease != 0 ? g_variant_new ("(ou)", path, call->lease) : g_variant_new ("(o)", path);
}

static void
enter_online (Call *call)
{
  static const char *const dns[] = { "198.51.100.1", "198.51.100.3", NULL };

  dialer_dbus_session_set_interface (call->session, "ppp0");
  dialer_dbus_session_set_ip4_address (call->session, "198.51.100.2");
  dialer_dbus_session_set_ip4_peer (call->session, "198.51.100.1");
  dialer_dbus_session_set_ip6_address (call->session, "2001:db8::2");
  dialer_dbus_session_set_dns (call->session, dns);
  dialer_dbus_session_set_online_since (call->session, (guint64) (g_get_real_time () / G_USEC_PER_SEC));
  flush (call->session);
  if (call->dial != NULL)
    g_dbus_method_invocation_return_value (g_steal_pointer (&call->dial), build_answer (call));
}

static void
enter_state (Call *call, const char *state)
{
  gboolean for_modem = g_strcmp0 (dialer_dbus_session_get_state (call->session), "preparing") == 0;
  gboolean waiting = g_str_equal (state, "waiting") && !for_modem;

  dialer_dbus_session_set_state (call->session, state);
  dialer_dbus_session_set_redial_at (call->session, waiting ? 1000000000 : 0);
  dialer_dbus_session_set_reason (call->session, waiting ? "busy" : "");
  if (g_str_equal (state, "negotiating"))
    dialer_dbus_session_set_connect_speed (call->session, 33600);
  if (g_str_equal (state, "online"))
    enter_online (call);
  flush (call->session);
}

static gboolean on_step (gpointer data);

static gboolean
on_logged_in (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->login, stand_in_login_free);
  call->source_id = g_timeout_add (STEP_MS, on_step, call);
  return G_SOURCE_REMOVE;
}

static void
on_login_is_over (gboolean let_in, gpointer data)
{
  Call *call = data;

  if (let_in)
    call->source_id = g_idle_add (on_logged_in, call);
  else
    end_call (call, DIALER_ERROR_CANCELLED, "user");
}

static gboolean
on_step (gpointer data)
{
  Call *call = data;
  const char *state = call->plan->states[call->step++];

  if (state == NULL)
    {
      call->source_id = 0;
      if (g_str_equal (call->plan->number, "5551008"))
        exit (EXIT_FAILURE);
      return G_SOURCE_REMOVE;
    }
  if (g_str_equal (state, "ended"))
    {
      call->source_id = 0;
      end_call (call, call->plan->error, call->plan->reason);
      return G_SOURCE_REMOVE;
    }
  enter_state (call, state);
  if (g_str_equal (state, "login") && call->dial != NULL)
    call->login = stand_in_login_new (call->dial, on_login_is_over, call);
  if (call->login == NULL)
    return G_SOURCE_CONTINUE;
  call->source_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
on_hangup (DialerDBusSession *session, GDBusMethodInvocation *invocation, Call *call)
{
  static const Plan stuck = { .number = "5551006",
                              .reason = "line-stuck",
                              .sentence = "THE LINE COULD NOT BE PROVEN DOWN",
                              .advice = "Switch the modem off now" };

  stand_in_tell ("Hangup");
  if (g_str_equal (call->plan->number, "5551005"))
    {
      dialer_dbus_session_set_state (session, "hanging-up");
      return TRUE;
    }
  if (g_str_equal (call->plan->number, "5551006"))
    {
      call->plan = &stuck;
      g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_LINE_FAILED,
                                             "THE LINE COULD NOT BE PROVEN DOWN");
      end_call (call, DIALER_ERROR_LINE_FAILED, "line-stuck");
      return TRUE;
    }
  dialer_dbus_session_complete_hangup (session, invocation);
  end_call (call, DIALER_ERROR_CANCELLED, "user");
  return TRUE;
}

static gboolean
on_extend (DialerDBusSession *session, GDBusMethodInvocation *invocation, guint seconds, Call *call)
{
  stand_in_tell ("Extend %u", seconds);
  if (g_strcmp0 (dialer_dbus_session_get_state (session), "online") != 0)
    {
      g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_FAILED, "not online");
      return TRUE;
    }
  dialer_dbus_session_emit_limit_near (session, "idle", seconds);
  dialer_dbus_session_complete_extend (session, invocation);
  return TRUE;
}

static gboolean
on_release (DialerDBusSession *session, GDBusMethodInvocation *invocation, guint lease, Call *call)
{
  stand_in_tell ("Release %u", lease);
  dialer_dbus_session_complete_release (session, invocation);
  end_call (call, DIALER_ERROR_CANCELLED, "user");
  return TRUE;
}

static gboolean
on_lift_budgets (DialerDBusSession *session, GDBusMethodInvocation *invocation, Call *call)
{
  stand_in_tell ("LiftBudgets");
  dialer_dbus_session_complete_lift_budgets (session, invocation);
  return TRUE;
}

static gboolean
on_get_call (DialerDBusSession *session, GDBusMethodInvocation *invocation, Call *call)
{
  dialer_dbus_session_complete_get_call (session, invocation, build_record (call, FALSE));
  return TRUE;
}

static DialerDBusModem *
find_modem (StandIn *self)
{
  return DIALER_DBUS_MODEM (g_dbus_object_manager_get_interface (
      G_DBUS_OBJECT_MANAGER (self->objects), DIALER_MODEM_PATH "ttyS0", DIALER_BUS_NAME ".Modem"));
}

static const Plan *
find_plan (const char *number)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      if (g_strcmp0 (plans[i].number, number) == 0)
        return &plans[i];
    }
  return NULL;
}

/* The session as it stands on the bus before its first state. */
static void
export_session (Call *call, const char *path)
{
  g_autofree char *profile = stand_in_get_path (call->profile);

  call->session = dialer_dbus_session_skeleton_new ();
  dialer_dbus_session_set_profile (call->session, profile);
  dialer_dbus_session_set_owner (call->session, getuid ());
  dialer_dbus_session_set_modem (call->session, DIALER_MODEM_PATH "ttyS0");
  dialer_dbus_session_set_attempt (call->session, 1);
  dialer_dbus_session_set_state (call->session, "preparing");
  g_signal_connect (call->session, "handle-hangup", G_CALLBACK (on_hangup), call);
  g_signal_connect (call->session, "handle-extend", G_CALLBACK (on_extend), call);
  g_signal_connect (call->session, "handle-release", G_CALLBACK (on_release), call);
  g_signal_connect (call->session, "handle-lift-budgets", G_CALLBACK (on_lift_budgets), call);
  g_signal_connect (call->session, "handle-get-call", G_CALLBACK (on_get_call), call);
  stand_in_export (call->stand_in, path, call->session);
  dialer_dbus_profile_set_session (call->profile, path);
  dialer_dbus_modem_set_state (call->modem, "in-use");
}

void
stand_in_dial (StandIn *self, DialerDBusProfile *profile, const char *number, gboolean wait, GVariant *lease,
               GDBusMethodInvocation *invocation)
{
  const Plan *plan = find_plan (number);
  g_autofree char *path = g_strdup_printf (DIALER_SESSION_PATH "%u", ++self->n_sessions);
  Call *call;

  if (plan == NULL || g_strcmp0 (dialer_dbus_profile_get_session (profile), "/") != 0)
    {
      g_dbus_method_invocation_return_error (
          invocation, DIALER_ERROR, plan == NULL ? DIALER_ERROR_INVALID_ARGUMENT : DIALER_ERROR_BUSY,
          plan == NULL ? "dial.numbers is empty" : "the profile has a session");
      return;
    }

  call = g_new0 (Call, 1);
  call->stand_in = self;
  call->plan = plan;
  call->profile = g_object_ref (profile);
  call->modem = find_modem (self);
  call->started = g_get_real_time () / G_USEC_PER_SEC;
  export_session (call, path);
  if (lease != NULL)
    {
      call->lease = 7;
      dialer_dbus_session_set_leases (call->session, lease);
    }
  if (wait)
    call->dial = g_object_ref (invocation);
  else
    dialer_dbus_profile_complete_dial (profile, invocation, NULL, path);
  call->source_id = g_timeout_add (STEP_MS, on_step, call);
}
