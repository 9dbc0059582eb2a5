/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem, be it found or added by hand. */
#include "dialer-modem.h"

#include <string.h>

#include "dialer-error.h"

#define GROUP "modem"

struct _DialerModem
{
  GObject parent_instance;

  char *id;
  char *device;
  char *hardware; /* NULL: the device's name is all there is to know it by */
  DialerModemKind kind;
  DialerSettings *settings;
  DialerIdentity *identity;
  GFileMonitor *watch;
  gboolean found;
  gboolean managed;
  gboolean present;
  gboolean probing;
  gboolean in_use;
  gboolean being_cleared; /* in use, and soon not any more */
  gboolean silent; /* when it was last asked */
  gboolean failed; /* in its last call */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerModem, dialer_modem, G_TYPE_OBJECT)

static const char *const kinds[] = {
  [DIALER_MODEM_VOICE] = "voice",
  [DIALER_MODEM_CELLULAR] = "cellular",
  [DIALER_MODEM_DIRECT] = "direct",
};

const char *
dialer_modem_kind_to_string (DialerModemKind kind)
{
  return kinds[kind];
}

gboolean
dialer_modem_kind_from_string (const char *word, DialerModemKind *kind, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (word, kinds[i]))
      {
        *kind = i;
        return TRUE;
      }
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "kind=%s: give voice or direct", word);
  return FALSE;
}

const char *
dialer_modem_state_to_string (DialerModemState state)
{
  static const char *const words[] = {
    [DIALER_MODEM_ABSENT] = "absent",
    [DIALER_MODEM_IDLE] = "idle",
    [DIALER_MODEM_PROBING] = "probing",
    [DIALER_MODEM_IN_USE] = "in-use",
  };

  return words[state];
}

static void
emit_changed (DialerModem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_device_event (GFileMonitor *watch, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  DialerModem *self = user_data;
  gboolean present = g_file_test (self->device, G_FILE_TEST_EXISTS);

  /* Of what comes back under the old name only udev knows whether it is ours. */
  if (present == self->present || (present && self->hardware))
    return;
  self->present = present;
  emit_changed (self);
}

static void
forget_device (DialerModem *self)
{
  if (self->watch)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  g_clear_pointer (&self->device, g_free);
}

static void
watch_device (DialerModem *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->device);

  self->present = g_file_test (self->device, G_FILE_TEST_EXISTS);
  self->watch = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->watch)
    g_signal_connect (self->watch, "changed", G_CALLBACK (on_device_event), self);
}

static void
dialer_modem_finalize (GObject *object)
{
  DialerModem *self = DIALER_MODEM (object);

  forget_device (self);
  g_free (self->id);
  g_free (self->hardware);
  g_clear_pointer (&self->settings, dialer_settings_unref);
  g_clear_pointer (&self->identity, dialer_identity_free);
  G_OBJECT_CLASS (dialer_modem_parent_class)->finalize (object);
}

static void
dialer_modem_class_init (DialerModemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_modem_finalize;

  signals[CHANGED] = g_signal_new ("changed", DIALER_TYPE_MODEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
dialer_modem_init (DialerModem *self)
{
  self->identity = dialer_identity_new ();
}

DialerModem *
dialer_modem_new (const char *id, const char *device, DialerSettings *settings)
{
  DialerModem *self = g_object_new (DIALER_TYPE_MODEM, NULL);

  self->id = g_strdup (id);
  self->device = g_strdup (device);
  self->settings = dialer_settings_ref (settings);
  watch_device (self);
  return self;
}

static char *
get_text (GKeyFile *file, const char *key)
{
  char *text = g_key_file_get_string (file, GROUP, key, NULL);

  return text ? text : g_strdup ("");
}

static DialerIdentity *
parse_identity (GKeyFile *file)
{
  DialerIdentity *identity = g_new0 (DialerIdentity, 1);

  identity->manufacturer = get_text (file, "manufacturer");
  identity->model = get_text (file, "model");
  identity->revision = get_text (file, "revision");
  identity->capabilities = g_key_file_get_string_list (file, GROUP, "capabilities", NULL, NULL);
  if (identity->capabilities == NULL)
    identity->capabilities = g_new0 (char *, 1);
  return identity;
}

DialerModem *
dialer_modem_parse (const char *id, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (DialerSettings) settings = NULL;
  g_autoptr (DialerModem) self = NULL;
  g_autofree char *device = NULL, *kind = NULL;

  /* Settings keep a group that they do not know, so one text serves both. */
  settings = dialer_settings_parse (text, strlen (text), error);
  if (settings == NULL || !g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, error))
    return NULL;
  device = get_text (file, "device");
  kind = get_text (file, "kind");
  if (*device != '/')
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "modem %s: no device", id);
      return NULL;
    }
  self = dialer_modem_new (id, device, settings);
  if (!dialer_modem_kind_from_string (kind, &self->kind, error))
    return NULL;
  self->found = g_key_file_get_boolean (file, GROUP, "found", NULL);
  self->hardware = g_key_file_get_string (file, GROUP, "hardware", NULL);
  self->present = self->present && self->hardware == NULL;
  dialer_identity_free (self->identity);
  self->identity = parse_identity (file);
  return g_steal_pointer (&self);
}

char *
dialer_modem_serialize (DialerModem *self)
{
  g_autofree char *settings = dialer_settings_serialize (self->settings);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const DialerIdentity *identity = self->identity;

  g_key_file_load_from_data (file, settings, -1, G_KEY_FILE_KEEP_COMMENTS, NULL);
  g_key_file_set_string (file, GROUP, "device", self->device);
  g_key_file_set_string (file, GROUP, "kind", dialer_modem_kind_to_string (self->kind));
  g_key_file_set_boolean (file, GROUP, "found", self->found);
  if (self->hardware)
    g_key_file_set_string (file, GROUP, "hardware", self->hardware);
  g_key_file_set_string (file, GROUP, "manufacturer", identity->manufacturer);
  g_key_file_set_string (file, GROUP, "model", identity->model);
  g_key_file_set_string (file, GROUP, "revision", identity->revision);
  g_key_file_set_string_list (file, GROUP, "capabilities", (const char *const *) identity->capabilities,
                              g_strv_length (identity->capabilities));
  return g_key_file_to_data (file, NULL, NULL);
}

const char *
dialer_modem_get_id (DialerModem *self)
{
  return self->id;
}

const char *
dialer_modem_get_device (DialerModem *self)
{
  return self->device;
}

void
dialer_modem_set_device (DialerModem *self, const char *device)
{
  char *copy = g_strdup (device); /* it may be our own */

  forget_device (self);
  self->device = copy;
  watch_device (self);
  emit_changed (self);
}

const char *
dialer_modem_get_hardware (DialerModem *self)
{
  return self->hardware;
}

void
dialer_modem_set_hardware (DialerModem *self, const char *hardware)
{
  g_free (self->hardware);
  self->hardware = g_strdup (hardware);
}

gboolean
dialer_modem_is_present (DialerModem *self)
{
  return self->present;
}

void
dialer_modem_set_absent (DialerModem *self)
{
  self->present = FALSE;
  emit_changed (self);
}

gboolean
dialer_modem_is_found (DialerModem *self)
{
  return self->found;
}

void
dialer_modem_set_found (DialerModem *self, gboolean found)
{
  self->found = found;
}

void
dialer_modem_set_managed (DialerModem *self, gboolean managed)
{
  if (managed == self->managed)
    return;
  self->managed = managed;
  emit_changed (self);
}

DialerSettings *
dialer_modem_get_settings (DialerModem *self)
{
  return self->settings;
}

void
dialer_modem_set_settings (DialerModem *self, DialerSettings *settings)
{
  dialer_settings_ref (settings); /* it may be the one that we have */
  dialer_settings_unref (self->settings);
  self->settings = settings;
  emit_changed (self);
}

const DialerIdentity *
dialer_modem_get_identity (DialerModem *self)
{
  return self->identity;
}

void
dialer_modem_set_identity (DialerModem *self, DialerIdentity *identity)
{
  dialer_identity_free (self->identity);
  self->identity = identity;
  self->silent = FALSE;
  emit_changed (self);
}

void
dialer_modem_set_silent (DialerModem *self)
{
  self->silent = TRUE;
}

void
dialer_modem_note_call (DialerModem *self, const DialerCallRecord *record)
{
  self->failed = dialer_reason_blames_modem (record->reason);
  if (record->reason == DIALER_REASON_MODEM_SILENT)
    self->silent = TRUE;
  else if (record->reached > DIALER_STATE_OPENING)
    self->silent = FALSE;
}

guint
dialer_modem_get_doubts (DialerModem *self)
{
  return (self->silent ? 2 : 0) + (self->failed ? 1 : 0);
}

DialerModemState
dialer_modem_get_state (DialerModem *self)
{
  if (self->in_use)
    return DIALER_MODEM_IN_USE;
  if (self->probing)
    return DIALER_MODEM_PROBING;
  if (!self->present || (self->kind == DIALER_MODEM_CELLULAR && !self->managed))
    return DIALER_MODEM_ABSENT;
  return DIALER_MODEM_IDLE;
}

DialerModemKind
dialer_modem_get_kind (DialerModem *self)
{
  return self->kind;
}

void
dialer_modem_set_kind (DialerModem *self, DialerModemKind kind)
{
  self->kind = kind;
  emit_changed (self);
}

gboolean
dialer_modem_reserve (DialerModem *self)
{
  if (self->in_use || self->probing)
    return FALSE;
  self->in_use = TRUE;
  emit_changed (self);
  return TRUE;
}

gboolean
dialer_modem_reserve_to_clear (DialerModem *self)
{
  if (!dialer_modem_reserve (self))
    return FALSE;
  self->being_cleared = TRUE;
  return TRUE;
}

gboolean
dialer_modem_is_being_cleared (DialerModem *self)
{
  return self->being_cleared;
}

void
dialer_modem_release (DialerModem *self)
{
  self->in_use = FALSE;
  self->being_cleared = FALSE;
  emit_changed (self);
}

/* ---- asking it who it is ---- */

typedef struct
{
  DialerInhibitor *inhibitor;
  char *device;
  DialerSerialPort *port;
} Probe;

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_clear_object (&probe->port);
  g_object_unref (probe->inhibitor);
  g_free (probe->device);
  g_free (probe);
}

static void
end_probe (GTask *task, DialerIdentity *identity, GError *error)
{
  DialerModem *self = g_task_get_source_object (task);

  self->probing = FALSE;
  if (identity || g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    self->silent = identity == NULL;
  if (identity)
    {
      dialer_identity_free (self->identity);
      self->identity = identity;
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
  emit_changed (self);
}

static void
finish_probe (GTask *task, DialerIdentity *identity, GError *error)
{
  Probe *probe = g_task_get_task_data (task);

  dialer_serial_port_close (probe->port);
  dialer_inhibitor_give_back (probe->inhibitor, probe->device);
  end_probe (task, identity, error);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  DialerIdentity *identity = dialer_identity_ask_finish (result, &error);

  finish_probe (task, identity, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerModem *self = g_task_get_source_object (task);
  Probe *probe = g_task_get_task_data (task);
  g_autoptr (DialerChat) chat = NULL;
  GError *error = NULL;

  probe->port = dialer_serial_port_open_finish (result, &error);
  if (probe->port == NULL)
    {
      dialer_inhibitor_give_back (probe->inhibitor, probe->device);
      end_probe (task, NULL, error);
      return;
    }
  /* A computer at the other end would take the question for somebody's name. */
  if (self->kind == DIALER_MODEM_DIRECT)
    {
      finish_probe (task, dialer_identity_new (), NULL);
      return;
    }
  chat = dialer_chat_new (probe->port);
  dialer_identity_ask_async (chat, g_task_get_cancellable (task), on_asked, g_object_ref (task));
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerModem *self = g_task_get_source_object (task);
  Probe *probe = g_task_get_task_data (task);
  GError *error = NULL;

  if (dialer_inhibitor_take_finish (probe->inhibitor, result, &error))
    dialer_serial_port_open_async (probe->device, self->settings, NULL, on_opened, g_steal_pointer (&task));
  else
    end_probe (task, NULL, error);
}

void
dialer_modem_probe_async (DialerModem *self, DialerInhibitor *inhibitor, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Probe *probe;

  if (self->in_use || self->probing)
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is in use", self->id);
      return;
    }
  probe = g_new0 (Probe, 1);
  probe->inhibitor = g_object_ref (inhibitor);
  probe->device = g_strdup (self->device);
  g_task_set_task_data (task, probe, probe_free);
  self->probing = TRUE;
  emit_changed (self);
  dialer_inhibitor_take_async (inhibitor, self->device, cancellable, on_taken, g_steal_pointer (&task));
}

gboolean
dialer_modem_probe_finish (DialerModem *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
