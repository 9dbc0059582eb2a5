/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What became of every line of an import, for a person and as JSON. */
#pragma once

#include "dialctl-context.h"
#include "import/import-result.h"

/** dialctl_import_print_entries: Prints a table a source on standard output. */
void dialctl_import_print_entries (DialctlContext *context, Import *import);

/** dialctl_import_add_entries: Adds the sources and entries to the JSON @object. */
void dialctl_import_add_entries (GVariantBuilder *object, Import *import);
