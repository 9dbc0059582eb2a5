/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of the stand-in daemon share. */
#pragma once

#include <gio/gio.h>

#include "dialer-dbus.h"

typedef struct
{
  GDBusObjectManagerServer *objects;
  GMainLoop *loop;
  guint n_profiles;
  guint n_sessions;
  guint n_resets;
} StandIn;

/** stand_in_tell: Prints a line for the test that listens. */
void stand_in_tell (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** stand_in_tell_variant: Prints @what and @value as a line. */
void stand_in_tell_variant (const char *what, GVariant *value);

/** stand_in_export: Puts @interface on the bus as the object @path. */
void stand_in_export (StandIn *self, const char *path, gpointer interface);

/** stand_in_keep: Remembers @value (transfer floating) with @object. */
void stand_in_keep (gpointer object, const char *key, GVariant *value);

/** stand_in_recall: Returns: (transfer none) (nullable): what stand_in_keep() has remembered */
GVariant *stand_in_recall (gpointer object, const char *key);

/** stand_in_get_setting: Returns: (transfer full) (nullable): a value of the a{sa{sv}} @settings */
char *stand_in_get_setting (GVariant *settings, const char *group, const char *key);

/** stand_in_refuse_bad: Answers @invocation with an error if line.speed in @settings is no number. */
gboolean stand_in_refuse_bad (GVariant *settings, GDBusMethodInvocation *invocation);

/**
 * stand_in_get_path:
 *
 * Returns: (transfer full): the object path of @interface, which may be about to leave the bus
 */
char *stand_in_get_path (gpointer interface);

/**
 * stand_in_add_profile:
 *
 * Returns: (transfer full): the path of a new profile with the a{sa{sv}} @settings (floating)
 */
char *stand_in_add_profile (StandIn *self, const char *name, guint32 owner, GVariant *settings);

/** stand_in_offer_history: Has @manager tell of calls. */
void stand_in_offer_history (StandIn *self, DialerDBusManager *manager);

/**
 * stand_in_dial:
 * @number: which says what comes of it
 * @lease: (nullable): the session's leases, if it is for Lease, which returns 7
 * @wait: whether @invocation is answered only when the session is online or has ended
 *
 * Makes a session, which goes through the states of its plan by itself.
 */
void stand_in_dial (StandIn *self, DialerDBusProfile *profile, const char *number, gboolean wait, GVariant *lease,
                    GDBusMethodInvocation *invocation);

/** stand_in_register_agent: Answers RegisterAgent, and asks the agent if the environment wishes it. */
gboolean stand_in_register_agent (DialerDBusManager *manager, GDBusMethodInvocation *invocation, const char *path,
                                  StandIn *self);
