/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a modem tells of its last connection: each maker has a command of its own, and a form. */
#pragma once

#include <glib.h>

/**
 * exchange_diagnosis_make:
 * @command: &V1 (Rockwell, Conexant), I6 (U.S. Robotics) or I11 (Lucent, Agere)
 * @speed: of that connection, in bit/s; 0 if there was none
 *
 * Returns: (transfer full) (nullable): the answer as makers write it, with a retrain on either side; %NULL for another
 *   command
 */
char *exchange_diagnosis_make (const char *command, guint speed);
