/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A serial port that is ours: locked, set up, and given back as it was. */
#pragma once

#include <gio/gio.h>

#include "dialer-settings.h"

#define DIALER_TYPE_SERIAL_PORT (dialer_serial_port_get_type ())
G_DECLARE_FINAL_TYPE (DialerSerialPort, dialer_serial_port, DIALER, SERIAL_PORT, GObject)

/**
 * DialerCarrier:
 *
 * What circuit 109 (DCD, ITU-T V.24) says.  A pty has no such circuit.
 */
typedef enum
{
  DIALER_CARRIER_UNKNOWN,
  DIALER_CARRIER_OFF,
  DIALER_CARRIER_ON,
} DialerCarrier;

/**
 * dialer_carrier_is_heeded:
 * @carrier: what DCD says when the far end has answered
 * @dialed: whether a number was dialled
 *
 * Returns: whether the end of the carrier is to be taken for the end of the link
 */
gboolean dialer_carrier_is_heeded (DialerCarrier carrier, gboolean dialed);

/**
 * dialer_serial_port_open:
 * @device: a terminal device; links are followed
 * @settings: line.speed, line.flow-control, line.format and line.carrier-detect are taken from it
 *
 * Opens without waiting for carrier, takes the UUCP lock file in /var/lock (in the name of this process),
 * flock() and TIOCEXCL, remembers the terminal settings, sets raw mode with CLOCAL, raises DTR, and starts
 * reading.
 *
 * Returns: (transfer full) (nullable): the port, or %NULL with DIALER_ERROR_NOT_FOUND (no such device),
 *   DIALER_ERROR_INVALID_ARGUMENT (no terminal, the console, or a speed that the port hasn't),
 *   DIALER_ERROR_BUSY (locked: the message has the number of the process) or DIALER_ERROR_FAILED set
 */
DialerSerialPort *dialer_serial_port_open (const char *device, DialerSettings *settings, GError **error);

/** dialer_serial_port_open_with_locks: as dialer_serial_port_open(), with the lock files in @lock_folder */
DialerSerialPort *dialer_serial_port_open_with_locks (const char *device, DialerSettings *settings,
                                                      const char *lock_folder, GError **error);

/**
 * dialer_serial_port_open_async:
 * @lock_folder: (nullable): as dialer_serial_port_open_with_locks() takes it; %NULL for the system's
 *
 * As dialer_serial_port_open(), which is done at once; but when another process has locked the port its name is asked
 * for, which may take two seconds.
 */
void dialer_serial_port_open_async (const char *device, DialerSettings *settings, const char *lock_folder,
                                    GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_serial_port_open_finish:
 *
 * Returns: (transfer full) (nullable): as dialer_serial_port_open(); the message of DIALER_ERROR_BUSY says by whom,
 *   such as "minicom (process 812)"
 */
DialerSerialPort *dialer_serial_port_open_finish (GAsyncResult *result, GError **error);

/**
 * dialer_serial_port_close:
 *
 * Restores the terminal settings, drops DTR, throws away what is not yet sent, and gives up the locks.  Does
 * not wait, and emits nothing.  Further calls do nothing.
 */
void dialer_serial_port_close (DialerSerialPort *self);

/** dialer_serial_port_get_device: Returns: (transfer none): the device, links resolved */
const char *dialer_serial_port_get_device (DialerSerialPort *self);

/** dialer_serial_port_is_usable: Returns: %FALSE when it is closed or has gone */
gboolean dialer_serial_port_is_usable (DialerSerialPort *self);

/**
 * dialer_serial_port_write:
 *
 * Queues bytes; they are written as the port takes them.  On an error "gone" is emitted, perhaps before this
 * returns.
 */
void dialer_serial_port_write (DialerSerialPort *self, const char *bytes, gsize length);

/** dialer_serial_port_count_unsent: Returns: how many of those bytes the port has not taken yet */
gsize dialer_serial_port_count_unsent (DialerSerialPort *self);

/**
 * dialer_serial_port_set_reading:
 *
 * While pppd has the line the daemon must not read from it, and the port is no longer exclusive.  Nor is "gone" heard
 * of meanwhile: pppd notices first, and dialer_serial_port_reclaim() afterwards.
 */
void dialer_serial_port_set_reading (DialerSerialPort *self, gboolean reading);

/**
 * dialer_serial_port_set_chunk:
 * @bytes: the most to take from the device for one "received"; 0 for as many as there are
 *
 * What has not been taken is there for the next reader of the device.  So a chunk of 1 while a modem dials
 * lets the conversation stop right behind CONNECT, and what the peer says next goes to pppd.
 */
void dialer_serial_port_set_chunk (DialerSerialPort *self, gsize bytes);

/**
 * dialer_serial_port_flush:
 *
 * Throws away what has been received and not read, and what has been queued and not sent.
 */
void dialer_serial_port_flush (DialerSerialPort *self);

/**
 * dialer_serial_port_reclaim:
 *
 * Makes the port ours again when pppd has had it, whatever it did or failed to do: takes the line discipline
 * back (a killed pppd leaves its own), throws away what pppd did not get sent, and sets raw mode, CLOCAL and
 * TIOCEXCL anew.  Input is kept: a last NO CARRIER may be in it.  DTR stays as it is, unless the descriptor
 * is dead and the port has to be reopened as by dialer_serial_port_reopen().
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_FOUND, DIALER_ERROR_BUSY or DIALER_ERROR_FAILED set
 */
gboolean dialer_serial_port_reclaim (DialerSerialPort *self, GError **error);

/**
 * dialer_serial_port_reopen:
 *
 * A line on which carrier fell while CLOCAL was off is hung up by the kernel: every open descriptor is dead.
 * Opens the device afresh, with the same locks and settings; DTR is left as opening leaves it: raised.
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_FOUND set when the device has gone, or DIALER_ERROR_BUSY or
 *   DIALER_ERROR_FAILED when it can't be had again
 */
gboolean dialer_serial_port_reopen (DialerSerialPort *self, GError **error);

/** dialer_serial_port_set_dtr: Returns: whether the port has circuit 108/2 (DTR) and it is now as asked */
gboolean dialer_serial_port_set_dtr (DialerSerialPort *self, gboolean on);

/** dialer_serial_port_set_break: begins or ends a break: space on the line for as long as it lasts (ITU-T V.14) */
void dialer_serial_port_set_break (DialerSerialPort *self, gboolean on);

/**
 * dialer_serial_port_get_carrier:
 *
 * Returns: DCD now; unknown when the port has none, or line.carrier-detect says that it lies
 */
DialerCarrier dialer_serial_port_get_carrier (DialerSerialPort *self);

/** dialer_serial_port_is_hung_up: Returns: whether the kernel has hung it up, as it does when a heeded DCD falls */
gboolean dialer_serial_port_is_hung_up (DialerSerialPort *self);

/**
 * dialer_serial_port_count_carrier_changes:
 *
 * Returns: how often DCD has gone on or off, as the driver counts it, so that a short carrier is not missed; 0 when it
 *   does not count
 */
guint dialer_serial_port_count_carrier_changes (DialerSerialPort *self);

/**
 * dialer_serial_port_get_clear_to_send:
 * @on: (out): whether circuit 106 (CTS) is on
 *
 * Returns: %FALSE when the port has no such circuit
 */
gboolean dialer_serial_port_get_clear_to_send (DialerSerialPort *self, gboolean *on);

/**
 * dialer_serial_port_distrust_carrier:
 *
 * From now on carrier counts as unknown: for adapters whose DCD is tied high.
 */
void dialer_serial_port_distrust_carrier (DialerSerialPort *self);

/**
 * DialerSerialPort::received:
 * @bytes: a #GBytes
 *
 * DialerSerialPort::gone:
 * @message: why
 *
 * The device was unplugged or hung up, or fails; nothing more will come until dialer_serial_port_reopen().
 * Emitted once.
 */
