/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Name servers of one link, given to whoever has the names of this machine in charge. */
#pragma once

#include <gio/gio.h>

#define DIALER_DNS_SOCKET "/run/dialer-dns.socket"

#define DIALER_TYPE_DNS (dialer_dns_get_type ())
G_DECLARE_FINAL_TYPE (DialerDns, dialer_dns, DIALER, DNS, GObject)

/**
 * DialerDnsServers:
 * @addresses: (array zero-terminated=1): IPv4 and IPv6, the first is asked first
 * @domains: (array zero-terminated=1): in which names without a dot are looked up
 * @for_all: whether they are asked for all names; for those in @domains alone only resolved can ask them
 */
typedef struct
{
  const char *const *addresses;
  const char *const *domains;
  gboolean for_all;
} DialerDnsServers;

/** dialer_dns_new: Returns: (transfer full): name servers of @interface, which has none yet */
DialerDns *dialer_dns_new (const char *interface);

/**
 * dialer_dns_publish_async:
 *
 * Sets them, in place of those that were set before: in systemd-resolved, where /etc/resolv.conf leads to it; else
 * by dialerd-dns, which runs resolvconf(8) or, where there is none, writes the file.
 */
void dialer_dns_publish_async (DialerDns *self, const DialerDnsServers *servers, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

/** dialer_dns_withdraw_async: all is as before; within ten seconds, whether it works or not */
void dialer_dns_withdraw_async (DialerDns *self, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_dns_finish: of both; Returns: %FALSE with an error set */
gboolean dialer_dns_finish (DialerDns *self, GAsyncResult *result, GError **error);

/** dialer_dns_tidy: takes back what a dialerd that has crashed, or a power cut, has left; waits for nothing */
void dialer_dns_tidy (void);
