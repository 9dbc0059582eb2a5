/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Opening looks at modem and SIM, and fetches the PIN if it is needed; dialling has ModemManager connect; hanging up
 * has it undo that.  When ModemManager dies meanwhile, we hang up ourselves.
 */
#include "dialer-cellular-line.h"

#include <libsecret/secret.h>

#include "dialer-bearer.h"
#include "dialer-error.h"
#include "dialer-ip-link.h"
#include "dialer-ppp-link.h"
#include "dialer-rescue.h"
#include "dialer-port-check.h"
#include "dialer-secret-copy.h"
#include "dialer-udev.h"

struct _DialerCellularLine
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerSettings *settings;
  DialerCallRecord *record;
  DialerSecretSource *secrets;
  char *device;
  DialerBearer *bearer;
  DialerRescue *rescue; /* since ModemManager has died */
  char *pin;
  char *password;
  GTask *dialing;       /* NULL once it has been answered */
  guint timer;
};

static void dialer_cellular_line_iface_init (DialerLineInterface *iface);

G_DEFINE_TYPE_WITH_CODE (DialerCellularLine, dialer_cellular_line, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (DIALER_TYPE_LINE, dialer_cellular_line_iface_init))

static void
forget_secrets (DialerCellularLine *self)
{
  g_clear_pointer (&self->pin, secret_password_free);
  g_clear_pointer (&self->password, secret_password_free);
}

static void
note (DialerCellularLine *self, const char *what, const char *detail)
{
  g_autofree char *text = g_strconcat (what, detail, NULL);

  dialer_call_log_add (self->record->log, g_get_real_time (), DIALER_CALL_LOG_NOTE, text);
}

/* ---- opening ---- */

static void
lend_password (DialerLine *line, const char *password)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (line);

  if (*dialer_settings_get (self->settings, "ppp.user"))
    self->password = dialer_secret_copy (password);
}

static void
on_pin (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerCellularLine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  self->pin = dialer_secret_source_fetch_finish (DIALER_SECRET_SOURCE (source), result, &error);
  if (g_error_matches (error, DIALER_REASON_ERROR, DIALER_REASON_NO_SECRET))
    dialer_line_return_failure (task, DIALER_REASON_PIN_NEEDED, error->message);
  else if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->pin == NULL) /* there shall be none */
    dialer_line_return_failure (task, DIALER_REASON_PIN_NEEDED, NULL);
  else if (dialer_refused_pins_contain (self->tools->refused_pins, self->record->modem, self->pin))
    dialer_line_return_failure (task, DIALER_REASON_PIN_WRONG, "the SIM refused this PIN before");
  else
    g_task_return_boolean (task, TRUE);
}

static void
look_for_pin (GTask *task)
{
  DialerCellularLine *self = g_task_get_source_object (task);

  dialer_secret_source_fetch_async (self->secrets, self->settings, "pin", g_task_get_cancellable (task), on_pin,
                                    g_object_ref (task));
}

static gboolean
has_ppp (DialerCellularLine *self)
{
  const DialerBearerConfig *config = dialer_bearer_get_config (self->bearer);

  return config && config->method == DIALER_BEARER_PPP;
}

static const char *
get_serial_port (DialerCellularLine *self)
{
  return has_ppp (self) ? dialer_bearer_get_config (self->bearer)->port : self->device;
}

static void
on_lost (DialerBearer *bearer, int reason, gpointer user_data)
{
  DialerCellularLine *self = user_data;

  /* The next ModemManager must not open the port before we have hung up. */
  if (dialer_bearer_is_orphaned (bearer))
    self->rescue = dialer_rescue_begin (self->tools->inhibitor, self->settings, get_serial_port (self),
                                        has_ppp (self) ? DIALER_RESCUE_DATA_CALL : DIALER_RESCUE_DATA);
  dialer_line_lose (DIALER_LINE (self), reason, NULL);
}

static void
open_async (DialerLine *line, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (line);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *uid = dialer_udev_get_physical_device (self->device);
  gboolean needs_pin;
  GError *error = NULL;

  if (uid == NULL)
    {
      dialer_line_return_failure (task, DIALER_REASON_MODEM_GONE, NULL);
      return;
    }
  self->bearer = dialer_bearer_new (self->tools->modem_manager, self->tools->bearer_marks, uid);
  g_signal_connect (self->bearer, "lost", G_CALLBACK (on_lost), self);
  if (!dialer_bearer_check (self->bearer, &needs_pin, &error))
    g_task_return_error (task, error);
  else if (needs_pin)
    look_for_pin (task);
  else
    g_task_return_boolean (task, TRUE);
}

/* ---- dialling ---- */

static void
note_pin (DialerCellularLine *self, const GError *error)
{
  gboolean refused = error && dialer_reason_from_error (error) == DIALER_REASON_PIN_WRONG;

  if (self->pin == NULL)
    return;
  if (refused)
    dialer_refused_pins_add (self->tools->refused_pins, self->record->modem, self->pin);
  if (refused || error == NULL)
    dialer_secret_source_note_outcome (self->secrets, self->settings, "pin", refused);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCellularLine) self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->dialing);
  g_autoptr (GError) error = NULL;
  gboolean connected = dialer_bearer_connect_finish (DIALER_BEARER (source), result, &error);

  g_clear_handle_id (&self->timer, g_source_remove);
  note_pin (self, error);
  forget_secrets (self);
  note (self, connected ? "ModemManager has connected it" : "ModemManager: ", connected ? NULL : error->message);
  if (task == NULL)
    return; /* it took too long */
  if (connected)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
on_overdue (gpointer user_data)
{
  DialerCellularLine *self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->dialing);

  self->timer = 0;
  dialer_line_return_failure (task, dialer_bearer_explain_delay (self->bearer), "dial.carrier-timeout has passed");
  return G_SOURCE_REMOVE;
}

static const char *
get_if_set (DialerCellularLine *self, const char *path)
{
  const char *value = dialer_settings_get (self->settings, path);

  return *value ? value : NULL;
}

static void
dial_async (DialerLine *line, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (line);
  DialerBearerRequest request = {
    .apn = dialer_settings_get (self->settings, "cellular.apn"),
    .network = get_if_set (self, "cellular.operator"),
    .roaming = dialer_settings_get_boolean (self->settings, "cellular.roaming"),
    .user = get_if_set (self, "ppp.user"),
    .password = self->password,
    .pin = self->pin,
  };

  note (self, "ModemManager is to connect it, access point ", request.apn);
  self->dialing = g_task_new (self, cancellable, callback, user_data);
  self->timer = g_timeout_add_seconds (dialer_settings_get_uint (self->settings, "dial.carrier-timeout"), on_overdue,
                                       self);
  dialer_bearer_connect_async (self->bearer, &request, on_connected, g_object_ref (self));
}

static gboolean
dials (DialerLine *line)
{
  return TRUE;
}

static gboolean
logs_in (DialerLine *line)
{
  return FALSE; /* the network has let us in */
}

/* ---- link ---- */

static DialerLink *
start_link (DialerLine *line, GError **error)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (line);
  const DialerBearerConfig *config = dialer_bearer_get_config (self->bearer);

  if (config->method != DIALER_BEARER_PPP)
    return dialer_ip_link_new (self->settings, self->record, config);
  return dialer_ppp_link_start (self->tools, self->settings, self->record, config->port,
                                dialer_port_has_carrier (config->port), error);
}

static gboolean
is_link_stale (DialerLine *line)
{
  return FALSE;
}

/* ---- the way down ---- */

static DialerReason
find_loss (DialerLine *line)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (line);
  gboolean gone = self->bearer && dialer_bearer_is_gone (self->bearer);

  return gone || !g_file_test (self->device, G_FILE_TEST_EXISTS) ? DIALER_REASON_MODEM_GONE : DIALER_REASON_NONE;
}

static void
on_rescued (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, dialer_rescue_hang_up_finish (DIALER_RESCUE (source), result));
}

static void
on_disconnected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, dialer_bearer_disconnect_finish (DIALER_BEARER (source), result));
}

static void
hang_up_async (DialerLine *line, GAsyncReadyCallback callback, gpointer user_data)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (line);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (self->rescue)
    dialer_rescue_hang_up_async (self->rescue, on_rescued, g_object_ref (task));
  else if (self->bearer)
    dialer_bearer_disconnect_async (self->bearer, on_disconnected, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
close_line (DialerLine *line)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (line);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->rescue)
    dialer_rescue_end (self->rescue);
}

/* ---- object ---- */

static void
dialer_cellular_line_dispose (GObject *object)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (object);

  close_line (DIALER_LINE (self));
  if (self->bearer)
    g_signal_handlers_disconnect_by_data (self->bearer, self);
  g_clear_object (&self->bearer);
  g_clear_object (&self->rescue);
  forget_secrets (self);
  G_OBJECT_CLASS (dialer_cellular_line_parent_class)->dispose (object);
}

static void
dialer_cellular_line_finalize (GObject *object)
{
  DialerCellularLine *self = DIALER_CELLULAR_LINE (object);

  dialer_call_record_unref (self->record);
  dialer_settings_unref (self->settings);
  g_object_unref (self->secrets);
  g_free (self->device);
  G_OBJECT_CLASS (dialer_cellular_line_parent_class)->finalize (object);
}

static void
dialer_cellular_line_class_init (DialerCellularLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_cellular_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_cellular_line_finalize;
}

/* ModemManager has dialled, and dialer_bearer_adopt() sees to that. */
static void
describe (DialerLine *line, DialerCallMark *mark)
{
  g_free (mark->device);
  mark->device = g_strdup (DIALER_CELLULAR_LINE (line)->device);
  mark->dialed = FALSE;
}

static void
dialer_cellular_line_iface_init (DialerLineInterface *iface)
{
  iface->lend_password = lend_password;
  iface->open_async = open_async;
  iface->dial_async = dial_async;
  iface->hang_up_async = hang_up_async;
  iface->close = close_line;
  iface->dials = dials;
  iface->logs_in = logs_in;
  iface->find_loss = find_loss;
  iface->start_link = start_link;
  iface->is_link_stale = is_link_stale;
  iface->describe = describe;
  iface->links_early = FALSE; /* the port is known when it is connected */
}

static void
dialer_cellular_line_init (DialerCellularLine *self)
{
}

DialerLine *
dialer_cellular_line_new (const DialerTools *tools, DialerSettings *settings, DialerCallRecord *record,
                          DialerSecretSource *secrets, const char *device)
{
  DialerCellularLine *self = g_object_new (DIALER_TYPE_CELLULAR_LINE, NULL);

  self->tools = tools;
  self->settings = dialer_settings_ref (settings);
  self->record = dialer_call_record_ref (record);
  self->secrets = g_object_ref (secrets);
  self->device = g_strdup (device);
  return DIALER_LINE (self);
}
