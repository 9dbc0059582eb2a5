/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A socket that has begun before the call has the interface's address, which says nothing out there.  So the address
 * goes when the link is up: a socket that is not bound to it takes the new one with its next packet, and TCP, while it
 * connects, with its next try (net.ipv4.ip_dynaddr, see ip-sysctl.rst of the kernel).
 */
#include "dialer-demand-link.h"

#include "dialer-alarm.h"
#include "dialer-dns.h"
#include "dialer-interface.h"
#include "dialer-network-plan.h"
#include "dialer-packet-queue.h"
#include "dialer-packet-socket.h"
#include "dialer-tun.h"

#define NAME "dial-demand%d"
/* The IPv4 dummy address (RFC 7600): to be a source, and nobody's. */
#define ADDRESS "192.0.0.8"
/* Behind the largest that ipv4.metric may be. */
#define LAST_RESORT G_MAXUINT32

struct _DialerDemandLink
{
  GObject parent_instance;

  DialerNetworkPlan *plan;
  DialerDemandLinkFunc func;
  gpointer user_data;
  DialerTun *tun;
  DialerPacketQueue *queue;
  DialerDns *dns;
  gboolean open;
};

G_DEFINE_TYPE (DialerDemandLink, dialer_demand_link, G_TYPE_OBJECT)

static void
on_packet (const guint8 *bytes, gsize length, gpointer user_data)
{
  DialerDemandLink *self = user_data;
  DialerPacket packet;

  /* One may have been on its way when the interface was closed. */
  if (!self->open || !dialer_packet_parse (&packet, bytes, length) || !dialer_packet_is_for_one (&packet))
    return;
  if (self->func (&packet, bytes, length, self->user_data))
    dialer_packet_queue_add (self->queue, bytes, length, dialer_alarm_get_time ());
}

static gboolean
add_routes (DialerDemandLink *self, GError **error)
{
  for (guint i = 0; i < self->plan->routes->len; i++)
    {
      DialerRoute route = { .network = g_array_index (self->plan->routes, DialerNetworkRoute, i).network,
                            .metric = LAST_RESORT };

      if (!dialer_interface_add_route (dialer_tun_get_name (self->tun), &route, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- name servers ---- */

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *interface = user_data;
  g_autoptr (GError) error = NULL;

  if (!dialer_dns_finish (DIALER_DNS (source), result, &error))
    g_warning ("%s: name servers could not be set: %s", interface, error->message);
}

static void
on_withdrawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerDemandLink *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!dialer_dns_finish (DIALER_DNS (source), result, &error))
    g_warning ("%s: name servers could not be taken back: %s", dialer_tun_get_name (self->tun), error->message);
  g_task_return_boolean (task, TRUE);
}

/* Those of the peer are known once it is called. */
static void
publish (DialerDemandLink *self)
{
  DialerDnsServers servers = { .addresses = (const char *const *) self->plan->dns,
                               .domains = (const char *const *) self->plan->domains,
                               .for_all = self->plan->all_names };

  if (self->plan->dns[0] == NULL)
    return;
  self->dns = dialer_dns_new (dialer_tun_get_name (self->tun));
  dialer_dns_publish_async (self->dns, &servers, NULL, on_published, g_strdup (dialer_tun_get_name (self->tun)));
}

/* ---- open and closed ---- */

gboolean
dialer_demand_link_open (DialerDemandLink *self, GError **error)
{
  const char *name = dialer_tun_get_name (self->tun);
  DialerAddressing addressing = { .address = (char *) ADDRESS, .prefix = 32 };

  if (!dialer_interface_configure (name, &addressing, error))
    return FALSE;
  if (!add_routes (self, error))
    {
      dialer_interface_clear (name);
      return FALSE;
    }
  publish (self);
  self->open = TRUE;
  return TRUE;
}

gboolean
dialer_demand_link_is_open (DialerDemandLink *self)
{
  return self->open;
}

void
dialer_demand_link_close_async (DialerDemandLink *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (DialerDns) dns = g_steal_pointer (&self->dns);

  if (self->open)
    dialer_interface_clear (dialer_tun_get_name (self->tun));
  self->open = FALSE;
  if (dns)
    dialer_dns_withdraw_async (dns, on_withdrawn, g_object_ref (task));
  else if (callback) /* else the interface would be kept until the loop's next turn */
    g_task_return_boolean (task, TRUE);
}

void
dialer_demand_link_drop (DialerDemandLink *self)
{
  dialer_packet_queue_clear (self->queue);
}

void
dialer_demand_link_pass_on (DialerDemandLink *self, const char *interface, const char *address)
{
  g_autoptr (GPtrArray) packets
    = dialer_packet_queue_take (self->queue, dialer_packet_parse_address (ADDRESS),
                                dialer_packet_parse_address (address), dialer_alarm_get_time ());

  if (interface && address)
    dialer_packet_socket_send (interface, packets);
}

/* ---- object ---- */

static void
dialer_demand_link_finalize (GObject *object)
{
  DialerDemandLink *self = DIALER_DEMAND_LINK (object);

  g_clear_pointer (&self->tun, dialer_tun_free);
  g_clear_pointer (&self->queue, dialer_packet_queue_free);
  g_clear_object (&self->dns);
  g_clear_pointer (&self->plan, dialer_network_plan_free);
  G_OBJECT_CLASS (dialer_demand_link_parent_class)->finalize (object);
}

static void
dialer_demand_link_class_init (DialerDemandLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_demand_link_finalize;
}

static void
dialer_demand_link_init (DialerDemandLink *self)
{
  self->queue = dialer_packet_queue_new ();
}

DialerDemandLink *
dialer_demand_link_new (DialerSettings *settings, DialerDemandLinkFunc func, gpointer user_data, GError **error)
{
  g_autoptr (DialerDemandLink) self = g_object_new (DIALER_TYPE_DEMAND_LINK, NULL);

  self->plan = dialer_network_plan_new (settings);
  self->func = func;
  self->user_data = user_data;
  self->tun = dialer_tun_new (NAME, on_packet, self, error);
  return self->tun ? g_steal_pointer (&self) : NULL;
}

const char *
dialer_demand_link_get_interface (DialerDemandLink *self)
{
  return dialer_tun_get_name (self->tun);
}
