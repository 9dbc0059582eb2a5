/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of numbers. */
#include "dialer-dial-plan.h"

#include "dialer-dial-string.h"

static void
step_free (gpointer data)
{
  DialerDialStep *step = data;

  g_free (step->number);
  g_free (step->command);
  g_free (step);
}

static gboolean
add_step (GPtrArray *plan, DialerSettings *settings, const char *number, GError **error)
{
  DialerDialStep *step = g_new0 (DialerDialStep, 1);

  g_ptr_array_add (plan, step);
  step->number = dialer_dial_string_normalize (number, error);
  if (step->number == NULL)
    return FALSE;
  step->command = dialer_dial_string_make_command (dialer_settings_get (settings, "dial.command"),
                                                   dialer_settings_get (settings, "dial.prefix"), number, error);
  return step->command != NULL;
}

GPtrArray *
dialer_dial_plan_make (DialerSettings *settings, const char *number, GError **error)
{
  g_autoptr (GPtrArray) plan = g_ptr_array_new_with_free_func (step_free);
  g_auto (GStrv) numbers = NULL;

  if (number)
    return add_step (plan, settings, number, error) ? g_steal_pointer (&plan) : NULL;
  numbers = dialer_settings_get_list (settings, "dial.numbers");
  for (guint i = 0; numbers[i]; i++)
    if (!add_step (plan, settings, numbers[i], error))
      return NULL;
  return g_steal_pointer (&plan);
}

GStrv
dialer_dial_plan_list_numbers (GPtrArray *plan)
{
  GStrv numbers = g_new0 (char *, plan->len + 1);

  for (guint i = 0; i < plan->len; i++)
    numbers[i] = g_strdup (((DialerDialStep *) plan->pdata[i])->number);
  return numbers;
}

GStrv
dialer_dial_plan_list_commands (GPtrArray *plan)
{
  GStrv commands = g_new0 (char *, plan->len + 1);

  for (guint i = 0; i < plan->len; i++)
    commands[i] = g_strdup (((DialerDialStep *) plan->pdata[i])->command);
  return commands;
}
