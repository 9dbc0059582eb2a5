/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a report says of the machine. */
#pragma once

#include "dialctl-bus.h"
#include "dialctl-report.h"

/** dialctl_report_learn_machine: Learns the names of the machine and of who uses it now. */
void dialctl_report_learn_machine (DialctlReport *report);

/**
 * dialctl_report_add_versions:
 * @bus: (nullable): %NULL if dialerd can't be reached
 *
 * Adds a section with the versions of all that takes part in a call.
 */
void dialctl_report_add_versions (DialctlReport *report, DialctlBus *bus);

/**
 * dialctl_report_add_journal:
 * @since: seconds since 1970-01-01 UTC
 * @until: likewise; 0 for now
 * @call: (nullable): id of the call that this was the time of
 *
 * Adds a section with what dialerd wrote to the journal, as far as the caller may read it; of the call also if the
 * clock was set since.
 */
void dialctl_report_add_journal (DialctlReport *report, guint64 since, guint64 until, const char *call);
