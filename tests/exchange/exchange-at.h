/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The command interpreter of a modem (ITU-T V.250): pure, it does nothing itself. */
#pragma once

#include <glib.h>

typedef enum
{
  EXCHANGE_RESULT_OK = 0,
  EXCHANGE_RESULT_CONNECT = 1,
  EXCHANGE_RESULT_RING = 2,
  EXCHANGE_RESULT_NO_CARRIER = 3,
  EXCHANGE_RESULT_ERROR = 4,
  EXCHANGE_RESULT_NO_DIALTONE = 6,
  EXCHANGE_RESULT_BUSY = 7,
  EXCHANGE_RESULT_NO_ANSWER = 8,
  EXCHANGE_RESULT_DELAYED = 24,
  EXCHANGE_RESULT_BLACKLISTED = 32,
  EXCHANGE_RESULT_VOICE = 40,
  EXCHANGE_RESULT_FCERROR = 41,
  EXCHANGE_RESULT_NONE = 255, /* it will come later: a call is being set up; or it has been said */
} ExchangeResult;

/** ExchangeAtHost: what the interpreter asks of the modem around it */
typedef struct
{
  void (*tell) (gpointer owner, const char *text);         /* information text */
  ExchangeResult (*dial) (gpointer owner, const char *number); /* without modifiers */
  ExchangeResult (*listen) (gpointer owner);               /* goes off-hook for the dial tone */
  ExchangeResult (*answer) (gpointer owner);
  ExchangeResult (*go_online) (gpointer owner);
  void (*hang_up) (gpointer owner);
  /* A command that it may know better than the interpreter, sign included; I with its number, or &V1.  May be NULL.
   * Returns: whether it knows it */
  gboolean (*extend) (gpointer owner, const char *command, ExchangeResult *result);
} ExchangeAtHost;

#define EXCHANGE_N_REGISTERS 100

/** ExchangeAt: the settings of a modem; all may be looked at, only the interpreter writes */
typedef struct
{
  gboolean echo;            /* E */
  gboolean quiet;           /* Q */
  gboolean verbose;         /* V */
  guint extended;           /* X */
  guint dcd;                /* &C */
  guint dtr;                /* &D */
  guint8 s[EXCHANGE_N_REGISTERS];
  gboolean stored_verbose;  /* what ATZ goes back to */
  char last[256];           /* for A/; "AT" before the first */
} ExchangeAt;

/** exchange_at_init: factory settings; @verbose FALSE for a modem that comes up with numeric results */
void exchange_at_init (ExchangeAt *self, gboolean verbose);

/**
 * exchange_at_append: a byte of a command line; what stands before "AT" or "A/" is noise (V.250 5.2.1)
 *
 * Returns: whether @line can be run now: it has ended, or is to be the last one again
 */
gboolean exchange_at_append (const ExchangeAt *self, GString *line, char byte);

/** exchange_at_run: runs one command line, "AT" included; Returns: its result code */
ExchangeResult exchange_at_run (ExchangeAt *self, const char *line, const ExchangeAtHost *host,
                                gpointer owner);

/**
 * exchange_at_format_result:
 * @connect: the text of CONNECT
 *
 * Returns: (transfer full): the result code as it goes to the DTE under Q, V and X; "" when it is suppressed
 */
char *exchange_at_format_result (const ExchangeAt *self, ExchangeResult result, const char *connect);

/** exchange_at_format_text: Returns: (transfer full): information text as it goes to the DTE */
char *exchange_at_format_text (const ExchangeAt *self, const char *text);
