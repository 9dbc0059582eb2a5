/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks other programs; one that is not there, or not for the caller, is no error. */
#include "dialctl-report-system.h"

#include <string.h>
#include <sys/utsname.h>

#include "dialer-config.h"

#define JOURNAL_LINES "300"

void
dialctl_report_learn_machine (DialctlReport *report)
{
  DialctlRedaction *redaction = dialctl_report_get_redaction (report);
  const char *user = g_get_user_name ();
  const char *host = g_get_host_name ();

  /* Every machine has these. */
  if (!g_str_equal (user, "root"))
    dialctl_redaction_learn (redaction, DIALCTL_REDACTION_USER, user);
  if (!g_str_equal (host, "localhost"))
    dialctl_redaction_learn (redaction, DIALCTL_REDACTION_HOST, host);
}

/* Returns: (transfer full) (nullable): what it prints; %NULL if it can't be run. */
static char *
run (const char *const *words, GSubprocessFlags flags)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_PIPE | flags, NULL);
  g_autoptr (GBytes) output = NULL;

  if (process == NULL || !g_subprocess_communicate (process, NULL, NULL, &output, NULL, NULL))
    return NULL;
  return g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
}

/* pppd may be for members of a group only. */
static char *
ask_pppd (void)
{
  static const char *const words[] = { "/usr/sbin/pppd", "--version", NULL };
  char *answer = run (words, G_SUBPROCESS_FLAGS_STDERR_MERGE);

  return answer != NULL ? g_strdelimit (g_strchomp (answer), "\n", ' ') : NULL;
}

/* Not started for this. */
static char *
ask_modem_manager (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) version = NULL;

  if (connection == NULL)
    return NULL;
  answer = g_dbus_connection_call_sync (connection, "org.freedesktop.ModemManager1", "/org/freedesktop/ModemManager1",
                                        "org.freedesktop.DBus.Properties", "Get",
                                        g_variant_new ("(ss)", "org.freedesktop.ModemManager1", "Version"),
                                        G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(v)", &version);
  return g_variant_is_of_type (version, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (version, NULL) : NULL;
}

void
dialctl_report_add_versions (DialctlReport *report, DialctlBus *bus)
{
  const char *dialerd = bus != NULL ? dialer_dbus_manager_get_version (dialctl_bus_get_manager (bus)) : NULL;
  g_autofree char *pppd = ask_pppd ();
  g_autofree char *modem_manager = ask_modem_manager ();
  g_autofree char *distribution = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  struct utsname kernel = { 0 };

  (void) uname (&kernel);
  dialctl_report_begin (report, "Versions");
  dialctl_report_add (report, "dialctl: " DIALER_VERSION);
  dialctl_report_add (report, "dialerd: %s", dialerd != NULL ? dialerd : "?");
  dialctl_report_add (report, "pppd: %s", pppd != NULL && *pppd != '\0' ? pppd : "not to be run by you, or not there");
  dialctl_report_add (report, "ModemManager: %s", modem_manager != NULL ? modem_manager : "not running");
  dialctl_report_add (report, "kernel: %s %s, %s", kernel.sysname, kernel.release, kernel.machine);
  dialctl_report_add (report, "distribution: %s", distribution != NULL ? distribution : "?");
}

/* Returns: (transfer full): the lines that the two words choose; @more may be %NULL */
static char *
ask_journal (const char *word, const char *more)
{
  const char *words[] = {
    "journalctl", "--unit=dialerd.service", "--no-pager", "--quiet", "--no-hostname", "--output=short-iso",
    "--lines=" JOURNAL_LINES, word, more, NULL,
  };
  char *output = run (words, G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  return output != NULL ? output : g_strdup ("");
}

static char *
ask_journal_of_call (const char *id)
{
  g_autofree char *match = g_strconcat ("DIALER_CALL=", id, NULL);

  return ask_journal (match, NULL);
}

static gboolean
has_first_line_of (const char *text, const char *other)
{
  g_autofree char *first = g_strndup (other, strcspn (other, "\n"));

  return strstr (text, first) != NULL;
}

void
dialctl_report_add_journal (DialctlReport *report, guint64 since, guint64 until, const char *call)
{
  g_autofree char *from = g_strdup_printf ("--since=@%" G_GUINT64_FORMAT, since);
  g_autofree char *to = until != 0 ? g_strdup_printf ("--until=@%" G_GUINT64_FORMAT, until) : NULL;
  g_autofree char *by_time = ask_journal (from, to);
  g_autofree char *own = call != NULL ? ask_journal_of_call (call) : g_strdup ("");
  /* By time, for what was said of other things then; but if that lacks how the call began, the clock was set since, and
   * only the call's own lines can be told from others. */
  g_auto (GStrv) lines = g_strsplit (has_first_line_of (by_time, own) ? by_time : own, "\n", -1);

  dialctl_report_begin (report, "Journal of dialerd");
  if (lines[0] == NULL || *lines[0] == '\0')
    dialctl_report_add (report, "nothing that you may read; members of the group systemd-journal, and root, may");
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *masked
        = dialctl_redaction_apply_foreign (dialctl_report_get_redaction (report), lines[i]);

      dialctl_report_add (report, "%s", masked);
    }
}
