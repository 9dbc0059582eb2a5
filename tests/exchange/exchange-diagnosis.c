/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "exchange-diagnosis.h"

#define CONEXANT \
  "TERMINATION REASON.......... LOCAL REQUEST\r\n" \
  "LAST TX rate................ %u BPS\r\n" \
  "HIGHEST TX rate............. %u BPS\r\n" \
  "LAST RX rate................ %u BPS\r\n" \
  "HIGHEST RX rate............. %u BPS\r\n" \
  "PROTOCOL.................... LAPM\r\n" \
  "COMPRESSION................. V42Bis\r\n" \
  "Line QUALITY................ 038\r\n" \
  "Local Rtrn Count............ 01\r\n" \
  "Remote Rtrn Count........... 01"

#define US_ROBOTICS \
  "Link Diagnostics...\r\n" \
  "Blocks sent                    12      Blocks Received               15\r\n" \
  "Retrains Requested              1      Retrains Granted               1\r\n" \
  "Data Compression       V42BIS 2048/32\r\n" \
  "Protocol               LAPM\r\n" \
  "Speed                  %u/%u\r\n" \
  "Disconnect Reason is DTR dropped"

#define LUCENT \
  "Description                       Status\r\n" \
  "Last Connection                   V.34\r\n" \
  "Initial Transmit Carrier Rate     %u\r\n" \
  "Initial Receive  Carrier Rate     %u\r\n" \
  "Final   Transmit Carrier Rate     %u\r\n" \
  "Final   Receive  Carrier Rate     %u\r\n" \
  "Protocol Negotiation Result       LAPM\r\n" \
  "Data Compression Result           V42bis\r\n" \
  "Local Retrain Count               1\r\n" \
  "Remote Retrain Count              1"

char *
exchange_diagnosis_make (const char *command, guint speed)
{
  if (g_str_equal (command, "&V1"))
    return g_strdup_printf (CONEXANT, speed, speed, speed, speed);
  if (g_str_equal (command, "I6"))
    return g_strdup_printf (US_ROBOTICS, speed, speed);
  if (g_str_equal (command, "I11"))
    return g_strdup_printf (LUCENT, speed, speed, speed, speed);
  return NULL;
}
