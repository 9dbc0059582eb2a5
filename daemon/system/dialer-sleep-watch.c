/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An inhibitor lock of the kind "delay", taken anew after each sleep: org.freedesktop.login1(5). */
#include "dialer-sleep-watch.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#define NAME "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"
#define INTERFACE "org.freedesktop.login1.Manager"

struct _DialerSleepWatch
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusConnection *bus;
  guint subscription;
  int lock; /* open as long as the machine is to wait for us; -1 for none */
};

enum
{
  FALLING_ASLEEP,
  WOKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerSleepWatch, dialer_sleep_watch, G_TYPE_OBJECT)

void
dialer_sleep_watch_allow (DialerSleepWatch *self)
{
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

/* Without a logind nobody tells of sleep, and there is nothing to be held up. */
static void
on_locked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerSleepWatch) self = user_data;
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
    = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &fds, result, &error);
  int index;

  if (reply == NULL)
    {
      g_debug ("the machine will not wait for us when it goes to sleep: %s", error->message);
      return;
    }
  g_variant_get (reply, "(h)", &index);
  dialer_sleep_watch_allow (self);
  self->lock = fds ? g_unix_fd_list_get (fds, index, NULL) : -1;
}

static void
take_lock (DialerSleepWatch *self)
{
  GVariant *arguments = g_variant_new ("(ssss)", "sleep", "dialerd", "Calls are hung up first", "delay");

  g_dbus_connection_call_with_unix_fd_list (self->bus, NAME, PATH, INTERFACE, "Inhibit", arguments,
                                            G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                            self->cancellable, on_locked, g_object_ref (self));
}

static void
on_prepare_for_sleep (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                      const char *name, GVariant *arguments, gpointer user_data)
{
  g_autoptr (DialerSleepWatch) self = g_object_ref (user_data);
  gboolean begins;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (arguments, "(b)", &begins);
  if (!begins)
    take_lock (self);
  g_signal_emit (self, signals[begins ? FALLING_ASLEEP : WOKEN], 0);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerSleepWatch) self = user_data;

  self->bus = g_bus_get_finish (result, NULL);
  if (self->bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->subscription = g_dbus_connection_signal_subscribe (self->bus, NAME, INTERFACE, "PrepareForSleep", PATH, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep, self, NULL);
  take_lock (self);
}

static void
dialer_sleep_watch_dispose (GObject *object)
{
  DialerSleepWatch *self = DIALER_SLEEP_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  dialer_sleep_watch_allow (self);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (dialer_sleep_watch_parent_class)->dispose (object);
}

static void
dialer_sleep_watch_finalize (GObject *object)
{
  g_object_unref (DIALER_SLEEP_WATCH (object)->cancellable);
  G_OBJECT_CLASS (dialer_sleep_watch_parent_class)->finalize (object);
}

static void
dialer_sleep_watch_class_init (DialerSleepWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_sleep_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_sleep_watch_finalize;

  signals[FALLING_ASLEEP] = g_signal_new ("falling-asleep", DIALER_TYPE_SLEEP_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[WOKEN] = g_signal_new ("woken", DIALER_TYPE_SLEEP_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
dialer_sleep_watch_init (DialerSleepWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock = -1;
}

DialerSleepWatch *
dialer_sleep_watch_new (void)
{
  DialerSleepWatch *self = g_object_new (DIALER_TYPE_SLEEP_WATCH, NULL);

  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_bus, g_object_ref (self));
  return self;
}
