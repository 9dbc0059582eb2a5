/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* /dev/ppp attaches to a unit that pppd owns: it may be asked, and nothing is taken from it. */
#include "dialer-ppp-unit.h"

#include <fcntl.h>
#include <linux/ppp-ioctl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

gboolean
dialer_ppp_unit_read_idle (const char *interface, gint64 *idle)
{
  struct ppp_idle times;
  guint64 number;
  int unit, fd;
  gboolean ok;

  if (!g_str_has_prefix (interface, "ppp")
      || !g_ascii_string_to_unsigned (interface + strlen ("ppp"), 10, 0, G_MAXINT, &number, NULL))
    return FALSE;
  unit = (int) number;
  fd = open ("/dev/ppp", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return FALSE;
  ok = ioctl (fd, PPPIOCATTACH, &unit) == 0 && ioctl (fd, PPPIOCGIDLE, &times) == 0;
  close (fd);
  if (ok)
    *idle = (gint64) MIN (times.xmit_idle, times.recv_idle) * G_USEC_PER_SEC;
  return ok;
}
