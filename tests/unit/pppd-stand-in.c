/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A stand-in for pppd and the plugin in it: does what the words after "stand-in" among its arguments tell. */
#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-channel-message.h"
#include "dialer-config.h"

/* Something that a test has not foreseen. */
#define LOST 99

static int channel = -1;
static int status_after_term;

static void
send_message (DialerMessageType type, const char *field)
{
  guint8 bytes[DIALER_CHANNEL_MAX];
  size_t length = dialer_channel_message_format (bytes, type, &field, field ? 1 : 0);

  if (send (channel, bytes, length, MSG_NOSIGNAL) < 0)
    exit (LOST);
}

static void
do_hello (const char *version)
{
  const char *fields[] = { "ready", version };
  guint8 bytes[DIALER_CHANNEL_MAX];
  size_t length = dialer_channel_message_format (bytes, DIALER_MESSAGE_HELLO, fields, 2);

  if (send (channel, bytes, length, MSG_NOSIGNAL) < 0)
    exit (LOST);
}

static void
receive_message (DialerChannelMessage *message)
{
  static guint8 bytes[DIALER_CHANNEL_MAX];
  ssize_t length = recv (channel, bytes, sizeof bytes, 0);

  if (length <= 0 || !dialer_channel_message_parse (message, bytes, length))
    exit (LOST);
}

static void
do_exit (const char *status)
{
  exit (atoi (status));
}

static void
do_raise (const char *number)
{
  raise (atoi (number));
}

static void
do_say (const char *text)
{
  g_print ("%s\n", text);
}

static void
do_warn (const char *text)
{
  g_printerr ("%s\n", text);
}

/* A line of any bytes, given as hexadecimal digits. */
static void
do_print (const char *digits)
{
  for (; digits[0] && digits[1]; digits += 2)
    {
      char byte = g_ascii_xdigit_value (digits[0]) << 4 | g_ascii_xdigit_value (digits[1]);

      if (write (STDOUT_FILENO, &byte, 1) != 1)
        exit (LOST);
    }
  if (write (STDOUT_FILENO, "\n", 1) != 1)
    exit (LOST);
}

/* Something else keeps the output open, as a script of pppd's may. */
static void
do_hold_output (const char *seconds)
{
  if (fork () == 0)
    {
      sleep (atoi (seconds));
      _exit (0);
    }
}

static void
do_send_phases (const char *number)
{
  for (int i = 0; i < atoi (number); i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      send_message (DIALER_MESSAGE_PHASE, text);
    }
}

static void
do_send_raw (const char *text)
{
  if (send (channel, text, strlen (text), MSG_NOSIGNAL) < 0)
    exit (LOST);
}

static void
do_want_line (const char *unused)
{
  DialerChannelMessage message;

  send_message (DIALER_MESSAGE_LINE_WANTED, NULL);
  receive_message (&message);
  if (message.type != DIALER_MESSAGE_LINE_READY)
    exit (LOST);
}

/* The peer's words are the secret itself: a test sees what came. */
static void
do_want_secret (const char *name)
{
  DialerChannelMessage message;

  send_message (DIALER_MESSAGE_SECRET_WANTED, name);
  receive_message (&message);
  if (message.type == DIALER_MESSAGE_SECRET)
    send_message (DIALER_MESSAGE_AUTH_RESULT, message.fields[0]);
  else if (message.type == DIALER_MESSAGE_NO_SECRET)
    send_message (DIALER_MESSAGE_AUTH_RESULT, NULL);
  else
    exit (LOST);
}

static void
do_wait (const char *unused)
{
  for (;;)
    pause ();
}

static void
on_term (int number)
{
  _exit (status_after_term);
}

static void
do_exit_on_term (const char *status)
{
  status_after_term = atoi (status);
  signal (SIGTERM, on_term);
  do_hello (DIALER_VERSION);
  do_wait (NULL);
}

static void
do_tell_environment (const char *unused)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *text = g_strjoinv (" ", environment);

  g_print ("%s\n", text);
}

static void
do_tell_descriptors (const char *unused)
{
  for (int fd = 0; fd < 1024; fd++)
    if (lseek (fd, 0, SEEK_CUR) != -1 || errno != EBADF)
      g_print ("%d ", fd);
  g_print ("\n");
}

static const struct
{
  const char *word;
  void (*act) (const char *argument);
} acts[] = {
  { "hello", do_hello },
  { "exit", do_exit },
  { "raise", do_raise },
  { "say", do_say },
  { "warn", do_warn },
  { "print", do_print },
  { "hold-output", do_hold_output },
  { "send-phases", do_send_phases },
  { "send-raw", do_send_raw },
  { "want-line", do_want_line },
  { "want-secret", do_want_secret },
  { "wait", do_wait },
  { "exit-on-term", do_exit_on_term },
  { "tell-environment", do_tell_environment },
  { "tell-descriptors", do_tell_descriptors },
};

/* Words come in pairs: what to do, and with what. */
static void
act_on (const char *word, const char *argument)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].word, word))
      {
        acts[i].act (argument);
        return;
      }
  exit (LOST);
}

int
main (int argc, char **argv)
{
  int i = 1;

  for (; i < argc && !g_str_equal (argv[i], "stand-in"); i++)
    if (g_str_equal (argv[i], "dialer-fd") && i + 1 < argc)
      channel = atoi (argv[i + 1]);
  for (i++; i + 1 < argc; i += 2)
    act_on (argv[i], argv[i + 1]);
  return 0;
}
