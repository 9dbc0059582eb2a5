/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All ports against all modems, afresh at each change: so no order of events matters. */
#include "dialer-modem-tracker.h"

#include "dialer-udev-watch.h"
#include "dialer-udev.h"

struct _DialerModemTracker
{
  GObject parent_instance;

  DialerModemPool *pool;
  DialerUdevWatch *watch;
};

G_DEFINE_TYPE (DialerModemTracker, dialer_modem_tracker, G_TYPE_OBJECT)

typedef struct
{
  char *device;
  char *serial_id;
  char *path_id;
  DialerModem *modem; /* which is on it, as far as that is known */
} Port;

static void
port_free (gpointer data)
{
  Port *port = data;

  g_free (port->device);
  g_free (port->serial_id);
  g_free (port->path_id);
  g_free (port);
}

static GPtrArray *
list_ports (void)
{
  g_autoptr (GPtrArray) devices = dialer_udev_list_ports ();
  GPtrArray *ports = g_ptr_array_new_with_free_func (port_free);

  for (guint i = 0; i < devices->len; i++)
    {
      Port *port = g_new0 (Port, 1);

      port->device = g_strdup (devices->pdata[i]);
      port->serial_id = dialer_udev_get_serial_id (port->device);
      port->path_id = dialer_udev_get_path_id (port->device);
      g_ptr_array_add (ports, port);
    }
  return ports;
}

/* Ways to tell a modem's port, the surest first. */
static gboolean
is_its_place (const Port *port, DialerModem *modem)
{
  return g_strcmp0 (port->path_id, dialer_modem_get_hardware (modem)) == 0;
}

static gboolean
is_its_own (const Port *port, DialerModem *modem)
{
  return g_strcmp0 (port->serial_id, dialer_modem_get_hardware (modem)) == 0
         && g_str_equal (port->device, dialer_modem_get_device (modem));
}

static gboolean
is_its_kind (const Port *port, DialerModem *modem)
{
  return g_strcmp0 (port->serial_id, dialer_modem_get_hardware (modem)) == 0;
}

static gboolean
has_port (GPtrArray *ports, DialerModem *modem)
{
  for (guint i = 0; i < ports->len; i++)
    if (((Port *) ports->pdata[i])->modem == modem)
      return TRUE;
  return FALSE;
}

static void
assign (GPtrArray *ports, DialerModem *modem, gboolean (*is_right) (const Port *port, DialerModem *modem))
{
  if (dialer_modem_get_hardware (modem) == NULL || has_port (ports, modem))
    return;
  for (guint i = 0; i < ports->len; i++)
    {
      Port *port = ports->pdata[i];

      if (port->modem || !is_right (port, modem))
        continue;
      port->modem = modem;
      return;
    }
}

static void
move (DialerModemTracker *self, const Port *port)
{
  const char *before = dialer_modem_get_device (port->modem);

  if (dialer_modem_is_present (port->modem) && g_str_equal (before, port->device))
    return;
  g_message ("%s is on %s now", dialer_modem_get_id (port->modem), port->device);
  dialer_modem_pool_move (self->pool, port->modem, port->device);
}

static void
apply (DialerModemTracker *self, GPtrArray *modems, GPtrArray *ports)
{
  /* First those that go, so that no two are on one device meanwhile. */
  for (guint i = 0; i < modems->len; i++)
    {
      DialerModem *modem = modems->pdata[i];

      if (dialer_modem_get_hardware (modem) && dialer_modem_is_present (modem) && !has_port (ports, modem))
        dialer_modem_set_absent (modem);
    }
  for (guint i = 0; i < ports->len; i++)
    if (((Port *) ports->pdata[i])->modem)
      move (self, ports->pdata[i]);
}

static void
sort_out (DialerModemTracker *self)
{
  gboolean (*const ways[]) (const Port *port, DialerModem *modem) = { is_its_place, is_its_own, is_its_kind };
  GPtrArray *modems = dialer_modem_pool_get_modems (self->pool);
  g_autoptr (GPtrArray) ports = list_ports ();

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    for (guint i = 0; i < modems->len; i++)
      assign (ports, modems->pdata[i], ways[way]);
  apply (self, modems, ports);
}

static void
on_changed (DialerUdevWatch *watch, gpointer user_data)
{
  sort_out (user_data);
}

static void
dialer_modem_tracker_finalize (GObject *object)
{
  DialerModemTracker *self = DIALER_MODEM_TRACKER (object);

  g_signal_handlers_disconnect_by_data (self->watch, self);
  g_object_unref (self->watch);
  g_object_unref (self->pool);
  G_OBJECT_CLASS (dialer_modem_tracker_parent_class)->finalize (object);
}

static void
dialer_modem_tracker_class_init (DialerModemTrackerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_modem_tracker_finalize;
}

static void
dialer_modem_tracker_init (DialerModemTracker *self)
{
}

DialerModemTracker *
dialer_modem_tracker_new (DialerModemPool *pool)
{
  DialerModemTracker *self = g_object_new (DIALER_TYPE_MODEM_TRACKER, NULL);

  self->pool = g_object_ref (pool);
  /* The watch before the look, so that nothing is missed between them. */
  self->watch = dialer_udev_watch_new ();
  g_signal_connect (self->watch, "changed", G_CALLBACK (on_changed), self);
  sort_out (self);
  return self;
}
