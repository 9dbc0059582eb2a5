/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Stored secrets, through everything that can befall them.
 *
 * Runs itself for each step (secret-steps.h): `test-secret-store --step NAME FOLDER`.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialer-keyring-file.h"
#include "folder-fixture.h"
#include "secret-steps.h"

#define OTHER_KEY "oOoOoOoOoOoOoOoOoOoOoOoOoOoOoOoOoOoOoOoO"
#define HEADER_LENGTH 18

static const char *program;

typedef struct
{
  char *folder;
  char *key;
  char *keyring;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = folder_new ();
  fixture->key = g_build_filename (fixture->folder, "key", NULL);
  fixture->keyring = g_build_filename (fixture->folder, "state", "secrets.keyring", NULL);
  g_assert_true (g_file_set_contents (fixture->key, SECRET_STEP_KEY "\n", -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  folder_remove (fixture->folder);
  g_free (fixture->key);
  g_free (fixture->keyring);
}

static GSubprocess *
start_step (Fixture *fixture, const char *name, GSubprocessFlags flags)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *step = g_subprocess_new (flags, &error, program, "--step", name, fixture->folder, NULL);

  g_assert_no_error (error);
  return step;
}

static int
run_step_to_status (Fixture *fixture, const char *name)
{
  g_autoptr (GSubprocess) step = start_step (fixture, name, G_SUBPROCESS_FLAGS_NONE);

  g_assert_true (g_subprocess_wait (step, NULL, NULL));
  if (!g_subprocess_get_if_exited (step))
    g_error ("step %s was ended by signal %d", name, g_subprocess_get_term_sig (step));
  return g_subprocess_get_exit_status (step);
}

static void
run_step (Fixture *fixture, const char *name)
{
  g_assert_cmpint (run_step_to_status (fixture, name), ==, 0);
}

static GBytes *
read_keyring (Fixture *fixture)
{
  char *bytes;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->keyring, &bytes, &length, NULL));
  return g_bytes_new_take (bytes, length);
}

static void
write_keyring (Fixture *fixture, const char *bytes, gsize length)
{
  g_assert_true (g_file_set_contents (fixture->keyring, bytes, length, NULL));
}

static void
assert_keyring (Fixture *fixture, GBytes *expected)
{
  g_autoptr (GBytes) now = read_keyring (fixture);

  g_assert_true (g_bytes_equal (now, expected));
}

static void
test_round_trip (Fixture *fixture, gconstpointer unused)
{
  GStatBuf status;

  run_step (fixture, "first-use");
  g_assert_cmpint (g_stat (fixture->keyring, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  run_step (fixture, "second-use");
  run_step (fixture, "third-use");
}

static void
test_overlapping (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "store-64-at-once");
  run_step (fixture, "64-are-there");
}

static void
test_dropped (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "drop-while-busy");
  run_step (fixture, "is-there");
}

static void
test_other_key (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) before = NULL;

  run_step (fixture, "store");
  before = read_keyring (fixture);
  g_assert_true (g_file_set_contents (fixture->key, OTHER_KEY, -1, NULL));
  run_step (fixture, "other-key");
  assert_keyring (fixture, before);
  g_assert_true (g_file_set_contents (fixture->key, SECRET_STEP_KEY, -1, NULL));
  run_step (fixture, "is-there");
}

static void
test_no_key (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (g_file_set_contents (fixture->key, "none", -1, NULL));
  run_step (fixture, "no-key");
  g_assert_cmpint (g_unlink (fixture->key), ==, 0);
  run_step (fixture, "no-key");
  g_assert_false (g_file_test (fixture->keyring, G_FILE_TEST_EXISTS));
}

static void
test_second_daemon (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GSubprocess) first = start_step (fixture, "store-numbers", G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  char byte;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (first), &byte, 1, NULL, NULL), ==, 1);
  run_step (fixture, "second-daemon");
  g_subprocess_force_exit (first);
  g_assert_true (g_subprocess_wait (first, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (first));
}

static void
test_cut_keyring (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) sound = NULL;
  const char *bytes;
  gsize length;

  run_step (fixture, "store");
  sound = read_keyring (fixture);
  bytes = g_bytes_get_data (sound, &length);
  const gsize cuts[] = { 0, 1, HEADER_LENGTH, 30, 60, 100, length - 10, length - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (bytes, cuts[i]);

      write_keyring (fixture, bytes, cuts[i]);
      run_step (fixture, "keyring-damaged");
      assert_keyring (fixture, cut);
    }
}

static void
test_flipped_bits (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) sound = NULL;

  run_step (fixture, "store");
  sound = read_keyring (fixture);
  for (guint i = 0; i < 30; i++)
    {
      gsize length = g_bytes_get_size (sound);
      g_autofree char *bytes = g_memdup2 (g_bytes_get_data (sound, NULL), length);
      g_autoptr (GBytes) damaged = NULL;

      bytes[g_test_rand_int_range (0, length)] ^= 1 << g_test_rand_int_range (0, 8);
      write_keyring (fixture, bytes, length);
      damaged = read_keyring (fixture);
      run_step (fixture, "no-wrong-secret");
      assert_keyring (fixture, damaged);
    }
}

/* Items are in the order in which they were stored; the first is the key check. */
static gsize
find_end_of_item (GBytes *keyring, guint number)
{
  gsize length = g_bytes_get_size (keyring) - HEADER_LENGTH;
  g_autofree char *aligned = g_memdup2 ((const char *) g_bytes_get_data (keyring, NULL) + HEADER_LENGTH, length);
  g_autoptr (GVariant) content = g_variant_ref_sink (
    g_variant_new_from_data (G_VARIANT_TYPE ("(uayutua(a{say}ay))"), aligned, length, FALSE, NULL, NULL));
  g_autoptr (GVariant) items = g_variant_get_child_value (content, 5);
  g_autoptr (GVariant) item = g_variant_get_child_value (items, number);
  g_autoptr (GVariant) ciphertext = g_variant_get_child_value (item, 1);

  return HEADER_LENGTH + ((const char *) g_variant_get_data (ciphertext) - aligned)
         + g_variant_get_size (ciphertext);
}

static void
damage_item (Fixture *fixture, guint number)
{
  g_autoptr (GBytes) sound = read_keyring (fixture);
  gsize length = g_bytes_get_size (sound);
  g_autofree char *bytes = g_memdup2 (g_bytes_get_data (sound, NULL), length);

  bytes[find_end_of_item (sound, number) - 1] ^= 1;
  write_keyring (fixture, bytes, length);
}

static void
test_damaged_item (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "first-use");
  damage_item (fixture, 1);
  run_step (fixture, "heal-item");
  run_step (fixture, "is-there");
}

static void
test_forget_damaged_item (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "first-use");
  damage_item (fixture, 1);
  run_step (fixture, "forget-damaged-item");
  run_step (fixture, "third-use");
}

static void
test_damaged_key_check (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "store");
  damage_item (fixture, 0);
  run_step (fixture, "keyring-damaged");
}

static void
test_folder_gone (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "folder-gone");
  run_step (fixture, "is-there");
}

static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  int status = run_step_to_status (fixture, "full-disk");

  if (status == SECRET_STEP_SKIPPED)
    g_test_skip ("no mount namespaces here");
  else
    g_assert_cmpint (status, ==, 0);
}

static void
test_scratch_full (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "store");
  run_step (fixture, "scratch-full");
  run_step (fixture, "is-there");
}

static void
test_nothing_leaks (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "nothing-leaks");
}

static char *
run_step_and_read (Fixture *fixture, const char *name)
{
  g_autoptr (GSubprocess) step = start_step (fixture, name, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  char *output = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (step, NULL, NULL, &output, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (step));
  g_assert_cmpint (g_subprocess_get_exit_status (step), ==, 0);
  return output;
}

static guint
print_number (Fixture *fixture)
{
  g_autofree char *output = run_step_and_read (fixture, "print-number");

  return strtoul (output, NULL, 10);
}

/* Twice and more: no file is overwritten, and the next start sweeps none away. */
static void
test_set_aside (Fixture *fixture, gconstpointer unused)
{
  run_step (fixture, "store");
  run_step (fixture, "nothing-to-set-aside");
  for (guint i = 1; i <= 11; i++)
    {
      g_autofree char *text = g_strdup_printf ("damaged %u", i);
      g_autofree char *expected = g_strdup_printf ("%s.set-aside-%u", fixture->keyring, i);
      g_autofree char *kept = NULL;

      write_keyring (fixture, text, strlen (text));
      kept = run_step_and_read (fixture, "set-aside");
      g_assert_cmpstr (kept, ==, expected);
      g_assert_false (g_file_test (fixture->keyring, G_FILE_TEST_EXISTS));
    }
  run_step (fixture, "store");
  run_step (fixture, "is-there");
  for (guint i = 1; i <= 11; i++)
    {
      g_autofree char *text = g_strdup_printf ("damaged %u", i);
      g_autofree char *kept = g_strdup_printf ("%s.set-aside-%u", fixture->keyring, i);
      g_autofree char *found = NULL;

      g_assert_true (g_file_get_contents (kept, &found, NULL, NULL));
      g_assert_cmpstr (found, ==, text);
    }
}

static void
test_set_aside_without_key (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *none = NULL, *kept = NULL;

  g_assert_cmpint (g_unlink (fixture->key), ==, 0);
  none = run_step_and_read (fixture, "set-aside");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (g_file_set_contents (fixture->key, SECRET_STEP_KEY, -1, NULL));
  run_step (fixture, "store");
  g_assert_true (g_file_set_contents (fixture->key, OTHER_KEY, -1, NULL));
  kept = run_step_and_read (fixture, "set-aside");
  g_assert_true (g_str_has_suffix (kept, ".set-aside-1"));
}

/* Returns: the last number that was said to be stored */
static guint
kill_while_storing (Fixture *fixture, guint lines_before, guint microseconds_before)
{
  g_autoptr (GSubprocess) step = start_step (fixture, "store-numbers", G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (step));
  guint last = 0;
  char *line;

  for (guint i = 0; (line = g_data_input_stream_read_line (output, NULL, NULL, NULL)); i++)
    {
      last = strtoul (line, NULL, 10);
      g_free (line);
      if (i != lines_before)
        continue;
      g_usleep (microseconds_before);  /* where in a write it is killed is a matter of chance, and shall be */
      g_subprocess_force_exit (step);
    }
  g_assert_true (g_subprocess_wait (step, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (step));
  return last;
}

/* Amid a thousand: what was said to be stored is, and at most what was being stored then. */
static void
test_killed (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *state = g_build_filename (fixture->folder, "state", NULL);
  guint stored = 0;

  while (stored < 1000)
    {
      guint lines = g_test_rand_int_range (0, 80);
      guint last = kill_while_storing (fixture, lines, g_test_rand_int_range (0, 3000));
      guint number = print_number (fixture);

      g_assert_cmpuint (number, >=, last);
      g_assert_cmpuint (number, <=, last + 1);
      g_assert_cmpuint (folder_count_entries (state), ==, 1);
      stored += last;
    }
}

/* Where the bare file backend may leave an empty file, which it then refuses for ever. */
static void
test_killed_at_first_use (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 15; i++)
    {
      g_autoptr (GSubprocess) step = start_step (fixture, "store-numbers", G_SUBPROCESS_FLAGS_STDOUT_SILENCE);

      g_usleep (g_test_rand_int_range (0, 100000));
      g_subprocess_force_exit (step);
      g_assert_true (g_subprocess_wait (step, NULL, NULL));
      print_number (fixture);
      g_unlink (fixture->keyring);
    }
}

static void
test_soundness (void)
{
  g_autofree char *noise = g_malloc (200);

  for (guint i = 0; i < 20000; i++)
    {
      gsize length = g_test_rand_int_range (HEADER_LENGTH, 200);

      for (gsize j = 0; j < length; j++)
        noise[j] = g_test_rand_int_range (0, 4) ? 0 : g_test_rand_int ();
      memcpy (noise, "GnomeKeyring\n\r\0\n\1\0", HEADER_LENGTH);
      g_assert_false (dialer_keyring_file_is_sound (noise, length));
    }
}

static void
add_tests (void)
{
#define ADD(name, function) g_test_add ("/system/secret-store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("overlapping", test_overlapping);
  ADD ("dropped", test_dropped);
  ADD ("other-key", test_other_key);
  ADD ("no-key", test_no_key);
  ADD ("set-aside", test_set_aside);
  ADD ("set-aside-without-key", test_set_aside_without_key);
  ADD ("second-daemon", test_second_daemon);
  ADD ("cut-keyring", test_cut_keyring);
  ADD ("flipped-bits", test_flipped_bits);
  ADD ("damaged-item", test_damaged_item);
  ADD ("forget-damaged-item", test_forget_damaged_item);
  ADD ("damaged-key-check", test_damaged_key_check);
  ADD ("folder-gone", test_folder_gone);
  ADD ("full-disk", test_full_disk);
  ADD ("scratch-full", test_scratch_full);
  ADD ("nothing-leaks", test_nothing_leaks);
  ADD ("killed", test_killed);
  ADD ("killed-at-first-use", test_killed_at_first_use);
#undef ADD
  g_test_add_func ("/system/secret-store/soundness", test_soundness);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--step"))
    return secret_step_run (argv[2], argv[3]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  return g_test_run ();
}
