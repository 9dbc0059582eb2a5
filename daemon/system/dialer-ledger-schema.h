/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables of the ledger, version by version.  A step that was released is never changed: another follows. */
#pragma once

#include <stddef.h>

/*
 * Times are microseconds since 1970-01-01 UTC; what is not known is NULL.  "month" is that of "started" where the
 * machine was, "seen" when the row was last written, which is when the call is taken to have ended if nothing else
 * tells.
 */
#define DIALER_LEDGER_STEP_CALLS \
  "CREATE TABLE calls (serial INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, profile TEXT NOT NULL, profile_id TEXT," \
  " owner INTEGER NOT NULL, user INTEGER NOT NULL, user_name TEXT, cause TEXT NOT NULL, modem TEXT, number TEXT," \
  " started INTEGER NOT NULL, online INTEGER, ended INTEGER, reached TEXT NOT NULL, reason TEXT NOT NULL," \
  " detail TEXT, modem_reply TEXT, auth_message TEXT, peer_message TEXT, pppd_status INTEGER," \
  " connect_speed INTEGER, interface TEXT, ip4_address TEXT, ip4_peer TEXT, dns TEXT," \
  " rx_bytes INTEGER NOT NULL, tx_bytes INTEGER NOT NULL, seconds INTEGER NOT NULL, cost INTEGER," \
  " month TEXT NOT NULL, seen INTEGER NOT NULL);" \
  "CREATE INDEX calls_started ON calls (started);" \
  "CREATE INDEX calls_number ON calls (number, started);" \
  "CREATE INDEX calls_open ON calls (serial) WHERE ended IS NULL;" \
  /* Holds all that totals need, so that the rows need not be read. */ \
  "CREATE INDEX calls_totals ON calls (month, started, profile, owner, user, online, seconds, rx_bytes, tx_bytes)"

#define DIALER_LEDGER_STEP_LINES \
  "CREATE TABLE lines (call INTEGER NOT NULL, serial INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL," \
  " text TEXT NOT NULL, PRIMARY KEY (call, serial)) WITHOUT ROWID"

#define DIALER_LEDGER_STEP_WHY \
  "ALTER TABLE calls ADD COLUMN why TEXT"
/* The cost, which so far was always NULL, is in millionths of the currency. */
#define DIALER_LEDGER_STEP_COST \
  "ALTER TABLE calls ADD COLUMN connected INTEGER;" \
  "ALTER TABLE calls ADD COLUMN currency TEXT;" \
  "DROP INDEX calls_totals;" \
  "CREATE INDEX calls_totals ON calls (month, started, profile, owner, user, online, seconds, rx_bytes, tx_bytes," \
  " cost, currency)"

#define DIALER_LEDGER_STEP_PROBE \
  "ALTER TABLE calls ADD COLUMN probe TEXT"
/* Of the packet for which a line was dialled. */
#define DIALER_LEDGER_STEP_PACKET \
  "ALTER TABLE calls ADD COLUMN packet_protocol TEXT;" \
  "ALTER TABLE calls ADD COLUMN packet_destination TEXT;" \
  "ALTER TABLE calls ADD COLUMN packet_port INTEGER;" \
  "ALTER TABLE calls ADD COLUMN packet_process TEXT"

#define DIALER_LEDGER_STEP_IP6 \
  "ALTER TABLE calls ADD COLUMN ip6_address TEXT"

static const char *const dialer_ledger_steps[] = {
  DIALER_LEDGER_STEP_CALLS,
  DIALER_LEDGER_STEP_LINES,
  DIALER_LEDGER_STEP_WHY,
  DIALER_LEDGER_STEP_COST,
  DIALER_LEDGER_STEP_PROBE,
  DIALER_LEDGER_STEP_PACKET,
  DIALER_LEDGER_STEP_IP6,
  NULL,
};
