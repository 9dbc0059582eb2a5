/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of sessions: at most one a profile. */
#include "dialer-manager.h"

#include "dialer-error.h"

struct _DialerManager
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerModemQueue *queue;
  GPtrArray *sessions;
  guint last_serial;
  guint last_lease;
  gboolean closing;
  gboolean asleep;
};

enum
{
  ADDED,
  REMOVED,
  RESTART_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerManager, dialer_manager, G_TYPE_OBJECT)

static void
on_session_ended (DialerSession *session, gpointer user_data)
{
  DialerManager *self = user_data;
  G_GNUC_UNUSED g_autoptr (DialerSession) guard = g_object_ref (session);

  g_ptr_array_remove (self->sessions, session);
  g_signal_emit (self, signals[REMOVED], 0, session);
}

static void
dialer_manager_finalize (GObject *object)
{
  DialerManager *self = DIALER_MANAGER (object);

  g_warn_if_fail (self->sessions->len == 0);
  g_ptr_array_unref (self->sessions);
  g_object_unref (self->queue);
  G_OBJECT_CLASS (dialer_manager_parent_class)->finalize (object);
}

static void
dialer_manager_class_init (DialerManagerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_manager_finalize;

  signals[ADDED] = g_signal_new ("added", DIALER_TYPE_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 DIALER_TYPE_SESSION);
  signals[REMOVED] = g_signal_new ("removed", DIALER_TYPE_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, DIALER_TYPE_SESSION);
  signals[RESTART_ASKED] = g_signal_new ("restart-asked", DIALER_TYPE_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
dialer_manager_init (DialerManager *self)
{
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
}

DialerManager *
dialer_manager_new (const DialerTools *tools, DialerModemPool *pool)
{
  DialerManager *self = g_object_new (DIALER_TYPE_MANAGER, NULL);

  self->tools = tools;
  self->queue = dialer_modem_queue_new (pool);
  return self;
}

DialerSession *
dialer_manager_find_session (DialerManager *self, DialerProfile *profile)
{
  for (guint i = 0; i < self->sessions->len; i++)
    if (dialer_session_get_profile (self->sessions->pdata[i]) == profile)
      return self->sessions->pdata[i];
  return NULL;
}

guint
dialer_manager_count_sessions (DialerManager *self)
{
  return self->sessions->len;
}

/* Returns: (nullable): why none is begun any more, or now */
static const char *
find_rest (DialerManager *self)
{
  if (self->closing)
    return "the dialer service is being stopped";
  return self->asleep ? "the machine goes to sleep" : NULL;
}

/* Else somebody would have a line kept up who may not hang up. */
static gboolean
may_keep (DialerSession *session, const DialerDialRequest *request)
{
  return dialer_lease_book_is_alone (dialer_session_get_leases (session)) && !dialer_session_is_ending (session)
         && (request->privileged || request->user == dialer_session_get_user (session)
             || request->user == dialer_profile_get_owner (dialer_session_get_profile (session)));
}

/*
 * Returns: (transfer full) (nullable): the session of @profile, if it has waited for a redial and can dial now, or if
 * it was there for its leases only
 */
static DialerSession *
take_over (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request)
{
  DialerSession *session = dialer_manager_find_session (self, profile);
  gboolean plain = request->number == NULL && request->modem == NULL && request->settings == NULL
                   && request->terminal == NULL;
  gboolean keeps;

  if (find_rest (self) || session == NULL || !plain)
    return NULL;
  g_object_ref (session); /* it may end at once */
  if (request->over_budget && dialer_session_get_redial_time (session))
    dialer_session_lift_budgets (session);
  keeps = may_keep (session, request);
  if (keeps)
    dialer_lease_book_set_alone (dialer_session_get_leases (session), FALSE);
  if (dialer_session_dial_now (session) || keeps)
    return session;
  g_object_unref (session);
  return NULL;
}

/* Returns: %FALSE with DIALER_ERROR_BUSY set if @profile can't have a new one now */
static gboolean
check_free (DialerManager *self, DialerProfile *profile, GError **error)
{
  DialerSession *session = dialer_manager_find_session (self, profile);
  const char *rest = find_rest (self);

  if (rest)
    g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_BUSY, rest);
  else if (session)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "%s %s", dialer_profile_get_name (profile),
                 dialer_session_get_redial_time (session) ? "waits for a redial, and keeps the settings it has"
                                                          : "has a session already");
  return !rest && !session;
}

DialerSession *
dialer_manager_dial (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request, GError **error)
{
  DialerSession *session = take_over (self, profile, request);

  if (session)
    return session;
  if (!check_free (self, profile, error))
    return NULL;
  session = dialer_session_new (self->tools, self->queue, profile, self->last_serial + 1, request, error);
  if (session == NULL)
    return NULL;
  self->last_serial++;
  g_ptr_array_add (self->sessions, g_object_ref (session));
  /* Last of all: who shows the session must hear of its end before it leaves. */
  g_signal_connect_object (session, "ended", G_CALLBACK (on_session_ended), self, G_CONNECT_AFTER);
  g_signal_emit (self, signals[ADDED], 0, session);
  dialer_session_start (session);
  return session;
}

static guint
count_leases (DialerManager *self, guint user)
{
  guint n = 0;

  for (guint i = 0; i < self->sessions->len; i++)
    n += dialer_lease_book_count (dialer_session_get_leases (self->sessions->pdata[i]), user);
  return n;
}

/* Returns: (transfer full) (nullable): the session that a lease is for */
static DialerSession *
find_or_dial (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request, GError **error)
{
  DialerSession *session = dialer_manager_find_session (self, profile);

  if (count_leases (self, request->user) >= DIALER_LEASES_MAX)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "user %u has %u leases, and may have no more", request->user,
                 DIALER_LEASES_MAX);
  else if (session && dialer_session_is_ending (session))
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is being hung up; try again when it is",
                 dialer_profile_get_name (profile));
  else
    return session ? g_object_ref (session) : dialer_manager_dial (self, profile, request, error);
  return NULL;
}

DialerSession *
dialer_manager_lease (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request,
                      const DialerLease *lease, gpointer watch, GDestroyNotify end_watch, guint *id, GError **error)
{
  DialerLease own = *lease;
  DialerSession *session
    = dialer_lease_check (lease, error) ? find_or_dial (self, profile, request, error) : NULL;

  if (session == NULL || dialer_session_get_state (session) == DIALER_STATE_ENDED)
    {
      end_watch (watch);
      return session;
    }
  own.id = *id = ++self->last_lease;
  dialer_lease_book_add (dialer_session_get_leases (session), &own, watch, end_watch);
  return session;
}

/* A session may end at once and leave the list while we walk it. */
static GPtrArray *
copy_sessions (DialerManager *self)
{
  GPtrArray *sessions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->sessions->len; i++)
    g_ptr_array_add (sessions, g_object_ref (self->sessions->pdata[i]));
  return sessions;
}

void
dialer_manager_drop_leases (DialerManager *self, const char *holder)
{
  g_autoptr (GPtrArray) sessions = copy_sessions (self);

  for (guint i = 0; i < sessions->len; i++)
    dialer_lease_book_drop (dialer_session_get_leases (sessions->pdata[i]), holder);
}

gboolean
dialer_manager_has_modem (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request)
{
  g_autoptr (DialerSession) session = dialer_session_new (self->tools, self->queue, profile, 0, request, NULL);

  return session == NULL || dialer_session_has_modem (session);
}

char *
dialer_manager_find_refusal (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request)
{
  g_autoptr (DialerSession) session = dialer_session_new (self->tools, self->queue, profile, 0, request, NULL);

  return session ? dialer_session_find_refusal (session) : NULL;
}

GStrv
dialer_manager_preview (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request, guint minutes,
                        GVariant **details, GError **error)
{
  g_autoptr (DialerSession) session
    = dialer_session_new (self->tools, self->queue, profile, 0, request, error);

  return session ? dialer_session_preview (session, minutes, details, error) : NULL;
}

void
dialer_manager_ask_restart (DialerManager *self)
{
  g_signal_emit (self, signals[RESTART_ASKED], 0);
}

static void
end_sessions (DialerManager *self, DialerReason reason)
{
  g_autoptr (GPtrArray) sessions = copy_sessions (self);

  for (guint i = 0; i < sessions->len; i++)
    dialer_session_end (sessions->pdata[i], reason);
}

void
dialer_manager_end_all (DialerManager *self, DialerReason reason)
{
  self->closing = TRUE;
  end_sessions (self, reason);
}

GPtrArray *
dialer_manager_sleep (DialerManager *self)
{
  GPtrArray *used = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->sessions->len; i++)
    if (!dialer_session_is_ending (self->sessions->pdata[i]))
      g_ptr_array_add (used, g_object_ref (dialer_session_get_profile (self->sessions->pdata[i])));
  self->asleep = TRUE;
  end_sessions (self, DIALER_REASON_ASLEEP);
  return used;
}

void
dialer_manager_wake (DialerManager *self)
{
  self->asleep = FALSE;
}

gboolean
dialer_manager_is_asleep (DialerManager *self)
{
  return self->asleep;
}
