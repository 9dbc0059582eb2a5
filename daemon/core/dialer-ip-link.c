/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bearer says what the addresses are, or a DHCP client does. */
#include "dialer-ip-link.h"

#include <libsecret/secret.h>

#include "dialer-dhcp.h"
#include "dialer-interface.h"
#include "dialer-traffic.h"

struct _DialerIpLink
{
  DialerLink parent_instance;

  DialerSettings *settings;
  DialerCallRecord *record;
  const DialerBearerConfig *config;
  DialerDhcp *dhcp;
};

G_DEFINE_TYPE (DialerIpLink, dialer_ip_link, DIALER_TYPE_LINK)

static void
stop_dhcp (DialerIpLink *self)
{
  if (self->dhcp)
    {
      g_signal_handlers_disconnect_by_data (self->dhcp, self);
      dialer_dhcp_stop (self->dhcp);
    }
  g_clear_object (&self->dhcp);
}

static void
end (DialerIpLink *self, DialerReason reason)
{
  G_GNUC_UNUSED g_autoptr (DialerIpLink) guard = g_object_ref (self);

  stop_dhcp (self);
  dialer_traffic_update (self->record);
  dialer_interface_clear (self->config->port);
  dialer_link_end (DIALER_LINK (self), reason);
}

static void
fail (DialerIpLink *self, const char *detail)
{
  if (self->record->detail == NULL)
    self->record->detail = g_strdup (detail);
  end (self, DIALER_REASON_ADDRESS_FAILED);
}

static void
fill_record (DialerIpLink *self, const DialerAddressing *addressing)
{
  DialerCallRecord *record = self->record;

  g_free (record->ip4_address);
  record->ip4_address = g_strdup (addressing->address);
  g_free (record->ip4_peer);
  record->ip4_peer = g_strdup (addressing->gateway);
  g_strfreev (record->ip4_dns);
  record->ip4_dns = g_strdupv (addressing->dns);
}

static void
configure (DialerIpLink *self, const DialerAddressing *addressing)
{
  g_autoptr (GError) error = NULL;

  fill_record (self, addressing);
  if (!dialer_interface_configure (self->config->port, addressing, &error))
    {
      fail (self, error->message);
      return;
    }
  /* A lease that is renewed comes here again: its routes went with the address. */
  dialer_link_advance (DIALER_LINK (self), DIALER_STATE_ONLINE);
}

static void
on_leased (DialerDhcp *dhcp, const DialerAddressing *addressing, gpointer user_data)
{
  configure (user_data, addressing);
}

static void
on_dhcp_failed (DialerDhcp *dhcp, const char *message, gpointer user_data)
{
  fail (user_data, message);
}

static void
ask_for_lease (DialerIpLink *self)
{
  g_autoptr (GError) error = NULL;

  self->dhcp = dialer_dhcp_start (self->config->port, &error);
  if (self->dhcp == NULL)
    {
      fail (self, error->message);
      return;
    }
  g_signal_connect (self->dhcp, "leased", G_CALLBACK (on_leased), self);
  g_signal_connect (self->dhcp, "failed", G_CALLBACK (on_dhcp_failed), self);
}

static void
take_line (DialerLink *link, char *secret)
{
  DialerIpLink *self = DIALER_IP_LINK (link);
  const DialerBearerConfig *config = self->config;

  secret_password_free (secret); /* the network has had it from ModemManager */
  g_free (self->record->interface);
  self->record->interface = g_strdup (config->port);
  dialer_traffic_begin (self->record);
  if (config->method == DIALER_BEARER_DHCP)
    ask_for_lease (self);
  else
    configure (self, &(DialerAddressing){
                       .address = config->address,
                       .prefix = config->prefix,
                       .gateway = config->gateway,
                       .dns = config->dns,
                       .mtu = config->mtu,
                     });
}

static void
stop (DialerLink *link, gboolean gone)
{
  end (DIALER_IP_LINK (link), DIALER_REASON_NONE);
}

static void
dialer_ip_link_dispose (GObject *object)
{
  DialerIpLink *self = DIALER_IP_LINK (object);

  stop_dhcp (self);
  g_clear_pointer (&self->settings, dialer_settings_unref);
  g_clear_pointer (&self->record, dialer_call_record_unref);
  G_OBJECT_CLASS (dialer_ip_link_parent_class)->dispose (object);
}

static void
dialer_ip_link_class_init (DialerIpLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_ip_link_dispose;
  DIALER_LINK_CLASS (klass)->first_state = DIALER_STATE_CONFIGURING;
  DIALER_LINK_CLASS (klass)->take_line = take_line;
  DIALER_LINK_CLASS (klass)->stop = stop;
}

static void
dialer_ip_link_init (DialerIpLink *self)
{
}

DialerLink *
dialer_ip_link_new (DialerSettings *settings, DialerCallRecord *record, const DialerBearerConfig *config)
{
  DialerIpLink *self = g_object_new (DIALER_TYPE_IP_LINK, NULL);

  self->settings = dialer_settings_ref (settings);
  self->record = dialer_call_record_ref (record);
  self->config = config;
  return DIALER_LINK (self);
}
