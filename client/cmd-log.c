/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl log: what was said in a call. */
#include <stdio.h>

#include "dialctl-call-choice.h"
#include "dialctl-call.h"
#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-text.h"

static GDateTime *
get_time (guint64 microseconds, GTimeZone *zone)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc ((gint64) (microseconds / G_USEC_PER_SEC));
  g_autoptr (GDateTime) exact = seconds != NULL
                                  ? g_date_time_add (seconds, (GTimeSpan) (microseconds % G_USEC_PER_SEC))
                                  : NULL;

  return exact != NULL ? g_date_time_to_timezone (exact, zone) : NULL;
}

static void
print_json (GVariant *record, GVariant *lines)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GVariantBuilder *object = dialctl_json_object ();
  g_autoptr (GVariantBuilder) call = dialctl_call_to_json (record);
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GVariantIter iter;
  guint64 time;
  const char *kind, *text;

  g_variant_iter_init (&iter, lines);
  while (g_variant_iter_next (&iter, "(t&s&s)", &time, &kind, &text))
    {
      g_autoptr (GVariantBuilder) line = dialctl_json_object ();
      g_autoptr (GDateTime) when = get_time (time, utc);
      g_autofree char *stamp = when != NULL ? dialctl_text_format_timestamp (when) : NULL;

      dialctl_json_add_string (line, "time", stamp);
      dialctl_json_add_string (line, "kind", kind);
      dialctl_json_add (line, "text", g_variant_new_string (text));
      g_variant_builder_add (&list, "a{sv}", line);
    }
  dialctl_json_add (object, "call", g_variant_builder_end (call));
  dialctl_json_add (object, "lines", g_variant_builder_end (&list));
  dialctl_json_print_object (object);
}

static const char *
get_mark (const char *kind)
{
  if (g_str_equal (kind, "sent"))
    return dialctl_text_choose ("→", ">");
  if (g_str_equal (kind, "received"))
    return dialctl_text_choose ("←", "<");
  return g_str_equal (kind, "state") ? "*" : " ";
}

static void
print_head (GVariant *record)
{
  g_autoptr (GDateTime) time
    = g_date_time_new_from_unix_local ((gint64) dialctl_call_get_number (record, "started"));
  g_autofree char *began = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("?");
  g_autofree char *profile = dialctl_text_make_printable (dialctl_call_get_string (record, "profile"));
  g_autofree char *number = dialctl_text_make_printable (dialctl_call_get_string (record, "number"));
  g_autofree char *modem = dialctl_text_make_printable (dialctl_call_get_string (record, "modem"));

  printf ("%s %s%s%s%s%s, call %s\n", began, profile, *number != '\0' ? " " : "", number,
          *modem != '\0' ? " on " : "", modem, dialctl_call_get_string (record, "id"));
}

static void
print_lines (DialctlContext *context, GVariant *lines)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  GVariantIter iter;
  guint64 time;
  const char *kind, *text;

  if (g_variant_n_children (lines) == 0)
    puts ("What was said in it is not kept any more.");
  g_variant_iter_init (&iter, lines);
  while (g_variant_iter_next (&iter, "(t&s&s)", &time, &kind, &text))
    {
      g_autoptr (GDateTime) when = get_time (time, local);
      g_autofree char *clock = when != NULL ? g_date_time_format (when, "%H:%M:%S") : g_strdup ("?");
      g_autofree char *printable = dialctl_text_make_printable (text);
      DialctlStyle style = g_str_equal (kind, "state") ? DIALCTL_STYLE_HEADING : DIALCTL_STYLE_PLAIN;
      g_autofree char *styled = dialctl_style_apply (printable, style, context->color);

      printf ("%s.%03u %s %s\n", clock, (guint) (time / 1000 % 1000), get_mark (kind), styled);
    }
}

static gboolean
show_log (DialctlContext *context, const char *id, GError **error)
{
  g_autoptr (GVariant) record = NULL, lines = NULL;

  if (!dialer_dbus_manager_call_get_log_sync (dialctl_bus_get_manager (context->bus), id, DIALCTL_CALL_FLAGS,
                                              DIALCTL_NO_TIMEOUT, &record, &lines, NULL, error))
    return FALSE;
  if (context->json)
    {
      print_json (record, lines);
      return TRUE;
    }
  print_head (record);
  print_lines (context, lines);
  return TRUE;
}

static gboolean
run (DialctlContext *context, const char *call, GError **error)
{
  g_autofree char *id = NULL;

  if (!dialctl_call_choice_check (context, call, error) || !dialctl_context_connect (context, error))
    return FALSE;
  id = dialctl_call_choice_find (context, context->words, call, error);
  return id != NULL && show_log (context, id, error);
}

gboolean
cmd_log (DialctlContext *context, GError **error)
{
  g_autofree char *call = NULL;
  const GOptionEntry entries[] = {
    { "call", 'c', 0, G_OPTION_ARG_STRING, &call, "The call with this id, or so many before the newest, which is 1",
      "N" },
    { NULL },
  };

  return dialctl_context_parse (context, entries, error) && run (context, call != NULL ? call : "1", error);
}
