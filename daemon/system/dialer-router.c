/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rtnetlink(7): addresses as the kernel sets them, and options of advertisements, of which it does nothing itself. */
#include "dialer-router.h"

#include <arpa/inet.h>
#include <glib-unix.h>
#include <linux/icmpv6.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/route/addr.h>

#include "dialer-netlink.h"
#include "dialer-router-option.h"

#define SYSCTLS "/proc/sys/net/ipv6/conf"
#define ROUTER_ADVERTISEMENT 134 /* RFC 4861 4.2 */

struct _DialerRouter
{
  GObject parent_instance;

  DialerNetlink *kernel;
  guint source;
  int index;      /* of the interface, 0 as long as there is none */
  int told_index; /* which the name servers are of */
  GStrv servers;
  char *address;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerRouter, dialer_router, G_TYPE_OBJECT)

typedef struct nl_cache Cache;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cache, nl_cache_free)

/* ---- addresses ---- */

static gboolean
is_wanted (DialerRouter *self, struct rtnl_addr *address)
{
  return rtnl_addr_get_ifindex (address) == self->index && rtnl_addr_get_scope (address) == RT_SCOPE_UNIVERSE
         && !(rtnl_addr_get_flags (address) & (IFA_F_TENTATIVE | IFA_F_TEMPORARY | IFA_F_DEPRECATED));
}

/* Returns: (transfer full) (nullable): the first that is to be had. */
static char *
find_address (DialerRouter *self)
{
  g_autoptr (DialerNetlink) kernel = dialer_netlink_connect (NULL);
  g_autoptr (Cache) cache = NULL;
  char text[INET6_ADDRSTRLEN];

  if (kernel == NULL || rtnl_addr_alloc_cache (kernel, &cache) < 0)
    return NULL;
  for (struct nl_object *object = nl_cache_get_first (cache); object; object = nl_cache_get_next (object))
    {
      struct rtnl_addr *one = (struct rtnl_addr *) object;

      if (rtnl_addr_get_family (one) == AF_INET6 && is_wanted (self, one))
        return g_strdup (
          inet_ntop (AF_INET6, nl_addr_get_binary_addr (rtnl_addr_get_local (one)), text, sizeof text));
    }
  return NULL;
}

static void
look_for_address (DialerRouter *self)
{
  g_autofree char *found = self->index ? find_address (self) : NULL;

  if (g_strcmp0 (found, self->address) == 0)
    return;
  g_free (self->address);
  self->address = g_steal_pointer (&found);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- what the kernel tells ---- */

static void
take_option (DialerRouter *self, struct nlmsghdr *header)
{
  const struct nduseroptmsg *message = nlmsg_data (header);
  GStrv servers = NULL;

  if (nlmsg_datalen (header) < (int) sizeof *message
      || message->nduseropt_opts_len > nlmsg_datalen (header) - (int) sizeof *message
      || message->nduseropt_icmp_type != ROUTER_ADVERTISEMENT
      || (self->index && message->nduseropt_ifindex != self->index)
      || !dialer_router_option_read_servers ((const guint8 *) (message + 1), message->nduseropt_opts_len, &servers))
    return;
  self->told_index = message->nduseropt_ifindex;
  if (g_strv_equal ((const char *const *) servers, (const char *const *) self->servers))
    {
      g_strfreev (servers);
      return;
    }
  g_strfreev (self->servers);
  self->servers = servers;
  if (self->index)
    g_signal_emit (self, signals[CHANGED], 0);
}

static int
on_message (struct nl_msg *message, void *user_data)
{
  DialerRouter *self = user_data;
  struct nlmsghdr *header = nlmsg_hdr (message);

  if (header->nlmsg_type == RTM_NEWNDUSEROPT)
    take_option (self, header);
  else if (header->nlmsg_type == RTM_NEWADDR || header->nlmsg_type == RTM_DELADDR)
    look_for_address (self);
  return NL_OK;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (DialerRouter) self = g_object_ref (user_data); /* whom it tells may let it go */

  nl_recvmsgs_default (self->kernel);
  return self->source ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* ---- object ---- */

static void
dialer_router_dispose (GObject *object)
{
  DialerRouter *self = DIALER_ROUTER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  G_OBJECT_CLASS (dialer_router_parent_class)->dispose (object);
}

static void
dialer_router_finalize (GObject *object)
{
  DialerRouter *self = DIALER_ROUTER (object);

  g_clear_pointer (&self->kernel, nl_socket_free);
  g_strfreev (self->servers);
  g_free (self->address);
  G_OBJECT_CLASS (dialer_router_parent_class)->finalize (object);
}

static void
dialer_router_class_init (DialerRouterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_router_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_router_finalize;

  signals[CHANGED]
    = g_signal_new ("changed", DIALER_TYPE_ROUTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dialer_router_init (DialerRouter *self)
{
  self->servers = g_new0 (char *, 1);
}

DialerRouter *
dialer_router_new (GError **error)
{
  g_autoptr (DialerRouter) self = g_object_new (DIALER_TYPE_ROUTER, NULL);
  int code;

  self->kernel = dialer_netlink_connect (error);
  if (self->kernel == NULL)
    return NULL;
  nl_socket_disable_seq_check (self->kernel);
  nl_socket_modify_cb (self->kernel, NL_CB_VALID, NL_CB_CUSTOM, on_message, self);
  nl_socket_set_nonblocking (self->kernel);
  code = nl_socket_add_memberships (self->kernel, RTNLGRP_IPV6_IFADDR, RTNLGRP_ND_USEROPT, 0);
  if (!dialer_netlink_check (code, "netlink", "listening", error))
    return NULL;
  self->source = g_unix_fd_add (nl_socket_get_fd (self->kernel), G_IO_IN, on_readable, self);
  return g_steal_pointer (&self);
}

static gboolean
write_sysctl (const char *interface, const char *name, const char *value, GError **error)
{
  g_autofree char *path = g_build_filename (SYSCTLS, interface, name, NULL);

  return g_file_set_contents_full (path, value, -1, G_FILE_SET_CONTENTS_NONE, 0, error);
}

gboolean
dialer_router_follow (DialerRouter *self, const char *interface, GError **error)
{
  self->index = if_nametoindex (interface);
  if (self->told_index != self->index)
    {
      g_strfreev (self->servers);
      self->servers = g_new0 (char *, 1);
    }
  look_for_address (self);
  /* 2: also where this machine forwards packets of others. */
  return write_sysctl (interface, "accept_ra_defrtr", "0", error) && write_sysctl (interface, "accept_ra", "2", error)
         && write_sysctl (interface, "autoconf", "1", error);
}

const char *
dialer_router_get_address (DialerRouter *self)
{
  return self->address;
}

const char *const *
dialer_router_get_servers (DialerRouter *self)
{
  return (const char *const *) self->servers;
}
