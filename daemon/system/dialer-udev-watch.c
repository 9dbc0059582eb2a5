/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A monitor of libudev as a source of the main loop. */
#include "dialer-udev-watch.h"

#include <glib-unix.h>
#include <libudev.h>

struct _DialerUdevWatch
{
  GObject parent_instance;

  struct udev *udev;
  struct udev_monitor *monitor;
  guint source;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerUdevWatch, dialer_udev_watch, G_TYPE_OBJECT)

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (DialerUdevWatch) self = g_object_ref (user_data);
  struct udev_device *port;

  /* All that has come meanwhile is one change. */
  while ((port = udev_monitor_receive_device (self->monitor)))
    udev_device_unref (port);
  g_signal_emit (self, signals[CHANGED], 0);
  return self->source ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
dialer_udev_watch_dispose (GObject *object)
{
  DialerUdevWatch *self = DIALER_UDEV_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->monitor, udev_monitor_unref);
  g_clear_pointer (&self->udev, udev_unref);
  G_OBJECT_CLASS (dialer_udev_watch_parent_class)->dispose (object);
}

static void
dialer_udev_watch_class_init (DialerUdevWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_udev_watch_dispose;

  signals[CHANGED] = g_signal_new ("changed", DIALER_TYPE_UDEV_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
dialer_udev_watch_init (DialerUdevWatch *self)
{
}

static gboolean
start (DialerUdevWatch *self)
{
  self->udev = udev_new ();
  self->monitor = self->udev ? udev_monitor_new_from_netlink (self->udev, "udev") : NULL;
  return self->monitor && udev_monitor_filter_add_match_subsystem_devtype (self->monitor, "tty", NULL) >= 0
         && udev_monitor_enable_receiving (self->monitor) >= 0;
}

DialerUdevWatch *
dialer_udev_watch_new (void)
{
  DialerUdevWatch *self = g_object_new (DIALER_TYPE_UDEV_WATCH, NULL);

  if (start (self))
    self->source = g_unix_fd_add (udev_monitor_get_fd (self->monitor), G_IO_IN, on_readable, self);
  return self;
}
