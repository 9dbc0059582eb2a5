/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of "key value", the method first. */
#include "dialer-probe.h"

#include <string.h>

#define TIMEOUT_MAX 120
#define NAME_MAX_LENGTH 253

static const char *const methods[] = { "none", "route", "dns", "tcp", "icmp" };

static DialerProbeMethod
find_method (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i], word))
      return i;
  return DIALER_PROBE_NONE;
}

DialerProbe *
dialer_probe_new (DialerSettings *settings, const DialerCallRecord *record)
{
  DialerProbeMethod method = find_method (dialer_settings_get (settings, "probe.method"));
  const char *host = dialer_settings_get (settings, "probe.host");
  DialerProbe *self;

  if (method == DIALER_PROBE_NONE)
    return NULL;
  if (*host == '\0' && method != DIALER_PROBE_DNS && record->ip4_peer)
    host = record->ip4_peer;
  self = g_new0 (DialerProbe, 1);
  self->method = method;
  self->host = g_strdup (host);
  self->port = dialer_settings_get_uint (settings, "probe.port");
  self->timeout = dialer_settings_get_uint (settings, "probe.timeout");
  self->interface = g_strdup (record->interface);
  self->address = g_strdup (record->ip4_address ? record->ip4_address : "");
  self->ip6_address = g_strdup (record->ip6_address ? record->ip6_address : "");
  self->servers = record->dns ? g_strdupv (record->dns) : g_new0 (char *, 1);
  return self;
}

void
dialer_probe_free (DialerProbe *self)
{
  g_free (self->host);
  g_free (self->interface);
  g_free (self->address);
  g_free (self->ip6_address);
  g_strfreev (self->servers);
  g_free (self);
}

char *
dialer_probe_to_text (const DialerProbe *self)
{
  GString *text = g_string_new (methods[self->method]);

  g_string_append_printf (text, "\nhost %s\nport %u\ntimeout %u\ninterface %s\naddress %s\nip6-address %s\n",
                          self->host, self->port, self->timeout, self->interface, self->address, self->ip6_address);
  for (guint i = 0; self->servers[i]; i++)
    g_string_append_printf (text, "server %s\n", self->servers[i]);
  return g_string_free (text, FALSE);
}

static void
take_text (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

static void
take_line (DialerProbe *self, GStrvBuilder *servers, const char *key, const char *value)
{
  if (g_str_equal (key, "host"))
    take_text (&self->host, value);
  else if (g_str_equal (key, "port"))
    self->port = g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (key, "timeout"))
    self->timeout = g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (key, "interface"))
    take_text (&self->interface, value);
  else if (g_str_equal (key, "address"))
    take_text (&self->address, value);
  else if (g_str_equal (key, "ip6-address"))
    take_text (&self->ip6_address, value);
  else if (g_str_equal (key, "server"))
    g_strv_builder_add (servers, value);
}

static gboolean
is_whole (const DialerProbe *self)
{
  return self->method != DIALER_PROBE_NONE && self->host && strlen (self->host) <= NAME_MAX_LENGTH && self->interface
         && *self->interface && self->address && self->ip6_address && self->timeout >= 1 && self->timeout <= TIMEOUT_MAX
         && self->port <= G_MAXUINT16;
}

DialerProbe *
dialer_probe_parse (const char *text)
{
  g_autoptr (DialerProbe) self = g_new0 (DialerProbe, 1);
  g_autoptr (GStrvBuilder) servers = g_strv_builder_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);

      if (i == 0)
        self->method = find_method (lines[i]);
      else if (words[0] && words[1])
        take_line (self, servers, words[0], words[1]);
    }
  self->servers = g_strv_builder_end (servers);
  return is_whole (self) ? g_steal_pointer (&self) : NULL;
}

char *
dialer_probe_describe (const DialerProbe *self)
{
  switch (self->method)
    {
    case DIALER_PROBE_NONE:
      break;
    case DIALER_PROBE_ROUTE:
      return g_strdup_printf ("the route to %s", self->host);
    case DIALER_PROBE_DNS:
      return g_strdup_printf ("the look-up of %s", *self->host ? self->host : "the root's name servers");
    case DIALER_PROBE_TCP:
      return g_strdup_printf ("a connection to %s, port %u", self->host, self->port);
    case DIALER_PROBE_ICMP:
      return g_strdup_printf ("an echo request to %s", self->host);
    }
  return g_strdup ("");
}

guint
dialer_probe_get_patience (DialerSettings *settings)
{
  if (find_method (dialer_settings_get (settings, "probe.method")) == DIALER_PROBE_NONE)
    return 0;
  return dialer_settings_get_uint (settings, "probe.timeout") + DIALER_PROBE_HELPER_S;
}
