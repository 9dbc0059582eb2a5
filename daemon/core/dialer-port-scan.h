/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Looks, on request, for modems on ports that nobody has told of. */
#pragma once

#include "dialer-modem-manager.h"
#include "dialer-modem-pool.h"
#include "dialer-port-facts.h"

#define DIALER_TYPE_PORT_SCAN (dialer_port_scan_get_type ())
G_DECLARE_FINAL_TYPE (DialerPortScan, dialer_port_scan, DIALER, PORT_SCAN, GObject)

/**
 * DialerPortStatus:
 * @DIALER_PORT_FREE: may be asked who is there
 * @DIALER_PORT_UNSURE: may be asked, but opening it could disturb what is no modem: somebody should say so
 * @DIALER_PORT_KNOWN: a modem of ours is on it
 * @DIALER_PORT_MODEM_MANAGER: ModemManager has it
 * @DIALER_PORT_IN_USE: another program has it open or locked
 * @DIALER_PORT_CONSOLE: the system's console is on it
 * @DIALER_PORT_NO_MODEM: it is known to be something else
 */
typedef enum
{
  DIALER_PORT_FREE,
  DIALER_PORT_UNSURE,
  DIALER_PORT_KNOWN,
  DIALER_PORT_MODEM_MANAGER,
  DIALER_PORT_IN_USE,
  DIALER_PORT_CONSOLE,
  DIALER_PORT_NO_MODEM,
} DialerPortStatus;

/** dialer_port_status_to_string: Returns: (transfer none): the word on the bus */
const char *dialer_port_status_to_string (DialerPortStatus status);

/**
 * DialerPortReport:
 * @facts: what the port is
 * @status: whether it may be asked
 * @text: why not, or ""
 */
typedef struct
{
  DialerPortFacts *facts;
  DialerPortStatus status;
  char *text;
} DialerPortReport;

/** dialer_port_scan_new: Returns: (transfer full): a scan of which nothing is asked yet */
DialerPortScan *dialer_port_scan_new (DialerModemPool *pool, DialerInhibitor *inhibitor,
                                      DialerModemManager *modem_manager);

/**
 * dialer_port_scan_list_async:
 * @devices: (nullable): the ports to look at; without any, all that there are
 *
 * Says of each port what it is and whether it may be asked.  None is opened.
 */
void dialer_port_scan_list_async (DialerPortScan *self, const char *const *devices, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_port_scan_list_finish:
 *
 * Returns: (transfer full) (nullable) (element-type DialerPortReport): one a port, or %NULL with
 *   DIALER_ERROR_NOT_FOUND (no such device), DIALER_ERROR_INVALID_ARGUMENT (no terminal device) or
 *   G_IO_ERROR_CANCELLED set
 */
GPtrArray *dialer_port_scan_list_finish (DialerPortScan *self, GAsyncResult *result, GError **error);

/**
 * dialer_port_scan_ask_async:
 *
 * Looks again whether @device may be asked, opens it, and asks who is there: three seconds for a silent one.
 * When it is cancelled the port is given back before the callback.
 */
void dialer_port_scan_ask_async (DialerPortScan *self, const char *device, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_port_scan_ask_finish:
 *
 * Returns: (transfer full) (nullable): who answers, or %NULL with DIALER_ERROR_TIMED_OUT (nobody does),
 *   DIALER_ERROR_BUSY (it must be left alone: the message says why), or an error of
 *   dialer_modem_probe_finish() or dialer_port_scan_list_finish() set
 */
DialerIdentity *dialer_port_scan_ask_finish (DialerPortScan *self, GAsyncResult *result, GError **error);
