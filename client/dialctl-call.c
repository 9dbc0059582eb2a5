/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The record of a call, for persons and for scripts. */
#include "dialctl-call.h"

#include "dialctl-json.h"
#include "dialctl-text.h"

static GVariant *
lookup (GVariant *call, const char *key)
{
  return call != NULL ? g_variant_lookup_value (call, key, NULL) : NULL;
}

const char *
dialctl_call_get_string (GVariant *call, const char *key)
{
  const char *text = "";

  if (call != NULL)
    (void) g_variant_lookup (call, key, "&s", &text);
  return text;
}

guint64
dialctl_call_get_number (GVariant *call, const char *key)
{
  g_autoptr (GVariant) value = lookup (call, key);

  if (value == NULL)
    return 0;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    return g_variant_get_uint64 (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return g_variant_get_uint32 (value);
  return 0;
}

void
dialctl_call_add_to_json (GVariant *call, const char *key, GVariantBuilder *object)
{
  g_autoptr (GVariant) value = lookup (call, key);

  if (value != NULL && g_str_equal (key, "cost") && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    dialctl_json_add (object, key, dialctl_json_money (value));
  else
    dialctl_json_add (object, key, value);
}

char *
dialctl_call_format_cost (GVariant *call)
{
  g_autoptr (GVariant) cost = lookup (call, "cost");

  if (cost == NULL)
    return NULL;
  return dialctl_text_format_money (dialctl_call_get_number (call, "cost"), dialctl_call_get_string (call, "currency"));
}

GVariantBuilder *
dialctl_call_to_json (GVariant *call)
{
  static const char *const times[] = { "started", "online", "ended", NULL };
  static const char *const keys[] = {
    "id", "profile", "user", "modem", "number", "started", "online", "ended", "reached", "reason", "sentence",
    "advice", "detail", "modem_reply", "auth_message", "peer_message", "pppd_status", "connect_speed",
    "interface", "ip4_address", "ip4_peer", "ip6_address", "dns", "probe", "rx_bytes", "tx_bytes", "seconds", "cost",
    "currency", NULL,
  };
  GVariantBuilder *object = dialctl_json_object ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      if (g_strv_contains (times, keys[i]))
        dialctl_json_add_time (object, keys[i], dialctl_call_get_number (call, keys[i]));
      else
        dialctl_call_add_to_json (call, keys[i], object);
    }
  return object;
}

static void
append_words (GString *text, GVariant *call, const char *key, const char *who)
{
  const char *words = dialctl_call_get_string (call, key);

  if (*words != '\0')
    g_string_append_printf (text, "; %s \"%s\"", who, words);
}

char *
dialctl_call_describe_failure (GVariant *call)
{
  const char *sentence = dialctl_call_get_string (call, "sentence");
  const char *detail = dialctl_call_get_string (call, "detail");
  const char *advice = dialctl_call_get_string (call, "advice");
  g_autofree char *cost = dialctl_call_format_cost (call);
  GString *text = g_string_new (*sentence != '\0' ? sentence : dialctl_call_get_string (call, "reason"));

  if (*detail != '\0')
    g_string_append_printf (text, " (%s)", detail);
  append_words (text, call, "modem_reply", "the modem said");
  append_words (text, call, "auth_message", "to the login the peer said");
  append_words (text, call, "peer_message", "at the end the peer said");
  if (cost != NULL)
    g_string_append_printf (text, "; it cost %s", cost);
  g_strdelimit (text->str, "\r\n", ' '); /* a line's end would make the peer's words the advice */
  if (*advice != '\0')
    g_string_append_printf (text, "\n%s.", advice);
  return g_string_free (text, FALSE);
}
