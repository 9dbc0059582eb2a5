/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One run of pppd, with our plugin in it at the other end of a channel. */
#pragma once

#include <gio/gio.h>

#include "dialer-channel-message.h"
#include "dialer-settings.h"

#define DIALER_TYPE_PPPD (dialer_pppd_get_type ())
G_DECLARE_FINAL_TYPE (DialerPppd, dialer_pppd, DIALER, PPPD, GObject)

/**
 * dialer_pppd_list_words:
 *
 * Returns: (transfer full): the words that dialer_pppd_start() runs, the program first; no secret is among them
 */
GStrv dialer_pppd_list_words (const char *program, const char *plugin, DialerSettings *settings, const char *device,
                              gboolean carrier_detect);

/**
 * dialer_pppd_start:
 * @program: path of pppd
 * @plugin: path of dialer-pppd.so
 * @settings: the profile's
 * @device: the serial device
 * @carrier_detect: whether its DCD can be believed
 *
 * Starts pppd at once, so that it is loaded and set up while the modem still dials; it touches the line only after
 * dialer_pppd_take_line().  Nothing secret is in its arguments or environment; it inherits no descriptor but
 * the channel and a pipe for what it prints.
 *
 * Returns: (transfer full) (nullable): the run, or %NULL with DIALER_ERROR_FAILED set
 */
DialerPppd *dialer_pppd_start (const char *program, const char *plugin, DialerSettings *settings, const char *device,
                               gboolean carrier_detect, GError **error);

/** dialer_pppd_get_pid: Returns: pppd's process id, 0 once it has ended */
GPid dialer_pppd_get_pid (DialerPppd *self);

/** dialer_pppd_get_last_words: Returns: (transfer none) (nullable): the last line that pppd printed */
const char *dialer_pppd_get_last_words (DialerPppd *self);

/** dialer_pppd_take_line: the carrier is there; pppd may open the device (now, or as soon as it is set up) */
void dialer_pppd_take_line (DialerPppd *self);

/**
 * dialer_pppd_answer_secret:
 * @secret: (nullable): what pppd asked for, or %NULL if there is none; not kept
 */
void dialer_pppd_answer_secret (DialerPppd *self, const char *secret);

/**
 * dialer_pppd_stop:
 *
 * Asks pppd to end (SIGTERM: it sends an LCP Terminate-Request and waits for the answer), and kills it if it has not
 * ended in time.  "exited" follows in any case; further calls do nothing.
 */
void dialer_pppd_stop (DialerPppd *self);

/** dialer_pppd_kill: SIGKILL at once, for a line that has gone anyway; "exited" follows */
void dialer_pppd_kill (DialerPppd *self);

/**
 * DialerPppd::message:
 * @message: (type gpointer): a #DialerChannelMessage of the plugin, valid during the emission
 *
 * DialerPppd::exited:
 * @status: pppd's exit status (pppd(8) EXIT STATUS), or minus the signal that killed it
 *
 * Emitted once; all messages have been emitted before.
 */
