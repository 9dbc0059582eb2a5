/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the daemon tells of the keys that a profile may have. */
#pragma once

#include "dialctl-bus.h"

/**
 * DialctlKey:
 * @path: as group.key
 * @type: what a value looks like, for a person
 * @initial: the default, "" for none
 * @meaning: one sentence
 * @privileged: whether only an administrator may set it
 * @effective: %FALSE while it is stored but does nothing yet
 */
typedef struct
{
  char *path;
  char *type;
  char *initial;
  char *meaning;
  gboolean privileged;
  gboolean effective;
} DialctlKey;

/**
 * dialctl_keys_get:
 *
 * Returns: (transfer full) (nullable) (element-type DialctlKey): all keys in the order of the manual
 */
GPtrArray *dialctl_keys_get (DialctlBus *bus, GError **error);
