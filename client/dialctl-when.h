/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Times as people write them. */
#pragma once

#include <glib.h>

/**
 * dialctl_when_parse:
 * @text: such as "2026-11-01", "2026-11-01 17:30", "2026-11-01T17:30:05Z", "3d", "12h", "90m", "today", "yesterday",
 *   "now"; perhaps hostile
 * @now: in the time zone that @text is meant in
 * @seconds: set to the time, since 1970-01-01 UTC, never before; a day is its beginning, and "3d" is so long ago
 *
 * Returns: %FALSE with a #GOptionError set when @text is no time
 */
gboolean dialctl_when_parse (const char *text, GDateTime *now, gint64 *seconds, GError **error);
