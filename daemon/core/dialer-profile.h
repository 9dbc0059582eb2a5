/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A profile: whom to call, and how. */
#pragma once

#include <glib-object.h>

#include "dialer-call-record.h"
#include "dialer-settings.h"

#define DIALER_TYPE_PROFILE (dialer_profile_get_type ())
G_DECLARE_FINAL_TYPE (DialerProfile, dialer_profile, DIALER, PROFILE, GObject)

/** dialer_profile_new: @settings must hold profile.id, profile.name and profile.owner */
DialerProfile *dialer_profile_new (DialerSettings *settings);

/**
 * dialer_profile_check_rights:
 * @settings: what somebody wants to set
 * @privileged: whether he may set what runs as root
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_AUTHORIZED set when @settings hold more than he may set
 */
gboolean dialer_profile_check_rights (DialerSettings *settings, gboolean privileged, GError **error);

const char *dialer_profile_get_id (DialerProfile *self);
const char *dialer_profile_get_name (DialerProfile *self);

/** dialer_profile_get_owner: Returns: user id; 0 is the system */
guint dialer_profile_get_owner (DialerProfile *self);

/** dialer_profile_get_settings: Returns: (transfer none): never changed, only replaced */
DialerSettings *dialer_profile_get_settings (DialerProfile *self);

/** dialer_profile_set_settings: replaces the settings; the id must be the same */
void dialer_profile_set_settings (DialerProfile *self, DialerSettings *settings);

/** dialer_profile_begin_change: Returns: whether no other change is being written; see dialer_profile_end_change() */
gboolean dialer_profile_begin_change (DialerProfile *self);
void dialer_profile_end_change (DialerProfile *self);

/**
 * dialer_profile_is_secret_refused:
 * @name: "password" or "pin"
 *
 * Returns: whether what an agent handed over the last time was refused
 */
gboolean dialer_profile_is_secret_refused (DialerProfile *self, const char *name);

/** dialer_profile_note_secret: remembers, while the daemon runs, whether what an agent handed over was refused */
void dialer_profile_note_secret (DialerProfile *self, const char *name, gboolean refused);

/** dialer_profile_get_last_call: Returns: (transfer none) (nullable): the record of the last call that ended */
DialerCallRecord *dialer_profile_get_last_call (DialerProfile *self);
void dialer_profile_set_last_call (DialerProfile *self, DialerCallRecord *record);

/**
 * DialerProfile::changed:
 *
 * The settings have been replaced.
 */
