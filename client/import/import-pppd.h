/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pppd's options and secrets, in files of its own and where other programs pass them on. */
#pragma once

#include "import-result.h"

/**
 * import_pppd_read_file:
 *
 * Reads a file of options into @profile, with those it names by call and file.
 */
void import_pppd_read_file (Import *import, ImportProfile *profile, const ImportFile *file);

/**
 * import_pppd_read_words:
 * @text: options, as a command line has them
 *
 * Settles @entry with the first word's fate; further ones have entries of their own.
 */
void import_pppd_read_words (Import *import, ImportProfile *profile, ImportEntry *entry, const char *text);

/**
 * import_pppd_read_secrets:
 *
 * Looks up the password of @profile's ppp.user in pap-secrets and chap-secrets, unless it has one.
 */
void import_pppd_read_secrets (Import *import, ImportProfile *profile);

/** import_pppd_quote: Returns: (transfer full): a word as pppd's files have it */
char *import_pppd_quote (const char *word);
