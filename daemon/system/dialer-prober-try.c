/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A question is asked again when it may have been lost; TCP does that by itself. */
#include "dialer-prober-try.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gio/gio.h>
#include <netdb.h>
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

static gboolean
resolve (const DialerProbe *probe, struct sockaddr_in *address, GError **error)
{
  struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM };
  struct addrinfo *found = NULL;
  int code = getaddrinfo (probe->host, NULL, &hints, &found);

  if (code != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, gai_strerror (code));
      return FALSE;
    }
  memcpy (address, found->ai_addr, sizeof *address);
  address->sin_port = htons (probe->port);
  freeaddrinfo (found);
  return TRUE;
}

/* Returns: a socket whose packets go by way of the link, -1 with an error set. */
static int
open_on_link (const DialerProbe *probe, int type, int protocol, GError **error)
{
  int fd = socket (AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);

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
  g_auto (Descriptor) fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address, own = { 0 };
  socklen_t length = sizeof own;
  char text[INET_ADDRSTRLEN] = "";

  if (!resolve (probe, &address, error))
    return FALSE;
  address.sin_port = htons (DNS_PORT); /* any: nothing is sent */
  if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) < 0
      || getsockname (fd, (struct sockaddr *) &own, &length) < 0)
    return fail (error, "no way", errno);
  inet_ntop (AF_INET, &own.sin_addr, text, sizeof text);
  if (g_str_equal (text, probe->address))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "packets go another way, from %s", text);
  return FALSE;
}

/* ---- TCP ---- */

static gboolean
try_tcp (const DialerProbe *probe, GError **error)
{
  gint64 deadline = get_deadline (probe);
  struct sockaddr_in address;
  g_auto (Descriptor) fd = -1;
  int code = 0;
  socklen_t length = sizeof code;

  if (!resolve (probe, &address, error))
    return FALSE;
  fd = open_on_link (probe, SOCK_STREAM, 0, error);
  if (fd < 0)
    return FALSE;
  if (connect (fd, (struct sockaddr *) &address, sizeof address) == 0)
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
  const struct sockaddr_in *addresses;
  guint n_addresses;
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
      const struct sockaddr_in *to = &self->addresses[i % self->n_addresses];

      if (sendto (self->fd, self->message->data, self->message->len, 0, (const struct sockaddr *) to, sizeof *to) < 0)
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
is_echo (const guint8 *bytes, gsize length, const GByteArray *message)
{
  gsize head = (bytes[0] & 0x0f) * 4; /* a raw socket hears the IP header too */

  return length >= head + message->len && bytes[head] == ICMP_ECHOREPLY
         && memcmp (bytes + head + 4, message->data + 4, message->len - 4) == 0;
}

/* Short: a line of 9,600 bit/s carries it in 40 ms. */
static GByteArray *
make_echo (void)
{
  guint16 id = g_random_int_range (0, G_MAXUINT16);
  guint8 bytes[8] = { ICMP_ECHO, 0, 0, 0, id >> 8, id & 0xff, 0, 1 };
  guint16 sum = sum_up (bytes, sizeof bytes);

  bytes[2] = sum >> 8;
  bytes[3] = sum & 0xff;
  return g_byte_array_append (g_byte_array_new (), bytes, sizeof bytes);
}

static gboolean
try_icmp (const DialerProbe *probe, GError **error)
{
  g_autoptr (GByteArray) echo = make_echo ();
  struct sockaddr_in address;
  g_auto (Descriptor) fd = -1;

  if (!resolve (probe, &address, error))
    return FALSE;
  address.sin_port = 0;
  fd = open_on_link (probe, SOCK_RAW, IPPROTO_ICMP, error);
  return fd >= 0 && ask (&(Dialogue){ probe, fd, echo, &address, 1, is_echo }, error);
}

/* ---- DNS ---- */

static GArray *
list_servers (const DialerProbe *probe)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (struct sockaddr_in));

  for (guint i = 0; probe->servers[i]; i++)
    {
      struct sockaddr_in one = { .sin_family = AF_INET, .sin_port = htons (DNS_PORT) };

      if (inet_pton (AF_INET, probe->servers[i], &one.sin_addr) == 1)
        g_array_append_val (list, one);
    }
  return list;
}

static gboolean
try_dns (const DialerProbe *probe, GError **error)
{
  g_autoptr (GByteArray) question = dialer_dns_message_ask (g_random_int_range (0, G_MAXUINT16), probe->host);
  g_autoptr (GArray) servers = list_servers (probe);
  g_auto (Descriptor) fd = -1;

  if (question == NULL || servers->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           question ? "the link has no name server" : "this can be no name");
      return FALSE;
    }
  fd = open_on_link (probe, SOCK_DGRAM, 0, error);
  return fd >= 0
         && ask (&(Dialogue){ probe, fd, question, (struct sockaddr_in *) servers->data, servers->len,
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
