/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions on the terminal. */
#pragma once

#include "dialctl-secret.h"

/**
 * dialctl_prompt_agrees:
 * @question: to which Enter says yes
 *
 * Waits for a line.
 *
 * Returns: whether there is one, and it does not say no
 */
gboolean dialctl_prompt_agrees (const char *question);

/** DialctlPrompt: a question without echo, while a main loop runs */
typedef struct _DialctlPrompt DialctlPrompt;

/**
 * DialctlPromptDone:
 * @secret: (nullable): what was typed; wiped afterwards
 * @error: (nullable): why there is none: DIALER_ERROR_CANCELLED (nothing was typed, or Ctrl-D),
 *   DIALER_ERROR_TIMED_OUT, or another
 *
 * The terminal is as it was before; the prompt is to be freed by its owner, also from here.
 */
typedef void (*DialctlPromptDone) (DialctlSecret *secret, const GError *error, gpointer user_data);

/** dialctl_prompt_is_possible: Returns: whether standard input is a terminal, and we are in its foreground */
gboolean dialctl_prompt_is_possible (void);

/**
 * dialctl_prompt_new:
 * @text: without the colon
 * @seconds: until it is given up
 *
 * Asks at once.  Ctrl-C stays a signal; who catches it frees the prompt.
 *
 * Returns: (transfer full): the prompt
 */
DialctlPrompt *dialctl_prompt_new (const char *text, guint seconds, DialctlPromptDone done, gpointer user_data);

/** dialctl_prompt_free: takes the question away if it is still there, and gives the terminal its echo back */
void dialctl_prompt_free (DialctlPrompt *self);
