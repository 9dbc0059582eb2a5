/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The same command on another host, over ssh. */
#include "dialctl-remote.h"

#include <gio/gio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dialctl-child.h"

#define SSH_FAILED 255      /* ssh(1): "if an error occurred" */
#define SHELL_NOT_FOUND 127 /* the remote shell's word for "no such program" */

/* ssh hands its words to a shell over there, joined with blanks. */
static char *
quote_for_shell (char **arguments)
{
  GString *line = g_string_new ("dialctl");

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (arguments[i]);

      g_string_append_printf (line, " %s", quoted);
    }
  return g_string_free (line, FALSE);
}

gboolean
dialctl_remote_run (const char *host, char **arguments, int *exit_status, GError **error)
{
  g_autofree char *line = quote_for_shell (arguments);
  gboolean terminal = isatty (STDIN_FILENO) && isatty (STDOUT_FILENO);
  int wait_status;
  const char *argv[] = { "ssh", terminal ? "-t" : "-T", "--", host, line, NULL };

  if (*host == '\0' || *host == '-')
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "'%s' is no host\nTry 'dialctl --help'.",
                   host);
      return FALSE;
    }
  if (!dialctl_child_run ((char **) argv, &wait_status, error))
    return FALSE;
  *exit_status = WIFEXITED (wait_status) ? WEXITSTATUS (wait_status) : SSH_FAILED;
  if (*exit_status != SSH_FAILED && *exit_status != SHELL_NOT_FOUND)
    return TRUE;

  g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER, "%s\nTry 'ssh %s dialctl --version'.",
               *exit_status == SSH_FAILED ? "the host could not be reached"
                                          : "dialctl is not installed on the host",
               host);
  return FALSE;
}
