/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pppd's command line; each word is in pppd(8) of 2.4.9 and 2.5 alike. */
#include "dialer-ppp-options.h"

static void
add (GStrvBuilder *words, const char *word)
{
  g_strv_builder_add (words, word);
}

static void
add_pair (GStrvBuilder *words, const char *word, const char *value)
{
  if (*value == '\0')
    return;
  add (words, word);
  add (words, value);
}

static void
add_number (GStrvBuilder *words, const char *word, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  add_pair (words, word, text);
}

/* What a run of pppd must be, whatever /etc/ppp/options has for other runs. */
static void
add_frame (GStrvBuilder *words, const DialerPppTask *task)
{
  add (words, "nodetach");
  add (words, "nopersist"); /* redial is ours */
  add (words, "nolock");    /* so is the lock: pppd would find it taken */
  add (words, "noauth");    /* we never ask the peer to authenticate itself */
  add (words, "hide-password");
  add_number (words, "idle", 0);
  add_number (words, "maxconnect", 0);
  add_pair (words, "plugin", task->plugin);
  add_number (words, "dialer-fd", task->channel_fd);
}

static void
add_line (GStrvBuilder *words, DialerSettings *settings, const DialerPppTask *task)
{
  const char *flow = dialer_settings_get (settings, "line.flow-control");

  add (words, task->device);
  add (words, dialer_settings_get (settings, "line.speed"));
  add (words, task->carrier_detect ? "modem" : "local");
  if (g_str_equal (flow, "rts-cts"))
    add (words, "crtscts");
  else
    add (words, g_str_equal (flow, "xon-xoff") ? "xonxoff" : "nocrtscts");
}

static void
add_auth (GStrvBuilder *words, DialerSettings *settings)
{
  static const char *const methods[][2] = { { "pap", "refuse-pap" },
                                            { "chap", "refuse-chap" },
                                            { "mschap", "refuse-mschap" },
                                            { "mschapv2", "refuse-mschap-v2" },
                                            { "eap", "refuse-eap" } };
  g_auto (GStrv) allowed = dialer_settings_get_list (settings, "ppp.auth");

  add_pair (words, "user", dialer_settings_get (settings, "ppp.user"));
  add_pair (words, "remotename", dialer_settings_get (settings, "ppp.remote-name"));
  if (allowed[0] == NULL || g_strv_contains ((const char *const *) allowed, "any"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (!g_strv_contains ((const char *const *) allowed, methods[i][0]))
      add (words, methods[i][1]);
}

static void
add_compression (GStrvBuilder *words, DialerSettings *settings)
{
  const char *mppe = dialer_settings_get (settings, "ppp.mppe");
  gboolean required = g_str_equal (mppe, "require");

  if (required)
    add (words, "require-mppe-128");
  else if (g_str_equal (mppe, "no"))
    add (words, "nomppe");
  /* MPPE is negotiated by CCP (RFC 3078): it can't be had without. */
  if (!required && !dialer_settings_get_boolean (settings, "ppp.compression"))
    add (words, "noccp");
  if (!dialer_settings_get_boolean (settings, "ppp.vj"))
    add (words, "novj");
}

static void
add_lcp (GStrvBuilder *words, DialerSettings *settings)
{
  const char *map = dialer_settings_get (settings, "ppp.asyncmap");

  add_pair (words, "asyncmap", *map ? map : "0");
  add_pair (words, "mru", dialer_settings_get (settings, "ppp.mru"));
  add_pair (words, "mtu", dialer_settings_get (settings, "ppp.mtu"));
  add_pair (words, "lcp-echo-interval", dialer_settings_get (settings, "ppp.echo-interval"));
  add_pair (words, "lcp-echo-failure", dialer_settings_get (settings, "ppp.echo-failures"));
  /* The peer is told once that we go; a second time would be three seconds more of a line that is to be down. */
  add_pair (words, "lcp-max-terminate", "1");
}

static void
add_ipv4 (GStrvBuilder *words, DialerSettings *settings)
{
  const char *method = dialer_settings_get (settings, "ipv4.method");
  g_autofree char *addresses = NULL;

  add (words, "nodefaultroute"); /* routes are ours: pppd may take away one that was there */
  if (g_str_equal (method, "off"))
    {
      add (words, "noip");
      return;
    }
  add (words, "noipdefault"); /* an address is given or asked for, never made of the host's name */
  if (g_str_equal (method, "manual"))
    {
      addresses = g_strconcat (dialer_settings_get (settings, "ipv4.address"), ":",
                               dialer_settings_get (settings, "ipv4.peer"), NULL);
      add (words, addresses);
    }
  else
    {
      add (words, "ipcp-accept-local");
      add (words, "ipcp-accept-remote");
    }
  if (g_str_equal (dialer_settings_get (settings, "ipv4.dns"), "auto"))
    add (words, "dialer-dns");
}

static void
add_free_words (GStrvBuilder *words, DialerSettings *settings)
{
  g_auto (GStrv) free_words = NULL;

  if (g_shell_parse_argv (dialer_settings_get (settings, "ppp.options"), NULL, &free_words, NULL))
    g_strv_builder_addv (words, (const char **) free_words);
}

GStrv
dialer_ppp_options_make (DialerSettings *settings, const DialerPppTask *task)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  add_frame (words, task);
  add_line (words, settings, task);
  add_auth (words, settings);
  add_compression (words, settings);
  add_lcp (words, settings);
  add_ipv4 (words, settings);
  add (words, g_str_equal (dialer_settings_get (settings, "ipv6.method"), "auto") ? "+ipv6" : "noipv6");
  add_free_words (words, settings);
  return g_strv_builder_end (words);
}
