/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A profile on the bus. */
#include "dialer-bus-profile.h"

#include <gio/gunixfdlist.h>
#include <libsecret/secret.h>

#include "dialer-authority.h"
#include "dialer-bus-error.h"
#include "dialer-bus-lease.h"
#include "dialer-bus-preview.h"
#include "dialer-dial-options.h"
#include "dialer-dial-wait.h"
#include "dialer-error.h"
#include "dialer-path.h"
#include "dialer-secret-pipe.h"

struct _DialerBusProfile
{
  DialerDBusProfileSkeleton parent_instance;

  DialerManager *manager;
  DialerProfileBook *book;
  DialerSecretStore *secrets;
  DialerProfile *profile;
};

static void dialer_bus_profile_iface_init (DialerDBusProfileIface *iface);

G_DEFINE_TYPE_WITH_CODE (DialerBusProfile, dialer_bus_profile, DIALER_DBUS_TYPE_PROFILE_SKELETON,
                         G_IMPLEMENT_INTERFACE (DIALER_DBUS_TYPE_PROFILE, dialer_bus_profile_iface_init))

static void
update (DialerBusProfile *self)
{
  DialerDBusProfile *face = DIALER_DBUS_PROFILE (self);

  dialer_dbus_profile_set_name (face, dialer_profile_get_name (self->profile));
  dialer_dbus_profile_set_owner (face, dialer_profile_get_owner (self->profile));
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self));
}

static void
on_changed (DialerProfile *profile, gpointer user_data)
{
  update (user_data);
}

/* Asks the authority; a handler's only line. */
static gboolean
check (DialerDBusProfile *face, GDBusMethodInvocation *invocation, DialerAllowed allowed)
{
  DialerBusProfile *self = DIALER_BUS_PROFILE (face);
  guint owner = dialer_profile_get_owner (self->profile);
  DialerSettings *settings = dialer_profile_get_settings (self->profile);
  g_auto (GStrv) users = dialer_settings_get_list (settings, "profile.users");
  DialerOwnership ownership = { .owned = TRUE, .owners = { owner, owner }, .users = (const char *const *) users };

  dialer_authority_check (self, invocation, &ownership, allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
get_settings_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;
  DialerSettings *settings = dialer_profile_get_settings (self->profile);

  dialer_dbus_profile_complete_get_settings (DIALER_DBUS_PROFILE (self), invocation,
                                             dialer_settings_to_variant (settings, FALSE),
                                             dialer_settings_to_variant (settings, TRUE));
}

static gboolean
handle_get_settings (DialerDBusProfile *face, GDBusMethodInvocation *invocation)
{
  return check (face, invocation, get_settings_allowed);
}

static void
on_updated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (dialer_profile_book_update_finish (DIALER_PROFILE_BOOK (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    dialer_bus_return_error (invocation, error);
}

static void
update_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;
  g_autoptr (GVariant) set = NULL;
  g_autofree const char **unset = NULL;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(@a{sa{sv}}^a&s)", &set, &unset);
  dialer_profile_book_update_async (self->book, self->profile, set, unset, uid == 0, on_updated, invocation);
}

static gboolean
handle_update (DialerDBusProfile *face, GDBusMethodInvocation *invocation, GVariant *set, const char *const *unset)
{
  return check (face, invocation, update_allowed);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (dialer_profile_book_remove_finish (DIALER_PROFILE_BOOK (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    dialer_bus_return_error (invocation, error);
}

static void
remove_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;

  if (dialer_manager_find_session (self->manager, self->profile))
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_BUSY,
                                           "%s has a session: hang up first",
                                           dialer_profile_get_name (self->profile));
  else
    dialer_profile_book_remove_async (self->book, self->profile, on_removed, invocation);
}

static gboolean
handle_remove (DialerDBusProfile *face, GDBusMethodInvocation *invocation)
{
  return check (face, invocation, remove_allowed);
}

static gboolean
check_secret_name (const char *name, GDBusMethodInvocation *invocation)
{
  if (g_str_equal (name, "password") || g_str_equal (name, "pin"))
    return TRUE;
  g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                                         "secret %s: there are password and pin", name);
  return FALSE;
}

static void
on_secret_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (dialer_secret_store_store_finish (DIALER_SECRET_STORE (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    dialer_bus_return_error (invocation, error);
}

typedef struct
{
  DialerBusProfile *self;
  GDBusMethodInvocation *invocation;
} SetSecret;

static void
on_secret_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree SetSecret *set = user_data;
  g_autoptr (DialerBusProfile) self = set->self;
  g_autoptr (GError) error = NULL;
  char *secret = dialer_secret_pipe_read_finish (result, &error);
  const char *name;

  if (secret == NULL)
    {
      dialer_bus_return_error (set->invocation, error);
      return;
    }
  g_variant_get (g_dbus_method_invocation_get_parameters (set->invocation), "(&sh)", &name, NULL);
  dialer_secret_store_store_async (self->secrets, dialer_profile_get_id (self->profile), name, secret, NULL,
                                   on_secret_stored, set->invocation);
  secret_password_free (secret);
}

static void
set_secret_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (invocation);
  GUnixFDList *fds = g_dbus_message_get_unix_fd_list (message);
  g_autoptr (GError) error = NULL;
  SetSecret *set;
  const char *name;
  int handle, fd;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&sh)", &name, &handle);
  if (!check_secret_name (name, invocation))
    return;
  fd = fds ? g_unix_fd_list_get (fds, handle, &error) : -1;
  if (fd < 0)
    {
      g_dbus_method_invocation_return_error_literal (invocation, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                                                     "no pipe came with the message");
      return;
    }
  set = g_new0 (SetSecret, 1);
  set->self = g_object_ref (target);
  set->invocation = invocation;
  dialer_secret_pipe_read_async (fd, NULL, on_secret_read, set);
}

static gboolean
handle_set_secret (DialerDBusProfile *face, GDBusMethodInvocation *invocation, GUnixFDList *fds, const char *name,
                   GVariant *handle)
{
  return check (face, invocation, set_secret_allowed);
}

static void
clear_secret_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;
  const char *name;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&s)", &name);
  if (check_secret_name (name, invocation))
    dialer_secret_store_store_async (self->secrets, dialer_profile_get_id (self->profile), name, NULL, NULL,
                                     on_secret_stored, invocation);
}

static gboolean
handle_clear_secret (DialerDBusProfile *face, GDBusMethodInvocation *invocation, const char *name)
{
  return check (face, invocation, clear_secret_allowed);
}

static void
on_secrets_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = dialer_secret_store_list_finish (DIALER_SECRET_STORE (source), result, &error);

  if (names)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", names));
  else
    dialer_bus_return_error (invocation, error);
}

static void
list_secrets_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;

  dialer_secret_store_list_async (self->secrets, dialer_profile_get_id (self->profile), NULL, on_secrets_listed,
                                  invocation);
}

static gboolean
handle_list_secrets (DialerDBusProfile *face, GDBusMethodInvocation *invocation)
{
  return check (face, invocation, list_secrets_allowed);
}

static void
dial (DialerBusProfile *self, GDBusMethodInvocation *invocation, guint uid, gboolean over_budget)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 0);
  g_auto (DialerDialOptions) parsed = { 0 };
  GUnixFDList *fds = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  gboolean begun = dialer_manager_find_session (self->manager, self->profile) == NULL;
  g_autoptr (DialerSession) session = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (dialer_dial_options_parse (&parsed, options, fds, uid, &error))
    {
      parsed.request.over_budget = over_budget;
      parsed.request.caller = g_dbus_method_invocation_get_sender (invocation);
      session = dialer_manager_dial (self->manager, self->profile, &parsed.request, &error);
    }
  if (session == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  path = dialer_path_of_session (session);
  if (parsed.wait)
    dialer_dial_wait (session, begun, g_variant_new ("(o)", path), invocation);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
dial_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  dial (target, invocation, uid, FALSE);
}

static gboolean
handle_dial (DialerDBusProfile *face, GDBusMethodInvocation *invocation, GUnixFDList *fds, GVariant *options)
{
  return check (face, invocation, dial_allowed);
}

static void
lease_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;

  dialer_bus_lease_take (self->manager, self->profile, invocation, uid);
}

static gboolean
handle_lease (DialerDBusProfile *face, GDBusMethodInvocation *invocation, guint minutes, const char *why,
              GVariant *options)
{
  return check (face, invocation, lease_allowed);
}

static void
dial_over_budget_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  dial (target, invocation, uid, TRUE);
}

static gboolean
handle_dial_over_budget (DialerDBusProfile *face, GDBusMethodInvocation *invocation, GUnixFDList *fds,
                         GVariant *options)
{
  return check (face, invocation, dial_over_budget_allowed);
}

static void
preview_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;

  dialer_bus_preview_answer (self->manager, self->profile, invocation, uid);
}

static gboolean
handle_preview (DialerDBusProfile *face, GDBusMethodInvocation *invocation, GVariant *options)
{
  return check (face, invocation, preview_allowed);
}

static void
get_last_call_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusProfile *self = target;
  DialerCallRecord *record = dialer_profile_get_last_call (self->profile);

  if (record)
    dialer_dbus_profile_complete_get_last_call (DIALER_DBUS_PROFILE (self), invocation,
                                                dialer_call_record_to_variant (record, record->ended));
  else
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "%s has made no call yet",
                                           dialer_profile_get_name (self->profile));
}

static gboolean
handle_get_last_call (DialerDBusProfile *face, GDBusMethodInvocation *invocation)
{
  return check (face, invocation, get_last_call_allowed);
}

static void
dialer_bus_profile_iface_init (DialerDBusProfileIface *iface)
{
  iface->handle_get_settings = handle_get_settings;
  iface->handle_update = handle_update;
  iface->handle_remove = handle_remove;
  iface->handle_set_secret = handle_set_secret;
  iface->handle_clear_secret = handle_clear_secret;
  iface->handle_list_secrets = handle_list_secrets;
  iface->handle_dial = handle_dial;
  iface->handle_lease = handle_lease;
  iface->handle_dial_over_budget = handle_dial_over_budget;
  iface->handle_preview = handle_preview;
  iface->handle_get_last_call = handle_get_last_call;
}

static void
dialer_bus_profile_dispose (GObject *object)
{
  DialerBusProfile *self = DIALER_BUS_PROFILE (object);

  if (self->profile)
    g_signal_handlers_disconnect_by_data (self->profile, self);
  g_clear_object (&self->profile);
  g_clear_object (&self->manager);
  g_clear_object (&self->book);
  g_clear_object (&self->secrets);
  G_OBJECT_CLASS (dialer_bus_profile_parent_class)->dispose (object);
}

static void
dialer_bus_profile_class_init (DialerBusProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_bus_profile_dispose;
}

static void
dialer_bus_profile_init (DialerBusProfile *self)
{
}

DialerBusProfile *
dialer_bus_profile_new (DialerManager *manager, DialerProfileBook *book, DialerSecretStore *secrets,
                        DialerProfile *profile)
{
  DialerBusProfile *self = g_object_new (DIALER_TYPE_BUS_PROFILE, NULL);
  DialerDBusProfile *face = DIALER_DBUS_PROFILE (self);

  self->manager = g_object_ref (manager);
  self->book = g_object_ref (book);
  self->secrets = g_object_ref (secrets);
  self->profile = g_object_ref (profile);
  dialer_dbus_profile_set_id (face, dialer_profile_get_id (profile));
  dialer_dbus_profile_set_session (face, "/");
  update (self);
  g_signal_connect (profile, "changed", G_CALLBACK (on_changed), self);
  return self;
}
