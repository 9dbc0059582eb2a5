/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A dial may bring a tariff along only where the profile has none: else a budget would be as wide as one likes. */
#include "dialer-allowance.h"

#include "dialer-tariff-files.h"

struct _DialerAllowance
{
  DialerTariff *tariff;
};

static DialerTariff *
find_tariff (const DialerTools *tools, DialerSettings *profile, DialerSettings *settings)
{
  const char *of_profile = dialer_settings_get (profile, "cost.tariff");
  const char *value = *of_profile ? of_profile : dialer_settings_get (settings, "cost.tariff");
  g_autoptr (GError) error = NULL;
  DialerTariff *tariff = *value ? dialer_tariff_files_find (tools->tariffs, value, &error) : NULL;

  if (error)
    g_warning ("%s: cost.tariff: %s", dialer_settings_get (profile, "profile.name"), error->message);
  return tariff;
}

DialerAllowance *
dialer_allowance_new (const DialerTools *tools, DialerSettings *profile, DialerSettings *settings)
{
  DialerAllowance *self = g_new0 (DialerAllowance, 1);

  self->tariff = find_tariff (tools, profile, settings);
  return self;
}

void
dialer_allowance_free (DialerAllowance *self)
{
  g_clear_pointer (&self->tariff, dialer_tariff_unref);
  g_free (self);
}

DialerTariff *
dialer_allowance_get_tariff (DialerAllowance *self)
{
  return self->tariff;
}
