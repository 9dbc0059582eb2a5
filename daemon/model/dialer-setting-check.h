/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks of values: each takes what a person wrote and gives what is stored. */
#pragma once

#include <glib.h>

/**
 * DialerSettingCheck:
 * @value: as written, without blanks around
 * @hint: of the setting: choices separated by `|`, or limits as "MIN-MAX"
 *
 * Returns: (transfer full) (nullable): the value to store, %NULL if it can't be right
 */
typedef char *(*DialerSettingCheck) (const char *value, const char *hint);

char *dialer_setting_check_text (const char *value, const char *hint);
char *dialer_setting_check_name (const char *value, const char *hint);
char *dialer_setting_check_boolean (const char *value, const char *hint);
char *dialer_setting_check_choice (const char *value, const char *hint);
char *dialer_setting_check_choices (const char *value, const char *hint);
char *dialer_setting_check_number (const char *value, const char *hint);
char *dialer_setting_check_seconds (const char *value, const char *hint);
char *dialer_setting_check_bytes (const char *value, const char *hint);
char *dialer_setting_check_times (const char *value, const char *hint);
char *dialer_setting_check_volumes (const char *value, const char *hint);
char *dialer_setting_check_hex (const char *value, const char *hint);
char *dialer_setting_check_uuid (const char *value, const char *hint);
char *dialer_setting_check_speed (const char *value, const char *hint);
char *dialer_setting_check_numbers (const char *value, const char *hint);
char *dialer_setting_check_prefix (const char *value, const char *hint);
char *dialer_setting_check_patterns (const char *value, const char *hint);
char *dialer_setting_check_commands (const char *value, const char *hint);
char *dialer_setting_check_diagnostics (const char *value, const char *hint);
char *dialer_setting_check_command (const char *value, const char *hint);
char *dialer_setting_check_address (const char *value, const char *hint);
char *dialer_setting_check_dns (const char *value, const char *hint);
char *dialer_setting_check_domains (const char *value, const char *hint);
char *dialer_setting_check_routes (const char *value, const char *hint);
char *dialer_setting_check_words (const char *value, const char *hint);
char *dialer_setting_check_cost (const char *value, const char *hint);
char *dialer_setting_check_windows (const char *value, const char *hint);
char *dialer_setting_check_path (const char *value, const char *hint);
char *dialer_setting_check_tariff (const char *value, const char *hint);
char *dialer_setting_check_script (const char *value, const char *hint);
