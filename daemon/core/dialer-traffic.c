/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An interface of PPP is made for the call; one of a modem counts since it was plugged in. */
#include "dialer-traffic.h"

#include "dialer-interface.h"

void
dialer_traffic_begin (DialerCallRecord *record)
{
  dialer_interface_read_counters (record->interface, &record->rx_before, &record->tx_before);
}

void
dialer_traffic_update (DialerCallRecord *record)
{
  guint64 rx, tx;

  if (record->interface == NULL || !dialer_interface_read_counters (record->interface, &rx, &tx))
    return;
  record->rx_bytes = rx - MIN (record->rx_before, rx);
  record->tx_bytes = tx - MIN (record->tx_before, tx);
}
