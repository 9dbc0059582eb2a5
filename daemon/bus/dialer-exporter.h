/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Puts profiles, modems and sessions on the bus, and takes them off. */
#pragma once

#include <gio/gio.h>

#include "dialer-bus-agents.h"
#include "dialer-manager.h"
#include "dialer-modem-pool.h"
#include "dialer-port-scan.h"
#include "dialer-profile-book.h"
#include "dialer-recorder.h"

#define DIALER_TYPE_EXPORTER (dialer_exporter_get_type ())
G_DECLARE_FINAL_TYPE (DialerExporter, dialer_exporter, DIALER, EXPORTER, GObject)

/** dialer_exporter_new: Returns: (transfer full): to be made before the profiles and modems are loaded */
DialerExporter *dialer_exporter_new (DialerManager *manager, DialerProfileBook *book, DialerModemPool *pool,
                                     DialerPortScan *scan, DialerSecretStore *secrets,
                                     DialerBusAgents *agents, DialerRecorder *recorder);

/** dialer_exporter_export: shows everything on @connection; FALSE with an error set when that can't be */
gboolean dialer_exporter_export (DialerExporter *self, GDBusConnection *connection, GError **error);
