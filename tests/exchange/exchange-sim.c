/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The card counts its tries itself, whatever the modem around it does. */
#include "exchange-sim.h"

#include <string.h>

#define PIN_TRIES 3
#define PUK_TRIES 10
#define IMSI "001010123456789"
/* The card's number, and the same as its file has it: digits in swapped pairs. */
#define ICCID "8900011000000000001"
#define ICCID_FILE "980010010000000000F1"

struct _ExchangeSim
{
  ExchangeSimEvent happened;
  gpointer owner;
  gboolean missing;
  gboolean asks_pin; /* at power-up */
  gboolean open;     /* the PIN was said */
  char *pin, *puk;
  guint pin_tries, puk_tries; /* left */
};

ExchangeSim *
exchange_sim_new (ExchangeSimEvent happened, gpointer owner)
{
  ExchangeSim *self = g_new0 (ExchangeSim, 1);

  self->happened = happened;
  self->owner = owner;
  self->pin = g_strdup ("1234");
  self->puk = g_strdup ("12345678");
  self->pin_tries = PIN_TRIES;
  self->puk_tries = PUK_TRIES;
  return self;
}

void
exchange_sim_free (ExchangeSim *self)
{
  g_free (self->pin);
  g_free (self->puk);
  g_free (self);
}

void
exchange_sim_power_up (ExchangeSim *self)
{
  self->open = FALSE;
}

ExchangeFailure
exchange_sim_get_failure (const ExchangeSim *self)
{
  if (self->missing)
    return EXCHANGE_FAILURE_NO_SIM;
  if (self->asks_pin && self->pin_tries == 0)
    return EXCHANGE_FAILURE_SIM_PUK;
  return self->asks_pin && !self->open ? EXCHANGE_FAILURE_SIM_PIN : EXCHANGE_FAILURE_NONE;
}

/* ---- what a test makes of it ---- */

static gboolean
set_state (ExchangeSim *self, const char *value)
{
  static const char *const known[] = { "ready", "missing", "pin", "puk", NULL };

  if (!g_strv_contains (known, value))
    return FALSE;
  self->missing = g_str_equal (value, "missing");
  self->asks_pin = g_str_equal (value, "pin") || g_str_equal (value, "puk");
  self->open = FALSE;
  self->pin_tries = g_str_equal (value, "puk") ? 0 : PIN_TRIES;
  self->puk_tries = PUK_TRIES;
  return TRUE;
}

static gboolean
set_code (char **code, const char *value)
{
  gsize length = strlen (value);

  if (length < 4 || length > 8 || strspn (value, "0123456789") != length)
    return FALSE;
  g_free (*code);
  *code = g_strdup (value);
  return TRUE;
}

static gboolean
set_tries (ExchangeSim *self, const char *value)
{
  guint64 tries;

  if (!g_ascii_string_to_unsigned (value, 10, 0, PIN_TRIES, &tries, NULL))
    return FALSE;
  self->pin_tries = tries;
  return TRUE;
}

gboolean
exchange_sim_set (ExchangeSim *self, const char *key, const char *value)
{
  if (g_str_equal (key, "sim"))
    return set_state (self, value);
  if (g_str_equal (key, "pin"))
    return set_code (&self->pin, value);
  if (g_str_equal (key, "puk"))
    return set_code (&self->puk, value);
  return g_str_equal (key, "pin-tries") && set_tries (self, value);
}

/* ---- its commands ---- */

static void
tell_tries (ExchangeSim *self, const char *event, const char *outcome, guint tries)
{
  g_autofree char *detail = g_strdup_printf ("%s, %u tries left", outcome, tries);

  self->happened (self->owner, event, detail);
}

/* TS 31.101: the right one gives all tries back. */
static ExchangeFailure
try_pin (ExchangeSim *self, const char *pin)
{
  gboolean right = g_str_equal (pin, self->pin);

  self->pin_tries = right ? PIN_TRIES : self->pin_tries - 1;
  self->open = right;
  tell_tries (self, "pin", right ? "right" : "wrong", self->pin_tries);
  return right ? EXCHANGE_FAILURE_NONE : EXCHANGE_FAILURE_WRONG_PASSWORD;
}

static ExchangeFailure
try_puk (ExchangeSim *self, const char *puk, const char *new_pin)
{
  gboolean right = self->puk_tries && g_str_equal (puk, self->puk) && set_code (&self->pin, new_pin);

  if (right)
    self->pin_tries = PIN_TRIES;
  else if (self->puk_tries)
    self->puk_tries--;
  self->open = right;
  tell_tries (self, "puk", right ? "right" : "wrong", self->puk_tries);
  return right ? EXCHANGE_FAILURE_NONE : EXCHANGE_FAILURE_WRONG_PASSWORD;
}

static void
run_pin (ExchangeSim *self, ExchangeCommand *command)
{
  const char *first = exchange_command_get_word (command, 0);
  const char *second = exchange_command_get_word (command, 1);
  ExchangeFailure failure = exchange_sim_get_failure (self);

  if (failure == EXCHANGE_FAILURE_SIM_PIN)
    exchange_command_fail (command, try_pin (self, first));
  else if (failure == EXCHANGE_FAILURE_SIM_PUK && *second)
    exchange_command_fail (command, try_puk (self, first, second));
  else
    exchange_command_fail (command,
                           failure == EXCHANGE_FAILURE_NONE ? EXCHANGE_FAILURE_NOT_ALLOWED : failure);
}

static void
tell_lock (ExchangeSim *self, ExchangeCommand *command)
{
  ExchangeFailure failure = exchange_sim_get_failure (self);

  if (failure == EXCHANGE_FAILURE_NO_SIM)
    exchange_command_fail (command, failure);
  else
    exchange_command_tell (command, "+CPIN: %s",
                           failure == EXCHANGE_FAILURE_SIM_PIN   ? "SIM PIN"
                           : failure == EXCHANGE_FAILURE_SIM_PUK ? "SIM PUK"
                                                                 : "READY");
}

/* VERIFY and UNBLOCK without a code ask how many tries are left (ETSI TS 102 221 11.1.9). */
static void
run_apdu (ExchangeSim *self, ExchangeCommand *command)
{
  const char *apdu = exchange_command_get_word (command, 1);
  const struct
  {
    const char *apdu;
    guint tries;
  } known[] = {
    { "0020000100", self->pin_tries },
    { "002C000100", self->puk_tries },
    { "0020008100", PIN_TRIES },
    { "002C008100", PUK_TRIES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i].apdu, apdu) == 0)
      {
        exchange_command_tell (command, "+CSIM: 4,\"%04X\"",
                               known[i].tries ? 0x63c0 + known[i].tries : 0x6983);
        return;
      }
  exchange_command_tell (command, "+CSIM: 4,\"6D00\"");
}

/* READ BINARY of a file; 144,0 is "normal ending", 106,130 "file not found". */
static void
run_read (ExchangeSim *self, ExchangeCommand *command)
{
  static const struct
  {
    int file;
    gboolean free; /* without the PIN */
    const char *content;
  } files[] = {
    { 0x2fe2, TRUE, ICCID_FILE },
    { 0x6fad, FALSE, "00000002" }, /* its last digit: the MNC has two */
    { 0x6f46, FALSE, "0045786368616E6765FFFFFFFFFFFFFFFF" },
  };

  for (guint i = 0; exchange_command_get_number (command, 0, 0) == 176 && i < G_N_ELEMENTS (files); i++)
    if (files[i].file == exchange_command_get_number (command, 1, 0))
      {
        if (!files[i].free)
          exchange_command_fail (command, exchange_sim_get_failure (self));
        exchange_command_tell (command, "+CRSM: 144,0,\"%s\"", files[i].content);
        return;
      }
  exchange_command_tell (command, "+CRSM: 106,130");
}

static void
run_command (ExchangeSim *self, ExchangeCommand *command)
{
  if (g_str_equal (command->name, "+CSIM"))
    run_apdu (self, command);
  else if (g_str_equal (command->name, "+CRSM"))
    run_read (self, command);
  else if (g_str_equal (command->name, "+CCID"))
    exchange_command_tell (command, "+CCID: " ICCID);
  else if (g_str_equal (command->name, "%PINNUM"))
    exchange_command_tell (command, "%%PINNUM: %u, %u, %d, %d", self->pin_tries, self->puk_tries, PIN_TRIES,
                           PUK_TRIES);
  else
    {
      exchange_command_fail (command, exchange_sim_get_failure (self));
      exchange_command_tell (command, IMSI);
    }
}

gboolean
exchange_sim_run (ExchangeSim *self, ExchangeCommand *command)
{
  static const struct
  {
    const char *name;
    ExchangeForm form;
  } known[] = {
    { "+CSIM", EXCHANGE_FORM_SET },
    { "+CRSM", EXCHANGE_FORM_SET },
    { "+CCID", EXCHANGE_FORM_ACTION },
    { "+CIMI", EXCHANGE_FORM_ACTION },
    { "%PINNUM", EXCHANGE_FORM_READ }, /* Icera's */
  };

  if (exchange_command_is (command, "+CPIN", EXCHANGE_FORM_READ))
    tell_lock (self, command);
  else if (exchange_command_is (command, "+CPIN", EXCHANGE_FORM_SET))
    run_pin (self, command);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (exchange_command_is (command, known[i].name, known[i].form))
      {
        if (self->missing)
          exchange_command_fail (command, EXCHANGE_FAILURE_NO_SIM);
        else
          run_command (self, command);
        return TRUE;
      }
  return g_str_equal (command->name, "+CPIN") && command->form != EXCHANGE_FORM_TEST;
}
