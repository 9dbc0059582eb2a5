/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which settings of a profile or a modem hold what is nobody's business. */
#pragma once

#include "dialctl-redaction.h"

/** dialctl_redacted_settings_knows: Returns: whether it is known what is in the setting @path, such as "ppp.user" */
gboolean dialctl_redacted_settings_knows (const char *path);

/**
 * dialctl_redacted_settings_mask:
 * @path: as group.key; one that is not known is masked as a whole
 * @value: UTF-8
 *
 * Learns the names and numbers in @value too.
 *
 * Returns: (transfer full): @value, as everybody may see it, on one line
 */
char *dialctl_redacted_settings_mask (DialctlRedaction *redaction, const char *path, const char *value);
