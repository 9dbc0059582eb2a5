/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The messages of a login in which a person has a hand: our end of the socket that Profile.Dial takes. */
#pragma once

#include <gio/gunixfdlist.h>

typedef struct _DialctlTalk DialctlTalk;

/**
 * DialctlTalkFunc:
 * @kind: the first byte of the message, or '\0': the service has closed its end
 * @text: (array length=length): the rest, with a zero byte behind it
 */
typedef void (*DialctlTalkFunc) (char kind, const char *text, gsize length, gpointer user_data);

/**
 * dialctl_talk_new:
 * @func: told of each message, and once of the end
 *
 * Returns: (transfer full) (nullable): a talk that has not begun, or %NULL with a #GIOError set
 */
DialctlTalk *dialctl_talk_new (DialctlTalkFunc func, gpointer user_data, GError **error);

/** dialctl_talk_free: closes our end, which ends a login that is not over */
void dialctl_talk_free (DialctlTalk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlTalk, dialctl_talk_free)

/** dialctl_talk_hand_over: Returns: (transfer full): the service's end, once, for the message that takes it there */
GUnixFDList *dialctl_talk_hand_over (DialctlTalk *self);

/** dialctl_talk_set_listening: whether messages are taken; what comes before waits, in the socket */
void dialctl_talk_set_listening (DialctlTalk *self, gboolean listening);

/** dialctl_talk_has_ended: Returns: whether the service is known to have closed its end */
gboolean dialctl_talk_has_ended (DialctlTalk *self);

/** dialctl_talk_drain: takes all messages that are there now */
void dialctl_talk_drain (DialctlTalk *self);

/**
 * dialctl_talk_send:
 * @kind: see Profile.Dial
 * @text: (array length=length): in several messages if one can't hold it
 *
 * Waits while the service does not read; when it is gone nothing is sent.
 */
void dialctl_talk_send (DialctlTalk *self, char kind, const char *text, gsize length);
