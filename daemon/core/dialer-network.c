/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One after the other: queue and routes, which the kernel sets at once; then name servers; then a probe. */
#include "dialer-network.h"

#include "dialer-dns.h"
#include "dialer-interface-queue.h"
#include "dialer-interface.h"
#include "dialer-network-plan.h"
#include "dialer-prober.h"

struct _DialerNetwork
{
  GObject parent_instance;

  DialerSettings *settings;
  DialerNetworkPlan *plan;
  DialerNetworkPlan *ip6_plan;
  DialerCallRecord *record;
  DialerDns *dns;
  DialerQueue queue; /* all 0 where none is needed */
  GPtrArray *waiting; /* of GTask: who waits for the probe, NULL while nobody does */
  gboolean probing;
  gboolean probed;
};

G_DEFINE_TYPE (DialerNetwork, dialer_network, G_TYPE_OBJECT)

/* What went wrong, but ends no call. */
static void
note (DialerNetwork *self, const char *what, const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", what, error->message);

  g_warning ("%s: %s", self->record->profile, text);
  dialer_call_log_add (self->record->log, g_get_real_time (), DIALER_CALL_LOG_NOTE, text);
}

/* ---- the queue ---- */

/* Without one the call is slower to answer, and no worse. */
static void
set_queue (DialerNetwork *self)
{
  const char *interface = self->record->interface;
  guint port_speed = dialer_settings_get_uint (self->settings, "line.speed");
  g_autoptr (GError) error = NULL;

  if (self->queue.rate || !dialer_settings_get_boolean (self->settings, "line.queue")
      || !dialer_queue_fit (self->record->connect_speed, port_speed, dialer_interface_get_mtu (interface),
                            &self->queue))
    return;
  if (!dialer_interface_set_queue (interface, &self->queue, &error))
    note (self, "the queue could not be set", error);
}

/* ---- routes ---- */

static gboolean
add_route (DialerNetwork *self, const DialerNetworkRoute *planned, GError **error)
{
  DialerRoute route = {
    .network = planned->network,
    .gateway = self->record->ip4_peer,
    .metric = planned->metric,
    .window = self->queue.window,
    .segment = self->queue.segment,
  };
  g_autoptr (GError) cause = NULL;

  if (dialer_interface_add_route (self->record->interface, &route, &cause))
    return TRUE;
  g_set_error_literal (error, DIALER_REASON_ERROR, DIALER_REASON_ADDRESS_FAILED, cause->message);
  return FALSE;
}

static gboolean
add_routes (DialerNetwork *self, const DialerNetworkPlan *plan, const char *address, GError **error)
{
  if (address == NULL)
    return TRUE;
  for (guint i = 0; i < plan->routes->len; i++)
    if (!add_route (self, &g_array_index (plan->routes, DialerNetworkRoute, i), error))
      return FALSE;
  return TRUE;
}

/* ---- the probe ---- */

static void
note_probe (DialerNetwork *self, const char *result, const char *text)
{
  g_free (self->record->probe);
  self->record->probe = g_strdup (result);
  dialer_call_log_add (self->record->log, g_get_real_time (), DIALER_CALL_LOG_NOTE, text);
}

/* For all that wait. */
static void
end_probe (DialerNetwork *self, const GError *error)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->waiting);

  self->probed = TRUE;
  for (guint i = 0; tasks && i < tasks->len; i++)
    if (error)
      g_task_return_error (tasks->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (tasks->pdata[i], TRUE);
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerNetwork) self = user_data;
  g_autoptr (GError) error = NULL;

  if (dialer_prober_ask_finish (result, &error))
    note_probe (self, "passed", "the probe had an answer");
  else if (error->domain == DIALER_REASON_ERROR)
    note_probe (self, "failed", "the probe had no answer");
  else
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* no fault of the link */
        note (self, "nothing could be probed", error);
      g_clear_error (&error);
    }
  end_probe (self, error);
}

/* Once a call: whether the link goes on being of use is asked by echoes. */
static void
probe (GTask *task)
{
  DialerNetwork *self = g_task_get_source_object (task);
  g_autoptr (DialerProbe) wanted = dialer_probe_new (self->settings, self->record);

  if (wanted == NULL || self->probed)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->waiting == NULL)
    self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->waiting, g_object_ref (task)); /* addresses may change meanwhile */
  if (self->probing || (*wanted->address == '\0' && *wanted->ip6_address == '\0'))
    return;
  self->probing = TRUE;
  dialer_prober_ask_async (DIALER_PROBER_SOCKET, wanted, g_task_get_cancellable (task), on_probed, g_object_ref (self));
}

/* ---- name servers ---- */

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!dialer_dns_finish (DIALER_DNS (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    note (g_task_get_source_object (task), "name servers could not be set", error);
  probe (task);
}

/* Of one protocol.  Returns: whether there are some, and they are to be asked for all names. */
static gboolean
choose_servers (const DialerNetworkPlan *plan, GStrv told, GStrvBuilder *chosen)
{
  GStrv servers = plan->asks ? told : plan->dns;

  if (servers == NULL || servers[0] == NULL)
    return FALSE;
  g_strv_builder_addv (chosen, (const char **) servers);
  return plan->all_names;
}

static void
publish (GTask *task)
{
  DialerNetwork *self = g_task_get_source_object (task);
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  gboolean ip4 = choose_servers (self->plan, self->record->ip4_dns, chosen);
  gboolean ip6 = choose_servers (self->ip6_plan, self->record->ip6_dns, chosen);
  DialerDnsServers servers = {
    .domains = (const char *const *) self->plan->domains,
    .for_all = ip4 || ip6,
  };

  g_strfreev (self->record->dns);
  self->record->dns = g_strv_builder_end (chosen);
  if (self->record->dns[0] == NULL)
    {
      probe (task);
      return;
    }
  if (self->dns == NULL)
    self->dns = dialer_dns_new (self->record->interface);
  servers.addresses = (const char *const *) self->record->dns;
  dialer_dns_publish_async (self->dns, &servers, g_task_get_cancellable (task), on_published, g_object_ref (task));
}

/* ---- up and down ---- */

void
dialer_network_bring_up_async (DialerNetwork *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  set_queue (self);
  if (add_routes (self, self->plan, self->record->ip4_address, &error)
      && add_routes (self, self->ip6_plan, self->record->ip6_address, &error))
    publish (task);
  else
    g_task_return_error (task, error);
}

gboolean
dialer_network_bring_up_finish (DialerNetwork *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_withdrawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!dialer_dns_finish (DIALER_DNS (source), result, &error))
    note (g_task_get_source_object (task), "name servers could not be taken back", error);
  g_task_return_boolean (task, TRUE);
}

void
dialer_network_take_down_async (DialerNetwork *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (!self->probing)
    end_probe (self, NULL); /* which never began */
  if (self->dns)
    dialer_dns_withdraw_async (self->dns, on_withdrawn, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

void
dialer_network_take_down_finish (DialerNetwork *self, GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* ---- object ---- */

static void
dialer_network_finalize (GObject *object)
{
  DialerNetwork *self = DIALER_NETWORK (object);

  g_clear_object (&self->dns);
  dialer_network_plan_free (self->plan);
  dialer_network_plan_free (self->ip6_plan);
  dialer_settings_unref (self->settings);
  dialer_call_record_unref (self->record);
  G_OBJECT_CLASS (dialer_network_parent_class)->finalize (object);
}

static void
dialer_network_class_init (DialerNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_network_finalize;
}

static void
dialer_network_init (DialerNetwork *self)
{
}

DialerNetwork *
dialer_network_new (DialerSettings *settings, DialerCallRecord *record)
{
  DialerNetwork *self = g_object_new (DIALER_TYPE_NETWORK, NULL);

  self->settings = dialer_settings_ref (settings);
  self->plan = dialer_network_plan_new (settings);
  self->ip6_plan = dialer_network_plan_new_ip6 (settings);
  self->record = dialer_call_record_ref (record);
  return self;
}
