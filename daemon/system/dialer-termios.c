/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Terminal settings by way of struct termios2. */
#include "dialer-termios.h"

#include <asm/termbits.h>
#include <sys/ioctl.h>

#define XON 0x11
#define XOFF 0x13

struct _DialerTermios
{
  struct termios2 t;
};

typedef struct
{
  guint speed;
  tcflag_t code;
} Rate;

/* BOTHER would do for these too, but pppd, which reads the settings back, knows only the codes. */
static const Rate standard_rates[] = {
  { 300, B300 },          { 600, B600 },          { 1200, B1200 },        { 1800, B1800 },
  { 2400, B2400 },        { 4800, B4800 },        { 9600, B9600 },        { 19200, B19200 },
  { 38400, B38400 },      { 57600, B57600 },      { 115200, B115200 },    { 230400, B230400 },
  { 460800, B460800 },    { 500000, B500000 },    { 576000, B576000 },    { 921600, B921600 },
  { 1000000, B1000000 },  { 1152000, B1152000 },  { 1500000, B1500000 },  { 2000000, B2000000 },
  { 2500000, B2500000 },  { 3000000, B3000000 },  { 3500000, B3500000 },  { 4000000, B4000000 },
};

DialerTermios *
dialer_termios_read (int fd)
{
  g_autoptr (DialerTermios) self = g_new0 (DialerTermios, 1);

  if (ioctl (fd, TCGETS2, &self->t) < 0)
    return NULL;
  return g_steal_pointer (&self);
}

static tcflag_t
get_rate_code (guint speed)
{
  for (guint i = 0; i < G_N_ELEMENTS (standard_rates); i++)
    if (standard_rates[i].speed == speed)
      return standard_rates[i].code;
  return BOTHER;
}

static void
set_speed (DialerTermios *self, guint speed)
{
  /* Input rate code 0 means "as output" (termios(3)). */
  self->t.c_cflag |= get_rate_code (speed);
  self->t.c_ispeed = speed;
  self->t.c_ospeed = speed;
}

static void
set_format (DialerTermios *self, const char *format)
{
  self->t.c_cflag |= strchr (format, '7') ? CS7 : CS8;
  if (strchr (format, 'e'))
    self->t.c_cflag |= PARENB;
  if (strchr (format, 'o'))
    self->t.c_cflag |= PARENB | PARODD;
  if (strchr (format, '2'))
    self->t.c_cflag |= CSTOPB;
}

static void
set_flow_control (DialerTermios *self, const char *flow_control)
{
  if (g_str_equal (flow_control, "rts-cts"))
    self->t.c_cflag |= CRTSCTS;
  if (g_str_equal (flow_control, "xon-xoff"))
    self->t.c_iflag |= IXON | IXOFF;
}

DialerTermios *
dialer_termios_new_raw (guint speed, const char *flow_control, const char *format)
{
  DialerTermios *self = g_new0 (DialerTermios, 1);

  self->t.c_iflag = IGNBRK;
  self->t.c_cflag = CREAD | CLOCAL | HUPCL;
  self->t.c_cc[VSTART] = XON;
  self->t.c_cc[VSTOP] = XOFF;
  /* With one byte wanted, a read that finds none says EAGAIN, and 0 can only mean a hang-up. */
  self->t.c_cc[VMIN] = 1;
  set_speed (self, speed);
  set_format (self, format);
  set_flow_control (self, flow_control);
  return self;
}

void
dialer_termios_free (DialerTermios *self)
{
  g_free (self);
}

gboolean
dialer_termios_apply (const DialerTermios *self, int fd)
{
  return ioctl (fd, TCSETS2, &self->t) == 0;
}

guint
dialer_termios_get_speed (const DialerTermios *self)
{
  return self->t.c_ospeed;
}
