/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON out of GVariants: an object is an a{sv} that is built member by member, and printed as a whole. */
#pragma once

#include <glib.h>

/**
 * dialctl_json_object:
 *
 * Returns: (transfer full): an object without members, for dialctl_json_add() and g_variant_builder_end()
 */
GVariantBuilder *dialctl_json_object (void);

/**
 * dialctl_json_add:
 * @value: (nullable) (transfer floating): any value; %NULL is written as null
 *
 * Adds a member to @object.
 */
void dialctl_json_add (GVariantBuilder *object, const char *key, GVariant *value);

/**
 * dialctl_json_add_string:
 *
 * Adds a string, or null when @text is %NULL or empty, which is how the bus says "unknown".
 */
void dialctl_json_add_string (GVariantBuilder *object, const char *key, const char *text);

/**
 * dialctl_json_money:
 * @micro: millionths of a unit of money, as a GVariant of type t
 *
 * Returns: (transfer floating): that as a number with a point, which is written to the last digit
 */
GVariant *dialctl_json_money (GVariant *micro);

/** dialctl_json_add_number: Adds a number, or null when it is 0 and that means "unknown". */
void dialctl_json_add_number (GVariantBuilder *object, const char *key, guint64 number);

/**
 * dialctl_json_add_time:
 *
 * Adds seconds since 1970-01-01 UTC as an RFC 3339 string, or null when they are 0.
 */
void dialctl_json_add_time (GVariantBuilder *object, const char *key, guint64 seconds);

/**
 * dialctl_json_add_path:
 *
 * Adds an object path as a string, or null when it is "/", which is how the bus says "none".
 */
void dialctl_json_add_path (GVariantBuilder *object, const char *key, const char *path);

/**
 * dialctl_json_to_string:
 * @value: (transfer floating): dictionaries become objects, arrays and tuples arrays, an empty maybe null
 *
 * Returns: (transfer full): one line of JSON (RFC 8259) without a line end
 */
char *dialctl_json_to_string (GVariant *value);

/** dialctl_json_print: Prints @value (transfer floating) as one line on standard output. */
void dialctl_json_print (GVariant *value);

/** dialctl_json_print_object: Ends @object (transfer full) and prints it as one line on standard output. */
void dialctl_json_print_object (GVariantBuilder *object);
