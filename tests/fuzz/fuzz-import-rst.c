/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* See fuzz-import.h. */
#include "fuzz-import.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_import (data, size, import_rst, FALSE);
}
