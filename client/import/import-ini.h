/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files with sections in brackets and KEY=VALUE lines, of whatever program. */
#pragma once

#include "import-result.h"

/**
 * ImportLine:
 * @section: what stands in the brackets above it, "" for none
 * @key: "" for the line of a section itself
 * @value: as written, without blanks around it
 * @entry: (transfer none): what is told of the line
 */
typedef struct
{
  guint number;
  char *section;
  char *key;
  char *value;
  ImportEntry *entry;
} ImportLine;

/**
 * import_ini_read:
 * @comments: the characters that begin a comment line
 * @lines: (element-type ImportLine): what the lines are added to; free with import_ini_new_lines()'s function
 *
 * Each line that is neither empty nor a comment gets an entry; one that is neither section nor KEY=VALUE is left
 * out.
 */
void import_ini_read (Import *import, const ImportFile *file, const char *comments, GPtrArray *lines);

/** import_ini_new_lines: Returns: (transfer full): an empty array for import_ini_read() */
GPtrArray *import_ini_new_lines (void);

/**
 * import_ini_find:
 *
 * Returns: (transfer none) (nullable): the last line with that key in that section; capitals do not matter
 */
ImportLine *import_ini_find (GPtrArray *lines, const char *section, const char *key);

/** import_ini_list_sections: Returns: (transfer full): each section once, in order, as first written */
GStrv import_ini_list_sections (GPtrArray *lines);
