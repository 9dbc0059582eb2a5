/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one table of what other programs call our settings. */
#pragma once

#include "import-result.h"
#include "import-value.h"

/** ImportFormat: Whose file it is. */
typedef enum
{
  IMPORT_WVDIAL,
  IMPORT_KPPP,
  IMPORT_PPPD,
  IMPORT_PBK,
  IMPORT_OPENWRT,
  IMPORT_IFCFG,
} ImportFormat;

/**
 * ImportKey:
 * @name: the other program's word; capitals do not matter
 * @path: our setting, or %NULL if there is none
 * @kind: how a value becomes ours
 * @hint: (nullable): what @kind needs to know
 * @note: (nullable): why it has no setting, or in what it is not quite the same
 */
typedef struct
{
  ImportFormat format;
  const char *name;
  const char *path;
  ImportKind kind;
  const char *hint;
  const char *note;
} ImportKey;

/** import_keys_get_all: Returns: (transfer none) (array length=n): the table */
const ImportKey *import_keys_get_all (guint *n);

/** import_keys_find: Returns: (transfer none) (nullable): the row of a word */
const ImportKey *import_keys_find (ImportFormat format, const char *name);

/** import_format_get_name: Returns: (transfer none): the word for a format, such as "wvdial" */
const char *import_format_get_name (ImportFormat format);

/**
 * import_keys_describe:
 *
 * Returns: (transfer full): what other programs call our setting @path, such as "wvdial: Phone, Phone1", or ""
 */
char *import_keys_describe (const char *path);

/**
 * import_keys_apply:
 * @value: without the other program's quotation
 *
 * Sets what the row says in @profile and settles @entry.  A row of kind %IMPORT_OWN is left alone.
 */
void import_keys_apply (const ImportKey *self, ImportProfile *profile, ImportEntry *entry, const char *value);

/**
 * import_keys_set:
 *
 * Sets a value that has been converted already, and settles @entry with it.
 */
void import_keys_set (ImportProfile *profile, ImportEntry *entry, const char *path, const char *value,
                      const char *note);
