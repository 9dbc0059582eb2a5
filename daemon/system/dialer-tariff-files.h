/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the tariffs are that profiles name. */
#pragma once

#include "dialer-tariff.h"

/**
 * dialer_tariff_files_find:
 * @folders: (array zero-terminated=1): a file in an earlier one goes before that of the same name in a later one
 * @value: (not nullable): of cost.tariff: a name, or the text of a tariff; not empty
 *
 * Reads a file anew each time.  Blocks, briefly.
 *
 * Returns: (transfer full) (nullable): the tariff, or %NULL with DIALER_ERROR_NOT_FOUND (there is no such file),
 *   DIALER_ERROR_FAILED (it can't be read) or DIALER_ERROR_INVALID_ARGUMENT (it is no tariff) set
 */
DialerTariff *dialer_tariff_files_find (const char *const *folders, const char *value, GError **error);
