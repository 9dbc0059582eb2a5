/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks each agent that registers, as the environment says: STAND_IN_ASKS="NAME FLAGS [cancel]". */
#include <gio/gunixfdlist.h>
#include <stdlib.h>
#include <unistd.h>

#include "dialer-names.h"
#include "stand-in.h"

/* The question is there by then, on any machine; if not, the test waits for it in vain. */
#define CANCEL_MS 500

typedef struct
{
  char *agent;
  char *path;
  char *profile;
  GStrv words;
  GDBusConnection *connection;
} Question;

static void
on_answered (GObject *connection, GAsyncResult *result, gpointer data)
{
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (connection), &fds,
                                                                                 result, &error);
  char secret[512];
  ssize_t length;
  int fd;

  if (answer == NULL)
    {
      g_autofree char *name = g_dbus_error_encode_gerror (error);

      stand_in_tell ("refused %s", name);
      return;
    }
  fd = g_unix_fd_list_get (fds, 0, NULL);
  length = read (fd, secret, sizeof secret);
  stand_in_tell ("got '%.*s' then %zd", (int) length, secret, read (fd, secret, sizeof secret));
  close (fd);
}

static gboolean
on_cancel_is_due (gpointer data)
{
  Question *self = data;

  g_dbus_connection_call (self->connection, self->agent, self->path, DIALER_BUS_NAME ".Agent", "CancelGetSecret",
                          g_variant_new ("(os)", self->profile, self->words[0]), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Of two with this name, the own one. */
static char *
find_profile (StandIn *self)
{
  GList *objects = g_dbus_object_manager_get_objects (G_DBUS_OBJECT_MANAGER (self->objects));
  char *path = NULL;

  for (GList *l = objects; l != NULL; l = l->next)
    {
      g_autoptr (GDBusInterface) face = g_dbus_object_get_interface (l->data, DIALER_BUS_NAME ".Profile");
      DialerDBusProfile *profile = face != NULL ? DIALER_DBUS_PROFILE (face) : NULL;

      if (profile != NULL && path == NULL && g_str_equal (dialer_dbus_profile_get_name (profile), "isp")
          && dialer_dbus_profile_get_owner (profile) == getuid ())
        path = g_strdup (g_dbus_object_get_object_path (l->data));
    }
  g_list_free_full (objects, g_object_unref);
  return path;
}

static void
ask (Question *self)
{
  guint flags = (guint) g_ascii_strtoull (self->words[1], NULL, 10);

  g_dbus_connection_call_with_unix_fd_list (self->connection, self->agent, self->path, DIALER_BUS_NAME ".Agent",
                                            "GetSecret",
                                            g_variant_new ("(osu)", self->profile, self->words[0], flags),
                                            G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, NULL,
                                            on_answered, NULL);
  if (self->words[2] != NULL)
    g_timeout_add (CANCEL_MS, on_cancel_is_due, self);
}

gboolean
stand_in_register_agent (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *path,
                         StandIn *self)
{
  const char *wish = g_getenv ("STAND_IN_ASKS");
  Question *question = g_new0 (Question, 1); /* for as long as the process lives */

  question->connection = g_dbus_method_invocation_get_connection (invocation);
  question->agent = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  question->path = g_strdup (path);
  question->profile = find_profile (self);
  stand_in_tell ("RegisterAgent %s %s", question->agent, path);
  dialer_dbus_manager_complete_register_agent (manager, invocation);
  if (wish != NULL)
    {
      question->words = g_strsplit (wish, " ", -1);
      ask (question);
    }
  return TRUE;
}
