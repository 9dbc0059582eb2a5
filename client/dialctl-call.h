/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The record of a call, as Session.GetCall and Profile.GetLastCall tell it, for persons and for scripts. */
#pragma once

#include <glib.h>

/**
 * dialctl_call_get_string:
 * @call: (nullable): an a{sv}; %NULL is a record of which nothing is known
 *
 * Returns: (transfer none): the text under @key, or "" when it is not known
 */
const char *dialctl_call_get_string (GVariant *call, const char *key);

/** dialctl_call_get_number: Returns: the number under @key, whatever its width, or 0 when it is not known */
guint64 dialctl_call_get_number (GVariant *call, const char *key);

/**
 * dialctl_call_add_to_json:
 *
 * Adds the member @key of @call to @object, null when it is not known; "cost" in units of the currency.
 */
void dialctl_call_add_to_json (GVariant *call, const char *key, GVariantBuilder *object);

/** dialctl_call_format_cost: Returns: (transfer full) (nullable): such as "0.12 EUR"; %NULL when it is not known */
char *dialctl_call_format_cost (GVariant *call);

/**
 * dialctl_call_to_json:
 *
 * Returns: (transfer full): an object with all that a record may have, to be ended by the caller
 */
GVariantBuilder *dialctl_call_to_json (GVariant *call);

/**
 * dialctl_call_describe_failure:
 *
 * Returns: (transfer full): a line of what happened with the words of modem and peer, and a line of what to
 *   do next if anything is to be done
 */
char *dialctl_call_describe_failure (GVariant *call);
