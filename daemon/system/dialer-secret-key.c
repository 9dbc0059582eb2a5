/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The key is read straight into a locked page, and from there straight into libsecret. */
#include "dialer-secret-key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-locked-page.h"

#define KEY_MIN 32  /* 24 random bytes in base64; systemd hands over "none" when there is no key */

/* Not g_file_get_contents(): what it allocates can't be wiped for sure. */
static gssize
read_file (const char *path, char *buffer, gsize size)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gsize length = 0;
  gssize n;

  if (fd < 0)
    return -1;
  do
    {
      n = TEMP_FAILURE_RETRY (read (fd, buffer + length, size - length));
      length += MAX (n, 0);
    }
  while (n > 0 && length < size);
  close (fd);
  return n < 0 ? -1 : (gssize) length;
}

static gboolean
is_key (const char *bytes, gsize length)
{
  return length >= KEY_MIN && !memchr (bytes, 0, length);
}

char *
dialer_secret_key_export (const char *path, const char *variable, GError **error)
{
  gsize offset = strlen (variable) + 1;
  gsize room = dialer_locked_page_size () - offset - 1;
  char *page = dialer_locked_page_new ();
  gssize length;

  g_snprintf (page, offset + 1, "%s=", variable);
  length = read_file (path, page + offset, room);
  while (length > 0 && g_ascii_isspace (page[offset + length - 1]))
    page[offset + --length] = 0;

  if (length >= 0 && is_key (page + offset, length))
    {
      putenv (page);  /* setenv() would make a copy, which nobody can wipe */
      return page;
    }
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_SECRETS_LOCKED, "there is no key for them (%s: %s)",
               path, length < 0 ? g_strerror (errno) : "holds no key");
  dialer_locked_page_free (page);
  return NULL;
}

void
dialer_secret_key_withdraw (char *key, const char *variable)
{
  unsetenv (variable);
  dialer_locked_page_free (key);
}
