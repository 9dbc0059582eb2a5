/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Somebody at a terminal, who has a hand in the login: the far end of a socket that he gave us with Dial. */
#pragma once

#include <gio/gio.h>

#define DIALER_TYPE_TERMINAL (dialer_terminal_get_type ())
G_DECLARE_FINAL_TYPE (DialerTerminal, dialer_terminal, DIALER, TERMINAL, GObject)

/* The longest message either way, its first byte included. */
#define DIALER_TERMINAL_MAX 4096

/**
 * dialer_terminal_new:
 * @fd: (transfer full): must be a Unix socket of type SOCK_SEQPACKET, connected
 * @by_hand: whether he logs in himself; else he goes through the steps with us
 *
 * Each packet is a message, whose first byte tells what it is.
 *
 * Returns: (transfer full) (nullable): %NULL with DIALER_ERROR_INVALID_ARGUMENT set
 */
DialerTerminal *dialer_terminal_new (int fd, gboolean by_hand, GError **error);

gboolean dialer_terminal_is_by_hand (DialerTerminal *self);

/** dialer_terminal_is_open: Returns: whether he is still there, as far as is known */
gboolean dialer_terminal_is_open (DialerTerminal *self);

/**
 * dialer_terminal_show:
 * @text: what the peer says
 *
 * Sends it in a message "T" a moment later, with what else comes until then, or before the next other message.
 */
void dialer_terminal_show (DialerTerminal *self, const char *text, gsize length);

/** dialer_terminal_tell: sends a message now: @kind, and @text behind it */
void dialer_terminal_tell (DialerTerminal *self, char kind, const char *text);

/** dialer_terminal_set_listening: whether messages are taken; what comes before waits, in the socket */
void dialer_terminal_set_listening (DialerTerminal *self, gboolean listening);

/** dialer_terminal_close: sends what is waiting, and lets him go; emits nothing */
void dialer_terminal_close (DialerTerminal *self);

/**
 * DialerTerminal::said:
 * @kind: the first byte of a message
 * @bytes: a #GBytes: the rest
 *
 * DialerTerminal::left:
 *
 * He has closed his end, or takes no messages any more.
 */
