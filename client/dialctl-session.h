/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A session in words. */
#pragma once

#include "dialctl-bus.h"

/**
 * dialctl_session_get_call:
 *
 * Asks for the record of the session's call, without a dialog.
 *
 * Returns: (transfer full) (nullable): an a{sv}, or %NULL when the caller may not see it or there is none
 */
GVariant *dialctl_session_get_call (DialerDBusSession *session);

/**
 * dialctl_session_to_json:
 *
 * Returns: (transfer full): an object with the keys that dialctl(1) promises, to be ended by the caller
 */
GVariantBuilder *dialctl_session_to_json (DialctlBus *bus, DialerDBusSession *session);

/**
 * dialctl_session_describe_addresses:
 *
 * Returns: (transfer full): such as "198.51.100.2 → 198.51.100.1", or ""
 */
char *dialctl_session_describe_addresses (DialerDBusSession *session);

/**
 * dialctl_session_describe_speed:
 *
 * Returns: (transfer full): such as "33600 bit/s", or "" while it is unknown
 */
char *dialctl_session_describe_speed (DialerDBusSession *session);

/** dialctl_session_describe_leases: Returns: (transfer full): what it is needed for and until when, or "" */
char *dialctl_session_describe_leases (DialerDBusSession *session);

/** dialctl_session_describe_dns: Returns: (transfer full): the name servers with commas between, or "" */
char *dialctl_session_describe_dns (DialerDBusSession *session);

/**
 * dialctl_session_describe_wait:
 *
 * Returns: (transfer full): why and when it dials again, or that it waits for a modem; or ""
 */
char *dialctl_session_describe_wait (DialerDBusSession *session);

/**
 * dialctl_session_get_number:
 * @call: (nullable): from dialctl_session_get_call()
 *
 * Returns: (transfer none) (nullable): the number of the call; while a redial is waited for, that which it will dial
 */
const char *dialctl_session_get_number (GVariant *call);
