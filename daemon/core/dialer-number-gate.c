/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks the lists of the system, the profile, and what the dial itself brings along. */
#include "dialer-number-gate.h"

static char *
ask (const DialerNumberRules *rules, DialerSettings *settings, const char *number)
{
  const DialerNumberRule *rule
    = dialer_number_rules_find (rules, dialer_settings_get (settings, "dial.command"),
                                dialer_settings_get (settings, "dial.prefix"), number);

  return rule ? g_strdup_printf ("%s: %s in %s", number, rule->pattern, rule->source) : NULL;
}

static void
add_limits (DialerNumberRules *rules, DialerSettings *settings)
{
  g_auto (GStrv) patterns = dialer_settings_get_list (settings, "limit.numbers");

  for (guint i = 0; patterns[i]; i++)
    dialer_number_rules_add (rules, patterns[i], "limit.numbers", NULL); /* checked when it was set */
}

static char *
check (DialerNeverDial *lists, DialerSettings *profile, DialerSettings *settings, const char *number)
{
  g_autoptr (DialerNumberRules) limits = dialer_number_rules_new ();
  char *refusal = ask (dialer_never_dial_get_rules (lists), settings, number);

  if (refusal)
    return refusal;
  add_limits (limits, profile);
  add_limits (limits, settings);
  return ask (limits, settings, number);
}

char *
dialer_number_gate_check (DialerNeverDial *lists, DialerSettings *profile, DialerSettings *settings, GPtrArray *plan)
{
  char *refusal = NULL;

  for (guint i = 0; i < plan->len && refusal == NULL; i++)
    refusal = check (lists, profile, settings, ((DialerDialStep *) plan->pdata[i])->number);
  return refusal;
}
