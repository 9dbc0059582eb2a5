/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Result codes: the table of V.250 6.2.7 and what the field has added to it. */
#include "dialer-at-reply.h"

#include <string.h>

#include "dialer-reason.h"

typedef enum
{
  WHOLE,  /* the line is this */
  PREFIX, /* the line begins with this */
} Match;

typedef struct
{
  const char *text;
  Match match;
  DialerAtResult result;
} Row;

static const Row rows[] = {
  { "OK", WHOLE, DIALER_AT_OK },
  { "CONNECT", PREFIX, DIALER_AT_CONNECT },
  { "RINGING", WHOLE, DIALER_AT_PROGRESS },
  { "RING", PREFIX, DIALER_AT_RING },
  { "NO CARRIER", PREFIX, DIALER_AT_NO_CARRIER },
  { "ERROR", WHOLE, DIALER_AT_ERROR },
  { "+CME ERROR", PREFIX, DIALER_AT_ERROR },
  { "+CMS ERROR", PREFIX, DIALER_AT_ERROR },
  { "COMMAND NOT SUPPORT", PREFIX, DIALER_AT_ERROR },
  { "NO DIALTONE", PREFIX, DIALER_AT_NO_DIALTONE },
  { "NO DIAL TONE", PREFIX, DIALER_AT_NO_DIALTONE },
  { "BUSY", PREFIX, DIALER_AT_BUSY },
  { "NO ANSWER", PREFIX, DIALER_AT_NO_ANSWER },
  { "DELAYED", PREFIX, DIALER_AT_DELAYED },
  { "BLACKLISTED", PREFIX, DIALER_AT_BLACKLISTED },
  { "BLACK LISTED", PREFIX, DIALER_AT_BLACKLISTED },
  { "VOICE", WHOLE, DIALER_AT_VOICE },
  { "+FCERROR", PREFIX, DIALER_AT_FCERROR },
  { "RRING", WHOLE, DIALER_AT_PROGRESS },
  { "DIALING", PREFIX, DIALER_AT_PROGRESS },
  { "PROTOCOL:", PREFIX, DIALER_AT_PROGRESS },
  { "COMPRESSION:", PREFIX, DIALER_AT_PROGRESS },
  { "CARRIER", PREFIX, DIALER_AT_PROGRESS },
  { "+MCR:", PREFIX, DIALER_AT_PROGRESS }, /* V.250 6.4.3: modulation reporting */
  { "+MRR:", PREFIX, DIALER_AT_PROGRESS },
  { "+ER:", PREFIX, DIALER_AT_PROGRESS },
  { "+DR:", PREFIX, DIALER_AT_PROGRESS },
};

/* Numeric forms; from 5 on CONNECT at a speed, as most chip sets number them. */
static const struct
{
  int number;
  DialerAtResult result;
  guint speed;
} numbers[] = {
  { 0, DIALER_AT_OK, 0 },          { 1, DIALER_AT_CONNECT, 0 },      { 2, DIALER_AT_RING, 0 },
  { 3, DIALER_AT_NO_CARRIER, 0 },  { 4, DIALER_AT_ERROR, 0 },        { 5, DIALER_AT_CONNECT, 1200 },
  { 6, DIALER_AT_NO_DIALTONE, 0 }, { 7, DIALER_AT_BUSY, 0 },         { 8, DIALER_AT_NO_ANSWER, 0 },
  { 10, DIALER_AT_CONNECT, 2400 }, { 11, DIALER_AT_CONNECT, 4800 },  { 12, DIALER_AT_CONNECT, 9600 },
  { 13, DIALER_AT_CONNECT, 14400 }, { 14, DIALER_AT_CONNECT, 19200 }, { 24, DIALER_AT_DELAYED, 0 },
  { 32, DIALER_AT_BLACKLISTED, 0 },
};

static gboolean
is_number (const char *text)
{
  gsize length = strlen (text);

  return length >= 1 && length <= 2 && strspn (text, "0123456789") == length;
}

static gboolean
matches (const Row *row, const char *text)
{
  gsize length = strlen (row->text);

  if (g_ascii_strncasecmp (text, row->text, length) != 0)
    return FALSE;
  return row->match == PREFIX || text[length] == '\0';
}

DialerAtResult
dialer_at_reply_classify (const char *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line));

  if (is_number (text))
    for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
      if (numbers[i].number == (int) g_ascii_strtoll (text, NULL, 10))
        return numbers[i].result;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (matches (&rows[i], text))
      return rows[i].result;
  return DIALER_AT_INFORMATION;
}

gboolean
dialer_at_reply_is_final (DialerAtResult result, gboolean dialing)
{
  switch (result)
    {
    case DIALER_AT_OK:
    case DIALER_AT_ERROR:
      return TRUE;
    case DIALER_AT_CONNECT:
    case DIALER_AT_NO_CARRIER:
    case DIALER_AT_NO_DIALTONE:
    case DIALER_AT_BUSY:
    case DIALER_AT_NO_ANSWER:
    case DIALER_AT_DELAYED:
    case DIALER_AT_BLACKLISTED:
    case DIALER_AT_VOICE:
    case DIALER_AT_FCERROR:
      return dialing;
    case DIALER_AT_INFORMATION:
    case DIALER_AT_RING:
    case DIALER_AT_PROGRESS:
      return FALSE;
    }
  return FALSE;
}

guint
dialer_at_reply_get_speed (const char *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line));
  const char *digits;
  guint64 speed;

  if (is_number (text))
    {
      for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
        if (numbers[i].number == (int) g_ascii_strtoll (text, NULL, 10))
          return numbers[i].speed;
      return 0;
    }
  if (g_ascii_strncasecmp (text, "CONNECT", 7) != 0)
    return 0;
  digits = text + 7 + strspn (text + 7, " :=/");
  speed = g_ascii_strtoull (digits, NULL, 10);
  return speed <= G_MAXUINT32 ? speed : 0;
}

int
dialer_at_reply_to_reason (DialerAtResult result)
{
  switch (result)
    {
    case DIALER_AT_CONNECT:
      return DIALER_REASON_NONE;
    case DIALER_AT_NO_DIALTONE:
      return DIALER_REASON_NO_DIALTONE;
    case DIALER_AT_BUSY:
      return DIALER_REASON_BUSY;
    case DIALER_AT_NO_ANSWER:
      return DIALER_REASON_NO_ANSWER;
    case DIALER_AT_DELAYED:
      return DIALER_REASON_DELAYED;
    case DIALER_AT_BLACKLISTED:
      return DIALER_REASON_BLACKLISTED;
    case DIALER_AT_VOICE:
      return DIALER_REASON_VOICE_ANSWER;
    case DIALER_AT_ERROR:
    case DIALER_AT_OK: /* the modem did not take it for a data call */
      return DIALER_REASON_MODEM_ERROR;
    case DIALER_AT_NO_CARRIER:
    case DIALER_AT_FCERROR: /* a fax machine answered */
    case DIALER_AT_INFORMATION:
    case DIALER_AT_RING:
    case DIALER_AT_PROGRESS:
      return DIALER_REASON_NO_CARRIER;
    }
  return DIALER_REASON_NO_CARRIER;
}
