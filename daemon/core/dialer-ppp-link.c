/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From pppd's phases and the peer's packets to states and a reason. */
#include "dialer-ppp-link.h"

#include <libsecret/secret.h>

#include "dialer-pppd.h"
#include "dialer-ppp-outcome.h"
#include "dialer-process.h"
#include "dialer-router.h"

struct _DialerPppLink
{
  DialerLink parent_instance;

  DialerPppd *pppd;
  DialerRouter *router; /* NULL without IPv6 */
  DialerCallRecord *record;
  char *secret;
  gboolean wants_ip4;
  DialerPppFacts facts;
  int status_at_end; /* pppd's, when the link came down; -1 until then */
};

G_DEFINE_TYPE (DialerPppLink, dialer_ppp_link, DIALER_TYPE_LINK)

static void
forget_secret (DialerPppLink *self)
{
  g_clear_pointer (&self->secret, secret_password_free);
}

static void
progress (DialerPppLink *self, DialerState state)
{
  if (state <= self->facts.state)
    return;
  self->facts.state = state;
  dialer_link_advance (DIALER_LINK (self), state);
}

static void
replace_text (char **place, const char *text)
{
  if (*text == '\0')
    return;
  g_free (*place);
  *place = g_strdup (text);
}

static void G_GNUC_PRINTF (2, 3)
note (DialerPppLink *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  dialer_call_log_add (self->record->log, g_get_real_time (), DIALER_CALL_LOG_PPP, text);
}

/* Returns: what a peer says, as it may be kept: perhaps it gives us our own password back. */
static char *
hide_secret (DialerPppLink *self, const char *text)
{
  return dialer_call_log_hide (text, self->secret);
}

static void
take_phase (DialerPppLink *self, const char *number)
{
  switch ((DialerPppPhase) g_ascii_strtoull (number, NULL, 10))
    {
    case DIALER_PPP_PHASE_AUTHENTICATE:
      note (self, "LCP is open; the peer asks who we are");
      progress (self, DIALER_STATE_AUTHENTICATING);
      break;
    case DIALER_PPP_PHASE_NETWORK:
      progress (self, DIALER_STATE_CONFIGURING);
      break;
    case DIALER_PPP_PHASE_DEAD:
    case DIALER_PPP_PHASE_INITIALIZE:
    case DIALER_PPP_PHASE_SERIALCONN:
    case DIALER_PPP_PHASE_DORMANT:
    case DIALER_PPP_PHASE_ESTABLISH:
    case DIALER_PPP_PHASE_CALLBACK:
    case DIALER_PPP_PHASE_RUNNING:
    case DIALER_PPP_PHASE_TERMINATE:
    case DIALER_PPP_PHASE_DISCONNECT:
    case DIALER_PPP_PHASE_HOLDOFF:
    case DIALER_PPP_PHASE_MASTER:
      break;
    }
}

static void
take_auth_result (DialerPppLink *self, const DialerChannelMessage *message)
{
  gboolean ok = g_str_equal (message->fields[0], "ok");
  g_autofree char *words = hide_secret (self, message->fields[1]);

  note (self, "the peer %s us%s%s%s", ok ? "accepts" : "refuses", *words ? ": \"" : "", words, *words ? "\"" : "");
  replace_text (&self->record->auth_message, words);
  self->facts.auth_refused = !ok;
  self->facts.peer_accepted |= ok;
  if (ok)
    forget_secret (self);
}

static void
answer_secret (DialerPppLink *self)
{
  note (self, self->secret ? "pppd is given the password" : "pppd asks for a password, and there is none");
  if (self->secret == NULL)
    self->facts.secret_missing = TRUE;
  dialer_pppd_answer_secret (self->pppd, self->secret);
}

static void
take_ip4 (DialerPppLink *self, const DialerChannelMessage *message)
{
  g_autoptr (GStrvBuilder) dns = g_strv_builder_new ();

  replace_text (&self->record->interface, message->fields[0]);
  replace_text (&self->record->ip4_address, message->fields[1]);
  replace_text (&self->record->ip4_peer, message->fields[2]);
  for (guint i = 3; i < 5; i++)
    if (*message->fields[i] && (i == 3 || g_strcmp0 (message->fields[3], message->fields[4]) != 0))
      g_strv_builder_add (dns, message->fields[i]);
  g_strfreev (self->record->ip4_dns);
  self->record->ip4_dns = g_strv_builder_end (dns);
  note (self, "IPCP is open: %s, %s, the peer %s, DNS %s %s", message->fields[0], message->fields[1],
        message->fields[2], message->fields[3], message->fields[4]);
  progress (self, DIALER_STATE_ONLINE);
}

/* The router at the other end has told something, or what it told is over. */
static void
on_router_changed (DialerRouter *router, gpointer user_data)
{
  DialerPppLink *self = user_data;
  const char *address = dialer_router_get_address (router);
  g_autofree char *servers = g_strjoinv (" ", (GStrv) dialer_router_get_servers (router));

  g_free (self->record->ip6_address);
  self->record->ip6_address = g_strdup (address);
  g_strfreev (self->record->ip6_dns);
  self->record->ip6_dns = g_strdupv ((GStrv) dialer_router_get_servers (router));
  note (self, "the router tells of: %s, DNS %s", address ? address : "no address", servers);
  if (self->facts.state == DIALER_STATE_ONLINE)
    dialer_link_advance (DIALER_LINK (self), DIALER_STATE_ONLINE);
}

/* Without it there is IPv4, and IPv6 as far as the peer. */
static void
follow_router (DialerPppLink *self)
{
  g_autoptr (GError) error = NULL;

  if (self->router && !dialer_router_follow (self->router, self->record->interface, &error))
    {
      note (self, "no IPv6 address will come: %s", error->message);
      g_warning ("%s: no IPv6 address will come: %s", self->record->profile, error->message);
    }
}

static void
listen_to_router (DialerPppLink *self)
{
  g_autoptr (GError) error = NULL;

  self->router = dialer_router_new (&error);
  if (self->router)
    g_signal_connect (self->router, "changed", G_CALLBACK (on_router_changed), self);
  else
    g_warning ("%s: no IPv6 address will come: %s", self->record->profile, error->message);
}

static void
take_ip6 (DialerPppLink *self, const DialerChannelMessage *message)
{
  replace_text (&self->record->interface, message->fields[0]);
  note (self, "IPV6CP is open: %s", message->fields[0]);
  follow_router (self);
  if (!self->wants_ip4)
    progress (self, DIALER_STATE_ONLINE);
}

/* pppd may forget them before it ends: less than was known is no news. */
static void
take_statistics (DialerPppLink *self, const DialerChannelMessage *message)
{
  self->record->rx_bytes = MAX (self->record->rx_bytes, g_ascii_strtoull (message->fields[0], NULL, 10));
  self->record->tx_bytes = MAX (self->record->tx_bytes, g_ascii_strtoull (message->fields[1], NULL, 10));
}

static void
take_end (DialerPppLink *self, const char *message)
{
  g_autofree char *words = hide_secret (self, message);

  note (self, "the peer ends the link%s%s%s", *words ? ": \"" : "", words, *words ? "\"" : "");
  self->facts.peer_terminated = TRUE;
  replace_text (&self->record->peer_message, words);
}

static void
on_message (DialerPppd *pppd, const DialerChannelMessage *message, gpointer user_data)
{
  DialerPppLink *self = user_data;

  switch (message->type)
    {
    case DIALER_MESSAGE_PHASE:
      take_phase (self, message->fields[0]);
      break;
    case DIALER_MESSAGE_PEER_SPOKE:
      self->facts.peer_spoke = TRUE;
      note (self, "the peer speaks LCP");
      break;
    case DIALER_MESSAGE_PEER_CONFIGURES:
      self->facts.peer_accepted = TRUE;
      note (self, "the peer speaks of addresses");
      break;
    case DIALER_MESSAGE_SECRET_WANTED:
      answer_secret (self);
      break;
    case DIALER_MESSAGE_AUTH_RESULT:
      take_auth_result (self, message);
      break;
    case DIALER_MESSAGE_PEER_TERMINATES:
      take_end (self, message->fields[0]);
      break;
    case DIALER_MESSAGE_IP4_UP:
      take_ip4 (self, message);
      break;
    case DIALER_MESSAGE_IP6_UP:
      take_ip6 (self, message);
      break;
    case DIALER_MESSAGE_STATISTICS:
      take_statistics (self, message);
      break;
    case DIALER_MESSAGE_LINK_ENDS:
      self->status_at_end = g_ascii_strtoll (message->fields[0], NULL, 10);
      break;
    case DIALER_MESSAGE_HELLO:
    case DIALER_MESSAGE_LINE_WANTED:
    case DIALER_MESSAGE_LINE_READY:
    case DIALER_MESSAGE_SECRET:
    case DIALER_MESSAGE_NO_SECRET:
      break;
    }
}

static void
drop_router (DialerPppLink *self)
{
  if (self->router)
    g_signal_handlers_disconnect_by_data (self->router, self);
  g_clear_object (&self->router);
}

static void
on_exited (DialerPppd *pppd, int status, gpointer user_data)
{
  g_autoptr (DialerPppLink) self = g_object_ref (user_data);
  DialerReason reason;

  drop_router (self); /* its address goes with the interface, and stays in the record */
  self->facts.exit_status = self->status_at_end >= 0 ? self->status_at_end : status;
  self->record->pppd_status = MAX (self->facts.exit_status, -1);
  reason = dialer_ppp_outcome_to_reason (&self->facts);
  note (self, "pppd has ended with status %d; %" G_GUINT64_FORMAT " bytes were received, %" G_GUINT64_FORMAT " sent",
        self->record->pppd_status, self->record->rx_bytes, self->record->tx_bytes);
  if (reason == DIALER_REASON_PPPD_FAILED && self->record->detail == NULL)
    self->record->detail = g_strdup (dialer_pppd_get_last_words (pppd));
  forget_secret (self);
  dialer_link_end (DIALER_LINK (self), reason);
}

static void
take_line (DialerLink *link, char *secret)
{
  DialerPppLink *self = DIALER_PPP_LINK (link);

  forget_secret (self);
  self->secret = secret;
  dialer_pppd_take_line (self->pppd);
}

static void
stop (DialerLink *link, gboolean gone)
{
  DialerPppLink *self = DIALER_PPP_LINK (link);

  if (gone)
    dialer_pppd_kill (self->pppd);
  else
    dialer_pppd_stop (self->pppd);
}

static void
describe (DialerLink *link, DialerCallMark *mark)
{
  g_free (mark->pppd);
  mark->pppd = dialer_process_identify (dialer_pppd_get_pid (DIALER_PPP_LINK (link)->pppd));
}

static void
dialer_ppp_link_dispose (GObject *object)
{
  DialerPppLink *self = DIALER_PPP_LINK (object);

  if (self->pppd)
    g_signal_handlers_disconnect_by_data (self->pppd, self);
  g_clear_object (&self->pppd);
  drop_router (self);
  g_clear_pointer (&self->record, dialer_call_record_unref);
  forget_secret (self);
  G_OBJECT_CLASS (dialer_ppp_link_parent_class)->dispose (object);
}

static void
dialer_ppp_link_class_init (DialerPppLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_ppp_link_dispose;
  DIALER_LINK_CLASS (klass)->first_state = DIALER_STATE_NEGOTIATING;
  DIALER_LINK_CLASS (klass)->take_line = take_line;
  DIALER_LINK_CLASS (klass)->stop = stop;
  DIALER_LINK_CLASS (klass)->describe = describe;
}

static void
dialer_ppp_link_init (DialerPppLink *self)
{
  self->facts.state = DIALER_STATE_NEGOTIATING;
  self->status_at_end = -1;
}

DialerLink *
dialer_ppp_link_start (const DialerTools *tools, DialerSettings *settings, DialerCallRecord *record, const char *device,
                       gboolean carrier_detect, GError **error)
{
  g_autoptr (DialerPppLink) self = g_object_new (DIALER_TYPE_PPP_LINK, NULL);

  self->record = dialer_call_record_ref (record);
  self->wants_ip4 = !g_str_equal (dialer_settings_get (settings, "ipv4.method"), "off");
  if (g_str_equal (dialer_settings_get (settings, "ipv6.method"), "auto"))
    listen_to_router (self);
  self->pppd = dialer_pppd_start (tools->pppd, tools->plugin, settings, device, carrier_detect, error);
  if (self->pppd == NULL)
    return NULL;
  g_signal_connect (self->pppd, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->pppd, "exited", G_CALLBACK (on_exited), self);
  return DIALER_LINK (g_steal_pointer (&self));
}
