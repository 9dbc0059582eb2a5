/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Ours is a file whose first line has the digest of the rest: whoever changes it makes it his own.  The one before it
 * is kept under another name as it is, be it a link.
 */
#include "dialer-resolv-conf.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <net/if.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "dialer-error.h"

#define MARK "# dialer "
#define SERVERS_MAX 3 /* MAXNS of resolv.h: the rest is not heeded */
#define REQUEST_LINES_MAX 64

static gboolean
fail (GError **error, const char *path, int code)
{
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* ---- what each interface has ---- */

static gint
compare_age (gconstpointer a, gconstpointer b)
{
  struct stat first, second;

  if (g_stat (*(char *const *) a, &first) < 0 || g_stat (*(char *const *) b, &second) < 0)
    return 0;
  if (first.st_mtim.tv_sec != second.st_mtim.tv_sec)
    return first.st_mtim.tv_sec < second.st_mtim.tv_sec ? 1 : -1;
  return first.st_mtim.tv_nsec < second.st_mtim.tv_nsec ? 1 : -1;
}

/* The kernel's own time of a file is that of its last tick. */
static void
stamp (const char *piece)
{
  struct timespec times[2];

  clock_gettime (CLOCK_REALTIME, &times[0]);
  times[1] = times[0];
  utimensat (AT_FDCWD, piece, times, 0);
}

/* Returns: (transfer full) (element-type filename): the latest first. */
static GPtrArray *
list_pieces (const DialerResolvConf *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (self->state, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    g_ptr_array_add (paths, g_build_filename (self->state, name, NULL));
  g_ptr_array_sort (paths, compare_age);
  return paths;
}

/* ---- the file ---- */

static char *
digest (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
is_ours (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *sum = NULL;
  const char *rest;

  if (!g_file_get_contents (path, &text, NULL, NULL) || !g_str_has_prefix (text, MARK))
    return FALSE;
  rest = strchr (text, '\n');
  if (rest == NULL)
    return FALSE;
  sum = digest (rest + 1);
  return g_str_has_prefix (text + strlen (MARK), sum);
}

/* A line of a file that is added to ours: "search" only if there was none, servers while there is room. */
static void
take_line (GString *text, const char *line, guint *servers, gboolean *searched)
{
  gboolean is_server = g_str_has_prefix (line, "nameserver");
  gboolean is_search = g_str_has_prefix (line, "search") || g_str_has_prefix (line, "domain");

  if (*line == '\0' || *line == '#' || *line == ';' || (is_server && *servers == SERVERS_MAX)
      || (is_search && *searched) || (is_server && strstr (text->str, line)))
    return;
  *servers += is_server;
  *searched |= is_search;
  g_string_append_printf (text, "%s\n", line);
}

static void
take_file (GString *text, const char *path, guint *servers, gboolean *searched)
{
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return;
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    take_line (text, g_strchomp (lines[i]), servers, searched);
}

static char *
compose (GPtrArray *pieces, const char *backup)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = NULL;
  guint servers = 0;
  gboolean searched = FALSE;

  g_string_append_printf (text, "# While a call is online.  What was here is in %s, and comes back.\n", backup);
  for (guint i = 0; i < pieces->len; i++)
    take_file (text, pieces->pdata[i], &servers, &searched);
  take_file (text, backup, &servers, &searched);
  sum = digest (text->str);
  return g_strconcat (MARK, sum, "\n", text->str, NULL);
}

/* Whole or not at all. */
static gboolean
write_whole (const char *path, const char *text, GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".dialer-new", NULL);
  gsize length = strlen (text);
  int fd = open (draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
  gboolean written = fd >= 0 && fchmod (fd, 0644) == 0 && write (fd, text, length) == (ssize_t) length
                     && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  if (written && g_rename (draft, path) == 0)
    return TRUE;
  code = written ? errno : code;
  g_unlink (draft);
  return fail (error, path, code);
}

/* Another name for the same file, or for the same link, so that there is one at path all the time. */
static gboolean
keep (const char *path, const char *backup, GError **error)
{
  if (g_unlink (backup) < 0 && errno != ENOENT)
    return fail (error, backup, errno);
  if (link (path, backup) == 0 || errno == ENOENT || g_rename (path, backup) == 0)
    return TRUE;
  return fail (error, backup, errno);
}

static gboolean
restore (const char *path, const char *backup, GError **error)
{
  if (!is_ours (path))
    {
      g_unlink (backup); /* somebody knows better */
      return TRUE;
    }
  if (g_rename (backup, path) == 0 || (errno == ENOENT && g_unlink (path) == 0))
    return TRUE;
  return fail (error, path, errno);
}

/* @taking: whether a file that is not ours is to become the one that is kept; else it is left alone. */
static gboolean
update (const DialerResolvConf *self, gboolean taking, GError **error)
{
  gboolean ours = is_ours (self->file);
  g_autoptr (GPtrArray) pieces = list_pieces (self);
  g_autofree char *backup = g_strconcat (self->file, ".dialer", NULL);
  g_autofree char *text = NULL;

  if (pieces->len == 0)
    return restore (self->file, backup, error);
  if (!ours && !taking)
    return TRUE;
  if (!ours && !keep (self->file, backup, error))
    return FALSE;
  text = compose (pieces, backup);
  return write_whole (self->file, text, error);
}

/* ---- resolvconf ---- */

/* That of systemd-resolved tells resolved alone, which was not in charge of the file, or we would not be asked. */
static gboolean
has_resolvconf (const DialerResolvConf *self)
{
  g_autofree char *real = realpath (self->resolvconf, NULL);

  return real && access (real, X_OK) == 0 && !g_str_has_suffix (real, "/resolvectl");
}

static gboolean
run_resolvconf (const DialerResolvConf *self, const char *option, const char *interface, const char *lines,
                GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GSubprocess) process
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                          | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                        &cause, self->resolvconf, option, interface, NULL);

  if (process && g_subprocess_communicate_utf8 (process, lines, NULL, NULL, &words, &cause)
      && g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s %s %s: %s", self->resolvconf, option, interface,
               cause ? cause->message : words ? g_strchomp (words) : "failed");
  return FALSE;
}

/* ---- requests ---- */

static gboolean
set (const DialerResolvConf *self, const char *interface, const char *lines, GError **error)
{
  g_autofree char *piece = g_build_filename (self->state, interface, NULL);
  gboolean is_new = !g_file_test (piece, G_FILE_TEST_EXISTS);
  g_autoptr (GError) cause = NULL;

  if (!g_file_set_contents (piece, lines, -1, &cause))
    {
      g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_FAILED, cause->message);
      return FALSE;
    }
  stamp (piece);
  return has_resolvconf (self) ? run_resolvconf (self, "-a", interface, lines, error) : update (self, is_new, error);
}

static gboolean
clear (const DialerResolvConf *self, const char *interface, GError **error)
{
  g_autofree char *piece = g_build_filename (self->state, interface, NULL);

  g_unlink (piece);
  return has_resolvconf (self) ? run_resolvconf (self, "-d", interface, "", error) : update (self, FALSE, error);
}

static gboolean
tidy (const DialerResolvConf *self, GError **error)
{
  g_autoptr (GPtrArray) pieces = list_pieces (self);

  for (guint i = 0; i < pieces->len; i++)
    {
      g_autofree char *interface = g_path_get_basename (pieces->pdata[i]);

      if (if_nametoindex (interface) == 0 && !clear (self, interface, error))
        return FALSE;
    }
  /* After a power cut there is a backup, and no piece that would tell of it. */
  return has_resolvconf (self) || update (self, FALSE, error);
}

static gboolean
is_interface (const char *name)
{
  return name && *name && *name != '.' && strlen (name) < IFNAMSIZ && strpbrk (name, "/ \t\n") == NULL;
}

static gboolean
are_lines (char **lines)
{
  for (guint i = 0; lines[i]; i++)
    {
      if (i == REQUEST_LINES_MAX || !g_str_is_ascii (lines[i]))
        return FALSE;
      if (*lines[i] && !g_str_has_prefix (lines[i], "nameserver ") && !g_str_has_prefix (lines[i], "search "))
        return FALSE;
    }
  return TRUE;
}

gboolean
dialer_resolv_conf_serve (const DialerResolvConf *self, const char *request, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (request, "\n", -1);
  g_auto (GStrv) words = g_strsplit (lines[0] ? lines[0] : "", " ", -1);
  guint n_words = g_strv_length (words);
  const char *rest = strchr (request, '\n');

  if (n_words == 1 && g_str_equal (words[0], "tidy"))
    return tidy (self, error);
  if (n_words == 2 && is_interface (words[1]) && g_str_equal (words[0], "clear"))
    return clear (self, words[1], error);
  if (n_words == 2 && is_interface (words[1]) && g_str_equal (words[0], "set") && rest && are_lines (lines + 1))
    return set (self, words[1], rest + 1, error);
  g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "this is no request");
  return FALSE;
}
