/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From an error to what a person and a script see of it. */
#include "dialctl-error.h"

#include <gio/gio.h>

#include "dialctl-text.h"
#include "dialer-error.h"

static DialctlExit
exit_of_dialer_error (DialerError code)
{
  switch (code)
    {
    case DIALER_ERROR_INVALID_ARGUMENT:
      return DIALCTL_EXIT_USAGE;
    case DIALER_ERROR_NOT_FOUND:
      return DIALCTL_EXIT_NOT_FOUND;
    case DIALER_ERROR_NOT_AUTHORIZED:
      return DIALCTL_EXIT_NOT_AUTHORIZED;
    case DIALER_ERROR_LINE_FAILED:
      return DIALCTL_EXIT_LINE;
    case DIALER_ERROR_LOGIN_FAILED:
      return DIALCTL_EXIT_LOGIN;
    case DIALER_ERROR_TIMED_OUT:
      return DIALCTL_EXIT_TIMED_OUT;
    case DIALER_ERROR_FAILED:
    case DIALER_ERROR_EXISTS:
    case DIALER_ERROR_BUSY:
    case DIALER_ERROR_SECRETS_UNAVAILABLE:
    case DIALER_ERROR_CANCELLED:
    case DIALER_ERROR_SECRETS_LOCKED:
    case DIALER_ERROR_SECRETS_WRONG_KEY:
    case DIALER_ERROR_SECRETS_DAMAGED:
    case DIALER_ERROR_NO_SPACE:
      return DIALCTL_EXIT_FAILED;
    }
  return DIALCTL_EXIT_FAILED;
}

#define FREEDESKTOP "org.freedesktop.DBus.Error."

/* What bus, polkit and activation say, by the beginnings of their names. */
static const struct
{
  const char *name;
  DialctlExit exit;
} bus_errors[] = {
  { FREEDESKTOP "AccessDenied", DIALCTL_EXIT_NOT_AUTHORIZED },
  { FREEDESKTOP "AuthFailed", DIALCTL_EXIT_NOT_AUTHORIZED },
  { FREEDESKTOP "InteractiveAuthorizationRequired", DIALCTL_EXIT_NOT_AUTHORIZED },
  { "org.freedesktop.PolicyKit1.Error.NotAuthorized", DIALCTL_EXIT_NOT_AUTHORIZED },
  { FREEDESKTOP "UnknownObject", DIALCTL_EXIT_NOT_FOUND },
  { FREEDESKTOP "Time", DIALCTL_EXIT_TIMED_OUT }, /* TimedOut and Timeout */
  { FREEDESKTOP "ServiceUnknown", DIALCTL_EXIT_UNREACHABLE },
  { FREEDESKTOP "NameHasNoOwner", DIALCTL_EXIT_UNREACHABLE },
  { FREEDESKTOP "NoReply", DIALCTL_EXIT_UNREACHABLE },
  { FREEDESKTOP "NoServer", DIALCTL_EXIT_UNREACHABLE },
  { FREEDESKTOP "Disconnected", DIALCTL_EXIT_UNREACHABLE },
  { FREEDESKTOP "Spawn.", DIALCTL_EXIT_UNREACHABLE },
  { "org.freedesktop.systemd1.", DIALCTL_EXIT_UNREACHABLE }, /* the unit is masked, or could not be loaded */
};

static DialctlExit
exit_of_bus_error (const GError *error)
{
  g_autofree char *remote = g_dbus_error_get_remote_error (error);
  g_autofree char *name = remote != NULL ? g_steal_pointer (&remote) : g_dbus_error_encode_gerror (error);

  for (guint i = 0; i < G_N_ELEMENTS (bus_errors); i++)
    {
      if (g_str_has_prefix (name, bus_errors[i].name))
        return bus_errors[i].exit;
    }
  return DIALCTL_EXIT_FAILED;
}

DialctlExit
dialctl_error_get_exit (const GError *error)
{
  if (error->domain == G_OPTION_ERROR || error->domain == G_KEY_FILE_ERROR)
    return DIALCTL_EXIT_USAGE;
  if (error->domain == DIALER_ERROR)
    return exit_of_dialer_error ((DialerError) error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return DIALCTL_EXIT_TIMED_OUT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return DIALCTL_EXIT_UNREACHABLE;
  return exit_of_bus_error (error);
}

/* What to do about failures of the service's that have an exit status in common. */
static const struct
{
  DialerError code;
  const char *advice;
} failures[] = {
  { DIALER_ERROR_EXISTS, "Choose another name; 'dialctl profile list' and 'dialctl modem list' show those taken." },
  { DIALER_ERROR_BUSY, "See 'dialctl status' for who uses it; 'dialctl hangup NAME' ends a session." },
  { DIALER_ERROR_SECRETS_LOCKED, "'journalctl -u dialerd-key' tells why.  Restore the key from a backup and restart "
                                 "dialerd, or begin anew with 'dialctl secret reset'." },
  { DIALER_ERROR_SECRETS_WRONG_KEY, "Restore key or secrets from a backup and restart dialerd, or begin anew with "
                                    "'dialctl secret reset'." },
  { DIALER_ERROR_SECRETS_DAMAGED, "Restore the secrets from a backup and restart dialerd, or begin anew with "
                                  "'dialctl secret reset'." },
  { DIALER_ERROR_NO_SPACE, "Make room on the disk of /var/lib/dialer, and try again." },
};

static const char *
get_advice_for_failure (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_error_matches (error, DIALER_ERROR, (int) failures[i].code))
      return failures[i].advice;
  return "See 'journalctl -u dialerd' for what happened.";
}

static const char *
get_advice (const GError *error)
{
  switch (dialctl_error_get_exit (error))
    {
    case DIALCTL_EXIT_USAGE:
      return "See 'dialctl profile keys' for all keys and values.";
    case DIALCTL_EXIT_NOT_AUTHORIZED:
      return "Ask an administrator, or do it with sudo.";
    case DIALCTL_EXIT_NOT_FOUND:
      return "See 'dialctl profile list' and 'dialctl status' for what there is.";
    case DIALCTL_EXIT_LINE:
      return "See 'dialctl modem list' for the modems, and try again.";
    case DIALCTL_EXIT_LOGIN:
      return "Set the password anew with 'dialctl secret set NAME', and check ppp.user.";
    case DIALCTL_EXIT_TIMED_OUT:
      return "Try again; 'journalctl -u dialerd' tells how far it got.";
    case DIALCTL_EXIT_UNREACHABLE:
      return "Try 'systemctl start dialerd'; 'journalctl -u dialerd' tells why it is not running.";
    case DIALCTL_EXIT_DONE:
    case DIALCTL_EXIT_FAILED:
      break;
    }
  return get_advice_for_failure (error);
}

char *
dialctl_error_format (const GError *error)
{
  g_autoptr (GError) stripped = g_error_copy (error);
  g_auto (GStrv) lines = NULL;

  g_dbus_error_strip_remote_error (stripped);
  lines = g_strsplit (stripped->message, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = dialctl_text_make_printable (lines[i]);

      g_free (lines[i]);
      lines[i] = line;
    }

  if (g_strv_length (lines) > 1)
    return g_strjoinv ("\n", lines);
  return g_strconcat (stripped->message[0] != '\0' ? lines[0] : "it failed", "\n", get_advice (error), NULL);
}

void
dialctl_error_prefix (GError **error, const char *what)
{
  /* GDBus knows its own prefix only at the very front. */
  g_dbus_error_strip_remote_error (*error);
  g_prefix_error (error, "%s: ", what);
}
