/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Splitting and joining of lists. */
#include "dialer-list.h"

static void
end_member (GStrvBuilder *members, GString *member)
{
  g_strstrip (member->str);
  if (*member->str)
    g_strv_builder_add (members, member->str);
  g_string_truncate (member, 0);
}

GStrv
dialer_list_split (const char *text)
{
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  g_autoptr (GString) member = g_string_new (NULL);

  for (const char *c = text; *c; c++)
    if (*c == '\\' && (c[1] == ';' || c[1] == '\\'))
      g_string_append_c (member, *++c);
    else if (*c == ';')
      end_member (members, member);
    else
      g_string_append_c (member, *c);
  end_member (members, member);
  return g_strv_builder_end (members);
}

char *
dialer_list_join (const char *const *members)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; members[i]; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      for (const char *c = members[i]; *c; c++)
        {
          if (*c == ';' || *c == '\\')
            g_string_append_c (text, '\\');
          g_string_append_c (text, *c);
        }
    }
  return g_string_free (text, FALSE);
}
