/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one setting is: its key, type, default and meaning, and the check of a value. */
#pragma once

#include <glib.h>

#include "dialer-setting-check.h"

/**
 * DialerSetting:
 * @group: such as "dial"
 * @key: such as "carrier-timeout"
 * @type: what would do, for a person: "yes or no", "seconds, such as 60, 90s or 2min", …
 * @check: the check of a value
 * @hint: (nullable): what @check needs to know
 * @initial: the value when nothing is set, as text; "" when there is none.
 * @meaning: one sentence.
 * @privileged: only an administrator may set it, for it can run something as root.
 * @effective: whether it does anything yet.
 * @modem: whether a modem may carry it too, as what a profile that says nothing gets.
 *
 * A row of the table of all settings.
 */
typedef struct
{
  const char *group;
  const char *key;
  const char *type;
  DialerSettingCheck check;
  const char *hint;
  const char *initial;
  const char *meaning;
  gboolean privileged;
  gboolean effective;
  gboolean modem;
} DialerSetting;

/**
 * dialer_setting_get_all:
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): all settings in the order of the manual
 */
const DialerSetting *dialer_setting_get_all (guint *n);

/**
 * dialer_setting_find:
 *
 * Returns: (transfer none) (nullable): the setting @group.@key, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set,
 *   whose message names the nearest key there is
 */
const DialerSetting *dialer_setting_find (const char *group, const char *key, GError **error);

/** dialer_setting_make_path: Returns: (transfer full): such as "dial.numbers" */
char *dialer_setting_make_path (const DialerSetting *setting);

/**
 * dialer_setting_normalize:
 * @value: as a person wrote it
 *
 * Checks a value and brings it into the form in which it is stored ("true" and "on" become "yes", blanks around
 * the members of a list go).
 *
 * Returns: (transfer full) (nullable): the value to store, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set, whose
 *   message names the key, the value and what would do
 */
char *dialer_setting_normalize (const DialerSetting *setting, const char *value, GError **error);
