/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Marks on ports, which keep a ModemManager off them that does not run yet. */
#pragma once

#include <glib.h>

/**
 * DialerLentMarks:
 *
 * An inhibition ends with the ModemManager that granted it.  The next one would open all ports at its start,
 * also one with a call on it.  So there is a file for each marked port, and our udev rules say that a port with
 * such a file is no candidate for ModemManager.
 */
typedef struct _DialerLentMarks DialerLentMarks;

/**
 * dialer_lent_marks_new:
 * @folder: which the udev rules know: "/run/dialer/lent"
 *
 * Takes away all marks that a killed daemon has left.
 */
DialerLentMarks *dialer_lent_marks_new (const char *folder);

/** dialer_lent_marks_free: takes away all marks */
void dialer_lent_marks_free (DialerLentMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerLentMarks, dialer_lent_marks_free)

/** dialer_lent_marks_add: marks a port, unless no ModemManager would ever look at it */
void dialer_lent_marks_add (DialerLentMarks *self, const char *device);

/** dialer_lent_marks_remove: takes the mark away, if there is one; ModemManager may then look at the port */
void dialer_lent_marks_remove (DialerLentMarks *self, const char *device);
