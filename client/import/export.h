/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles in the files of other programs.  No secret is ever in them. */
#pragma once

#include <glib.h>

/**
 * ExportProfile:
 * @set: what is set in the profile itself
 * @effective: that, with what it inherits, and the defaults
 * @device: (nullable): where the modem is that it names
 */
typedef struct
{
  const char *name;
  GKeyFile *set;
  GKeyFile *effective;
  const char *device;
} ExportProfile;

/** ExportRun: Returns: (transfer full): the profile as text; what can't be said in it is said in comments */
typedef char *(*ExportRun) (const ExportProfile *profile);

/** export_dialer: Our own format, which dialctl import dialer reads. */
char *export_dialer (const ExportProfile *profile);

/** export_wvdial: A section of wvdial.conf. */
char *export_wvdial (const ExportProfile *profile);

/** export_peers: A file for /etc/ppp/peers, with its chat script in it. */
char *export_peers (const ExportProfile *profile);

/** export_find: Returns: (nullable): the exporter of what is called @name on a command line */
ExportRun export_find (const char *name);

/** export_get: Returns: (transfer full): the effective value, "" for none */
char *export_get (const ExportProfile *profile, const char *path);

/** export_get_list: Returns: (transfer full): the members of an effective value */
GStrv export_get_list (const ExportProfile *profile, const char *path);

/**
 * export_add_rest:
 * @known: (array zero-terminated=1): the paths, or groups with a dot behind, that have been written already
 *
 * Appends a comment for each setting of the profile's own that @program has nothing like.
 */
void export_add_rest (const ExportProfile *profile, GString *text, const char *comment, const char *program,
                      const char *const *known);
