/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A host that asks for a name and a password, told to whoever has a hand in the login. */
#include "stand-in-login.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the host says, and what a script would answer. */
static const char *const prompts[] = { "hello \033[31m\r\nlogin: ", "\r\nPassword: ", "\r\nToken? ",
                                       "\r\nEntering PPP\r\n" };
static const char *const steps[] = { "send $user", "send $password", "send ask \"Token?\"", "ppp" };

struct _StandInLogin
{
  int fd;
  guint source_id;
  gboolean by_hand;
  guint round;
  StandInLoginDone done;
  gpointer user_data;
};

static void
tell (StandInLogin *self, char kind, const char *text)
{
  g_autofree char *message = g_strdup_printf ("%c%s", kind, text);

  g_assert_cmpint (send (self->fd, message, strlen (message), MSG_NOSIGNAL), ==, strlen (message));
}

static void
speak (StandInLogin *self)
{
  tell (self, 'T', prompts[self->round]);
  if (self->by_hand)
    return;
  tell (self, 'S', steps[self->round]);
  if (self->round == 0)
    tell (self, 'T', "name: ");
}

static void
finish (StandInLogin *self, gboolean let_in)
{
  if (let_in)
    tell (self, 'P', "");
  shutdown (self->fd, SHUT_RDWR);
  self->done (let_in, self->user_data);
}

/* It echoes what is typed, but for the password; a CR ends an answer.  Returns: whether the last one has come */
static gboolean
hear (StandInLogin *self, const char *bytes)
{
  for (const char *c = bytes; *c != '\0'; c++)
    {
      char echo[2] = { *c, '\0' };

      if (*c == '\r' && self->round < G_N_ELEMENTS (prompts) - 1)
        {
          self->round++;
          speak (self);
        }
      else if (self->round != 1)
        tell (self, 'T', echo);
    }
  if (self->round < G_N_ELEMENTS (prompts) - 1)
    return FALSE;
  tell (self, 'T', "~\x7f}#");
  return TRUE;
}

/* Returns: likewise */
static gboolean
go_on (StandInLogin *self)
{
  if (++self->round == G_N_ELEMENTS (prompts))
    return TRUE;
  speak (self);
  return FALSE;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  StandInLogin *self = data;
  char message[4097];
  ssize_t length = recv (fd, message, sizeof message - 1, MSG_DONTWAIT);

  message[MAX (length, 0)] = '\0';
  stand_in_tell ("hand %s", length > 0 ? message : "has left");
  if (length > 0 && strchr ("pq", *message) == NULL && !(self->by_hand ? hear (self, message + 1) : go_on (self)))
    return G_SOURCE_CONTINUE;
  self->source_id = 0;
  finish (self, length > 0 && *message != 'q');
  return G_SOURCE_REMOVE;
}

StandInLogin *
stand_in_login_new (GDBusMethodInvocation *dial, StandInLoginDone done, gpointer user_data)
{
  GUnixFDList *fds = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (dial));
  g_autoptr (GVariant) options = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (dial), 0);
  StandInLogin *self;

  if (fds == NULL)
    return NULL;
  self = g_new0 (StandInLogin, 1);
  self->fd = g_unix_fd_list_get (fds, 0, NULL);
  self->by_hand = g_variant_lookup (options, "terminal", "h", NULL);
  self->done = done;
  self->user_data = user_data;
  self->source_id = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP, on_readable, self);
  speak (self);
  return self;
}

void
stand_in_login_free (StandInLogin *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  close (self->fd);
  g_free (self);
}
