/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a test of a modem found, and what follows from it. */
#pragma once

#include <glib.h>

/**
 * DialerModemVerdict:
 * @DIALER_MODEM_OK: as it should be
 * @DIALER_MODEM_WARNING: a call may do with it; the text says what to change
 * @DIALER_MODEM_FAILED: no call will do with it
 * @DIALER_MODEM_SKIPPED: not looked at, or not to be known on this line
 */
typedef enum
{
  DIALER_MODEM_OK,
  DIALER_MODEM_WARNING,
  DIALER_MODEM_FAILED,
  DIALER_MODEM_SKIPPED,
} DialerModemVerdict;

/** dialer_modem_verdict_to_string: Returns: (transfer none): the word on the bus */
const char *dialer_modem_verdict_to_string (DialerModemVerdict verdict);

typedef struct
{
  const char *name; /* static */
  DialerModemVerdict verdict;
  char *text;
} DialerModemFinding;

/**
 * DialerModemReport:
 * @findings: (element-type DialerModemFinding): one a step, in order
 * @init: what a call would send first
 */
typedef struct
{
  GPtrArray *findings;
  GStrv init;
} DialerModemReport;

/** dialer_modem_report_new: Returns: (transfer full): a report without findings; @init is taken */
DialerModemReport *dialer_modem_report_new (GStrv init);
void dialer_modem_report_free (DialerModemReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerModemReport, dialer_modem_report_free)

/** dialer_modem_report_add: @name must be static */
void dialer_modem_report_add (DialerModemReport *self, const char *name, DialerModemVerdict verdict,
                              const char *text);

/** dialer_modem_report_is_fit: Returns: whether nothing failed */
gboolean dialer_modem_report_is_fit (const DialerModemReport *self);

/** dialer_modem_report_sum_up: Returns: (transfer full): the whole in one sentence */
char *dialer_modem_report_sum_up (const DialerModemReport *self);
