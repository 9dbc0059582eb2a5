/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a modem tells of the line it had: no standard says how, so each maker has a command and a form of its own. */
#pragma once

#include <glib.h>

/**
 * dialer_line_quality_choose_command:
 * @setting: line.diagnostics: auto, off, or a command
 * @manufacturer: what the modem says of itself
 * @model: likewise
 *
 * Returns: (transfer none) (nullable): what to ask the modem after a call: AT&V1 (Rockwell, Conexant), ATI6 (U.S.
 *   Robotics), ATI11 (Lucent, Agere); %NULL where nothing is known to ask
 */
const char *dialer_line_quality_choose_command (const char *setting, const char *manufacturer, const char *model);

/**
 * dialer_line_quality_describe:
 * @text: the modem's answer, lines joined by LF
 *
 * Returns: (transfer full) (nullable): for people, such as "V.34, LAPM, V42bis, 33600 bit/s in, 31200 bit/s out, 2
 *   retrains"; %NULL when no speed can be found in it
 */
char *dialer_line_quality_describe (const char *text);
