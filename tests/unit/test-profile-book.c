/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles that are changed while others are being written: a name is given once. */
#include "dialer-profile-book.h"

#include "dialer-error.h"
#include "folder-fixture.h"

typedef struct
{
  char *folder;
  char *files;
  DialerSecretStore *secrets;
  DialerProfileBook *book;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer where)
{
  g_autofree char *keyring = NULL, *scratch = NULL, *key = NULL, *file = NULL;
  g_autoptr (DialerStore) store = NULL;

  fixture->folder = folder_new ();
  fixture->files = g_build_filename (fixture->folder, where, NULL);
  keyring = g_build_filename (fixture->folder, "keyring", NULL);
  scratch = g_build_filename (fixture->folder, "scratch", "keyring", NULL); /* all else there is removed */
  key = g_build_filename (fixture->folder, "no-key", NULL);
  file = g_build_filename (fixture->folder, "file", NULL);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  store = dialer_store_new (fixture->files, ".profile");
  fixture->secrets = dialer_secret_store_open (keyring, scratch, key);
  fixture->book = dialer_profile_book_new (store, fixture->secrets);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->book);
  g_clear_object (&fixture->secrets);
  folder_remove (fixture->folder);
  g_free (fixture->files);
}

static void
begin_adding (Fixture *fixture, const char *name, GAsyncResult **result)
{
  g_autoptr (GVariant) settings
    = g_variant_ref_sink (g_variant_new_parsed ("{'profile': {'name': <%s>}, 'dial': {'numbers': <'5551234'>}}", name));

  dialer_profile_book_add_async (fixture->book, settings, 0, TRUE, on_result, result);
}

static DialerProfile *
end_adding (Fixture *fixture, GAsyncResult **result, GError **error)
{
  return dialer_profile_book_add_finish (fixture->book, wait_for_result (result), error);
}

static DialerProfile *
add (Fixture *fixture, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  begin_adding (fixture, name, &result);
  return end_adding (fixture, &result, error);
}

static void
begin_renaming (Fixture *fixture, DialerProfile *profile, const char *name, GAsyncResult **result)
{
  static const char *const none[] = { NULL };
  g_autoptr (GVariant) set = g_variant_ref_sink (g_variant_new_parsed ("{'profile': {'name': <%s>}}", name));

  dialer_profile_book_update_async (fixture->book, profile, set, none, TRUE, on_result, result);
}

static gboolean
end_renaming (Fixture *fixture, GAsyncResult **result, GError **error)
{
  return dialer_profile_book_update_finish (fixture->book, wait_for_result (result), error);
}

static void
test_two_added_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) one = NULL, two = NULL;
  g_autoptr (GError) busy = NULL, exists = NULL;
  g_autoptr (DialerProfile) profile = NULL;

  begin_adding (fixture, "isp", &one);
  begin_adding (fixture, "isp", &two);
  profile = end_adding (fixture, &one, NULL);
  g_assert_nonnull (profile);
  g_assert_null (end_adding (fixture, &two, &busy));
  g_assert_error (busy, DIALER_ERROR, DIALER_ERROR_BUSY);
  g_assert_null (add (fixture, "isp", &exists));
  g_assert_error (exists, DIALER_ERROR, DIALER_ERROR_EXISTS);
  g_assert_cmpuint (folder_count_entries (fixture->files), ==, 1);
}

static void
test_two_renamed_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerProfile) left = add (fixture, "left", NULL);
  g_autoptr (DialerProfile) right = add (fixture, "right", NULL);
  g_autoptr (GAsyncResult) one = NULL, two = NULL, three = NULL;
  g_autoptr (GError) busy = NULL;

  begin_renaming (fixture, left, "isp", &one);
  begin_renaming (fixture, right, "isp", &two);
  g_assert_true (end_renaming (fixture, &one, NULL));
  g_assert_false (end_renaming (fixture, &two, &busy));
  g_assert_error (busy, DIALER_ERROR, DIALER_ERROR_BUSY);
  g_assert_cmpstr (dialer_profile_get_name (right), ==, "right");
  /* The old name is free. */
  begin_renaming (fixture, right, "left", &three);
  g_assert_true (end_renaming (fixture, &three, NULL));
}

/* What could not be written holds no name. */
static void
test_not_written (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (add (fixture, "isp", &error));
      g_assert_false (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_BUSY));
      g_test_message ("%s", error->message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  allow_warnings ();
  g_test_add ("/profile-book/two-added-at-once", Fixture, "profiles", set_up, test_two_added_at_once, tear_down);
  g_test_add ("/profile-book/two-renamed-at-once", Fixture, "profiles", set_up, test_two_renamed_at_once, tear_down);
  g_test_add ("/profile-book/not-written", Fixture, "file/profiles", set_up, test_not_written, tear_down);
  return g_test_run ();
}
