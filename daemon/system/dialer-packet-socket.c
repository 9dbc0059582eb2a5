/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* packet(7): a socket of the kind SOCK_DGRAM leaves the header of the link to the interface. */
#include "dialer-packet-socket.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

guint
dialer_packet_socket_send (const char *interface, GPtrArray *packets)
{
  struct sockaddr_ll address
    = { .sll_family = AF_PACKET, .sll_protocol = htons (ETH_P_IP), .sll_ifindex = (int) if_nametoindex (interface) };
  int fd = socket (AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  guint sent = 0;

  if (fd < 0)
    return 0;
  for (guint i = 0; i < packets->len; i++)
    {
      const GByteArray *bytes = packets->pdata[i];

      sent += sendto (fd, bytes->data, bytes->len, 0, (struct sockaddr *) &address, sizeof address)
              == (ssize_t) bytes->len;
    }
  close (fd);
  return sent;
}
