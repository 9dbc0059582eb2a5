/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Terminal settings, looked at as the kernel's structure. */
#include "dialer-termios.h"

#include <asm/termbits.h>

static const struct termios2 *
look (const DialerTermios *termios)
{
  return (const struct termios2 *) termios;
}

static void
test_formats (void)
{
  static const struct
  {
    const char *format;
    tcflag_t flags;
  } rows[] = {
    { "8n1", CS8 },
    { "8n2", CS8 | CSTOPB },
    { "8e1", CS8 | PARENB },
    { "7e1", CS7 | PARENB },
    { "7o1", CS7 | PARENB | PARODD },
    { "7n2", CS7 | CSTOPB },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerTermios) termios = dialer_termios_new_raw (9600, "none", rows[i].format);

      g_assert_cmphex (look (termios)->c_cflag & (CSIZE | PARENB | PARODD | CSTOPB), ==, rows[i].flags);
      g_assert_cmphex (look (termios)->c_cflag & (CREAD | CLOCAL | HUPCL), ==, CREAD | CLOCAL | HUPCL);
    }
}

static void
test_flow_control (void)
{
  g_autoptr (DialerTermios) hardware = dialer_termios_new_raw (9600, "rts-cts", "8n1");
  g_autoptr (DialerTermios) software = dialer_termios_new_raw (9600, "xon-xoff", "8n1");
  g_autoptr (DialerTermios) none = dialer_termios_new_raw (9600, "none", "8n1");

  g_assert_cmphex (look (hardware)->c_cflag & CRTSCTS, ==, CRTSCTS);
  g_assert_cmphex (look (hardware)->c_iflag & (IXON | IXOFF), ==, 0);
  g_assert_cmphex (look (software)->c_cflag & CRTSCTS, ==, 0);
  g_assert_cmphex (look (software)->c_iflag & (IXON | IXOFF), ==, IXON | IXOFF);
  g_assert_cmphex (look (none)->c_cflag & CRTSCTS, ==, 0);
  g_assert_cmphex (look (none)->c_iflag & (IXON | IXOFF), ==, 0);
}

static void
test_speeds (void)
{
  g_autoptr (DialerTermios) standard = dialer_termios_new_raw (57600, "none", "8n1");
  g_autoptr (DialerTermios) other = dialer_termios_new_raw (74880, "none", "8n1");

  g_assert_cmphex (look (standard)->c_cflag & CBAUD, ==, B57600);
  g_assert_cmpuint (dialer_termios_get_speed (standard), ==, 57600);
  g_assert_cmphex (look (other)->c_cflag & CBAUD, ==, BOTHER);
  g_assert_cmpuint (look (other)->c_ispeed, ==, 74880);
  g_assert_cmpuint (dialer_termios_get_speed (other), ==, 74880);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/termios/format", test_formats);
  g_test_add_func ("/system/termios/flow-control", test_flow_control);
  g_test_add_func ("/system/termios/any-speed", test_speeds);
  return g_test_run ();
}
