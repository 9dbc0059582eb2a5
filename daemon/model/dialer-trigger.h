/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The packet for whose sake a line was dialled. */
#pragma once

#include <glib.h>

/**
 * DialerTrigger:
 * @protocol: such as "udp"
 * @destination: an address
 * @port: there; 0 where there is none
 * @process: (nullable): who has sent it, such as "ping (process 812)"; %NULL where that can't be known
 *
 * Reference-counted, and never changed.
 */
typedef struct
{
  char *protocol;
  char *destination;
  guint port;
  char *process;
} DialerTrigger;

/** dialer_trigger_new: Returns: (transfer full): with copies of the texts */
DialerTrigger *dialer_trigger_new (const char *protocol, const char *destination, guint port, const char *process);
DialerTrigger *dialer_trigger_ref (DialerTrigger *self);
void dialer_trigger_unref (DialerTrigger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerTrigger, dialer_trigger_unref)

/** dialer_trigger_describe: Returns: (transfer full): "udp to 192.0.2.53 port 53 from dig (process 812)" */
char *dialer_trigger_describe (const DialerTrigger *self);
