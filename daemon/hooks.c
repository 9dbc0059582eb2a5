/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialerd-hooks: runs the hooks of one event, which systemd hands it a connection of. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "dialer-config.h"
#include "dialer-helper.h"
#include "dialer-hook-event.h"
#include "dialer-hook-program.h"

#define LIMIT_SECONDS 60 /* dialerd(8) tells it */
#define LEVEL_WARNING "<4>" /* sd-daemon(3) */

/* Held to the end: the hooks of a profile's next event wait for those of this one. */
static void
take_turn (const char *profile_id)
{
  const char *folder = g_getenv ("RUNTIME_DIRECTORY");
  g_autofree char *path = folder ? g_build_filename (folder, profile_id, NULL) : NULL;
  int fd = path ? open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;

  if (fd < 0 || flock (fd, LOCK_EX) < 0)
    g_printerr (LEVEL_WARNING "the hooks of %s may overlap\n", profile_id);
}

/* One that fails is told of, and keeps no other from its turn. */
static gboolean
run (const char *path, GStrv environment)
{
  g_autoptr (GError) error = NULL;

  if (dialer_hook_program_check (path, &error)
      && dialer_hook_program_run (path, (const char *const *) environment, LIMIT_SECONDS, &error))
    return TRUE;
  g_printerr (LEVEL_WARNING "hook failed: %s\n", error->message);
  return FALSE;
}

static gboolean
run_all (GStrv programs, const char *last, GStrv variables)
{
  g_auto (GStrv) environment = g_environ_setenv (g_strdupv (variables), "PATH",
                                                 "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", TRUE);
  gboolean good = TRUE;

  for (guint i = 0; programs[i]; i++)
    good &= run (programs[i], environment);
  return last ? run (last, environment) && good : good;
}

int
main (void)
{
  g_autofree char *text = dialer_helper_read (STDIN_FILENO, DIALER_HOOK_EVENT_MAX);
  g_autofree char *program = NULL;
  g_autofree char *profile_id = NULL;
  g_auto (GStrv) variables = text ? dialer_hook_event_parse (text, &program, &profile_id) : NULL;
  g_auto (GStrv) programs = dialer_hook_program_list (DIALER_HOOKS_DIR);

  if (variables == NULL)
    {
      g_printerr (LEVEL_WARNING "what came is no event\n");
      return EXIT_FAILURE;
    }
  take_turn (profile_id);
  return run_all (programs, program, variables) ? EXIT_SUCCESS : EXIT_FAILURE;
}
