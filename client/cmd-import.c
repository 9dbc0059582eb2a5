/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl import: profiles out of the files of other programs. */
#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-import-apply.h"
#include "dialctl-import-report.h"
#include "dialctl-import-source.h"
#include "dialctl-json.h"
#include "dialctl-settings.h"
#include "import/import-formats.h"

/* What became of the profiles. */
typedef struct
{
  gboolean dry;
  GVariantBuilder rows;
} Outcome;

static const char *
describe (const char *result, gboolean dry)
{
  if (g_str_equal (result, "added"))
    return dry ? "Would add" : "Added";
  if (g_str_equal (result, "updated"))
    return dry ? "Would change" : "Changed";
  return "Unchanged is";
}

static GVariant *
list_secrets (ImportProfile *profile)
{
  GVariantBuilder names = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  if (profile->password != NULL)
    g_variant_builder_add (&names, "s", "password");
  if (profile->pin != NULL)
    g_variant_builder_add (&names, "s", "pin");
  return g_variant_builder_end (&names);
}

static void
say (DialctlContext *context, Outcome *outcome, ImportProfile *profile, const char *result, GStrv changed)
{
  g_autofree char *keys = g_strjoinv (", ", changed);
  const char *store = outcome->dry ? "Would store" : "Stored";

  dialctl_context_say (context, "%s the profile %s%s%s.", describe (result, outcome->dry), profile->name,
                       g_str_equal (result, "updated") ? ": " : "", g_str_equal (result, "updated") ? keys : "");
  if (profile->password != NULL)
    dialctl_context_say (context, "%s the password of %s.", store, profile->name);
  if (profile->pin != NULL)
    dialctl_context_say (context, "%s the PIN of %s.", store, profile->name);
}

static void
note (DialctlContext *context, Outcome *outcome, ImportProfile *profile, const char *result, GStrv changed)
{
  g_autoptr (GVariantBuilder) row = dialctl_json_object ();

  say (context, outcome, profile, result, changed);
  dialctl_json_add_string (row, "name", profile->name);
  dialctl_json_add_string (row, "result", result);
  dialctl_json_add (row, "changed", g_variant_new_strv ((const char *const *) changed, -1));
  dialctl_json_add (row, "settings", dialctl_settings_to_variant (profile->settings));
  dialctl_json_add (row, "secrets", list_secrets (profile));
  g_variant_builder_add (&outcome->rows, "a{sv}", row);
}

static gboolean
apply_all (DialctlContext *context, Import *import, gboolean latin, Outcome *outcome, GError **error)
{
  for (guint i = 0; i < import->profiles->len; i++)
    {
      ImportProfile *profile = import->profiles->pdata[i];
      g_auto (GStrv) changed = NULL;
      const char *result;

      if (!dialctl_import_apply (context, profile, latin, outcome->dry, &result, &changed, error))
        return FALSE;
      note (context, outcome, profile, result, changed);
    }
  return TRUE;
}

static gboolean
set_name (DialctlContext *context, Import *import, const char *name, GError **error)
{
  ImportProfile *profile;

  if (name == NULL)
    return TRUE;
  if (import->profiles->len != 1)
    return dialctl_context_set_usage_error (context, error, "--name is for one profile, and there are %u",
                                            import->profiles->len);
  profile = import->profiles->pdata[0];
  g_free (profile->name);
  profile->name = g_strdup (name);
  return TRUE;
}

/* The last step: told in either way, whether it went well or not. */
static gboolean
finish (DialctlContext *context, Import *import, gboolean latin, gboolean dry, GError **error)
{
  Outcome outcome = { dry, G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}")) };
  gboolean ok;

  if (!context->json)
    dialctl_import_print_entries (context, import);
  ok = apply_all (context, import, latin, &outcome, error);
  if (ok && import->profiles->len == 0)
    dialctl_context_say (context, "There is no profile in it.");
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add (object, "dry_run", g_variant_new_boolean (dry));
      dialctl_json_add (object, "profiles", g_variant_builder_end (&outcome.rows));
      dialctl_import_add_entries (object, import);
      dialctl_json_print_object (object);
    }
  else
    g_variant_builder_clear (&outcome.rows);
  return ok;
}

static gboolean
run (DialctlContext *context, ImportRun importer, gboolean dry, const char *name, GError **error)
{
  g_autoptr (DialctlImportSource) source = dialctl_import_source_new (context->words + 1, error);
  g_autoptr (Import) import = import_new (dialctl_import_source_read, source);
  const ImportFile *files;
  guint n_files;

  if (source == NULL)
    return FALSE;
  files = dialctl_import_source_get_files (source, &n_files);
  if (!importer (import, files, n_files, error))
    {
      dialctl_error_prefix (error, files[0].name);
      return FALSE;
    }
  if (!set_name (context, import, name, error) || !dialctl_context_load (context, error)
      || !dialctl_import_adjust (context, import, error))
    return FALSE;
  return finish (context, import, dialctl_import_source_is_latin (source), dry, error);
}

gboolean
cmd_import (DialctlContext *context, GError **error)
{
  gboolean dry = FALSE;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry, "Change nothing; tell what would be done", NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "Give the profile this name", "NAME" },
    { NULL },
  };
  ImportRun importer;

  if (!dialctl_context_parse (context, entries, error))
    return FALSE;
  importer = import_formats_find (context->words[0]);
  if (importer == NULL)
    {
      g_autofree char *formats = import_formats_list ();

      return dialctl_context_set_usage_error (context, error, "there is no format '%s'; there are %s",
                                              context->words[0], formats);
    }
  return run (context, importer, dry, name, error);
}
