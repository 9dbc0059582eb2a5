/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Construction, top down, and the orderly end. */
#include "dialer-daemon.h"

#include "dialer-boot-dialer.h"
#include "dialer-demand-dialer.h"
#include "dialer-dns.h"
#include "dialer-exporter.h"
#include "dialer-hook-caller.h"
#include "dialer-modem-finder.h"
#include "dialer-modem-tracker.h"
#include "dialer-orphan-guard.h"
#include "dialer-recorder.h"
#include "dialer-sleep-guard.h"
#include "dialer-watchdog.h"

struct _DialerDaemon
{
  GObject parent_instance;

  DialerTools tools;
  DialerWatchdog *watchdog;
  DialerSecretStore *secrets;
  DialerBusAgents *agents;
  DialerNeverDial *never_dial;
  DialerModemManager *modem_manager;
  DialerRefusedPins *refused_pins;
  DialerHistory *history;
  DialerBearerMarks *bearer_marks;
  DialerCallMarks *call_marks;
  DialerLentMarks *lent_marks;
  DialerInhibitor *inhibitor;
  DialerProfileBook *book;
  DialerModemPool *pool;
  DialerModemTracker *tracker;
  DialerModemFinder *finder;
  DialerManager *manager;
  DialerHookCaller *hook_caller;
  DialerBootDialer *boot_dialer;
  DialerDemandDialer *demand_dialer;
  DialerSleepGuard *sleep_guard;
  DialerLedger *ledger;
  DialerRecorder *recorder;
  DialerOrphanGuard *orphan_guard;
  DialerExporter *exporter;
  gboolean stopping;
  gboolean wants_restart;
};

enum
{
  STOPPED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerDaemon, dialer_daemon, G_TYPE_OBJECT)

static void
pace_watchdog (DialerDaemon *self)
{
  dialer_watchdog_set_urgent (self->watchdog, dialer_manager_count_sessions (self->manager) > 0
                                                || dialer_orphan_guard_is_busy (self->orphan_guard));
}

static void
on_session_added (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  pace_watchdog (user_data);
}

static void
stop_if_done (DialerDaemon *self)
{
  if (self->stopping && dialer_manager_count_sessions (self->manager) == 0
      && !dialer_orphan_guard_is_busy (self->orphan_guard)
      && (self->demand_dialer == NULL || !dialer_demand_dialer_is_busy (self->demand_dialer)))
    g_signal_emit (self, signals[STOPPED], 0);
}

static void
on_session_removed (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  pace_watchdog (user_data);
  stop_if_done (user_data);
}

static void
on_orphan_ended (DialerOrphanGuard *guard, gpointer user_data)
{
  pace_watchdog (user_data);
  stop_if_done (user_data);
}

static void
on_demand_ended (DialerDemandDialer *dialer, gpointer user_data)
{
  stop_if_done (user_data);
}

static void
on_restart_asked (DialerManager *manager, gpointer user_data)
{
  DialerDaemon *self = user_data;

  self->wants_restart = TRUE;
  dialer_daemon_stop (self);
}

static void
dialer_daemon_dispose (GObject *object)
{
  DialerDaemon *self = DIALER_DAEMON (object);

  g_clear_object (&self->sleep_guard);
  g_clear_object (&self->boot_dialer);
  g_clear_object (&self->demand_dialer);
  g_clear_object (&self->exporter);
  g_clear_object (&self->hook_caller);
  g_clear_object (&self->orphan_guard);
  g_clear_object (&self->recorder);
  g_clear_object (&self->manager);
  if (self->ledger)
    dialer_ledger_close (self->ledger);
  g_clear_object (&self->ledger);
  g_clear_object (&self->book);
  g_clear_object (&self->finder);
  g_clear_object (&self->tracker);
  g_clear_object (&self->pool);
  g_clear_object (&self->inhibitor);
  g_clear_object (&self->modem_manager);
  g_clear_pointer (&self->history, dialer_history_free);
  g_clear_pointer (&self->refused_pins, dialer_refused_pins_free);
  g_clear_pointer (&self->lent_marks, dialer_lent_marks_free);
  g_clear_pointer (&self->bearer_marks, dialer_bearer_marks_free);
  g_clear_pointer (&self->call_marks, dialer_call_marks_free);
  g_clear_pointer (&self->never_dial, dialer_never_dial_free);
  g_clear_object (&self->agents);
  g_clear_object (&self->secrets);
  g_clear_pointer (&self->watchdog, dialer_watchdog_free);
  G_OBJECT_CLASS (dialer_daemon_parent_class)->dispose (object);
}

static void
dialer_daemon_class_init (DialerDaemonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_daemon_dispose;

  signals[STOPPED] = g_signal_new ("stopped", DIALER_TYPE_DAEMON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
dialer_daemon_init (DialerDaemon *self)
{
}

static DialerStore *
open_store (const DialerDaemonPlaces *places, const char *folder, const char *suffix)
{
  g_autofree char *path = g_build_filename (places->state, folder, NULL);

  return dialer_store_new (path, suffix);
}

static void
open_marks (DialerDaemon *self, const DialerDaemonPlaces *places)
{
  g_autofree char *lent = g_build_filename (places->runtime, "lent", NULL);
  g_autofree char *bearers = g_build_filename (places->runtime, "bearers", NULL);
  g_autofree char *calls = g_build_filename (places->state, "calls", NULL);

  self->lent_marks = dialer_lent_marks_new (lent);
  self->bearer_marks = dialer_bearer_marks_new (bearers);
  self->call_marks = dialer_call_marks_new (calls);
}

static DialerLedger *
open_ledger (const DialerDaemonPlaces *places)
{
  g_autofree char *path = g_build_filename (places->state, "ledger.db", NULL);

  return dialer_ledger_new (path, &dialer_ledger_default_limits);
}

DialerDaemon *
dialer_daemon_new (const DialerDaemonPlaces *places, DialerSecretStore *secrets)
{
  DialerDaemon *self = g_object_new (DIALER_TYPE_DAEMON, NULL);
  g_autoptr (DialerStore) profiles = open_store (places, "profiles", ".profile");
  g_autoptr (DialerStore) modems = open_store (places, "modems", ".modem");
  g_autoptr (DialerPortScan) scan = NULL;

  self->watchdog = dialer_watchdog_new ();
  self->secrets = g_object_ref (secrets);
  self->agents = dialer_bus_agents_new (DIALER_AGENT_PATIENCE_S * 1000);
  self->never_dial = dialer_never_dial_new (places->never_dial);
  self->modem_manager = dialer_modem_manager_new ();
  self->refused_pins = dialer_refused_pins_new ();
  self->history = dialer_history_new ();
  open_marks (self, places);
  self->inhibitor = dialer_inhibitor_new (self->modem_manager, self->lent_marks);
  self->tools = (DialerTools){
    .pppd = places->pppd,
    .plugin = places->plugin,
    .never_dial = self->never_dial,
    .tariffs = places->tariffs,
    .secrets = secrets,
    .agents = DIALER_AGENTS (self->agents),
    .modem_manager = self->modem_manager,
    .bearer_marks = self->bearer_marks,
    .call_marks = self->call_marks,
    .inhibitor = self->inhibitor,
    .refused_pins = self->refused_pins,
    .history = self->history,
  };
  self->book = dialer_profile_book_new (profiles, secrets);
  self->pool = dialer_modem_pool_new (modems, self->inhibitor);
  self->manager = dialer_manager_new (&self->tools, self->pool);
  self->hook_caller = dialer_hook_caller_new (self->manager, places->hooks_socket, places->hooks);
  self->ledger = open_ledger (places);
  self->recorder = dialer_recorder_new (self->ledger, self->manager);
  dialer_history_read (self->history, self->ledger);
  scan = dialer_port_scan_new (self->pool, self->inhibitor, self->modem_manager);
  self->exporter = dialer_exporter_new (self->manager, self->book, self->pool, scan, secrets, self->agents,
                                        self->recorder);
  g_signal_connect_object (self->manager, "added", G_CALLBACK (on_session_added), self, 0);
  g_signal_connect_object (self->manager, "removed", G_CALLBACK (on_session_removed), self, G_CONNECT_AFTER);
  g_signal_connect_object (self->manager, "restart-asked", G_CALLBACK (on_restart_asked), self, 0);
  dialer_dns_tidy ();
  dialer_profile_book_load (self->book);
  dialer_modem_pool_load (self->pool);
  self->tracker = dialer_modem_tracker_new (self->pool);
  self->finder = dialer_modem_finder_new (&self->tools, self->pool);
  self->orphan_guard = dialer_orphan_guard_new (&self->tools, self->pool, self->ledger);
  g_signal_connect_object (self->orphan_guard, "ended-one", G_CALLBACK (on_orphan_ended), self, 0);
  return self;
}

gboolean
dialer_daemon_export (DialerDaemon *self, GDBusConnection *connection, GError **error)
{
  return dialer_exporter_export (self->exporter, connection, error);
}

void
dialer_daemon_begin (DialerDaemon *self)
{
  if (self->boot_dialer || self->stopping)
    return;
  pace_watchdog (self);
  self->boot_dialer = dialer_boot_dialer_new (self->manager, self->book, self->pool, self->orphan_guard);
  self->sleep_guard = dialer_sleep_guard_new (self->manager, self->boot_dialer);
  self->demand_dialer = dialer_demand_dialer_new (self->manager, self->history, self->book, self->secrets);
  g_signal_connect_object (self->demand_dialer, "ended", G_CALLBACK (on_demand_ended), self, 0);
}

void
dialer_daemon_stop (DialerDaemon *self)
{
  if (self->stopping)
    return;
  self->stopping = TRUE;
  if (self->demand_dialer)
    dialer_demand_dialer_end (self->demand_dialer);
  if (dialer_manager_count_sessions (self->manager) == 0)
    stop_if_done (self);
  else
    dialer_manager_end_all (self->manager, DIALER_REASON_DAEMON_STOPPED);
}

gboolean
dialer_daemon_wants_restart (DialerDaemon *self)
{
  return self->wants_restart;
}
