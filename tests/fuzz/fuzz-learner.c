/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever a peer says and a person types, the script is one that the service takes, and has no secret in it. */
#include "dialctl-learner.h"

#include <string.h>

#include "dialer-login-script.h"
#include "fuzz-target.h"

#define SECRET "Zq9-k7w!x"

/* The input is pieces with a byte 0xff behind each; the first byte tells what is done with the rest. */
static void
go_through (DialctlLearner *learner, const char *data, gsize size)
{
  const char *end = data + size;

  while (data < end)
    {
      const char *until = memchr (data, 0xff, (gsize) (end - data));
      gsize length = (gsize) ((until != NULL ? until : end) - data);

      if (length > 0 && *data == '>')
        dialctl_learner_type (learner, data + 1, length - 1);
      else if (length > 0 && *data == 'w')
        dialctl_learner_mark (learner, DIALCTL_LEARNER_PASSWORD);
      else if (length > 0 && *data == 'c')
        dialctl_learner_mark (learner, DIALCTL_LEARNER_CODE);
      else if (length > 0)
        dialctl_learner_hear (learner, data + 1, length - 1);
      data += length + 1;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (DialctlLearner) learner = dialctl_learner_new (size % 2 ? "joe" : NULL);
  g_autofree char *user = NULL;
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;

  dialctl_learner_mark (learner, DIALCTL_LEARNER_PASSWORD);
  dialctl_learner_type (learner, SECRET "\r", strlen (SECRET "\r"));
  go_through (learner, (const char *) data, size);
  script = dialctl_learner_make_script (learner, &user);
  g_assert_true (dialer_login_script_check (script, &error));
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (script, -1, NULL));
  g_assert_true (user == NULL || g_utf8_validate (user, -1, NULL));
  g_assert_null (strstr (script, SECRET));
  return 0;
}
