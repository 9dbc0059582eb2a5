/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one LCP packet that no pppd can be made to send on command. */
#pragma once

#include <glib.h>

#define EXCHANGE_LCP_MAX 256

/**
 * exchange_lcp_make_terminate:
 * @frame: room for EXCHANGE_LCP_MAX bytes
 * @text: at most 80 characters
 *
 * An LCP Terminate-Request (RFC 1661 5.5) in HDLC-like framing (RFC 1662), all control characters escaped.
 *
 * Returns: the frame's length
 */
gsize exchange_lcp_make_terminate (guint8 *frame, const char *text);
