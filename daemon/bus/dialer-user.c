/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Looks users up, and counts for them. */
#include "dialer-user.h"

#include <pwd.h>

#define BUFFER_SIZE 4096

static gboolean
is_name_of (const char *name, guint uid)
{
  struct passwd entry, *found = NULL;
  char buffer[BUFFER_SIZE];

  return getpwnam_r (name, &entry, buffer, sizeof buffer, &found) == 0 && found && found->pw_uid == uid;
}

gboolean
dialer_user_is_listed (guint uid, const char *const *list)
{
  g_autofree char *number = g_strdup_printf ("%u", uid);

  for (guint i = 0; list[i]; i++)
    if (g_str_equal (list[i], number) || is_name_of (list[i], uid))
      return TRUE;
  return FALSE;
}

guint
dialer_user_count (GHashTable *counts, guint uid)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (uid)));
}

void
dialer_user_add (GHashTable *counts, guint uid, int n)
{
  guint now = dialer_user_count (counts, uid) + n;

  if (now == 0)
    g_hash_table_remove (counts, GUINT_TO_POINTER (uid));
  else
    g_hash_table_insert (counts, GUINT_TO_POINTER (uid), GUINT_TO_POINTER (now));
}
