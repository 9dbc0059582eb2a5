/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The messages between the daemon and its plugin inside pppd.  Plain C: pppd has no GLib.
 *
 * The channel is a SOCK_SEQPACKET pair, so a message is a packet: one byte version, one byte type, then fields of
 * text, each ended by NUL.  Neither side trusts the other: what does not parse ends the call.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIALER_CHANNEL_VERSION 1
#define DIALER_CHANNEL_MAX 1024    /* bytes of a whole message */
#define DIALER_CHANNEL_FIELDS 8    /* fields of a message */

typedef enum
{
  /* plugin to daemon */
  DIALER_MESSAGE_HELLO = 1,       /* pppd's version, the plugin's, which must be the daemon's own */
  DIALER_MESSAGE_LINE_WANTED,     /* pppd is set up and waits for the line */
  DIALER_MESSAGE_PHASE,           /* pppd's phase, as a number in text: see DialerPppPhase */
  DIALER_MESSAGE_PEER_SPOKE,      /* the first LCP packet of the peer came */
  DIALER_MESSAGE_PEER_CONFIGURES, /* it has spoken of addresses, if only to say that it has none to give */
  DIALER_MESSAGE_SECRET_WANTED,   /* name: password */
  DIALER_MESSAGE_AUTH_RESULT,     /* "ok" or "failed", the peer's words */
  DIALER_MESSAGE_PEER_TERMINATES, /* text of its LCP Terminate-Request (RFC 1661 5.5) */
  DIALER_MESSAGE_IP4_UP,          /* interface, local address, peer's address, DNS 1 or "", DNS 2 or "" */
  DIALER_MESSAGE_IP6_UP,          /* interface */
  DIALER_MESSAGE_STATISTICS,      /* bytes received, bytes sent, over the whole link */
  DIALER_MESSAGE_LINK_ENDS,       /* pppd's status (pppd(8)) as the link comes down, before pppd overwrites it */

  /* daemon to plugin */
  DIALER_MESSAGE_LINE_READY = 64, /* the carrier is there: go */
  DIALER_MESSAGE_SECRET,          /* the secret asked for */
  DIALER_MESSAGE_NO_SECRET,       /* there is none */
} DialerMessageType;

/** pppd's phases as of pppd.h, 2.4.9 and 2.5 alike. */
typedef enum
{
  DIALER_PPP_PHASE_DEAD = 0,
  DIALER_PPP_PHASE_INITIALIZE,
  DIALER_PPP_PHASE_SERIALCONN,
  DIALER_PPP_PHASE_DORMANT,
  DIALER_PPP_PHASE_ESTABLISH,
  DIALER_PPP_PHASE_AUTHENTICATE,
  DIALER_PPP_PHASE_CALLBACK,
  DIALER_PPP_PHASE_NETWORK,
  DIALER_PPP_PHASE_RUNNING,
  DIALER_PPP_PHASE_TERMINATE,
  DIALER_PPP_PHASE_DISCONNECT,
  DIALER_PPP_PHASE_HOLDOFF,
  DIALER_PPP_PHASE_MASTER,
} DialerPppPhase;

/**
 * DialerChannelMessage:
 * @fields: point into the bytes that were parsed; those that a message does not have are ""
 */
typedef struct
{
  DialerMessageType type;
  unsigned n_fields;
  const char *fields[DIALER_CHANNEL_FIELDS];
} DialerChannelMessage;

/**
 * dialer_channel_message_parse:
 * @bytes: a packet, perhaps hostile; must outlive @message
 *
 * Returns: false if it is no message of this version: too short or too long, of a type that is none, with a field
 *   without its end, or with too many of them
 */
bool dialer_channel_message_parse (DialerChannelMessage *message, const uint8_t *bytes, size_t length);

/**
 * dialer_channel_message_format:
 * @bytes: room for DIALER_CHANNEL_MAX bytes
 *
 * A field too long for what room is left is cut.
 *
 * Returns: the packet's length
 */
size_t dialer_channel_message_format (uint8_t *bytes, DialerMessageType type, const char *const *fields,
                                      unsigned n_fields);
