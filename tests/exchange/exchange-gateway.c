/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A shell in the namespace does what it is told, a line each, and says when it is done. */
#include "exchange-gateway.h"

#include <errno.h>
#include <gio/gio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include "exchange-stream.h"

struct _ExchangeGateway
{
  ExchangeGatewayOpened opened;
  gpointer owner;
  ExchangeStream *stream;
  GPid pid;
  guint n_orders; /* only the answer to the latest counts */
  GString *heard;
};

/* $1: the interface, $2: whether there is DHCP.  It ends with its input: also when the exchange is killed. */
static const char script[]
  = "nsenter --net=/proc/$PPID/ns/net ip link set dev $1 netns $$ && ip link set lo up || exit 1\n"
    "while read -r order word local prefix mask remote dns; do\n"
    "  kill $server 2>/dev/null; server=; ip link set $1 down; ip addr flush dev $1\n"
    "  if [ $word = open ]; then\n"
    "    ip addr add $local/$prefix dev $1; ip link set $1 up\n"
    "    if [ $2 = dhcp ]; then\n"
    "      touch /run/leases\n"
    "      printf '%s\\n' \"interface $1\" \"start $remote\" \"end $remote\" 'lease_file /run/leases' \\\n"
    "        'pidfile /run/pid' \"opt router $local\" \"opt dns $dns\" \"opt subnet $mask\" >/run/conf\n"
    "      busybox udhcpd -f /run/conf >/dev/null 2>&1 </dev/null & server=$!\n"
    "    fi\n"
    "  fi\n"
    "  echo $order $word\n"
    "done\n"
    "kill $server 2>/dev/null\n";

/* In the child: its own network, and its own /run for the DHCP server's files. */
static void
move_out (gpointer user_data)
{
  if (unshare (CLONE_NEWNET | CLONE_NEWNS) < 0 || mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0
      || mount ("run", "/run", "tmpfs", 0, "mode=755") < 0)
    _exit (127);
  setsid ();
}

static void
on_heard (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeGateway *self = owner;
  g_autofree char *wanted = g_strdup_printf ("%u open\n", self->n_orders);

  g_string_append_len (self->heard, (const char *) bytes, length);
  if (!g_str_has_suffix (self->heard->str, "\n"))
    return;
  if (strstr (self->heard->str, wanted))
    self->opened (self->owner);
  g_string_truncate (self->heard, 0);
}

ExchangeGateway *
exchange_gateway_new (const char *interface, gboolean dhcp, ExchangeGatewayOpened opened, gpointer owner,
                      GError **error)
{
  const char *command[] = { "/bin/sh", "-c", script, "gateway", interface, dhcp ? "dhcp" : "static", NULL };
  ExchangeGateway *self;
  int ends[2];
  GPid pid;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0
      || !g_spawn_async_with_fds ("/", (char **) command, NULL, G_SPAWN_DO_NOT_REAP_CHILD, move_out, NULL,
                                  &pid, ends[1], ends[1], -1, error))
    return NULL;
  close (ends[1]);
  self = g_new0 (ExchangeGateway, 1);
  self->opened = opened;
  self->owner = owner;
  self->pid = pid;
  self->heard = g_string_new (NULL);
  self->stream = exchange_stream_new (ends[0], on_heard, self);
  return self;
}

/* GLib has reaped it, which is all that was wanted. */
static void
on_killed (GPid pid, int status, gpointer user_data)
{
  g_spawn_close_pid (pid);
}

void
exchange_gateway_free (ExchangeGateway *self)
{
  kill (-self->pid, SIGKILL);
  g_child_watch_add (self->pid, on_killed, NULL);
  exchange_stream_free (self->stream);
  g_string_free (self->heard, TRUE);
  g_free (self);
}

static void
order (ExchangeGateway *self, const char *text)
{
  g_autofree char *line = g_strdup_printf ("%u %s\n", ++self->n_orders, text);

  exchange_stream_write (self->stream, line, strlen (line));
}

void
exchange_gateway_open (ExchangeGateway *self, const ExchangeNumber *peer)
{
  g_autofree char *dns = g_strdelimit (g_strdup (peer->dns), ";", ' ');
  g_autofree char *mask = exchange_plan_format_mask (peer);
  g_autofree char *text
    = g_strdup_printf ("open %s %u %s %s %s", peer->local, exchange_plan_get_prefix (peer), mask,
                       peer->remote, *dns ? dns : peer->local);

  order (self, text);
}

void
exchange_gateway_close (ExchangeGateway *self)
{
  order (self, "close");
}
