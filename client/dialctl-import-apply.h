/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From imported profiles to those of the service. */
#pragma once

#include "dialctl-context.h"
#include "import/import-result.h"

/**
 * dialctl_import_adjust:
 *
 * Leaves out what this service does not know or this user may not set, and names modems by their ids.
 *
 * Returns: %FALSE with an error set
 */
gboolean dialctl_import_adjust (DialctlContext *context, Import *import, GError **error);

/**
 * dialctl_import_apply:
 * @latin: whether passwords are to be turned back into Latin 1
 * @dry: whether to look only
 * @result: (out): one of "added", "updated", "unchanged"
 * @changed: (out) (transfer full): the keys that are set or set otherwise, as GROUP.KEY
 *
 * Adds @profile, or changes that of the same name and owner; then stores its secrets.
 *
 * Returns: %FALSE with an error set
 */
gboolean dialctl_import_apply (DialctlContext *context, ImportProfile *profile, gboolean latin, gboolean dry,
                               const char **result, GStrv *changed, GError **error);
