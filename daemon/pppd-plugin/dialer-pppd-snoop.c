/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads control packets; each has code, identifier and a length of two bytes before its data. */
#include "dialer-pppd-snoop.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "dialer-pppd-channel.h"

#define FRAME_HEADER 4 /* address, control, protocol */
#define PACKET_HEADER 4
#define TEXT_MAX 256

enum
{
  PROTOCOL_LCP = 0xc021,
  PROTOCOL_PAP = 0xc023,
  PROTOCOL_CHAP = 0xc223,
  PROTOCOL_EAP = 0xc227,
  PROTOCOL_IPCP = 0x8021,
  PROTOCOL_IPV6CP = 0x8057,

  LCP_TERMINATE_REQUEST = 5,
  LCP_PROTOCOL_REJECT = 8,
  PAP_ACK = 2,
  PAP_NAK = 3,
  CHAP_SUCCESS = 3,
  CHAP_FAILURE = 4,
  EAP_SUCCESS = 3,
  EAP_FAILURE = 4,
};

typedef struct
{
  unsigned code;
  const unsigned char *data;
  size_t length;
} Packet;

static bool
parse (Packet *packet, const unsigned char *bytes, size_t length)
{
  size_t claimed;

  if (length < PACKET_HEADER)
    return false;
  claimed = (size_t) bytes[2] << 8 | bytes[3];
  if (claimed < PACKET_HEADER || claimed > length)
    return false;
  *packet = (Packet){ .code = bytes[0], .data = bytes + PACKET_HEADER, .length = claimed - PACKET_HEADER };
  return true;
}

/* Printable ASCII only: it ends up on terminals. */
static void
copy_text (char *text, const unsigned char *data, size_t length)
{
  size_t n = 0;

  for (size_t i = 0; i < length && n < TEXT_MAX - 1; i++)
    text[n++] = data[i] >= ' ' && data[i] <= '~' ? (char) data[i] : ' ';
  text[n] = '\0';
}

/* PAP puts a length before its message. */
static void
copy_pap_text (char *text, const Packet *packet)
{
  size_t length = packet->length > 0 ? packet->data[0] : 0;

  if (length + 1 > packet->length)
    length = packet->length > 0 ? packet->length - 1 : 0;
  copy_text (text, packet->data + 1, length);
}

/* "E=691 R=0 C=… V=3 M=text" (RFC 2759 6): the text is for people, the rest for machines. */
static void
keep_human_part (char *text)
{
  char *message = strstr (text, " M=");

  if (strncmp (text, "E=", 2) == 0 && message)
    memmove (text, message + 3, strlen (message + 3) + 1);
}

static void
tell_result (bool ok, const char *text)
{
  const char *fields[] = { ok ? "ok" : "failed", text };

  dialer_channel_send (DIALER_MESSAGE_AUTH_RESULT, 2, fields);
}

static void
tell_once (bool *told, DialerMessageType type)
{
  if (!*told)
    dialer_channel_send (type, 0, NULL);
  *told = true;
}

static void
take_network (void)
{
  static bool told;

  tell_once (&told, DIALER_MESSAGE_PEER_CONFIGURES);
}

static void
take_terminate (const Packet *packet)
{
  char text[TEXT_MAX];
  const char *fields[] = { text };

  copy_text (text, packet->data, packet->length);
  dialer_channel_send (DIALER_MESSAGE_PEER_TERMINATES, 1, fields);
}

/* RFC 1661 5.7: the protocol comes first. */
static bool
rejects_addresses (const Packet *packet)
{
  unsigned protocol = packet->length >= 2 ? (unsigned) packet->data[0] << 8 | packet->data[1] : 0;

  return packet->code == LCP_PROTOCOL_REJECT && (protocol == PROTOCOL_IPCP || protocol == PROTOCOL_IPV6CP);
}

static void
take_lcp (const Packet *packet)
{
  static bool told;

  tell_once (&told, DIALER_MESSAGE_PEER_SPOKE);
  if (packet->code == LCP_TERMINATE_REQUEST)
    take_terminate (packet);
  else if (rejects_addresses (packet))
    take_network ();
}

static void
take_pap (const Packet *packet)
{
  char text[TEXT_MAX] = "";

  if (packet->code != PAP_ACK && packet->code != PAP_NAK)
    return;
  if (packet->length > 0)
    copy_pap_text (text, packet);
  tell_result (packet->code == PAP_ACK, text);
}

static void
take_chap (const Packet *packet)
{
  char text[TEXT_MAX];

  if (packet->code != CHAP_SUCCESS && packet->code != CHAP_FAILURE)
    return;
  copy_text (text, packet->data, packet->length);
  keep_human_part (text);
  /* "S=" and 40 digits is the peer's proof, no message. */
  if (strncmp (text, "S=", 2) == 0)
    text[0] = '\0';
  tell_result (packet->code == CHAP_SUCCESS, text);
}

static void
take_eap (const Packet *packet)
{
  if (packet->code == EAP_SUCCESS || packet->code == EAP_FAILURE)
    tell_result (packet->code == EAP_SUCCESS, "");
}

void
dialer_snoop_received (unsigned char *frame, int length)
{
  Packet packet;

  if (length < FRAME_HEADER || !parse (&packet, frame + FRAME_HEADER, (size_t) length - FRAME_HEADER))
    return;
  switch (frame[2] << 8 | frame[3])
    {
    case PROTOCOL_LCP:
      take_lcp (&packet);
      break;
    case PROTOCOL_PAP:
      take_pap (&packet);
      break;
    case PROTOCOL_CHAP:
      take_chap (&packet);
      break;
    case PROTOCOL_EAP:
      take_eap (&packet);
      break;
    case PROTOCOL_IPCP:
    case PROTOCOL_IPV6CP:
      take_network ();
      break;
    default:
      break;
    }
}
