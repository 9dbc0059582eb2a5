/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of an import, read with the rights of the user, and never written. */
#pragma once

#include "import/import-result.h"

typedef struct _DialctlImportSource DialctlImportSource;

/**
 * dialctl_import_source_new:
 * @paths: (array zero-terminated=1): what was given
 *
 * Returns: (transfer full) (nullable): the files with their texts, or %NULL with an error set
 */
DialctlImportSource *dialctl_import_source_new (char **paths, GError **error);
void dialctl_import_source_free (DialctlImportSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlImportSource, dialctl_import_source_free)

/** dialctl_import_source_get_files: Returns: (transfer none) (array length=n): the files */
const ImportFile *dialctl_import_source_get_files (DialctlImportSource *self, guint *n);

/** dialctl_import_source_is_latin: Returns: whether a file was no UTF-8, so that passwords are to be turned back */
gboolean dialctl_import_source_is_latin (DialctlImportSource *self);

/**
 * dialctl_import_source_read:
 * @data: a #DialctlImportSource
 *
 * An #ImportReader.  Where the first file is PLACE/etc/ppp/…, all of /etc is looked for in PLACE: another machine's
 * files, on a disk or copied.
 */
char *dialctl_import_source_read (const char *path, gpointer data);
