/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Values of other programs. */
#include "import-value.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_NUMBER 200 /* a dial command has 250 characters at most, with its prefix */

/* 1, 0 or -1 for neither. */
static int
read_flag (const char *value)
{
  static const char *const yes[] = { "yes", "true", "on", "1", "y", NULL };
  static const char *const no[] = { "no", "false", "off", "0", "n", NULL };
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (g_strv_contains (yes, g_strstrip (lower)))
    return 1;
  return g_strv_contains (no, lower) ? 0 : -1;
}

gboolean
import_value_is_yes (const char *value)
{
  return read_flag (value) == 1;
}

static char *
convert_flag (const char *value, gboolean inverted, const char **why)
{
  int flag = read_flag (value);

  *why = "it is neither yes nor no";
  return flag < 0 ? NULL : g_strdup (flag == !inverted ? "yes" : "no");
}

static char *
convert_number (const char *hint, const char *value, const char **why)
{
  char *end;
  guint64 min = g_ascii_strtoull (hint, &end, 10);
  guint64 max = g_ascii_strtoull (end + 1, NULL, 10);
  guint64 number;
  g_autofree char *trimmed = g_strstrip (g_strdup (value));

  *why = "it is not a number that the setting may have";
  if (!g_ascii_string_to_unsigned (trimmed, 10, min, max, &number, NULL))
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

static char *
convert_speed (const char *value, const char **why)
{
  static const char *const speeds[] = { "300",     "600",     "1200",    "2400",    "4800",   "9600",
                                        "19200",   "38400",   "57600",   "115200",  "230400", "460800",
                                        "500000",  "576000",  "921600",  "1000000", "1152000", "1500000",
                                        "2000000", "2500000", "3000000", "3500000", "4000000", NULL };
  g_autofree char *trimmed = g_strstrip (g_strdup (value));

  *why = "no serial port has that speed";
  return g_strv_contains (speeds, trimmed) ? g_steal_pointer (&trimmed) : NULL;
}

static char *
convert_address (const char *value, const char **why)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (value);

  *why = "it is no IPv4 address";
  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return NULL;
  return g_inet_address_to_string (address);
}

static char *
convert_command (const char *value, const char **why)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (value));

  *why = "it is no AT command";
  return g_ascii_strncasecmp (trimmed, "AT", 2) == 0 ? g_steal_pointer (&trimmed) : NULL;
}

static char *
convert_choice (const char *hint, const char *value, const char **why)
{
  g_auto (GStrv) choices = g_strsplit (hint, "|", -1);
  g_autofree char *trimmed = g_strstrip (g_strdup (value));

  *why = "that value is not known";
  for (guint i = 0; choices[i] != NULL; i++)
    {
      const char *equals = strchr (choices[i], '=');
      gsize length = (gsize) (equals - choices[i]);

      if (strlen (trimmed) == length && g_ascii_strncasecmp (choices[i], trimmed, length) == 0)
        return g_strdup (equals + 1);
    }
  return NULL;
}

char *
import_value_convert (ImportKind kind, const char *hint, const char *value, const char **why)
{
  *why = "it is empty";
  if (*value == '\0' && kind != IMPORT_FIXED && kind != IMPORT_CHOICE)
    return NULL;
  switch (kind)
    {
    case IMPORT_FLAG:
    case IMPORT_FLAG_NOT:
      return convert_flag (value, kind == IMPORT_FLAG_NOT, why);
    case IMPORT_NUMBER:
      return convert_number (hint, value, why);
    case IMPORT_SPEED:
      return convert_speed (value, why);
    case IMPORT_ADDRESS:
      return convert_address (value, why);
    case IMPORT_COMMAND:
      return convert_command (value, why);
    case IMPORT_CHOICE:
      return convert_choice (hint, value, why);
    case IMPORT_FIXED:
      return g_strdup (hint);
    case IMPORT_TEXT:
    case IMPORT_OPTION:
    case IMPORT_OWN:
    case IMPORT_NOTHING:
    case IMPORT_IMPLIED:
      break;
    }
  return g_strstrip (g_strdup (value));
}

gboolean
import_value_is_number (const char *number)
{
  return strlen (number) <= MAX_NUMBER && strpbrk (number, "0123456789*#") != NULL
         && strspn (number, "0123456789*#+,wWTPtp!@ABCDabcd -()/.") == strlen (number);
}

gboolean
import_value_is_packet_data (const char *number)
{
  /* 3GPP TS 27.007 10.2.1.1; #777 is what CDMA networks have. */
  return g_regex_match_simple ("^(\\*9[89](\\*[^#]*)?#|#777)$", number, 0, 0);
}

/* Returns: where the name of the command at @c ends, as the service has it: "+MS" or "&D"; a letter has none. */
static const char *
skip_name (const char *c)
{
  if (strchr ("+#^", *c) != NULL)
    for (c++; g_ascii_isalpha (*c); c++)
      ;
  else if (strchr ("&\\%*$@!:-", *c) != NULL && c[1] != '\0')
    c += 2;
  return c;
}

const char *
import_value_find_dial (const char *command)
{
  const char *c = command + strlen ("AT");

  if (g_ascii_strncasecmp (command, "AT", 2) != 0)
    return NULL;

  while (*c != '\0')
    {
      const char *end = *c == '"' ? strchr (c + 1, '"') : NULL;
      const char *next = end != NULL ? end + 1 : skip_name (c);

      if (next == c && g_ascii_toupper (*c) == 'D')
        return c;
      c = next > c ? next : c + 1;
    }
  return NULL;
}

gboolean
import_value_is_init (const char *command)
{
  return g_ascii_strncasecmp (command, "AT", 2) == 0 && import_value_find_dial (command) == NULL;
}

gboolean
import_value_is_quotes (const char *value)
{
  return strspn (value, "'\" ") == strlen (value);
}
