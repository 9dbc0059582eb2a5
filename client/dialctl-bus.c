/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The way to dialerd, and its objects by the names that people use. */
#include "dialctl-bus.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dialctl-text.h"
#include "dialer-error.h"
#include "dialer-names.h"

/* The first call of all has started it; to be asked to start it with each proxy costs a round trip. */
#define PROXY_FLAGS G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START_AT_CONSTRUCTION

struct _DialctlBus
{
  GDBusConnection *connection;
  DialerDBusManager *manager;
  GDBusObjectManager *objects; /* NULL until they are loaded */
};

static GDBusConnection *
connect_to_system_bus (GError **error)
{
  g_autoptr (GError) cause = NULL;
  GDBusConnection *connection = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &cause);

  if (connection == NULL)
    {
      g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER,
                   "there is no system bus: %s\nSee 'systemctl status dbus'.", cause->message);
      return NULL;
    }
  /* What goes wrong when the bus goes away is told in a command's own words. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  return connection;
}

/*
 * By a call, which starts the service and tells why it can't be: a proxy, and the object manager client, take an absent
 * service for one without anything.  Returns: (transfer full) (nullable): a tuple of the properties
 */
static GVariant *
read_manager (GDBusConnection *connection, GError **error)
{
  return g_dbus_connection_call_sync (connection, DIALER_BUS_NAME, DIALER_ROOT_PATH, "org.freedesktop.DBus.Properties",
                                      "GetAll", g_variant_new ("(s)", DIALER_BUS_NAME ".Manager"),
                                      G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
}

static DialerDBusManager *
make_manager (GDBusConnection *connection, GError **error)
{
  g_autoptr (GVariant) answer = read_manager (connection, error);
  g_autoptr (GVariantIter) properties = NULL;
  DialerDBusManager *manager;
  const char *name;
  GVariant *value;

  if (answer == NULL)
    return NULL;
  manager = dialer_dbus_manager_proxy_new_sync (connection,
                                                PROXY_FLAGS | G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES
                                                  | G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS,
                                                DIALER_BUS_NAME, DIALER_ROOT_PATH, NULL, error);
  g_variant_get (answer, "(a{sv})", &properties);
  while (manager != NULL && g_variant_iter_loop (properties, "{&sv}", &name, &value))
    g_dbus_proxy_set_cached_property (G_DBUS_PROXY (manager), name, value);
  return manager;
}

DialctlBus *
dialctl_bus_new (GError **error)
{
  g_autoptr (DialctlBus) self = g_new0 (DialctlBus, 1);

  (void) dialer_error_quark (); /* from now on the daemon's errors arrive as themselves */

  self->connection = connect_to_system_bus (error);
  if (self->connection == NULL)
    return NULL;
  self->manager = make_manager (self->connection, error);
  if (self->manager == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
dialctl_bus_load (DialctlBus *self, GError **error)
{
  if (self->objects == NULL)
    self->objects = dialer_dbus_object_manager_client_new_sync (
      self->connection, G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START, DIALER_BUS_NAME, DIALER_ROOT_PATH, NULL,
      error);
  return self->objects != NULL;
}

void
dialctl_bus_free (DialctlBus *self)
{
  g_clear_object (&self->objects);
  g_clear_object (&self->manager);
  g_clear_object (&self->connection);
  g_free (self);
}

DialerDBusManager *
dialctl_bus_get_manager (DialctlBus *self)
{
  return self->manager;
}

GDBusObjectManager *
dialctl_bus_get_objects (DialctlBus *self)
{
  return self->objects;
}

const char *
dialctl_proxy_get_path (gpointer proxy)
{
  return g_dbus_proxy_get_object_path (G_DBUS_PROXY (proxy));
}

static int
compare_profiles (gconstpointer a, gconstpointer b)
{
  DialerDBusProfile *left = *(DialerDBusProfile *const *) a, *right = *(DialerDBusProfile *const *) b;
  int order = g_strcmp0 (dialer_dbus_profile_get_name (left), dialer_dbus_profile_get_name (right));

  if (order != 0)
    return order;
  return dialer_dbus_profile_get_owner (left) < dialer_dbus_profile_get_owner (right) ? -1 : 1;
}

static int
compare_modems (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (dialer_dbus_modem_get_id (*(DialerDBusModem *const *) a),
                    dialer_dbus_modem_get_id (*(DialerDBusModem *const *) b));
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (dialctl_proxy_get_path (*(gpointer const *) a),
                    dialctl_proxy_get_path (*(gpointer const *) b));
}

/* All proxies of one interface. */
static GPtrArray *
list_interfaces (DialctlBus *self, const char *name, GCompareFunc compare)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GList *objects = g_dbus_object_manager_get_objects (self->objects);

  for (GList *l = objects; l != NULL; l = l->next)
    {
      GDBusInterface *interface = g_dbus_object_get_interface (l->data, name);

      if (interface != NULL)
        g_ptr_array_add (found, interface);
    }
  g_list_free_full (objects, g_object_unref);
  g_ptr_array_sort (found, compare);
  return found;
}

GPtrArray *
dialctl_bus_list_profiles (DialctlBus *self)
{
  return list_interfaces (self, DIALER_BUS_NAME ".Profile", compare_profiles);
}

GPtrArray *
dialctl_bus_list_modems (DialctlBus *self)
{
  return list_interfaces (self, DIALER_BUS_NAME ".Modem", compare_modems);
}

GPtrArray *
dialctl_bus_list_sessions (DialctlBus *self)
{
  return list_interfaces (self, DIALER_BUS_NAME ".Session", compare_sessions);
}

/* How well a profile answers to a word; the best match wins. */
typedef enum
{
  MATCH_NONE,
  MATCH_PREFIX,
  MATCH_STRANGERS_NAME,
  MATCH_SYSTEM_NAME,
  MATCH_OWN_NAME,
  MATCH_NAME_AND_OWNER,
  MATCH_ID,
} Match;

static gboolean
matches_name_and_owner (DialerDBusProfile *profile, const char *word)
{
  g_autofree char *owner = dialctl_text_format_owner (dialer_dbus_profile_get_owner (profile));
  g_autofree char *by_name = g_strdup_printf ("%s@%s", dialer_dbus_profile_get_name (profile), owner);
  g_autofree char *by_uid = g_strdup_printf ("%s@%u", dialer_dbus_profile_get_name (profile),
                                             dialer_dbus_profile_get_owner (profile));

  return g_str_equal (word, by_name) || g_str_equal (word, by_uid);
}

static Match
match_profile (DialerDBusProfile *profile, const char *word)
{
  const char *name = dialer_dbus_profile_get_name (profile);
  const char *id = dialer_dbus_profile_get_id (profile);
  guint32 owner = dialer_dbus_profile_get_owner (profile);

  if (g_strcmp0 (id, word) == 0)
    return MATCH_ID;
  if (matches_name_and_owner (profile, word))
    return MATCH_NAME_AND_OWNER;
  if (g_strcmp0 (name, word) == 0)
    return owner == getuid () ? MATCH_OWN_NAME : owner == 0 ? MATCH_SYSTEM_NAME : MATCH_STRANGERS_NAME;
  if (*word != '\0'
      && ((name != NULL && g_str_has_prefix (name, word)) || (id != NULL && g_str_has_prefix (id, word))))
    return MATCH_PREFIX;
  return MATCH_NONE;
}

static char *
join_full_names (GPtrArray *profiles)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < profiles->len; i++)
    {
      DialerDBusProfile *profile = profiles->pdata[i];
      g_autofree char *owner = dialctl_text_format_owner (dialer_dbus_profile_get_owner (profile));

      g_ptr_array_add (names, g_strdup_printf ("%s@%s", dialer_dbus_profile_get_name (profile), owner));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/* Those of the profiles called @name that @word may mean.  Returns: %FALSE with an error set if it can't be asked */
static gboolean
add_profiles_called (DialctlBus *self, GPtrArray *profiles, const char *name, const char *word, GError **error)
{
  g_auto (GStrv) paths = NULL;

  if (!dialer_dbus_manager_call_find_profiles_sync (self->manager, name, G_DBUS_CALL_FLAGS_NONE, -1, &paths, NULL,
                                                    error))
    return FALSE;
  for (char **path = paths; *path != NULL; path++)
    {
      g_autoptr (DialerDBusProfile) profile = dialctl_bus_read_profile (self, *path, NULL);

      /* It may have gone in between. */
      if (profile != NULL && match_profile (profile, word) > MATCH_PREFIX)
        g_ptr_array_add (profiles, g_steal_pointer (&profile));
    }
  return TRUE;
}

/*
 * Those among which it must be: few, if the daemon knows the word, or what stands before its "@"; else, where a
 * beginning will do, all.
 */
static GPtrArray *
list_candidates (DialctlBus *self, const char *word, Match at_least, GError **error)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);
  const char *at = strrchr (word, '@');
  g_autofree char *name = at != NULL ? g_strndup (word, at - word) : NULL;

  if (self->objects == NULL
      && (!add_profiles_called (self, profiles, word, word, error)
          || (name != NULL && !add_profiles_called (self, profiles, name, word, error))))
    return NULL;
  if (profiles->len > 0 || (self->objects == NULL && at_least > MATCH_PREFIX))
    return g_steal_pointer (&profiles);
  return dialctl_bus_load (self, error) ? dialctl_bus_list_profiles (self) : NULL;
}

static DialerDBusProfile *
choose_profile (DialctlBus *self, const char *word, Match at_least, GError **error)
{
  g_autoptr (GPtrArray) profiles = list_candidates (self, word, at_least, error);
  g_autoptr (GPtrArray) best = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *names = NULL;
  Match best_match = at_least;

  if (profiles == NULL)
    return NULL;
  for (guint i = 0; i < profiles->len; i++)
    {
      Match match = match_profile (profiles->pdata[i], word);

      if (match < best_match)
        continue;
      if (match > best_match)
        g_ptr_array_set_size (best, 0);
      best_match = match;
      g_ptr_array_add (best, g_object_ref (profiles->pdata[i]));
    }
  if (best->len == 1)
    return g_object_ref (best->pdata[0]);

  names = join_full_names (best);
  if (best->len == 0)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND,
                 "there is no profile '%s'\n"
                 "See 'dialctl profile list'; 'dialctl profile add NAME' makes one.", word);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "'%s' may mean several profiles\nSay which: %s", word, names);
  return NULL;
}

DialerDBusProfile *
dialctl_bus_find_profile (DialctlBus *self, const char *word, GError **error)
{
  return choose_profile (self, word, MATCH_STRANGERS_NAME, error);
}

DialerDBusProfile *
dialctl_bus_guess_profile (DialctlBus *self, const char *word, GError **error)
{
  return choose_profile (self, word, MATCH_PREFIX, error);
}

/* How well a modem answers to a word; the best match wins. */
typedef enum
{
  MODEM_MATCH_NONE,
  MODEM_MATCH_PREFIX,
  MODEM_MATCH_OLD_DEVICE, /* that of a modem which is absent: the name may be another's by now */
  MODEM_MATCH_DEVICE,
  MODEM_MATCH_ID,
} ModemMatch;

/* "/dev/ttyS0", "ttyS0", or any link to it. */
static gboolean
is_device (const char *device, const char *word)
{
  g_autofree char *path = g_path_is_absolute (word) ? g_strdup (word) : g_build_filename ("/dev", word, NULL);
  g_autofree char *real_path = realpath (path, NULL);
  g_autofree char *real_device = realpath (device, NULL);

  return g_str_equal (device, path) || (real_path != NULL && g_strcmp0 (real_device, real_path) == 0);
}

static ModemMatch
match_modem (DialerDBusModem *modem, const char *word)
{
  const char *id = dialer_dbus_modem_get_id (modem);
  const char *device = dialer_dbus_modem_get_device (modem);
  gboolean absent = g_strcmp0 (dialer_dbus_modem_get_state (modem), "absent") == 0;

  if (g_strcmp0 (id, word) == 0)
    return MODEM_MATCH_ID;
  if (device != NULL && is_device (device, word))
    return absent ? MODEM_MATCH_OLD_DEVICE : MODEM_MATCH_DEVICE;
  if (*word != '\0' && id != NULL && g_ascii_strncasecmp (id, word, strlen (word)) == 0)
    return MODEM_MATCH_PREFIX;
  return MODEM_MATCH_NONE;
}

static GPtrArray *
match_modems (DialctlBus *self, const char *word, GError **error)
{
  g_autoptr (GPtrArray) modems = NULL;
  GPtrArray *best;
  ModemMatch best_match = MODEM_MATCH_PREFIX;

  if (!dialctl_bus_load (self, error))
    return NULL;
  modems = dialctl_bus_list_modems (self);
  best = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < modems->len; i++)
    {
      ModemMatch match = match_modem (modems->pdata[i], word);

      if (match < best_match)
        continue;
      if (match > best_match)
        g_ptr_array_set_size (best, 0);
      best_match = match;
      g_ptr_array_add (best, g_object_ref (modems->pdata[i]));
    }
  return best;
}

static void
set_several_modems (GPtrArray *modems, const char *word, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < modems->len; i++)
    g_ptr_array_add (ids, (char *) dialer_dbus_modem_get_id (modems->pdata[i]));
  g_ptr_array_add (ids, NULL);
  text = g_strjoinv (", ", (char **) ids->pdata);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "'%s' may mean several modems\nSay which: %s", word, text);
}

DialerDBusModem *
dialctl_bus_find_modem (DialctlBus *self, const char *word, GError **error)
{
  g_autoptr (GPtrArray) modems = match_modems (self, word, error);

  if (modems == NULL)
    return NULL;
  if (modems->len == 1)
    return g_object_ref (modems->pdata[0]);
  if (modems->len == 0)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND,
                 "there is no modem '%s'\nSee 'dialctl modem list'; 'dialctl modem add DEVICE' adds one.",
                 word);
  else
    set_several_modems (modems, word, error);
  return NULL;
}

gboolean
dialctl_bus_resolve_modem (DialctlBus *self, char **word, GError **error)
{
  g_autoptr (GPtrArray) modems = NULL;

  if (*word == NULL || g_str_equal (*word, "any"))
    return TRUE;
  modems = match_modems (self, *word, error);
  if (modems == NULL)
    return FALSE;
  if (modems->len > 1)
    {
      set_several_modems (modems, *word, error);
      return FALSE;
    }
  if (modems->len == 1)
    {
      g_free (*word);
      *word = dialer_dbus_modem_dup_id (modems->pdata[0]);
    }
  return TRUE;
}

DialerDBusSession *
dialctl_bus_find_session (DialctlBus *self, DialerDBusProfile *profile, GError **error)
{
  const char *path = dialer_dbus_profile_get_session (profile);
  const char *name = dialer_dbus_profile_get_name (profile);

  g_autoptr (GDBusInterface) known = NULL;

  if (path != NULL && !g_str_equal (path, "/"))
    {
      if (self->objects != NULL)
        known = g_dbus_object_manager_get_interface (self->objects, path, DIALER_BUS_NAME ".Session");
      return known != NULL ? DIALER_DBUS_SESSION (g_steal_pointer (&known))
                           : dialctl_bus_read_session (self, path, error);
    }
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND,
               "'%s' has no session\n'dialctl status' shows all sessions; 'dialctl dial NAME' begins one.",
               name);
  return NULL;
}

DialerDBusSession *
dialctl_bus_read_session (DialctlBus *self, const char *path, GError **error)
{
  return dialer_dbus_session_proxy_new_sync (self->connection, PROXY_FLAGS, DIALER_BUS_NAME, path, NULL, error);
}

DialerDBusModem *
dialctl_bus_read_modem (DialctlBus *self, const char *path, GError **error)
{
  return dialer_dbus_modem_proxy_new_sync (self->connection, PROXY_FLAGS, DIALER_BUS_NAME, path, NULL, error);
}

DialerDBusProfile *
dialctl_bus_read_profile (DialctlBus *self, const char *path, GError **error)
{
  return dialer_dbus_profile_proxy_new_sync (self->connection, PROXY_FLAGS, DIALER_BUS_NAME, path, NULL, error);
}

char *
dialctl_bus_get_profile_name (DialctlBus *self, const char *path)
{
  g_autoptr (DialerDBusProfile) profile = NULL;

  if (path == NULL || g_str_equal (path, "/"))
    return NULL;
  if (self->objects == NULL)
    profile = dialctl_bus_read_profile (self, path, NULL);
  else
    profile = (DialerDBusProfile *) g_dbus_object_manager_get_interface (self->objects, path,
                                                                         DIALER_BUS_NAME ".Profile");
  return profile != NULL ? dialer_dbus_profile_dup_name (profile) : NULL;
}

char *
dialctl_bus_get_modem_id (DialctlBus *self, const char *path)
{
  g_autoptr (GDBusInterface) interface = NULL;

  if (path == NULL)
    return NULL;
  interface = g_dbus_object_manager_get_interface (self->objects, path, DIALER_BUS_NAME ".Modem");
  return interface != NULL ? dialer_dbus_modem_dup_id (DIALER_DBUS_MODEM (interface)) : NULL;
}
