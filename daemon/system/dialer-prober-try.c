/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A question is asked again when it may have been lost; TCP does that by itself. */
#include "dialer-prober-try.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gio/gio.h>
#include <netdb.h>
#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-dns-message.h"

#define DNS_PORT 53
/* More than the round trip of two satellites. */
#define RETRY_US (3 * G_USEC_PER_SEC)
#define PACKET_MAX 1500

typedef int Descriptor;

static void
descriptor_close (Descriptor *fd)
{
  if (*fd >= 0)
    close (*fd);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Descriptor, descriptor_close)

static gboolean
fail (GError **error, const char *what, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));
  return FALSE;
}

static gint64
get_deadline (const DialerProbe *probe)
{
  return g_get_monotonic_time () + (gint64) probe->timeout * G_USEC_PER_SEC;
}

static gboolean
wait_for (int fd, short events, gint64 until)
{
  struct pollfd one = { .fd = fd, .events = events };
  gint64 left = until - g_get_monotonic_time ();

  return left > 0 && poll (&one, 1, (int) (left / 1000) + 1) > 0;
}

/* Where somebody is asked. */
typedef struct
{
  struct sockaddr_storage address;
  socklen_t length;
} Place;

static void
set_port (Place *place, guint port)
{
  if (place->address.ss_family == AF_INET6)
    ((struct sockaddr_in6 *) &place->address)->sin6_port = htons (port);
  else
    ((struct sockaddr_in *) &place->address)->sin_port = htons (port);
}

static gboolean
resolve (const DialerProbe *probe, guint port, Place *place, GError **error)
{
  struct addrinfo hints = { .ai_family = *probe->address ? AF_UNSPEC : AF_INET6, .ai_socktype = SOCK_STREAM };
  struct addrinfo *found = NULL;
  int code = getaddrinfo (probe->host, NULL, &hints, &found);

  if (code != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, gai_strerror (code));
      return FALSE;
    }
  memcpy (&place->address, found->ai_addr, found->ai_addrlen);
  place->length = found->ai_addrlen;
  set_port (place, port);
  freeaddrinfo (found);
  return TRUE;
}

/* Returns: a socket whose packets go by way of the link, -1 with an error set. */
static int
open_on_link (const DialerProbe *probe, int family, int type, int protocol, GError **error)
{
  int fd = socket (family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);

  if (fd >= 0
      && setsockopt (fd, SOL_SOCKET, SO_BINDTODEVICE, probe->interface, strlen (probe->interface) + 1) == 0)
    return fd;
  fail (error, probe->interface, errno);
  if (fd >= 0)
    close (fd);
  return -1;
}

/* ---- route ---- */

static gboolean
try_route (const DialerProbe *probe, GError **error)
{
  Place place = { 0 }, own = { .length = sizeof own.address };
  g_auto (Descriptor) fd = -1;
  char text[INET6_ADDRSTRLEN] = "";

  if (!resolve (probe, DNS_PORT, &place, error)) /* any port: nothing is sent */
    return FALSE;
  fd = socket (place.address.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0 || connect (fd, (struct sockaddr *) &place.address, place.length) < 0
      || getsockname (fd, (struct sockaddr *) &own.address, &own.length) < 0)
    return fail (error, "no way", errno);
  getnameinfo ((struct sockaddr *) &own.address, own.length, text, sizeof text, NULL, 0, NI_NUMERICHOST);
  if (g_str_equal (text, probe->address) || g_str_equal (text, probe->ip6_address))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "packets go another way, from %s", text);
  return FALSE;
}

/* ---- TCP ---- */

static gboolean
try_tcp (const DialerProbe *probe, GError **error)
{
  gint64 deadline = get_deadline (probe);
  Place place = { 0 };
  g_auto (Descriptor) fd = -1;
  int code = 0;
  socklen_t length = sizeof code;

  if (!resolve (probe, probe->port, &place, error))
    return FALSE;
  fd = open_on_link (probe, place.address.ss_family, SOCK_STREAM, 0, error);
  if (fd < 0)
    return FALSE;
  if (connect (fd, (struct sockaddr *) &place.address, place.length) == 0)
    return TRUE;
  if (errno != EINPROGRESS)
    return fail (error, "connecting", errno);
  if (!wait_for (fd, POLLOUT, deadline))
    return fail (error, "connecting", ETIMEDOUT);
  getsockopt (fd, SOL_SOCKET, SO_ERROR, &code, &length);
  return code == 0 || fail (error, "connecting", code);
}

/* ---- questions and answers ---- */

typedef struct
{
  const DialerProbe *probe;
  int fd;
  const GByteArray *message; /* what is asked */
  const Place *places;
  guint n_places;
  gboolean (*is_answer) (const guint8 *bytes, gsize length, const GByteArray *message);
} Dialogue;

/* Others may answer too: what is no answer to us is passed over. */
static gboolean
hear (const Dialogue *self, gint64 until)
{
  guint8 bytes[PACKET_MAX];

  while (wait_for (self->fd, POLLIN, until))
    {
      ssize_t length = recv (self->fd, bytes, sizeof bytes, 0);

      if (length > 0 && self->is_answer (bytes, length, self->message))
        return TRUE;
    }
  return FALSE;
}

static gboolean
ask (const Dialogue *self, GError **error)
{
  gint64 deadline = get_deadline (self->probe);

  for (guint i = 0; g_get_monotonic_time () < deadline; i++)
    {
      const Place *to = &self->places[i % self->n_places];

      if (sendto (self->fd, self->message->data, self->message->len, 0, (const struct sockaddr *) &to->address,
                  to->length)
            < 0
          && errno != ENETUNREACH) /* an address of IPv6 comes later */
        return fail (error, "sending", errno);
      if (hear (self, MIN (deadline, g_get_monotonic_time () + RETRY_US)))
        return TRUE;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer");
  return FALSE;
}

/* ---- ICMP ---- */

/* RFC 1071 */
static guint16
sum_up (const guint8 *bytes, gsize length)
{
  guint32 sum = 0;

  for (gsize i = 0; i + 1 < length; i += 2)
    sum += (guint32) bytes[i] << 8 | bytes[i + 1];
  while (sum >> 16)
    sum = (sum & 0xffff) + (sum >> 16);
  return ~sum;
}

static gboolean
is_same_echo (const guint8 *bytes, const GByteArray *message)
{
  return memcmp (bytes + 4, message->data + 4, message->len - 4) == 0;
}

static gboolean
is_echo (const guint8 *bytes, gsize length, const GByteArray *message)
{
  gsize head = (bytes[0] & 0x0f) * 4; /* a raw socket hears the IP header too */

  return length >= head + message->len && bytes[head] == ICMP_ECHOREPLY && is_same_echo (bytes + head, message);
}

/* That of IPv6 hears none. */
static gboolean
is_echo6 (const guint8 *bytes, gsize length, const GByteArray *message)
{
  return length >= message->len && bytes[0] == ICMP6_ECHO_REPLY && is_same_echo (bytes, message);
}

/* Short: a line of 9,600 bit/s carries it in 40 ms.  In IPv6 the kernel sums up, over more than this. */
static GByteArray *
make_echo (guint8 type)
{
  guint16 id = g_random_int_range (0, G_MAXUINT16);
  guint8 bytes[8] = { type, 0, 0, 0, id >> 8, id & 0xff, 0, 1 };
  guint16 sum = sum_up (bytes, sizeof bytes);

  bytes[2] = sum >> 8;
  bytes[3] = sum & 0xff;
  return g_byte_array_append (g_byte_array_new (), bytes, sizeof bytes);
}

static gboolean
try_icmp (const DialerProbe *probe, GError **error)
{
  Place place = { 0 };
  g_autoptr (GByteArray) echo = NULL;
  g_auto (Descriptor) fd = -1;
  gboolean is_ip6;

  if (!resolve (probe, 0, &place, error))
    return FALSE;
  is_ip6 = place.address.ss_family == AF_INET6;
  echo = make_echo (is_ip6 ? ICMP6_ECHO_REQUEST : ICMP_ECHO);
  fd = open_on_link (probe, place.address.ss_family, SOCK_RAW, is_ip6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP, error);
  return fd >= 0 && ask (&(Dialogue){ probe, fd, echo, &place, 1, is_ip6 ? is_echo6 : is_echo }, error);
}

/* ---- DNS ---- */

static gboolean
is_reachable (const DialerProbe *probe, GInetAddress *server)
{
  gboolean is_ip6 = g_inet_address_get_family (server) == G_SOCKET_FAMILY_IPV6;

  return is_ip6 ? *probe->ip6_address != '\0' : *probe->address != '\0';
}

/* All of one family, so that one socket will do: "::ffff:192.0.2.1" is 192.0.2.1 (RFC 4291 2.5.5.2). */
static Place
make_place (const char *server, sa_family_t family)
{
  Place place = { .address.ss_family = family };
  gboolean is_mapped = family == AF_INET6 && strchr (server, ':') == NULL;
  g_autofree char *text = g_strconcat (is_mapped ? "::ffff:" : "", server, NULL);

  if (family == AF_INET6)
    {
      place.length = sizeof (struct sockaddr_in6);
      inet_pton (family, text, &((struct sockaddr_in6 *) &place.address)->sin6_addr);
    }
  else
    {
      place.length = sizeof (struct sockaddr_in);
      inet_pton (family, text, &((struct sockaddr_in *) &place.address)->sin_addr);
    }
  set_port (&place, DNS_PORT);
  return place;
}

static GArray *
list_servers (const DialerProbe *probe, sa_family_t family)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; probe->servers[i]; i++)
    {
      g_autoptr (GInetAddress) server = g_inet_address_new_from_string (probe->servers[i]);

      if (server && is_reachable (probe, server))
        {
          Place place = make_place (probe->servers[i], family);

          g_array_append_val (list, place);
        }
    }
  return list;
}

static gboolean
try_dns (const DialerProbe *probe, GError **error)
{
  g_autoptr (GByteArray) question = dialer_dns_message_ask (g_random_int_range (0, G_MAXUINT16), probe->host);
  sa_family_t family = *probe->ip6_address ? AF_INET6 : AF_INET;
  g_autoptr (GArray) servers = list_servers (probe, family);
  g_auto (Descriptor) fd = -1;

  if (question == NULL || servers->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           question ? "the link has no name server" : "this can be no name");
      return FALSE;
    }
  fd = open_on_link (probe, family, SOCK_DGRAM, 0, error);
  return fd >= 0
         && ask (&(Dialogue){ probe, fd, question, (Place *) servers->data, servers->len,
                              dialer_dns_message_is_answer },
                 error);
}

gboolean
dialer_prober_try (const DialerProbe *probe, GError **error)
{
  switch (probe->method)
    {
    case DIALER_PROBE_NONE:
      return TRUE;
    case DIALER_PROBE_ROUTE:
      return try_route (probe, error);
    case DIALER_PROBE_DNS:
      return try_dns (probe, error);
    case DIALER_PROBE_TCP:
      return try_tcp (probe, error);
    case DIALER_PROBE_ICMP:
      return try_icmp (probe, error);
    }
  return FALSE;
}
