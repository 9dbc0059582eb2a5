/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The importers.  Each takes text, does no I/O but through the import's reader, and knows no service. */
#pragma once

#include "import-result.h"

/**
 * ImportRun:
 * @files: (array length=n_files): what was given; those of wvdial and kppp are one configuration
 *
 * Adds profiles and entries.
 *
 * Returns: %FALSE with a #GOptionError set when that can't be such a file; nothing is to be used then
 */
typedef gboolean (*ImportRun) (Import *import, const ImportFile *files, guint n_files, GError **error);

gboolean import_wvdial (Import *import, const ImportFile *files, guint n_files, GError **error);
gboolean import_kppp (Import *import, const ImportFile *files, guint n_files, GError **error);
gboolean import_peers (Import *import, const ImportFile *files, guint n_files, GError **error);
gboolean import_pbk (Import *import, const ImportFile *files, guint n_files, GError **error);
gboolean import_openwrt (Import *import, const ImportFile *files, guint n_files, GError **error);
gboolean import_ifcfg (Import *import, const ImportFile *files, guint n_files, GError **error);
gboolean import_rst (Import *import, const ImportFile *files, guint n_files, GError **error);
gboolean import_dialer (Import *import, const ImportFile *files, guint n_files, GError **error);

/**
 * import_formats_find:
 *
 * Returns: the importer of what is called @name on a command line, or %NULL
 */
ImportRun import_formats_find (const char *name);

/** import_formats_list: Returns: (transfer full): the names, with commas between */
char *import_formats_list (void);
