/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What has to be known of a call that runs, to end it when nothing else is known any more. */
#pragma once

#include "dialer-settings.h"
#include "dialer-state.h"

/**
 * DialerCallMark:
 * @modem: the modem's id
 * @call: (nullable): the call's id, as in the ledger
 * @profile: (nullable): the profile's name, for people
 * @profile_id: (nullable): its id
 * @device: (nullable): the device that the modem was on
 * @state: how far the call had come, at least
 * @dialed: whether the line may be off-hook: what was dialled on this device, and by us
 * @pppd: (nullable): the process that has the line, as dialer_process_identify() describes it
 * @line: of the call's settings, the group line; carrier-detect is off where DCD was found not to be believed
 */
typedef struct
{
  char *modem;
  char *call;
  char *profile;
  char *profile_id;
  char *device;
  DialerState state;
  gboolean dialed;
  char *pppd;
  DialerSettings *line;
} DialerCallMark;

/** dialer_call_mark_new: Returns: (transfer full): a mark of which only @modem, and the built-in settings, are known */
DialerCallMark *dialer_call_mark_new (const char *modem);
void dialer_call_mark_free (DialerCallMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerCallMark, dialer_call_mark_free)

/** dialer_call_mark_take_line: what @settings say of the group line goes into the mark */
void dialer_call_mark_take_line (DialerCallMark *self, DialerSettings *settings);

/** dialer_call_mark_serialize: Returns: (transfer full): the text of its file, a key file */
char *dialer_call_mark_serialize (const DialerCallMark *self);

/**
 * dialer_call_mark_parse:
 * @modem: the modem's id, after which the file is named
 * @text: of that file
 *
 * Returns: (transfer full) (nullable): the mark, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set
 */
DialerCallMark *dialer_call_mark_parse (const char *modem, const char *text, GError **error);
