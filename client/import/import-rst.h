/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kppp's rules of what calls cost. */
#pragma once

#include "import-result.h"

/**
 * import_rst_read:
 * @file: one of kppp's files *.rst
 * @name: (out) (optional) (transfer full) (nullable): what its tariff is called
 *
 * Adds a source, and an entry for each line.
 *
 * Returns: (transfer full) (nullable): a tariff as dialer.tariff(5) has it, or %NULL when it has no rate for all times
 */
char *import_rst_read (Import *import, const ImportFile *file, char **name);
