/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words for a person. */
#include "dialctl-text.h"

#include <pwd.h>
#include <string.h>

static gboolean
could_steer (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

char *
dialctl_text_make_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *printable = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* Line ends are common in what modems say and mean no harm; an escape sequence might. */
      if (g_unichar_isspace (c))
        g_string_append_c (printable, ' ');
      else if (could_steer (c))
        g_string_append (printable, "?");
      else
        g_string_append_unichar (printable, c);
    }
  return g_strstrip (g_string_free (printable, FALSE));
}

char *
dialctl_text_make_harmless (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  GString *harmless = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (could_steer (c) && !(c < 0x80 && strchr ("\r\n\t\b", (int) c) != NULL))
        g_string_append_c (harmless, '?');
      else
        g_string_append_unichar (harmless, c);
    }
  return g_string_free (harmless, FALSE);
}

guint
dialctl_text_get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

char *
dialctl_text_format_duration (guint64 seconds)
{
  guint64 minutes = seconds / 60;

  if (minutes == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " s", seconds);
  if (minutes < 60)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " min %02u s", minutes, (guint) (seconds % 60));
  return g_strdup_printf ("%" G_GUINT64_FORMAT " h %02u min", minutes / 60, (guint) (minutes % 60));
}

char *
dialctl_text_format_amount (guint64 micro)
{
  char *text = g_strdup_printf ("%" G_GUINT64_FORMAT ".%06u", micro / 1000000, (guint) (micro % 1000000));

  for (guint n = 4; n > 0 && g_str_has_suffix (text, "0"); n--)
    text[strlen (text) - 1] = '\0';
  return text;
}

char *
dialctl_text_format_money (guint64 micro, const char *currency)
{
  g_autofree char *amount = dialctl_text_format_amount ((micro + 50) / 100 * 100);

  return currency != NULL && *currency != '\0' ? g_strdup_printf ("%s %s", amount, currency) : g_strdup (amount);
}

char *
dialctl_text_format_clock (guint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local ((gint64) seconds);

  return time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("?");
}

char *
dialctl_text_format_timestamp (GDateTime *time)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);

  return g_date_time_format_iso8601 (utc);
}

char *
dialctl_text_format_owner (guint32 uid)
{
  const struct passwd *user;

  if (uid == 0)
    return g_strdup ("system");

  user = getpwuid (uid);
  return user != NULL ? g_strdup (user->pw_name) : g_strdup_printf ("%" G_GUINT32_FORMAT, uid);
}

const char *
dialctl_text_choose (const char *unicode, const char *ascii)
{
  return g_get_charset (NULL) ? unicode : ascii;
}
