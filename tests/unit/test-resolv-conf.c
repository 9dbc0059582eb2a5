/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* /etc/resolv.conf, in a folder of its own. */
#include "dialer-resolv-conf.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dialer-error.h"
#include "folder-fixture.h"

#define ORIGINAL "# the machine's own\nsearch home.example\nnameserver 192.0.2.1\noptions edns0\n"

typedef struct
{
  char *folder;
} FolderFixture;

typedef struct
{
  DialerResolvConf places;
  char *file;
  char *state;
  char *backup;
  char *resolvconf;
} Places;

static void
folder_fixture_set_up (FolderFixture *fixture, gconstpointer unused)
{
  fixture->folder = folder_new ();
}

static void
folder_fixture_tear_down (FolderFixture *fixture, gconstpointer unused)
{
  folder_remove (fixture->folder);
}

static void
set_up (FolderFixture *fixture, Places *places)
{
  places->file = g_build_filename (fixture->folder, "resolv.conf", NULL);
  places->backup = g_build_filename (fixture->folder, "resolv.conf.dialer", NULL);
  places->state = g_build_filename (fixture->folder, "state", NULL);
  places->resolvconf = g_build_filename (fixture->folder, "resolvconf", NULL);
  places->places = (DialerResolvConf){ places->file, places->state, places->resolvconf };
  g_mkdir (places->state, 0700);
}

static void
places_clear (Places *places)
{
  g_free (places->file);
  g_free (places->backup);
  g_free (places->state);
  g_free (places->resolvconf);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

static void
ask (const Places *places, const char *request)
{
  g_autoptr (GError) error = NULL;

  dialer_resolv_conf_serve (&places->places, request, &error);
  g_assert_no_error (error);
}

static void
write_file (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Without the first two lines, which are comments. */
static char *
read_file (const char *path)
{
  g_autofree char *text = NULL;
  const char *at;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  at = text;
  for (guint i = 0; i < 2 && g_str_has_prefix (text, "# dialer "); i++)
    at = strchr (at, '\n') + 1;
  return g_strdup (at);
}

static void
assert_file (const char *path, const char *text)
{
  g_autofree char *found = read_file (path);

  g_assert_cmpstr (found, ==, text);
}

static void
assert_absent (const char *path)
{
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_file (FolderFixture *fixture, gconstpointer unused)
{
  g_auto (Places) places = { 0 };
  GStatBuf before, after;

  set_up (fixture, &places);
  write_file (places.file, ORIGINAL);
  g_assert_cmpint (g_stat (places.file, &before), ==, 0);
  ask (&places, "set ppp0\nnameserver 198.51.100.53\nnameserver 198.51.100.54\nsearch isp.example\n");
  assert_file (places.file, "nameserver 198.51.100.53\nnameserver 198.51.100.54\nsearch isp.example\n"
                            "nameserver 192.0.2.1\noptions edns0\n");
  ask (&places, "set ppp0\nnameserver 198.51.100.55\n");
  assert_file (places.file, "nameserver 198.51.100.55\nsearch home.example\nnameserver 192.0.2.1\noptions edns0\n");
  ask (&places, "clear ppp0\n");
  assert_file (places.file, ORIGINAL);
  g_assert_cmpint (g_stat (places.file, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);
  assert_absent (places.backup);
  ask (&places, "clear ppp0\n"); /* again: nothing happens */
  assert_file (places.file, ORIGINAL);
}

static void
test_two (FolderFixture *fixture, gconstpointer unused)
{
  g_auto (Places) places = { 0 };

  set_up (fixture, &places);
  write_file (places.file, ORIGINAL);
  ask (&places, "set ppp0\nnameserver 198.51.100.53\n");
  ask (&places, "set ppp1\nnameserver 203.0.113.53\n");
  assert_file (places.file, "nameserver 203.0.113.53\nnameserver 198.51.100.53\nsearch home.example\n"
                            "nameserver 192.0.2.1\noptions edns0\n");
  ask (&places, "clear ppp0\n");
  assert_file (places.file, "nameserver 203.0.113.53\nsearch home.example\nnameserver 192.0.2.1\noptions edns0\n");
  ask (&places, "clear ppp1\n");
  assert_file (places.file, ORIGINAL);
}

static void
test_link (FolderFixture *fixture, gconstpointer unused)
{
  g_auto (Places) places = { 0 };
  g_autofree char *target = NULL;

  set_up (fixture, &places);
  g_assert_cmpint (symlink ("../nowhere/resolv.conf", places.file), ==, 0);
  ask (&places, "set ppp0\nnameserver 198.51.100.53\n");
  g_assert_false (g_file_test (places.file, G_FILE_TEST_IS_SYMLINK));
  assert_file (places.file, "nameserver 198.51.100.53\n");
  ask (&places, "clear ppp0\n");
  target = g_file_read_link (places.file, NULL);
  g_assert_cmpstr (target, ==, "../nowhere/resolv.conf");
  assert_absent (places.backup);
}

static void
test_none (FolderFixture *fixture, gconstpointer unused)
{
  g_auto (Places) places = { 0 };

  set_up (fixture, &places);
  ask (&places, "set ppp0\nnameserver 198.51.100.53\n");
  assert_file (places.file, "nameserver 198.51.100.53\n");
  ask (&places, "clear ppp0\n");
  assert_absent (places.file);
}

/* A DHCP client, or a person, writes while the call is online. */
static void
test_changed (FolderFixture *fixture, gconstpointer unused)
{
  static const char other[] = "nameserver 192.0.2.99\n";
  g_auto (Places) places = { 0 };
  g_autofree char *ours = NULL;
  g_autofree char *edited = NULL;

  set_up (fixture, &places);
  write_file (places.file, ORIGINAL);
  ask (&places, "set ppp0\nnameserver 198.51.100.53\n");
  write_file (places.file, other);
  ask (&places, "set ppp0\nnameserver 198.51.100.54\n"); /* addresses have changed: his stays */
  assert_file (places.file, other);
  ask (&places, "clear ppp0\n");
  assert_file (places.file, other);
  assert_absent (places.backup);
  ask (&places, "set ppp0\nnameserver 198.51.100.53\n");
  g_assert_true (g_file_get_contents (places.file, &ours, NULL, NULL));
  edited = g_strconcat (ours, "nameserver 192.0.2.98\n", NULL);
  write_file (places.file, edited);
  ask (&places, "clear ppp0\n");
  g_clear_pointer (&ours, g_free);
  g_assert_true (g_file_get_contents (places.file, &ours, NULL, NULL));
  g_assert_cmpstr (ours, ==, edited);
}

/* "lo" is there; "gone0" is what a crash has left, and after a power cut there is the backup alone. */
static void
test_tidy (FolderFixture *fixture, gconstpointer unused)
{
  g_auto (Places) places = { 0 };
  g_autofree char *piece = NULL;

  set_up (fixture, &places);
  write_file (places.file, ORIGINAL);
  ask (&places, "set gone0\nnameserver 198.51.100.53\n");
  ask (&places, "set lo\nnameserver 198.51.100.54\n");
  ask (&places, "tidy\n");
  assert_file (places.file, "nameserver 198.51.100.54\nsearch home.example\nnameserver 192.0.2.1\noptions edns0\n");
  piece = g_build_filename (places.state, "lo", NULL);
  g_assert_cmpint (g_unlink (piece), ==, 0);
  ask (&places, "tidy\n");
  assert_file (places.file, ORIGINAL);
  assert_absent (places.backup);
}

static void
test_resolvconf (FolderFixture *fixture, gconstpointer unused)
{
  g_auto (Places) places = { 0 };
  g_autofree char *heard = g_build_filename (fixture->folder, "heard", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\n{ echo $*; cat; } >> %s\n", heard);
  g_autoptr (GError) error = NULL;

  set_up (fixture, &places);
  write_file (places.file, ORIGINAL);
  write_file (places.resolvconf, script);
  g_assert_cmpint (g_chmod (places.resolvconf, 0700), ==, 0);
  ask (&places, "set ppp0\nnameserver 198.51.100.53\nsearch isp.example\n");
  ask (&places, "clear ppp0\n");
  assert_file (heard, "-a ppp0\nnameserver 198.51.100.53\nsearch isp.example\n-d ppp0\n");
  assert_file (places.file, ORIGINAL);
  write_file (places.resolvconf, "#!/bin/sh\necho no such thing >&2\nexit 1\n");
  g_assert_cmpint (g_chmod (places.resolvconf, 0700), ==, 0);
  g_assert_false (dialer_resolv_conf_serve (&places.places, "set ppp0\n", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "no such thing"));
}

static void
test_nonsense (FolderFixture *fixture, gconstpointer unused)
{
  static const char *const requests[] = { "", "set", "set ppp0", "set ../x\nnameserver 192.0.2.1\n", "clear", "clear .",
                                          "set ppp0\nexec rm\n", "set ppp0 ppp1\n", "tidy up\n", "set \n",
                                          "set averyveryverylongname\n", "set ppp0\nnameserver \xff\n" };
  g_auto (Places) places = { 0 };

  set_up (fixture, &places);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", requests[i]);
      g_assert_false (dialer_resolv_conf_serve (&places.places, requests[i], &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
    }
  assert_absent (places.file);
}

#define ADD(path, function) \
  g_test_add ("/system/resolv-conf/" path, FolderFixture, NULL, folder_fixture_set_up, function, \
              folder_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("file", test_file);
  ADD ("two", test_two);
  ADD ("link", test_link);
  ADD ("none", test_none);
  ADD ("changed", test_changed);
  ADD ("tidy", test_tidy);
  ADD ("resolvconf", test_resolvconf);
  ADD ("nonsense", test_nonsense);
  return g_test_run ();
}
