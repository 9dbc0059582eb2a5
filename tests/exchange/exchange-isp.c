/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Starts the provider's pppd. */
#include "exchange-isp.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *secrets; /* of both pap-secrets and chap-secrets */
} Setup;

static gboolean
write_file (const char *path, const char *text)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  gboolean ok = fd >= 0 && write (fd, text, strlen (text)) == (ssize_t) strlen (text);

  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
raise_loopback (void)
{
  struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  gboolean ok = fd >= 0 && ioctl (fd, SIOCSIFFLAGS, &request) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

/* In the child: its own network, its own /etc/ppp without the distribution's scripts, its own /run. */
static void
move_out (gpointer user_data)
{
  const Setup *setup = user_data;

  if (unshare (CLONE_NEWNET | CLONE_NEWNS) < 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0
      || mount ("ppp", "/etc/ppp", "tmpfs", 0, "mode=755") < 0
      || mount ("run", "/run", "tmpfs", 0, "mode=755") < 0 || !raise_loopback ()
      || !write_file ("/etc/ppp/options", "") || !write_file ("/etc/ppp/pap-secrets", setup->secrets)
      || !write_file ("/etc/ppp/chap-secrets", setup->secrets))
    _exit (127);
  setsid ();
}

/* "joe:secret;ann:other" to the lines of a secrets file. */
static char *
make_secrets (const ExchangeNumber *number)
{
  g_auto (GStrv) accounts = g_strsplit (number->accounts, ";", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; accounts[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (accounts[i], ":", 2);

      if (parts[0] && parts[1])
        g_string_append_printf (text, "\"%s\" %s \"%s\" *\n", parts[0], number->server_name, parts[1]);
    }
  return g_string_free (text, FALSE);
}

static const char *
get_auth_word (const char *auth)
{
  static const char *const words[][2] = {
    { "pap", "require-pap" },
    { "chap", "require-chap" },
    { "mschap", "require-mschap" },
    { "mschapv2", "require-mschap-v2" },
    { "eap", "require-eap" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], auth))
      return words[i][1];
  return "noauth";
}

static GStrv
make_command (const ExchangeNumber *number, const char *tty)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autofree char *addresses = g_strconcat (number->local, ":", number->remote, NULL);
  g_auto (GStrv) dns = g_strsplit (number->dns, ";", -1);
  g_auto (GStrv) options = g_strsplit_set (number->options, " ", -1);

  /* silent: it waits for the caller's first word, which it must not lose by setting up its terminal later. */
  g_strv_builder_add_many (words, "pppd", tty, "115200", "nodetach", "local", "silent", "nodefaultroute",
                           "noipv6", "noccp", "lcp-echo-interval", "0", "name", number->server_name, NULL);
  g_strv_builder_add_many (words, "logfile", "/dev/null", get_auth_word (number->auth), NULL);
  if (!g_strv_contains ((const char *const *) options, "noip"))
    g_strv_builder_add (words, addresses);
  for (guint i = 0; dns[i]; i++)
    if (*dns[i])
      g_strv_builder_add_many (words, "ms-dns", dns[i], NULL);
  for (guint i = 0; options[i]; i++)
    if (*options[i])
      g_strv_builder_add (words, options[i]);
  return g_strv_builder_end (words);
}

gboolean
exchange_isp_start (const ExchangeNumber *number, const char *tty, GPid *pid, GError **error)
{
  g_autofree char *secrets = make_secrets (number);
  g_auto (GStrv) command = make_command (number, tty);
  char *environment[] = { (char *) "PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL };
  Setup setup = { .secrets = secrets };

  return g_spawn_async ("/", command, environment,
                        G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                          | G_SPAWN_STDERR_TO_DEV_NULL,
                        move_out, &setup, pid, error);
}
