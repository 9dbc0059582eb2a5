/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The helper's side of a probe: the packets. */
#pragma once

#include "dialer-probe.h"

/**
 * dialer_prober_try:
 *
 * Blocks until there is an answer, or the probe's time is over.  All but DIALER_PROBE_ROUTE go by way of its interface,
 * wherever routes lead.
 *
 * Returns: whether there was an answer; %FALSE with an error of G_IO_ERROR set
 */
gboolean dialer_prober_try (const DialerProbe *probe, GError **error);
