/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks the bus who calls, the XML what that needs, and polkit whether it is granted. */
#include "dialer-authority.h"

#include <polkit/polkit.h>
#include <string.h>

#include "dialer-bus-error.h"
#include "dialer-caller.h"
#include "dialer-error.h"
#include "dialer-names.h"
#include "dialer-user.h"

#define POLKIT_DATA "dialer-polkit"
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
  GCancellable *cancellable; /* when the caller leaves: nobody is to be asked on his behalf then */
} Check;

static void
check_free (Check *check)
{
  g_object_unref (check->target);
  g_clear_object (&check->cancellable);
  g_strfreev (check->users);
  g_free (check);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Check, check_free)

static void
allow (Check *check)
{
  check->allowed (check->target, check->invocation, check->uid);
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

static void
on_polkit_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Check) check = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PolkitAuthorizationResult) answer = NULL;

  answer = polkit_authority_check_authorization_finish (POLKIT_AUTHORITY (source), result, &error);
  if (answer == NULL)
    {
      g_autofree char *why = g_strdup_printf ("polkit can't be asked: %s", error->message);

      refuse (check, why);
    }
  else if (polkit_authorization_result_get_is_authorized (answer))
    allow (check);
  else
    refuse (check, polkit_authorization_result_get_is_challenge (answer)
                     ? "an administrator's password is needed, and nobody could be asked for it"
                     : "you may not do this");
}

static void
on_polkit_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Check) check = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PolkitAuthority) polkit = polkit_authority_get_finish (result, &error);
  g_autoptr (PolkitSubject) subject = NULL;
  GDBusMessage *message = g_dbus_method_invocation_get_message (check->invocation);
  PolkitCheckAuthorizationFlags flags = POLKIT_CHECK_AUTHORIZATION_FLAGS_NONE;

  if (polkit == NULL)
    {
      refuse (check, error->message);
      return;
    }
  if (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION)
    flags = POLKIT_CHECK_AUTHORIZATION_FLAGS_ALLOW_USER_INTERACTION;
  subject = polkit_system_bus_name_new (g_dbus_method_invocation_get_sender (check->invocation));
  polkit_authority_check_authorization (polkit, subject, check->action, NULL, flags, check->cancellable,
                                        on_polkit_answered, check);
  g_steal_pointer (&check);
}

static gboolean
is_owner (const Check *check)
{
  return !check->owned || check->uid == check->owners[0] || check->uid == check->owners[1];
}

static void
on_caller_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Check) check = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  gboolean is_user;

  if (reply == NULL) /* the caller has left the bus */
    {
      g_object_unref (check->invocation);
      return;
    }
  g_variant_get (reply, "(u)", &check->uid);
  if (!dialer_caller_admit (check->invocation, check->uid, &error))
    {
      dialer_bus_return_error (check->invocation, error);
      return;
    }
  is_user = check->users && dialer_user_is_listed (check->uid, (const char *const *) check->users);
  check->action = dialer_authority_get_action (g_dbus_method_invocation_get_method_info (check->invocation),
                                               is_owner (check), is_user);
  if (check->action == NULL)
    refuse (check, "this method has no declared action");
  else if (check->uid == 0 || g_str_equal (check->action, "none"))
    allow (check);
  else
    {
      check->cancellable = dialer_caller_watch (check->invocation);
      polkit_authority_get_async (NULL, on_polkit_found, g_steal_pointer (&check));
    }
}

void
dialer_authority_check (gpointer target, GDBusMethodInvocation *invocation, const DialerOwnership *ownership,
                        DialerAllowed allowed)
{
  Check *check = g_new0 (Check, 1);

  check->target = g_object_ref (target);
  check->invocation = invocation;
  check->owned = ownership->owned;
  check->owners[0] = ownership->owners[0];
  check->owners[1] = ownership->owners[1];
  check->users = g_strdupv ((GStrv) ownership->users);
  check->allowed = allowed;
  g_dbus_connection_call (g_dbus_method_invocation_get_connection (invocation), "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixUser",
                          g_variant_new ("(s)", g_dbus_method_invocation_get_sender (invocation)),
                          G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_caller_known, check);
}

static void
on_polkit_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GDBusConnection) connection = user_data;
  g_autoptr (GError) error = NULL;
  PolkitAuthority *polkit = polkit_authority_get_finish (result, &error);

  if (polkit)
    g_object_set_data_full (G_OBJECT (connection), POLKIT_DATA, polkit, g_object_unref);
  else
    g_warning ("polkit can't be reached: %s", error->message);
}

void
dialer_authority_attach (GDBusConnection *connection)
{
  polkit_authority_get_async (NULL, on_polkit_ready, g_object_ref (connection));
}

void
dialer_authority_detach (GDBusConnection *connection)
{
  g_object_set_data (G_OBJECT (connection), POLKIT_DATA, NULL);
}
