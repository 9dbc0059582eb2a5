/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The terminal without line editing, echo and signals: all keys but one go to the peer, and what it gives back is
 * shown, on standard error, so that standard output has the result alone. */
#include "dialctl-typist.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "dialctl-secret.h"
#include "dialctl-text.h"

#define ESCAPE 0x1d /* Ctrl-], as telnet(1) has it */

struct _DialctlTypist
{
  DialctlHand hand;
  DialctlLearner *learner;
  struct termios mode; /* before */
  gboolean open;       /* the terminal is ours */
  gboolean escaped;    /* the next key is for us */
  gboolean logged_in;
  gboolean in_line;    /* what was written last has no line end */
  guint readable;
};

static const char *const introduction =
  "You are connected; what you type goes to the peer.  For dialctl is what follows Ctrl-]:\n"
  "p starts PPP, q gives up; w: this line, or the next, is the password; c: it is a code that is good for once;\n"
  "Ctrl-] sends that key.\n";

static void
tell (DialctlTypist *self, const char *text)
{
  fprintf (stderr, "%s%s", self->in_line ? "\n" : "", text);
  self->in_line = FALSE;
}

static void
on_message (char kind, const char *text, gsize length, gpointer data)
{
  DialctlTypist *self = data;
  g_autofree char *harmless = NULL;

  if (kind == 'P')
    {
      self->logged_in = TRUE;
      tell (self, "(PPP begins)\n");
    }
  if (kind != 'T')
    return;
  dialctl_learner_hear (self->learner, text, length);
  harmless = dialctl_text_make_harmless (text, length);
  fputs (harmless, stderr);
  self->in_line = *harmless != '\0' && !g_str_has_suffix (harmless, "\n");
}

/* ---- keys ---- */

static void
send_keys (DialctlTypist *self, const char *bytes, gsize length)
{
  dialctl_learner_type (self->learner, bytes, length);
  dialctl_talk_send (self->hand.talk, 'b', bytes, length);
}

static void
obey (DialctlTypist *self, char key)
{
  static const char escape = ESCAPE;

  switch (key)
    {
    case 'p':
    case 'q':
      dialctl_talk_send (self->hand.talk, key, "", 0);
      break;
    case 'w':
      dialctl_learner_mark (self->learner, DIALCTL_LEARNER_PASSWORD);
      tell (self, "(this line is taken for the password)\n");
      break;
    case 'c':
      dialctl_learner_mark (self->learner, DIALCTL_LEARNER_CODE);
      tell (self, "(this line will be asked for at each call)\n");
      break;
    case ESCAPE:
      send_keys (self, &escape, 1);
      break;
    default:
      tell (self, introduction);
    }
}

static void
take_keys (DialctlTypist *self, const char *keys, gsize length)
{
  const char *end = keys + length;

  while (keys < end)
    {
      const char *escape = memchr (keys, ESCAPE, (gsize) (end - keys));
      const char *until = escape != NULL ? escape : end;

      if (self->escaped)
        {
          self->escaped = FALSE;
          obey (self, *keys++);
          continue;
        }
      if (until > keys)
        send_keys (self, keys, (gsize) (until - keys));
      self->escaped = escape != NULL;
      keys = until + (escape != NULL ? 1 : 0);
    }
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  DialctlTypist *self = data;
  char keys[DIALCTL_SECRET_SIZE];
  ssize_t n = read (fd, keys, sizeof keys);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (n <= 0)
    {
      self->readable = 0;
      dialctl_talk_send (self->hand.talk, 'q', "", 0); /* the terminal is gone */
      return G_SOURCE_REMOVE;
    }
  take_keys (self, keys, (gsize) n);
  explicit_bzero (keys, sizeof keys);
  return G_SOURCE_CONTINUE;
}

/* ---- the terminal ---- */

static void
open_terminal (DialctlTypist *self)
{
  struct termios mode;

  if (self->open || tcgetattr (STDIN_FILENO, &self->mode) != 0)
    return;
  mode = self->mode;
  cfmakeraw (&mode);
  mode.c_oflag = self->mode.c_oflag; /* our own line ends are to be such */
  self->open = tcsetattr (STDIN_FILENO, TCSAFLUSH, &mode) == 0;
}

static void
close_terminal (DialctlTypist *self)
{
  g_clear_handle_id (&self->readable, g_source_remove);
  if (self->open)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &self->mode);
  self->open = FALSE;
}

static void
take (gpointer data)
{
  DialctlTypist *self = data;

  dialctl_secret_keep_from_dumps ();
  open_terminal (self);
  tell (self, introduction);
  dialctl_talk_set_listening (self->hand.talk, TRUE);
  if (self->readable == 0)
    self->readable = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
}

static void
leave (gpointer data)
{
  DialctlTypist *self = data;

  dialctl_talk_set_listening (self->hand.talk, FALSE);
  dialctl_talk_drain (self->hand.talk);
  close_terminal (self);
  tell (self, "");
}

DialctlTypist *
dialctl_typist_new (DialctlLearner *learner, GError **error)
{
  DialctlTypist *self = g_new0 (DialctlTypist, 1);

  self->learner = learner;
  self->hand = (DialctlHand){ "terminal", dialctl_talk_new (on_message, self, error), take, leave, self };
  if (self->hand.talk == NULL)
    g_clear_pointer (&self, g_free);
  return self;
}

void
dialctl_typist_free (DialctlTypist *self)
{
  close_terminal (self);
  dialctl_talk_free (self->hand.talk);
  g_free (self);
}

const DialctlHand *
dialctl_typist_get_hand (DialctlTypist *self)
{
  return &self->hand;
}

gboolean
dialctl_typist_has_logged_in (DialctlTypist *self)
{
  return self->logged_in;
}
