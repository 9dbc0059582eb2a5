/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Numbers that are never dialled. */
#pragma once

#include <glib.h>

/**
 * DialerNumberRule:
 * @pattern: digits, `+`, `#`, `?` for any one key and `*` for any keys
 * @source: where the pattern is written, for people: a file and line, or a setting
 */
typedef struct
{
  char *pattern;
  char *source;
} DialerNumberRule;

/** DialerNumberRules: a list of them, in the order in which they were added */
typedef struct _DialerNumberRules DialerNumberRules;

DialerNumberRules *dialer_number_rules_new (void);
void dialer_number_rules_free (DialerNumberRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerNumberRules, dialer_number_rules_free)

/**
 * dialer_number_rules_add:
 * @pattern: as in #DialerNumberRule; spaces, `-`, `(`, `)`, `/`, `.` are ignored
 *
 * Returns: %FALSE with DIALER_ERROR_INVALID_ARGUMENT set, and nothing added
 */
gboolean dialer_number_rules_add (DialerNumberRules *self, const char *pattern, const char *source, GError **error);

/** dialer_number_rules_count: Returns: how many rules there are */
guint dialer_number_rules_count (const DialerNumberRules *self);

/**
 * dialer_number_rules_find:
 * @command: dial.command; what it dials itself, as in "ATDT9", goes before the prefix
 * @prefix: dial.prefix, or ""
 * @number: a number that can be dialled
 *
 * A rule counts when its pattern matches the whole of what an exchange may take for the number.  That is what is
 * dialled with and without the prefix, and, since behind a pause (`,` `w` `W` `@` `!`) there may be another
 * exchange, whatever stands between pauses; always without `+`, the other modifiers of V.250, and a service code
 * such as `*67` or `#31#` before it.  A pattern of three digits or more, without `*` and `?`, counts also behind
 * one 0 or 9, by which an outside line is had.
 *
 * Returns: (transfer none) (nullable): the rule that forbids @number, or %NULL
 */
const DialerNumberRule *dialer_number_rules_find (const DialerNumberRules *self, const char *command,
                                                  const char *prefix, const char *number);
