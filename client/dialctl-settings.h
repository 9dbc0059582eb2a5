/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profile settings between command line, editor and bus; what a value means is the daemon's business.
 * They are kept in a GKeyFile, escaped as in a profile file: get and set them with the functions here. */
#pragma once

#include <glib.h>

/**
 * dialctl_settings_split:
 * @word: such as "dial.numbers=555 1234"
 * @path: (out) (transfer full): such as "dial.numbers"
 * @value: (out) (transfer none): what comes behind the first "="
 *
 * Returns: %FALSE with a #GOptionError set when @word is not of the form GROUP.KEY=VALUE
 */
gboolean dialctl_settings_split (const char *word, char **path, const char **value, GError **error);

/**
 * dialctl_settings_from_words:
 * @words: (array zero-terminated=1): GROUP.KEY=VALUE each; the last of a key counts
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL with a #GOptionError set
 */
GKeyFile *dialctl_settings_from_words (char **words, GError **error);

/**
 * dialctl_settings_from_text:
 * @text: a key file that somebody has edited
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL with a #GKeyFileError or #GOptionError set
 */
GKeyFile *dialctl_settings_from_text (const char *text, GError **error);

/** dialctl_settings_set: Sets a value, which is any text. */
void dialctl_settings_set (GKeyFile *settings, const char *group, const char *key, const char *value);

/** dialctl_settings_get: Returns: (transfer full) (nullable): a value, or %NULL if it is not set */
char *dialctl_settings_get (GKeyFile *settings, const char *group, const char *key);

/** dialctl_settings_from_variant: Returns: (transfer full): the a{sa{sv}} @settings */
GKeyFile *dialctl_settings_from_variant (GVariant *settings);

/** dialctl_settings_to_variant: Returns: (transfer floating): an a{sa{sv}} of strings */
GVariant *dialctl_settings_to_variant (GKeyFile *settings);

/**
 * dialctl_settings_check_path:
 *
 * Returns: %FALSE with a #GOptionError set when @path does not look like GROUP.KEY
 */
gboolean dialctl_settings_check_path (const char *path, GError **error);

/**
 * dialctl_settings_compare:
 * @set: (out) (transfer full): what is new or other in @after
 * @unset: (out) (transfer full): the keys, as GROUP.KEY, that @after no longer has
 *
 * Returns: whether there is any difference
 */
gboolean dialctl_settings_compare (GKeyFile *before, GKeyFile *after, GKeyFile **set, GStrv *unset);
