/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A bundle for a bug report: sections of lines, in which nobody is named. */
#pragma once

#include "dialctl-redaction.h"

typedef struct _DialctlReport DialctlReport;

/** dialctl_report_new: Returns: (transfer full): one without sections */
DialctlReport *dialctl_report_new (void);
void dialctl_report_free (DialctlReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlReport, dialctl_report_free)

/** dialctl_report_get_redaction: Returns: (transfer none): what stands for what in all of it */
DialctlRedaction *dialctl_report_get_redaction (DialctlReport *self);

/** dialctl_report_begin: Begins a section with that title; what is added then belongs to it. */
void dialctl_report_begin (DialctlReport *self, const char *title);

/**
 * dialctl_report_add:
 * @format: of a line that names nobody: what might is given to the redaction before
 *
 * Adds a line; control characters in it are replaced.
 */
void dialctl_report_add (DialctlReport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** dialctl_report_mark: Returns: where the next line will be, for dialctl_report_sort() */
guint dialctl_report_mark (DialctlReport *self);

/** dialctl_report_sort: Sorts the lines that were added to the section since @mark: they came in no order. */
void dialctl_report_sort (DialctlReport *self, guint mark);

/** dialctl_report_to_text: Returns: (transfer full): all of it, for a person to read before it is sent */
char *dialctl_report_to_text (DialctlReport *self);

/** dialctl_report_to_variant: Returns: (transfer floating): an aa{sv}: "title" (s) and "lines" (as) of each section */
GVariant *dialctl_report_to_variant (DialctlReport *self);
