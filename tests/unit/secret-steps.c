/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a daemon does with stored secrets between one start and the next, step by step. */
#include "secret-steps.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "dialer-error.h"
#include "dialer-secret-store.h"
#include "folder-fixture.h"

/* libsecret leaks the file's etag with each write.  To know its leak by its frames, those must be followed
 * through libraries without frame pointers. */
const char *__lsan_default_suppressions (void);
const char *__asan_default_options (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libsecret-1";
}

const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0:print_suppressions=0";
}

#define SECRET "correct horse \303\244"

static char *
state_path (const char *folder, const char *name)
{
  return g_build_filename (folder, "state", name, NULL);
}

static DialerSecretStore *
open_store (const char *folder)
{
  g_autofree char *keyring = state_path (folder, "secrets.keyring");
  g_autofree char *scratch = g_build_filename (folder, "run", "secrets", "secrets.keyring", NULL);
  g_autofree char *key = g_build_filename (folder, "key", NULL);

  return dialer_secret_store_open (keyring, scratch, key);
}

static gboolean
store (DialerSecretStore *secrets, const char *profile, const char *name, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_secret_store_store_async (secrets, profile, name, secret, NULL, on_result, &result);
  return dialer_secret_store_store_finish (secrets, wait_for_result (&result), error);
}

static void
assert_stored (DialerSecretStore *secrets, const char *profile, const char *name, const char *secret)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store (secrets, profile, name, secret, &error));
  g_assert_no_error (error);
}

static char *
lookup (DialerSecretStore *secrets, const char *profile, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_secret_store_lookup_async (secrets, profile, name, NULL, on_result, &result);
  return dialer_secret_store_lookup_finish (secrets, wait_for_result (&result), error);
}

static void
assert_is (DialerSecretStore *secrets, const char *profile, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = lookup (secrets, profile, name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  secret_password_free (secret);
}

static void
assert_none (DialerSecretStore *secrets, const char *profile, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (secrets, profile, name, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND);
}

static GStrv
list (DialerSecretStore *secrets, const char *profile, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_secret_store_list_async (secrets, profile, NULL, on_result, &result);
  return dialer_secret_store_list_finish (secrets, wait_for_result (&result), error);
}

static void
assert_listed (DialerSecretStore *secrets, const char *profile, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = list (secrets, profile, &error);
  g_autofree char *joined = names ? g_strjoinv (" ", names) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (joined, ==, expected);
}

/* Every call, with a reason in which @word appears. */
static void
assert_unusable (DialerSecretStore *secrets, DialerError code, const char *word)
{
  GError *errors[4] = { NULL, NULL, NULL, NULL };

  g_assert_null (lookup (secrets, "one", "password", &errors[0]));
  g_assert_false (store (secrets, "one", "password", "new", &errors[1]));
  g_assert_false (store (secrets, "one", "password", NULL, &errors[2]));
  g_assert_null (list (secrets, "one", &errors[3]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], DIALER_ERROR, (int) code);
      if (!strstr (errors[i]->message, word))
        g_error ("'%s' is not in: %s", word, errors[i]->message);
      g_clear_error (&errors[i]);
    }
}

static void
step_first_use (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autoptr (GError) error = NULL;

  assert_none (secrets, "one", "password");
  assert_listed (secrets, "one", "");
  g_assert_false (store (secrets, "one", "password", NULL, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND);

  assert_stored (secrets, "one", "password", "first try");
  assert_stored (secrets, "one", "password", SECRET);
  assert_is (secrets, "one", "password", SECRET);
  assert_none (secrets, "one", "pin");
  assert_none (secrets, "two", "password");
  assert_stored (secrets, "one", "pin", "1234");
  assert_stored (secrets, "two", "password", "caf\351");
}

static void
step_second_use (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_is (secrets, "one", "password", SECRET);
  assert_is (secrets, "two", "password", "caf\351");
  assert_listed (secrets, "one", "password pin");
  assert_listed (secrets, "three", "");
  assert_stored (secrets, "one", "password", NULL);
  assert_none (secrets, "one", "password");
}

static void
step_third_use (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_none (secrets, "one", "password");
  assert_listed (secrets, "one", "pin");
  assert_is (secrets, "two", "password", "caf\351");
}

static void
step_store (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_stored (secrets, "one", "password", SECRET);
}

static void
step_is_there (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_is (secrets, "one", "password", SECRET);
}

static void
step_store_64_at_once (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  GAsyncResult *results[64] = { NULL };

  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *profile = g_strdup_printf ("profile-%u", i);

      dialer_secret_store_store_async (secrets, profile, "password", profile, NULL, on_result, &results[i]);
    }
  for (guint i = 0; i < 64; i++)
    {
      g_assert_true (dialer_secret_store_store_finish (secrets, wait_for_result (&results[i]), NULL));
      g_object_unref (results[i]);
    }
}

static void
step_64_are_there (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  for (guint i = 0; i < 64; i++)
    {
      g_autofree char *profile = g_strdup_printf ("profile-%u", i);

      assert_is (secrets, profile, "password", profile);
    }
}

static void
step_drop_while_busy (const char *folder)
{
  DialerSecretStore *secrets = open_store (folder);
  g_autoptr (GAsyncResult) result = NULL;

  dialer_secret_store_store_async (secrets, "one", "password", SECRET, NULL, on_result, &result);
  g_object_unref (secrets);
  wait_for_result (&result);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
}

static void
step_other_key (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_unusable (secrets, DIALER_ERROR_SECRETS_WRONG_KEY, "another key");
}

static void
step_no_key (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_unusable (secrets, DIALER_ERROR_SECRETS_LOCKED, "no key");
}

static void
step_keyring_damaged (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_unusable (secrets, DIALER_ERROR_SECRETS_DAMAGED, "damaged");
}

static void
step_second_daemon (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_unusable (secrets, DIALER_ERROR_SECRETS_UNAVAILABLE, "another dialerd");
}

static char *
set_aside (DialerSecretStore *secrets, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_secret_store_set_aside_async (secrets, on_result, &result);
  return dialer_secret_store_set_aside_finish (secrets, wait_for_result (&result), error);
}

/* Prints where to. */
static void
step_set_aside (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = set_aside (secrets, &error);

  g_assert_no_error (error);
  g_print ("%s", kept);
}

static void
step_nothing_to_set_aside (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (set_aside (secrets, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
}

/* Whatever was damaged, what comes is the secret or an error. */
static void
step_no_wrong_secret (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autoptr (GError) error = NULL;
  char *secret = lookup (secrets, "one", "password", &error);

  g_assert_true (secret != NULL || error->domain == DIALER_ERROR);
  g_assert_true (secret == NULL || strcmp (secret, SECRET) == 0);
  secret_password_free (secret);
}

static void
step_heal_item (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (secrets, "one", "password", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "set it again"));
  assert_is (secrets, "one", "pin", "1234");
  assert_stored (secrets, "one", "password", SECRET);
  assert_is (secrets, "one", "password", SECRET);
}

static void
step_forget_damaged_item (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  assert_stored (secrets, "one", "password", NULL);
  assert_none (secrets, "one", "password");
}

static void
step_folder_gone (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autofree char *state = g_build_filename (folder, "state", NULL);
  g_autofree char *away = g_build_filename (folder, "away", NULL);
  g_autoptr (GError) error = NULL;

  assert_stored (secrets, "one", "password", SECRET);
  g_assert_cmpint (g_rename (state, away), ==, 0);
  g_assert_false (store (secrets, "one", "password", "new", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (store (secrets, "one", "pin", "1234", NULL));
  g_assert_false (store (secrets, "one", "password", NULL, NULL));
  assert_is (secrets, "one", "password", SECRET);
  assert_none (secrets, "one", "pin");

  g_assert_cmpint (g_rename (away, state), ==, 0);
  assert_stored (secrets, "one", "pin", "1234");
}

static void
step_full_disk (const char *folder)
{
  g_autofree char *state = g_build_filename (folder, "state", NULL);
  g_autofree char *long_secret = g_strnfill (250, 'x');
  g_autoptr (DialerSecretStore) secrets = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir (state, 0700);
  if (!folder_make_small_disk (state))
    exit (SECRET_STEP_SKIPPED);
  secrets = open_store (folder);
  assert_stored (secrets, "one", "password", SECRET);
  folder_fill_disk (state);

  /* Twice: it is the second that costs libsecret alone its backup. */
  for (guint i = 0; i < 2; i++)
    {
      g_clear_error (&error);
      g_assert_false (store (secrets, "one", "password", long_secret, &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_NO_SPACE);
      g_assert_nonnull (strstr (error->message, "no space is left"));
      assert_is (secrets, "one", "password", SECRET);
    }
  folder_free_disk (state);
  assert_stored (secrets, "one", "password", long_secret);
}

/* The process may write no file longer than a byte; the scratch copy is the first to notice. */
static void
step_scratch_full (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  const struct rlimit one_byte = { 1, RLIM_INFINITY };

  assert_is (secrets, "one", "password", SECRET);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &one_byte), ==, 0);
  g_assert_false (store (secrets, "one", "password", "new", NULL));
  assert_unusable (secrets, DIALER_ERROR_SECRETS_UNAVAILABLE, "working copy");
}

static void
assert_not_in_file (const char *path, const char *word)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, word, strlen (word)));
}

static void
step_nothing_leaks (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autofree char *keyring = state_path (folder, "secrets.keyring");
  g_autofree char *child_environment = NULL;
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *joined = g_strjoinv ("\n", environment);

  assert_stored (secrets, "one", "password", SECRET);
  assert_is (secrets, "one", "password", SECRET);
  g_assert_true (g_spawn_command_line_sync ("env", &child_environment, NULL, NULL, NULL));
  g_assert_null (strstr (child_environment, SECRET_STEP_KEY));
  g_assert_null (strstr (joined, SECRET_STEP_KEY));
  g_assert_null (strstr (joined, "SECRET_"));
  assert_not_in_file ("/proc/self/environ", SECRET_STEP_KEY);
  assert_not_in_file ("/proc/self/environ", SECRET);
  assert_not_in_file (keyring, SECRET_STEP_KEY);
  assert_not_in_file (keyring, SECRET);
}

/* Until it is killed: prints each number when it is stored. */
static void
step_store_numbers (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);

  for (guint i = 1;; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      assert_stored (secrets, "one", "password", number);
      g_print ("%s\n", number);
    }
}

static void
step_print_number (const char *folder)
{
  g_autoptr (DialerSecretStore) secrets = open_store (folder);
  g_autoptr (GError) error = NULL;
  char *number = lookup (secrets, "one", "password", &error);

  g_assert_true (number || g_error_matches (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND));
  g_print ("%s\n", number ? number : "0");
  secret_password_free (number);
}

static const struct
{
  const char *name;
  void (*function) (const char *folder);
} steps[] = {
  { "first-use", step_first_use },
  { "second-use", step_second_use },
  { "third-use", step_third_use },
  { "store", step_store },
  { "is-there", step_is_there },
  { "store-64-at-once", step_store_64_at_once },
  { "64-are-there", step_64_are_there },
  { "drop-while-busy", step_drop_while_busy },
  { "other-key", step_other_key },
  { "no-key", step_no_key },
  { "keyring-damaged", step_keyring_damaged },
  { "second-daemon", step_second_daemon },
  { "set-aside", step_set_aside },
  { "nothing-to-set-aside", step_nothing_to_set_aside },
  { "no-wrong-secret", step_no_wrong_secret },
  { "heal-item", step_heal_item },
  { "forget-damaged-item", step_forget_damaged_item },
  { "folder-gone", step_folder_gone },
  { "full-disk", step_full_disk },
  { "scratch-full", step_scratch_full },
  { "nothing-leaks", step_nothing_leaks },
  { "store-numbers", step_store_numbers },
  { "print-number", step_print_number },
};

int
secret_step_run (const char *name, const char *folder)
{
  allow_warnings ();
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, name))
      {
        steps[i].function (folder);
        return 0;
      }
  return 2;
}
