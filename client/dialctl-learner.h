/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes a login script of what a peer said and a person typed.  Pure: no terminal, no bus, no clock. */
#pragma once

#include <glib.h>

/**
 * DialctlLearnerMark:
 * @DIALCTL_LEARNER_GUESS: what it is shows by its prompt, and by whether the peer echoes it
 * @DIALCTL_LEARNER_PASSWORD: the profile's password
 * @DIALCTL_LEARNER_CODE: another secret, or a code that is good for once: to be asked for at each call
 *
 * What a typed line is.
 */
typedef enum
{
  DIALCTL_LEARNER_GUESS,
  DIALCTL_LEARNER_PASSWORD,
  DIALCTL_LEARNER_CODE,
} DialctlLearnerMark;

typedef struct _DialctlLearner DialctlLearner;

/**
 * dialctl_learner_new:
 * @user: (nullable): the profile's ppp.user; %NULL or "" if it has none
 *
 * Returns: (transfer full): one that has heard nothing
 */
DialctlLearner *dialctl_learner_new (const char *user);

/** dialctl_learner_free: wipes what was typed */
void dialctl_learner_free (DialctlLearner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlLearner, dialctl_learner_free)

/** dialctl_learner_hear: the peer says @text */
void dialctl_learner_hear (DialctlLearner *self, const char *text, gsize length);

/** dialctl_learner_type: @bytes were sent; CR ends a line, BS, DEL and Ctrl-U take back */
void dialctl_learner_type (DialctlLearner *self, const char *bytes, gsize length);

/** dialctl_learner_mark: the line that is being typed, or the next one, is @mark */
void dialctl_learner_mark (DialctlLearner *self, DialctlLearnerMark mark);

/**
 * dialctl_learner_make_script:
 * @user: (out) (optional) (transfer full) (nullable): the name that was typed at the prompt for one, if the profile has
 *   none; %NULL else
 *
 * Each line that was typed becomes a step, behind the prompt that it answers.  The user's name becomes `$user`, the
 * password `$password`, and other secrets are asked for; none stands in the script, also when the peer gave it back.
 * What the peer refused is left out if it was asked for again.
 *
 * Returns: (transfer full) (nullable): a script for login.script, ending with `ppp`; %NULL if nothing was typed
 */
char *dialctl_learner_make_script (DialctlLearner *self, char **user);
