/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who a modem says it is. */
#pragma once

#include "dialer-chat.h"

/**
 * DialerIdentity:
 * @manufacturer: +GMI (ITU-T V.250 6.1.4), or ""
 * @model: +GMM (V.250 6.1.5), or else what ATI says
 * @revision: +GMR (V.250 6.1.6), or ""
 * @capabilities: +GCAP (V.250 6.1.9), and "+FCLASS:" with the service classes (ITU-T T.32 8.2)
 */
typedef struct
{
  char *manufacturer;
  char *model;
  char *revision;
  GStrv capabilities;
} DialerIdentity;

/** dialer_identity_new: Returns: (transfer full): the identity of a modem that says nothing */
DialerIdentity *dialer_identity_new (void);
DialerIdentity *dialer_identity_copy (const DialerIdentity *self);
void dialer_identity_free (DialerIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerIdentity, dialer_identity_free)

/** dialer_identity_is_voice: Returns: whether it is a modem for a telephone line: not a cellular one, nor none */
gboolean dialer_identity_is_voice (const DialerIdentity *self);

/** dialer_identity_ask_async: asks; nothing is dialled, and no setting of the modem is changed but the echo */
void dialer_identity_ask_async (DialerChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * dialer_identity_ask_finish:
 *
 * Returns: (transfer full) (nullable): the answers, or %NULL with DIALER_ERROR_TIMED_OUT (silent) or
 *   DIALER_ERROR_FAILED (the port has gone) set
 */
DialerIdentity *dialer_identity_ask_finish (GAsyncResult *result, GError **error);
