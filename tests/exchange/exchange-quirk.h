/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bad manners of modems. */
#pragma once

#include <glib.h>

typedef enum
{
  EXCHANGE_QUIRK_LATE = 1 << 0,         /* answers after most of a second */
  EXCHANGE_QUIRK_TWICE = 1 << 1,        /* says everything twice */
  EXCHANGE_QUIRK_CR_ONLY = 1 << 2,      /* ends lines with a carriage return alone */
  EXCHANGE_QUIRK_NO_ECHO = 1 << 3,      /* never echoes, whatever E says */
  EXCHANGE_QUIRK_UNSOLICITED = 1 << 4,  /* says RING before each answer */
  EXCHANGE_QUIRK_DEAF = 1 << 5,         /* takes no command */
  EXCHANGE_QUIRK_NUMERIC = 1 << 6,      /* comes up with V0 */
  EXCHANGE_QUIRK_NO_DTR = 1 << 7,       /* does not look at DTR */
  EXCHANGE_QUIRK_NO_ESCAPE = 1 << 8,    /* knows no escape sequence */
  EXCHANGE_QUIRK_STUCK = 1 << 9,        /* does not hang up by any means */
  EXCHANGE_QUIRK_DIES_ON_DIAL = 1 << 10, /* vanishes from the bus when it should dial */
  EXCHANGE_QUIRK_NO_TONE = 1 << 11,     /* hears no dial tone */
  EXCHANGE_QUIRK_NO_DCD = 1 << 12,      /* the wire is not there: DCD stays off */
} ExchangeQuirks;

/** exchange_quirks_parse: reads names joined by "+"; Returns: whether all are known; @error lists those */
gboolean exchange_quirks_parse (const char *text, ExchangeQuirks *quirks, GError **error);

/** exchange_quirks_apply: Returns: (transfer full): an answer as a modem with such manners gives it */
char *exchange_quirks_apply (ExchangeQuirks quirks, const char *answer);
