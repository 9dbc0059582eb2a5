/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where profiles and modems are made. */
#include "dialer-bus-manager.h"

#include "dialer-authority.h"
#include "dialer-bus-error.h"
#include "dialer-bus-history.h"
#include "dialer-caller.h"
#include "dialer-config.h"
#include "dialer-error.h"
#include "dialer-path.h"
#include "dialer-secret-reset.h"
#include "dialer-setting.h"

struct _DialerBusManager
{
  DialerDBusManagerSkeleton parent_instance;

  DialerManager *manager;
  DialerProfileBook *book;
  DialerModemPool *pool;
  DialerPortScan *scan;
  DialerBusAgents *agents;
  DialerRecorder *recorder;
  DialerSecretStore *secrets;
  GVariant *keys; /* what ListKeys answers: the most that is answered, and always the same */
};

static void dialer_bus_manager_iface_init (DialerDBusManagerIface *iface);

G_DEFINE_TYPE_WITH_CODE (DialerBusManager, dialer_bus_manager, DIALER_DBUS_TYPE_MANAGER_SKELETON,
                         G_IMPLEMENT_INTERFACE (DIALER_DBUS_TYPE_MANAGER, dialer_bus_manager_iface_init))

static const DialerOwnership nobodys = { .owned = FALSE };

/* Who shall own a new profile, if the settings say; else the caller. */
static gboolean
get_wanted_owner (GVariant *settings, guint *owner)
{
  g_autoptr (GVariant) group = g_variant_lookup_value (settings, "profile", G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) value = group ? g_variant_lookup_value (group, "owner", NULL) : NULL;
  guint64 number;

  if (value && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    *owner = g_variant_get_uint32 (value);
  else if (value && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
           && g_ascii_string_to_unsigned (g_variant_get_string (value, NULL), 10, 0, G_MAXUINT32 - 1, &number, NULL))
    *owner = number;
  else
    return FALSE;
  return TRUE;
}

static void
on_profile_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerProfile) profile = dialer_profile_book_add_finish (DIALER_PROFILE_BOOK (source), result, &error);
  g_autofree char *path = NULL;

  if (profile == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  path = dialer_path_of_profile (profile);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
add_profile_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;
  g_autoptr (GVariant) settings = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 0);
  guint owner = uid;

  get_wanted_owner (settings, &owner);
  dialer_profile_book_add_async (self->book, settings, owner, uid == 0, on_profile_added, invocation);
}

static gboolean
handle_add_profile (DialerDBusManager *face, GDBusMethodInvocation *invocation, GVariant *settings)
{
  DialerOwnership ownership = { .owned = FALSE };

  ownership.owned = get_wanted_owner (settings, &ownership.owners[0]);
  ownership.owners[1] = ownership.owners[0];
  dialer_authority_check (face, invocation, &ownership, add_profile_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
find_profiles_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;
  GPtrArray *profiles = dialer_profile_book_get_profiles (self->book);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *word;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&s)", &word);
  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (dialer_profile_get_name (profiles->pdata[i]), word)
        || g_str_equal (dialer_profile_get_id (profiles->pdata[i]), word))
      g_ptr_array_add (paths, dialer_path_of_profile (profiles->pdata[i]));
  g_ptr_array_add (paths, NULL);
  dialer_dbus_manager_complete_find_profiles (target, invocation, (const char *const *) paths->pdata);
}

static gboolean
handle_find_profiles (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *word)
{
  dialer_authority_check (face, invocation, &nobodys, find_profiles_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
add_key (GVariantBuilder *keys, const DialerSetting *setting)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *path = dialer_setting_make_path (setting);

  g_variant_dict_insert (&dict, "key", "s", path);
  g_variant_dict_insert (&dict, "type", "s", setting->type);
  g_variant_dict_insert (&dict, "default", "s", setting->initial);
  g_variant_dict_insert (&dict, "meaning", "s", setting->meaning);
  g_variant_dict_insert (&dict, "privileged", "b", setting->privileged);
  g_variant_dict_insert (&dict, "effective", "b", setting->effective);
  g_variant_builder_add_value (keys, g_variant_dict_end (&dict));
}

static GVariant *
make_keys (void)
{
  g_auto (GVariantBuilder) keys = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);
  GVariant *made;

  for (guint i = 0; i < n; i++)
    add_key (&keys, &all[i]);
  made = g_variant_ref_sink (g_variant_builder_end (&keys));
  g_variant_get_data (made); /* makes one piece of it, a tenth as large */
  return made;
}

static void
list_keys_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;

  if (self->keys == NULL)
    self->keys = make_keys ();
  dialer_dbus_manager_complete_list_keys (target, invocation, self->keys);
}

static gboolean
handle_list_keys (DialerDBusManager *face, GDBusMethodInvocation *invocation)
{
  dialer_authority_check (face, invocation, &nobodys, list_keys_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_modem_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerModem) modem = dialer_modem_pool_add_finish (DIALER_MODEM_POOL (source), result, &error);
  g_autofree char *path = NULL;

  if (modem == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  path = dialer_path_of_modem (modem);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
add_modem_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;
  g_autoptr (GVariant) settings = NULL;
  const char *device;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&s@a{ss})", &device, &settings);
  dialer_modem_pool_add_async (self->pool, device, settings, on_modem_added, invocation);
}

static gboolean
handle_add_modem (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *device, GVariant *settings)
{
  dialer_authority_check (face, invocation, &nobodys, add_modem_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
add_string (GVariantBuilder *dict, const char *key, const char *value)
{
  g_variant_builder_add (dict, "{sv}", key, g_variant_new_string (value));
}

static GVariant *
report_to_variant (const DialerPortReport *report)
{
  g_auto (GVariantBuilder) dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_string (&dict, "device", report->facts->device);
  add_string (&dict, "driver", report->facts->driver);
  add_string (&dict, "product", report->facts->product);
  add_string (&dict, "place", report->facts->place);
  add_string (&dict, "status", dialer_port_status_to_string (report->status));
  add_string (&dict, "text", report->text);
  return g_variant_builder_end (&dict);
}

static void
on_ports_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_auto (GVariantBuilder) ports = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reports = dialer_port_scan_list_finish (DIALER_PORT_SCAN (source), result, &error);

  if (reports == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  for (guint i = 0; i < reports->len; i++)
    g_variant_builder_add_value (&ports, report_to_variant (reports->pdata[i]));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &ports));
}

static void
list_ports_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;
  g_autoptr (GCancellable) cancellable = dialer_caller_watch (invocation);
  g_autofree const char **devices = NULL;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(^a&s)", &devices);
  dialer_port_scan_list_async (self->scan, devices, cancellable, on_ports_listed, invocation);
}

static gboolean
handle_list_ports (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *const *devices)
{
  dialer_authority_check (face, invocation, &nobodys, list_ports_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* @identity: (nullable): nobody has answered */
static void
return_answer (GDBusMethodInvocation *invocation, const DialerIdentity *identity)
{
  g_auto (GVariantBuilder) dict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *word = "silent";

  if (identity)
    word = dialer_identity_is_voice (identity) ? "modem" : "other";
  add_string (&dict, "answer", word);
  add_string (&dict, "manufacturer", identity ? identity->manufacturer : "");
  add_string (&dict, "model", identity ? identity->model : "");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{sv})", &dict));
}

static void
on_port_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerIdentity) identity
    = dialer_port_scan_ask_finish (DIALER_PORT_SCAN (source), result, &error);

  if (identity || g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    return_answer (invocation, identity);
  else
    dialer_bus_return_error (invocation, error);
}

static void
probe_port_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;
  g_autoptr (GCancellable) cancellable = dialer_caller_watch (invocation);
  const char *device;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&s)", &device);
  dialer_port_scan_ask_async (self->scan, device, cancellable, on_port_asked, invocation);
}

static gboolean
handle_probe_port (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *device)
{
  dialer_authority_check (face, invocation, &nobodys, probe_port_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
handle_get_history (DialerDBusManager *face, GDBusMethodInvocation *invocation, GVariant *filter)
{
  dialer_bus_history_get_history (DIALER_BUS_MANAGER (face)->recorder, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
handle_get_totals (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *by, GVariant *filter)
{
  dialer_bus_history_get_totals (DIALER_BUS_MANAGER (face)->recorder, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
handle_get_log (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *call)
{
  dialer_bus_history_get_log (DIALER_BUS_MANAGER (face)->recorder, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_failed (DialerRecorder *recorder, gpointer user_data)
{
  dialer_dbus_manager_set_ledger_failures (user_data, dialer_recorder_get_failures (recorder));
}

static void
register_agent_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;
  g_autoptr (GError) error = NULL;
  const char *path;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&o)", &path);
  if (dialer_bus_agents_add (self->agents, g_dbus_method_invocation_get_connection (invocation),
                             g_dbus_method_invocation_get_sender (invocation), path, uid, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    dialer_bus_return_error (invocation, error);
}

static gboolean
handle_register_agent (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *path)
{
  dialer_authority_check (face, invocation, &nobodys, register_agent_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
unregister_agent_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;
  g_autoptr (GError) error = NULL;
  const char *path;

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(&o)", &path);
  if (dialer_bus_agents_remove (self->agents, g_dbus_method_invocation_get_sender (invocation), path, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    dialer_bus_return_error (invocation, error);
}

static gboolean
handle_unregister_agent (DialerDBusManager *face, GDBusMethodInvocation *invocation, const char *path)
{
  dialer_authority_check (face, invocation, &nobodys, unregister_agent_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
reset_secrets_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusManager *self = target;

  dialer_secret_reset (self->manager, self->secrets, invocation);
}

static gboolean
handle_reset_secrets (DialerDBusManager *face, GDBusMethodInvocation *invocation)
{
  dialer_authority_check (face, invocation, &nobodys, reset_secrets_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
dialer_bus_manager_iface_init (DialerDBusManagerIface *iface)
{
  iface->handle_add_profile = handle_add_profile;
  iface->handle_find_profiles = handle_find_profiles;
  iface->handle_list_keys = handle_list_keys;
  iface->handle_add_modem = handle_add_modem;
  iface->handle_list_ports = handle_list_ports;
  iface->handle_probe_port = handle_probe_port;
  iface->handle_register_agent = handle_register_agent;
  iface->handle_unregister_agent = handle_unregister_agent;
  iface->handle_get_history = handle_get_history;
  iface->handle_get_totals = handle_get_totals;
  iface->handle_get_log = handle_get_log;
  iface->handle_reset_secrets = handle_reset_secrets;
}

static void
dialer_bus_manager_dispose (GObject *object)
{
  DialerBusManager *self = DIALER_BUS_MANAGER (object);

  g_clear_object (&self->manager);
  g_clear_object (&self->secrets);
  g_clear_object (&self->book);
  g_clear_object (&self->pool);
  g_clear_object (&self->scan);
  g_clear_object (&self->agents);
  g_clear_object (&self->recorder);
  g_clear_pointer (&self->keys, g_variant_unref);
  G_OBJECT_CLASS (dialer_bus_manager_parent_class)->dispose (object);
}

static void
dialer_bus_manager_class_init (DialerBusManagerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_bus_manager_dispose;
}

static void
dialer_bus_manager_init (DialerBusManager *self)
{
}

DialerBusManager *
dialer_bus_manager_new (DialerManager *manager, DialerProfileBook *book, DialerModemPool *pool, DialerPortScan *scan,
                        DialerSecretStore *secrets, DialerBusAgents *agents, DialerRecorder *recorder)
{
  DialerBusManager *self = g_object_new (DIALER_TYPE_BUS_MANAGER, NULL);

  self->manager = g_object_ref (manager);
  self->secrets = g_object_ref (secrets);
  self->book = g_object_ref (book);
  self->pool = g_object_ref (pool);
  self->scan = g_object_ref (scan);
  self->agents = g_object_ref (agents);
  self->recorder = g_object_ref (recorder);
  g_signal_connect_object (recorder, "failed", G_CALLBACK (on_failed), self, 0);
  dialer_dbus_manager_set_version (DIALER_DBUS_MANAGER (self), DIALER_VERSION);
  return self;
}
