/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walks along a command line, command by command; the first that fails ends it. */
#include "exchange-at.h"

#include <string.h>

#define MAKER "Dialer"
#define MODEL "Exchange 56K"
#define REVISION "1.0"
/* What extended commands begin with: + is ITU's and 3GPP's, the others are makers'. */
#define EXTENDED "+%^*#$"
#define LINE_MAX_LENGTH 255

typedef struct
{
  ExchangeAt *at;
  const ExchangeAtHost *host;
  gpointer owner;
  const char *rest;
} Run;

void
exchange_at_init (ExchangeAt *self, gboolean verbose)
{
  *self = (ExchangeAt){ .echo = TRUE, .verbose = verbose, .stored_verbose = verbose, .extended = 4, .dcd = 1,
                        .dtr = 2, .last = "AT" };
  self->s[2] = '+';
  self->s[3] = '\r';
  self->s[4] = '\n';
  self->s[5] = '\b';
  self->s[6] = 2;
  self->s[7] = 50;
  self->s[8] = 2;
  self->s[10] = 14;
  self->s[12] = 50; /* 1 s, in fiftieths */
  self->s[25] = 5;
}

/* The number behind a command; 0 when there is none (V.250 5.3.1). */
static guint
take_number (Run *run)
{
  guint number = 0;

  for (; g_ascii_isdigit (*run->rest); run->rest++)
    number = MIN (number * 10 + (*run->rest - '0'), 100000);
  return number;
}

static ExchangeResult
set_flag (gboolean *flag, guint number)
{
  if (number > 1)
    return EXCHANGE_RESULT_ERROR;
  *flag = number;
  return EXCHANGE_RESULT_OK;
}

static ExchangeResult
set_level (guint *level, guint number, guint highest)
{
  if (number > highest)
    return EXCHANGE_RESULT_ERROR;
  *level = number;
  return EXCHANGE_RESULT_OK;
}

static ExchangeResult
tell (Run *run, const char *text)
{
  run->host->tell (run->owner, text);
  return EXCHANGE_RESULT_OK;
}

static gboolean
extend (Run *run, const char *command, ExchangeResult *result)
{
  return run->host->extend && run->host->extend (run->owner, command, result);
}

/* S7=60, S7? */
static ExchangeResult
run_register (Run *run)
{
  guint number = take_number (run);
  char text[8];

  if (number >= EXCHANGE_N_REGISTERS)
    return EXCHANGE_RESULT_ERROR;
  if (*run->rest == '?')
    {
      run->rest++;
      g_snprintf (text, sizeof text, "%03u", run->at->s[number]);
      return tell (run, text);
    }
  if (*run->rest++ != '=' || !g_ascii_isdigit (*run->rest))
    return EXCHANGE_RESULT_ERROR;
  {
    guint value = take_number (run);

    if (value > 255)
      return EXCHANGE_RESULT_ERROR;
    run->at->s[number] = value;
  }
  return EXCHANGE_RESULT_OK;
}

static ExchangeResult
show_settings (Run *run)
{
  const ExchangeAt *at = run->at;
  g_autofree char *text
    = g_strdup_printf ("ACTIVE PROFILE:\r\nE%d Q%d V%d X%u &C%u &D%u S0:%03u S2:%03u S7:%03u S12:%03u",
                       at->echo, at->quiet, at->verbose, at->extended, at->dcd, at->dtr, at->s[0], at->s[2],
                       at->s[7], at->s[12]);

  return tell (run, text);
}

/* What ATZ goes back to is not touched (V.250 6.1.2). */
static ExchangeResult
recall_factory (ExchangeAt *at)
{
  gboolean stored = at->stored_verbose;

  exchange_at_init (at, TRUE);
  at->stored_verbose = stored;
  return EXCHANGE_RESULT_OK;
}

static ExchangeResult
run_ampersand (Run *run)
{
  char command = g_ascii_toupper (*run->rest);
  ExchangeResult result;
  guint number;

  if (command == '\0')
    return EXCHANGE_RESULT_ERROR;
  run->rest++;
  number = take_number (run);
  switch (command)
    {
    case 'C':
      return set_level (&run->at->dcd, number, 1);
    case 'D':
      return set_level (&run->at->dtr, number, 3);
    case 'F':
      return recall_factory (run->at);
    case 'V':
      return number == 1 && extend (run, "&V1", &result) ? result : show_settings (run);
    case 'K':
    case 'Q':
    case 'R':
    case 'S':
    case 'W':
    case 'Y':
      return EXCHANGE_RESULT_OK;
    default:
      return EXCHANGE_RESULT_ERROR;
    }
}

/* Up to a semicolon, but not to one in quotes. */
static gsize
measure_extended (const char *text)
{
  gboolean quoted = FALSE;
  gsize length = 0;

  for (; text[length] && (quoted || text[length] != ';'); length++)
    if (text[length] == '"')
      quoted = !quoted;
  return length;
}

/* Extended syntax (V.250 5.4): +NAME, +NAME?, +NAME=?, +NAME=VALUE, up to a semicolon. */
static ExchangeResult
run_extended (Run *run)
{
  static const struct
  {
    const char *command;
    const char *answer;
  } known[] = {
    { "+GMI", MAKER },          { "+GMM", MODEL },       { "+GMR", REVISION },   { "+GSN", "0001" },
    { "+GCAP", "+GCAP: +FCLASS,+MS,+ES,+DS" },           { "+FCLASS=?", "0,1,8" }, { "+FCLASS?", "0" },
    { "+FCLASS=0", NULL },      { "+MS?", "+MS: V34,1" }, { "+IPR?", "+IPR: 0" }, { "+IFC?", "+IFC: 2,2" },
  };
  static const char *const settable[] = { "+MS=", "+ES=", "+DS=", "+IPR=", "+IFC=", "+ICF=" };
  gsize length = measure_extended (run->rest);
  g_autofree char *command = g_strstrip (g_strndup (run->rest, length));
  g_autofree char *upper = g_ascii_strup (command, -1);
  ExchangeResult result;

  run->rest += length + (run->rest[length] == ';');
  if (extend (run, command, &result))
    return result;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (upper, known[i].command))
      return known[i].answer ? tell (run, known[i].answer) : EXCHANGE_RESULT_OK;
  for (guint i = 0; i < G_N_ELEMENTS (settable); i++)
    if (g_str_has_prefix (upper, settable[i]))
      return EXCHANGE_RESULT_OK;
  return EXCHANGE_RESULT_ERROR;
}

static ExchangeResult
run_information (Run *run)
{
  static const char *const texts[] = {
    MAKER " " MODEL, "028", "OK", MODEL " " REVISION, "V.34 V.42 V.42bis",
  };
  guint number = take_number (run);
  g_autofree char *command = g_strdup_printf ("I%u", number);
  ExchangeResult result;

  if (extend (run, command, &result))
    return result;
  return tell (run, texts[MIN (number, G_N_ELEMENTS (texts) - 1)]);
}

/* The number and its modifiers go on to the line's end, or to a semicolon: then it stays in command state and
 * sets no call up (V.250 6.3.1). */
static ExchangeResult
run_dial (Run *run)
{
  g_autoptr (GString) number = g_string_new (NULL);

  for (; *run->rest && *run->rest != ';'; run->rest++)
    if (strchr ("0123456789*#+ABCDabcd", *run->rest))
      g_string_append_c (number, g_ascii_toupper (*run->rest));
    else if (!strchr ("TPtpWw,!@() -", *run->rest))
      return EXCHANGE_RESULT_ERROR;
  return *run->rest == ';' ? run->host->listen (run->owner) : run->host->dial (run->owner, number->str);
}

static ExchangeResult
run_hang_up (Run *run)
{
  if (take_number (run) == 0)
    run->host->hang_up (run->owner);
  return EXCHANGE_RESULT_OK;
}

static ExchangeResult
run_reset (Run *run)
{
  gboolean verbose = run->at->stored_verbose;

  take_number (run);
  run->host->hang_up (run->owner);
  exchange_at_init (run->at, verbose);
  return EXCHANGE_RESULT_OK;
}

static ExchangeResult
run_basic (Run *run)
{
  char command = g_ascii_toupper (*run->rest++);

  switch (command)
    {
    case 'E':
      return set_flag (&run->at->echo, take_number (run));
    case 'Q':
      return set_flag (&run->at->quiet, take_number (run));
    case 'V':
      return set_flag (&run->at->verbose, take_number (run));
    case 'X':
      return set_level (&run->at->extended, take_number (run), 4);
    case 'I':
      return run_information (run);
    case 'H':
      return run_hang_up (run);
    case 'Z':
      return run_reset (run);
    case 'S':
      return run_register (run);
    case '&':
      return run_ampersand (run);
    case 'D':
      return run_dial (run);
    case 'A':
      return run->host->answer (run->owner);
    case 'O':
      take_number (run);
      return run->host->go_online (run->owner);
    case 'L':
    case 'M':
    case 'P':
    case 'T':
    case 'W':
    case 'N':
      take_number (run);
      return EXCHANGE_RESULT_OK;
    default:
      return EXCHANGE_RESULT_ERROR;
    }
}

ExchangeResult
exchange_at_run (ExchangeAt *self, const char *line, const ExchangeAtHost *host, gpointer owner)
{
  Run run = { .at = self, .host = host, .owner = owner, .rest = line + 2 };
  ExchangeResult result = EXCHANGE_RESULT_OK;

  while (result == EXCHANGE_RESULT_OK && *run.rest)
    if (*run.rest == ' ' || *run.rest == ';')
      run.rest++;
    else
      result = strchr (EXTENDED, *run.rest) ? run_extended (&run) : run_basic (&run);
  /* Only now: some commands make all settings new. */
  g_strlcpy (self->last, line, sizeof self->last);
  return result;
}

static void
append_text (GString *line, char byte)
{
  char upper = g_ascii_toupper (byte);

  if (line->len == 1 && upper != 'T' && upper != '/')
    g_string_truncate (line, 0);
  if (line->len || upper == 'A')
    g_string_append_c (line, byte);
}

gboolean
exchange_at_append (const ExchangeAt *self, GString *line, char byte)
{
  if (byte == self->s[3])
    return TRUE;
  if (byte == self->s[5] && line->len)
    g_string_truncate (line, line->len - 1);
  else if ((guchar) byte >= ' ' && line->len < LINE_MAX_LENGTH)
    append_text (line, byte);
  if (g_ascii_strcasecmp (line->str, "A/") != 0)
    return FALSE;
  g_string_assign (line, self->last);
  return TRUE;
}

/* X says how much a modem tells of a call (V.250 6.2.7): below, it all is NO CARRIER. */
static ExchangeResult
restrict_result (const ExchangeAt *self, ExchangeResult result)
{
  if (result == EXCHANGE_RESULT_BUSY && self->extended < 3)
    return EXCHANGE_RESULT_NO_CARRIER;
  if (result == EXCHANGE_RESULT_NO_DIALTONE && self->extended != 2 && self->extended != 4)
    return EXCHANGE_RESULT_NO_CARRIER;
  return result;
}

static const char *
get_text (const ExchangeAt *self, ExchangeResult result, const char *connect)
{
  switch (result)
    {
    case EXCHANGE_RESULT_OK:
      return "OK";
    case EXCHANGE_RESULT_CONNECT:
      return self->extended == 0 ? "CONNECT" : connect;
    case EXCHANGE_RESULT_RING:
      return "RING";
    case EXCHANGE_RESULT_NO_CARRIER:
      return "NO CARRIER";
    case EXCHANGE_RESULT_ERROR:
      return "ERROR";
    case EXCHANGE_RESULT_NO_DIALTONE:
      return "NO DIALTONE";
    case EXCHANGE_RESULT_BUSY:
      return "BUSY";
    case EXCHANGE_RESULT_NO_ANSWER:
      return "NO ANSWER";
    case EXCHANGE_RESULT_DELAYED:
      return "DELAYED";
    case EXCHANGE_RESULT_BLACKLISTED:
      return "BLACKLISTED";
    case EXCHANGE_RESULT_VOICE:
      return "VOICE";
    case EXCHANGE_RESULT_FCERROR:
      return "+FCERROR";
    case EXCHANGE_RESULT_NONE:
      return "";
    }
  return "";
}

char *
exchange_at_format_result (const ExchangeAt *self, ExchangeResult result, const char *connect)
{
  char cr = self->s[3], lf = self->s[4];
  ExchangeResult told = restrict_result (self, result);

  if (self->quiet || result == EXCHANGE_RESULT_NONE)
    return g_strdup ("");
  if (self->verbose)
    return g_strdup_printf ("%c%c%s%c%c", cr, lf, get_text (self, told, connect), cr, lf);
  return g_strdup_printf ("%u%c", told, cr);
}

char *
exchange_at_format_text (const ExchangeAt *self, const char *text)
{
  char cr = self->s[3], lf = self->s[4];

  if (self->verbose)
    return g_strdup_printf ("%c%c%s%c%c", cr, lf, text, cr, lf);
  return g_strdup_printf ("%s%c%c", text, cr, lf);
}
