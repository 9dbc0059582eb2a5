/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks the bus who calls, the XML what that needs, and polkit whether it is granted. */
#include "dialer-authority.h"

#include <polkit/polkit.h>
#include <string.h>

#include "dialer-admission.h"
#include "dialer-bus-error.h"
#include "dialer-caller.h"
#include "dialer-error.h"
#include "dialer-names.h"
#include "dialer-reply-share.h"
#include "dialer-user.h"

#define ADMISSION "dialer-admission" /* of a connection */
#define POLKIT "org.freedesktop.PolicyKit1"
#define POLKIT_PATH "/org/freedesktop/PolicyKit1/Authority"
#define POLKIT_INTERFACE "org.freedesktop.PolicyKit1.Authority"
#define ACTION DIALER_BUS_NAME ".Action"
#define ACTION_FOR_USERS DIALER_BUS_NAME ".ActionForUsers"
#define ACTION_FOR_OTHERS DIALER_BUS_NAME ".ActionForOthers"

typedef struct
{
  GObject *target;
  GDBusMethodInvocation *invocation;
  gboolean owned;
  guint owners[2];
  GStrv users;
  DialerAllowed allowed;
  guint uid;
  const char *action;
  char *id;             /* of the question to polkit, as long as it may be cancelled */
  GCancellable *caller; /* is cancelled when he leaves: nobody is to be asked on his behalf then */
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->target);
  if (check->caller)
    g_signal_handlers_disconnect_by_data (check->caller, check);
  g_clear_object (&check->caller);
  g_strfreev (check->users);
  g_free (check->id);
  g_free (check);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Check, check_free)

static GDBusConnection *
get_connection (Check *check)
{
  return g_dbus_method_invocation_get_connection (check->invocation);
}

static gboolean
do_it (gpointer user_data)
{
  Check *check = user_data;

  check->allowed (check->target, check->invocation, check->uid);
  return G_SOURCE_REMOVE;
}

static void
free_check (gpointer data)
{
  check_free (data);
}

/* (transfer full).  Of somebody who asks for much at a time nothing is done while others have asked for something. */
static void
allow (Check *check)
{
  DialerAdmission *admission = g_object_get_data (G_OBJECT (get_connection (check)), ADMISSION);

  if (check->uid == 0 || admission == NULL || dialer_admission_count (admission, check->uid) <= 1)
    {
      do_it (check);
      check_free (check);
    }
  else
    g_idle_add_full (G_PRIORITY_DEFAULT + 1, do_it, check, free_check);
}

/* The message is for people; the fields, which dialerd(8) lists, for programs. */
static void
log_refusal (Check *check, const char *why)
{
  const char *interface = g_dbus_method_invocation_get_interface_name (check->invocation);
  g_autofree char *method = g_strconcat (strrchr (interface, '.') + 1, ".",
                                         g_dbus_method_invocation_get_method_name (check->invocation), NULL);
  g_autofree char *user = g_strdup_printf ("%u", check->uid);

  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE,
                    "DIALER_USER", user,
                    "DIALER_METHOD", method,
                    "DIALER_ACTION", check->action ? check->action : "",
                    "MESSAGE", "%s refused to user %s: %s", method, user, why);
}

static void
refuse (Check *check, const char *why)
{
  g_autoptr (GError) error = g_error_new_literal (DIALER_ERROR, DIALER_ERROR_NOT_AUTHORIZED, why);

  log_refusal (check, why);
  dialer_bus_return_error (check->invocation, error);
}

const char *
dialer_authority_get_action (const GDBusMethodInfo *method, gboolean relation_is_owner, gboolean relation_is_user)
{
  const char *own = g_dbus_annotation_info_lookup (method->annotations, ACTION);
  const char *others = g_dbus_annotation_info_lookup (method->annotations, ACTION_FOR_OTHERS);
  const char *users = g_dbus_annotation_info_lookup (method->annotations, ACTION_FOR_USERS);

  if (relation_is_owner)
    return own;
  if (relation_is_user && users)
    return users;
  return others ? others : own;
}

/* Not by libpolkit: it gives a question up at once that is cancelled, but the bus counts it until polkit answers. */
static void
call_polkit (Check *check, const char *method, GVariant *parameters, const char *reply, GAsyncReadyCallback callback)
{
  g_dbus_connection_call (get_connection (check), POLKIT, POLKIT_PATH, POLKIT_INTERFACE, method, parameters,
                          reply ? G_VARIANT_TYPE (reply) : NULL, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, callback,
                          callback ? check : NULL);
}

static void
refuse_for_polkit (Check *check, GError *error)
{
  g_autofree char *why = NULL;

  g_dbus_error_strip_remote_error (error);
  why = g_strdup_printf ("polkit can't be asked: %s", error->message);
  refuse (check, why);
}

static void
on_polkit_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Check) check = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  gboolean authorized = FALSE, challenge = FALSE;

  dialer_reply_share_give_back (G_DBUS_CONNECTION (source), check->uid);
  if (reply == NULL)
    {
      refuse_for_polkit (check, error);
      return;
    }
  g_variant_get (reply, "((bba{ss}))", &authorized, &challenge, NULL);
  if (authorized)
    allow (g_steal_pointer (&check));
  else
    refuse (check, challenge ? "an administrator's password is needed, and nobody could be asked for it"
                             : "you may not do this");
}

static void
on_caller_left (GCancellable *caller, gpointer user_data)
{
  Check *check = user_data;

  call_polkit (check, "CancelCheckAuthorization", g_variant_new ("(s)", check->id), NULL, NULL);
}

static void
ask_polkit (Check *check)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (check->invocation);
  const char *sender = g_dbus_method_invocation_get_sender (check->invocation);
  gboolean interactive
    = (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION) != 0;
  PolkitCheckAuthorizationFlags flags = interactive ? POLKIT_CHECK_AUTHORIZATION_FLAGS_ALLOW_USER_INTERACTION
                                                    : POLKIT_CHECK_AUTHORIZATION_FLAGS_NONE;

  if (interactive)
    {
      check->id = g_strdup_printf ("%p", (void *) check);
      check->caller = dialer_caller_watch (check->invocation);
      g_signal_connect (check->caller, "cancelled", G_CALLBACK (on_caller_left), check);
    }
  call_polkit (check, "CheckAuthorization",
               g_variant_new_parsed ("(('system-bus-name', {'name': <%s>}), %s, @a{ss} {}, %u, %s)", sender,
                                     check->action, (guint) flags, check->id ? check->id : ""),
               "((bba{ss}))", on_polkit_answered);
}

static gboolean
is_owner (const Check *check)
{
  return !check->owned || check->uid == check->owners[0] || check->uid == check->owners[1];
}

static void
on_identified (gboolean known, guint uid, gpointer user_data)
{
  g_autoptr (Check) check = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_user;

  if (!known) /* the caller has left the bus */
    {
      g_object_unref (check->invocation);
      return;
    }
  check->uid = uid;
  is_user = check->users && dialer_user_is_listed (uid, (const char *const *) check->users);
  check->action = dialer_authority_get_action (g_dbus_method_invocation_get_method_info (check->invocation),
                                               is_owner (check), is_user);
  if (check->action == NULL)
    refuse (check, "this method has no declared action");
  else if (uid == 0 || g_str_equal (check->action, "none"))
    allow (g_steal_pointer (&check));
  else if (!dialer_reply_share_take (get_connection (check), uid, &error))
    dialer_bus_return_error (check->invocation, error);
  else
    ask_polkit (g_steal_pointer (&check));
}

void
dialer_authority_check (gpointer target, GDBusMethodInvocation *invocation, const DialerOwnership *ownership,
                        DialerAllowed allowed)
{
  GDBusConnection *connection = g_dbus_method_invocation_get_connection (invocation);
  Check *check = g_new0 (Check, 1);

  check->target = g_object_ref (target);
  check->invocation = invocation;
  check->owned = ownership->owned;
  check->owners[0] = ownership->owners[0];
  check->owners[1] = ownership->owners[1];
  check->users = g_strdupv ((GStrv) ownership->users);
  check->allowed = allowed;
  dialer_admission_identify (g_object_get_data (G_OBJECT (connection), ADMISSION), connection,
                             g_dbus_method_invocation_get_sender (invocation), on_identified, check);
}

void
dialer_authority_attach (GDBusConnection *connection)
{
  g_object_set_data_full (G_OBJECT (connection), ADMISSION, dialer_admission_new (connection),
                          (GDestroyNotify) dialer_admission_unref);
}

void
dialer_authority_detach (GDBusConnection *connection)
{
  DialerAdmission *admission = g_object_get_data (G_OBJECT (connection), ADMISSION);

  if (admission)
    dialer_admission_stop (admission, connection);
  g_object_set_data (G_OBJECT (connection), ADMISSION, NULL);
}
