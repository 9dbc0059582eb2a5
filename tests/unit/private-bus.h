/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A message bus that a test has for itself. */
#pragma once

#include <gio/gio.h>

typedef struct
{
  GSubprocess *daemon;
  char *address;
} PrivateBus;

/** private_bus_start: @folder: where its socket goes; the bus ends with this process at the latest */
void private_bus_start (PrivateBus *self, const char *folder);

/** private_bus_join: Returns: (transfer full): a new connection to it */
GDBusConnection *private_bus_join (PrivateBus *self);

void private_bus_stop (PrivateBus *self);
