/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Simple.Connect of ModemManager, and the way back to where the modem was. */
#include "dialer-bearer.h"

#include <libmm-glib.h>

#include "dialer-bearer-error.h"
#include "dialer-interface.h"

struct _DialerBearer
{
  GObject parent_instance;

  DialerModemManager *modem_manager;
  DialerBearerMarks *marks;
  char *uid;
  MMObject *object;
  MMBearer *bearer;
  DialerBearerConfig *config;
  GPtrArray *raised;     /* network interfaces that we have taken up */
  GStrv others;          /* bearers that were there before */
  gboolean connecting;
  gboolean begun;        /* there may be something to undo */
  gboolean adopted;      /* what it is, is not known */
  gboolean was_disabled; /* before we came */
  gboolean gone;
  gboolean orphaned;
  gboolean finished;     /* nobody wants to hear of losses any more */
};

enum
{
  LOST,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerBearer, dialer_bearer, G_TYPE_OBJECT)

static void
config_free (DialerBearerConfig *config)
{
  g_free (config->port);
  g_free (config->address);
  g_free (config->gateway);
  g_strfreev (config->dns);
  g_free (config);
}

static MMModem *
peek_modem (DialerBearer *self)
{
  return self->object ? mm_object_peek_modem (self->object) : NULL;
}

static void
lose (DialerBearer *self, DialerReason reason)
{
  if (self->finished)
    return;
  self->finished = TRUE;
  g_signal_emit (self, signals[LOST], 0, reason);
}

static void
on_modem_removed (DialerModemManager *modem_manager, const DialerMmModem *described, gpointer user_data)
{
  DialerBearer *self = user_data;

  if (!g_str_equal (described->uid, self->uid))
    return;
  self->gone = TRUE;
  lose (self, DIALER_REASON_MODEM_GONE);
}

static void
on_modem_manager_stopped (DialerModemManager *modem_manager, gpointer user_data)
{
  DialerBearer *self = user_data;

  self->orphaned = self->begun;
  lose (self, DIALER_REASON_MODEM_MANAGER_GONE);
}

/* ---- before connecting ---- */

static gboolean
check_state (MMModem *modem, GError **error)
{
  switch (mm_modem_get_state (modem))
    {
    case MM_MODEM_STATE_FAILED:
      if (mm_modem_get_state_failed_reason (modem) == MM_MODEM_STATE_FAILED_REASON_SIM_MISSING
          || mm_modem_get_state_failed_reason (modem) == MM_MODEM_STATE_FAILED_REASON_SIM_ERROR)
        dialer_reason_set_error (error, DIALER_REASON_SIM_MISSING, NULL);
      else
        dialer_reason_set_error (error, DIALER_REASON_MODEM_ERROR, "ModemManager could not initialize it");
      return FALSE;
    case MM_MODEM_STATE_DISCONNECTING:
    case MM_MODEM_STATE_CONNECTING:
    case MM_MODEM_STATE_CONNECTED:
      dialer_reason_set_error (error, DIALER_REASON_MODEM_BUSY, "another program has it connected");
      return FALSE;
    case MM_MODEM_STATE_UNKNOWN:
    case MM_MODEM_STATE_INITIALIZING:
    case MM_MODEM_STATE_LOCKED:
    case MM_MODEM_STATE_DISABLED:
    case MM_MODEM_STATE_DISABLING:
    case MM_MODEM_STATE_ENABLING:
    case MM_MODEM_STATE_ENABLED:
    case MM_MODEM_STATE_SEARCHING:
    case MM_MODEM_STATE_REGISTERED:
      return TRUE;
    }
  return TRUE;
}

static gboolean
may_try_pin (MMModem *modem)
{
  MMUnlockRetries *retries = mm_modem_peek_unlock_retries (modem);
  guint left = retries ? mm_unlock_retries_get (retries, MM_MODEM_LOCK_SIM_PIN) : MM_UNLOCK_RETRIES_UNKNOWN;

  return left > 1;
}

static gboolean
check_lock (MMModem *modem, gboolean *needs_pin, GError **error)
{
  MMModemLock lock = mm_modem_get_unlock_required (modem);

  *needs_pin = lock == MM_MODEM_LOCK_SIM_PIN;
  if (*needs_pin && !may_try_pin (modem))
    dialer_reason_set_error (error, DIALER_REASON_PIN_WRONG, "the SIM has one try left for its PIN");
  else if (lock == MM_MODEM_LOCK_SIM_PUK)
    dialer_reason_set_error (error, DIALER_REASON_PUK_NEEDED, NULL);
  else if (*needs_pin || lock == MM_MODEM_LOCK_UNKNOWN || lock == MM_MODEM_LOCK_NONE
           || lock == MM_MODEM_LOCK_SIM_PIN2 || lock == MM_MODEM_LOCK_SIM_PUK2)
    return TRUE;
  else
    {
      g_autofree char *detail = g_strdup_printf ("the modem is locked: %s", mm_modem_lock_get_string (lock));

      dialer_reason_set_error (error, DIALER_REASON_MODEM_ERROR, detail);
    }
  return FALSE;
}

gboolean
dialer_bearer_check (DialerBearer *self, gboolean *needs_pin, GError **error)
{
  MMModem *modem;

  self->object = dialer_modem_manager_find (self->modem_manager, self->uid);
  modem = peek_modem (self);
  if (modem)
    return check_state (modem, error) && check_lock (modem, needs_pin, error);
  dialer_reason_set_error (error,
                           dialer_modem_manager_is_running (self->modem_manager) ? DIALER_REASON_MODEM_GONE
                                                                                 : DIALER_REASON_MODEM_MANAGER_GONE,
                           "ModemManager does not show the modem");
  return FALSE;
}

/* ---- connecting ---- */

static DialerBearerConfig *
read_config (MMBearer *bearer)
{
  MMBearerIpConfig *ip = mm_bearer_peek_ipv4_config (bearer);
  DialerBearerConfig *config = g_new0 (DialerBearerConfig, 1);
  MMBearerIpMethod method = ip ? mm_bearer_ip_config_get_method (ip) : MM_BEARER_IP_METHOD_PPP;

  if (method == MM_BEARER_IP_METHOD_PPP)
    {
      config->port = g_build_filename ("/dev", mm_bearer_get_interface (bearer), NULL);
      return config;
    }
  config->method = method == MM_BEARER_IP_METHOD_DHCP ? DIALER_BEARER_DHCP : DIALER_BEARER_STATIC;
  config->port = mm_bearer_dup_interface (bearer);
  config->address = g_strdup (mm_bearer_ip_config_get_address (ip));
  config->prefix = mm_bearer_ip_config_get_prefix (ip);
  config->gateway = g_strdup (mm_bearer_ip_config_get_gateway (ip));
  config->dns = g_strdupv ((GStrv) mm_bearer_ip_config_get_dns (ip));
  config->mtu = mm_bearer_ip_config_get_mtu (ip);
  return config;
}

static MMModem3gppRegistrationState
get_registration (DialerBearer *self)
{
  MMModem3gpp *network = self->object ? mm_object_peek_modem_3gpp (self->object) : NULL;

  return network ? mm_modem_3gpp_get_registration_state (network) : MM_MODEM_3GPP_REGISTRATION_STATE_UNKNOWN;
}

DialerReason
dialer_bearer_explain_delay (DialerBearer *self)
{
  MMModem3gppRegistrationState state = get_registration (self);

  if (state == MM_MODEM_3GPP_REGISTRATION_STATE_DENIED)
    return DIALER_REASON_REGISTRATION_DENIED;
  if (state == MM_MODEM_3GPP_REGISTRATION_STATE_HOME || state == MM_MODEM_3GPP_REGISTRATION_STATE_ROAMING)
    return DIALER_REASON_NO_CARRIER;
  return DIALER_REASON_NO_COVERAGE;
}

/* By the device's path, which ModemManager's name for it is, unless a rule of udev has given another. */
static gboolean
is_unplugged (DialerBearer *self)
{
  return g_str_has_prefix (self->uid, "/sys/") && !g_file_test (self->uid, G_FILE_TEST_EXISTS);
}

static DialerReason
get_reason (DialerBearer *self, const GError *error)
{
  DialerReason reason = dialer_bearer_error_to_reason (error);

  /* ModemManager may find that nobody answers before it finds why. */
  if (is_unplugged (self))
    return DIALER_REASON_MODEM_GONE;
  /* ModemManager says the same whether no network is there or none lets us in. */
  if (reason == DIALER_REASON_NO_COVERAGE && get_registration (self) == MM_MODEM_3GPP_REGISTRATION_STATE_DENIED)
    return DIALER_REASON_REGISTRATION_DENIED;
  return reason;
}

static void
mark (DialerBearer *self, char *interface)
{
  g_autofree char *owner = dialer_modem_manager_dup_owner (self->modem_manager);

  dialer_bearer_marks_add (self->marks, self->uid, &(DialerBearerMark){
                             .owner = owner,
                             .interface = interface,
                             .was_disabled = self->was_disabled,
                           });
}

static void
on_connected_changed (MMBearer *bearer, GParamSpec *property, gpointer user_data)
{
  if (!mm_bearer_get_connected (bearer))
    lose (user_data, DIALER_REASON_CARRIER_LOST);
}

static void
take_bearer (DialerBearer *self)
{
  self->config = read_config (self->bearer);
  if (self->config->method != DIALER_BEARER_PPP)
    mark (self, self->config->port);
  g_signal_connect (self->bearer, "notify::connected", G_CALLBACK (on_connected_changed), self);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerBearer *self = g_task_get_source_object (task);
  g_autoptr (GError) cause = NULL;
  GError *error = NULL;

  self->connecting = FALSE;
  self->bearer = mm_modem_simple_connect_finish (MM_MODEM_SIMPLE (source), result, &cause);
  if (self->bearer == NULL)
    {
      g_dbus_error_strip_remote_error (cause);
      dialer_reason_set_error (&error, get_reason (self, cause), cause->message);
      g_task_return_error (task, error);
      return;
    }
  /* One that comes while connecting is being stopped is disconnected with all others. */
  if (!self->finished)
    take_bearer (self);
  g_task_return_boolean (task, TRUE);
}

static MMSimpleConnectProperties *
make_properties (const DialerBearerRequest *request)
{
  MMSimpleConnectProperties *properties = mm_simple_connect_properties_new ();

  if (*request->apn)
    mm_simple_connect_properties_set_apn (properties, request->apn);
  if (request->network)
    mm_simple_connect_properties_set_operator_id (properties, request->network);
  if (request->user)
    mm_simple_connect_properties_set_user (properties, request->user);
  if (request->password)
    mm_simple_connect_properties_set_password (properties, request->password);
  if (request->pin)
    mm_simple_connect_properties_set_pin (properties, request->pin);
  mm_simple_connect_properties_set_allow_roaming (properties, request->roaming);
  mm_simple_connect_properties_set_ip_type (properties, MM_BEARER_IP_FAMILY_IPV4);
  return properties;
}

/* A driver that is not up when the modem tells of the connection does not hear of it. */
static void
raise_interfaces (DialerBearer *self)
{
  const MMModemPortInfo *ports;
  guint n;

  if (!mm_modem_peek_ports (peek_modem (self), &ports, &n))
    return;
  for (guint i = 0; i < n; i++)
    if (ports[i].type == MM_MODEM_PORT_TYPE_NET && !dialer_interface_is_up (ports[i].name)
        && dialer_interface_set_up (ports[i].name, TRUE, NULL))
      g_ptr_array_add (self->raised, g_strdup (ports[i].name));
}

static void
lower_interfaces (DialerBearer *self)
{
  for (guint i = 0; i < self->raised->len; i++)
    dialer_interface_set_up (self->raised->pdata[i], FALSE, NULL);
  g_ptr_array_set_size (self->raised, 0);
}

static void
begin (DialerBearer *self)
{
  raise_interfaces (self);
  self->was_disabled = mm_modem_get_state (peek_modem (self)) < MM_MODEM_STATE_ENABLING;
  self->others = g_strdupv ((GStrv) mm_modem_get_bearer_paths (peek_modem (self)));
  self->begun = TRUE;
  self->connecting = TRUE;
  mark (self, NULL);
}

void
dialer_bearer_connect_async (DialerBearer *self, const DialerBearerRequest *request, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (MMSimpleConnectProperties) properties = make_properties (request);
  MMModemSimple *simple = self->object ? mm_object_peek_modem_simple (self->object) : NULL;
  GError *error = NULL;

  if (simple == NULL)
    {
      dialer_reason_set_error (&error, DIALER_REASON_MODEM_ERROR, "ModemManager can't connect this modem");
      g_task_return_error (task, error);
      return;
    }
  begin (self);
  /* Looking for a network takes longer than a call on the bus may by default. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (simple), G_MAXINT);
  mm_modem_simple_connect (simple, properties, NULL, on_connected, g_steal_pointer (&task));
}

gboolean
dialer_bearer_connect_finish (DialerBearer *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const DialerBearerConfig *
dialer_bearer_get_config (DialerBearer *self)
{
  return self->config;
}

gboolean
dialer_bearer_is_gone (DialerBearer *self)
{
  return self->gone;
}

gboolean
dialer_bearer_is_orphaned (DialerBearer *self)
{
  return self->orphaned;
}

/* ---- the way down ---- */

static void
finish (GTask *task, gboolean down)
{
  DialerBearer *self = g_task_get_source_object (task);

  lower_interfaces (self);
  if (down)
    dialer_bearer_marks_remove (self->marks, self->uid);
  g_task_return_boolean (task, down);
}

static void
on_disabled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean disabled = mm_modem_disable_finish (MM_MODEM (source), result, &error);

  if (!disabled)
    g_message ("ModemManager did not disable the modem: %s", error->message);
  /* A modem that is disabled is not connected, whatever was said before. */
  finish (task, disabled || GPOINTER_TO_INT (g_task_get_task_data (task)));
}

static void
finish_undoing (GTask *task, gboolean disconnected)
{
  DialerBearer *self = g_task_get_source_object (task);
  MMModem *modem = peek_modem (self);

  if (self->gone || (disconnected && !self->was_disabled) || modem == NULL)
    {
      finish (task, self->gone || disconnected);
      return;
    }
  g_task_set_task_data (task, GINT_TO_POINTER (disconnected), NULL);
  mm_modem_disable (modem, NULL, on_disabled, g_object_ref (task));
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!mm_modem_delete_bearer_finish (MM_MODEM (source), result, &error))
    g_message ("ModemManager keeps a bearer: %s", error->message);
}

/* It keeps them, also those that never got connected. */
static void
delete_our_bearers (DialerBearer *self)
{
  MMModem *modem = peek_modem (self);
  const char *const *paths = modem ? mm_modem_get_bearer_paths (modem) : NULL;

  for (guint i = 0; self->others && paths && paths[i]; i++)
    if (!g_strv_contains ((const char *const *) self->others, paths[i]))
      mm_modem_delete_bearer (modem, paths[i], NULL, on_deleted, NULL);
}

static void
take_disconnection (GTask *task, gboolean disconnected, const GError *error)
{
  DialerBearer *self = g_task_get_source_object (task);

  if (disconnected && !self->gone)
    delete_our_bearers (self);
  else if (!disconnected)
    g_message ("ModemManager did not disconnect: %s", error->message);
  finish_undoing (task, disconnected);
}

static void
on_disconnected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean disconnected = mm_bearer_disconnect_finish (MM_BEARER (source), result, &error);

  take_disconnection (task, disconnected, error);
}

static void
on_all_disconnected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean disconnected = mm_modem_simple_disconnect_finish (MM_MODEM_SIMPLE (source), result, &error);

  take_disconnection (task, disconnected, error);
}

/* All bearers are ours: nobody's was connected before.  Connecting is stopped too, but its reply may take as long as
 * looking for a network does; it is not waited for. */
static void
disconnect_all (DialerBearer *self, GTask *task)
{
  mm_modem_simple_disconnect (mm_object_peek_modem_simple (self->object), NULL, NULL, on_all_disconnected,
                              g_object_ref (task));
}

void
dialer_bearer_disconnect_async (DialerBearer *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  self->finished = TRUE;
  if (!self->begun)
    g_task_return_boolean (task, TRUE);
  else if (self->gone || self->orphaned)
    finish (task, self->gone);
  else if (self->connecting || self->adopted)
    disconnect_all (self, task);
  else if (self->bearer)
    mm_bearer_disconnect (self->bearer, NULL, on_disconnected, g_object_ref (task));
  else
    take_disconnection (task, TRUE, NULL);
}

gboolean
dialer_bearer_disconnect_finish (DialerBearer *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* ---- object ---- */

static void
dialer_bearer_dispose (GObject *object)
{
  DialerBearer *self = DIALER_BEARER (object);

  if (self->bearer)
    g_signal_handlers_disconnect_by_data (self->bearer, self);
  if (self->modem_manager)
    g_signal_handlers_disconnect_by_data (self->modem_manager, self);
  g_clear_object (&self->bearer);
  g_clear_object (&self->object);
  g_clear_object (&self->modem_manager);
  G_OBJECT_CLASS (dialer_bearer_parent_class)->dispose (object);
}

static void
dialer_bearer_finalize (GObject *object)
{
  DialerBearer *self = DIALER_BEARER (object);

  g_clear_pointer (&self->config, config_free);
  g_strfreev (self->others);
  g_ptr_array_unref (self->raised);
  g_free (self->uid);
  G_OBJECT_CLASS (dialer_bearer_parent_class)->finalize (object);
}

static void
dialer_bearer_class_init (DialerBearerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_bearer_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_bearer_finalize;

  signals[LOST] = g_signal_new ("lost", DIALER_TYPE_BEARER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT);
}

static void
dialer_bearer_init (DialerBearer *self)
{
  self->raised = g_ptr_array_new_with_free_func (g_free);
}

DialerBearer *
dialer_bearer_new (DialerModemManager *modem_manager, DialerBearerMarks *marks, const char *uid)
{
  DialerBearer *self = g_object_new (DIALER_TYPE_BEARER, NULL);

  self->modem_manager = g_object_ref (modem_manager);
  self->marks = marks;
  self->uid = g_strdup (uid);
  g_signal_connect (modem_manager, "removed", G_CALLBACK (on_modem_removed), self);
  g_signal_connect (modem_manager, "stopped", G_CALLBACK (on_modem_manager_stopped), self);
  return self;
}

DialerBearer *
dialer_bearer_adopt (DialerModemManager *modem_manager, DialerBearerMarks *marks, const char *uid)
{
  g_autofree char *owner = dialer_modem_manager_dup_owner (modem_manager);
  g_autoptr (MMObject) object = dialer_modem_manager_find (modem_manager, uid);
  g_autoptr (DialerBearerMark) left = dialer_bearer_marks_find (marks, uid);
  DialerBearer *self;

  if (left && left->interface)
    {
      dialer_interface_clear (left->interface);
      dialer_interface_set_up (left->interface, FALSE, NULL);
    }
  if (left == NULL || object == NULL || mm_object_peek_modem_simple (object) == NULL
      || g_strcmp0 (left->owner, owner) != 0)
    {
      dialer_bearer_marks_remove (marks, uid);
      return NULL;
    }
  self = dialer_bearer_new (modem_manager, marks, uid);
  self->object = g_steal_pointer (&object);
  self->was_disabled = left->was_disabled;
  self->begun = TRUE;
  self->adopted = TRUE;
  return self;
}
