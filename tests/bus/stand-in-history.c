/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Three calls, or, of the profile "many", more than one answer holds; and what was said in one of them. */
#include <unistd.h>

#include "dialer-error.h"
#include "stand-in.h"

#define PAGE 500
#define MANY 1203
#define ID "01234567-89ab-4cde-8f01-23456789abcd"

/* 2026-11-24 16:00:00 UTC and after. */
static GVariant *
make_call (guint64 serial, gboolean many)
{
  if (many)
    return g_variant_new_parsed ("{'serial': <%t>, 'id': <'id'>, 'profile': <'many'>, 'user': <uint32 0>,"
                                 " 'started': <uint64 1795536000>, 'ended': <uint64 1795536001>,"
                                 " 'reached': <'dialing'>, 'reason': <'busy'>}", serial);
  if (serial == 3)
    return g_variant_new_parsed ("{'serial': <uint64 3>, 'id': <%s>, 'profile': <'isp'>, 'user': <%u>,"
                                 " 'modem': <'ttyS0'>, 'number': <'5551000'>, 'started': <uint64 1795543200>,"
                                 " 'online': <uint64 1795543220>, 'reached': <'online'>, 'reason': <''>,"
                                 " 'connect_speed': <uint32 33600>, 'interface': <'ppp0'>, 'rx_bytes': <uint64 5000>,"
                                 " 'tx_bytes': <uint64 400>, 'seconds': <uint64 65>, 'cause': <'manual'>,"
                                 " 'modem_reply': <'CONNECT 33600'>}", ID, (guint32) getuid ());
  if (serial == 2)
    return g_variant_new_parsed ("{'serial': <uint64 2>, 'id': <'fedcba98-0000-4000-8000-000000000000'>,"
                                 " 'profile': <'isp'>, 'user': <uint32 4711>, 'user_name': <'eve'>,"
                                 " 'number': <'+15551000'>, 'started': <uint64 1795539600>,"
                                 " 'ended': <uint64 1795539610>, 'reached': <'dialing'>, 'reason': <'busy'>,"
                                 " 'modem_reply': <'=HYPERLINK(\"x\")'>, 'cause': <'redial'>}");
  return g_variant_new_parsed ("{'serial': <uint64 1>, 'id': <'aaaaaaaa-0000-4000-8000-000000000000'>,"
                               " 'profile': <'gone'>, 'user': <uint32 4711>, 'started': <uint64 1795536000>,"
                               " 'online': <uint64 1795536005>, 'ended': <uint64 1795539605>, 'reached': <'online'>,"
                               " 'reason': <'user'>, 'auth_message': <'a, \x1b[31m\"b\"'>, 'pppd_status': <5>,"
                               " 'interface': <'ppp0'>, 'rx_bytes': <uint64 1000000>, 'tx_bytes': <uint64 2000>,"
                               " 'cost': <uint64 100000>, 'currency': <'EUR'>,"
                               " 'seconds': <uint64 3600>}");
}

static gboolean
names (GVariant *filter, const char *word)
{
  g_autofree const char **profiles = NULL;

  return g_variant_lookup (filter, "profiles", "^a&s", &profiles) && g_strv_contains (profiles, word);
}

static gboolean
on_get_history (DialerDBusManager *manager, GDBusMethodInvocation *invocation, GVariant *filter, StandIn *self)
{
  g_auto (GVariantBuilder) calls = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  gboolean many = names (filter, "many");
  guint64 before = 0;
  guint32 last = PAGE;
  guint64 serial = many ? MANY : 3;

  stand_in_tell_variant ("GetHistory", filter);
  g_variant_lookup (filter, "before", "t", &before);
  g_variant_lookup (filter, "last", "u", &last);
  if (before > 0)
    serial = before - 1;
  if (names (filter, "nobody"))
    serial = 0;
  for (guint n = 0; serial > 0 && n < MIN (last, PAGE); n++)
    g_variant_builder_add_value (&calls, make_call (serial--, many));
  dialer_dbus_manager_complete_get_history (manager, invocation, g_variant_builder_end (&calls));
  return TRUE;
}

static gboolean
on_get_totals (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *by, GVariant *filter,
               StandIn *self)
{
  stand_in_tell ("GetTotals %s", by);
  stand_in_tell_variant ("filter", filter);
  if (g_str_equal (by, "weather"))
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                                           "totals by weather");
  else
    dialer_dbus_manager_complete_get_totals (
      manager, invocation,
      g_variant_new_parsed ("[{'key': <'2026-10'>, 'calls': <uint64 3>, 'connected': <uint64 2>,"
                            "  'seconds': <uint64 7260>, 'rx_bytes': <uint64 1000>, 'tx_bytes': <uint64 200>,"
                            "  'cost': <uint64 347>, 'currency': <'EUR'>},"
                            " {'key': <''>, 'calls': <uint64 1>, 'connected': <uint64 0>,"
                            "  'seconds': <uint64 0>, 'rx_bytes': <uint64 0>, 'tx_bytes': <uint64 0>}]"));
  return TRUE;
}

static gboolean
on_get_log (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *call, StandIn *self)
{
  stand_in_tell ("GetLog %s", call);
  if (g_str_has_prefix (call, "ffff"))
    g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "there is no such call");
  else if (g_str_has_prefix (call, "aaaa"))
    dialer_dbus_manager_complete_get_log (manager, invocation, make_call (1, FALSE),
                                          g_variant_new_array (G_VARIANT_TYPE ("(tss)"), NULL, 0));
  else if (g_str_has_prefix (call, "fedc"))
    dialer_dbus_manager_complete_get_log (
      manager, invocation, make_call (2, FALSE),
      g_variant_new_parsed ("[(uint64 1795539600007000, 'sent', 'ATDT+15551000'),"
                            " (1795539601000000, 'state', 'login'),"
                            " (1795539602000000, 'received', 'Welcome to pop.isp.example'),"
                            " (1795539603000000, 'sent', 'hermione'),"
                            " (1795539604000000, 'received', 'hermione at 198.51.100.9'),"
                            " (1795539605000000, 'sent', '•••'),"
                            " (1795539606000000, 'state', 'negotiating'),"
                            " (1795539607000000, 'ppp', 'eve, HERMIONE and +15551000')]"));
  else
    dialer_dbus_manager_complete_get_log (
      manager, invocation, make_call (3, FALSE),
      g_variant_new_parsed ("[(uint64 1795543200007000, 'state', 'dialing'),"
                            " (1795543200120000, 'sent', 'ATDT5551000'),"
                            " (1795543219000000, 'received', 'CONNECT \x1b[2J'),"
                            " (1795543219500000, 'ppp', 'LCP is open')]"));
  return TRUE;
}

void
stand_in_offer_history (StandIn *self, DialerDBusManager *manager)
{
  g_signal_connect (manager, "handle-get-history", G_CALLBACK (on_get_history), self);
  g_signal_connect (manager, "handle-get-totals", G_CALLBACK (on_get_totals), self);
  g_signal_connect (manager, "handle-get-log", G_CALLBACK (on_get_log), self);
}
