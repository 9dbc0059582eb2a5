/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl export: profiles as files, for another machine or another program. */
#include <stdio.h>

#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-settings.h"
#include "import/export.h"

/* Where the modem is that the profile names; NULL if it names none that is there. */
static char *
find_device (DialctlContext *context, GKeyFile *effective)
{
  g_autofree char *id = dialctl_settings_get (effective, "dial", "modem");
  g_autoptr (DialerDBusModem) modem = id != NULL ? dialctl_bus_find_modem (context->bus, id, NULL) : NULL;
  const char *device = modem != NULL ? dialer_dbus_modem_get_device (modem) : NULL;

  return device != NULL && *device != '\0' ? g_strdup (device) : NULL;
}

static char *
export_one (DialctlContext *context, const char *word, ExportRun run, GError **error)
{
  g_autoptr (DialerDBusProfile) profile = dialctl_bus_find_profile (context->bus, word, error);
  g_autoptr (GVariant) set_variant = NULL, effective_variant = NULL;
  g_autoptr (GKeyFile) set = NULL, effective = NULL;
  g_autofree char *device = NULL;

  if (profile == NULL
      || !dialer_dbus_profile_call_get_settings_sync (profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &set_variant,
                                                      &effective_variant, NULL, error))
    return NULL;
  set = dialctl_settings_from_variant (set_variant);
  effective = dialctl_settings_from_variant (effective_variant);
  device = find_device (context, effective);
  return run (&(ExportProfile) { dialer_dbus_profile_get_name (profile), set, effective, device });
}

gboolean
cmd_export (DialctlContext *context, GError **error)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "dialer (the default), wvdial or peers", "FORMAT" },
    { NULL },
  };
  g_autoptr (GString) text = g_string_new (NULL);
  ExportRun run;

  if (!dialctl_context_parse (context, entries, error))
    return FALSE;
  run = export_find (format != NULL ? format : "dialer");
  if (run == NULL)
    return dialctl_context_set_usage_error (context, error, "there is no format '%s'; there are dialer, wvdial, peers",
                                            format);
  if (!dialctl_context_connect (context, error))
    return FALSE;
  for (guint i = 0; context->words[i] != NULL; i++)
    {
      g_autofree char *one = export_one (context, context->words[i], run, error);

      if (one == NULL)
        return FALSE;
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", one);
    }
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "format", format != NULL ? format : "dialer");
      dialctl_json_add_string (object, "text", text->str);
      dialctl_json_print_object (object);
    }
  else
    fputs (text->str, stdout);
  return TRUE;
}
