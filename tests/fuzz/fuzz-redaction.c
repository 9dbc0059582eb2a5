/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever stands around them: a number and a name that are known do not get through, in free text and in settings. */
#include <string.h>

#include "dialctl-redacted-settings.h"
#include "fuzz-target.h"

#define NUMBER "86753091"
#define USER "xerxes"

static DialctlRedaction *
redaction_new (void)
{
  DialctlRedaction *self = dialctl_redaction_new ();

  dialctl_redaction_learn (self, DIALCTL_REDACTION_NUMBER, "8675-3091");
  dialctl_redaction_learn (self, DIALCTL_REDACTION_USER, USER);
  return self;
}

static gboolean
is_letter (gunichar c)
{
  return c != 0 && g_unichar_isalnum (c);
}

static void
check (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, NUMBER));
  for (const char *name = strstr (text, USER); name != NULL; name = strstr (name + 1, USER))
    {
      const char *before = g_utf8_find_prev_char (text, name);

      g_assert_true (is_letter (g_utf8_get_char (name + strlen (USER)))
                     || (before != NULL && is_letter (g_utf8_get_char (before))));
    }
}

/* Twice the same, since all is learnt by then. */
static void
check_text (const char *text)
{
  g_autoptr (DialctlRedaction) self = redaction_new ();
  g_autofree char *first = dialctl_redaction_apply_foreign (self, text);
  g_autofree char *second = dialctl_redaction_apply_foreign (self, text);
  g_autofree char *ours = dialctl_redaction_apply (self, text);

  check (first);
  check (ours);
  g_assert_cmpstr (first, ==, second);
}

/* What may stand in a setting comes over the bus, and is UTF-8. */
static void
check_settings (const char *text)
{
  static const char *const paths[] = { "dial.numbers", "dial.init", "dial.command", "login.script", "ppp.user",
                                       "ppp.options", "profile.users", "ipv4.dns-search", "of.tomorrow" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (DialctlRedaction) self = redaction_new ();
      g_autofree char *masked = dialctl_redacted_settings_mask (self, paths[i], text);
      g_autofree char *again = dialctl_redacted_settings_mask (self, paths[i], text);

      check (masked);
      check (again);
      g_assert_null (strchr (masked, '\n'));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  check_text (text);
  if (g_utf8_validate (text, -1, NULL))
    check_settings (text);
  return 0;
}
