/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-sleep-guard.h"

#include "dialer-sleep-watch.h"

struct _DialerSleepGuard
{
  GObject parent_instance;

  DialerManager *manager;
  DialerBootDialer *boot_dialer;
  DialerSleepWatch *watch;
  GPtrArray *cut; /* of DialerProfile; those whose sessions had to end */
};

G_DEFINE_TYPE (DialerSleepGuard, dialer_sleep_guard, G_TYPE_OBJECT)

static void
allow_if_done (DialerSleepGuard *self)
{
  if (dialer_manager_is_asleep (self->manager) && dialer_manager_count_sessions (self->manager) == 0)
    dialer_sleep_watch_allow (self->watch);
}

static void
on_falling_asleep (DialerSleepWatch *watch, gpointer user_data)
{
  DialerSleepGuard *self = user_data;

  g_ptr_array_unref (self->cut);
  self->cut = dialer_manager_sleep (self->manager);
  if (self->cut->len)
    g_message ("the machine goes to sleep: all calls are hung up first");
  allow_if_done (self);
}

static void
on_removed (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  allow_if_done (user_data);
}

static void
on_woken (DialerSleepWatch *watch, gpointer user_data)
{
  DialerSleepGuard *self = user_data;

  dialer_manager_wake (self->manager);
  for (guint i = 0; i < self->cut->len; i++)
    dialer_boot_dialer_call_again (self->boot_dialer, self->cut->pdata[i]);
  g_ptr_array_set_size (self->cut, 0);
}

static void
dialer_sleep_guard_finalize (GObject *object)
{
  DialerSleepGuard *self = DIALER_SLEEP_GUARD (object);

  g_signal_handlers_disconnect_by_data (self->watch, self);
  g_object_unref (self->watch);
  g_object_unref (self->boot_dialer);
  g_object_unref (self->manager);
  g_ptr_array_unref (self->cut);
  G_OBJECT_CLASS (dialer_sleep_guard_parent_class)->finalize (object);
}

static void
dialer_sleep_guard_class_init (DialerSleepGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_sleep_guard_finalize;
}

static void
dialer_sleep_guard_init (DialerSleepGuard *self)
{
  self->cut = g_ptr_array_new ();
}

DialerSleepGuard *
dialer_sleep_guard_new (DialerManager *manager, DialerBootDialer *boot_dialer)
{
  DialerSleepGuard *self = g_object_new (DIALER_TYPE_SLEEP_GUARD, NULL);

  self->manager = g_object_ref (manager);
  self->boot_dialer = g_object_ref (boot_dialer);
  self->watch = dialer_sleep_watch_new ();
  g_signal_connect (self->watch, "falling-asleep", G_CALLBACK (on_falling_asleep), self);
  g_signal_connect (self->watch, "woken", G_CALLBACK (on_woken), self);
  g_signal_connect_object (manager, "removed", G_CALLBACK (on_removed), self, G_CONNECT_AFTER);
  return self;
}
