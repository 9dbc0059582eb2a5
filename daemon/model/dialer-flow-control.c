/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Looks for the one or two numbers that tell the flow control. */
#include "dialer-flow-control.h"

#include <stdio.h>
#include <string.h>

static const char *const standard[] = { "none", "xon-xoff", "rts-cts", "xon-xoff" };

/* +IFC: DCE_by_DTE,DTE_by_DCE; 3 is XON/XOFF that goes on to the peer. */
static const char *
parse_standard (const char *text)
{
  const char *values = strstr (text, "+IFC:");
  guint by_dte, by_dce;

  values = values ? values + strlen ("+IFC:") : text;
  if (sscanf (values, " %u,%u", &by_dte, &by_dce) != 2)
    return NULL;
  if (by_dte >= G_N_ELEMENTS (standard) || by_dce >= 3)
    return NULL;
  return standard[by_dte] == standard[by_dce] ? standard[by_dte] : "mixed";
}

/* &K3, &K:3 and &K=3 are all in use.  Returns: the number behind @name, or -1. */
static int
find_setting (const char *text, const char *name)
{
  const char *found = strstr (text, name);

  if (found == NULL)
    return -1;
  found += strlen (name);
  found += strspn (found, ":= ");
  return g_ascii_isdigit (*found) ? g_ascii_digit_value (*found) : -1;
}

/* Modems with &H (U.S. Robotics) have another meaning for &K, so that is asked second. */
static const char *
parse_settings (const char *text)
{
  static const char *const by_h[] = { "none", "rts-cts", "xon-xoff", "mixed" };
  static const char *const by_k[] = { "none", NULL, NULL, "rts-cts", "xon-xoff", "xon-xoff", "mixed" };
  int h = find_setting (text, "&H");
  int k = find_setting (text, "&K");

  if (h >= 0)
    return h < (int) G_N_ELEMENTS (by_h) ? by_h[h] : NULL;
  return k >= 0 && k < (int) G_N_ELEMENTS (by_k) ? by_k[k] : NULL;
}

const char *
dialer_flow_control_parse (const char *text)
{
  const char *found = parse_standard (text);

  return found ? found : parse_settings (text);
}
