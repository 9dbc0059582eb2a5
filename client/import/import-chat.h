/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scripts of chat(8): what they dial, how they prepare the modem, and how they log in. */
#pragma once

#include "import-result.h"

/**
 * import_chat_read_file:
 * @replacement: (nullable): what \T stands for
 *
 * Reads a script into dial.init, dial.command, dial.numbers, dial.carrier-timeout and login.script.
 */
void import_chat_read_file (Import *import, ImportProfile *profile, const ImportFile *file, const char *replacement);

/**
 * import_chat_read_command:
 * @command: as pppd's connect has it: chat, or a shell that runs it
 *
 * Reads the command's script, from its file if there is one, and settles @entry.
 */
void import_chat_read_command (Import *import, ImportProfile *profile, ImportEntry *entry, const char *command);
