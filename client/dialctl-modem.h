/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Modems in words. */
#pragma once

#include "dialctl-context.h"

/**
 * dialctl_modem_to_json:
 *
 * Returns: (transfer full): an object with the modem's properties, to be ended by the caller
 */
GVariantBuilder *dialctl_modem_to_json (DialerDBusModem *modem);

/**
 * dialctl_modem_print_table:
 * @modems: (element-type DialerDBusModem): perhaps none, which is said
 *
 * Prints a line a modem on standard output.
 */
void dialctl_modem_print_table (DialctlContext *context, GPtrArray *modems);

/**
 * dialctl_modem_resolve_setting:
 *
 * Puts the id of the modem in place of what dial.modem in @settings names it by, if that is set.
 *
 * Returns: %FALSE with a #GOptionError set when it fits several
 */
gboolean dialctl_modem_resolve_setting (DialctlContext *context, GKeyFile *settings, GError **error);

/** dialctl_modem_print: Prints all that is known of @modem, as JSON if that is asked for. */
void dialctl_modem_print (DialctlContext *context, DialerDBusModem *modem);
