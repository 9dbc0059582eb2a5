/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-secret-copy.h"

#include <libsecret/secret.h>

char *
dialer_secret_copy (const char *secret)
{
  gsize length;

  return secret ? secret_value_unref_to_password (secret_value_new (secret, -1, "text/plain"), &length) : NULL;
}
