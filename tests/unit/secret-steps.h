/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The steps of the secret store's tests.
 *
 * libsecret has one backend for the life of a process, so each step opens the store in a process of its own.
 */
#pragma once

#define SECRET_STEP_KEY "kKkKkKkKkKkKkKkKkKkKkKkKkKkKkKkKkKkKkKkK"
#define SECRET_STEP_SKIPPED 77

/**
 * secret_step_run:
 * @name: of a step
 * @folder: where the store's files are: the file "key", and the folders "state" and "run"
 *
 * Aborts when something is not as it should be.
 *
 * Returns: an exit status; SECRET_STEP_SKIPPED when this machine does not let it be tried
 */
int secret_step_run (const char *name, const char *folder);
