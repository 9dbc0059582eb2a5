/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialctl-call-choice.h"

#include <string.h>

#include "dialctl-call.h"
#include "dialctl-history.h"
#include "dialer-error.h"

/* A number with more digits may be the beginning of an id. */
#define MAX_COUNT_DIGITS 4

/* Returns: which call is meant, counted from the newest, 0 when @word is an id. */
static guint
get_count (const char *word)
{
  gsize digits = strspn (word, "0123456789");

  return word[digits] == '\0' && digits > 0 && digits <= MAX_COUNT_DIGITS
           ? (guint) g_ascii_strtoull (word, NULL, 10)
           : 0;
}

/* Returns: (transfer full) (nullable): the id of the call that is so many before the newest. */
static char *
find_counted (DialctlContext *context, char **words, guint count, GError **error)
{
  DialctlHistoryOptions options = { NULL };
  g_autoptr (GVariant) filter = dialctl_history_make_filter (context->bus, words, &options, error);
  g_autoptr (GPtrArray) calls = NULL;

  g_variant_ref_sink (filter); /* there is no time in it that could be wrong */
  calls = dialctl_history_read (context->bus, filter, count, error);
  if (calls == NULL)
    return NULL;
  if (calls->len == 0 && !dialctl_history_check_names (context->bus, words, error))
    return NULL;
  if (calls->len < count)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, calls->len == 0
                   ? "there was no call yet\n'dialctl dial NAME' makes one."
                   : "there were only %u calls\nSee 'dialctl history'.", calls->len);
      return NULL;
    }
  return g_strdup (dialctl_call_get_string (calls->pdata[count - 1], "id"));
}

gboolean
dialctl_call_choice_check (DialctlContext *context, const char *call, GError **error)
{
  if (*call != '\0' && (get_count (call) > 0 || strspn (call, "0") != strlen (call)))
    return TRUE;
  return dialctl_context_set_usage_error (context, error, "--call needs an id, or a number above 0");
}

char *
dialctl_call_choice_find (DialctlContext *context, char **words, const char *call, GError **error)
{
  guint count = get_count (call);

  return count > 0 ? find_counted (context, words, count, error) : g_strdup (call);
}
