/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making login.script of the steps of another program. */
#pragma once

#include "import-result.h"

typedef struct _ImportLogin ImportLogin;

/**
 * import_login_new:
 *
 * Returns: (transfer full): a script without steps, for @profile, which must stay
 */
ImportLogin *import_login_new (ImportProfile *profile);
void import_login_free (ImportLogin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImportLogin, import_login_free)

/**
 * import_login_expect:
 * @text: "" to wait for nothing
 * @timeout: seconds, 0 for login.timeout
 * @otherwise: (nullable): the label to go to when it does not come
 */
void import_login_expect (ImportLogin *self, const char *text, guint timeout, const char *otherwise);

/**
 * import_login_send:
 * @raw: whether no carriage return follows
 * @hidden: whether the other program keeps @text secret
 *
 * What answers a prompt for a name becomes $user and ppp.user; what answers one for a password, or is hidden,
 * becomes $password and the profile's password, and never a step.
 */
void import_login_send (ImportLogin *self, ImportEntry *entry, const char *text, gboolean raw, gboolean hidden);

/** import_login_asks_for_user: Returns: whether @prompt asks for a name */
gboolean import_login_asks_for_user (const char *prompt);

/** import_login_asks_for_password: Returns: whether @prompt asks for a password */
gboolean import_login_asks_for_password (const char *prompt);

/** import_login_is_prompt: Returns: whether @text asks for a name or a password */
gboolean import_login_is_prompt (const char *text);

/**
 * import_login_quote:
 * @text: with the escapes of chat(8)
 *
 * Returns: (transfer full): a word of a script, which takes it for nothing but this text
 */
char *import_login_quote (const char *text);

/** import_login_add: Appends a step that has no text in it, such as "break" or "label again". */
void import_login_add (ImportLogin *self, const char *step, ...) G_GNUC_PRINTF (2, 3);

/** import_login_ask: Appends a step that asks somebody. */
void import_login_ask (ImportLogin *self, const char *question);

/** import_login_is_empty: Returns: whether there is no step yet */
gboolean import_login_is_empty (ImportLogin *self);

/** import_login_finish: Sets login.method and login.script, if there are steps. */
void import_login_finish (ImportLogin *self);
