/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where a session gets the secrets of its profile: the store, or its owner's agents. */
#pragma once

#include "dialer-agents.h"
#include "dialer-secret-store.h"

#define DIALER_TYPE_SECRET_SOURCE (dialer_secret_source_get_type ())
G_DECLARE_FINAL_TYPE (DialerSecretSource, dialer_secret_source, DIALER, SECRET_SOURCE, GObject)

/**
 * dialer_secret_source_new:
 * @caller: (nullable): who has dialled, by his name on the bus
 * @interactive: whether a person may be asked
 *
 * Returns: (transfer full): the source of @profile's secrets
 */
DialerSecretSource *dialer_secret_source_new (DialerSecretStore *store, DialerAgents *agents, DialerProfile *profile,
                                              const char *caller, gboolean interactive);

/** dialer_secret_source_asks: Returns: whether secret.@name of @settings has agents asked, which may take minutes */
gboolean dialer_secret_source_asks (DialerSettings *settings, const char *name);

/** dialer_secret_source_get_patience: Returns: seconds that a person may be asked for in @state of a call */
guint dialer_secret_source_get_patience (DialerSettings *settings, DialerState state);

/**
 * dialer_secret_source_fetch_async:
 * @settings: whose secret.@name says where
 * @name: "password" or "pin"
 *
 * Nothing that was fetched is kept: each call fetches anew.
 */
void dialer_secret_source_fetch_async (DialerSecretSource *self, DialerSettings *settings, const char *name,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_secret_source_ask_async:
 * @question: such as "Token?", for a person
 *
 * For a one-time code, as a login script needs in mid-login; end it with dialer_secret_source_fetch_finish().
 */
void dialer_secret_source_ask_async (DialerSecretSource *self, const char *question, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_secret_source_fetch_finish:
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free(); %NULL without an error
 *   when there shall be none (secret.NAME=none), or with one of DIALER_REASON_ERROR set: DIALER_REASON_NO_SECRET,
 *   DIALER_REASON_SECRET_LOCKED or DIALER_REASON_CANCELLED
 */
char *dialer_secret_source_fetch_finish (DialerSecretSource *self, GAsyncResult *result, GError **error);

/**
 * dialer_secret_source_note_outcome:
 * @settings: with which it was fetched
 * @refused: whether peer or SIM has refused it; else it was accepted
 *
 * So that the next time agents can be told.
 */
void dialer_secret_source_note_outcome (DialerSecretSource *self, DialerSettings *settings, const char *name,
                                        gboolean refused);
