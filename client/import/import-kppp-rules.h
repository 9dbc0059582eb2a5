/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rules of what calls cost that kppp's accounts name. */
#pragma once

#include "import-result.h"

typedef struct _ImportKpppRules ImportKpppRules;

/**
 * import_kppp_rules_new:
 * @files: (array length=n_files): what was given; those whose names end in .rst are rules
 *
 * Returns: (transfer full): what accounts may ask; it does not outlive @import and @files
 */
ImportKpppRules *import_kppp_rules_new (Import *import, const ImportFile *files, guint n_files);
void import_kppp_rules_free (ImportKpppRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImportKpppRules, import_kppp_rules_free)

/** import_kppp_rules_is_rules: Returns: whether a file of that name has rules */
gboolean import_kppp_rules_is_rules (const char *name);

/**
 * import_kppp_rules_find:
 * @name: as AccountingFile has it, such as "Austria/Standard/Local.rst"
 *
 * Looks among the files that were given, and then where kppp has them.
 *
 * Returns: (transfer none) (nullable): the tariff, or %NULL when there is no such file, or no tariff in it
 */
const char *import_kppp_rules_find (ImportKpppRules *self, const char *name);

/** import_kppp_rules_read_rest: Reads those that were given and no account has named. */
void import_kppp_rules_read_rest (ImportKpppRules *self);
