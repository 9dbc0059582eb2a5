/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tables for spreadsheets: comma-separated values (RFC 4180). */
#pragma once

#include <glib.h>

/**
 * dialctl_csv_append:
 * @line: to which a field is added, behind a comma if it is not the first
 * @text: (nullable): any; perhaps of a stranger
 *
 * Control characters are replaced.  What a spreadsheet would take for a formula is made a text by an apostrophe,
 * except a number that begins with "+" or "-".
 */
void dialctl_csv_append (GString *line, const char *text);
