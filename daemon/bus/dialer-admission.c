/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A filter on the connection.  A message counts as long as it lives: whoever has to answer it holds it until he has,
 * and nothing else tells in all cases, with and without an answer, that it is done with.
 */
#include "dialer-admission.h"

#include "dialer-error.h"
#include "dialer-names.h"
#include "dialer-user.h"

#define TICKET g_quark_from_static_string ("dialer-ticket")
#define SWEEP_AT 64 /* callers that are remembered; more only while they wait for something */

typedef struct
{
  guint refs;
  gboolean known;
  guint uid;
  guint live;     /* messages */
  GQueue waiting; /* of Waiter: those who have asked who it is */
} Caller;

typedef struct
{
  DialerIdentified callback;
  gpointer user_data;
} Waiter;

struct _DialerAdmission
{
  GMutex lock;         /* of all that follows, and of each caller */
  GHashTable *callers; /* by unique name */
  GHashTable *users;   /* user id → messages */
  guint sweep_at;
  guint filter;
};

typedef struct
{
  DialerAdmission *admission;
  Caller *caller;
} Ticket;

static void
clear (gpointer data)
{
  DialerAdmission *self = data;

  g_hash_table_unref (self->callers);
  g_hash_table_unref (self->users);
  g_mutex_clear (&self->lock);
}

void
dialer_admission_unref (DialerAdmission *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* ---- callers; with the lock held ---- */

static void
caller_unref (gpointer data)
{
  Caller *caller = data;

  if (--caller->refs == 0)
    g_free (caller); /* who waits has a reference */
}

static Caller *
caller_ref (Caller *caller)
{
  caller->refs++;
  return caller;
}

static gboolean
is_done_with (gpointer name, gpointer value, gpointer unused)
{
  Caller *caller = value;

  return caller->known && caller->live == 0 && g_queue_is_empty (&caller->waiting);
}

static void
sweep (DialerAdmission *self)
{
  if (g_hash_table_size (self->callers) < self->sweep_at)
    return;
  g_hash_table_foreach_remove (self->callers, is_done_with, NULL);
  self->sweep_at = MAX (SWEEP_AT, 2 * g_hash_table_size (self->callers));
}

static gboolean
is_too_much (DialerAdmission *self, const Caller *caller)
{
  if (!caller->known)
    return caller->live >= DIALER_REQUESTS_MAX;
  return caller->uid != 0 && dialer_user_count (self->users, caller->uid) >= DIALER_REQUESTS_MAX;
}

static void
add_message (DialerAdmission *self, Caller *caller, int n)
{
  caller->live += n;
  if (caller->known)
    dialer_user_add (self->users, caller->uid, n);
}

/* ---- who it is ---- */

typedef struct
{
  DialerAdmission *admission;
  Caller *caller;
  char *name;
} Question;

static Waiter *
take_waiter (DialerAdmission *self, Caller *caller)
{
  Waiter *waiter;

  g_mutex_lock (&self->lock);
  waiter = g_queue_pop_head (&caller->waiting);
  g_mutex_unlock (&self->lock);
  return waiter;
}

static void
question_free (Question *question)
{
  DialerAdmission *self = question->admission;

  g_mutex_lock (&self->lock);
  caller_unref (question->caller);
  g_mutex_unlock (&self->lock);
  dialer_admission_unref (self);
  g_free (question->name);
  g_free (question);
}

/* On the main thread. */
static gboolean
tell (gpointer user_data)
{
  Question *question = user_data;
  Caller *caller = question->caller;
  Waiter *waiter;

  while ((waiter = take_waiter (question->admission, caller)))
    {
      waiter->callback (caller->known, caller->uid, waiter->user_data);
      g_free (waiter);
    }
  question_free (question);
  return G_SOURCE_REMOVE;
}

static void
on_identified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  DialerAdmission *self = question->admission;
  Caller *caller = question->caller;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_mutex_lock (&self->lock);
  if (reply)
    {
      g_variant_get (reply, "(u)", &caller->uid);
      caller->known = TRUE;
      dialer_user_add (self->users, caller->uid, (int) caller->live);
    }
  else if (g_hash_table_lookup (self->callers, question->name) == caller) /* it has left the bus */
    g_hash_table_remove (self->callers, question->name);
  g_mutex_unlock (&self->lock);
  g_main_context_invoke (NULL, tell, question);
}

/* Nothing is asked while the lock is held. */
static void
ask_bus (GDBusConnection *connection, Question *question)
{
  if (question)
    g_dbus_connection_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                            "GetConnectionUnixUser", g_variant_new ("(s)", question->name), G_VARIANT_TYPE ("(u)"),
                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_identified, question);
}

/* With the lock held.  @question is what is to be asked about a new one. */
static Caller *
get_caller (DialerAdmission *self, const char *name, Question **question)
{
  Caller *caller = g_hash_table_lookup (self->callers, name);

  *question = NULL;
  if (caller)
    return caller;
  sweep (self);
  caller = g_new0 (Caller, 1);
  caller->refs = 1;
  g_queue_init (&caller->waiting);
  g_hash_table_insert (self->callers, g_strdup (name), caller);
  *question = g_new (Question, 1);
  (*question)->admission = g_atomic_rc_box_acquire (self);
  (*question)->caller = caller_ref (caller);
  (*question)->name = g_strdup (name);
  return caller;
}

/* Returns: whether it is known, and @callback to be called now. */
static gboolean
look_up (DialerAdmission *self, const char *name, Waiter waiter, guint *uid, Question **question)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Caller *caller = get_caller (self, name, question);

  *uid = caller->uid;
  if (caller->known && g_queue_is_empty (&caller->waiting))
    return TRUE;
  g_queue_push_tail (&caller->waiting, g_memdup2 (&waiter, sizeof waiter));
  return FALSE;
}

void
dialer_admission_identify (DialerAdmission *self, GDBusConnection *connection, const char *name,
                           DialerIdentified callback, gpointer user_data)
{
  Question *question;
  guint uid;

  if (look_up (self, name, (Waiter){ callback, user_data }, &uid, &question))
    callback (TRUE, uid, user_data);
  ask_bus (connection, question);
}

guint
dialer_admission_count (DialerAdmission *self, guint uid)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return dialer_user_count (self->users, uid);
}

/* ---- the door ---- */

static void
ticket_free (gpointer data)
{
  Ticket *ticket = data;
  DialerAdmission *self = ticket->admission;

  g_mutex_lock (&self->lock);
  add_message (self, ticket->caller, -1);
  caller_unref (ticket->caller);
  g_mutex_unlock (&self->lock);
  dialer_admission_unref (self);
  g_free (ticket);
}

static gboolean
add (DialerAdmission *self, GDBusMessage *message, Question **question, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Caller *caller = get_caller (self, g_dbus_message_get_sender (message), question);
  Ticket *ticket;

  if (is_too_much (self, caller))
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY,
                   "%u requests of yours are unanswered, which is as many as a user may have; wait for one",
                   DIALER_REQUESTS_MAX);
      return FALSE;
    }
  add_message (self, caller, 1);
  ticket = g_new (Ticket, 1);
  ticket->admission = g_atomic_rc_box_acquire (self);
  ticket->caller = caller_ref (caller);
  g_object_set_qdata_full (G_OBJECT (message), TICKET, ticket, ticket_free);
  return TRUE;
}

/* Returns: whether the message may pass. */
static gboolean
admit (DialerAdmission *self, GDBusConnection *connection, GDBusMessage *message, GError **error)
{
  GVariant *body = g_dbus_message_get_body (message);
  gsize size = body ? g_variant_get_size (body) : 0;
  Question *question;
  gboolean admitted;

  if (size > DIALER_REQUEST_SIZE_MAX)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "a request of %" G_GSIZE_FORMAT " bytes; it may have %u", size, DIALER_REQUEST_SIZE_MAX);
      return FALSE;
    }
  admitted = add (self, message, &question, error);
  ask_bus (connection, question);
  return admitted;
}

static void
refuse (GDBusConnection *connection, GDBusMessage *message, const GError *error)
{
  g_autofree char *name = NULL;
  g_autoptr (GDBusMessage) reply = NULL;

  if (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED)
    return;
  name = g_dbus_error_encode_gerror (error);
  reply = g_dbus_message_new_method_error_literal (message, name, error->message);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

/* On GDBus's thread. */
static GDBusMessage *
on_message (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL
      || g_dbus_message_get_sender (message) == NULL || admit (user_data, connection, message, &error))
    return message;
  refuse (connection, message, error);
  g_object_unref (message);
  return NULL;
}

DialerAdmission *
dialer_admission_new (GDBusConnection *connection)
{
  DialerAdmission *self = g_atomic_rc_box_new0 (DialerAdmission);

  g_mutex_init (&self->lock);
  self->callers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, caller_unref);
  self->users = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->sweep_at = SWEEP_AT;
  (void) dialer_error_quark (); /* so that errors have their names, on whatever thread */
  self->filter = g_dbus_connection_add_filter (connection, on_message, g_atomic_rc_box_acquire (self),
                                               (GDestroyNotify) dialer_admission_unref);
  return self;
}

void
dialer_admission_stop (DialerAdmission *self, GDBusConnection *connection)
{
  g_dbus_connection_remove_filter (connection, self->filter);
}
