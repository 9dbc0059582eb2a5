/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One small check for each kind of value. */
#include "dialer-setting-check.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>

#include "dialer-budget.h"
#include "dialer-dial-string.h"
#include "dialer-list.h"
#include "dialer-login-script.h"
#include "dialer-ppp-words.h"
#include "dialer-tariff.h"
#include "dialer-windows.h"

#define NAME_MAX_CHARS 64

typedef char *(*CheckMember) (const char *member, const char *hint);

/* Applies a check to every member of a list. */
static char *
check_members (const char *value, const char *hint, CheckMember check)
{
  g_auto (GStrv) members = dialer_list_split (value);

  for (guint i = 0; members[i]; i++)
    {
      char *checked = check (members[i], hint);

      if (checked == NULL)
        return NULL;
      g_free (members[i]);
      members[i] = checked;
    }
  return dialer_list_join ((const char *const *) members);
}

static gboolean
has_control (const char *text)
{
  for (const char *c = text; *c; c++)
    if (g_ascii_iscntrl (*c))
      return TRUE;
  return !g_utf8_validate (text, -1, NULL);
}

char *
dialer_setting_check_text (const char *value, const char *hint)
{
  return has_control (value) ? NULL : g_strdup (value);
}

char *
dialer_setting_check_name (const char *value, const char *hint)
{
  if (*value == '\0' || has_control (value) || strchr (value, '/') || g_utf8_strlen (value, -1) > NAME_MAX_CHARS)
    return NULL;
  return g_strdup (value);
}

char *
dialer_setting_check_boolean (const char *value, const char *hint)
{
  static const char *const yes[] = { "yes", "true", "on", "1", NULL };
  static const char *const no[] = { "no", "false", "off", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (g_strv_contains (yes, lower))
    return g_strdup ("yes");
  return g_strv_contains (no, lower) ? g_strdup ("no") : NULL;
}

char *
dialer_setting_check_choice (const char *value, const char *hint)
{
  g_auto (GStrv) choices = g_strsplit (hint, "|", -1);
  g_autofree char *lower = g_ascii_strdown (value, -1);

  return g_strv_contains ((const char *const *) choices, lower) ? g_steal_pointer (&lower) : NULL;
}

char *
dialer_setting_check_choices (const char *value, const char *hint)
{
  return check_members (value, hint, dialer_setting_check_choice);
}

static gboolean
is_within (guint64 number, const char *hint)
{
  guint64 min, max;
  char *end;

  if (hint == NULL)
    return number <= G_MAXUINT32;
  min = g_ascii_strtoull (hint, &end, 10);
  max = g_ascii_strtoull (end + 1, NULL, 10);
  return number >= min && number <= max;
}

char *
dialer_setting_check_number (const char *value, const char *hint)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &number, NULL) || !is_within (number, hint))
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

/* Digits and then a unit from a table: "90", "90 s", "2min", "5M". */
static char *
check_with_unit (const char *value, const char *const *units, const guint64 *factors, guint64 max)
{
  char *end;
  guint64 number;

  errno = 0;
  number = g_ascii_strtoull (value, &end, 10);
  if (!g_ascii_isdigit (*value) || errno == ERANGE)
    return NULL;
  while (*end == ' ')
    end++;
  for (guint i = 0; units[i]; i++)
    if (g_ascii_strcasecmp (end, units[i]) == 0 && number <= max / factors[i])
      return g_strdup_printf ("%" G_GUINT64_FORMAT, number * factors[i]);
  return NULL;
}

char *
dialer_setting_check_seconds (const char *value, const char *hint)
{
  static const char *const units[] = { "", "s", "sec", "min", "m", "h", "d", NULL };
  static const guint64 factors[] = { 1, 1, 1, 60, 60, 3600, 86400 };
  g_autofree char *seconds = check_with_unit (value, units, factors, G_MAXUINT32);

  return seconds && is_within (g_ascii_strtoull (seconds, NULL, 10), hint) ? g_steal_pointer (&seconds) : NULL;
}

char *
dialer_setting_check_bytes (const char *value, const char *hint)
{
  static const char *const units[] = { "", "B", "k", "kB", "M", "MB", "G", "GB", NULL };
  static const guint64 factors[] = { 1, 1, 1000, 1000, 1000000, 1000000, 1000000000, 1000000000 };

  return check_with_unit (value, units, factors, G_MAXUINT64);
}

char *
dialer_setting_check_hex (const char *value, const char *hint)
{
  const char *digits = g_ascii_strncasecmp (value, "0x", 2) == 0 ? value + 2 : value;
  guint64 number;

  if (!g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT32, &number, NULL))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_MODIFIER "x", number);
}

char *
dialer_setting_check_uuid (const char *value, const char *hint)
{
  return g_uuid_string_is_valid (value) ? g_ascii_strdown (value, -1) : NULL;
}

char *
dialer_setting_check_speed (const char *value, const char *hint)
{
  static const guint speeds[] = { 300,    600,    1200,   2400,    4800,    9600,    19200,   38400,
                                  57600,  115200, 230400, 460800,  500000,  576000,  921600,  1000000,
                                  1152000, 1500000, 2000000, 2500000, 3000000, 3500000, 4000000 };
  guint64 number;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &number, NULL))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i] == number)
      return g_strdup_printf ("%u", speeds[i]);
  return NULL;
}

static char *
check_phone_number (const char *member, const char *hint)
{
  g_autofree char *dialled = dialer_dial_string_normalize (member, NULL);

  /* Kept as written: people read numbers better with their brackets. */
  return dialled ? g_strdup (member) : NULL;
}

char *
dialer_setting_check_numbers (const char *value, const char *hint)
{
  return check_members (value, hint, check_phone_number);
}

char *
dialer_setting_check_prefix (const char *value, const char *hint)
{
  g_autofree char *command = dialer_dial_string_make_command ("ATDT", value, "0", NULL);

  return command ? g_strdup (value) : NULL;
}

static char *
check_pattern (const char *member, const char *hint)
{
  return strspn (member, "0123456789+#*?") == strlen (member) ? g_strdup (member) : NULL;
}

char *
dialer_setting_check_patterns (const char *value, const char *hint)
{
  return check_members (value, hint, check_pattern);
}

char *
dialer_setting_check_command (const char *value, const char *hint)
{
  if (g_ascii_strncasecmp (value, "AT", 2) != 0 || has_control (value))
    return NULL;
  return g_strdup (value);
}

/* What dials goes through the lists of numbers that are never dialled; preparations don't. */
static char *
check_preparation (const char *member, const char *hint)
{
  g_autofree char *command = dialer_setting_check_command (member, hint);

  return command && !dialer_dial_string_is_dialling (command) ? g_steal_pointer (&command) : NULL;
}

char *
dialer_setting_check_commands (const char *value, const char *hint)
{
  return check_members (value, hint, check_preparation);
}

char *
dialer_setting_check_diagnostics (const char *value, const char *hint)
{
  char *word = dialer_setting_check_choice (value, "auto|off");

  return word ? word : check_preparation (value, hint);
}

char *
dialer_setting_check_address (const char *value, const char *hint)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (value);

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return NULL;
  return g_inet_address_to_string (address);
}

static char *
check_any_address (const char *member, const char *hint)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (member);

  return address ? g_inet_address_to_string (address) : NULL;
}

char *
dialer_setting_check_dns (const char *value, const char *hint)
{
  if (g_str_equal (value, "auto") || g_str_equal (value, "off"))
    return g_strdup (value);
  return check_members (value, hint, check_any_address);
}

static char *
check_domain (const char *member, const char *hint)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

  if (*member == '\0' || *member == '.' || *member == '-' || strlen (member) > 253 || strstr (member, ".."))
    return NULL;
  return member[strspn (member, allowed)] == '\0' ? g_ascii_strdown (member, -1) : NULL;
}

char *
dialer_setting_check_domains (const char *value, const char *hint)
{
  return check_members (value, hint, check_domain);
}

/* "10.0.0.0/8" or "10.0.0.0/8 50", the second a metric. */
static char *
check_route (const char *member, const char *hint)
{
  g_auto (GStrv) words = g_strsplit (member, " ", 2);
  g_autoptr (GInetAddressMask) mask = words[0] ? g_inet_address_mask_new_from_string (words[0], NULL) : NULL;

  if (mask == NULL || g_inet_address_mask_get_family (mask) != G_SOCKET_FAMILY_IPV4
      || (words[1] && !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXUINT32, NULL, NULL)))
    return NULL;
  return g_strdup (member);
}

char *
dialer_setting_check_routes (const char *value, const char *hint)
{
  return check_members (value, hint, check_route);
}

char *
dialer_setting_check_words (const char *value, const char *hint)
{
  g_auto (GStrv) words = NULL;

  if (*value && !g_shell_parse_argv (value, NULL, &words, NULL))
    return NULL;
  return has_control (value) || !dialer_ppp_words_check (value, NULL) ? NULL : g_strdup (value);
}

/* "5/day": what stands before the period is for @check. */
static char *
check_budget (const char *member, const char *hint, CheckMember check)
{
  g_auto (GStrv) parts = g_strsplit (member, "/", 2);
  g_autofree char *amount = NULL;
  DialerPeriod period;

  if (parts[0] == NULL || parts[1] == NULL || !dialer_budget_find_period (g_strstrip (parts[1]), &period))
    return NULL;
  amount = check (g_strstrip (parts[0]), hint);
  return amount ? g_strconcat (amount, "/", parts[1], NULL) : NULL;
}

static char *
check_amount (const char *value, const char *hint)
{
  gint64 nano;

  return dialer_money_parse (value, &nano) ? g_strdup (value) : NULL;
}

static char *
check_money_budget (const char *member, const char *hint)
{
  return check_budget (member, hint, check_amount);
}

static char *
check_time (const char *member, const char *hint)
{
  return strchr (member, '/') ? check_budget (member, hint, dialer_setting_check_seconds)
                              : dialer_setting_check_seconds (member, hint);
}

static char *
check_volume (const char *member, const char *hint)
{
  return strchr (member, '/') ? check_budget (member, hint, dialer_setting_check_bytes)
                              : dialer_setting_check_bytes (member, hint);
}

/* A list in which no more than one member is for a session, and not for a period. */
static char *
check_limits (const char *value, const char *hint, CheckMember check)
{
  g_autofree char *list = check_members (value, hint, check);
  g_auto (GStrv) members = dialer_list_split (list ? list : "");
  guint plain = 0;

  for (guint i = 0; members[i]; i++)
    plain += strchr (members[i], '/') == NULL;
  return plain > 1 ? NULL : g_steal_pointer (&list);
}

char *
dialer_setting_check_times (const char *value, const char *hint)
{
  return check_limits (value, hint, check_time);
}

char *
dialer_setting_check_volumes (const char *value, const char *hint)
{
  return check_limits (value, hint, check_volume);
}

char *
dialer_setting_check_cost (const char *value, const char *hint)
{
  return check_members (value, hint, check_money_budget);
}

static char *
check_window (const char *member, const char *hint)
{
  return dialer_windows_check (member) ? g_strdup (member) : NULL;
}

char *
dialer_setting_check_windows (const char *value, const char *hint)
{
  return check_members (value, hint, check_window);
}

char *
dialer_setting_check_path (const char *value, const char *hint)
{
  return g_path_is_absolute (value) && !has_control (value) ? g_strdup (value) : NULL;
}

char *
dialer_setting_check_tariff (const char *value, const char *hint)
{
  gboolean is_name = dialer_tariff_is_name (value);
  g_autoptr (DialerTariff) tariff = is_name ? NULL : dialer_tariff_parse (value, NULL);

  return is_name || tariff ? g_strdup (value) : NULL;
}

char *
dialer_setting_check_script (const char *value, const char *hint)
{
  return dialer_login_script_check (value, NULL) ? g_strdup (value) : NULL;
}
