/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The port is taken at once, and opened when it is time to hang up. */
#include "dialer-rescue.h"

#include "dialer-chat.h"
#include "dialer-hang-up.h"
#include "dialer-serial-port.h"

#define DEACTIVATE_MS 10000 /* the network has a say in it */

struct _DialerRescue
{
  GObject parent_instance;

  DialerInhibitor *inhibitor;
  DialerSettings *settings;
  char *device;
  DialerRescueCase what;
  gboolean found_carrier;
  GTask *task; /* hanging up, since the port is not there yet */
  DialerSerialPort *port;
  DialerChat *chat;
  gboolean taken;
  gboolean refused;
  gboolean ended;
};

G_DEFINE_TYPE (DialerRescue, dialer_rescue, G_TYPE_OBJECT)

static void
on_deactivated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerRescue *self = g_task_get_source_object (task);
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, NULL);

  /* Where the connection was a call on this port, hanging up has proven that it is over. */
  g_task_return_boolean (task, self->what == DIALER_RESCUE_DATA_CALL || (reply && reply->result == DIALER_AT_OK));
}

static gboolean
has_packet_data (DialerRescue *self)
{
  return self->what == DIALER_RESCUE_DATA || self->what == DIALER_RESCUE_DATA_CALL;
}

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerRescue *self = g_task_get_source_object (task);
  gboolean proven = dialer_hang_up_finish (result);

  if (proven && has_packet_data (self))
    dialer_chat_send_async (self->chat, "AT+CGACT=0", DEACTIVATE_MS, NULL, on_deactivated, g_object_ref (task));
  else
    g_task_return_boolean (task, proven);
}

static DialerHangUpCase
get_case (DialerRescue *self)
{
  switch (self->what)
    {
    case DIALER_RESCUE_DATA:
      return DIALER_HANG_UP_DIALED;
    case DIALER_RESCUE_DATA_CALL:
      return DIALER_HANG_UP_CONNECTED;
    case DIALER_RESCUE_DIALED: /* what was dialled may have been answered since */
      return self->found_carrier ? DIALER_HANG_UP_LEFT : DIALER_HANG_UP_DIALED;
    case DIALER_RESCUE_CALL:
      return DIALER_HANG_UP_LEFT;
    }
  g_return_val_if_reached (DIALER_HANG_UP_DIALED);
}

static void
hang_up (GTask *task)
{
  DialerRescue *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  self->port = dialer_serial_port_open (self->device, self->settings, &error);
  if (self->port == NULL)
    {
      g_message ("%s can't be opened to hang up: %s", self->device, error->message);
      g_task_return_boolean (task, FALSE);
      return;
    }
  self->chat = dialer_chat_new (self->port);
  self->found_carrier = dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_ON;
  dialer_hang_up_async (self->port, self->chat, get_case (self), on_hung_up, g_object_ref (task));
}

void
dialer_rescue_hang_up_async (DialerRescue *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (self->taken)
    hang_up (task);
  else if (self->refused)
    g_task_return_boolean (task, FALSE);
  else
    self->task = g_steal_pointer (&task);
}

gboolean
dialer_rescue_hang_up_finish (DialerRescue *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
dialer_rescue_had_port (DialerRescue *self)
{
  return self->port != NULL;
}

gboolean
dialer_rescue_found_carrier (DialerRescue *self)
{
  return self->found_carrier;
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerRescue) self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  self->taken = dialer_inhibitor_take_finish (DIALER_INHIBITOR (source), result, NULL);
  self->refused = !self->taken;
  if (self->ended && self->taken)
    dialer_inhibitor_give_back (self->inhibitor, self->device);
  else if (task && self->taken)
    hang_up (task);
  else if (task)
    g_task_return_boolean (task, FALSE);
}

void
dialer_rescue_end (DialerRescue *self)
{
  if (self->ended)
    return;
  self->ended = TRUE;
  if (self->port)
    dialer_serial_port_close (self->port);
  if (self->taken)
    dialer_inhibitor_give_back (self->inhibitor, self->device);
}

static void
dialer_rescue_finalize (GObject *object)
{
  DialerRescue *self = DIALER_RESCUE (object);

  g_clear_object (&self->chat);
  g_clear_object (&self->port);
  g_object_unref (self->inhibitor);
  dialer_settings_unref (self->settings);
  g_free (self->device);
  G_OBJECT_CLASS (dialer_rescue_parent_class)->finalize (object);
}

static void
dialer_rescue_class_init (DialerRescueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_rescue_finalize;
}

static void
dialer_rescue_init (DialerRescue *self)
{
}

DialerRescue *
dialer_rescue_begin (DialerInhibitor *inhibitor, DialerSettings *settings, const char *device, DialerRescueCase what)
{
  DialerRescue *self = g_object_new (DIALER_TYPE_RESCUE, NULL);

  self->inhibitor = g_object_ref (inhibitor);
  self->settings = dialer_settings_ref (settings);
  self->device = g_strdup (device);
  self->what = what;
  if (has_packet_data (self))
    dialer_inhibitor_take_async (inhibitor, device, NULL, on_taken, g_object_ref (self));
  else
    dialer_inhibitor_take_soon_async (inhibitor, device, on_taken, g_object_ref (self));
  return self;
}
