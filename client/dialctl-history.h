/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to the ledger, and its rows. */
#pragma once

#include "dialctl-context.h"

/**
 * DialctlHistoryOptions:
 * @since: (nullable): as dialctl_when_parse() takes it
 * @until: (nullable): likewise
 * @last: so many of the newest, 0 all
 * @all: everybody's calls too
 *
 * What is asked for beside profiles.
 */
typedef struct
{
  char *since;
  char *until;
  int last;
  gboolean all;
} DialctlHistoryOptions;

/**
 * dialctl_history_make_filter:
 * @words: (array zero-terminated=1): profiles by name or id, also ones that there are no more; none is all
 *
 * Returns: (transfer floating) (nullable): an a{sv} for Manager.GetHistory, but without "last", or %NULL with an
 *   error set
 */
GVariant *dialctl_history_make_filter (DialctlBus *bus, char **words, const DialctlHistoryOptions *options,
                                       GError **error);

/**
 * dialctl_history_read:
 * @filter: as of dialctl_history_make_filter()
 * @last: so many of the newest, 0 all
 *
 * Asks as often as it takes.
 *
 * Returns: (transfer full) (element-type GVariant) (nullable): calls, the newest first, or %NULL with an error set
 */
GPtrArray *dialctl_history_read (DialctlBus *bus, GVariant *filter, guint last, GError **error);

/** dialctl_history_check_names: Returns: %FALSE with DIALER_ERROR_NOT_FOUND set when a word names no profile */
gboolean dialctl_history_check_names (DialctlBus *bus, char **words, GError **error);
