/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Takes an a{sv} apart; what we do not know is an error, for it would narrow what is shown. */
#include "dialer-history-filter.h"

#include "dialer-error.h"

#define DEFAULT_LAST 100
/* Longer than any sensible question: it would have to be looked for in every row. */
#define MAX_PROFILES 1000
/* Seconds since 1970 that are no time any more in microseconds. */
#define MAX_TIME (G_MAXINT64 / G_USEC_PER_SEC)

static gboolean
take_number (GVariant *value, gint64 *number)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64) || g_variant_get_uint64 (value) > MAX_TIME)
    return FALSE;
  *number = g_variant_get_uint64 (value);
  return TRUE;
}

static gboolean
take_profiles (GVariant *value, DialerHistoryQuery *query)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY) || g_variant_n_children (value) > MAX_PROFILES)
    return FALSE;
  g_strfreev (query->profiles);
  query->profiles = g_variant_dup_strv (value, NULL);
  if (*query->profiles == NULL) /* none named */
    g_clear_pointer (&query->profiles, g_strfreev);
  return TRUE;
}

static gboolean
take_last (GVariant *value, DialerHistoryQuery *query)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return FALSE;
  query->last = g_variant_get_uint32 (value);
  return TRUE;
}

static gboolean
take_option (DialerHistoryQuery *query, const char *name, GVariant *value)
{
  if (g_str_equal (name, "profiles"))
    return take_profiles (value, query);
  if (g_str_equal (name, "since"))
    return take_number (value, &query->since);
  if (g_str_equal (name, "until"))
    return take_number (value, &query->until);
  if (g_str_equal (name, "before"))
    return take_number (value, &query->before);
  if (g_str_equal (name, "last"))
    return take_last (value, query);
  return g_str_equal (name, "all") && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN);
}

gboolean
dialer_history_filter_wants_all (GVariant *filter)
{
  gboolean all = FALSE;

  g_variant_lookup (filter, "all", "b", &all);
  return all;
}

DialerHistoryQuery *
dialer_history_filter_parse (GVariant *filter, guint viewer, GError **error)
{
  g_autoptr (DialerHistoryQuery) query = dialer_history_query_new (DEFAULT_LAST);
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  g_variant_iter_init (&iter, filter);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) value = boxed;

      if (take_option (query, name, value))
        continue;
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "filter %s of type %s: there are profiles (as), since, until and before (t), last (u) and all (b)",
                   name, g_variant_get_type_string (value));
      return NULL;
    }
  query->viewer = viewer == 0 || dialer_history_filter_wants_all (filter) ? DIALER_VIEWER_ALL : (gint64) viewer;
  return g_steal_pointer (&query);
}
