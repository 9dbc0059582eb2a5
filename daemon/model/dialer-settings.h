/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The settings of one profile: a checked key file over what it inherits, over the defaults. */
#pragma once

#include <glib-object.h>

/**
 * DialerSettings:
 *
 * Reference-counted.  Values are text, as in a profile file (dialer.profile(5)); keys that this version does not
 * know are kept as they are.
 */
typedef struct _DialerSettings DialerSettings;

#define DIALER_TYPE_SETTINGS (dialer_settings_get_type ())
GType dialer_settings_get_type (void) G_GNUC_CONST;

DialerSettings *dialer_settings_new (void);
DialerSettings *dialer_settings_ref (DialerSettings *self);
void dialer_settings_unref (DialerSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerSettings, dialer_settings_unref)

/**
 * dialer_settings_copy:
 *
 * Returns: (transfer full): settings of the same content and the same parent
 */
DialerSettings *dialer_settings_copy (DialerSettings *self);

/**
 * dialer_settings_parse:
 * @data: the text of a profile file, perhaps hostile
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set when it is no
 *   key file or a known key has a value that can't be right
 */
DialerSettings *dialer_settings_parse (const char *data, gsize length, GError **error);

/**
 * dialer_settings_serialize:
 *
 * Returns: (transfer full): the text of the profile file, comments and unknown keys of the parsed one kept
 */
char *dialer_settings_serialize (DialerSettings *self);

/**
 * dialer_settings_set_parent:
 * @parent: (nullable): whose values are the defaults here
 */
void dialer_settings_set_parent (DialerSettings *self, DialerSettings *parent);

/**
 * dialer_settings_set:
 * @path: as "group.key"
 *
 * Returns: %FALSE with DIALER_ERROR_INVALID_ARGUMENT set, and nothing changed, when key or value can't be right
 */
gboolean dialer_settings_set (DialerSettings *self, const char *path, const char *value, GError **error);

/**
 * dialer_settings_unset:
 *
 * Gives @path its inherited or default value again; not an error if it was not set.
 */
gboolean dialer_settings_unset (DialerSettings *self, const char *path, GError **error);

/**
 * dialer_settings_apply:
 * @changes: an a{sa{sv}}; values are strings, or booleans, numbers or lists of strings
 *
 * Sets all or nothing.
 */
gboolean dialer_settings_apply (DialerSettings *self, GVariant *changes, GError **error);

/**
 * dialer_settings_check:
 *
 * Checks what no key can tell alone (ipv4.method=manual needs ipv4.address, either a number or an access point, …).
 */
gboolean dialer_settings_check (DialerSettings *self, GError **error);

/**
 * dialer_settings_find_privileged:
 *
 * Returns: (transfer none) (nullable): "group.key" of a setting here (not in the parent) that only an
 *   administrator may set, or %NULL if there is none
 */
const char *dialer_settings_find_privileged (DialerSettings *self);

/** dialer_settings_get_own: Returns: (transfer none) (nullable): the value set here, not in the parent */
const char *dialer_settings_get_own (DialerSettings *self, const char *path);

/**
 * dialer_settings_to_variant:
 * @effective: whether inherited and default values are in it too
 *
 * Returns: (transfer floating): an a{sa{sv}} of strings
 */
GVariant *dialer_settings_to_variant (DialerSettings *self, gboolean effective);

/**
 * dialer_settings_is_set:
 *
 * Returns: whether @path is set here or in a parent
 */
gboolean dialer_settings_is_set (DialerSettings *self, const char *path);

/**
 * dialer_settings_get:
 * @path: a known "group.key"; another one is a programmer's error
 *
 * Returns: (transfer none): the effective value, "" when there is none; valid until the settings change
 */
const char *dialer_settings_get (DialerSettings *self, const char *path);

/** dialer_settings_get_boolean: Returns: whether the effective value is "yes" */
gboolean dialer_settings_get_boolean (DialerSettings *self, const char *path);

/** dialer_settings_get_uint: Returns: the effective value as a number (of seconds, where it is a time); 0 for none */
guint dialer_settings_get_uint (DialerSettings *self, const char *path);

/** dialer_settings_get_list: Returns: (transfer full): the members of a list; free with g_strfreev() */
GStrv dialer_settings_get_list (DialerSettings *self, const char *path);
