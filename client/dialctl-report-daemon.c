/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All is asked for first, then learnt, then told: a name may come up before the setting that it is from. */
#include "dialctl-report-daemon.h"

#include <string.h>
#include <unistd.h>

#include "dialctl-call.h"
#include "dialctl-history.h"
#include "dialctl-modem.h"
#include "dialctl-redacted-settings.h"
#include "dialctl-session.h"
#include "dialctl-text.h"

#define LAST_CALLS 20
#define DOTS "•••"

typedef struct
{
  char *name;
  guint owner;
  GVariant *settings; /* an a{sa{sv}}; NULL if they are not for the caller */
  GStrv secrets;      /* names; NULL likewise */
} Profile;

struct _DialctlReportFacts
{
  GPtrArray *modems;   /* of GVariant, an a{sv} each */
  GPtrArray *sessions; /* likewise */
  GPtrArray *profiles; /* of Profile */
  GPtrArray *calls;    /* of GVariant, the newest first */
  GVariant *call;
  GVariant *lines;     /* an a(tss) */
};

/* ---- asking ---- */

static void
profile_free (gpointer data)
{
  Profile *profile = data;

  g_free (profile->name);
  g_clear_pointer (&profile->settings, g_variant_unref);
  g_strfreev (profile->secrets);
  g_free (profile);
}

static Profile *
ask_profile (DialerDBusProfile *proxy)
{
  Profile *profile = g_new0 (Profile, 1);

  profile->name = g_strdup (dialer_dbus_profile_get_name (proxy));
  profile->owner = dialer_dbus_profile_get_owner (proxy);
  (void) dialer_dbus_profile_call_get_settings_sync (proxy, G_DBUS_CALL_FLAGS_NONE, DIALCTL_NO_TIMEOUT,
                                                     &profile->settings, NULL, NULL, NULL);
  (void) dialer_dbus_profile_call_list_secrets_sync (proxy, G_DBUS_CALL_FLAGS_NONE, DIALCTL_NO_TIMEOUT,
                                                     &profile->secrets, NULL, NULL);
  return profile;
}

static GPtrArray *
ask_profiles (DialctlBus *bus)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func (profile_free);
  g_autoptr (GPtrArray) proxies = dialctl_bus_list_profiles (bus);

  for (guint i = 0; i < proxies->len; i++)
    g_ptr_array_add (profiles, ask_profile (proxies->pdata[i]));
  return profiles;
}

static GPtrArray *
new_objects (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

static void
take_object (GPtrArray *objects, GVariantBuilder *object)
{
  g_ptr_array_add (objects, g_variant_ref_sink (g_variant_builder_end (object)));
  g_variant_builder_unref (object);
}

static gboolean
ask (DialctlReportFacts *self, DialctlContext *context, const char *call, GError **error)
{
  DialctlBus *bus = context->bus;
  g_autoptr (GPtrArray) modems = dialctl_bus_list_modems (bus);
  g_autoptr (GPtrArray) sessions = dialctl_bus_list_sessions (bus);
  g_autoptr (GVariant) all = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));

  for (guint i = 0; i < modems->len; i++)
    take_object (self->modems, dialctl_modem_to_json (modems->pdata[i]));
  for (guint i = 0; i < sessions->len; i++)
    take_object (self->sessions, dialctl_session_to_json (bus, sessions->pdata[i]));
  self->profiles = ask_profiles (bus);
  self->calls = dialctl_history_read (bus, all, LAST_CALLS, error);
  if (self->calls == NULL)
    return FALSE;
  return call == NULL
         || dialer_dbus_manager_call_get_log_sync (dialctl_bus_get_manager (bus), call, G_DBUS_CALL_FLAGS_NONE,
                                                   DIALCTL_NO_TIMEOUT, &self->call, &self->lines, NULL, error);
}

DialctlReportFacts *
dialctl_report_facts_new (DialctlContext *context, const char *call, GError **error)
{
  g_autoptr (DialctlReportFacts) self = g_new0 (DialctlReportFacts, 1);

  self->modems = new_objects ();
  self->sessions = new_objects ();
  return ask (self, context, call, error) ? g_steal_pointer (&self) : NULL;
}

void
dialctl_report_facts_free (DialctlReportFacts *self)
{
  g_ptr_array_unref (self->modems);
  g_ptr_array_unref (self->sessions);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->call, g_variant_unref);
  g_clear_pointer (&self->lines, g_variant_unref);
  g_free (self);
}

GVariant *
dialctl_report_facts_get_call (DialctlReportFacts *self)
{
  return self->call;
}

/* ---- settings ---- */

typedef void (*SettingFunc) (DialctlReport *report, const char *path, const char *value);

static void
foreach_setting (GVariant *settings, DialctlReport *report, SettingFunc func)
{
  GVariantIter groups;
  const char *group;
  GVariantIter *keys;

  g_variant_iter_init (&groups, settings);
  while (g_variant_iter_loop (&groups, "{&sa{sv}}", &group, &keys))
    {
      const char *key;
      GVariant *value;

      while (g_variant_iter_loop (keys, "{&sv}", &key, &value))
        {
          g_autofree char *path = g_strconcat (group, ".", key, NULL);

          if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
            func (report, path, g_variant_get_string (value, NULL));
        }
    }
}

static void
learn_setting (DialctlReport *report, const char *path, const char *value)
{
  g_autofree char *masked
    = dialctl_redacted_settings_mask (dialctl_report_get_redaction (report), path, value);

  (void) masked;
}

static void
add_setting (DialctlReport *report, const char *path, const char *value)
{
  g_autofree char *masked
    = dialctl_redacted_settings_mask (dialctl_report_get_redaction (report), path, value);

  dialctl_report_add (report, "- %s=%s", path, masked);
}

static void
add_settings (DialctlReport *report, GVariant *settings)
{
  guint mark = dialctl_report_mark (report);

  foreach_setting (settings, report, add_setting);
  dialctl_report_sort (report, mark);
}

static const char *
describe_owner (guint owner)
{
  if (owner == 0)
    return "the system";
  return owner == getuid () ? "the caller" : "somebody else";
}

static void
add_profile (DialctlReport *report, const Profile *profile)
{
  g_autofree char *name = dialctl_redaction_apply (dialctl_report_get_redaction (report), profile->name);
  g_autofree char *secrets = profile->secrets != NULL ? g_strjoinv (" ", profile->secrets) : NULL;

  dialctl_report_add (report, "%s, of %s", name, describe_owner (profile->owner));
  if (profile->settings == NULL)
    dialctl_report_add (report, "- its settings are not for you, and not in here");
  else
    add_settings (report, profile->settings);
  if (secrets != NULL)
    dialctl_report_add (report, "- secrets that are stored: %s", *secrets != '\0' ? secrets : "none");
}

/* ---- objects ---- */

static const char *const numbers[] = { "number", NULL };
static const char *const users[] = { "user_name", NULL };
/* Of a table of our own, or a time. */
static const char *const plain[] = {
  "reached", "reason", "cause", "state", "kind", "currency", "interface", "online_since", "redial_at", NULL,
};
static const char *const times[] = { "started", "connected", "online", "ended", NULL };
/* What follows from another member, or does not help. */
static const char *const left_out[] = { "sentence", "advice", "serial", "user", NULL };

static char *
format_string (DialctlRedaction *redaction, const char *key, const char *value)
{
  if (g_strv_contains (numbers, key))
    return dialctl_redaction_mask (redaction, DIALCTL_REDACTION_NUMBER, value);
  if (g_strv_contains (users, key) && !g_str_equal (value, "root"))
    return dialctl_redaction_mask (redaction, DIALCTL_REDACTION_USER, value);
  if (g_strv_contains (plain, key) || g_uuid_string_is_valid (value))
    return g_strdup (value);
  return dialctl_redaction_apply_foreign (redaction, value);
}

static char *
format_time (GVariant *value)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) g_variant_get_uint64 (value));

  return time != NULL ? dialctl_text_format_timestamp (time) : g_strdup ("?");
}

/* A number is a count, a time or a speed; all else may hold anything. */
static char *
format_value (DialctlRedaction *redaction, const char *key, GVariant *value)
{
  g_autofree char *text = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return format_string (redaction, key, g_variant_get_string (value, NULL));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64) && g_strv_contains (times, key))
    return format_time (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64) && g_str_equal (key, "cost"))
    return dialctl_text_format_amount (g_variant_get_uint64 (value));
  text = g_variant_print (value, FALSE);
  return g_variant_is_container (value) ? dialctl_redaction_apply_foreign (redaction, text) : g_steal_pointer (&text);
}

static void
add_member (DialctlReport *report, const char *key, GVariant *value)
{
  g_autofree char *text = NULL;

  if (g_strv_contains (left_out, key) || g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE))
    return;
  text = format_value (dialctl_report_get_redaction (report), key, value);
  if (*text != '\0')
    dialctl_report_add (report, "- %s: %s", key, text);
}

/* A modem's settings are an a{ss} whose keys are those of profiles. */
static void
foreach_modem_setting (GVariant *modem, DialctlReport *report, SettingFunc func)
{
  g_autoptr (GVariant) settings = g_variant_lookup_value (modem, "settings", G_VARIANT_TYPE ("a{ss}"));
  GVariantIter iter;
  const char *path, *value;

  if (settings == NULL)
    return;
  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_next (&iter, "{&s&s}", &path, &value))
    func (report, path, value);
}

static void
add_object (DialctlReport *report, GVariant *object)
{
  guint mark = dialctl_report_mark (report);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      if (!g_str_equal (key, "settings"))
        add_member (report, key, value);
    }
  foreach_modem_setting (object, report, add_setting);
  dialctl_report_sort (report, mark);
}

static void
add_objects (DialctlReport *report, const char *title, const char *word, GPtrArray *objects)
{
  dialctl_report_begin (report, title);
  if (objects->len == 0)
    dialctl_report_add (report, "none");
  for (guint i = 0; i < objects->len; i++)
    {
      dialctl_report_add (report, "%s %u", word, i + 1);
      add_object (report, objects->pdata[i]);
    }
}

/* ---- the log of a call ---- */

/* In a login it is the far end that is told something, and not in commands of a modem's. */
static void
learn_lines (GVariant *lines, DialctlRedaction *redaction)
{
  GVariantIter iter;
  const char *kind, *text;
  gboolean login = FALSE;

  g_variant_iter_init (&iter, lines);
  while (g_variant_iter_next (&iter, "(t&s&s)", NULL, &kind, &text))
    {
      if (g_str_equal (kind, "state"))
        login = g_str_has_prefix (text, "login");
      else if (login && g_str_equal (kind, "sent") && *text != '$' && strstr (text, DOTS) == NULL)
        dialctl_redaction_learn (redaction, DIALCTL_REDACTION_TEXT, text);
    }
}

static char *
format_clock (guint64 microseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) (microseconds / G_USEC_PER_SEC));
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("?");

  return g_strdup_printf ("%s.%03u", clock, (guint) (microseconds / 1000 % 1000));
}

static void
add_lines (DialctlReport *report, GVariant *lines)
{
  GVariantIter iter;
  guint64 time;
  const char *kind, *text;

  if (g_variant_n_children (lines) == 0)
    dialctl_report_add (report, "what was said in it is not kept any more");
  g_variant_iter_init (&iter, lines);
  while (g_variant_iter_next (&iter, "(t&s&s)", &time, &kind, &text))
    {
      g_autofree char *clock = format_clock (time);
      g_autofree char *masked
        = g_str_equal (kind, "state")
            ? g_strdup (text)
            : dialctl_redaction_apply_foreign (dialctl_report_get_redaction (report), text);

      dialctl_report_add (report, "%s %-8s %s", clock, kind, masked);
    }
}

/* ---- all of it ---- */

static void
learn_object (GVariant *object, DialctlReport *report)
{
  DialctlRedaction *redaction = dialctl_report_get_redaction (report);
  const char *user = dialctl_call_get_string (object, "user_name");

  dialctl_redaction_learn (redaction, DIALCTL_REDACTION_NUMBER, dialctl_call_get_string (object, "number"));
  if (!g_str_equal (user, "root"))
    dialctl_redaction_learn (redaction, DIALCTL_REDACTION_USER, user);
}

static void
learn_objects (GPtrArray *objects, DialctlReport *report)
{
  for (guint i = 0; i < objects->len; i++)
    {
      learn_object (objects->pdata[i], report);
      foreach_modem_setting (objects->pdata[i], report, learn_setting);
    }
}

void
dialctl_report_facts_learn (DialctlReportFacts *self, DialctlReport *report)
{
  for (guint i = 0; i < self->profiles->len; i++)
    {
      const Profile *profile = self->profiles->pdata[i];

      if (profile->settings != NULL)
        foreach_setting (profile->settings, report, learn_setting);
    }
  learn_objects (self->modems, report);
  learn_objects (self->sessions, report);
  learn_objects (self->calls, report);
  if (self->call == NULL)
    return;
  learn_object (self->call, report);
  learn_lines (self->lines, dialctl_report_get_redaction (report));
}

void
dialctl_report_facts_add (DialctlReportFacts *self, DialctlReport *report)
{
  add_objects (report, "Modems", "modem", self->modems);
  add_objects (report, "Sessions", "session", self->sessions);
  dialctl_report_begin (report, "Profiles");
  for (guint i = 0; i < self->profiles->len; i++)
    add_profile (report, self->profiles->pdata[i]);
  add_objects (report, "Last calls, the newest first", "call", self->calls);
  dialctl_report_begin (report, "Log of a call, in UTC");
  if (self->call == NULL)
    {
      dialctl_report_add (report, "there was no call");
      return;
    }
  dialctl_report_add (report, "call %s", dialctl_call_get_string (self->call, "id"));
  add_object (report, self->call);
  add_lines (report, self->lines);
}
