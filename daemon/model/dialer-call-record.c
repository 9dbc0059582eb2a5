/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The record of a call. */
#include "dialer-call-record.h"

DialerCallRecord *
dialer_call_record_new (const char *profile, guint user)
{
  DialerCallRecord *self = g_rc_box_new0 (DialerCallRecord);

  self->id = g_uuid_string_random ();
  self->profile = g_strdup (profile);
  self->user = user;
  self->pppd_status = -1;
  self->cost = -1;
  self->log = dialer_call_log_new ();
  return self;
}

DialerCallRecord *
dialer_call_record_copy (const DialerCallRecord *self)
{
  DialerCallRecord *copy = (g_rc_box_dup) (sizeof *self, self); /* the macro of that name would keep the const */

  copy->id = g_strdup (self->id);
  copy->profile = g_strdup (self->profile);
  copy->profile_id = g_strdup (self->profile_id);
  copy->user_name = g_strdup (self->user_name);
  copy->why = g_strdup (self->why);
  copy->packet_protocol = g_strdup (self->packet_protocol);
  copy->packet_destination = g_strdup (self->packet_destination);
  copy->packet_process = g_strdup (self->packet_process);
  copy->modem = g_strdup (self->modem);
  copy->number = g_strdup (self->number);
  copy->detail = g_strdup (self->detail);
  copy->modem_reply = g_strdup (self->modem_reply);
  copy->auth_message = g_strdup (self->auth_message);
  copy->peer_message = g_strdup (self->peer_message);
  copy->interface = g_strdup (self->interface);
  copy->ip4_address = g_strdup (self->ip4_address);
  copy->ip4_peer = g_strdup (self->ip4_peer);
  copy->ip6_address = g_strdup (self->ip6_address);
  copy->ip4_dns = g_strdupv (self->ip4_dns);
  copy->ip6_dns = g_strdupv (self->ip6_dns);
  copy->dns = g_strdupv (self->dns);
  copy->probe = g_strdup (self->probe);
  copy->currency = g_strdup (self->currency);
  copy->log = NULL;
  return copy;
}

static void
clear (gpointer data)
{
  DialerCallRecord *self = data;

  g_free (self->id);
  g_free (self->profile);
  g_free (self->profile_id);
  g_free (self->user_name);
  g_free (self->why);
  g_free (self->packet_protocol);
  g_free (self->packet_destination);
  g_free (self->packet_process);
  g_free (self->modem);
  g_free (self->number);
  g_free (self->detail);
  g_free (self->modem_reply);
  g_free (self->auth_message);
  g_free (self->peer_message);
  g_free (self->interface);
  g_free (self->ip4_address);
  g_free (self->ip4_peer);
  g_free (self->ip6_address);
  g_strfreev (self->ip4_dns);
  g_strfreev (self->ip6_dns);
  g_strfreev (self->dns);
  g_free (self->probe);
  g_free (self->currency);
  g_clear_pointer (&self->log, dialer_call_log_free);
}

DialerCallRecord *
dialer_call_record_ref (DialerCallRecord *self)
{
  return g_rc_box_acquire (self);
}

void
dialer_call_record_unref (DialerCallRecord *self)
{
  g_rc_box_release_full (self, clear);
}

guint64
dialer_call_record_get_seconds (const DialerCallRecord *self, gint64 now)
{
  gint64 end = self->ended ? self->ended : now;

  return self->online && end > self->online ? end - self->online : 0;
}

static void
add_text (GVariantDict *dict, const char *key, const char *value)
{
  if (value && *value)
    g_variant_dict_insert (dict, key, "s", value);
}

static void
add_number (GVariantDict *dict, const char *key, guint64 value)
{
  if (value)
    g_variant_dict_insert (dict, key, "t", value);
}

GVariant *
dialer_call_record_to_variant (DialerCallRecord *self, gint64 now)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  add_text (&dict, "id", self->id);
  add_text (&dict, "profile", self->profile);
  add_text (&dict, "profile_id", self->profile_id);
  g_variant_dict_insert (&dict, "user", "u", self->user);
  add_text (&dict, "user_name", self->user_name);
  add_text (&dict, "cause", dialer_cause_to_string (self->cause));
  add_text (&dict, "why", self->why);
  add_text (&dict, "packet_protocol", self->packet_protocol);
  add_text (&dict, "packet_destination", self->packet_destination);
  if (self->packet_port)
    g_variant_dict_insert (&dict, "packet_port", "u", self->packet_port);
  add_text (&dict, "packet_process", self->packet_process);
  add_text (&dict, "modem", self->modem);
  add_text (&dict, "number", self->number);
  add_number (&dict, "started", self->started);
  add_number (&dict, "connected", self->connected);
  add_number (&dict, "online", self->online);
  add_number (&dict, "ended", self->ended);
  add_text (&dict, "reached", dialer_state_to_string (self->reached));
  add_text (&dict, "reason", dialer_reason_to_string (self->reason));
  add_text (&dict, "sentence", dialer_reason_get_sentence (self->reason));
  add_text (&dict, "advice", dialer_reason_get_advice (self->reason));
  add_text (&dict, "detail", self->detail);
  add_text (&dict, "modem_reply", self->modem_reply);
  add_text (&dict, "auth_message", self->auth_message);
  add_text (&dict, "peer_message", self->peer_message);
  if (self->pppd_status >= 0)
    g_variant_dict_insert (&dict, "pppd_status", "i", self->pppd_status);
  if (self->connect_speed)
    g_variant_dict_insert (&dict, "connect_speed", "u", self->connect_speed);
  add_text (&dict, "interface", self->interface);
  add_text (&dict, "ip4_address", self->ip4_address);
  add_text (&dict, "ip4_peer", self->ip4_peer);
  add_text (&dict, "ip6_address", self->ip6_address);
  if (self->dns)
    g_variant_dict_insert (&dict, "dns", "^as", self->dns);
  add_text (&dict, "probe", self->probe);
  if (self->interface)
    {
      g_variant_dict_insert (&dict, "rx_bytes", "t", self->rx_bytes);
      g_variant_dict_insert (&dict, "tx_bytes", "t", self->tx_bytes);
      g_variant_dict_insert (&dict, "seconds", "t", dialer_call_record_get_seconds (self, now));
    }
  if (self->cost >= 0)
    g_variant_dict_insert (&dict, "cost", "t", (guint64) self->cost);
  add_text (&dict, "currency", self->currency);
  return g_variant_dict_end (&dict);
}
