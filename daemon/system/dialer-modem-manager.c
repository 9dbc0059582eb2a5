/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Each ModemManager gets an object manager of its own, made anew when its name appears: that of libmm-glib
 * outlives a restart too, but then asks for the modems with a call that blocks.
 */
#include "dialer-modem-manager.h"

#include <libmm-glib.h>

#include "dialer-error.h"

struct _DialerModemManager
{
  GObject parent_instance;

  guint watch;
  GCancellable *cancellable; /* of asking the present one for its modems */
  MMManager *manager;        /* NULL while there is none, or it has not answered yet */
  GHashTable *inhibited;     /* uids, as long as the removal of their modem is our doing */
  gboolean known; /* whether there is one, since the start */
};

enum
{
  ADDED,
  REMOVED,
  STOPPED,
  KNOWN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerModemManager, dialer_modem_manager, G_TYPE_OBJECT)

static char *
copy_text (const char *text)
{
  return g_strdup (text ? text : "");
}

/* The primary one, unless that speaks another protocol. */
static char *
find_at_port (MMModem *modem)
{
  const char *primary = mm_modem_get_primary_port (modem);
  const char *found = NULL;
  MMModemPortInfo *ports;
  guint n;

  if (!mm_modem_peek_ports (modem, (const MMModemPortInfo **) &ports, &n))
    return NULL;
  for (guint i = 0; i < n; i++)
    if (ports[i].type == MM_MODEM_PORT_TYPE_AT && (found == NULL || g_strcmp0 (ports[i].name, primary) == 0))
      found = ports[i].name;
  return found ? g_build_filename ("/dev", found, NULL) : NULL;
}

/* One that speaks no AT commands, as QMI and MBIM modems may, is known by its control port. */
static char *
find_port (MMModem *modem)
{
  const char *primary = mm_modem_get_primary_port (modem);
  char *port = find_at_port (modem);

  return port || primary == NULL ? port : g_build_filename ("/dev", primary, NULL);
}

static gboolean
is_cellular (MMModem *modem)
{
  const MMModemCapability cellular
    = MM_MODEM_CAPABILITY_GSM_UMTS | MM_MODEM_CAPABILITY_CDMA_EVDO | MM_MODEM_CAPABILITY_LTE
      | MM_MODEM_CAPABILITY_IRIDIUM | MM_MODEM_CAPABILITY_5GNR | MM_MODEM_CAPABILITY_TDS;

  return (mm_modem_get_current_capabilities (modem) & cellular) != 0;
}

static gboolean
is_given_up (MMModem *modem)
{
  return mm_modem_get_state (modem) == MM_MODEM_STATE_FAILED
         && mm_modem_get_state_failed_reason (modem) == MM_MODEM_STATE_FAILED_REASON_UNKNOWN_CAPABILITIES;
}

static DialerMmModem *
describe (MMModem *modem)
{
  DialerMmModem *self = dialer_mm_modem_new ();

  self->uid = copy_text (mm_modem_get_device (modem));
  self->device_id = copy_text (mm_modem_get_device_identifier (modem));
  self->port = find_port (modem);
  self->drivers = g_strdupv ((GStrv) mm_modem_get_drivers (modem));
  self->manufacturer = copy_text (mm_modem_get_manufacturer (modem));
  self->model = copy_text (mm_modem_get_model (modem));
  self->revision = copy_text (mm_modem_get_revision (modem));
  self->equipment_id = copy_text (mm_modem_get_equipment_identifier (modem));
  self->capabilities = mm_modem_capability_build_string_from_mask (mm_modem_get_current_capabilities (modem));
  self->cellular = is_cellular (modem);
  self->unknown = is_given_up (modem);
  return self;
}

static gboolean
is_settled (MMModem *modem)
{
  MMModemState state = mm_modem_get_state (modem);

  return state != MM_MODEM_STATE_UNKNOWN && state != MM_MODEM_STATE_INITIALIZING;
}

static void
announce (DialerModemManager *self, MMModem *modem)
{
  g_autoptr (DialerMmModem) description = describe (modem);

  g_signal_emit (self, signals[ADDED], 0, description);
}

static void
on_state_changed (MMModem *modem, GParamSpec *property, gpointer user_data)
{
  DialerModemManager *self = user_data;

  if (!is_settled (modem))
    return;
  g_signal_handlers_disconnect_by_data (modem, self);
  announce (self, modem);
}

static void
on_object_added (GDBusObjectManager *manager, GDBusObject *object, gpointer user_data)
{
  DialerModemManager *self = user_data;
  MMModem *modem = mm_object_peek_modem (MM_OBJECT (object));

  if (modem && is_settled (modem))
    announce (self, modem);
  else if (modem)
    g_signal_connect_object (modem, "notify::state", G_CALLBACK (on_state_changed), self, 0);
}

static void
on_object_removed (GDBusObjectManager *manager, GDBusObject *object, gpointer user_data)
{
  DialerModemManager *self = user_data;
  MMModem *modem = mm_object_peek_modem (MM_OBJECT (object));
  g_autoptr (DialerMmModem) description = modem ? describe (modem) : NULL;

  if (modem && !g_hash_table_contains (self->inhibited, description->uid))
    g_signal_emit (self, signals[REMOVED], 0, description);
}

static void
set_known (DialerModemManager *self)
{
  if (self->known)
    return;
  self->known = TRUE;
  g_signal_emit (self, signals[KNOWN], 0);
}

static void
on_manager_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerModemManager) self = user_data;
  g_autoptr (GError) error = NULL;
  MMManager *manager = mm_manager_new_finish (result, &error);
  g_autolist (GDBusObject) objects = NULL;

  if (manager == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_warning ("ModemManager does not tell its modems: %s", error->message);
          set_known (self);
        }
      return;
    }
  self->manager = manager;
  g_signal_connect_object (manager, "object-added", G_CALLBACK (on_object_added), self, 0);
  g_signal_connect_object (manager, "object-removed", G_CALLBACK (on_object_removed), self, 0);
  objects = g_dbus_object_manager_get_objects (G_DBUS_OBJECT_MANAGER (manager));
  for (GList *l = objects; l; l = l->next)
    on_object_added (G_DBUS_OBJECT_MANAGER (manager), l->data, self);
  set_known (self);
}

static void
forget_manager (DialerModemManager *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->manager)
    g_signal_handlers_disconnect_by_data (self->manager, self);
  g_clear_object (&self->manager);
  g_hash_table_remove_all (self->inhibited);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  DialerModemManager *self = user_data;

  forget_manager (self);
  self->cancellable = g_cancellable_new ();
  mm_manager_new (connection, G_DBUS_OBJECT_MANAGER_CLIENT_FLAGS_DO_NOT_AUTO_START, self->cancellable,
                  on_manager_made, g_object_ref (self));
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  DialerModemManager *self = user_data;

  forget_manager (self);
  set_known (self);
  g_signal_emit (self, signals[STOPPED], 0);
}

static void
dialer_modem_manager_dispose (GObject *object)
{
  DialerModemManager *self = DIALER_MODEM_MANAGER (object);

  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  forget_manager (self);
  G_OBJECT_CLASS (dialer_modem_manager_parent_class)->dispose (object);
}

static void
dialer_modem_manager_finalize (GObject *object)
{
  g_hash_table_unref (DIALER_MODEM_MANAGER (object)->inhibited);
  G_OBJECT_CLASS (dialer_modem_manager_parent_class)->finalize (object);
}

static void
dialer_modem_manager_class_init (DialerModemManagerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_modem_manager_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_modem_manager_finalize;

  signals[ADDED] = g_signal_new ("added", DIALER_TYPE_MODEM_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REMOVED] = g_signal_new ("removed", DIALER_TYPE_MODEM_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[STOPPED] = g_signal_new ("stopped", DIALER_TYPE_MODEM_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[KNOWN] = g_signal_new ("known", DIALER_TYPE_MODEM_MANAGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
dialer_modem_manager_init (DialerModemManager *self)
{
  self->inhibited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DialerModemManager *
dialer_modem_manager_new (void)
{
  DialerModemManager *self = g_object_new (DIALER_TYPE_MODEM_MANAGER, NULL);

  self->watch = g_bus_watch_name (G_BUS_TYPE_SYSTEM, MM_DBUS_SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                  on_appeared, on_vanished, self, NULL);
  return self;
}

gboolean
dialer_modem_manager_is_running (DialerModemManager *self)
{
  return self->manager != NULL;
}

gboolean
dialer_modem_manager_is_known (DialerModemManager *self)
{
  return self->known;
}

char *
dialer_modem_manager_dup_owner (DialerModemManager *self)
{
  return self->manager
           ? g_dbus_object_manager_client_get_name_owner (G_DBUS_OBJECT_MANAGER_CLIENT (self->manager))
           : NULL;
}

MMObject *
dialer_modem_manager_find (DialerModemManager *self, const char *uid)
{
  g_autolist (GDBusObject) objects = NULL;

  if (self->manager == NULL)
    return NULL;
  objects = g_dbus_object_manager_get_objects (G_DBUS_OBJECT_MANAGER (self->manager));
  for (GList *l = objects; l; l = l->next)
    {
      MMModem *modem = mm_object_peek_modem (l->data);

      if (modem && g_strcmp0 (mm_modem_get_device (modem), uid) == 0)
        return g_object_ref (l->data);
    }
  return NULL;
}

gboolean
dialer_modem_manager_has (DialerModemManager *self, const char *uid)
{
  g_autoptr (GObject) object = (GObject *) dialer_modem_manager_find (self, uid);

  return object != NULL;
}

/* ---- inhibition ---- */

static DialerError
get_code (const GError *error)
{
  if (g_error_matches (error, MM_CORE_ERROR, MM_CORE_ERROR_NOT_FOUND))
    return DIALER_ERROR_NOT_FOUND;
  if (g_error_matches (error, MM_CORE_ERROR, MM_CORE_ERROR_WRONG_STATE))
    return DIALER_ERROR_BUSY;
  if (g_error_matches (error, MM_CORE_ERROR, MM_CORE_ERROR_IN_PROGRESS))
    return DIALER_ERROR_EXISTS;
  return DIALER_ERROR_FAILED;
}

typedef struct
{
  char *uid;
  gboolean inhibit;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->uid);
  g_free (request);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerModemManager *self = g_task_get_source_object (task);
  const Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) nothing = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (!request->inhibit || nothing == NULL)
    g_hash_table_remove (self->inhibited, request->uid);
  if (nothing)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_dbus_error_strip_remote_error (error);
  g_task_return_new_error (task, DIALER_ERROR, get_code (error), "ModemManager: %s", error->message);
}

/* Not mm_manager_inhibit_device(), which makes a proxy for this first, and blocks. */
static void
call (GTask *task)
{
  DialerModemManager *self = g_task_get_source_object (task);
  const Request *request = g_task_get_task_data (task);
  GDBusObjectManagerClient *manager = G_DBUS_OBJECT_MANAGER_CLIENT (self->manager);
  GDBusConnection *connection = g_dbus_object_manager_client_get_connection (manager);

  g_dbus_connection_call (connection, MM_DBUS_SERVICE, MM_DBUS_PATH, MM_DBUS_INTERFACE, "InhibitDevice",
                          g_variant_new ("(sb)", request->uid, request->inhibit), G_VARIANT_TYPE_UNIT,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, on_called, g_object_ref (task));
}

static void
set_inhibited (DialerModemManager *self, const char *uid, gboolean inhibit, GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->uid = g_strdup (uid);
  request->inhibit = inhibit;
  g_task_set_task_data (task, request, request_free);
  if (self->manager == NULL)
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_FAILED, "ModemManager does not run");
      return;
    }
  /* The modem leaves before the reply comes. */
  if (inhibit)
    g_hash_table_add (self->inhibited, g_strdup (uid));
  call (task);
}

void
dialer_modem_manager_inhibit_async (DialerModemManager *self, const char *uid, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  set_inhibited (self, uid, TRUE, callback, user_data);
}

gboolean
dialer_modem_manager_inhibit_finish (DialerModemManager *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
dialer_modem_manager_uninhibit_async (DialerModemManager *self, const char *uid, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  set_inhibited (self, uid, FALSE, callback, user_data);
}

gboolean
dialer_modem_manager_uninhibit_finish (DialerModemManager *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
