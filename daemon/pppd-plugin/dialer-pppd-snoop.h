/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the peer's control packets say: pppd tells its plugins less than it writes to its log. */
#pragma once

/**
 * dialer_snoop_received:
 * @frame: with address, control and protocol field (RFC 1662), as it came: hostile
 *
 * A hook of pppd's.  Tells the daemon of the peer's first LCP packet, its answers to our credentials (PAP, RFC 1334;
 * CHAP, RFC 1994; MS-CHAPv2, RFC 2759; EAP, RFC 3748) and its LCP Terminate-Request (RFC 1661 5.5).
 */
void dialer_snoop_received (unsigned char *frame, int length);
