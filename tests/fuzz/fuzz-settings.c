/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A profile file is refused with a reason, or is the same when it is written and read again. */
#include "dialer-dial-plan.h"
#include "dialer-error.h"
#include "dialer-ppp-options.h"
#include "dialer-settings.h"
#include "fuzz-target.h"

#include <string.h>

static void
assert_same (DialerSettings *a, DialerSettings *b)
{
  g_autoptr (GVariant) of_a = g_variant_ref_sink (dialer_settings_to_variant (a, FALSE));
  g_autoptr (GVariant) of_b = g_variant_ref_sink (dialer_settings_to_variant (b, FALSE));

  g_assert_cmpvariant (of_a, of_b);
}

static void
check_round_trip (DialerSettings *settings)
{
  g_autofree char *text = dialer_settings_serialize (settings);
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerSettings) again = dialer_settings_parse (text, strlen (text), &error);
  g_autoptr (DialerSettings) copy = dialer_settings_copy (settings);

  g_assert_no_error (error);
  assert_same (settings, again);
  assert_same (settings, copy);
}

/* As a client sends back all that it was told. */
static void
check_apply (DialerSettings *settings)
{
  g_autoptr (GVariant) own = g_variant_ref_sink (dialer_settings_to_variant (settings, FALSE));
  g_autoptr (DialerSettings) other = dialer_settings_new ();
  g_autoptr (GError) error = NULL;

  dialer_settings_apply (other, own, &error);
  g_assert_no_error (error);
  assert_same (settings, other);
}

static void
check_use (DialerSettings *settings)
{
  static const DialerPppTask task = { .device = "/dev/null", .plugin = "/plugin.so", .channel_fd = 3 };
  g_auto (GStrv) words = dialer_ppp_options_make (settings, &task);
  g_autoptr (GError) error = NULL, trouble = NULL;
  g_autoptr (GPtrArray) plan = dialer_dial_plan_make (settings, NULL, &trouble);

  g_assert_nonnull (words[0]);
  g_assert_cmpint (plan != NULL, ==, trouble == NULL);
  if (!dialer_settings_check (settings, &error))
    fuzz_assert_refusal (error, "");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerSettings) settings = dialer_settings_parse ((const char *) data, size, &error);

  if (settings == NULL)
    {
      fuzz_assert_refusal (error, "");
      return 0;
    }
  g_assert_no_error (error);
  check_round_trip (settings);
  check_apply (settings);
  check_use (settings);
  return 0;
}
