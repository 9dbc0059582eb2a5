/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem's file is refused with a reason, or means the same when it is written and read again; blanks may go. */
#include "dialer-modem.h"

#include "fuzz-target.h"

static void
assert_same (DialerModem *a, DialerModem *b)
{
  g_autoptr (GVariant) of_a = g_variant_ref_sink (dialer_settings_to_variant (dialer_modem_get_settings (a), FALSE));
  g_autoptr (GVariant) of_b = g_variant_ref_sink (dialer_settings_to_variant (dialer_modem_get_settings (b), FALSE));

  g_assert_cmpvariant (of_a, of_b);
  g_assert_cmpstr (dialer_modem_get_device (a), ==, dialer_modem_get_device (b));
  g_assert_cmpstr (dialer_modem_get_hardware (a), ==, dialer_modem_get_hardware (b));
  g_assert_cmpint (dialer_modem_get_kind (a), ==, dialer_modem_get_kind (b));
  g_assert_cmpstr (dialer_modem_get_identity (a)->model, ==, dialer_modem_get_identity (b)->model);
  g_assert_cmpstrv (dialer_modem_get_identity (a)->capabilities, dialer_modem_get_identity (b)->capabilities);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerModem) modem = NULL, again = NULL;

  modem = dialer_modem_parse ("id", text, &error);
  if (modem == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_no_error (error);
  written = dialer_modem_serialize (modem);
  again = dialer_modem_parse ("id", written, &error);
  g_assert_no_error (error);
  assert_same (modem, again);
  return 0;
}
