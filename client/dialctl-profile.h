/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles in words. */
#pragma once

#include "dialctl-context.h"

/**
 * dialctl_profile_to_json:
 *
 * Returns: (transfer full): an object that says which profile it is, to be ended by the caller
 */
GVariantBuilder *dialctl_profile_to_json (DialerDBusProfile *profile);

/**
 * dialctl_profile_report:
 * @format: what was done to the profile, for a person
 *
 * Says what was done, or, as JSON, which profile it is now.
 */
void dialctl_profile_report (DialctlContext *context, DialerDBusProfile *profile, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
