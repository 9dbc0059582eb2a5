/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What several programs' files have in common: numbers, initialisation, name servers, the mobile network. */
#pragma once

#include "import-result.h"

/**
 * import_common_add_number:
 * @number: perhaps with an area code before it
 *
 * Appends to dial.numbers, or, if @number asks for packet data, sets cellular.number.
 */
void import_common_add_number (ImportProfile *profile, ImportEntry *entry, const char *number);

/**
 * import_common_add_init:
 * @command: an AT command
 *
 * Appends to dial.init; an access point goes to cellular.apn, and a PIN to the secrets.
 */
void import_common_add_init (ImportProfile *profile, ImportEntry *entry, const char *command);

/** import_common_add_dns: Appends a name server to ipv4.dns; 0.0.0.0 stands for none. */
void import_common_add_dns (ImportProfile *profile, ImportEntry *entry, const char *address);

/**
 * import_common_set_address:
 * @path: ipv4.address or ipv4.peer
 *
 * Sets it, with ipv4.method=manual; 0.0.0.0 stands for none.
 */
void import_common_set_address (ImportProfile *profile, ImportEntry *entry, const char *path, const char *address);

/**
 * import_common_set_peer_dns:
 *
 * Sets ipv4.dns to auto or off, unless there are name servers in it.
 */
void import_common_set_peer_dns (ImportProfile *profile, ImportEntry *entry, const char *flag);

/** import_common_set_device: Remembers where the modem is; whoever knows the modems makes dial.modem of it. */
void import_common_set_device (ImportProfile *profile, ImportEntry *entry, const char *device);

/** import_common_set_flow_control: Sets line.flow-control by the signals' names, whatever language is around them. */
void import_common_set_flow_control (ImportProfile *profile, ImportEntry *entry, const char *value);

/** import_common_set_user: Sets ppp.user, or, if @user is nothing or quotation marks only, asks for no password. */
void import_common_set_user (ImportProfile *profile, ImportEntry *entry, const char *user, const char *note);

/**
 * import_common_finish:
 *
 * What is to be looked at when all of a profile is known: a call to a mobile network has no numbers, and needs an
 * access point; a login needs a method.
 */
void import_common_finish (Import *import, ImportProfile *profile, const char *file);
