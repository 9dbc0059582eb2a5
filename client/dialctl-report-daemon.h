/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a report says of dialerd: modems, sessions, profiles, calls. */
#pragma once

#include "dialctl-context.h"
#include "dialctl-report.h"

/** DialctlReportFacts: what dialerd tells the caller, without a dialog */
typedef struct _DialctlReportFacts DialctlReportFacts;

/**
 * dialctl_report_facts_new:
 * @call: (nullable): the id of the call whose log is wanted
 *
 * Returns: (transfer full) (nullable): the facts, or %NULL with an error set: there is no such call, or it is not the
 *   caller's
 */
DialctlReportFacts *dialctl_report_facts_new (DialctlContext *context, const char *call, GError **error);
void dialctl_report_facts_free (DialctlReportFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlReportFacts, dialctl_report_facts_free)

/** dialctl_report_facts_learn: Learns all names and numbers in them; to be called before anything is added. */
void dialctl_report_facts_learn (DialctlReportFacts *self, DialctlReport *report);

/** dialctl_report_facts_add: Adds a section of each kind. */
void dialctl_report_facts_add (DialctlReportFacts *self, DialctlReport *report);

/** dialctl_report_facts_get_call: Returns: (transfer none) (nullable): the record, an a{sv}, of the call with a log */
GVariant *dialctl_report_facts_get_call (DialctlReportFacts *self);
