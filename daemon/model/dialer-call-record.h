/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of one call: filled while it runs, kept when it has ended. */
#pragma once

#include <glib-object.h>

#include "dialer-call-log.h"
#include "dialer-cause.h"
#include "dialer-reason.h"
#include "dialer-state.h"

/**
 * DialerCallRecord:
 * @id: a UUID
 * @serial: its place in the ledger, from 1; 0 while it is not read from there
 * @profile: the profile's name
 * @profile_id: (nullable): its id
 * @owner: user id of who owned the profile
 * @user: user id of who dialled
 * @user_name: (nullable): his name, in a record from the ledger
 * @cause: why it was made
 * @why: (nullable): what it was made for: the words of a lease, or the packet that wanted out
 * @packet_protocol: (nullable): of that packet, such as "udp"
 * @packet_destination: (nullable): the address that it was for
 * @packet_port: there, 0 where there is none
 * @packet_process: (nullable): who sent it, such as "ping (process 812)"
 * @modem: the modem's id, %NULL while none is chosen
 * @number: the number as the modem was told it, %NULL on a direct line
 * @started: when, in seconds since 1970-01-01 UTC
 * @connected: likewise, when the far end answered; 0 if it never did
 * @online: likewise, 0 if it never was
 * @ended: likewise, 0 while it lasts
 * @reached: the furthest state on the way up
 * @reason: why it ended
 * @detail: (nullable): the error text behind @reason, where there is one
 * @modem_reply: the modem's last word, such as "NO CARRIER"
 * @auth_message: what the peer said to our credentials (RFC 1334, RFC 1994)
 * @peer_message: what it said when it ended the link (RFC 1661 5.5)
 * @pppd_status: pppd's exit status (pppd(8)), -1 while unknown
 * @connect_speed: bit/s as the modem told with CONNECT, 0 while unknown
 * @ip6_address: (nullable): ours, which can be reached from everywhere
 * @ip4_dns: (nullable): the name servers that the peer has told by IPv4
 * @ip6_dns: (nullable): those that it has told by IPv6
 * @dns: (nullable): those in use: of both, or of the profile
 * @probe: (nullable): "passed" or "failed", once the link was tried (probe.method)
 * @rx_bytes: received over the link
 * @tx_bytes: sent over it
 * @rx_before: what its interface had received before the call
 * @tx_before: what it had sent
 * @cost: so far, in millionths of @currency; -1 where there is no tariff
 * @currency: (nullable): such as "EUR"; "" where the tariff does not say
 * @log: (nullable): what was said; %NULL in a copy
 *
 * Reference-counted; who holds it may read the fields, only the call writes them.
 */
typedef struct
{
  char *id;
  gint64 serial;
  char *profile;
  char *profile_id;
  guint owner;
  guint user;
  char *user_name;
  DialerCause cause;
  char *why;
  char *packet_protocol;
  char *packet_destination;
  guint packet_port;
  char *packet_process;
  char *modem;
  char *number;
  gint64 started;
  gint64 connected;
  gint64 online;
  gint64 ended;
  DialerState reached;
  DialerReason reason;
  char *detail;
  char *modem_reply;
  char *auth_message;
  char *peer_message;
  int pppd_status;
  guint connect_speed;
  char *interface;
  char *ip4_address;
  char *ip4_peer;
  char *ip6_address;
  GStrv ip4_dns;
  GStrv ip6_dns;
  GStrv dns;
  char *probe;
  guint64 rx_bytes;
  guint64 tx_bytes;
  guint64 rx_before;
  guint64 tx_before;
  gint64 cost;
  char *currency;
  DialerCallLog *log;
} DialerCallRecord;

/** dialer_call_record_new: Returns: (transfer full): a record with a new id and nothing known */
DialerCallRecord *dialer_call_record_new (const char *profile, guint user);
DialerCallRecord *dialer_call_record_ref (DialerCallRecord *self);
void dialer_call_record_unref (DialerCallRecord *self);

/** dialer_call_record_copy: Returns: (transfer full): what is known now, for another thread; without the log */
DialerCallRecord *dialer_call_record_copy (const DialerCallRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerCallRecord, dialer_call_record_unref)

/**
 * dialer_call_record_get_seconds:
 * @now: seconds since 1970-01-01 UTC, taken for a call that is still online
 *
 * Returns: how long the call was online
 */
guint64 dialer_call_record_get_seconds (const DialerCallRecord *self, gint64 now);

/**
 * dialer_call_record_to_variant:
 *
 * Returns: (transfer floating): an a{sv} as documented at Session.GetCall; what is not known is absent
 */
GVariant *dialer_call_record_to_variant (DialerCallRecord *self, gint64 now);
