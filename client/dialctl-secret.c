/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A secret on its way from a person, or a pipe, to the daemon. */
#include "dialctl-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <unistd.h>

/* The signals a person or a system sends to somebody who sits before a prompt. */
static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP };

/* The only globals of the client: a signal handler can reach nothing else. */
static volatile sig_atomic_t caught_signal;
static volatile sig_atomic_t wake_fd;

/* On any thread, for GDBus has its own; so the thread that reads is woken through a pipe. */
static void
on_signal (int number)
{
  int saved_errno = errno;

  caught_signal = number;
  if (write (wake_fd, "", 1) < 0)
    caught_signal = number; /* it is full, so the reader is awake */
  errno = saved_errno;
}

void
dialctl_secret_clear (DialctlSecret *self)
{
  explicit_bzero (self, sizeof *self);
}

void
dialctl_secret_free (DialctlSecret *self)
{
  dialctl_secret_clear (self);
  g_free (self);
}

/* As read(2) of one byte, but fails with EINTR once @wake, unless that is -1, has something to read. */
static ssize_t
read_byte (char *byte, int wake)
{
  struct pollfd inputs[] = { { STDIN_FILENO, POLLIN, 0 }, { wake, POLLIN, 0 } };

  while (poll (inputs, G_N_ELEMENTS (inputs), -1) < 0)
    {
      if (errno != EINTR)
        return -1;
    }
  if (inputs[1].revents != 0)
    {
      errno = EINTR;
      return -1;
    }
  return read (STDIN_FILENO, byte, 1);
}

/* One byte at a time: what comes behind the line is not ours, and no buffer of stdio keeps a copy. */
static gboolean
read_line (DialctlSecret *self, int wake, GError **error)
{
  char c;
  ssize_t n;

  self->length = 0;
  while ((n = read_byte (&c, wake)) == 1 && c != '\n')
    {
      if (self->length == sizeof self->bytes - 1)
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               "a secret has 255 bytes at most\nNothing was stored; give a shorter one.");
          return FALSE;
        }
      self->bytes[self->length++] = c;
    }
  if (n < 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                   "standard input can't be read: %s\nNothing was stored; try again.", g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_secret (DialctlSecret *self, GError **error)
{
  if (self->length > 0 && self->bytes[self->length - 1] == '\r')
    self->length--;
  if (self->length > 0 && memchr (self->bytes, '\0', self->length) == NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       self->length == 0
                           ? "there is no secret on standard input\nType it, or pipe one line in."
                           : "a secret has no zero bytes\nPipe one line of text in.");
  return FALSE;
}

typedef struct
{
  struct sigaction old_actions[G_N_ELEMENTS (signals)];
  int pipe[2];
} SignalCatcher;

static gboolean
catch_signals (SignalCatcher *self, GError **error)
{
  struct sigaction action = { .sa_handler = on_signal };

  if (!g_unix_open_pipe (self->pipe, FD_CLOEXEC, error))
    return FALSE;
  g_unix_set_fd_nonblocking (self->pipe[1], TRUE, NULL);
  caught_signal = 0;
  wake_fd = self->pipe[1];
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, &self->old_actions[i]);
  return TRUE;
}

static void
release_signals (SignalCatcher *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &self->old_actions[i], NULL);
  close (self->pipe[0]);
  close (self->pipe[1]);
}

static gboolean
stop_echo (struct termios *old_mode, GError **error)
{
  struct termios mode;

  if (tcgetattr (STDIN_FILENO, old_mode) == 0)
    {
      mode = *old_mode;
      mode.c_lflag &= ~(tcflag_t) (ECHO | ECHOE | ECHOK);
      mode.c_lflag |= ECHONL;
      if (tcsetattr (STDIN_FILENO, TCSAFLUSH, &mode) == 0)
        return TRUE;
    }
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
               "the terminal can't be told to stop its echo: %s\nPipe the secret in.", g_strerror (errno));
  return FALSE;
}

static gboolean
read_without_echo (DialctlSecret *self, const char *prompt, int wake, GError **error)
{
  struct termios mode;
  gboolean ok;

  if (!stop_echo (&mode, error))
    return FALSE;
  g_printerr ("%s: ", prompt);
  ok = read_line (self, wake, error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &mode);
  return ok;
}

/* One try; afterwards the terminal is as it was, and a signal that came has been obeyed. */
static gboolean
ask_once (DialctlSecret *self, const char *prompt, GError **error)
{
  SignalCatcher catcher;
  gboolean ok;

  if (!catch_signals (&catcher, error))
    return FALSE;
  ok = read_without_echo (self, prompt, catcher.pipe[0], error);
  release_signals (&catcher);
  if (caught_signal != 0)
    {
      g_printerr ("\n");
      raise (caught_signal);
    }
  return ok;
}

static gboolean
ask (DialctlSecret *self, const char *prompt, GError **error)
{
  g_autoptr (GError) cause = NULL;

  /* Who stopped us and comes back is asked again. */
  while (!ask_once (self, prompt, &cause) && caught_signal == SIGTSTP)
    g_clear_error (&cause);

  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

void
dialctl_secret_keep_from_dumps (void)
{
  prctl (PR_SET_DUMPABLE, 0);
}

gboolean
dialctl_secret_read (DialctlSecret *self, const char *prompt, GError **error)
{
  gboolean ok;

  dialctl_secret_keep_from_dumps ();
  ok = isatty (STDIN_FILENO) ? ask (self, prompt, error) : read_line (self, -1, error);
  return ok && check_secret (self, error);
}

int
dialctl_secret_open_pipe (DialctlSecret *self, GError **error)
{
  int ends[2];
  ssize_t written;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return -1;

  /* An empty pipe takes PIPE_BUF bytes at once, so this neither blocks nor splits. */
  written = write (ends[1], self->bytes, self->length);
  close (ends[1]);
  if (written == (ssize_t) self->length)
    return ends[0];

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "a pipe could not be written");
  close (ends[0]);
  return -1;
}
