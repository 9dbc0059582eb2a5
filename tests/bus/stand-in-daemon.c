/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Plays dialerd for the tests of dialctl: the objects of the contract, and calls that go as planned.
 * Each method call is told on standard output, so that a test can see what crossed the bus. */
#include <stdlib.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-names.h"
#include "stand-in.h"

static gboolean
on_add_profile (DialerDBusManager *manager, GDBusMethodInvocation *invocation, GVariant *settings,
                StandIn *self)
{
  g_autofree char *name = stand_in_get_setting (settings, "profile", "name");
  g_autofree char *path = NULL;

  stand_in_tell_variant ("AddProfile", settings);
  if (stand_in_refuse_bad (settings, invocation))
    return TRUE;
  if (g_strcmp0 (name, "isp") == 0)
    {
      g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_EXISTS,
                                             "there is a profile isp");
      return TRUE;
    }
  if (g_strcmp0 (name, "full-disk") == 0)
    dialer_dbus_manager_set_ledger_failures (manager, 3);
  path = stand_in_add_profile (self, name, getuid (), settings);
  dialer_dbus_manager_complete_add_profile (manager, invocation, path);
  return TRUE;
}

static gboolean
on_find_profiles (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *word, StandIn *self)
{
  GList *objects = g_dbus_object_manager_get_objects (G_DBUS_OBJECT_MANAGER (self->objects));
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (GList *l = objects; l != NULL; l = l->next)
    {
      DialerDBusProfile *profile = dialer_dbus_object_peek_profile (l->data);

      if (profile != NULL && (g_strcmp0 (dialer_dbus_profile_get_name (profile), word) == 0
                              || g_strcmp0 (dialer_dbus_profile_get_id (profile), word) == 0))
        g_ptr_array_add (paths, (char *) g_dbus_object_get_object_path (l->data));
    }
  g_ptr_array_add (paths, NULL);
  dialer_dbus_manager_complete_find_profiles (manager, invocation, (const char *const *) paths->pdata);
  g_list_free_full (objects, g_object_unref);
  return TRUE;
}

static gboolean
on_list_keys (DialerDBusManager *manager, GDBusMethodInvocation *invocation, StandIn *self)
{
  dialer_dbus_manager_complete_list_keys (
    manager, invocation,
    g_variant_new_parsed (
      "[{'key': <'profile.name'>, 'type': <'text'>, 'default': <''>, 'meaning': <'Its name.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'dial.numbers'>, 'type': <'list of text'>, 'default': <''>, 'meaning': <'The numbers.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'dial.command'>, 'type': <'text'>, 'default': <'ATDT'>, 'meaning': <'How to dial.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'line.speed'>, 'type': <'whole number'>, 'default': <'115200'>, 'meaning': <'DTE rate.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'ppp.mru'>, 'type': <'whole number'>, 'default': <''>, 'meaning': <'Largest packet.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'ppp.options'>, 'type': <'text'>, 'default': <''>, 'meaning': <'More words.'>,"
      "  'privileged': <true>, 'effective': <true>},"
      " {'key': <'ppp.user'>, 'type': <'text'>, 'default': <''>, 'meaning': <'User name.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'dial.modem'>, 'type': <'text'>, 'default': <'any'>, 'meaning': <'Which modem.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'login.method'>, 'type': <'text'>, 'default': <'none'>, 'meaning': <'How to log in.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'cost.tariff'>, 'type': <'text'>, 'default': <''>, 'meaning': <'What calls cost.'>,"
      "  'privileged': <false>, 'effective': <true>},"
      " {'key': <'limit.cost'>, 'type': <'text'>, 'default': <''>, 'meaning': <'What it may cost.'>,"
      "  'privileged': <false>, 'effective': <false>}]"));
  return TRUE;
}

static gboolean
on_test (DialerDBusModem *modem, GDBusMethodInvocation *invocation, GVariant *options, StandIn *self)
{
  const char *id = dialer_dbus_modem_get_id (modem);

  stand_in_tell_variant ("Test", options);
  if (g_strcmp0 (id, "taken") == 0)
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is in use", id);
  else if (g_strcmp0 (id, "silent") == 0)
    dialer_dbus_modem_complete_test (
      modem, invocation,
      g_variant_new_parsed ("[('identity', 'failed', 'it does not answer'), ('dtr', 'skipped', 'no answer')]"),
      g_variant_new_parsed ("{'fit': <false>, 'text': <'not fit: it does not answer'>, 'init': <['ATE0']>}"));
  else
    dialer_dbus_modem_complete_test (
      modem, invocation,
      g_variant_new_parsed ("[('identity', 'ok', 'Courier V.Everything'), ('carrier', 'warning', 'DCD is on')]"),
      g_variant_new_parsed ("{'fit': <true>, 'text': <'fit, with: DCD is on'>, 'init': <['ATE0', 'ATX4']>}"));
  return TRUE;
}

static gboolean
on_remove_modem (DialerDBusModem *modem, GDBusMethodInvocation *invocation, StandIn *self)
{
  g_autofree char *path = stand_in_get_path (modem);

  if (g_strcmp0 (dialer_dbus_modem_get_state (modem), "idle") != 0)
    {
      g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_BUSY, "a session has it");
      return TRUE;
    }
  dialer_dbus_modem_complete_remove (modem, invocation);
  g_dbus_object_manager_server_unexport (self->objects, path);
  return TRUE;
}

static char *
add_modem (StandIn *self, const char *device, GVariant *settings)
{
  static const char *const capabilities[] = { "+MS", "+FCLASS:0,1", NULL };
  g_autoptr (DialerDBusModem) modem = dialer_dbus_modem_skeleton_new ();
  g_autofree char *id = g_path_get_basename (device);
  char *path = g_strconcat (DIALER_MODEM_PATH, id, NULL);

  dialer_dbus_modem_set_id (modem, id);
  dialer_dbus_modem_set_kind (modem, "voice");
  dialer_dbus_modem_set_device (modem, device);
  dialer_dbus_modem_set_state (modem, "idle");
  dialer_dbus_modem_set_manufacturer (modem, "U.S. Robotics");
  dialer_dbus_modem_set_model (modem, "Courier");
  dialer_dbus_modem_set_revision (modem, "");
  dialer_dbus_modem_set_capabilities (modem, capabilities);
  dialer_dbus_modem_set_settings (modem, settings);
  dialer_dbus_modem_set_session (modem, "/");
  g_signal_connect (modem, "handle-test", G_CALLBACK (on_test), self);
  g_signal_connect (modem, "handle-remove", G_CALLBACK (on_remove_modem), self);
  stand_in_export (self, path, modem);
  return path;
}

static gboolean
on_add_modem (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *device,
              GVariant *settings, StandIn *self)
{
  g_autofree char *path = NULL;

  stand_in_tell ("AddModem %s", device);
  stand_in_tell_variant ("settings", settings);
  if (!g_str_has_prefix (device, "/dev/"))
    {
      g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "no device %s",
                                             device);
      return TRUE;
    }
  path = add_modem (self, device, settings);
  dialer_dbus_manager_complete_add_modem (manager, invocation, path);
  return TRUE;
}

static gboolean
on_list_ports (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *const *devices,
               StandIn *self)
{
  const char *ports
    = "[{'device': <'/dev/ttyS0'>, 'driver': <'serial'>, 'product': <'built-in port'>, 'place': <''>,"
      "  'status': <'known'>, 'text': <'the modem ttyS0'>},"
      " {'device': <'/dev/ttyS1'>, 'driver': <'serial'>, 'product': <'built-in port'>, 'place': <''>,"
      "  'status': <'free'>, 'text': <''>},"
      " {'device': <'/dev/ttyUSB0'>, 'driver': <'ftdi_sio'>, 'product': <'FTDI Cable'>, 'place': <'usb-1'>,"
      "  'status': <'free'>, 'text': <''>},"
      " {'device': <'/dev/ttyUSB1'>, 'driver': <'ftdi_sio'>, 'product': <'FTDI Cable'>, 'place': <'usb-2'>,"
      "  'status': <'free'>, 'text': <''>},"
      " {'device': <'/dev/ttyACM0'>, 'driver': <'cdc_acm'>, 'product': <'Uno'>, 'place': <'usb-3'>,"
      "  'status': <'unsure'>, 'text': <'it may be a UPS'>}]";
  g_autofree char *text = g_strjoinv (" ", (char **) devices);

  stand_in_tell ("ListPorts '%s'", text);
  if (g_strcmp0 (devices[0], "/dev/ttyS9") == 0)
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "no such device");
  else
    dialer_dbus_manager_complete_list_ports (manager, invocation, g_variant_new_parsed (ports));
  return TRUE;
}

static gboolean
on_probe_port (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *device, StandIn *self)
{
  stand_in_tell ("ProbePort %s", device);
  if (g_str_equal (device, "/dev/ttyUSB0"))
    dialer_dbus_manager_complete_probe_port (
      manager, invocation,
      g_variant_new_parsed ("{'answer': <'modem'>, 'manufacturer': <'U.S. Robotics'>, 'model': <'Courier'>}"));
  else if (g_str_equal (device, "/dev/ttyUSB1"))
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is left alone: %s",
                                           device, "in use by minicom (process 7)");
  else
    dialer_dbus_manager_complete_probe_port (
      manager, invocation,
      g_variant_new_parsed ("{'answer': <'silent'>, 'manufacturer': <''>, 'model': <''>}"));
  return TRUE;
}

/* There is a file that can't be used; then only a key is missing; then nothing is wrong. */
static gboolean
on_reset_secrets (DialerDBusManager *manager, GDBusMethodInvocation *invocation, StandIn *self)
{
  stand_in_tell ("ResetSecrets");
  if (self->n_sessions > 0)
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_BUSY, "there are sessions");
  else if (self->n_resets == 2)
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                                           "the stored secrets can be used");
  else
    dialer_dbus_manager_complete_reset_secrets (manager, invocation,
                                                self->n_resets++ == 0 ? "/var/lib/dialer/secrets.old" : "");
  return TRUE;
}

static GVariant *
number_setting (const char *number)
{
  return g_variant_new_parsed ("{'dial': {'numbers': <%s>}}", number);
}

static void
fill (StandIn *self)
{
  g_free (add_modem (self, "/dev/ttyS0", g_variant_new_parsed ("@a{ss} {'line.speed': '57600'}")));
  g_free (stand_in_add_profile (self, "isp", getuid (), number_setting ("5551000")));
  g_free (stand_in_add_profile (self, "isp", 4711, number_setting ("5551001")));
  g_free (stand_in_add_profile (self, "office", 4711, number_setting ("5551001")));
  g_free (stand_in_add_profile (self, "forbidden", 4711, number_setting ("5551000")));
  g_free (stand_in_add_profile (self, "unreachable", 4711, number_setting ("5551000")));
}

static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  stand_in_tell ("ready");
}

static void
on_bus_acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  StandIn *self = data;
  DialerDBusManager *manager = dialer_dbus_manager_skeleton_new ();

  dialer_dbus_manager_set_version (manager, "9.8.7");
  g_signal_connect (manager, "handle-add-profile", G_CALLBACK (on_add_profile), self);
  g_signal_connect (manager, "handle-find-profiles", G_CALLBACK (on_find_profiles), self);
  g_signal_connect (manager, "handle-list-keys", G_CALLBACK (on_list_keys), self);
  g_signal_connect (manager, "handle-add-modem", G_CALLBACK (on_add_modem), self);
  g_signal_connect (manager, "handle-list-ports", G_CALLBACK (on_list_ports), self);
  g_signal_connect (manager, "handle-probe-port", G_CALLBACK (on_probe_port), self);
  g_signal_connect (manager, "handle-register-agent", G_CALLBACK (stand_in_register_agent), self);
  g_signal_connect (manager, "handle-reset-secrets", G_CALLBACK (on_reset_secrets), self);
  stand_in_offer_history (self, manager);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (manager), connection, DIALER_ROOT_PATH, NULL);

  self->objects = g_dbus_object_manager_server_new (DIALER_ROOT_PATH);
  fill (self);
  g_dbus_object_manager_server_set_connection (self->objects, connection);
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer data)
{
  g_main_loop_quit (((StandIn *) data)->loop);
}

int
main (void)
{
  StandIn stand_in = { .loop = g_main_loop_new (NULL, FALSE) };

  (void) dialer_error_quark ();
  g_bus_own_name (G_BUS_TYPE_SYSTEM, DIALER_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_bus_acquired,
                  on_name_acquired, on_name_lost, &stand_in, NULL);
  g_main_loop_run (stand_in.loop);
  return EXIT_SUCCESS;
}
