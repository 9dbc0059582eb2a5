/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The replies that a modem may still bring though nobody waits for them: late ones, and repeated ones. */
#pragma once

#include "dialer-chat-command.h"

/**
 * DialerLateReplies:
 *
 * A modem answers commands in their order.  So the first result code after a command timed out may be the old
 * command's, and only time, or another result code, tells.  Times are those of g_get_monotonic_time(), handed
 * in.
 */
typedef struct _DialerLateReplies DialerLateReplies;

DialerLateReplies *dialer_late_replies_new (void);
void dialer_late_replies_free (DialerLateReplies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerLateReplies, dialer_late_replies_free)

/**
 * dialer_late_replies_add:
 *
 * The reply to a command sent at @sent has not come; for some seconds it is expected.
 */
void dialer_late_replies_add (DialerLateReplies *self, const char *text, DialerChatKind kind, gint64 sent);

/** dialer_late_replies_note: @result was given out as the reply to a command; it may be repeated */
void dialer_late_replies_note (DialerLateReplies *self, DialerAtResult result, gint64 now);

/** dialer_late_replies_are_expected: Returns: whether to listen for a moment before the next command */
gboolean dialer_late_replies_are_expected (DialerLateReplies *self, gint64 now);

/** dialer_late_replies_may_be: Returns: whether @result could be the reply to an earlier command */
gboolean dialer_late_replies_may_be (DialerLateReplies *self, DialerAtResult result, gint64 now);

/**
 * dialer_late_replies_may_answer:
 *
 * Returns: whether the next reply is one to another sending of the same @text
 */
gboolean dialer_late_replies_may_answer (DialerLateReplies *self, const char *text);

/**
 * dialer_late_replies_take:
 * @result: a result code that nobody waits for
 *
 * Strikes out what it was the reply to; or else learns that the modem repeats itself.
 *
 * Returns: how late it was, in microseconds; 0 when it was no late reply
 */
gint64 dialer_late_replies_take (DialerLateReplies *self, DialerAtResult result, gint64 now);

/** dialer_late_replies_forget: nothing more will come */
void dialer_late_replies_forget (DialerLateReplies *self);
