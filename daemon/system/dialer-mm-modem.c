/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A counted value. */
#include "dialer-mm-modem.h"

DialerMmModem *
dialer_mm_modem_new (void)
{
  return g_rc_box_new0 (DialerMmModem);
}

DialerMmModem *
dialer_mm_modem_ref (DialerMmModem *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DialerMmModem *self = data;

  g_free (self->uid);
  g_free (self->device_id);
  g_free (self->port);
  g_strfreev (self->drivers);
  g_free (self->manufacturer);
  g_free (self->model);
  g_free (self->revision);
  g_free (self->equipment_id);
  g_free (self->capabilities);
}

void
dialer_mm_modem_unref (DialerMmModem *self)
{
  g_rc_box_release_full (self, clear);
}
