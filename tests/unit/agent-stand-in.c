/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Of org.dialctl.Dialer1.Agent what dialerd asks, answered as the kind says. */
#include "agent-stand-in.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "dialer-dbus.h"
#include "dialer-error.h"
#include "dialer-secret-pipe.h"

static int
make_pipe (const char *text, gsize length)
{
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_assert_cmpint (write (ends[1], text, length), ==, length);
  close (ends[1]);
  return ends[0];
}

static void
send_pipe (GDBusConnection *connection, GDBusMessage *call, int fd)
{
  g_autoptr (GDBusMessage) reply = g_dbus_message_new_method_reply (call);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new_from_array (&fd, fd >= 0 ? 1 : 0);

  g_dbus_message_set_body (reply, g_variant_new ("(h)", 0));
  g_dbus_message_set_unix_fd_list (reply, fds);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static void
give (Agent *self, GDBusMethodInvocation *invocation)
{
  GDBusMessage *call = g_dbus_method_invocation_get_message (invocation);
  static const char much[DIALER_SECRET_MAX + 1] = "xxx";

  if (self->kind == GIVES_FILE)
    send_pipe (self->connection, call, open ("/dev/zero", O_RDONLY | O_CLOEXEC));
  else if (self->kind == GIVES_NOTHING)
    send_pipe (self->connection, call, make_pipe ("", 0));
  else if (self->kind == GIVES_TOO_MUCH)
    send_pipe (self->connection, call, make_pipe (much, sizeof much));
  else if (self->kind == GIVES_TWO_LINES)
    send_pipe (self->connection, call, make_pipe ("one\ntwo", 7));
  else
    send_pipe (self->connection, call, make_pipe (self->secret, strlen (self->secret)));
  if (self->kind == ANSWERS_TWICE)
    send_pipe (self->connection, call, make_pipe ("other", 5));
  g_object_unref (invocation);
}

static void
return_error (GDBusMethodInvocation *invocation, DialerError code)
{
  g_dbus_method_invocation_return_error_literal (invocation, DIALER_ERROR, code, "no");
}

static void
answer (Agent *self, GDBusMethodInvocation *invocation)
{
  switch (self->kind)
    {
    case HAS_NONE:
      return_error (invocation, DIALER_ERROR_NOT_FOUND);
      break;
    case IS_LOCKED:
      return_error (invocation, DIALER_ERROR_SECRETS_UNAVAILABLE);
      break;
    case SAYS_NO:
      return_error (invocation, DIALER_ERROR_CANCELLED);
      break;
    case FAILS:
      g_dbus_method_invocation_return_dbus_error (invocation, "com.example.Odd", "what?");
      break;
    case HANGS:
      self->hanging = invocation;
      break;
    case DIES:
      g_dbus_connection_close_sync (self->connection, NULL, NULL);
      g_object_unref (invocation);
      break;
    case GIVES_STRING:
      {
        g_autoptr (GDBusMessage) reply
          = g_dbus_message_new_method_reply (g_dbus_method_invocation_get_message (invocation));

        g_dbus_message_set_body (reply, g_variant_new ("(s)", "in clear"));
        g_dbus_connection_send_message (self->connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
        g_object_unref (invocation);
      }
      break;
    case GIVES:
    case GIVES_FILE:
    case GIVES_NOTHING:
    case GIVES_TOO_MUCH:
    case GIVES_TWO_LINES:
    case ANSWERS_TWICE:
      give (self, invocation);
      break;
    }
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  Agent *self = user_data;
  const char *name;

  if (g_str_equal (method, "CancelGetSecret"))
    {
      g_free (self->cancelled);
      self->cancelled = g_variant_print (parameters, FALSE);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get (parameters, "(&o&su)", NULL, &name, &self->flags);
  g_free (self->question);
  self->question = g_strdup (name);
  g_string_append_printf (self->order, "%s ", self->secret);
  answer (self, invocation);
}

Agent *
agent_new (PrivateBus *bus, Kind kind, const char *secret, GString *order)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  Agent *self = g_new0 (Agent, 1);
  g_autoptr (GError) error = NULL;

  self->kind = kind;
  self->secret = secret;
  self->order = order;
  self->connection = private_bus_join (bus);
  self->name = g_dbus_connection_get_unique_name (self->connection);
  self->registration = g_dbus_connection_register_object (self->connection, AGENT_PATH,
                                                          dialer_dbus_agent_interface_info (), &table, self, NULL,
                                                          &error);
  g_assert_no_error (error);
  return self;
}

void
agent_free (Agent *self)
{
  g_clear_object (&self->hanging);
  g_dbus_connection_unregister_object (self->connection, self->registration);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_free (self->cancelled);
  g_free (self->question);
  g_free (self);
}
