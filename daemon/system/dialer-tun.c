/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* TUN, see Documentation/networking/tuntap.rst of the kernel; one packet a read. */
#include "dialer-tun.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "dialer-error.h"

#define DEVICE "/dev/net/tun"
/* Larger than its MTU, which stays as the kernel sets it: 1500. */
#define PACKET_MAX 4096
/* In one turn of the loop; others want theirs. */
#define PACKETS_A_TURN 32

struct _DialerTun
{
  int fd;
  guint source;
  char *name;
  DialerTunFunc func;
  gpointer user_data;
};

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  DialerTun *self = user_data;
  guint8 bytes[PACKET_MAX];
  ssize_t length;

  for (guint i = 0; i < PACKETS_A_TURN && (length = read (fd, bytes, sizeof bytes)) > 0; i++)
    self->func (bytes, (gsize) length, self->user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
make_interface (DialerTun *self, const char *pattern)
{
  struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };

  g_strlcpy (request.ifr_name, pattern, IFNAMSIZ);
  self->fd = open (DEVICE, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (self->fd < 0 || ioctl (self->fd, TUNSETIFF, &request) < 0)
    return FALSE;
  self->name = g_strdup (request.ifr_name);
  return TRUE;
}

DialerTun *
dialer_tun_new (const char *pattern, DialerTunFunc func, gpointer user_data, GError **error)
{
  DialerTun *self = g_new0 (DialerTun, 1);

  self->func = func;
  self->user_data = user_data;
  if (!make_interface (self, pattern))
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "no network interface can be made with %s: %s", DEVICE,
                   g_strerror (errno));
      dialer_tun_free (self);
      return NULL;
    }
  self->source = g_unix_fd_add (self->fd, G_IO_IN, on_readable, self);
  return self;
}

void
dialer_tun_free (DialerTun *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  g_free (self);
}

const char *
dialer_tun_get_name (DialerTun *self)
{
  return self->name;
}
