/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which queue fits which line. */
#include "dialer-queue.h"

#define MTU 1500

static void
test_speeds (void)
{
  static const struct
  {
    guint speed;
    guint rate;
  } rows[] = {
    { 300, 27 },     { 9600, 864 },   { 14400, 1296 }, { 28800, 2592 },
    { 33600, 3024 }, { 52000, 3024 }, { 56000, 3024 }, /* which a server alone can send */
    { 64000, 5760 }, { 128000, 11520 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DialerQueue queue = { 0 };
      guint received = rows[i].speed / 10;

      g_test_message ("%u bit/s", rows[i].speed);
      g_assert_true (dialer_queue_fit (rows[i].speed, 230400, MTU, &queue));
      g_assert_cmpuint (queue.rate, ==, rows[i].rate);
      g_assert_cmpuint (queue.burst, >=, MTU);
      g_assert_cmpuint (queue.interval_us, >, queue.target_us);
      /* CoDel would else drop each packet of full size. */
      g_assert_cmpfloat (queue.target_us / 1e6, >=, (double) MTU / queue.rate);
      g_assert_cmpuint (queue.segment, >=, 256);
      g_assert_cmpuint (queue.segment, <=, 1460);
      /* With less, a peer would wait for an acknowledgement that we delay. */
      g_assert_cmpuint (queue.window, >=, 2 * queue.segment);
      if (rows[i].speed >= 9600)
        g_assert_cmpuint (queue.window, <=, received);
    }
}

static void
test_none (void)
{
  static const struct
  {
    guint speed, port_speed;
  } rows[] = { { 0, 115200 }, { 299, 115200 }, { 115200, 115200 }, { 57600, 38400 }, { 7200000, 115200 },
               { 7200000, 10000000 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DialerQueue queue = { .rate = 7 };

      g_test_message ("%u bit/s at a port of %u", rows[i].speed, rows[i].port_speed);
      g_assert_false (dialer_queue_fit (rows[i].speed, rows[i].port_speed, MTU, &queue));
      g_assert_cmpuint (queue.rate, ==, 7);
    }
}

/* The largest that a profile can ask for. */
static void
test_large_packets (void)
{
  DialerQueue queue;

  g_assert_true (dialer_queue_fit (300, 115200, 16384, &queue));
  g_assert_cmpuint (queue.burst, >=, 16384);
  g_assert_cmpfloat (queue.target_us / 1e6, >=, 16384.0 / 27);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/queue/speeds", test_speeds);
  g_test_add_func ("/model/queue/none", test_none);
  g_test_add_func ("/model/queue/large-packets", test_large_packets);
  return g_test_run ();
}
