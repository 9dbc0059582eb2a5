/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem: its device, who it says it is, and who has it. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-record.h"
#include "dialer-identity.h"
#include "dialer-inhibitor.h"
#include "dialer-settings.h"

#define DIALER_TYPE_MODEM (dialer_modem_get_type ())
G_DECLARE_FINAL_TYPE (DialerModem, dialer_modem, DIALER, MODEM, GObject)

/**
 * DialerModemKind:
 * @DIALER_MODEM_VOICE: a Hayes modem on a telephone, ISDN, CSD or satellite line: we dial
 * @DIALER_MODEM_CELLULAR: packet data over a mobile or satellite network: ModemManager connects
 * @DIALER_MODEM_DIRECT: a null-modem cable: nothing to dial
 */
typedef enum
{
  DIALER_MODEM_VOICE,
  DIALER_MODEM_CELLULAR,
  DIALER_MODEM_DIRECT,
} DialerModemKind;

/**
 * DialerModemState:
 * @DIALER_MODEM_ABSENT: its device is not there now
 * @DIALER_MODEM_IDLE: free
 * @DIALER_MODEM_PROBING: is being asked who it is
 * @DIALER_MODEM_IN_USE: a session has it
 */
typedef enum
{
  DIALER_MODEM_ABSENT,
  DIALER_MODEM_IDLE,
  DIALER_MODEM_PROBING,
  DIALER_MODEM_IN_USE,
} DialerModemState;

/** dialer_modem_kind_to_string: Returns: (transfer none): the word on the bus */
const char *dialer_modem_kind_to_string (DialerModemKind kind);

/** dialer_modem_kind_from_string: Returns: %FALSE with DIALER_ERROR_INVALID_ARGUMENT set for another word */
gboolean dialer_modem_kind_from_string (const char *word, DialerModemKind *kind, GError **error);

/** dialer_modem_state_to_string: Returns: (transfer none): the word on the bus */
const char *dialer_modem_state_to_string (DialerModemState state);

/**
 * dialer_modem_new:
 * @settings: what a profile that says nothing gets on this modem
 *
 * Returns: (transfer full): a modem of unknown identity, of kind voice
 */
DialerModem *dialer_modem_new (const char *id, const char *device, DialerSettings *settings);

/**
 * dialer_modem_parse:
 * @text: of a modem file, as dialer_modem_serialize() wrote it
 *
 * Returns: (transfer full) (nullable): the modem, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set
 */
DialerModem *dialer_modem_parse (const char *id, const char *text, GError **error);

/** dialer_modem_serialize: Returns: (transfer full): the text of its file */
char *dialer_modem_serialize (DialerModem *self);

const char *dialer_modem_get_id (DialerModem *self);
const char *dialer_modem_get_device (DialerModem *self);

/** dialer_modem_set_device: it has got another name, because it was plugged in again */
void dialer_modem_set_device (DialerModem *self, const char *device);

/**
 * dialer_modem_get_hardware:
 *
 * Returns: (nullable): the word of udev, dialer_udev_get_serial_id() or dialer_udev_get_path_id(), by which it
 *   is known under whatever device name; %NULL when it is what stands behind its device's name
 */
const char *dialer_modem_get_hardware (DialerModem *self);

/** dialer_modem_set_hardware: from now on, once its device has gone, it is absent until it is given another */
void dialer_modem_set_hardware (DialerModem *self, const char *hardware);

/** dialer_modem_is_present: Returns: whether its device is there, and its own, be it in use or not */
gboolean dialer_modem_is_present (DialerModem *self);

/** dialer_modem_set_absent: its device's name is somebody else's now */
void dialer_modem_set_absent (DialerModem *self);

/** dialer_modem_is_found: Returns: whether ModemManager told of it, and not somebody by hand */
gboolean dialer_modem_is_found (DialerModem *self);
void dialer_modem_set_found (DialerModem *self, gboolean found);

/**
 * dialer_modem_set_managed:
 *
 * Whether ModemManager shows it now, without which a cellular modem is absent: nobody else can connect it.
 */
void dialer_modem_set_managed (DialerModem *self, gboolean managed);

DialerSettings *dialer_modem_get_settings (DialerModem *self);
void dialer_modem_set_settings (DialerModem *self, DialerSettings *settings);
const DialerIdentity *dialer_modem_get_identity (DialerModem *self);

/** dialer_modem_set_identity: @identity is taken */
void dialer_modem_set_identity (DialerModem *self, DialerIdentity *identity);

/** dialer_modem_set_silent: it was asked something, and did not answer */
void dialer_modem_set_silent (DialerModem *self);

/** dialer_modem_note_call: @record, of a call on it that has ended, tells whether it can be relied on */
void dialer_modem_note_call (DialerModem *self, const DialerCallRecord *record);

/**
 * dialer_modem_get_doubts:
 *
 * Returns: how little is to be hoped of it: 2 if it was silent when it was last asked, and 1 more if its last
 *   call failed by the modem; 0, the best, also while nothing is known
 */
guint dialer_modem_get_doubts (DialerModem *self);

DialerModemState dialer_modem_get_state (DialerModem *self);
DialerModemKind dialer_modem_get_kind (DialerModem *self);
void dialer_modem_set_kind (DialerModem *self, DialerModemKind kind);

/** dialer_modem_reserve: Returns: whether it was free, and is the caller's now */
gboolean dialer_modem_reserve (DialerModem *self);

/**
 * dialer_modem_reserve_to_clear:
 *
 * As dialer_modem_reserve(), for as long as it takes to prove that a call which another daemon has left on it is over.
 */
gboolean dialer_modem_reserve_to_clear (DialerModem *self);

/** dialer_modem_is_being_cleared: Returns: whether it is reserved so: who wants it should wait */
gboolean dialer_modem_is_being_cleared (DialerModem *self);

/** dialer_modem_release: gives it back */
void dialer_modem_release (DialerModem *self);

/**
 * dialer_modem_probe_async:
 *
 * Opens the device, with ModemManager kept off, and asks who is there, but on a direct line; what it says replaces the
 * identity.
 */
void dialer_modem_probe_async (DialerModem *self, DialerInhibitor *inhibitor, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_modem_probe_finish:
 *
 * Returns: %FALSE with DIALER_ERROR_BUSY, DIALER_ERROR_NOT_FOUND, DIALER_ERROR_TIMED_OUT (it is silent),
 *   DIALER_ERROR_INVALID_ARGUMENT (no terminal device), DIALER_ERROR_FAILED or G_IO_ERROR_CANCELLED set
 */
gboolean dialer_modem_probe_finish (DialerModem *self, GAsyncResult *result, GError **error);

/**
 * DialerModem::changed:
 *
 * Device, settings, kind, identity or state have changed.
 */
