/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The error domain: its D-Bus names come from the nicks of the enum. */
#include "dialer-error.h"

#include <gio/gio.h>

#include "dialer-enums.h"
#include "dialer-names.h"

static void
register_dbus_names (GQuark domain)
{
  g_autoptr (GEnumClass) codes = g_type_class_ref (DIALER_TYPE_ERROR);

  for (guint i = 0; i < codes->n_values; i++)
    {
      g_autofree char *name = g_strconcat (DIALER_BUS_NAME ".Error.", codes->values[i].value_nick, NULL);

      g_dbus_error_register_error (domain, codes->values[i].value, name);
    }
}

GQuark
dialer_error_quark (void)
{
  static gsize domain;

  if (g_once_init_enter (&domain))
    {
      GQuark quark = g_quark_from_static_string ("dialer-error");

      register_dbus_names (quark);
      g_once_init_leave (&domain, quark);
    }
  return (GQuark) domain;
}
