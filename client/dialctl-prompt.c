/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The terminal's own line editing, with the echo off. */
#include "dialctl-prompt.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "dialctl-text.h"
#include "dialer-error.h"

struct _DialctlPrompt
{
  struct termios mode; /* before */
  gboolean open;       /* the terminal is ours */
  guint readable;
  guint timer;
  DialctlSecret secret;
  DialctlPromptDone done;
  gpointer user_data;
};

gboolean
dialctl_prompt_is_possible (void)
{
  /* In the background, a question would only stop us. */
  return isatty (STDIN_FILENO) && tcgetpgrp (STDIN_FILENO) == getpgrp ();
}

gboolean
dialctl_prompt_agrees (const char *question)
{
  char answer[16];

  g_printerr ("%s [Y/n] ", question);
  return fgets (answer, sizeof answer, stdin) != NULL && g_ascii_tolower (*answer) != 'n';
}

/* Who stops us, or dumps our core, would leave a terminal without echo behind: those keys rest. */
static void
stop_echo (DialctlPrompt *self)
{
  struct termios mode;

  if (tcgetattr (STDIN_FILENO, &self->mode) != 0)
    return;
  mode = self->mode;
  mode.c_lflag &= ~(tcflag_t) (ECHO | ECHOE | ECHOK);
  mode.c_lflag |= ICANON | ECHONL;
  mode.c_cc[VSUSP] = mode.c_cc[VQUIT] = _POSIX_VDISABLE;
  self->open = tcsetattr (STDIN_FILENO, TCSAFLUSH, &mode) == 0;
}

static void
close_terminal (DialctlPrompt *self)
{
  g_clear_handle_id (&self->readable, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->open)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &self->mode);
  self->open = FALSE;
}

static void
fail (DialctlPrompt *self, DialerError code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (DIALER_ERROR, code, message);

  close_terminal (self);
  self->done (NULL, error, self->user_data);
}

static gboolean
on_overdue (gpointer data)
{
  DialctlPrompt *self = data;

  self->timer = 0;
  g_printerr ("\n");
  fail (self, DIALER_ERROR_TIMED_OUT, "nobody answered in time");
  return G_SOURCE_REMOVE;
}

static void
finish_line (DialctlPrompt *self)
{
  g_auto (DialctlSecret) secret = self->secret;

  dialctl_secret_clear (&self->secret);
  if (secret.length == 0)
    {
      fail (self, DIALER_ERROR_CANCELLED, "nothing was typed");
      return;
    }
  close_terminal (self);
  self->done (&secret, NULL, self->user_data);
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  DialctlPrompt *self = data;
  gsize room = sizeof self->secret.bytes - self->secret.length;
  char *place = self->secret.bytes + self->secret.length;
  ssize_t n = read (fd, place, room);
  char *end = n > 0 ? memchr (place, '\n', (gsize) n) : NULL;

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (n > 0 && end == NULL && (gsize) n < room)
    {
      self->secret.length += (gsize) n; /* Ctrl-D in mid-line */
      return G_SOURCE_CONTINUE;
    }
  self->readable = 0;
  if (n <= 0)
    {
      g_printerr ("\n");
      fail (self, DIALER_ERROR_CANCELLED, "nothing was typed");
    }
  else if (end == NULL)
    fail (self, DIALER_ERROR_INVALID_ARGUMENT, "a secret has 255 bytes at most");
  else
    {
      self->secret.length = (gsize) (end - self->secret.bytes);
      finish_line (self);
    }
  return G_SOURCE_REMOVE;
}

DialctlPrompt *
dialctl_prompt_new (const char *text, guint seconds, DialctlPromptDone done, gpointer user_data)
{
  DialctlPrompt *self = g_new0 (DialctlPrompt, 1);
  g_autofree char *printable = dialctl_text_make_printable (text);

  self->done = done;
  self->user_data = user_data;
  stop_echo (self);
  g_printerr ("%s: ", printable);
  self->readable = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
  self->timer = g_timeout_add_seconds (seconds, on_overdue, self);
  return self;
}

void
dialctl_prompt_free (DialctlPrompt *self)
{
  if (self->open)
    g_printerr ("\n");
  close_terminal (self);
  dialctl_secret_clear (&self->secret);
  g_free (self);
}
