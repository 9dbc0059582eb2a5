/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A method after the other. */
#include "dialer-resolved.h"

#include <net/if.h>
#include <string.h>

#define NAME "org.freedesktop.resolve1"
#define PATH "/org/freedesktop/resolve1"
#define INTERFACE "org.freedesktop.resolve1.Manager"
#define STUB "127.0.0.53"
#define TIMEOUT_MS 10000 /* within the time that hanging up has */

typedef struct
{
  const char *method;
  GVariant *arguments;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_variant_unref (step->arguments);
  g_free (step);
}

static void
add_step (GPtrArray *steps, const char *method, GVariant *arguments)
{
  Step *step = g_new0 (Step, 1);

  step->method = method;
  step->arguments = g_variant_ref_sink (arguments);
  g_ptr_array_add (steps, step);
}

gboolean
dialer_resolved_is_in_charge (const char *resolv_conf)
{
  g_autofree char *target = g_file_read_link (resolv_conf, NULL);
  g_autofree char *text = NULL;

  /* By the link, for what it leads to is not there until resolved runs. */
  if (target && strstr (target, "systemd/resolve/"))
    return TRUE;
  return g_file_get_contents (resolv_conf, &text, NULL, NULL) && strstr (text, "nameserver " STUB) != NULL;
}

static void take_step (GTask *task, GDBusConnection *bus);

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply)
    take_step (task, G_DBUS_CONNECTION (source));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_step (GTask *task, GDBusConnection *bus)
{
  GPtrArray *steps = g_task_get_task_data (task);
  const Step *step = steps->len ? steps->pdata[0] : NULL;

  if (step == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_dbus_connection_call (bus, NAME, PATH, INTERFACE, step->method, step->arguments, NULL, G_DBUS_CALL_FLAGS_NONE,
                          TIMEOUT_MS, g_task_get_cancellable (task), on_done, g_object_ref (task));
  g_ptr_array_remove_index (steps, 0);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus)
    take_step (task, bus);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
begin (GPtrArray *steps, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, steps, (GDestroyNotify) g_ptr_array_unref);
  g_bus_get (G_BUS_TYPE_SYSTEM, cancellable, on_bus, task);
}

static GVariant *
pack_addresses (const char *const *addresses)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(iay)"));

  for (guint i = 0; addresses[i]; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (addresses[i]);

      if (address)
        g_variant_builder_add (&list, "(i@ay)", g_inet_address_get_family (address),
                               g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, g_inet_address_to_bytes (address),
                                                          g_inet_address_get_native_size (address), 1));
    }
  return g_variant_builder_end (&list);
}

static GVariant *
pack_domains (const char *const *domains)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sb)"));

  for (guint i = 0; domains[i]; i++)
    g_variant_builder_add (&list, "(sb)", domains[i], FALSE);
  return g_variant_builder_end (&list);
}

void
dialer_resolved_set_link_async (const char *interface, const DialerDnsServers *servers, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  int index = if_nametoindex (interface);

  add_step (steps, "SetLinkDNS", g_variant_new ("(i@a(iay))", index, pack_addresses (servers->addresses)));
  add_step (steps, "SetLinkDomains", g_variant_new ("(i@a(sb))", index, pack_domains (servers->domains)));
  add_step (steps, "SetLinkDefaultRoute", g_variant_new ("(ib)", index, servers->for_all));
  begin (steps, cancellable, callback, user_data);
}

void
dialer_resolved_revert_link_async (const char *interface, GAsyncReadyCallback callback, gpointer user_data)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  int index = if_nametoindex (interface);

  if (index)
    add_step (steps, "RevertLink", g_variant_new ("(i)", index));
  begin (steps, NULL, callback, user_data);
}

gboolean
dialer_resolved_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
