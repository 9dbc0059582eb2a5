/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A dial may bring a tariff along only where the profile has none: else a budget would be as wide as one likes. */
#include "dialer-allowance.h"

#include "dialer-tariff-files.h"

struct _DialerAllowance
{
  DialerTariff *tariff;
  char *problem; /* of the tariff */
  GArray *budgets;
  DialerTally *tally;
  char *profile; /* its id */
  gint64 begun;
  DialerBudgetVerdict verdict;
};

static DialerTariff *
find_tariff (DialerAllowance *self, const DialerTools *tools, DialerProfile *profile, DialerSettings *settings)
{
  const char *of_profile = dialer_settings_get (dialer_profile_get_settings (profile), "cost.tariff");
  const char *value = *of_profile ? of_profile : dialer_settings_get (settings, "cost.tariff");
  g_autoptr (GError) error = NULL;
  DialerTariff *tariff = *value ? dialer_tariff_files_find (tools->tariffs, value, &error) : NULL;

  if (error)
    g_warning ("%s: cost.tariff: %s", dialer_profile_get_name (profile), error->message);
  if (tariff == NULL)
    self->problem = g_strdup (error ? error->message : "there is no cost.tariff");
  return tariff;
}

static void
add_budgets (GArray *budgets, DialerSettings *profile, DialerSettings *settings)
{
  static const DialerBudgetKind kinds[] = { DIALER_BUDGET_COST, DIALER_BUDGET_DURATION, DIALER_BUDGET_DATA };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("limit.", dialer_budget_kind_to_key (kinds[i]), NULL);
      const char *own = dialer_settings_get_own (settings, path);

      dialer_budget_add (budgets, kinds[i], dialer_settings_get (profile, path));
      if (own)
        dialer_budget_add (budgets, kinds[i], own);
    }
}

DialerAllowance *
dialer_allowance_new (const DialerTools *tools, DialerProfile *profile, DialerSettings *settings, gboolean lifted)
{
  DialerAllowance *self = g_new0 (DialerAllowance, 1);

  self->tariff = find_tariff (self, tools, profile, settings);
  self->budgets = dialer_budget_new_list ();
  if (!lifted)
    add_budgets (self->budgets, dialer_profile_get_settings (profile), settings);
  self->tally = dialer_history_get_tally (tools->history);
  self->profile = g_strdup (dialer_profile_get_id (profile));
  self->begun = g_get_real_time () / G_USEC_PER_SEC;
  dialer_allowance_note_answer (self, self->begun);
  return self;
}

void
dialer_allowance_note_answer (DialerAllowance *self, gint64 time)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  self->verdict = dialer_budget_judge (&(DialerBudgetCase){
    .budgets = self->budgets,
    .tally = self->tally,
    .profile = self->profile,
    .tariff = self->tariff,
    .now = self->begun,
    .answered = time,
    .zone = zone,
  });
}

void
dialer_allowance_free (DialerAllowance *self)
{
  g_clear_pointer (&self->tariff, dialer_tariff_unref);
  g_array_unref (self->budgets);
  g_free (self->problem);
  g_free (self->profile);
  g_free (self);
}

DialerTariff *
dialer_allowance_get_tariff (DialerAllowance *self)
{
  return self->tariff;
}

void
dialer_allowance_lift_budgets (DialerAllowance *self)
{
  g_array_set_size (self->budgets, 0);
  self->verdict.used_up = NULL;
}

const DialerBudgetVerdict *
dialer_allowance_get_budgets (DialerAllowance *self)
{
  return &self->verdict;
}

static char *
format_spent (DialerAllowance *self)
{
  g_autofree char *amount = NULL;

  switch (self->verdict.used_up->kind)
    {
    case DIALER_BUDGET_COST:
      amount = dialer_money_format ((gint64) self->verdict.spent, 2);
      return g_strjoin (" ", amount, dialer_tariff_get_currency (self->tariff), NULL);
    case DIALER_BUDGET_DURATION:
      return g_strdup_printf ("%" G_GUINT64_FORMAT " s", self->verdict.spent);
    case DIALER_BUDGET_DATA:
      return g_format_size (self->verdict.spent);
    }
  g_return_val_if_reached (NULL);
}

char *
dialer_allowance_find_refusal (DialerAllowance *self, DialerReason *reason)
{
  const DialerBudget *used_up = self->verdict.used_up;
  const char *key = used_up ? dialer_budget_kind_to_key (used_up->kind) : NULL;
  g_autofree char *spent = NULL, *day = NULL;
  g_autoptr (GDateTime) again = NULL;

  if (used_up == NULL)
    return NULL;
  *reason = self->verdict.reason;
  if (used_up->kind == DIALER_BUDGET_COST && self->tariff == NULL)
    return g_strdup_printf ("limit.cost=%s can't be kept to: %s", used_up->text, self->problem);
  if (self->verdict.again == G_MAXINT64)
    return g_strdup_printf ("limit.%s=%s is less than the shortest call takes", key, used_up->text);
  spent = format_spent (self);
  again = g_date_time_new_from_unix_local (self->verdict.again);
  day = g_date_time_format (again, "%A, %F %R");
  return g_strdup_printf ("limit.%s=%s, of which %s are used; again from %s on", key, used_up->text, g_strchomp (spent),
                          day);
}
