/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem as ModemManager describes it. */
#pragma once

#include <glib.h>

/**
 * DialerMmModem:
 * @uid: the device that it is, mostly its sysfs path; what an inhibition names
 * @device_id: ModemManager's word for this modem, made of what it is
 * @port: the port that takes AT commands, such as "/dev/ttyACM0", or else its control port; %NULL if it has none
 * @drivers: the kernel's, of all its ports
 * @manufacturer: or ""
 * @model: or ""
 * @revision: or ""
 * @equipment_id: IMEI, ESN or MEID, or ""
 * @capabilities: ModemManager's words, such as "gsm-umts, lte"
 * @cellular: it is for a mobile or satellite network
 * @unknown: ModemManager gave it up, because it has none of the capabilities that it knows
 *
 * A value that does not change.
 */
typedef struct
{
  char *uid;
  char *device_id;
  char *port;
  GStrv drivers;
  char *manufacturer;
  char *model;
  char *revision;
  char *equipment_id;
  char *capabilities;
  gboolean cellular;
  gboolean unknown;
} DialerMmModem;

/** dialer_mm_modem_new: Returns: (transfer full): a modem of which nothing is known, to be filled in */
DialerMmModem *dialer_mm_modem_new (void);
DialerMmModem *dialer_mm_modem_ref (DialerMmModem *self);
void dialer_mm_modem_unref (DialerMmModem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerMmModem, dialer_mm_modem_unref)
