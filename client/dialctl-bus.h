/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The way to dialerd, and its profiles, modems and sessions by the names that people use. */
#pragma once

#include <gio/gio.h>

#include "dialer-dbus.h"

/* Every method may bring up polkit's dialog, which takes its user as long as it takes. */
#define DIALCTL_CALL_FLAGS G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION
#define DIALCTL_NO_TIMEOUT G_MAXINT

typedef struct _DialctlBus DialctlBus;

/**
 * dialctl_bus_new:
 *
 * Connects to the system bus and to dialerd, which is started if it is not running.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with a GDBusError set
 */
DialctlBus *dialctl_bus_new (GError **error);
void dialctl_bus_free (DialctlBus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlBus, dialctl_bus_free)

/**
 * dialctl_bus_load:
 *
 * Fetches all objects of the daemon, of which there may be thousands, for functions that list some, or tell the name
 * of what is at a path.  Those that look for one do so by themselves, if they have to.
 */
gboolean dialctl_bus_load (DialctlBus *self, GError **error);

/** dialctl_bus_get_manager: Returns: (transfer none): the manager's proxy */
DialerDBusManager *dialctl_bus_get_manager (DialctlBus *self);

/**
 * dialctl_bus_get_objects:
 *
 * Returns: (transfer none): all objects of the daemon, loaded before; they change while a main loop runs
 */
GDBusObjectManager *dialctl_bus_get_objects (DialctlBus *self);

/** dialctl_bus_list_profiles: Returns: (transfer full) (element-type DialerDBusProfile): all, by name */
GPtrArray *dialctl_bus_list_profiles (DialctlBus *self);

/** dialctl_bus_list_modems: Returns: (transfer full) (element-type DialerDBusModem): all, by id */
GPtrArray *dialctl_bus_list_modems (DialctlBus *self);

/** dialctl_bus_list_sessions: Returns: (transfer full) (element-type DialerDBusSession): all, by path */
GPtrArray *dialctl_bus_list_sessions (DialctlBus *self);

/**
 * dialctl_bus_find_profile:
 * @word: a name, "name@owner", or an id
 *
 * The caller's own profile goes before the system's, and that before a stranger's of the same name.
 *
 * Returns: (transfer full) (nullable): the profile, or %NULL with DIALER_ERROR_NOT_FOUND (none) or a
 *   #GOptionError (several) set
 */
DialerDBusProfile *dialctl_bus_find_profile (DialctlBus *self, const char *word, GError **error);

/**
 * dialctl_bus_guess_profile:
 *
 * As dialctl_bus_find_profile(), but the beginning of a name or id will do if there is only one such profile.
 */
DialerDBusProfile *dialctl_bus_guess_profile (DialctlBus *self, const char *word, GError **error);

/**
 * dialctl_bus_find_modem:
 * @word: an id or its beginning, or the device that the modem is on now, with or without "/dev/"
 *
 * Returns: (transfer full) (nullable): the modem, or %NULL with DIALER_ERROR_NOT_FOUND (none) or a
 *   #GOptionError (several) set
 */
DialerDBusModem *dialctl_bus_find_modem (DialctlBus *self, const char *word, GError **error);

/**
 * dialctl_bus_resolve_modem:
 * @word: (inout): as for dialctl_bus_find_modem(); "any", %NULL, or what fits no modem that is there now, is
 *   left as it is
 *
 * Puts the modem's id in place of @word.
 *
 * Returns: %FALSE with a #GOptionError set when it fits several
 */
gboolean dialctl_bus_resolve_modem (DialctlBus *self, char **word, GError **error);

/**
 * dialctl_bus_find_session:
 *
 * Returns: (transfer full) (nullable): the session of @profile, or %NULL with DIALER_ERROR_NOT_FOUND set
 */
DialerDBusSession *dialctl_bus_find_session (DialctlBus *self, DialerDBusProfile *profile, GError **error);

/**
 * dialctl_bus_read_session:
 *
 * Returns: (transfer full) (nullable): the session at @path with its properties as they are now
 */
DialerDBusSession *dialctl_bus_read_session (DialctlBus *self, const char *path, GError **error);

/**
 * dialctl_bus_read_modem:
 *
 * Returns: (transfer full) (nullable): the modem at @path with its properties as they are now
 */
DialerDBusModem *dialctl_bus_read_modem (DialctlBus *self, const char *path, GError **error);

/**
 * dialctl_bus_read_profile:
 *
 * Returns: (transfer full) (nullable): the profile at @path with its properties as they are now
 */
DialerDBusProfile *dialctl_bus_read_profile (DialctlBus *self, const char *path, GError **error);

/**
 * dialctl_bus_get_profile_name:
 *
 * Returns: (transfer full) (nullable): the name of the profile at @path, %NULL for "/"
 */
char *dialctl_bus_get_profile_name (DialctlBus *self, const char *path);

/**
 * dialctl_bus_get_modem_id:
 *
 * Returns: (transfer full) (nullable): the id of the modem at @path, %NULL for "/"
 */
char *dialctl_bus_get_modem_id (DialctlBus *self, const char *path);

/** dialctl_proxy_get_path: Returns: (transfer none): the object path of a profile, modem or session */
const char *dialctl_proxy_get_path (gpointer proxy);
