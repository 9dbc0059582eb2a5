/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem on the bus. */
#include "dialer-bus-modem.h"

#include "dialer-authority.h"
#include "dialer-bus-error.h"
#include "dialer-caller.h"
#include "dialer-error.h"

struct _DialerBusModem
{
  DialerDBusModemSkeleton parent_instance;

  DialerModemPool *pool;
  DialerModem *modem;
};

static void dialer_bus_modem_iface_init (DialerDBusModemIface *iface);

G_DEFINE_TYPE_WITH_CODE (DialerBusModem, dialer_bus_modem, DIALER_DBUS_TYPE_MODEM_SKELETON,
                         G_IMPLEMENT_INTERFACE (DIALER_DBUS_TYPE_MODEM, dialer_bus_modem_iface_init))

static const DialerOwnership nobodys = { .owned = FALSE };

/* From the groups of settings to "line.speed" and its like. */
static GVariant *
flatten (DialerSettings *settings)
{
  g_autoptr (GVariant) groups = g_variant_ref_sink (dialer_settings_to_variant (settings, FALSE));
  g_auto (GVariantBuilder) flat = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  GVariantIter iter;
  GVariant *keys;
  const char *group;

  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_loop (&iter, "{&s@a{sv}}", &group, &keys))
    {
      GVariantIter inner;
      const char *key;
      GVariant *value;

      g_variant_iter_init (&inner, keys);
      while (g_variant_iter_loop (&inner, "{&sv}", &key, &value))
        {
          g_autofree char *path = g_strconcat (group, ".", key, NULL);

          g_variant_builder_add (&flat, "{ss}", path, g_variant_get_string (value, NULL));
        }
    }
  return g_variant_builder_end (&flat);
}

static void
update (DialerBusModem *self)
{
  DialerDBusModem *face = DIALER_DBUS_MODEM (self);
  const DialerIdentity *identity = dialer_modem_get_identity (self->modem);

  dialer_dbus_modem_set_device (face, dialer_modem_get_device (self->modem));
  dialer_dbus_modem_set_settings (face, flatten (dialer_modem_get_settings (self->modem)));
  dialer_dbus_modem_set_kind (face, dialer_modem_kind_to_string (dialer_modem_get_kind (self->modem)));
  dialer_dbus_modem_set_state (face, dialer_modem_state_to_string (dialer_modem_get_state (self->modem)));
  dialer_dbus_modem_set_manufacturer (face, identity->manufacturer);
  dialer_dbus_modem_set_model (face, identity->model);
  dialer_dbus_modem_set_revision (face, identity->revision);
  dialer_dbus_modem_set_capabilities (face, (const char *const *) identity->capabilities);
  g_dbus_interface_skeleton_flush (G_DBUS_INTERFACE_SKELETON (self));
}

static void
on_changed (DialerModem *modem, gpointer user_data)
{
  update (user_data);
}

static void
add_boxed (GVariantBuilder *builder, const char *key, GVariant *value)
{
  g_variant_builder_add (builder, "{sv}", key, value);
}

static void
return_report (GDBusMethodInvocation *invocation, const DialerModemReport *report)
{
  g_auto (GVariantBuilder) results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sss)"));
  g_auto (GVariantBuilder) verdict = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < report->findings->len; i++)
    {
      const DialerModemFinding *finding = report->findings->pdata[i];
      const char *word = dialer_modem_verdict_to_string (finding->verdict);

      g_variant_builder_add (&results, "(sss)", finding->name, word, finding->text);
    }
  add_boxed (&verdict, "fit", g_variant_new_boolean (dialer_modem_report_is_fit (report)));
  add_boxed (&verdict, "text", g_variant_new_take_string (dialer_modem_report_sum_up (report)));
  add_boxed (&verdict, "init", g_variant_new_strv ((const char *const *) report->init, -1));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(sss)a{sv})", &results, &verdict));
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerModemReport) report
    = dialer_modem_pool_test_finish (DIALER_MODEM_POOL (source), result, &error);

  if (report)
    return_report (invocation, report);
  else
    dialer_bus_return_error (invocation, error);
}

static gboolean
parse_test_options (GVariant *options, gboolean *off_hook, GError **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  *off_hook = FALSE;
  g_variant_iter_init (&iter, options);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (g_str_equal (name, "off-hook") && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
        {
          *off_hook = g_variant_get_boolean (value);
          continue;
        }
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "option %s of type %s: there is off-hook (b)", name, g_variant_get_type_string (value));
      g_variant_unref (value);
      return FALSE;
    }
  return TRUE;
}

static void
test_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusModem *self = target;
  g_autoptr (GVariant) options
    = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 0);
  g_autoptr (GCancellable) cancellable = dialer_caller_watch (invocation);
  g_autoptr (GError) error = NULL;
  gboolean off_hook;

  if (parse_test_options (options, &off_hook, &error))
    dialer_modem_pool_test_async (self->pool, self->modem, off_hook, cancellable, on_tested, invocation);
  else
    dialer_bus_return_error (invocation, error);
}

static gboolean
handle_test (DialerDBusModem *face, GDBusMethodInvocation *invocation, GVariant *options)
{
  dialer_authority_check (face, invocation, &nobodys, test_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (dialer_modem_pool_remove_finish (DIALER_MODEM_POOL (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    dialer_bus_return_error (invocation, error);
}

static void
remove_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerBusModem *self = target;

  dialer_modem_pool_remove_async (self->pool, self->modem, on_removed, invocation);
}

static gboolean
handle_remove (DialerDBusModem *face, GDBusMethodInvocation *invocation)
{
  dialer_authority_check (face, invocation, &nobodys, remove_allowed);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
dialer_bus_modem_iface_init (DialerDBusModemIface *iface)
{
  iface->handle_test = handle_test;
  iface->handle_remove = handle_remove;
}

static void
dialer_bus_modem_dispose (GObject *object)
{
  DialerBusModem *self = DIALER_BUS_MODEM (object);

  if (self->modem)
    g_signal_handlers_disconnect_by_data (self->modem, self);
  g_clear_object (&self->modem);
  g_clear_object (&self->pool);
  G_OBJECT_CLASS (dialer_bus_modem_parent_class)->dispose (object);
}

static void
dialer_bus_modem_class_init (DialerBusModemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_bus_modem_dispose;
}

static void
dialer_bus_modem_init (DialerBusModem *self)
{
}

DialerBusModem *
dialer_bus_modem_new (DialerModemPool *pool, DialerModem *modem)
{
  DialerBusModem *self = g_object_new (DIALER_TYPE_BUS_MODEM, NULL);
  DialerDBusModem *face = DIALER_DBUS_MODEM (self);

  self->pool = g_object_ref (pool);
  self->modem = g_object_ref (modem);
  dialer_dbus_modem_set_id (face, dialer_modem_get_id (modem));
  dialer_dbus_modem_set_session (face, "/");
  update (self);
  g_signal_connect (modem, "changed", G_CALLBACK (on_changed), self);
  return self;
}
