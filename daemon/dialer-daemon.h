/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The daemon: builds all objects in order and hands them down. */
#pragma once

#include <gio/gio.h>

#include "dialer-secret-store.h"

#define DIALER_TYPE_DAEMON (dialer_daemon_get_type ())
G_DECLARE_FINAL_TYPE (DialerDaemon, dialer_daemon, DIALER, DAEMON, GObject)

/**
 * DialerDaemonPlaces:
 * @state: folder of what lasts, such as /var/lib/dialer
 * @runtime: folder of what lasts until reboot, such as /run/dialer
 * @never_dial: (array zero-terminated=1): folders of lists of numbers, as in dialer_never_dial_new()
 * @tariffs: (array zero-terminated=1): folders of tariffs, as in dialer_tariff_files_find()
 * @hooks: folder of hooks for all profiles
 * @hooks_socket: path at which dialerd-hooks is reached
 * @pppd: path of pppd
 * @plugin: path of our plugin for it
 */
typedef struct
{
  const char *state;
  const char *runtime;
  const char *const *never_dial;
  const char *const *tariffs;
  const char *hooks;
  const char *hooks_socket;
  const char *pppd;
  const char *plugin;
} DialerDaemonPlaces;

/** dialer_daemon_new: Returns: (transfer full): a daemon that is on no bus yet; @places outlive it */
DialerDaemon *dialer_daemon_new (const DialerDaemonPlaces *places, DialerSecretStore *secrets);

/** dialer_daemon_export: shows everything on @connection */
gboolean dialer_daemon_export (DialerDaemon *self, GDBusConnection *connection, GError **error);

/** dialer_daemon_begin: the bus is ours: dials what is to be online whenever the machine is */
void dialer_daemon_begin (DialerDaemon *self);

/** dialer_daemon_stop: hangs up everything with proof, then emits "stopped" */
void dialer_daemon_stop (DialerDaemon *self);

/** dialer_daemon_wants_restart: Returns: whether the daemon stopped of its own accord, to be started again at once */
gboolean dialer_daemon_wants_restart (DialerDaemon *self);

/**
 * DialerDaemon::stopped:
 *
 * No line is open any more.
 */
