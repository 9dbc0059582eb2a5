/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Days, times, prices and seconds of kppp's rules, as dialer.tariff(5) writes them. */
#pragma once

#include <glib.h>

/**
 * import_rst_parse_number:
 * @nano: (out): billionths
 *
 * Reads a number with a point, of at most a million.
 *
 * Returns: whether it is one
 */
gboolean import_rst_parse_number (const char *text, gint64 *nano);

/** import_rst_format_number: Returns: (transfer full): with as many digits as it takes */
char *import_rst_format_number (gint64 nano);

/**
 * import_rst_translate_days:
 * @days: such as "monday..friday,12/25,easter+1", without blanks
 * @n: (out): how many dates are in it
 * @wrong: (out) (transfer full) (nullable): the first that is none
 *
 * Returns: (transfer full): such as "Mon-Fri,12-25,easter+1"; "" if nothing is left, or for every day
 */
char *import_rst_translate_days (const char *days, guint *n, char **wrong);

/**
 * ImportRstTimes:
 * @rounded: whether an end such as 17:59, which to kppp leaves a minute out, was taken for the full hour
 *
 * Minutes since midnight.
 */
typedef struct
{
  guint begin;
  guint end;
  gboolean rounded;
} ImportRstTimes;

/** import_rst_parse_times: Returns: whether @text is such as "8:00..17:59", or empty for all day */
gboolean import_rst_parse_times (const char *text, ImportRstTimes *times);
