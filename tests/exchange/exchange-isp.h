/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A real pppd as the far end, in network and mount namespaces of its own: this machine's are not touched. */
#pragma once

#include "exchange-plan.h"

/**
 * exchange_isp_start:
 * @tty: the terminal it shall speak on
 * @pid: (out): its process
 *
 * Returns: whether it was started
 */
gboolean exchange_isp_start (const ExchangeNumber *number, const char *tty, GPid *pid, GError **error);
