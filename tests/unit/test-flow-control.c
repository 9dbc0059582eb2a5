/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What modems say of their flow control. */
#include "dialer-flow-control.h"

static const struct
{
  const char *text;
  const char *expected;
} rows[] = {
  { "+IFC: 2,2", "rts-cts" },
  { "+IFC:1,1", "xon-xoff" },
  { "+IFC: 3,1", "xon-xoff" },
  { "+IFC: 0,0", "none" },
  { "2,2", "rts-cts" },
  { "+IFC: 2,0", "mixed" },
  { "+IFC: 7,7", NULL },
  { "+IFC: ", NULL },
  { "", NULL },
  { "ACTIVE PROFILE:\nE1 Q0 V1 X4 &C1 &D2 &K3 S0:000", "rts-cts" },
  { "ACTIVE PROFILE:\nE1 Q0 V1 &K4\nSTORED PROFILE 0:\nE1 &K3", "xon-xoff" },
  { "&C:1 &D:2 &K:0", "none" },
  { "&K6", "mixed" },
  { "&K1", NULL },
  { "&K9", NULL },
  { "&K", NULL },
  { "B0 E1 X4 &A3 &B1 &G0 &H1 &I0 &K0", "rts-cts" },
  { "&H2 &K3", "xon-xoff" },
  { "&H9 &K3", NULL },
  { "E1 Q0 V1 X4 &C1 &D2", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (dialer_flow_control_parse (rows[i].text), ==, rows[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/flow-control/parse", test_parse);
  return g_test_run ();
}
