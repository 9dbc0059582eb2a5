/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl hangup: ends sessions, and waits for the proof that their lines are down. */
#include "dialctl-call.h"
#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-json.h"
#include "dialer-error.h"

static char *
join_session_names (DialctlContext *context, GPtrArray *sessions)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < sessions->len; i++)
    {
      const char *path = dialer_dbus_session_get_profile (sessions->pdata[i]);
      g_autofree char *name = dialctl_bus_get_profile_name (context->bus, path);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (names, FALSE);
}

/* Without a name there must be no doubt. */
static GPtrArray *
choose_only_session (DialctlContext *context, GError **error)
{
  g_autoptr (GPtrArray) sessions = dialctl_bus_list_sessions (context->bus);
  g_autofree char *names = NULL;

  if (sessions->len == 1)
    return g_steal_pointer (&sessions);
  if (sessions->len == 0)
    {
      g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND,
                           "there is no session\nNothing is to be hung up.");
      return NULL;
    }
  names = join_session_names (context, sessions);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "there are several sessions: %s\nSay which, or --all.", names);
  return NULL;
}

static GPtrArray *
find_sessions (DialctlContext *context, GError **error)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; context->words[i] != NULL; i++)
    {
      const char *word = context->words[i];
      g_autoptr (DialerDBusProfile) profile = dialctl_bus_guess_profile (context->bus, word, error);
      DialerDBusSession *session;

      if (profile == NULL)
        return NULL;
      session = dialctl_bus_find_session (context->bus, profile, error);
      if (session == NULL)
        return NULL;
      g_ptr_array_add (sessions, session);
    }
  return g_steal_pointer (&sessions);
}

static GPtrArray *
choose_sessions (DialctlContext *context, gboolean all, GError **error)
{
  if (context->words[0] != NULL)
    return find_sessions (context, error);
  if (!dialctl_bus_load (context->bus, error))
    return NULL;
  return all ? dialctl_bus_list_sessions (context->bus) : choose_only_session (context, error);
}

/* What the last call of a session cost that has just ended; "" where nothing is known of that. */
static char *
describe_cost (DialctlContext *context, DialerDBusSession *session)
{
  const char *path = dialer_dbus_session_get_profile (session);
  g_autoptr (DialerDBusProfile) profile = NULL;
  g_autoptr (GVariant) call = NULL;
  g_autofree char *cost = NULL;

  if (dialer_dbus_session_get_cost (session) > 0)
    profile = dialctl_bus_read_profile (context->bus, path, NULL);
  if (profile != NULL
      && dialer_dbus_profile_call_get_last_call_sync (profile, G_DBUS_CALL_FLAGS_NONE, -1, &call, NULL, NULL))
    cost = dialctl_call_format_cost (call);
  return cost != NULL ? g_strconcat ("; the call cost ", cost, NULL) : g_strdup ("");
}

/* Goes on after a failure, for each line that stays up costs money; the first error is the one told. */
static gboolean
hang_up (DialctlContext *context, GPtrArray *sessions, GPtrArray *done, GError **error)
{
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < sessions->len; i++)
    {
      DialerDBusSession *session = sessions->pdata[i];
      g_autofree char *name = dialctl_bus_get_profile_name (context->bus,
                                                            dialer_dbus_session_get_profile (session));
      g_autoptr (GError) cause = NULL;

      if (dialer_dbus_session_call_hangup_sync (session, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL,
                                                &cause))
        {
          g_autofree char *cost = describe_cost (context, session);

          dialctl_context_say (context, "Hung up %s%s.", name, cost);
          g_ptr_array_add (done, g_steal_pointer (&name));
        }
      else if (first == NULL)
        {
          dialctl_error_prefix (&cause, name != NULL ? name : "?");
          first = g_steal_pointer (&cause);
        }
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

gboolean
cmd_hangup (DialctlContext *context, GError **error)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &all, "All sessions", NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func (g_free);
  gboolean ok;

  if (!dialctl_context_parse (context, entries, error))
    return FALSE;
  if (all && context->words[0] != NULL)
    return dialctl_context_set_usage_error (context, error, "either names or --all");
  if (!dialctl_context_connect (context, error))
    return FALSE;
  sessions = choose_sessions (context, all, error);
  if (sessions == NULL)
    return FALSE;

  ok = hang_up (context, sessions, done, error);
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add (object, "hung_up", g_variant_new_strv ((const char *const *) done->pdata, done->len));
      dialctl_json_print_object (object);
    }
  return ok;
}
