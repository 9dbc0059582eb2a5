/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl modem scan: looks for modems on serial ports, those that it may ask all at once. */
#include <stdio.h>
#include <string.h>

#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-text.h"

typedef struct
{
  GVariant *facts;  /* a{sv} of Manager.ListPorts */
  GVariant *answer; /* a{sv} of Manager.ProbePort, NULL when the port was not asked */
  char *refusal;    /* why it could not be asked after all */
} Port;

typedef struct
{
  DialctlContext *context;
  GMainLoop *loop;
  GPtrArray *ports;
  guint pending;
  guint device_width;
  guint product_width;
} Scan;

typedef struct
{
  Scan *scan;
  Port *port;
} Question;

static void
port_free (gpointer data)
{
  Port *port = data;

  g_variant_unref (port->facts);
  g_clear_pointer (&port->answer, g_variant_unref);
  g_free (port->refusal);
  g_free (port);
}

static void
scan_clear (Scan *scan)
{
  g_main_loop_unref (scan->loop);
  g_ptr_array_unref (scan->ports);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

static const char *
get_string (GVariant *dict, const char *key)
{
  const char *value = "";

  if (dict != NULL)
    (void) g_variant_lookup (dict, key, "&s", &value);
  return value;
}

static gboolean
has_answered (const Port *port, const char *word)
{
  return g_str_equal (get_string (port->answer, "answer"), word);
}

static gboolean
is_status (const Port *port, const char *word)
{
  return g_str_equal (get_string (port->facts, "status"), word);
}

/* ---- a line a port ---- */

static char *
describe_outcome (const Port *port)
{
  const char *manufacturer = get_string (port->answer, "manufacturer");
  const char *model = get_string (port->answer, "model");
  const char *reason = port->refusal != NULL ? port->refusal : get_string (port->facts, "text");

  if (port->answer == NULL)
    return g_strdup_printf ("not asked: %s", reason);
  if (has_answered (port, "silent"))
    return g_strdup ("nobody answers");
  return g_strdup_printf ("%s: %s%s%s",
                          has_answered (port, "modem") ? "a modem" : "no modem for a telephone line",
                          manufacturer, *manufacturer != '\0' && *model != '\0' ? " " : "", model);
}

static DialctlStyle
get_style (const Port *port)
{
  if (has_answered (port, "modem"))
    return DIALCTL_STYLE_GOOD;
  return port->answer == NULL ? DIALCTL_STYLE_DIM : DIALCTL_STYLE_PLAIN;
}

static void
print_padded (const char *text, guint width)
{
  g_autofree char *printable = dialctl_text_make_printable (text);

  printf ("%s%*s", printable, (int) (width + 2 - dialctl_text_get_width (printable)), "");
}

static void
print_port (const Scan *scan, const Port *port)
{
  g_autofree char *outcome = describe_outcome (port);
  g_autofree char *printable = dialctl_text_make_printable (outcome);
  g_autofree char *styled = dialctl_style_apply (printable, get_style (port), scan->context->color);

  if (scan->context->json)
    return;
  print_padded (get_string (port->facts, "device"), scan->device_width);
  print_padded (get_string (port->facts, "product"), scan->product_width);
  puts (styled);
  fflush (stdout);
}

/* ---- asking ---- */

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  Scan *scan = question->scan;
  g_autoptr (GError) error = NULL;

  if (!dialer_dbus_manager_call_probe_port_finish (DIALER_DBUS_MANAGER (source), &question->port->answer,
                                                   result, &error))
    {
      g_dbus_error_strip_remote_error (error);
      question->port->refusal = g_strdup (error->message);
    }
  print_port (scan, question->port);
  if (--scan->pending == 0)
    g_main_loop_quit (scan->loop);
}

static void
ask (Scan *scan, Port *port)
{
  Question *question = g_new (Question, 1);

  question->scan = scan;
  question->port = port;
  scan->pending++;
  dialer_dbus_manager_call_probe_port (dialctl_bus_get_manager (scan->context->bus),
                                       get_string (port->facts, "device"), DIALCTL_CALL_FLAGS,
                                       DIALCTL_NO_TIMEOUT, NULL, on_answered, question);
}

/* Ctrl-C needs no handler: dialerd gives the ports back when we are gone. */
static void
ask_all (Scan *scan, gboolean named)
{
  for (guint i = 0; i < scan->ports->len; i++)
    {
      Port *port = scan->ports->pdata[i];

      if (is_status (port, "free") || (named && is_status (port, "unsure")))
        ask (scan, port);
      else
        print_port (scan, port);
    }
  if (scan->pending > 0)
    g_main_loop_run (scan->loop);
}

/* ---- what there is, and what follows ---- */

static void
take_ports (Scan *scan, GVariant *ports)
{
  GVariantIter iter;
  GVariant *facts;

  g_variant_iter_init (&iter, ports);
  while ((facts = g_variant_iter_next_value (&iter)))
    {
      Port *port = g_new0 (Port, 1);

      port->facts = facts;
      g_ptr_array_add (scan->ports, port);
      scan->device_width = MAX (scan->device_width, dialctl_text_get_width (get_string (facts, "device")));
      scan->product_width = MAX (scan->product_width, dialctl_text_get_width (get_string (facts, "product")));
    }
}

static void
print_as_json (const Scan *scan)
{
  static const char *const facts[] = { "device", "driver", "product", "place", "status" };
  static const char *const answers[] = { "answer", "manufacturer", "model" };
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < scan->ports->len; i++)
    {
      const Port *port = scan->ports->pdata[i];
      g_autoptr (GVariantBuilder) entry = dialctl_json_object ();

      for (guint k = 0; k < G_N_ELEMENTS (facts); k++)
        dialctl_json_add_string (entry, facts[k], get_string (port->facts, facts[k]));
      dialctl_json_add_string (entry, "text",
                               port->refusal != NULL ? port->refusal : get_string (port->facts, "text"));
      for (guint k = 0; k < G_N_ELEMENTS (answers); k++)
        dialctl_json_add_string (entry, answers[k], get_string (port->answer, answers[k]));
      g_variant_builder_add (&list, "a{sv}", entry);
    }
  dialctl_json_add (object, "ports", g_variant_builder_end (&list));
  dialctl_json_print_object (object);
}

static void
print_advice (const Scan *scan)
{
  guint n_modems = 0;

  for (guint i = 0; i < scan->ports->len; i++)
    {
      const Port *port = scan->ports->pdata[i];
      const char *device = get_string (port->facts, "device");

      n_modems += has_answered (port, "modem");
      if (has_answered (port, "modem"))
        dialctl_context_say (scan->context, "Add it with: dialctl modem add %s", device);
      else if (port->answer == NULL && is_status (port, "unsure"))
        dialctl_context_say (scan->context, "If %s is a modem: dialctl modem scan %s", device, device);
    }
  if (n_modems == 0)
    dialctl_context_say (scan->context, "No modem was found.");
}

/* As people name them: "ttyS0", or a path. */
static GStrv
make_paths (char **words)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *folder = strchr (words[i], '/') != NULL ? NULL : "/dev";

      g_ptr_array_add (paths, g_canonicalize_filename (words[i], folder));
    }
  g_ptr_array_add (paths, NULL);
  return (GStrv) g_ptr_array_free (paths, FALSE);
}

gboolean
cmd_modem_scan (DialctlContext *context, GError **error)
{
  g_auto (Scan) scan = { context, g_main_loop_new (NULL, FALSE), g_ptr_array_new_with_free_func (port_free) };
  g_autoptr (GVariant) ports = NULL;
  g_auto (GStrv) devices = NULL;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  devices = make_paths (context->words);
  if (!dialer_dbus_manager_call_list_ports_sync (dialctl_bus_get_manager (context->bus),
                                                 (const char *const *) devices, DIALCTL_CALL_FLAGS,
                                                 DIALCTL_NO_TIMEOUT, &ports, NULL, error))
    return FALSE;

  take_ports (&scan, ports);
  ask_all (&scan, devices[0] != NULL);
  if (context->json)
    print_as_json (&scan);
  else
    print_advice (&scan);
  return TRUE;
}
