/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Takes out of a text what is nobody's business; what was equal stays equal.  Pure: no bus, no files. */
#pragma once

#include <glib.h>

/**
 * DialctlRedactionKind:
 * @DIALCTL_REDACTION_NUMBER: a telephone number, also in another way of writing it
 * @DIALCTL_REDACTION_USER: a user name, at a provider or on this machine
 * @DIALCTL_REDACTION_HOST: the name of a machine, a domain or an access point
 * @DIALCTL_REDACTION_ADDRESS: an address of IP, or of a network card
 * @DIALCTL_REDACTION_TEXT: something else that was typed
 */
typedef enum
{
  DIALCTL_REDACTION_NUMBER,
  DIALCTL_REDACTION_USER,
  DIALCTL_REDACTION_HOST,
  DIALCTL_REDACTION_ADDRESS,
  DIALCTL_REDACTION_TEXT,
} DialctlRedactionKind;

#define DIALCTL_N_REDACTION_KINDS (DIALCTL_REDACTION_TEXT + 1)

typedef struct _DialctlRedaction DialctlRedaction;

/** dialctl_redaction_new: Returns: (transfer full): one that knows no names yet */
DialctlRedaction *dialctl_redaction_new (void);
void dialctl_redaction_free (DialctlRedaction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlRedaction, dialctl_redaction_free)

/**
 * dialctl_redaction_mask:
 * @value: UTF-8
 *
 * Learns @value, as dialctl_redaction_learn().
 *
 * Returns: (transfer full): what stands for it, such as "number-1"; a number of less than three digits, such as "*99#",
 *   and a text such as "ppp" say nothing, and are returned as they are
 */
char *dialctl_redaction_mask (DialctlRedaction *self, DialctlRedactionKind kind, const char *value);

/**
 * dialctl_redaction_learn:
 * @value: (nullable): UTF-8; "" is nothing
 *
 * From now on dialctl_redaction_apply() finds it.  All that is known should be learnt before anything is applied.
 */
void dialctl_redaction_learn (DialctlRedaction *self, DialctlRedactionKind kind, const char *value);

/**
 * dialctl_redaction_apply:
 * @text: perhaps hostile, and not UTF-8
 *
 * Replaces all that was learnt where it stands as a word, whatever the case of its letters; and, learnt or not,
 * addresses of IP and of network cards, "name@domain", and runs of seven and more digits.
 *
 * Returns: (transfer full): UTF-8
 */
char *dialctl_redaction_apply (DialctlRedaction *self, const char *text);

/**
 * dialctl_redaction_apply_foreign:
 * @text: what somebody else said, such as the far end
 *
 * As dialctl_redaction_apply(), and replaces whatever looks like the name of a domain.
 *
 * Returns: (transfer full): UTF-8
 */
char *dialctl_redaction_apply_foreign (DialctlRedaction *self, const char *text);
