/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keys of all makers in one table: a line that begins with one has its value behind it. */
#include "dialer-line-quality.h"

#include <string.h>

typedef struct
{
  char *modulation;
  char *protocol;
  char *compression;
  guint in;  /* bit/s */
  guint out; /* bit/s */
  guint retrains;
  gboolean counts_retrains;
} Quality;

/* Takes what stands behind the key. */
typedef void (*Take) (Quality *quality, const char *value);

/* The first word of @value. */
static void
set_word (char **place, const char *value)
{
  g_free (*place);
  *place = g_strndup (value, strspn (value, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-"));
}

static void
take_modulation (Quality *quality, const char *value)
{
  set_word (&quality->modulation, value);
}

static void
take_protocol (Quality *quality, const char *value)
{
  set_word (&quality->protocol, value);
}

static void
take_compression (Quality *quality, const char *value)
{
  set_word (&quality->compression, value);
}

static guint
parse_number (const char *value, guint base)
{
  return (guint) MIN (g_ascii_strtoull (value, NULL, base), G_MAXUINT / 4);
}

static void
take_in (Quality *quality, const char *value)
{
  quality->in = parse_number (value, 10);
}

static void
take_out (Quality *quality, const char *value)
{
  quality->out = parse_number (value, 10);
}

/* 49333/26400: what comes, then what goes. */
static void
take_both (Quality *quality, const char *value)
{
  const char *slash = strchr (value, '/');

  take_in (quality, value);
  if (slash)
    take_out (quality, slash + 1);
}

static void
add_retrains (Quality *quality, const char *value, guint base)
{
  quality->retrains += parse_number (value, base);
  quality->counts_retrains = TRUE;
}

static void
take_retrains (Quality *quality, const char *value)
{
  add_retrains (quality, value, 10);
}

/* Conexant's counters are hexadecimal. */
static void
take_hexadecimal_retrains (Quality *quality, const char *value)
{
  add_retrains (quality, value, 16);
}

/* "Requested 1 Retrains Granted 1", two to a line. */
static void
take_both_retrains (Quality *quality, const char *value)
{
  static const char granted[] = "Retrains Granted ";
  const char *second = strcasestr (value, granted);

  take_retrains (quality, value);
  if (second)
    take_retrains (quality, second + strlen (granted));
}

static const struct
{
  const char *key;
  Take take;
} keys[] = {
  { "last tx rate ", take_out },
  { "last rx rate ", take_in },
  { "protocol ", take_protocol },
  { "compression ", take_compression },
  { "local rtrn count ", take_hexadecimal_retrains },
  { "remote rtrn count ", take_hexadecimal_retrains },
  { "speed ", take_both },
  { "data compression ", take_compression },
  { "retrains requested ", take_both_retrains },
  { "last connection ", take_modulation },
  { "final transmit carrier rate ", take_out },
  { "final receive carrier rate ", take_in },
  { "protocol negotiation result ", take_protocol },
  { "data compression result ", take_compression },
  { "local retrain count ", take_retrains },
  { "remote retrain count ", take_retrains },
};

/* What fills the space between key and value becomes one blank; the dot of V.34 stays. */
static char *
tidy (const char *line)
{
  GString *tidied = g_string_new (NULL);

  for (const char *c = line; *c; c++)
    {
      gboolean fills = g_ascii_isspace (*c) || strchr (":=", *c) || (*c == '.' && (c[1] == '.' || c[1] == ' '));

      if (!fills)
        g_string_append_c (tidied, *c);
      else if (tidied->len > 0 && tidied->str[tidied->len - 1] != ' ')
        g_string_append_c (tidied, ' ');
    }
  return g_string_free (tidied, FALSE);
}

static void
take_line (Quality *quality, const char *line)
{
  g_autofree char *tidied = tidy (line);
  int found = -1;

  /* The longest: one key may be the beginning of another. */
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_ascii_strncasecmp (tidied, keys[i].key, strlen (keys[i].key)) == 0
        && (found < 0 || strlen (keys[i].key) > strlen (keys[found].key)))
      found = i;
  if (found >= 0)
    keys[found].take (quality, tidied + strlen (keys[found].key));
}

static void
append (GString *text, const char *word)
{
  if (word && *word)
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", word);
}

static void
append_speed (GString *text, guint speed, const char *direction)
{
  if (speed)
    g_string_append_printf (text, "%s%u bit/s %s", text->len ? ", " : "", speed, direction);
}

static char *
describe (const Quality *quality)
{
  GString *text = g_string_new (NULL);

  append (text, quality->modulation);
  append (text, quality->protocol);
  append (text, quality->compression);
  append_speed (text, quality->in, "in");
  append_speed (text, quality->out, "out");
  if (quality->counts_retrains)
    g_string_append_printf (text, ", %u retrain%s", quality->retrains, quality->retrains == 1 ? "" : "s");
  return g_string_free (text, FALSE);
}

char *
dialer_line_quality_describe (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Quality quality = { 0 };
  char *description;

  for (guint i = 0; lines[i]; i++)
    take_line (&quality, lines[i]);
  description = quality.in || quality.out ? describe (&quality) : NULL;
  g_free (quality.modulation);
  g_free (quality.protocol);
  g_free (quality.compression);
  return description;
}

static const char *
find_command (const char *who)
{
  static const struct
  {
    const char *name;
    const char *command;
  } makers[] = {
    { "rockwell", "AT&V1" }, { "conexant", "AT&V1" },     { "u.s. robotics", "ATI6" },
    { "usrobotics", "ATI6" }, { "3com", "ATI6" },          { "courier", "ATI6" },
    { "sportster", "ATI6" },  { "lucent", "ATI11" },       { "agere", "ATI11" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (strcasestr (who, makers[i].name))
      return makers[i].command;
  return NULL;
}

const char *
dialer_line_quality_choose_command (const char *setting, const char *manufacturer, const char *model)
{
  const char *command;

  if (g_str_equal (setting, "off"))
    return NULL;
  if (!g_str_equal (setting, "auto"))
    return setting;
  command = find_command (manufacturer);
  return command ? command : find_command (model);
}
