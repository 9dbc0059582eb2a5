/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl report: what a bug report needs, without what is nobody's business. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "dialctl-call-choice.h"
#include "dialctl-call.h"
#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-json.h"
#include "dialctl-report-daemon.h"
#include "dialctl-report-system.h"
#include "dialer-error.h"

/* Around the call, in seconds: why it was made, and what its end led to. */
#define BEFORE 30
#define AFTER 60
#define WITHOUT_CALL (60 * 60)

#define PRIVATE 0600

static void
add_head (DialctlReport *report)
{
  static const char *const lines[] = {
    "It holds: versions; modems; sessions; profiles with their settings; the last calls; what was said in one of them;",
    "and what the service wrote to the journal then.",
    "Telephone numbers, names of users and hosts, addresses, and what was typed in a login are replaced, equal ones by",
    "the same word, such as number-1.  Passwords and PINs were never in it.",
    "Names of profiles, ids of modems, times and costs are as they are.",
    "READ IT BEFORE YOU SEND IT: no program knows all that is private to you.",
  };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%F %R UTC");

  dialctl_report_begin (report, "A report on dialer, for its maintainers");
  dialctl_report_add (report, "made by 'dialctl report' on %s", time);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    dialctl_report_add (report, "%s", lines[i]);
}

/* Returns: (transfer full): NULL when there was no call; that is no error unless one was asked for. */
static char *
find_call (DialctlContext *context, const char *call, GError **error)
{
  char *nobody[] = { NULL };
  g_autoptr (GError) cause = NULL;
  char *id = dialctl_call_choice_find (context, nobody, call != NULL ? call : "1", &cause);

  if (cause != NULL && (call != NULL || !g_error_matches (cause, DIALER_ERROR, DIALER_ERROR_NOT_FOUND)))
    g_propagate_error (error, g_steal_pointer (&cause));
  return id;
}

static void
add_journal (DialctlReport *report, GVariant *call)
{
  guint64 now = (guint64) (g_get_real_time () / G_USEC_PER_SEC);
  guint64 begin = call != NULL ? dialctl_call_get_number (call, "started") - BEFORE : now - WITHOUT_CALL;
  guint64 end = dialctl_call_get_number (call, "ended");

  dialctl_report_add_journal (report, begin, end != 0 ? end + AFTER : 0,
                              call != NULL ? dialctl_call_get_string (call, "id") : NULL);
}

/* All that is known is learnt before anything is written. */
static gboolean
fill (DialctlReport *report, DialctlContext *context, const char *call, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *id = find_call (context, call, &cause);
  g_autoptr (DialctlReportFacts) facts = NULL;

  if (cause == NULL)
    facts = dialctl_report_facts_new (context, id, &cause);
  if (facts == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  dialctl_report_facts_learn (facts, report);
  add_head (report);
  dialctl_report_add_versions (report, context->bus);
  dialctl_report_facts_add (facts, report);
  add_journal (report, dialctl_report_facts_get_call (facts));
  return TRUE;
}

/* Why it can't be reached may be what is reported. */
static void
fill_without_daemon (DialctlReport *report, const GError *why)
{
  g_autofree char *message = dialctl_error_format (why);
  g_autofree char *masked = dialctl_redaction_apply (dialctl_report_get_redaction (report), message);

  add_head (report);
  dialctl_report_add_versions (report, NULL);
  dialctl_report_begin (report, "dialerd can't be reached");
  dialctl_report_add (report, "%s", masked);
  add_journal (report, NULL);
}

/* Without the service there is no call to be chosen. */
static DialctlReport *
make (DialctlContext *context, const char *call, GError **error)
{
  g_autoptr (DialctlReport) report = dialctl_report_new ();
  g_autoptr (GError) why = NULL;

  dialctl_report_learn_machine (report);
  if (dialctl_context_load (context, &why))
    return fill (report, context, call, error) ? g_steal_pointer (&report) : NULL;
  if (call != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  fill_without_daemon (report, why);
  return g_steal_pointer (&report);
}

/* Takes the name, if nobody has it. */
static gboolean
claim (const char *path, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, PRIVATE);
  int cause = errno;

  if (fd >= 0)
    return g_close (fd, error);
  if (cause == EEXIST)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_EXISTS,
                 "%s is there already\nGive another name, or --force to write over it.", path);
  else
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (cause), "%s can't be made: %s", path,
                 g_strerror (cause));
  return FALSE;
}

/* For its user alone, all of it or nothing. */
static gboolean
write_file (const char *path, const char *text, gboolean replace, GError **error)
{
  if (!replace && !claim (path, error))
    return FALSE;
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, PRIVATE, error))
    return TRUE;
  if (!replace)
    g_unlink (path);
  return FALSE;
}

static void
tell (DialctlContext *context, DialctlReport *report, const char *path, const char *text)
{
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "file", path);
      dialctl_json_add (object, "sections", dialctl_report_to_variant (report));
      dialctl_json_print_object (object);
      return;
    }
  if (path == NULL)
    {
      fputs (text, stdout);
      return;
    }
  dialctl_context_say (context, "Wrote %s, for your eyes only so far: versions, modems, profiles, the last calls, what "
                                "was said in one, and the journal.", path);
  dialctl_context_say (context, "Names, numbers and addresses in it are replaced; read it before you send it.");
}

gboolean
cmd_report (DialctlContext *context, GError **error)
{
  g_autofree char *call = NULL;
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "call", 'c', 0, G_OPTION_ARG_STRING, &call, "With the log of the call with this id, or so many before the newest",
      "N" },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, "Write over FILE if it is there", NULL },
    { NULL },
  };
  g_autoptr (DialctlReport) report = NULL;
  g_autofree char *text = NULL;

  if (!dialctl_context_parse (context, entries, error))
    return FALSE;
  if (call != NULL && !dialctl_call_choice_check (context, call, error))
    return FALSE;
  report = make (context, call, error);
  if (report == NULL)
    return FALSE;
  text = dialctl_report_to_text (report);
  if (context->words[0] != NULL && !write_file (context->words[0], text, force, error))
    return FALSE;
  tell (context, report, context->words[0], text);
  return TRUE;
}
