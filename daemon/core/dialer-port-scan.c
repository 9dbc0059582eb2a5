/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A look at ports: /proc, /sys and udev in a thread, our own modems and ModemManager's here. */
#include "dialer-port-scan.h"

#include "dialer-error.h"
#include "dialer-port-check.h"
#include "dialer-port-lock.h"
#include "dialer-udev.h"
#include "dialer-worker.h"

struct _DialerPortScan
{
  GObject parent_instance;

  DialerModemPool *pool;
  DialerInhibitor *inhibitor;
  DialerModemManager *modem_manager;
  DialerWorker *worker;
};

G_DEFINE_TYPE (DialerPortScan, dialer_port_scan, G_TYPE_OBJECT)

const char *
dialer_port_status_to_string (DialerPortStatus status)
{
  static const char *const words[] = {
    [DIALER_PORT_FREE] = "free",
    [DIALER_PORT_UNSURE] = "unsure",
    [DIALER_PORT_KNOWN] = "known",
    [DIALER_PORT_MODEM_MANAGER] = "modem-manager",
    [DIALER_PORT_IN_USE] = "in-use",
    [DIALER_PORT_CONSOLE] = "console",
    [DIALER_PORT_NO_MODEM] = "no-modem",
  };

  return words[status];
}

static void
report_free (gpointer data)
{
  DialerPortReport *report = data;

  dialer_port_facts_free (report->facts);
  g_free (report->text);
  g_free (report);
}

static void
set_status (DialerPortReport *report, DialerPortStatus status, char *text)
{
  report->status = status;
  g_free (report->text);
  report->text = text;
}

/* ---- in the thread ---- */

static void
find_user (DialerPortReport *report)
{
  const char *device = report->facts->device;
  g_autofree char *owner = dialer_port_lock_find_owner (DIALER_PORT_LOCK_FOLDER, device);
  g_autofree char *user = owner ? NULL : dialer_port_find_user (device);

  if (owner)
    set_status (report, DIALER_PORT_IN_USE, g_strdup_printf ("locked by %s", owner));
  else if (user)
    set_status (report, DIALER_PORT_IN_USE, g_strdup_printf ("in use by %s", user));
}

static DialerPortReport *
look_at (const char *device)
{
  DialerPortReport *report = g_new0 (DialerPortReport, 1);
  gboolean console = dialer_port_is_console (device);

  report->facts = dialer_port_facts_read (device);
  report->text = g_strdup ("");
  if (console)
    set_status (report, DIALER_PORT_CONSOLE, g_strdup ("the console of this system"));
  else if (report->facts->objection)
    set_status (report, DIALER_PORT_NO_MODEM, g_strdup (report->facts->objection));
  else if (report->facts->is_usb && !report->facts->is_named)
    set_status (report, DIALER_PORT_UNSURE,
                g_strdup ("it may be a microcontroller, a GPS receiver or a UPS, which a question would disturb"));
  if (!console)
    find_user (report);
  return report;
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *const *devices = task_data;
  GPtrArray *reports = g_ptr_array_new_with_free_func (report_free);

  for (guint i = 0; devices[i] && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (reports, look_at (devices[i]));
  g_task_return_pointer (task, reports, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- the list ---- */

static void
find_owner (DialerPortScan *self, DialerPortReport *report)
{
  const char *device = report->facts->device;
  g_autofree char *uid = dialer_udev_get_physical_device (device);
  DialerModem *modem = dialer_modem_pool_find_by_device (self->pool, device);

  if (modem)
    set_status (report, DIALER_PORT_KNOWN, g_strdup_printf ("the modem %s", dialer_modem_get_id (modem)));
  else if (uid && dialer_modem_manager_has (self->modem_manager, uid))
    set_status (report, DIALER_PORT_MODEM_MANAGER, g_strdup ("a modem of ModemManager"));
}

/* What somebody names must be there and be a terminal, though it may be a console. */
static char **
resolve (const char *const *devices, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; devices[i]; i++)
    {
      g_autoptr (GError) cause = NULL;
      char *path = dialer_port_check (devices[i], &cause);

      if (path == NULL && !dialer_port_is_console (devices[i]))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      g_ptr_array_add (paths, path ? path : g_strdup (devices[i]));
    }
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}

static char **
list_all (void)
{
  g_autoptr (GPtrArray) devices = dialer_udev_list_ports ();
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; i < devices->len; i++)
    {
      g_autoptr (DialerPortFacts) facts = dialer_port_facts_read (devices->pdata[i]);

      if (facts->has_hardware)
        g_ptr_array_add (paths, g_strdup (facts->device));
    }
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

void
dialer_port_scan_list_async (DialerPortScan *self, const char *const *devices, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  char **paths = devices && devices[0] ? resolve (devices, &error) : list_all ();

  if (paths == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, paths, (GDestroyNotify) g_strfreev);
  dialer_worker_run (self->worker, task, look_in_thread);
}

GPtrArray *
dialer_port_scan_list_finish (DialerPortScan *self, GAsyncResult *result, GError **error)
{
  GPtrArray *reports = g_task_propagate_pointer (G_TASK (result), error);

  for (guint i = 0; reports && i < reports->len; i++)
    find_owner (self, reports->pdata[i]);
  return reports;
}

/* ---- asking ---- */

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DialerModem) modem = DIALER_MODEM (source); /* ask() made it */
  GError *error = NULL;

  if (dialer_modem_probe_finish (modem, result, &error))
    g_task_return_pointer (task, dialer_identity_copy (dialer_modem_get_identity (modem)),
                           (GDestroyNotify) dialer_identity_free);
  else
    g_task_return_error (task, error);
}

static void
ask (GTask *task, const char *device)
{
  DialerPortScan *self = g_task_get_source_object (task);
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  DialerModem *modem = dialer_modem_new (device, device, settings);

  dialer_modem_probe_async (modem, self->inhibitor, g_task_get_cancellable (task), on_asked,
                            g_object_ref (task));
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) reports = dialer_port_scan_list_finish (DIALER_PORT_SCAN (source), result, &error);
  const DialerPortReport *report = reports && reports->len > 0 ? reports->pdata[0] : NULL;

  if (report == NULL)
    g_task_return_error (task, error);
  else if (report->status == DIALER_PORT_FREE || report->status == DIALER_PORT_UNSURE)
    ask (task, report->facts->device);
  else
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is left alone: %s",
                             report->facts->device, report->text);
}

void
dialer_port_scan_ask_async (DialerPortScan *self, const char *device, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  const char *const devices[] = { device, NULL };

  dialer_port_scan_list_async (self, devices, cancellable, on_looked,
                               g_task_new (self, cancellable, callback, user_data));
}

DialerIdentity *
dialer_port_scan_ask_finish (DialerPortScan *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- object ---- */

static void
dialer_port_scan_finalize (GObject *object)
{
  DialerPortScan *self = DIALER_PORT_SCAN (object);

  g_object_unref (self->pool);
  g_object_unref (self->inhibitor);
  g_object_unref (self->modem_manager);
  dialer_worker_free (self->worker);
  G_OBJECT_CLASS (dialer_port_scan_parent_class)->finalize (object);
}

static void
dialer_port_scan_class_init (DialerPortScanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_port_scan_finalize;
}

static void
dialer_port_scan_init (DialerPortScan *self)
{
  self->worker = dialer_worker_new ();
}

DialerPortScan *
dialer_port_scan_new (DialerModemPool *pool, DialerInhibitor *inhibitor, DialerModemManager *modem_manager)
{
  DialerPortScan *self = g_object_new (DIALER_TYPE_PORT_SCAN, NULL);

  self->pool = g_object_ref (pool);
  self->inhibitor = g_object_ref (inhibitor);
  self->modem_manager = g_object_ref (modem_manager);
  return self;
}
