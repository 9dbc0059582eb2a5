/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A process that a daemon before this one has started: found again, and seen to its end. */
#pragma once

#include <gio/gio.h>

/**
 * dialer_process_identify:
 *
 * Returns: (transfer full) (nullable): what no other process ever has: number, time of its start, and which boot of
 *   the machine that was; %NULL if there is no such process
 */
char *dialer_process_identify (GPid pid);

/**
 * dialer_process_exists:
 * @identity: as dialer_process_identify() gave it, perhaps before a reboot
 * @program: the name of the program that it must be, such as "pppd"
 *
 * Returns: whether that very process runs
 */
gboolean dialer_process_exists (const char *identity, const char *program);

/**
 * dialer_process_end_async:
 * @patience_ms: between SIGTERM and SIGKILL, and again until it is given up
 *
 * Ends that very process, and never another that has got its number.
 */
void dialer_process_end_async (const char *identity, const char *program, guint patience_ms,
                               GAsyncReadyCallback callback, gpointer user_data);

/** dialer_process_end_finish: Returns: whether it is not there any more; %FALSE if even SIGKILL has no effect */
gboolean dialer_process_end_finish (GAsyncResult *result);
