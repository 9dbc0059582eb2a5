/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles in memory. */
#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-names.h"
#include "stand-in.h"

/* The profile "forbidden" belongs to a strict owner, "unreachable" lies behind a strict bus. */
static gboolean
refuse (DialerDBusProfile *profile, GDBusMethodInvocation *invocation)
{
  const char *name = dialer_dbus_profile_get_name (profile);

  stand_in_tell ("%s %s%s", g_dbus_method_invocation_get_method_name (invocation), name,
        g_dbus_message_get_flags (g_dbus_method_invocation_get_message (invocation))
            & G_DBUS_MESSAGE_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION ? " interactive" : "");
  if (g_str_equal (name, "forbidden"))
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_NOT_AUTHORIZED,
                                           "not authorized");
  else if (g_str_equal (name, "unreachable"))
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED, "rejected");
  else
    return FALSE;
  return TRUE;
}

static gboolean
on_dial (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, GUnixFDList *fds, GVariant *options,
         StandIn *self)
{
  g_autoptr (GVariant) settings = g_variant_lookup_value (options, "settings", G_VARIANT_TYPE ("a{sa{sv}}"));
  g_autofree char *number = NULL;
  gboolean wait = TRUE;

  if (refuse (profile, invocation))
    return TRUE;
  stand_in_tell_variant ("options", options);
  if (!g_variant_lookup (options, "number", "s", &number) && settings != NULL)
    number = stand_in_get_setting (settings, "dial", "numbers");
  if (number == NULL)
    number = stand_in_get_setting (stand_in_recall (profile, "settings"), "dial", "numbers");
  (void) g_variant_lookup (options, "wait", "b", &wait);
  stand_in_dial (self, profile, number, wait, NULL, invocation);
  return TRUE;
}

static gboolean
on_lease (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, guint minutes, const char *why,
          GVariant *options, StandIn *self)
{
  g_autofree char *number = stand_in_get_setting (stand_in_recall (profile, "settings"), "dial", "numbers");
  GVariant *leases = g_variant_new_parsed ("[{'id': <uint32 7>, 'user': <uint32 0>, 'why': <%s>,"
                                           " 'until': <uint64 1000000000>}]", why);

  stand_in_tell ("Lease %u %s", minutes, why);
  stand_in_dial (self, profile, number, TRUE, leases, invocation);
  return TRUE;
}

static gboolean
on_dial_over_budget (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, GUnixFDList *fds,
                     GVariant *options, StandIn *self)
{
  stand_in_tell ("DialOverBudget");
  return on_dial (profile, invocation, fds, options, self);
}

static GVariant *
make_preview (void)
{
  return g_variant_new_parsed (
    "{'modem': <'ttyS0'>, 'device': <'/dev/ttyS0'>, 'kind': <'voice'>, 'number': <'5551000'>,"
    " 'command': <'ATDT5551000'>, 'init': <['ATE0Q0V1X4']>, 'pppd': <['/usr/sbin/pppd', 'nodetach']>,"
    " 'routes': <[('0.0.0.0/0', uint32 700)]>, 'asks_dns': <false>, 'dns': <['192.0.2.53', '192.0.2.54']>,"
    " 'dns_search': <@as []>, 'minutes': <uint32 10>, 'cost': <uint64 600000>, 'currency': <'EUR'>,"
    " 'first_cost': <uint64 60000>, 'first_seconds': <uint64 60>, 'next_cost': <uint64 60000>,"
    " 'next_seconds': <uint64 60>, 'ends_after': <uint64 1800>, 'ended_by': <'duration'>,"
    " 'obstacles': <[('outside-window', 'now is no time for calls', 'from Monday on')]>}");
}

static gboolean
on_preview (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, GVariant *options, StandIn *self)
{
  const char *commands[] = { "ATDT5551000", "ATDT5551001", NULL };

  if (refuse (profile, invocation))
    return TRUE;
  stand_in_tell_variant ("options", options);
  dialer_dbus_profile_complete_preview (profile, invocation, commands, make_preview ());
  return TRUE;
}

static gboolean
on_get_last_call (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, StandIn *self)
{
  GVariant *record = stand_in_recall (profile, "last-call");

  if (record == NULL)
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_NOT_FOUND,
                                           "there was no call");
  else
    dialer_dbus_profile_complete_get_last_call (profile, invocation, record);
  return TRUE;
}

/* Puts the keys of the a{sa{sv}} @layer into @groups, a table of GVariantDicts. */
static void
lay_over (GHashTable *groups, GVariant *layer)
{
  GVariantIter iter, *keys;
  const char *group, *key;
  GVariant *value;

  g_variant_iter_init (&iter, layer);
  while (g_variant_iter_loop (&iter, "{&sa{sv}}", &group, &keys))
    {
      if (!g_hash_table_contains (groups, group))
        g_hash_table_insert (groups, g_strdup (group), g_variant_dict_new (NULL));
      while (g_variant_iter_loop (keys, "{&sv}", &key, &value))
        g_variant_dict_insert_value (g_hash_table_lookup (groups, group), key, value);
    }
}

/* @changes over @settings, without @unset. */
static GVariant *
merge (GVariant *settings, GVariant *changes, const char *const *unset)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify) g_variant_dict_unref);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa{sv}}"));
  GHashTableIter iter;
  gpointer group, dict;

  lay_over (groups, settings);
  lay_over (groups, changes);
  for (guint i = 0; unset != NULL && unset[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (unset[i], ".", 2);

      if (g_hash_table_contains (groups, parts[0]))
        g_variant_dict_remove (g_hash_table_lookup (groups, parts[0]), parts[1]);
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &group, &dict))
    g_variant_builder_add (&builder, "{s@a{sv}}", group, g_variant_dict_end (dict));
  return g_variant_builder_end (&builder);
}

static gboolean
on_get_settings (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, StandIn *self)
{
  g_autoptr (GVariant) defaults = g_variant_ref_sink (
    g_variant_new_parsed ("{'dial': {'command': <'ATDT'>}, 'ppp': {'mru': <'1492'>}}"));

  if (!refuse (profile, invocation))
    dialer_dbus_profile_complete_get_settings (profile, invocation, stand_in_recall (profile, "settings"),
                                               merge (defaults, stand_in_recall (profile, "settings"), NULL));
  return TRUE;
}

static gboolean
on_update (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, GVariant *set,
           const char *const *unset, StandIn *self)
{
  g_autofree char *name = stand_in_get_setting (set, "profile", "name");
  g_autofree char *keys = g_strjoinv (" ", (char **) unset);

  if (refuse (profile, invocation))
    return TRUE;
  stand_in_tell_variant ("set", set);
  stand_in_tell ("unset %s", keys);
  if (stand_in_refuse_bad (set, invocation))
    return TRUE;
  stand_in_keep (profile, "settings", merge (stand_in_recall (profile, "settings"), set, unset));
  if (name != NULL)
    dialer_dbus_profile_set_name (profile, name);
  dialer_dbus_profile_complete_update (profile, invocation);
  return TRUE;
}

static gboolean
on_remove_profile (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, StandIn *self)
{
  g_autofree char *path = stand_in_get_path (profile);

  if (refuse (profile, invocation))
    return TRUE;
  dialer_dbus_profile_complete_remove (profile, invocation);
  g_dbus_object_manager_server_unexport (self->objects, path);
  return TRUE;
}

static gboolean
on_set_secret (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, GUnixFDList *fds,
               const char *name, GVariant *handle, StandIn *self)
{
  const char *const names[] = { name, NULL };
  char secret[512];
  ssize_t length;
  int fd;

  if (refuse (profile, invocation))
    return TRUE;
  fd = g_unix_fd_list_get (fds, g_variant_get_handle (handle), NULL);
  length = read (fd, secret, sizeof secret);
  stand_in_tell ("secret %s '%.*s' then %zd", name, (int) length, secret, read (fd, secret, sizeof secret));
  close (fd);
  stand_in_keep (profile, "secrets", g_variant_new_strv (names, -1));
  dialer_dbus_profile_complete_set_secret (profile, invocation, NULL);
  return TRUE;
}

static gboolean
on_clear_secret (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, const char *name,
                 StandIn *self)
{
  if (refuse (profile, invocation))
    return TRUE;
  if (stand_in_recall (profile, "secrets") == NULL)
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_NOT_FOUND,
                                           "no %s is stored", name);
  else
    {
      g_object_set_data (G_OBJECT (profile), "secrets", NULL);
      dialer_dbus_profile_complete_clear_secret (profile, invocation);
    }
  return TRUE;
}

static gboolean
on_list_secrets (DialerDBusProfile *profile, GDBusMethodInvocation *invocation, StandIn *self)
{
  static const char *const none[] = { NULL };
  GVariant *secrets = stand_in_recall (profile, "secrets");
  g_autofree const char **names = secrets != NULL ? g_variant_get_strv (secrets, NULL) : NULL;

  if (!refuse (profile, invocation))
    dialer_dbus_profile_complete_list_secrets (profile, invocation, names != NULL ? names : none);
  return TRUE;
}

char *
stand_in_add_profile (StandIn *self, const char *name, guint32 owner, GVariant *settings)
{
  g_autoptr (DialerDBusProfile) profile = dialer_dbus_profile_skeleton_new ();
  g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-000000000000", 0xabc0 + ++self->n_profiles);
  char *path = g_strdup_printf (DIALER_PROFILE_PATH "p%u", self->n_profiles);

  stand_in_keep (profile, "settings", settings);
  dialer_dbus_profile_set_id (profile, id);
  dialer_dbus_profile_set_name (profile, name);
  dialer_dbus_profile_set_owner (profile, owner);
  dialer_dbus_profile_set_session (profile, "/");
  g_signal_connect (profile, "handle-dial", G_CALLBACK (on_dial), self);
  g_signal_connect (profile, "handle-lease", G_CALLBACK (on_lease), self);
  g_signal_connect (profile, "handle-dial-over-budget", G_CALLBACK (on_dial_over_budget), self);
  g_signal_connect (profile, "handle-preview", G_CALLBACK (on_preview), self);
  g_signal_connect (profile, "handle-get-last-call", G_CALLBACK (on_get_last_call), self);
  g_signal_connect (profile, "handle-get-settings", G_CALLBACK (on_get_settings), self);
  g_signal_connect (profile, "handle-update", G_CALLBACK (on_update), self);
  g_signal_connect (profile, "handle-remove", G_CALLBACK (on_remove_profile), self);
  g_signal_connect (profile, "handle-set-secret", G_CALLBACK (on_set_secret), self);
  g_signal_connect (profile, "handle-clear-secret", G_CALLBACK (on_clear_secret), self);
  g_signal_connect (profile, "handle-list-secrets", G_CALLBACK (on_list_secrets), self);
  stand_in_export (self, path, profile);
  return path;
}

