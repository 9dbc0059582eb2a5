/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The filter of Manager.GetHistory and Manager.GetTotals. */
#pragma once

#include "dialer-history-query.h"

/**
 * dialer_history_filter_parse:
 * @filter: an a{sv} as documented at Manager.GetHistory
 * @viewer: user id of who asks, and may ask that; the superuser sees all
 *
 * Returns: (transfer full) (nullable): the query, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set
 */
DialerHistoryQuery *dialer_history_filter_parse (GVariant *filter, guint viewer, GError **error);

/** dialer_history_filter_wants_all: Returns: whether the calls of others are asked for too */
gboolean dialer_history_filter_wants_all (GVariant *filter);
