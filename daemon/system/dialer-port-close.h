/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Closing a serial port without waiting for what is unsent. */
#pragma once

/**
 * dialer_port_close:
 * @fd: of a terminal device, flushed
 *
 * The last close of a port waits until everything is sent, up to thirty seconds when the other side has flow control
 * on.  Flushing spares that, except with USB adapters, where transfers under way can't be taken back, and to set their
 * closing wait takes CAP_SYS_ADMIN.  So the wait is interrupted, after a tenth of a second.
 */
void dialer_port_close (int fd);
