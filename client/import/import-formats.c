/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of importers. */
#include "import-formats.h"

static const struct
{
  const char *name;
  ImportRun run;
} formats[] = {
  { "wvdial", import_wvdial }, { "kppp", import_kppp },   { "peers", import_peers },   { "pbk", import_pbk },
  { "openwrt", import_openwrt }, { "ifcfg", import_ifcfg }, { "dialer", import_dialer },
  { "rst", import_rst },
};

ImportRun
import_formats_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      return formats[i].run;
  return NULL;
}

char *
import_formats_list (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", formats[i].name);
  return g_string_free (names, FALSE);
}
