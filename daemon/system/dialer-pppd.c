/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Starts pppd, listens to its plugin and to what it prints, and sees it to its end. */
#include "dialer-pppd.h"

#include <gio/gunixinputstream.h>
#include <signal.h>
#include <string.h>

#include "dialer-channel.h"
#include "dialer-error.h"
#include "dialer-ppp-options.h"

#define CHANNEL_FD 3
/* The answer to an LCP Terminate-Request has three seconds (RFC 1661 4.6), and then some. */
#define STOP_SECONDS 5
/* What a script of pppd's may keep its output open for, after pppd has ended. */
#define OUTPUT_GRACE_MS 200
#define WORDS_MAX 512

struct _DialerPppd
{
  GObject parent_instance;

  GSubprocess *process;
  DialerChannel *channel;
  GDataInputStream *output;
  GCancellable *reading;
  char *last_words;
  guint killer; /* ends what takes too long: pppd, then its output */
  int status;
  gboolean stopping;
  gboolean refused; /* its plugin is not ours */
  gboolean exited;
  gboolean silent; /* its output has ended */
};

enum
{
  MESSAGE,
  EXITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerPppd, dialer_pppd, G_TYPE_OBJECT)

static void
on_message (DialerChannel *channel, const DialerChannelMessage *message, gpointer user_data)
{
  g_signal_emit (user_data, signals[MESSAGE], 0, message);
}

/* What pppd itself says from now on does not matter. */
static void
on_broken (DialerChannel *channel, const char *why, gpointer user_data)
{
  DialerPppd *self = user_data;

  self->refused = TRUE;
  g_free (self->last_words);
  self->last_words = g_strdup (why);
  dialer_pppd_kill (self);
}

/* Both have ended: the process, and what it had to say. */
static void
finish_if_done (DialerPppd *self)
{
  if (!self->exited || !self->silent)
    return;
  g_clear_handle_id (&self->killer, g_source_remove);
  dialer_channel_drain (self->channel);
  dialer_channel_close (self->channel);
  g_signal_emit (self, signals[EXITED], 0, self->status);
}

/* After its complaint about an option pppd explains itself, and at its end it says so. */
static gboolean
is_complaint (const char *line)
{
  static const char *const others[] = { "pppd version", "Usage:", "See pppd(8)", "Exit.", NULL };

  for (const char *const *other = others; *other; other++)
    if (g_str_has_prefix (line, *other))
      return FALSE;
  return *line != '\0' && !g_ascii_isspace (*line);
}

static void read_line (DialerPppd *self);

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerPppd) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    {
      self->silent = TRUE;
      finish_if_done (self);
      return;
    }
  if (!self->refused && is_complaint (line))
    {
      g_strchomp (line);
      g_free (self->last_words);
      self->last_words = g_utf8_make_valid (line, MIN (strlen (line), WORDS_MAX));
    }
  read_line (self);
}

static void
read_line (DialerPppd *self)
{
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->reading, on_line, g_object_ref (self));
}

static gboolean
on_output_overdue (gpointer user_data)
{
  DialerPppd *self = user_data;

  self->killer = 0;
  g_cancellable_cancel (self->reading);
  return G_SOURCE_REMOVE;
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerPppd) self = user_data;
  GSubprocess *process = G_SUBPROCESS (source);

  g_subprocess_wait_finish (process, result, NULL);
  self->exited = TRUE;
  self->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                                      : -g_subprocess_get_term_sig (process);
  g_clear_handle_id (&self->killer, g_source_remove);
  if (!self->silent)
    self->killer = g_timeout_add (OUTPUT_GRACE_MS, on_output_overdue, self);
  finish_if_done (self);
}

static gboolean
on_stop_overdue (gpointer user_data)
{
  DialerPppd *self = user_data;

  self->killer = 0;
  dialer_pppd_kill (self);
  return G_SOURCE_REMOVE;
}

static void
dialer_pppd_finalize (GObject *object)
{
  DialerPppd *self = DIALER_PPPD (object);

  g_clear_handle_id (&self->killer, g_source_remove);
  if (self->channel)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->channel);
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  g_clear_object (&self->reading);
  g_free (self->last_words);
  G_OBJECT_CLASS (dialer_pppd_parent_class)->finalize (object);
}

static void
dialer_pppd_class_init (DialerPppdClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_pppd_finalize;

  signals[MESSAGE] = g_signal_new ("message", DIALER_TYPE_PPPD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_POINTER);
  signals[EXITED] = g_signal_new ("exited", DIALER_TYPE_PPPD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_INT);
}

static void
dialer_pppd_init (DialerPppd *self)
{
  self->reading = g_cancellable_new ();
}

GStrv
dialer_pppd_list_words (const char *program, const char *plugin, DialerSettings *settings, const char *device,
                        gboolean carrier_detect)
{
  DialerPppTask task = {
    .device = device,
    .carrier_detect = carrier_detect,
    .plugin = plugin,
    .channel_fd = CHANNEL_FD,
  };
  g_auto (GStrv) options = dialer_ppp_options_make (settings, &task);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  g_strv_builder_add (words, program);
  g_strv_builder_addv (words, (const char **) options);
  return g_strv_builder_end (words);
}

static GSubprocess *
spawn (GStrv words, int channel_fd, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                                        | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  static const char *const environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", NULL };

  g_subprocess_launcher_set_environ (launcher, (char **) environment);
  g_subprocess_launcher_take_fd (launcher, channel_fd, CHANNEL_FD);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) words, error);
}

DialerPppd *
dialer_pppd_start (const char *program, const char *plugin, DialerSettings *settings, const char *device,
                   gboolean carrier_detect, GError **error)
{
  g_autoptr (DialerPppd) self = g_object_new (DIALER_TYPE_PPPD, NULL);
  g_auto (GStrv) words = dialer_pppd_list_words (program, plugin, settings, device, carrier_detect);
  g_autoptr (GError) cause = NULL;
  int other;

  self->channel = dialer_channel_new (&other, &cause);
  if (self->channel)
    self->process = spawn (words, other, &cause);
  if (self->process == NULL)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "pppd can't be started: %s", cause->message);
      return NULL;
    }
  g_signal_connect (self->channel, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->channel, "broken", G_CALLBACK (on_broken), self);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  read_line (self);
  g_subprocess_wait_async (self->process, NULL, on_exited, g_object_ref (self));
  return g_steal_pointer (&self);
}

GPid
dialer_pppd_get_pid (DialerPppd *self)
{
  const char *pid = g_subprocess_get_identifier (self->process);

  return pid ? (GPid) g_ascii_strtoll (pid, NULL, 10) : 0;
}

const char *
dialer_pppd_get_last_words (DialerPppd *self)
{
  return self->last_words;
}

void
dialer_pppd_take_line (DialerPppd *self)
{
  dialer_channel_send (self->channel, DIALER_MESSAGE_LINE_READY, NULL);
}

void
dialer_pppd_answer_secret (DialerPppd *self, const char *secret)
{
  dialer_channel_send (self->channel, secret ? DIALER_MESSAGE_SECRET : DIALER_MESSAGE_NO_SECRET, secret);
}

void
dialer_pppd_stop (DialerPppd *self)
{
  if (self->stopping || self->exited)
    return;
  self->stopping = TRUE;
  g_subprocess_send_signal (self->process, SIGTERM);
  self->killer = g_timeout_add_seconds (STOP_SECONDS, on_stop_overdue, self);
}

void
dialer_pppd_kill (DialerPppd *self)
{
  self->stopping = TRUE;
  g_subprocess_force_exit (self->process);
}
