/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-hook-event.h"

#include <string.h>

#include "dialer-money.h"

/* Not for the program that is run, but for who runs it. */
#define PROGRAM "DIALER_HOOK="
#define PROFILE_ID "DIALER_PROFILE_ID="

const char *
dialer_hook_event_to_string (DialerHookEvent event)
{
  switch (event)
    {
    case DIALER_HOOK_CONNECTED:
      return "connected";
    case DIALER_HOOK_DISCONNECTED:
      return "disconnected";
    }
  g_return_val_if_reached (NULL);
}

static void
add (GString *text, const char *name, const char *value)
{
  gsize begin;

  if (value == NULL || *value == '\0')
    return;
  g_string_append_printf (text, "DIALER_%s=", name);
  begin = text->len;
  g_string_append (text, value);
  for (char *c = text->str + begin; *c; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_string_append_c (text, '\n');
}

static void
add_number (GString *text, const char *name, guint64 value)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  add (text, name, digits);
}

static void
add_link (GString *text, DialerCallRecord *record)
{
  g_autofree char *dns = record->dns ? g_strjoinv (" ", record->dns) : NULL;

  add (text, "INTERFACE", record->interface);
  add (text, "IP4_ADDRESS", record->ip4_address);
  add (text, "IP4_PEER", record->ip4_peer);
  add (text, "IP6_ADDRESS", record->ip6_address);
  add (text, "DNS", dns);
  if (record->connect_speed)
    add_number (text, "CONNECT_SPEED", record->connect_speed);
}

static void
add_cost (GString *text, DialerCallRecord *record)
{
  g_autofree char *cost = record->cost >= 0 ? dialer_money_format (record->cost, 2) : NULL;

  add (text, "COST", cost);
  add (text, "CURRENCY", record->currency);
}

char *
dialer_hook_event_describe (DialerHookEvent event, const char *profile_id, DialerCallRecord *record,
                            const char *program)
{
  GString *text = g_string_new (NULL);

  add (text, "EVENT", dialer_hook_event_to_string (event));
  add (text, "HOOK", program);
  add (text, "PROFILE", record->profile);
  add (text, "PROFILE_ID", profile_id);
  add (text, "CALL", record->id);
  add_number (text, "USER", record->user);
  add (text, "MODEM", record->modem);
  add (text, "NUMBER", record->number);
  add_link (text, record);
  if (event == DIALER_HOOK_DISCONNECTED)
    {
      add (text, "REASON", dialer_reason_to_string (record->reason));
      add_number (text, "SECONDS", dialer_call_record_get_seconds (record, record->ended));
      add_number (text, "RX_BYTES", record->rx_bytes);
      add_number (text, "TX_BYTES", record->tx_bytes);
      add_cost (text, record);
    }
  return g_string_free (g_string_append_c (text, '\n'), FALSE);
}

static gboolean
is_variable (const char *line)
{
  gsize length = strcspn (line, "=");

  return g_str_has_prefix (line, "DIALER_") && line[length] == '='
         && strspn (line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == length;
}

GStrv
dialer_hook_event_parse (const char *text, char **program, char **profile_id)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) variables = g_strv_builder_new ();

  *program = NULL;
  *profile_id = NULL;
  for (guint i = 0; lines[i]; i++)
    {
      if (is_variable (lines[i]) && !g_str_has_prefix (lines[i], PROGRAM))
        g_strv_builder_add (variables, lines[i]);
      if (*program == NULL && g_str_has_prefix (lines[i], PROGRAM "/"))
        *program = g_strdup (lines[i] + strlen (PROGRAM));
      if (*profile_id == NULL && g_str_has_prefix (lines[i], PROFILE_ID))
        *profile_id = g_strdup (lines[i] + strlen (PROFILE_ID));
    }
  if (g_str_has_prefix (text, "DIALER_EVENT=") && g_str_has_suffix (text, "\n\n") && *profile_id
      && g_uuid_string_is_valid (*profile_id))
    return g_strv_builder_end (variables);
  g_clear_pointer (program, g_free);
  g_clear_pointer (profile_id, g_free);
  return NULL;
}
