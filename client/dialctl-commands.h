/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All commands: each does what its row of the table in dialctl.c says. */
#pragma once

#include "dialctl-context.h"

gboolean cmd_status (DialctlContext *context, GError **error);

gboolean cmd_profile_list (DialctlContext *context, GError **error);
gboolean cmd_profile_show (DialctlContext *context, GError **error);
gboolean cmd_profile_add (DialctlContext *context, GError **error);
gboolean cmd_profile_set (DialctlContext *context, GError **error);
gboolean cmd_profile_unset (DialctlContext *context, GError **error);
gboolean cmd_profile_copy (DialctlContext *context, GError **error);
gboolean cmd_profile_rename (DialctlContext *context, GError **error);
gboolean cmd_profile_remove (DialctlContext *context, GError **error);
gboolean cmd_profile_edit (DialctlContext *context, GError **error);
gboolean cmd_profile_keys (DialctlContext *context, GError **error);

gboolean cmd_secret_set (DialctlContext *context, GError **error);
gboolean cmd_secret_clear (DialctlContext *context, GError **error);
gboolean cmd_secret_list (DialctlContext *context, GError **error);
gboolean cmd_secret_reset (DialctlContext *context, GError **error);

gboolean cmd_modem_list (DialctlContext *context, GError **error);
gboolean cmd_modem_show (DialctlContext *context, GError **error);
gboolean cmd_modem_add (DialctlContext *context, GError **error);
gboolean cmd_modem_remove (DialctlContext *context, GError **error);
gboolean cmd_modem_scan (DialctlContext *context, GError **error);
gboolean cmd_modem_test (DialctlContext *context, GError **error);

gboolean cmd_agent (DialctlContext *context, GError **error);
gboolean cmd_dial (DialctlContext *context, GError **error);
gboolean cmd_extend (DialctlContext *context, GError **error);
gboolean cmd_hangup (DialctlContext *context, GError **error);
gboolean cmd_monitor (DialctlContext *context, GError **error);
gboolean cmd_history (DialctlContext *context, GError **error);
gboolean cmd_learn (DialctlContext *context, GError **error);
gboolean cmd_lease (DialctlContext *context, GError **error);
gboolean cmd_log (DialctlContext *context, GError **error);
gboolean cmd_report (DialctlContext *context, GError **error);

gboolean cmd_import (DialctlContext *context, GError **error);
gboolean cmd_export (DialctlContext *context, GError **error);
