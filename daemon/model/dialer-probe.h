/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is tried over a link before it counts as online, as dialerd tells it to dialerd-probe. */
#pragma once

#include <glib.h>

#include "dialer-call-record.h"
#include "dialer-settings.h"

/* Seconds beyond a probe's own, in which the helper is started, on whatever machine, and a host's name looked up. */
#define DIALER_PROBE_HELPER_S 20
/* More is no probe. */
#define DIALER_PROBE_MAX 4096

/** DialerProbeMethod: in the order of their words in the setting probe.method */
typedef enum
{
  DIALER_PROBE_NONE,
  DIALER_PROBE_ROUTE, /* packets to the host go by way of the link; none is sent */
  DIALER_PROBE_DNS,   /* a name server of the link has an answer (RFC 1035) */
  DIALER_PROBE_TCP,   /* the host takes a connection (RFC 9293) */
  DIALER_PROBE_ICMP,  /* it answers an echo request (RFC 792) */
} DialerProbeMethod;

/**
 * DialerProbe:
 * @host: name or address of who is asked; with DIALER_PROBE_DNS the name that is looked up, "" for the root
 * @port: his, for DIALER_PROBE_TCP
 * @timeout: seconds
 * @interface: of the link
 * @address: ours on it, "" for none
 * @ip6_address: likewise, of IPv6
 * @servers: name servers of the link
 */
typedef struct
{
  DialerProbeMethod method;
  char *host;
  guint port;
  guint timeout;
  char *interface;
  char *address;
  char *ip6_address;
  GStrv servers;
} DialerProbe;

/**
 * dialer_probe_new:
 * @settings: of them, the group probe
 * @record: of a call that has an address; its peer is asked when nobody else is named
 *
 * Returns: (transfer full) (nullable): what is to be tried, %NULL for nothing
 */
DialerProbe *dialer_probe_new (DialerSettings *settings, const DialerCallRecord *record);

/** dialer_probe_parse: Returns: (transfer full) (nullable): what dialer_probe_to_text() told; %NULL for other texts */
DialerProbe *dialer_probe_parse (const char *text);

void dialer_probe_free (DialerProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerProbe, dialer_probe_free)

/** dialer_probe_to_text: Returns: (transfer full): a line for each member that is set */
char *dialer_probe_to_text (const DialerProbe *self);

/** dialer_probe_describe: Returns: (transfer full): what is tried, for a person: "an echo request to 192.0.2.1" */
char *dialer_probe_describe (const DialerProbe *self);

/** dialer_probe_get_patience: Returns: seconds that the probe of @settings may take, 0 for none */
guint dialer_probe_get_patience (DialerSettings *settings);
