/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A Dial or a Lease that is waited for. */
#include "dialctl-dialing.h"

#include "dialctl-agent.h"
#include "dialctl-call.h"
#include "dialctl-error.h"
#include "dialctl-interrupts.h"
#include "dialctl-progress.h"
#include "dialctl-session.h"
#include "dialer-error.h"

#define ANSWER_MS 2000 /* of a question whose answer is only for show */

/* A state that the session was seen in. */
typedef struct
{
  char *state;
  char *detail; /* NULL until it has been asked for */
} Step;

struct _DialctlDialing
{
  DialctlContext *context;
  DialerDBusProfile *profile;
  DialctlProgress *progress;    /* NULL when nothing is to be shown */
  DialctlAgent *agent;          /* while it runs */
  const DialctlHand *hand;      /* NULL when the login goes by itself */
  gboolean lent;                /* the terminal is the hand's */
  GQueue steps;                 /* of Step, not shown yet, or not wholly */
  DialerDBusSession *session;   /* NULL until it is there */
  GCancellable *cancellable;    /* of all that may still be on its way at the end */
  GMainLoop *loop;
  DialctlInterrupts interrupts;
  gulong added_id;
  gulong changed_id;
  gboolean leasing;             /* it is a Lease */
  gboolean dialling;            /* Dial has not been answered */
  gboolean hanging_up;          /* Hangup has not been answered */
  gboolean interrupted;
  char *path;                   /* Dial's answer, with */
  guint lease;                  /* Lease's, or */
  GError *error;                /* its or Hangup's error */
};

static void
step_free (Step *step)
{
  g_free (step->state);
  g_free (step->detail);
  g_free (step);
}

DialctlDialing *
dialctl_dialing_new (DialctlContext *context, DialerDBusProfile *profile, gboolean quiet)
{
  DialctlDialing *self = g_new0 (DialctlDialing, 1);

  self->context = context;
  self->profile = profile;
  self->cancellable = g_cancellable_new ();
  self->loop = g_main_loop_new (NULL, FALSE);
  if (!quiet)
    self->progress = dialctl_progress_new (context->terminal, context->color);
  return self;
}

void
dialctl_dialing_free (DialctlDialing *self)
{
  g_clear_pointer (&self->progress, dialctl_progress_free);
  g_queue_clear_full (&self->steps, (GDestroyNotify) step_free);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

void
dialctl_dialing_set_hand (DialctlDialing *self, const DialctlHand *hand)
{
  self->hand = hand;
}

gboolean
dialctl_dialing_was_interrupted (DialctlDialing *self)
{
  return self->interrupted;
}

static void
lend_terminal (DialctlDialing *self)
{
  if (self->hand == NULL || self->lent || self->interrupted || dialctl_talk_has_ended (self->hand->talk))
    return;
  self->lent = TRUE;
  if (self->progress != NULL)
    dialctl_progress_pause (self->progress);
  self->hand->take (self->hand->data);
}

static void
take_terminal_back (DialctlDialing *self)
{
  if (!self->lent)
    return;
  self->lent = FALSE;
  self->hand->leave (self->hand->data);
  if (self->progress != NULL)
    dialctl_progress_resume (self->progress);
}

static gboolean
is_logging_in (DialctlDialing *self)
{
  return self->session != NULL && g_strcmp0 (dialer_dbus_session_get_state (self->session), "login") == 0;
}

/* In their order, up to the first of which something is still being asked. */
static void
show_steps (DialctlDialing *self)
{
  Step *step;

  while ((step = g_queue_peek_head (&self->steps)) != NULL)
    {
      dialctl_progress_enter (self->progress, step->state, step->detail);
      if (step->detail == NULL)
        return;
      step_free (g_queue_pop_head (&self->steps));
    }
  if (is_logging_in (self))
    lend_terminal (self);
}

/* The answer, "" if there was none, for the first step that waits for one. */
static void
complete_step (DialctlDialing *self, const char *detail)
{
  Step *step = g_queue_peek_head (&self->steps);

  if (step == NULL)
    return;
  step->detail = g_strdup (detail);
  show_steps (self);
}

static void
quit_if_done (DialctlDialing *self)
{
  if (!self->dialling && !self->hanging_up && g_queue_is_empty (&self->steps))
    g_main_loop_quit (self->loop);
}

static void
on_number_is_known (GObject *session, GAsyncResult *result, gpointer data)
{
  DialctlDialing *self = data;
  g_autoptr (GVariant) call = NULL;
  g_autoptr (GError) error = NULL;

  dialer_dbus_session_call_get_call_finish (DIALER_DBUS_SESSION (session), &call, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  complete_step (self, dialctl_call_get_string (call, "number"));
  quit_if_done (self);
}

/* What there is to say of a state as soon as it is entered. */
static char *
describe_state (DialctlDialing *self, const char *state)
{
  if (g_str_equal (state, "opening"))
    return dialctl_bus_get_modem_id (self->context->bus, dialer_dbus_session_get_modem (self->session));
  if (g_str_equal (state, "login") || g_str_equal (state, "negotiating"))
    return dialctl_session_describe_speed (self->session);
  if (g_str_equal (state, "configuring"))
    return dialctl_session_describe_addresses (self->session);
  if (g_str_equal (state, "waiting"))
    return dialctl_session_describe_wait (self->session);
  if (g_str_equal (state, "hanging-up"))
    return dialer_dbus_session_dup_reason (self->session);
  return NULL;
}

static void
add_step (DialctlDialing *self, const char *state)
{
  g_autofree char *detail = NULL;
  Step *step = g_new0 (Step, 1);

  step->state = g_strdup (state);
  g_queue_push_tail (&self->steps, step);
  /* The number is no property, for only the owner may see it. */
  if (g_str_equal (state, "dialing"))
    {
      dialer_dbus_session_call_get_call (self->session, G_DBUS_CALL_FLAGS_NONE, ANSWER_MS, self->cancellable,
                                         on_number_is_known, self);
      return;
    }
  detail = describe_state (self, state);
  step->detail = g_strdup (detail != NULL ? detail : "");
}

static void
show_state (DialctlDialing *self)
{
  static const char *const told_at_the_end[] = { "online", "ended", NULL };
  const char *state = dialer_dbus_session_get_state (self->session);

  if (!is_logging_in (self))
    take_terminal_back (self);
  if (state == NULL || self->lent)
    return;
  if (self->progress != NULL && !g_strv_contains (told_at_the_end, state))
    add_step (self, state);
  show_steps (self);
}

static void
on_session_changed (GDBusProxy *session, GVariant *changed, const char *const *invalidated,
                    DialctlDialing *self)
{
  show_state (self);
}

static void
follow (DialctlDialing *self, DialerDBusSession *session)
{
  self->session = g_object_ref (session);
  self->changed_id = g_signal_connect (session, "g-properties-changed", G_CALLBACK (on_session_changed),
                                       self);
}

static void
on_object_added (GDBusObjectManager *objects, GDBusObject *object, DialctlDialing *self)
{
  DialerDBusSession *session = dialer_dbus_object_peek_session (DIALER_DBUS_OBJECT (object));

  if (session == NULL || self->session != NULL)
    return;
  if (g_strcmp0 (dialer_dbus_session_get_profile (session), dialctl_proxy_get_path (self->profile)) != 0)
    return;
  follow (self, session);
  show_state (self);
}

/* Both ways to dial are answered alike. */
static void
on_dialled (GObject *profile, GAsyncResult *result, gpointer data)
{
  DialctlDialing *self = data;
  DialerDBusProfile *proxy = DIALER_DBUS_PROFILE (profile);
  g_autoptr (GError) error = NULL;

  if (self->leasing)
    dialer_dbus_profile_call_lease_finish (proxy, &self->path, &self->lease, result, &error);
  else
    dialer_dbus_profile_call_dial_finish (proxy, &self->path, NULL, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->dialling = FALSE;
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  quit_if_done (self);
}

static void
on_hung_up (GObject *session, GAsyncResult *result, gpointer data)
{
  DialctlDialing *self = data;
  g_autoptr (GError) error = NULL;

  dialer_dbus_session_call_hangup_finish (DIALER_DBUS_SESSION (session), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->hanging_up = FALSE;
  /* A line that stays up is worse news than whatever Dial has to tell. */
  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_LINE_FAILED))
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
    }
  quit_if_done (self);
}

/* A question and the progress share the terminal. */
static void
on_agent_event (DialctlAgentEvent event, const char *profile, const char *secret, const char *question,
                gpointer data)
{
  DialctlDialing *self = data;
  gboolean asks = event == DIALCTL_AGENT_ASKS;

  if (self->lent)
    (asks ? self->hand->leave : self->hand->take) (self->hand->data);
  else if (self->progress != NULL)
    (asks ? dialctl_progress_pause : dialctl_progress_resume) (self->progress);
}

static void
leave_terminal (DialctlDialing *self)
{
  if (self->agent != NULL)
    dialctl_agent_leave_terminal (self->agent);
  take_terminal_back (self);
  if (self->progress != NULL)
    dialctl_progress_resume (self->progress);
}

static const char *
describe_giving_up (DialctlDialing *self)
{
  if (self->leasing)
    return "gave up before the link was online\nIf nobody else needs it, dialerd hangs up.";
  return self->interrupted ? "not waiting for the end; dialerd goes on hanging up\n"
                             "See 'dialctl status' for whether the line is down."
                           : "cancelled before there was a call\nNothing was dialled.";
}

static gboolean
on_interrupted (gpointer data)
{
  DialctlDialing *self = data;

  leave_terminal (self);

  /* Once we have left the bus the daemon ends what we asked for ("owner-gone"). */
  if (self->interrupted || self->session == NULL || self->leasing)
    {
      g_clear_error (&self->error);
      g_set_error_literal (&self->error, DIALER_ERROR, DIALER_ERROR_CANCELLED, describe_giving_up (self));
      self->interrupted = TRUE;
      g_main_loop_quit (self->loop);
      return G_SOURCE_CONTINUE;
    }

  self->interrupted = TRUE;
  self->hanging_up = TRUE;
  dialer_dbus_session_call_hangup (self->session, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, self->cancellable,
                                   on_hung_up, self);
  return G_SOURCE_CONTINUE;
}

/* What is there before anything is asked for. */
static void
begin (DialctlDialing *self)
{
  g_autoptr (DialerDBusSession) waiting = dialctl_bus_find_session (self->context->bus, self->profile, NULL);

  /* A session that waits for a redial dials now. */
  if (waiting != NULL)
    follow (self, waiting);
  self->added_id = g_signal_connect (dialctl_bus_get_objects (self->context->bus), "object-added",
                                     G_CALLBACK (on_object_added), self);
  dialctl_interrupts_watch (&self->interrupts, on_interrupted, self);

  /* Without one, the call is made all the same, with what others hand over. */
  self->agent = dialctl_agent_new (self->context->bus, on_agent_event, self, NULL);
  if (self->agent != NULL)
    dialctl_agent_send_registration (self->agent);
  self->dialling = TRUE;
}

/* Nothing may call back once run() has returned. */
static void
end (DialctlDialing *self)
{
  g_clear_pointer (&self->agent, dialctl_agent_free);
  g_cancellable_cancel (self->cancellable);
  dialctl_interrupts_clear (&self->interrupts);
  g_clear_signal_handler (&self->added_id, dialctl_bus_get_objects (self->context->bus));
  if (self->session != NULL)
    g_clear_signal_handler (&self->changed_id, self->session);
  while (g_main_context_iteration (NULL, FALSE))
    continue; /* those just cancelled still come back, with an error */
}

static gboolean
is_hung_up (DialctlDialing *self)
{
  return self->interrupted && !self->leasing
         && (self->error == NULL || dialctl_error_get_exit (self->error) != DIALCTL_EXIT_LINE)
         && !self->dialling && !self->hanging_up;
}

static char *
wait_for_answer (DialctlDialing *self, GError **error)
{
  g_main_loop_run (self->loop);
  take_terminal_back (self);
  if (self->progress != NULL)
    {
      while (!g_queue_is_empty (&self->steps))
        complete_step (self, "");
      dialctl_progress_leave (self->progress, self->error == NULL || self->interrupted);
    }
  if (is_hung_up (self))
    {
      g_clear_error (&self->error);
      g_set_error_literal (&self->error, DIALER_ERROR, DIALER_ERROR_CANCELLED,
                           "hung up\nThe line is down; 'dialctl dial NAME' dials again.");
    }
  end (self);

  if (self->error == NULL)
    return g_steal_pointer (&self->path);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

/* Returns: (transfer full): @options, with the socket that @fds brings if there is a hand */
static GVariant *
add_hand (DialctlDialing *self, GVariant *options, GUnixFDList **fds)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, options);
  if (self->hand != NULL)
    {
      *fds = dialctl_talk_hand_over (self->hand->talk);
      g_variant_dict_insert (&dict, self->hand->option, "h", 0);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

char *
dialctl_dialing_run (DialctlDialing *self, GVariant *options, gboolean over_budget, GError **error)
{
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GVariant) all = add_hand (self, options, &fds);

  begin (self);
  if (over_budget)
    dialer_dbus_profile_call_dial_over_budget (self->profile, all, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, fds,
                                               self->cancellable, on_dialled, self);
  else
    dialer_dbus_profile_call_dial (self->profile, all, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, fds, self->cancellable,
                                   on_dialled, self);
  return wait_for_answer (self, error);
}

char *
dialctl_dialing_lease (DialctlDialing *self, guint minutes, const char *why, guint *lease, GError **error)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  char *path;

  self->leasing = TRUE;
  begin (self);
  dialer_dbus_profile_call_lease (self->profile, minutes, why, g_variant_builder_end (&options), DIALCTL_CALL_FLAGS,
                                  DIALCTL_NO_TIMEOUT, self->cancellable, on_dialled, self);
  path = wait_for_answer (self, error);
  *lease = self->lease;
  return path;
}
