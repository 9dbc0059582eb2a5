/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An extended command with parameters, and what is answered to it (ITU-T V.250 5.4, 3GPP TS 27.007 4). */
#pragma once

#include <glib.h>

typedef enum
{
  EXCHANGE_FORM_ACTION, /* +COPS */
  EXCHANGE_FORM_READ,   /* +COPS? */
  EXCHANGE_FORM_TEST,   /* +COPS=? */
  EXCHANGE_FORM_SET,    /* +COPS=0 */
} ExchangeForm;

/** ExchangeFailure: what follows +CME ERROR (3GPP TS 27.007 9.2) */
typedef enum
{
  EXCHANGE_FAILURE_NONE = -1,
  EXCHANGE_FAILURE_NOT_ALLOWED = 3,
  EXCHANGE_FAILURE_NOT_SUPPORTED = 4,
  EXCHANGE_FAILURE_NO_SIM = 10,
  EXCHANGE_FAILURE_SIM_PIN = 11,
  EXCHANGE_FAILURE_SIM_PUK = 12,
  EXCHANGE_FAILURE_WRONG_PASSWORD = 16,
  EXCHANGE_FAILURE_NO_NETWORK = 30,
  EXCHANGE_FAILURE_NETWORK_NOT_ALLOWED = 32,
  EXCHANGE_FAILURE_BAD_PARAMETERS = 50,
  EXCHANGE_FAILURE_NOT_SUBSCRIBED = 133,
} ExchangeFailure;

/** ExchangeCommand: who runs it looks at the upper half and fills the lower */
typedef struct
{
  char *name;        /* in capitals, with its sign: +COPS */
  ExchangeForm form;
  char **words;      /* parameters of SET, without quotes */

  GPtrArray *lines;  /* of information text */
  ExchangeFailure failure;
} ExchangeCommand;

/** exchange_command_parse: @text: one command, its sign included */
ExchangeCommand *exchange_command_parse (const char *text);
void exchange_command_free (ExchangeCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeCommand, exchange_command_free)

gboolean exchange_command_is (const ExchangeCommand *self, const char *name, ExchangeForm form);

/** exchange_command_get_word: Returns: the parameter at @index, "" when it is not given */
const char *exchange_command_get_word (const ExchangeCommand *self, guint index);

/** exchange_command_get_number: Returns: the parameter at @index, or @otherwise; -1 when it is no number */
int exchange_command_get_number (const ExchangeCommand *self, guint index, int otherwise);

/** exchange_command_tell: adds a line of information text */
void exchange_command_tell (ExchangeCommand *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

void exchange_command_fail (ExchangeCommand *self, ExchangeFailure failure);

/** exchange_failure_get_text: Returns: its words, for +CMEE=2 */
const char *exchange_failure_get_text (ExchangeFailure failure);
