/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kppp's login scripts. */
#pragma once

#include "import-result.h"

/**
 * import_kppp_read_script:
 * @commands: such as "Expect", "Send"
 * @arguments: one for each
 * @at: the entry of the line of commands
 *
 * Makes login.script of the commands, and an entry for each.
 */
void import_kppp_read_script (Import *import, ImportProfile *profile, ImportEntry *at, GStrv commands,
                              GStrv arguments);
