/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pool of modems. */
#include "dialer-modem-pool.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "dialer-error.h"
#include "dialer-port-check.h"
#include "dialer-port-lock.h"
#include "dialer-setting.h"
#include "dialer-udev.h"

#define UDEV_POLL_MS 50
#define UDEV_PATIENCE_MS 5000

struct _DialerModemPool
{
  GObject parent_instance;

  DialerStore *store;
  DialerInhibitor *inhibitor;
  GPtrArray *modems;
  GPtrArray *hidden; /* once found, and not there now */
};

enum
{
  ADDED,
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerModemPool, dialer_modem_pool, G_TYPE_OBJECT)

typedef struct
{
  char *device;
  GVariant *settings;
  guint waited_ms; /* for udev */
  DialerModem *modem;
  DialerModem *known; /* was found there before, and gets what was given by hand */
  gboolean kind_given;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_clear_object (&adding->modem);
  g_clear_object (&adding->known);
  g_variant_unref (adding->settings);
  g_free (adding->device);
  g_free (adding);
}

static DialerModem *
find_among (GPtrArray *modems, const char *id)
{
  for (guint i = 0; i < modems->len; i++)
    if (g_str_equal (dialer_modem_get_id (modems->pdata[i]), id))
      return modems->pdata[i];
  return NULL;
}

DialerModem *
dialer_modem_pool_find (DialerModemPool *self, const char *id)
{
  DialerModem *modem = find_among (self->modems, id);

  return modem ? modem : find_among (self->hidden, id);
}

GPtrArray *
dialer_modem_pool_get_modems (DialerModemPool *self)
{
  return self->modems;
}

/* The last name of a modem that is absent is another's now. */
static gboolean
has_lost_device (DialerModem *modem)
{
  return dialer_modem_get_hardware (modem) && !dialer_modem_is_present (modem);
}

/* Two names of one device (/dev/ttyUSB0 and its link in /dev/serial/by-id) are one modem. */
DialerModem *
dialer_modem_pool_find_by_device (DialerModemPool *self, const char *device)
{
  g_autofree char *wanted = realpath (device, NULL);

  for (guint i = 0; i < self->modems->len; i++)
    {
      const char *other = dialer_modem_get_device (self->modems->pdata[i]);
      g_autofree char *resolved = realpath (other, NULL);

      if (has_lost_device (self->modems->pdata[i]))
        continue;
      if (g_str_equal (other, device) || (wanted && g_strcmp0 (resolved, wanted) == 0))
        return self->modems->pdata[i];
    }
  return NULL;
}

void
dialer_modem_pool_foreach (DialerModemPool *self, void (*function) (DialerModem *modem, gpointer user_data),
                           gpointer user_data)
{
  /* Backwards: who is hidden leaves the list. */
  for (guint i = self->modems->len; i-- > 0;)
    function (self->modems->pdata[i], user_data);
}

/* Of twins that share a serial number the second is known by its place. */
static char *
find_hardware (DialerModemPool *self, const char *device)
{
  g_autofree char *serial = dialer_udev_get_serial_id (device);

  if (serial && find_among (self->modems, serial) == NULL)
    return g_steal_pointer (&serial);
  return dialer_udev_get_path_id (device);
}

static char *
make_id (DialerModemPool *self, const char *device, const char *hardware)
{
  g_autofree char *base = hardware ? g_strdup (hardware) : g_path_get_basename (device);
  char *id;

  g_strcanon (base, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_", '_');
  id = g_strdup (base);
  for (guint n = 2; find_among (self->modems, id); n++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, n);
    }
  return id;
}

static void
add (DialerModemPool *self, DialerModem *modem)
{
  g_ptr_array_add (self->modems, g_object_ref (modem));
  g_signal_emit (self, signals[ADDED], 0, modem);
}

static void
on_changed (DialerModem *modem, gpointer user_data)
{
  if (dialer_modem_get_state (modem) == DIALER_MODEM_ABSENT)
    dialer_modem_pool_hide (user_data, modem);
}

static void
on_shown_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!dialer_store_save_finish (DIALER_STORE (source), result, &error))
    g_warning ("what is known of a modem will have to be found out again: %s", error->message);
}

/* What can be found out again: nobody waits for it. */
static void
save (DialerModemPool *self, DialerModem *modem)
{
  g_autofree char *text = dialer_modem_serialize (modem);

  dialer_store_save_async (self->store, dialer_modem_get_id (modem), text, NULL, on_shown_saved, NULL);
}

void
dialer_modem_pool_move (DialerModemPool *self, DialerModem *modem, const char *device)
{
  dialer_modem_set_device (modem, device);
  save (self, modem);
}

void
dialer_modem_pool_show (DialerModemPool *self, DialerModem *modem)
{
  G_GNUC_UNUSED g_autoptr (DialerModem) guard = g_object_ref (modem);

  save (self, modem);
  if (find_among (self->modems, dialer_modem_get_id (modem)))
    return;
  g_ptr_array_remove (self->hidden, modem);
  add (self, modem);
  g_signal_connect (modem, "changed", G_CALLBACK (on_changed), self);
}

static void
take_away (DialerModemPool *self, DialerModem *modem)
{
  G_GNUC_UNUSED g_autoptr (DialerModem) guard = g_object_ref (modem);

  g_signal_handlers_disconnect_by_data (modem, self);
  g_ptr_array_remove (self->modems, modem);
  g_signal_emit (self, signals[REMOVED], 0, modem);
}

void
dialer_modem_pool_recall (DialerModemPool *self, gboolean (*is_there) (DialerModem *modem))
{
  /* Backwards: who is shown leaves the list. */
  for (guint i = self->hidden->len; i-- > 0;)
    if (is_there (self->hidden->pdata[i]))
      dialer_modem_pool_show (self, self->hidden->pdata[i]);
}

void
dialer_modem_pool_hide (DialerModemPool *self, DialerModem *modem)
{
  g_ptr_array_add (self->hidden, g_object_ref (modem));
  take_away (self, modem);
}

static void
dialer_modem_pool_finalize (GObject *object)
{
  DialerModemPool *self = DIALER_MODEM_POOL (object);

  for (guint i = 0; i < self->modems->len; i++)
    g_signal_handlers_disconnect_by_data (self->modems->pdata[i], self);
  g_object_unref (self->store);
  g_object_unref (self->inhibitor);
  g_ptr_array_unref (self->modems);
  g_ptr_array_unref (self->hidden);
  G_OBJECT_CLASS (dialer_modem_pool_parent_class)->finalize (object);
}

static void
dialer_modem_pool_class_init (DialerModemPoolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_modem_pool_finalize;

  signals[ADDED] = g_signal_new ("added", DIALER_TYPE_MODEM_POOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, DIALER_TYPE_MODEM);
  signals[REMOVED] = g_signal_new ("removed", DIALER_TYPE_MODEM_POOL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, DIALER_TYPE_MODEM);
}

static void
dialer_modem_pool_init (DialerModemPool *self)
{
  self->modems = g_ptr_array_new_with_free_func (g_object_unref);
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
}

DialerModemPool *
dialer_modem_pool_new (DialerStore *store, DialerInhibitor *inhibitor)
{
  DialerModemPool *self = g_object_new (DIALER_TYPE_MODEM_POOL, NULL);

  self->store = g_object_ref (store);
  self->inhibitor = g_object_ref (inhibitor);
  return self;
}

/* Of a daemon that was killed the lock is left, at which other programs would stop. */
static void
take_over (DialerModemPool *self, DialerModem *modem)
{
  g_autofree char *device = dialer_port_check (dialer_modem_get_device (modem), NULL);

  if (device)
    dialer_port_lock_sweep (DIALER_PORT_LOCK_FOLDER, device);
  if (dialer_modem_is_found (modem))
    g_ptr_array_add (self->hidden, g_object_ref (modem));
  else
    add (self, modem);
}

void
dialer_modem_pool_load (DialerModemPool *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) texts = dialer_store_load (self->store, &error);
  g_autoptr (GList) ids = texts ? g_list_sort (g_hash_table_get_keys (texts), (GCompareFunc) g_strcmp0) : NULL;

  if (texts == NULL)
    g_warning ("the modems can't be read: %s", error->message);
  for (GList *l = ids; l; l = l->next)
    {
      g_autoptr (GError) parse_error = NULL;
      g_autoptr (DialerModem) modem = dialer_modem_parse (l->data, g_hash_table_lookup (texts, l->data), &parse_error);

      if (modem)
        take_over (self, modem);
      else
        g_warning ("modem %s is left out: %s", (char *) l->data, parse_error->message);
    }
}

static void
on_added_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerModemPool *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dialer_store_save_finish (DIALER_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (adding->known == NULL)
    {
      /* One that was found there earlier is this one from now on. */
      DialerModem *hidden = find_among (self->hidden, dialer_modem_get_id (adding->modem));

      if (hidden)
        g_ptr_array_remove (self->hidden, hidden);
      add (self, adding->modem);
    }
  g_task_return_pointer (task, g_object_ref (adding->known ? adding->known : adding->modem), g_object_unref);
}

/* Returns: the modem that is to be saved. */
static DialerModem *
merge (DialerModemPool *self, Adding *adding)
{
  DialerModem *known = dialer_modem_pool_find_by_device (self, dialer_modem_get_device (adding->modem));

  if (known == NULL)
    return adding->modem;
  adding->known = g_object_ref (known);
  dialer_modem_set_settings (known, dialer_modem_get_settings (adding->modem));
  dialer_modem_set_kind (known, dialer_modem_get_kind (adding->modem));
  return known;
}

static void
on_added_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerModemPool *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  DialerModem *modem = DIALER_MODEM (source);
  g_autofree char *text = NULL;
  GError *error = NULL;
  gboolean answered = dialer_modem_probe_finish (modem, result, &error);

  if (!answered && !g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (!adding->kind_given)
    dialer_modem_set_kind (modem, answered ? DIALER_MODEM_VOICE : DIALER_MODEM_DIRECT);
  modem = merge (self, adding);
  text = dialer_modem_serialize (modem);
  dialer_store_save_async (self->store, dialer_modem_get_id (modem), text, NULL, on_added_saved,
                           g_steal_pointer (&task));
}

/* Only what the table allows a modem to carry. */
static gboolean
set_modem_setting (DialerSettings *settings, const char *path, const char *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  const DialerSetting *setting;

  setting = g_strv_length (parts) == 2 ? dialer_setting_find (parts[0], parts[1], error) : NULL;
  if (setting == NULL || !setting->modem)
    {
      g_clear_error (error);
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "%s: a modem carries kind, dial.init and the settings of the group line", path);
      return FALSE;
    }
  return dialer_settings_set (settings, path, value, error);
}

/* Who gave a link, such as one in /dev/serial/by-id, has said where the modem is to be looked for. */
static gboolean
is_link (const char *device)
{
  struct stat st;

  return lstat (device, &st) == 0 && S_ISLNK (st.st_mode);
}

static DialerModem *
make_modem (DialerModemPool *self, const char *device, GVariant *variant, gboolean *kind_given, GError **error)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  DialerModemKind kind = DIALER_MODEM_VOICE;
  g_autofree char *hardware = find_hardware (self, device);
  g_autofree char *id = make_id (self, device, hardware);
  const char *path, *value;
  DialerModem *modem;
  GVariantIter iter;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "{&s&s}", &path, &value))
    {
      gboolean is_kind = g_str_equal (path, "kind");

      *kind_given |= is_kind;
      if (!(is_kind ? dialer_modem_kind_from_string (value, &kind, error)
                    : set_modem_setting (settings, path, value, error)))
        return NULL;
    }
  if (kind == DIALER_MODEM_CELLULAR)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "kind=cellular: such modems are found through ModemManager; give voice or direct");
      return NULL;
    }
  modem = dialer_modem_new (id, device, settings);
  dialer_modem_set_kind (modem, kind);
  dialer_modem_set_hardware (modem, is_link (device) ? NULL : hardware);
  return modem;
}

static gboolean
check_device (DialerModemPool *self, const char *device, GError **error)
{
  DialerModem *known = dialer_modem_pool_find_by_device (self, device);

  if (known && !dialer_modem_is_found (known))
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_EXISTS, "%s is modem %s already", device,
                 dialer_modem_get_id (known));
  else if (!g_path_is_absolute (device))
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                 "%s: give the device with its whole path, such as /dev/ttyS0", device);
  else
    return TRUE;
  return FALSE;
}

static void
probe_added (GTask *task)
{
  DialerModemPool *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;

  if (check_device (self, adding->device, &error))
    adding->modem = make_modem (self, adding->device, adding->settings, &adding->kind_given, &error);
  if (adding->modem)
    dialer_modem_probe_async (adding->modem, self->inhibitor, NULL, on_added_probed, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/* What has just been plugged in has no serial number before udev is done with it. */
static gboolean
on_udev_poll (gpointer user_data)
{
  GTask *task = user_data;
  Adding *adding = g_task_get_task_data (task);

  adding->waited_ms += UDEV_POLL_MS;
  if (adding->waited_ms < UDEV_PATIENCE_MS && dialer_udev_is_pending (adding->device))
    return G_SOURCE_CONTINUE;
  probe_added (task);
  return G_SOURCE_REMOVE;
}

void
dialer_modem_pool_add_async (DialerModemPool *self, const char *device, GVariant *settings,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Adding *adding = g_new0 (Adding, 1);

  adding->device = g_strdup (device);
  adding->settings = g_variant_ref_sink (settings);
  g_task_set_task_data (task, adding, adding_free);
  if (dialer_udev_is_pending (device))
    g_timeout_add_full (G_PRIORITY_DEFAULT, UDEV_POLL_MS, on_udev_poll, g_object_ref (task), g_object_unref);
  else
    probe_added (task);
}

DialerModem *
dialer_modem_pool_add_finish (DialerModemPool *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerModemPool *self = g_task_get_source_object (task);
  g_autoptr (DialerModem) modem = g_object_ref (g_task_get_task_data (task));
  GError *error = NULL;

  if (!dialer_store_remove_finish (DIALER_STORE (source), result, &error))
    {
      dialer_modem_release (modem);
      g_task_return_error (task, error);
      return;
    }
  take_away (self, modem);
  g_task_return_boolean (task, TRUE);
}

void
dialer_modem_pool_remove_async (DialerModemPool *self, DialerModem *modem, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  /* Reserved, so that nobody dials on it while its file goes. */
  if (!dialer_modem_reserve (modem))
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is in use", dialer_modem_get_id (modem));
      return;
    }
  g_task_set_task_data (task, g_object_ref (modem), g_object_unref);
  dialer_store_remove_async (self->store, dialer_modem_get_id (modem), NULL, on_removed, g_steal_pointer (&task));
}

gboolean
dialer_modem_pool_remove_finish (DialerModemPool *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerModemPool *self = g_task_get_source_object (task);
  DialerModem *modem = DIALER_MODEM (source);
  GError *error = NULL;
  DialerModemReport *report = dialer_modem_test_finish (result, &error);

  if (report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  save (self, modem);
  g_task_return_pointer (task, report, (GDestroyNotify) dialer_modem_report_free);
}

void
dialer_modem_pool_test_async (DialerModemPool *self, DialerModem *modem, gboolean off_hook,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  dialer_modem_test_async (modem, self->inhibitor, off_hook, cancellable, on_tested,
                           g_task_new (self, NULL, callback, user_data));
}

DialerModemReport *
dialer_modem_pool_test_finish (DialerModemPool *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
