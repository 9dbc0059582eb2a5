/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A ModemManager on a bus of its own, for tests. */
#pragma once

#include <gio/gio.h>
#include <libmm-glib.h>

#define STAND_IN_UID "/sys/devices/usb1/1-1"

typedef struct _StandIn StandIn;

/** stand_in_new: Returns: one that knows no modem, and has the name on the bus at @address, which is the system's */
StandIn *stand_in_new (const char *address);

/** stand_in_free: leaves the bus, as one that crashes does */
void stand_in_free (StandIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandIn, stand_in_free)

/** stand_in_show: shows the modem in @state; a failed one has unknown capabilities; its AT port is ttyACM7 */
void stand_in_show (StandIn *self, MMModemState state);

/** stand_in_set_state: changes the state of the modem that it shows */
void stand_in_set_state (StandIn *self, MMModemState state);

/** stand_in_hide: shows the modem no longer */
void stand_in_hide (StandIn *self);

/** stand_in_refuse: the next inhibition fails with that error */
void stand_in_refuse (StandIn *self, MMCoreError code);
