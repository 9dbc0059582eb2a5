/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words with which pppd is run: a pure function of the settings. */
#pragma once

#include "dialer-settings.h"

/**
 * DialerPppTask:
 * @device: the serial device
 * @carrier_detect: whether DCD of this line is to be believed; if not, pppd gets `local`
 * @plugin: path of dialer-pppd.so
 * @channel_fd: the number under which pppd inherits its end of the channel to the daemon
 */
typedef struct
{
  const char *device;
  gboolean carrier_detect;
  const char *plugin;
  int channel_fd;
} DialerPppTask;

/**
 * dialer_ppp_options_make:
 *
 * No secret is among them.  What /etc/ppp/options says and could break a call (lock, auth, persist, demand,
 * idle, connect …) is overridden where pppd has a word for it.
 *
 * Returns: (transfer full): pppd's arguments, without argv[0]
 */
GStrv dialer_ppp_options_make (DialerSettings *settings, const DialerPppTask *task);
