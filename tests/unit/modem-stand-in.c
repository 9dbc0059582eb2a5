/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A stand-in for a modem, on a pty. */
#include "modem-stand-in.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define WATCHDOG_SECONDS 20 /* generous: under a sanitizer on a loaded machine everything is slow */

typedef struct
{
  ModemStandIn *modem;
  char *command;
  guint delay_ms;
  char *reply;
  guint timer;
} Answer;

struct _ModemStandIn
{
  int master;
  int slave;
  char *device;
  gboolean echo;
  GString *heard;
  GString *line;
  GQueue answers;
  GQueue pending;
  guint read_id;
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_handle_id (&answer->timer, g_source_remove);
  g_free (answer->command);
  g_free (answer->reply);
  g_free (answer);
}

void
modem_stand_in_say (ModemStandIn *self, const char *bytes)
{
  gsize length = strlen (bytes);

  g_assert_cmpint (write (self->master, bytes, length), ==, length);
}

static gboolean
on_answer_due (gpointer user_data)
{
  Answer *answer = user_data;

  answer->timer = 0;
  modem_stand_in_say (answer->modem, answer->reply);
  g_queue_remove (&answer->modem->pending, answer);
  answer_free (answer);
  return G_SOURCE_REMOVE;
}

static void
give_answer (ModemStandIn *self, Answer *answer)
{
  g_queue_push_tail (&self->pending, answer);
  if (answer->delay_ms == MODEM_STAND_IN_HELD)
    return;
  if (answer->delay_ms)
    answer->timer = g_timeout_add (answer->delay_ms, on_answer_due, answer);
  else
    on_answer_due (answer);
}

void
modem_stand_in_release (ModemStandIn *self)
{
  GList *oldest = self->pending.head;

  while (oldest && ((Answer *) oldest->data)->delay_ms != MODEM_STAND_IN_HELD)
    oldest = oldest->next;
  g_assert_nonnull (oldest);
  on_answer_due (oldest->data);
}

static void
hear_command (ModemStandIn *self)
{
  g_autofree char *command = g_strdup (self->line->str);

  g_string_truncate (self->line, 0);
  for (GList *l = self->answers.head; l; l = l->next)
    {
      Answer *answer = l->data;

      if (!g_str_equal (answer->command, command))
        continue;
      g_queue_delete_link (&self->answers, l);
      give_answer (self, answer);
      return;
    }
}

static void
hear_byte (ModemStandIn *self, char byte)
{
  char text[] = { byte, '\0' };

  if (self->echo)
    modem_stand_in_say (self, text);
  g_string_append_c (self->heard, byte == '\r' ? '|' : byte);
  if (byte != '\r')
    g_string_append_c (self->line, byte);
  if (byte == '\r' || g_str_equal (self->line->str, "+++"))
    hear_command (self);
}

static gboolean
on_heard (int fd, GIOCondition condition, gpointer user_data)
{
  ModemStandIn *self = user_data;
  char buffer[4096];
  gssize length = read (fd, buffer, sizeof buffer);

  for (gssize i = 0; i < length; i++)
    hear_byte (self, buffer[i]);
  return G_SOURCE_CONTINUE;
}

/* Held open, or else the master would hang up whenever the port is closed. */
static int
open_slave (ModemStandIn *self)
{
  int fd = open (self->device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

ModemStandIn *
modem_stand_in_new (void)
{
  ModemStandIn *self = g_new0 (ModemStandIn, 1);

  self->master = posix_openpt (O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (self->master, >=, 0);
  g_assert_cmpint (grantpt (self->master), ==, 0);
  g_assert_cmpint (unlockpt (self->master), ==, 0);
  self->device = g_strdup (ptsname (self->master));
  self->slave = open_slave (self);
  self->heard = g_string_new (NULL);
  self->line = g_string_new (NULL);
  g_queue_init (&self->answers);
  g_queue_init (&self->pending);
  modem_stand_in_set_listening (self, TRUE);
  return self;
}

void
modem_stand_in_free (ModemStandIn *self)
{
  modem_stand_in_unplug (self);
  g_queue_clear_full (&self->answers, answer_free);
  g_queue_clear_full (&self->pending, answer_free);
  g_string_free (self->heard, TRUE);
  g_string_free (self->line, TRUE);
  g_free (self->device);
  g_free (self);
}

const char *
modem_stand_in_get_device (ModemStandIn *self)
{
  return self->device;
}

int
modem_stand_in_get_slave (ModemStandIn *self)
{
  return self->slave;
}

void
modem_stand_in_reopen_slave (ModemStandIn *self)
{
  close (self->slave);
  self->slave = open_slave (self);
}

void
modem_stand_in_set_echo (ModemStandIn *self, gboolean echo)
{
  self->echo = echo;
}

void
modem_stand_in_set_listening (ModemStandIn *self, gboolean listening)
{
  if (listening && self->read_id == 0)
    self->read_id = g_unix_fd_add (self->master, G_IO_IN, on_heard, self);
  else if (!listening)
    g_clear_handle_id (&self->read_id, g_source_remove);
}

void
modem_stand_in_answer (ModemStandIn *self, const char *command, guint delay_ms, const char *reply)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->modem = self;
  answer->command = g_strdup (command);
  answer->delay_ms = delay_ms;
  answer->reply = g_strdup (reply);
  g_queue_push_tail (&self->answers, answer);
}

const char *
modem_stand_in_get_heard (ModemStandIn *self)
{
  return self->heard->str;
}

void
modem_stand_in_wait_until_unread (ModemStandIn *self, int length)
{
  struct pollfd slave = { .fd = self->slave, .events = POLLIN };
  int unread = 0;

  while (unread < length)
    {
      g_assert_cmpint (poll (&slave, 1, WATCHDOG_SECONDS * 1000), ==, 1);
      g_assert_cmpint (ioctl (self->slave, FIONREAD, &unread), ==, 0);
    }
  g_assert_cmpint (unread, ==, length);
}

void
modem_stand_in_unplug (ModemStandIn *self)
{
  if (self->master < 0)
    return;
  modem_stand_in_set_listening (self, FALSE);
  close (self->slave);
  close (self->master);
  self->master = self->slave = -1;
}

static gboolean
on_watchdog (gpointer user_data)
{
  g_error ("%s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

guint
modem_stand_in_start_watchdog (const char *message)
{
  return g_timeout_add_seconds (WATCHDOG_SECONDS, on_watchdog, (gpointer) message);
}
