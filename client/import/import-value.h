/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values of other programs, and whether the service will take them: it refuses a profile as a whole. */
#pragma once

#include <glib.h>

/**
 * ImportKind:
 *
 * How a value is turned into ours.
 *
 * @IMPORT_TEXT: as it is
 * @IMPORT_FLAG: yes or no, in any of the usual words
 * @IMPORT_FLAG_NOT: the other way round
 * @IMPORT_NUMBER: a whole number, the hint its limits, such as "1-600"
 * @IMPORT_SPEED: bit/s that a serial port can have
 * @IMPORT_ADDRESS: an IPv4 address
 * @IMPORT_COMMAND: an AT command
 * @IMPORT_CHOICE: the hint has all, such as "0=no|8=allow"
 * @IMPORT_FIXED: the word alone says it; the hint is our value
 * @IMPORT_OPTION: a word for pppd that has no setting of its own; the hint says how many words follow
 * @IMPORT_OWN: the importer knows how
 * @IMPORT_NOTHING: it is left out; the hint of pppd's words says how many words follow
 * @IMPORT_IMPLIED: it is so here in any case; the hint as above
 */
typedef enum
{
  IMPORT_TEXT,
  IMPORT_FLAG,
  IMPORT_FLAG_NOT,
  IMPORT_NUMBER,
  IMPORT_SPEED,
  IMPORT_ADDRESS,
  IMPORT_COMMAND,
  IMPORT_CHOICE,
  IMPORT_FIXED,
  IMPORT_OPTION,
  IMPORT_OWN,
  IMPORT_NOTHING,
  IMPORT_IMPLIED,
} ImportKind;

/**
 * import_value_convert:
 * @why: (out) (transfer none): what is wrong with @value
 *
 * Returns: (transfer full) (nullable): the value that the service takes, or %NULL with @why set
 */
char *import_value_convert (ImportKind kind, const char *hint, const char *value, const char **why);

/** import_value_is_yes: Returns: whether @value means yes; FALSE also when it means nothing */
gboolean import_value_is_yes (const char *value);

/** import_value_is_number: Returns: whether @number can be dialled as it is written */
gboolean import_value_is_number (const char *number);

/** import_value_is_packet_data: Returns: whether @number asks a mobile network for packet data */
gboolean import_value_is_packet_data (const char *number);

/** import_value_is_init: Returns: whether @command is an AT command that does not dial */
gboolean import_value_is_init (const char *command);

/** import_value_find_dial: Returns: (transfer none) (nullable): where the D that dials is in an AT command */
const char *import_value_find_dial (const char *command);

/** import_value_is_quotes: Returns: whether @value is nothing, or quotation marks around nothing */
gboolean import_value_is_quotes (const char *value);
