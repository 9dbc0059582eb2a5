/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file of /etc/ppp/peers, with what pppd reads beside it. */
#include <string.h>

#include "import-common.h"
#include "import-formats.h"
#include "import-pppd.h"

/* pppd has these before a peer's own file. */
static void
read_options (Import *import, ImportProfile *profile, const char *path)
{
  g_autofree char *text = import_read (import, path);
  ImportFile file = { path, text };

  if (text != NULL)
    import_pppd_read_file (import, profile, &file);
  import_forget_text (g_steal_pointer (&text));
}

static void
read_device_options (Import *import, ImportProfile *profile)
{
  g_autofree char *name = profile->device != NULL ? g_strdup (profile->device) : NULL;
  g_autofree char *path = NULL;

  if (name == NULL)
    return;
  if (g_str_has_prefix (name, "/dev/"))
    memmove (name, name + strlen ("/dev/"), strlen (name) - strlen ("/dev/") + 1);
  path = g_strconcat ("/etc/ppp/options.", g_strdelimit (name, "/", '.'), NULL);
  read_options (import, profile, path);
}

/* What pppd does when nothing is said of it, and we would do otherwise. */
static void
set_default (Import *import, ImportProfile *profile, const char *file, const char *word, const char *path,
             const char *value)
{
  g_autofree char *set = import_profile_get (profile, path);
  g_autofree char *setting = g_strconcat (path, "=", value, NULL);

  if (set != NULL)
    return;
  import_profile_set (profile, path, value);
  import_entry_settle (import_add_unsaid (import, file, word), IMPORT_MAPPED, setting, "pppd's default");
}

/* PPPoE and tunnels are pppd's too, but no calls. */
static gboolean
is_call (Import *import, ImportProfile *profile, guint first)
{
  static const char *const words[] = { "plugin", "pty", "socket", "notty", NULL };
  g_autofree char *numbers = import_profile_get (profile, "dial.numbers");
  g_autofree char *network = import_profile_get (profile, "cellular.number");

  for (guint i = first; i < import->entries->len && numbers == NULL && network == NULL; i++)
    if (g_strv_contains (words, ((ImportEntry *) import->entries->pdata[i])->key))
      return FALSE;
  return TRUE;
}

static void
forget (Import *import, ImportProfile *profile, guint first)
{
  for (guint i = first; i < import->entries->len; i++)
    {
      ImportEntry *entry = import->entries->pdata[i];

      entry->settled = FALSE;
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is no call over a modem, but PPPoE or a tunnel");
    }
  g_ptr_array_remove (import->profiles, profile);
}

/* Whether pppd would know a single word of the file: people give its script by mistake. */
static gboolean
is_peer (Import *import, const char *file)
{
  for (guint i = 0; i < import->entries->len; i++)
    {
      const ImportEntry *entry = import->entries->pdata[i];

      if (g_str_equal (entry->file, file) && entry->line > 0 && entry->fate != IMPORT_LEFT_OUT)
        return TRUE;
    }
  return FALSE;
}

static void
read_peer (Import *import, const ImportFile *file)
{
  g_autofree char *name = g_path_get_basename (file->name);
  ImportProfile *profile = import_add_profile (import, name);
  guint first = import->entries->len;

  read_options (import, profile, "/etc/ppp/options");
  import_pppd_read_file (import, profile, file);
  if (!is_call (import, profile, first))
    {
      forget (import, profile, first);
      return;
    }
  read_device_options (import, profile);
  import_pppd_read_secrets (import, profile);
  set_default (import, profile, file->name, "defaultroute", "ipv4.default-route", "no");
  set_default (import, profile, file->name, "usepeerdns", "ipv4.dns", "off");
  import_common_finish (import, profile, file->name);
}

gboolean
import_peers (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  for (guint i = 0; i < n_files; i++)
    {
      guint n_profiles = import->profiles->len;

      read_peer (import, &files[i]);
      if (import->profiles->len == n_profiles || is_peer (import, files[i].name))
        continue;
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "%s, line 1: no option of pppd is in it\nGive a file of /etc/ppp/peers; its script is found by it.",
                   files[i].name);
      return FALSE;
    }
  import_settle_rest (import, "it is for another name or peer");
  return TRUE;
}
