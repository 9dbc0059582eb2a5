/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which cellular modems ModemManager has connected for us, for the daemon after one that was killed. */
#pragma once

#include <glib.h>

/**
 * DialerBearerMarks:
 *
 * A bearer outlives who asked for it.  So there is a file for each modem that is, or is being, connected for us.  The
 * bearer is there only as long as the very ModemManager that was asked: the next knows nothing of it.
 */
typedef struct _DialerBearerMarks DialerBearerMarks;

/** dialer_bearer_marks_new: Returns: (transfer full): marks in @folder, in which there may be some already */
DialerBearerMarks *dialer_bearer_marks_new (const char *folder);

/** dialer_bearer_marks_free: leaves the marks */
void dialer_bearer_marks_free (DialerBearerMarks *self);

/**
 * DialerBearerMark:
 * @owner: the unique name of ModemManager on the bus
 * @interface: (nullable): a network interface that has been given addresses
 * @was_disabled: whether the modem is to be disabled at the end
 */
typedef struct
{
  char *owner;
  char *interface;
  gboolean was_disabled;
} DialerBearerMark;

void dialer_bearer_mark_free (DialerBearerMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerBearerMark, dialer_bearer_mark_free)

/** dialer_bearer_marks_add: in place of what was there for modem @uid */
void dialer_bearer_marks_add (DialerBearerMarks *self, const char *uid, const DialerBearerMark *mark);
void dialer_bearer_marks_remove (DialerBearerMarks *self, const char *uid);

/** dialer_bearer_marks_find: Returns: (transfer full) (nullable): the mark of modem @uid */
DialerBearerMark *dialer_bearer_marks_find (DialerBearerMarks *self, const char *uid);
