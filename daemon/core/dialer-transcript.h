/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is said in a login, as lines of the call's log: by the peer, and by us; without secrets. */
#pragma once

#include "dialer-call-log.h"

typedef struct _DialerTranscript DialerTranscript;

/**
 * DialerTranscriptFunc:
 * @text: what the peer said, not terminated
 *
 * Told of what the peer says, as soon as it may be shown.
 */
typedef void (*DialerTranscriptFunc) (const char *text, gsize length, gpointer user_data);

/**
 * dialer_transcript_new:
 * @log: (nullable): outlives the transcript
 *
 * Returns: (transfer full): an empty one
 */
DialerTranscript *dialer_transcript_new (DialerCallLog *log);

/** dialer_transcript_free: with the secrets that it knows; what dialer_transcript_finish() did not write is lost */
void dialer_transcript_free (DialerTranscript *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerTranscript, dialer_transcript_free)

/** dialer_transcript_set_func: @func is told from now on, until the transcript is freed */
void dialer_transcript_set_func (DialerTranscript *self, DialerTranscriptFunc func, gpointer user_data);

/** dialer_transcript_hear: the peer says @byte, perhaps with a parity bit */
void dialer_transcript_hear (DialerTranscript *self, guint8 byte);

/** dialer_transcript_say: we say @text; a CR at its end is not written */
void dialer_transcript_say (DialerTranscript *self, const char *text);

/**
 * dialer_transcript_say_secret:
 * @secret: what is said; to be told before it is, for an echo may follow at once
 * @word: is written in its place
 *
 * From now on @secret is hidden wherever the peer says it.
 */
void dialer_transcript_say_secret (DialerTranscript *self, const char *secret, const char *word);

/**
 * dialer_transcript_finish:
 * @ppp: whether the last that the peer said is the beginning of a PPP frame, which is no text
 *
 * Writes what has not been written: a prompt has no line end.
 */
void dialer_transcript_finish (DialerTranscript *self, gboolean ppp);

/** dialer_transcript_get_last_words: Returns: (transfer full): the peer's last line that is not empty, or "" */
char *dialer_transcript_get_last_words (DialerTranscript *self);

/** dialer_transcript_get_prompt: Returns: (transfer full): those, if we have said nothing since; else "" */
char *dialer_transcript_get_prompt (DialerTranscript *self);
