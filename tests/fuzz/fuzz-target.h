/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What libFuzzer, or the replay of seeds, calls with each input; broken promises are failed assertions. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A refusal has its reason, and one that can cross the bus if what was refused could. */
#define fuzz_assert_refusal(error, input) \
  G_STMT_START \
  { \
    g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT); \
    g_assert_true (!g_utf8_validate (input, -1, NULL) || g_utf8_validate ((error)->message, -1, NULL)); \
  } \
  G_STMT_END
