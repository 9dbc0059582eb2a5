/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* PINs that a SIM has refused, so that none is tried twice: the third wrong one blocks the SIM. */
#pragma once

#include <glib.h>

/** DialerRefusedPins: keeps keyed hashes, no PIN, and as long as the daemon runs */
typedef struct _DialerRefusedPins DialerRefusedPins;

DialerRefusedPins *dialer_refused_pins_new (void);
void dialer_refused_pins_free (DialerRefusedPins *self);

/** dialer_refused_pins_add: the SIM in modem @modem refused @pin */
void dialer_refused_pins_add (DialerRefusedPins *self, const char *modem, const char *pin);

/** dialer_refused_pins_contain: Returns: whether it has */
gboolean dialer_refused_pins_contain (DialerRefusedPins *self, const char *modem, const char *pin);

/** dialer_refused_pins_forget: modem @modem was taken away, and may come back with another SIM */
void dialer_refused_pins_forget (DialerRefusedPins *self, const char *modem);
