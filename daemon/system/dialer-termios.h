/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Terminal settings with any line speed, not only those that termios(3) has a word for. */
#pragma once

#include <glib.h>

/**
 * DialerTermios:
 *
 * The kernel's struct termios2 under another name, since <asm/termbits.h> and <termios.h> exclude each other.
 */
typedef struct _DialerTermios DialerTermios;

/** dialer_termios_read: Returns: (transfer full) (nullable): the settings of @fd, or %NULL with errno set */
DialerTermios *dialer_termios_read (int fd);

/**
 * dialer_termios_new_raw:
 * @speed: DTE rate in bit/s, both ways
 * @flow_control: "rts-cts", "xon-xoff" or "none", as line.flow-control
 * @format: data bits, parity and stop bits such as "8n1" or "7e1", as line.format
 *
 * Raw: no byte is changed, echoed or taken for a signal.  CLOCAL: carrier is looked at, not obeyed.  HUPCL:
 * the last close drops DTR.
 *
 * Returns: (transfer full): the settings
 */
DialerTermios *dialer_termios_new_raw (guint speed, const char *flow_control, const char *format);

void dialer_termios_free (DialerTermios *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerTermios, dialer_termios_free)

/** dialer_termios_apply: sets @fd at once, without waiting for output; Returns: %FALSE with errno set */
gboolean dialer_termios_apply (const DialerTermios *self, int fd);

/** dialer_termios_get_speed: Returns: the rate of sending, in bit/s */
guint dialer_termios_get_speed (const DialerTermios *self);
