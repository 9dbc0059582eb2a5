/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads, line by line, what udhcpc's event script prints. */
#include "dialer-dhcp.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "dialer-config.h"
#include "dialer-error.h"

struct _DialerDhcp
{
  GObject parent_instance;

  GSubprocess *client;
  GDataInputStream *output;
  GCancellable *reading;
};

enum
{
  LEASED,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerDhcp, dialer_dhcp, G_TYPE_OBJECT)

static gboolean
is_address (const char *word)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (word);

  return address && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
}

static gboolean
parse_own (DialerAddressing *addressing, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "/", 2);

  if (g_strv_length (parts) != 2 || !is_address (parts[0]))
    return FALSE;
  addressing->address = g_strdup (parts[0]);
  addressing->prefix = CLAMP (atoi (parts[1]), 1, 32);
  return TRUE;
}

gboolean
dialer_dhcp_parse (const char *line, DialerAddressing *addressing)
{
  g_auto (GStrv) words = g_strsplit_set (line, " ", -1);
  g_autoptr (GStrvBuilder) dns = g_strv_builder_new ();
  gboolean in_dns = FALSE;

  *addressing = (DialerAddressing){ 0 };
  if (g_strv_length (words) < 2 || !g_str_equal (words[0], "lease") || !parse_own (addressing, words[1]))
    return FALSE;
  for (guint i = 2; words[i]; i++)
    if (g_str_equal (words[i - 1], "mtu"))
      addressing->mtu = MAX (atoi (words[i]), 0);
    else if (g_str_equal (words[i], "dns"))
      in_dns = TRUE;
    else if (in_dns && is_address (words[i]))
      g_strv_builder_add (dns, words[i]);
    else if (addressing->gateway == NULL && is_address (words[i]))
      addressing->gateway = g_strdup (words[i]);
  addressing->dns = g_strv_builder_end (dns);
  return TRUE;
}

static void
take_line (DialerDhcp *self, const char *line)
{
  g_auto (DialerAddressing) addressing = { 0 };

  if (dialer_dhcp_parse (line, &addressing))
    g_signal_emit (self, signals[LEASED], 0, &addressing);
  else if (g_str_equal (line, "leasefail") || g_str_equal (line, "nak"))
    g_signal_emit (self, signals[FAILED], 0, "the network gave no address by DHCP");
}

static void read_line (DialerDhcp *self);

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerDhcp) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line
    = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (line)
    {
      take_line (self, line);
      read_line (self);
    }
  else
    g_signal_emit (self, signals[FAILED], 0, "the DHCP client has ended");
}

static void
read_line (DialerDhcp *self)
{
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->reading, on_line,
                                       g_object_ref (self));
}

static void
dialer_dhcp_dispose (GObject *object)
{
  DialerDhcp *self = DIALER_DHCP (object);

  g_clear_object (&self->client);
  g_clear_object (&self->output);
  g_clear_object (&self->reading);
  G_OBJECT_CLASS (dialer_dhcp_parent_class)->dispose (object);
}

static void
dialer_dhcp_class_init (DialerDhcpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_dhcp_dispose;

  signals[LEASED] = g_signal_new ("leased", DIALER_TYPE_DHCP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", DIALER_TYPE_DHCP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
dialer_dhcp_init (DialerDhcp *self)
{
  self->reading = g_cancellable_new ();
}

/* In the new process: it must not outlive a daemon that was killed. */
static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

DialerDhcp *
dialer_dhcp_start (const char *interface, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (DialerDhcp) self = g_object_new (DIALER_TYPE_DHCP, NULL);
  g_autoptr (GError) cause = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  self->client = g_subprocess_launcher_spawn (launcher, &cause, DIALER_UDHCPC, "-f", "-n", "-R", "-t", "5", "-i",
                                              interface, "-s", DIALER_DHCP_EVENT, NULL);
  if (self->client == NULL)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s can't be started (is udhcpc installed?): %s",
                   DIALER_UDHCPC, cause->message);
      return NULL;
    }
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->client));
  read_line (self);
  return g_steal_pointer (&self);
}

void
dialer_dhcp_stop (DialerDhcp *self)
{
  g_cancellable_cancel (self->reading);
  g_subprocess_send_signal (self->client, SIGTERM);
}
