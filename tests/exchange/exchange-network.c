/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One station, whose operators are those of a list; the first of them is chosen when the modem may choose. */
#include "exchange-network.h"

#include <string.h>

#define PLACE "\"0001\",\"00000001\""
/* TS 27.007 7.3: UTRAN. */
#define TECHNOLOGY 2
/* Of 31; 99 is "not known". */
#define SIGNAL 20

/* <stat> of TS 27.007 7.2. */
typedef enum
{
  NONE = 0,
  HOME = 1,
  SEARCHING = 2,
  DENIED = 3,
  ROAMING = 5,
} Registration;

/* <mode> of +COPS. */
enum
{
  MODE_AUTOMATIC = 0,
  MODE_MANUAL = 1,
  MODE_OFF = 2,
  MODE_FORMAT = 3,
};

static const char *const words[] = {
  [NONE] = "none", [HOME] = "home", [SEARCHING] = "searching", [DENIED] = "denied", [ROAMING] = "roaming",
};

/* Circuit switched, packet switched, evolved packet system: all as one. */
static const char *const domains[] = { "+CREG", "+CGREG", "+CEREG" };

struct _ExchangeNetwork
{
  const ExchangeNetworkEvents *events;
  gpointer owner;
  Registration offered; /* what the network grants */
  gboolean usable;
  Registration told;
  char **operators;     /* MCC and MNC */
  char *chosen;         /* by hand */
  int mode, format;     /* of +COPS */
  int reports[G_N_ELEMENTS (domains)];
};

static Registration
get_registration (const ExchangeNetwork *self)
{
  return self->usable && self->mode != MODE_OFF ? self->offered : NONE;
}

static gboolean
is_registered (const ExchangeNetwork *self)
{
  return get_registration (self) == HOME || get_registration (self) == ROAMING;
}

static const char *
get_operator (const ExchangeNetwork *self)
{
  return self->mode == MODE_MANUAL ? self->chosen : self->operators[0];
}

ExchangeFailure
exchange_network_get_failure (const ExchangeNetwork *self)
{
  if (is_registered (self))
    return EXCHANGE_FAILURE_NONE;
  return get_registration (self) == DENIED ? EXCHANGE_FAILURE_NETWORK_NOT_ALLOWED
                                           : EXCHANGE_FAILURE_NO_NETWORK;
}

/* ---- what it tells ---- */

/* The place is told of at <n>=2 only, and only while there is one. */
static char *
format_state (const ExchangeNetwork *self, guint domain)
{
  const char *place = self->reports[domain] == 2 && is_registered (self) ? "," PLACE : "";
  g_autofree char *technology = *place ? g_strdup_printf (",%d", TECHNOLOGY) : g_strdup ("");

  return g_strdup_printf ("%d%s%s", get_registration (self), place, technology);
}

static void
look (ExchangeNetwork *self)
{
  Registration now = get_registration (self);
  g_autofree char *detail = is_registered (self) ? g_strdup_printf ("%s %s", words[now], get_operator (self))
                                                 : g_strdup (words[now]);

  if (now == self->told)
    return;
  self->told = now;
  self->events->changed (self->owner, detail);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *state = format_state (self, i);
      g_autofree char *text = g_strdup_printf ("%s: %s", domains[i], state);

      if (self->reports[i])
        self->events->unsolicited (self->owner, text);
    }
}

ExchangeNetwork *
exchange_network_new (const ExchangeNetworkEvents *events, gpointer owner)
{
  ExchangeNetwork *self = g_new0 (ExchangeNetwork, 1);

  self->events = events;
  self->owner = owner;
  self->offered = HOME;
  self->operators = g_strsplit ("00101", "+", -1);
  return self;
}

void
exchange_network_free (ExchangeNetwork *self)
{
  g_strfreev (self->operators);
  g_free (self->chosen);
  g_free (self);
}

/* ---- what a test makes of it ---- */

static gboolean
set_registration (ExchangeNetwork *self, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] && g_str_equal (words[i], value))
      {
        self->offered = i;
        look (self);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_operator (const char *text)
{
  gsize length = strlen (text);

  return (length == 5 || length == 6) && strspn (text, "0123456789") == length;
}

static gboolean
set_operators (ExchangeNetwork *self, const char *value)
{
  g_auto (GStrv) operators = g_strsplit (value, "+", -1);

  for (guint i = 0; operators[i]; i++)
    if (!is_operator (operators[i]))
      return FALSE;
  if (operators[0] == NULL)
    return FALSE;
  g_strfreev (self->operators);
  self->operators = g_steal_pointer (&operators);
  return TRUE;
}

gboolean
exchange_network_set (ExchangeNetwork *self, const char *key, const char *value)
{
  if (g_str_equal (key, "registration"))
    return set_registration (self, value);
  return g_str_equal (key, "operator") && set_operators (self, value);
}

void
exchange_network_set_usable (ExchangeNetwork *self, gboolean usable)
{
  self->usable = usable;
  look (self);
}

void
exchange_network_power_up (ExchangeNetwork *self)
{
  memset (self->reports, 0, sizeof self->reports);
  self->mode = MODE_AUTOMATIC;
  self->format = 0;
}

/* ---- its commands ---- */

static void
run_registration (ExchangeNetwork *self, ExchangeCommand *command, guint domain)
{
  int level = exchange_command_get_number (command, 0, 0);
  g_autofree char *state = format_state (self, domain);

  switch (command->form)
    {
    case EXCHANGE_FORM_READ:
      exchange_command_tell (command, "%s: %d,%s", command->name, self->reports[domain], state);
      break;
    case EXCHANGE_FORM_TEST:
      exchange_command_tell (command, "%s: (0-2)", command->name);
      break;
    case EXCHANGE_FORM_SET:
      if (level >= 0 && level <= 2)
        self->reports[domain] = level;
      else
        exchange_command_fail (command, EXCHANGE_FAILURE_BAD_PARAMETERS);
      break;
    case EXCHANGE_FORM_ACTION:
      exchange_command_fail (command, EXCHANGE_FAILURE_NOT_SUPPORTED);
      break;
    }
}

static char *
format_operator (const ExchangeNetwork *self, const char *number)
{
  return self->format == 2 ? g_strdup (number) : g_strconcat ("Exchange ", number, NULL);
}

static void
tell_operator (ExchangeNetwork *self, ExchangeCommand *command)
{
  g_autofree char *name = format_operator (self, get_operator (self));

  if (is_registered (self))
    exchange_command_tell (command, "+COPS: %d,%d,\"%s\",%d", self->mode, self->format, name, TECHNOLOGY);
  else
    exchange_command_tell (command, "+COPS: %d", self->mode);
}

/* <stat>: 1 available, 2 current, 3 forbidden. */
static void
tell_operators (ExchangeNetwork *self, ExchangeCommand *command)
{
  g_autoptr (GString) text = g_string_new ("+COPS: ");

  for (guint i = 0; self->offered != NONE && self->operators[i]; i++)
    {
      gboolean current = is_registered (self) && g_str_equal (get_operator (self), self->operators[i]);

      g_string_append_printf (text, "(%d,\"Exchange %s\",\"Exch%s\",\"%s\",%d),",
                              self->offered == DENIED ? 3 : current ? 2 : 1, self->operators[i],
                              self->operators[i], self->operators[i], TECHNOLOGY);
    }
  exchange_command_tell (command, "%s,(0-3),(0,2)", text->str);
}

static void
choose (ExchangeNetwork *self, ExchangeCommand *command)
{
  const char *wanted = exchange_command_get_word (command, 2);

  if (self->offered == NONE || !g_strv_contains ((const char *const *) self->operators, wanted))
    exchange_command_fail (command, EXCHANGE_FAILURE_NO_NETWORK);
  else if (self->offered == DENIED)
    exchange_command_fail (command, EXCHANGE_FAILURE_NETWORK_NOT_ALLOWED);
  else
    {
      g_free (self->chosen);
      self->chosen = g_strdup (wanted);
      self->mode = MODE_MANUAL;
    }
}

static void
set_mode (ExchangeNetwork *self, ExchangeCommand *command)
{
  int mode = exchange_command_get_number (command, 0, -1);

  self->format = exchange_command_get_number (command, 1, self->format);
  if (mode < MODE_AUTOMATIC || mode > MODE_FORMAT)
    exchange_command_fail (command, EXCHANGE_FAILURE_BAD_PARAMETERS);
  else if (mode == MODE_MANUAL)
    choose (self, command);
  else if (mode != MODE_FORMAT)
    self->mode = mode;
  look (self);
}

gboolean
exchange_network_run (ExchangeNetwork *self, ExchangeCommand *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    if (g_str_equal (command->name, domains[i]))
      {
        run_registration (self, command, i);
        return TRUE;
      }
  if (exchange_command_is (command, "+COPS", EXCHANGE_FORM_READ))
    tell_operator (self, command);
  else if (exchange_command_is (command, "+COPS", EXCHANGE_FORM_TEST))
    tell_operators (self, command);
  else if (exchange_command_is (command, "+COPS", EXCHANGE_FORM_SET))
    set_mode (self, command);
  else if (exchange_command_is (command, "+CSQ", EXCHANGE_FORM_ACTION))
    exchange_command_tell (command, "+CSQ: %d,99", self->offered == NONE ? 99 : SIGNAL);
  else
    return FALSE;
  return TRUE;
}
