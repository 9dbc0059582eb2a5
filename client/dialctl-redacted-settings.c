/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A table of keys; a key that is not in it may be anything. */
#include "dialctl-redacted-settings.h"

#include <string.h>

/* What stands for something of which not even the kind is told. */
#define LEFT_OUT "(left out)"

typedef char *(*Mask) (DialctlRedaction *redaction, const char *value);

/* One of a choice, a number, a time, a path: but it may still name somebody. */
static char *
mask_plain (DialctlRedaction *redaction, const char *value)
{
  return dialctl_redaction_apply (redaction, value);
}

static char *
mask_foreign (DialctlRedaction *redaction, const char *value)
{
  return dialctl_redaction_apply_foreign (redaction, value);
}

/* Drawn by lot: its digits are no number. */
static char *
mask_id (DialctlRedaction *redaction, const char *value)
{
  return g_uuid_string_is_valid (value) ? g_strdup (value) : dialctl_redaction_apply (redaction, value);
}

static char *
leave_out (DialctlRedaction *redaction, const char *value)
{
  return g_strdup (*value != '\0' ? LEFT_OUT : "");
}

static char *
mask_list (DialctlRedaction *redaction, DialctlRedactionKind kind, const char *value)
{
  g_auto (GStrv) members = g_strsplit (value, ";", -1);

  for (guint i = 0; members[i] != NULL; i++)
    {
      char *masked = dialctl_redaction_mask (redaction, kind, members[i]);

      g_free (members[i]);
      members[i] = masked;
    }
  return g_strjoinv (";", members);
}

static char *
mask_numbers (DialctlRedaction *redaction, const char *value)
{
  return mask_list (redaction, DIALCTL_REDACTION_NUMBER, value);
}

static char *
mask_user (DialctlRedaction *redaction, const char *value)
{
  return dialctl_redaction_mask (redaction, DIALCTL_REDACTION_USER, value);
}

static char *
mask_users (DialctlRedaction *redaction, const char *value)
{
  return mask_list (redaction, DIALCTL_REDACTION_USER, value);
}

static char *
mask_host (DialctlRedaction *redaction, const char *value)
{
  return dialctl_redaction_mask (redaction, DIALCTL_REDACTION_HOST, value);
}

static char *
mask_hosts (DialctlRedaction *redaction, const char *value)
{
  return mask_list (redaction, DIALCTL_REDACTION_HOST, value);
}

/* Returns: (transfer full): @value with each text between quotes masked; one that does not end goes to the end. */
static char *
mask_quoted (DialctlRedaction *redaction, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "\"", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *masked = i % 2 == 1 ? dialctl_redaction_mask (redaction, DIALCTL_REDACTION_TEXT, parts[i])
                                : dialctl_redaction_apply (redaction, parts[i]);

      g_free (parts[i]);
      parts[i] = masked;
    }
  return g_strjoinv ("\"", parts);
}

/* A PIN has four digits or more, and an access point and its password stand between quotes. */
static char *
mask_commands (DialctlRedaction *redaction, const char *value)
{
  g_autoptr (GRegex) argument = g_regex_new ("\"[^\"]*\"?|(?<==)[0-9]{4,}", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (argument, value, -1, 0, LEFT_OUT, 0, NULL);

  return dialctl_redaction_apply (redaction, plain);
}

/* With or without quotes; a name of ours, such as $user, says nothing. */
static char *
mask_sent (DialctlRedaction *redaction, const char *text)
{
  if (strchr (text, '"') != NULL)
    return mask_quoted (redaction, text);
  if (*text == '$')
    return dialctl_redaction_apply (redaction, text);
  return dialctl_redaction_mask (redaction, DIALCTL_REDACTION_TEXT, text);
}

/* What is waited for may be told, as what the far end says is; what is sent may be anything. */
static char *
mask_step (DialctlRedaction *redaction, const char *step)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (step));
  gsize length = strcspn (trimmed, " \t");
  g_autofree char *verb = g_strndup (trimmed, length);
  g_autofree char *sent = NULL;

  if (g_str_equal (verb, "expect"))
    return dialctl_redaction_apply_foreign (redaction, trimmed);
  if (!g_str_has_prefix (verb, "send"))
    return dialctl_redaction_apply (redaction, trimmed);
  sent = mask_sent (redaction, trimmed + length + strspn (trimmed + length, " \t"));
  return g_strconcat (g_str_equal (verb, "send-raw") ? verb : "send", " ", sent, NULL);
}

static char *
mask_script (DialctlRedaction *redaction, const char *value)
{
  g_auto (GStrv) steps = g_strsplit (value, "\n", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      char *masked = mask_step (redaction, steps[i]);

      g_free (steps[i]);
      steps[i] = masked;
    }
  return g_strjoinv ("\n", steps);
}

/* Words of pppd's that are followed by somebody's name. */
static char *
mask_words (DialctlRedaction *redaction, const char *value)
{
  static const char *const of_user[] = { "user", "name", NULL };
  static const char *const of_host[] = { "remotename", "domain", NULL };
  g_auto (GStrv) words = g_strsplit_set (value, " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *before = i > 0 ? words[i - 1] : "";
      char *masked;

      if (g_strv_contains (of_user, before))
        masked = dialctl_redaction_mask (redaction, DIALCTL_REDACTION_USER, words[i]);
      else if (g_strv_contains (of_host, before))
        masked = dialctl_redaction_mask (redaction, DIALCTL_REDACTION_HOST, words[i]);
      else
        masked = dialctl_redaction_apply (redaction, words[i]);
      g_free (words[i]);
      words[i] = masked;
    }
  return g_strjoinv (" ", words);
}

static const struct
{
  const char *path;
  Mask mask;
} keys[] = {
  { "profile.id", mask_id },
  { "profile.name", mask_plain },
  { "profile.owner", mask_plain },
  { "profile.users", mask_users },
  { "profile.note", leave_out },
  { "profile.inherits", mask_plain },
  { "profile.autoconnect", mask_plain },
  { "dial.numbers", mask_numbers },
  { "dial.prefix", mask_numbers },
  { "dial.command", mask_plain },
  { "dial.order", mask_plain },
  { "dial.carrier-timeout", mask_plain },
  { "dial.wait-dialtone", mask_plain },
  { "dial.init", mask_commands },
  { "dial.modem", mask_plain },
  { "dial.modem-wait", mask_plain },
  { "line.speed", mask_plain },
  { "line.flow-control", mask_plain },
  { "line.format", mask_plain },
  { "line.carrier-detect", mask_plain },
  { "line.diagnostics", mask_commands },
  { "line.handshake", mask_plain },
  { "line.queue", mask_plain },
  { "line.speaker", mask_plain },
  { "login.method", mask_plain },
  { "login.script", mask_script },
  { "login.login-prompt", mask_foreign },
  { "login.password-prompt", mask_foreign },
  { "login.timeout", mask_plain },
  { "ppp.user", mask_user },
  { "ppp.remote-name", mask_host },
  { "ppp.auth", mask_plain },
  { "ppp.mppe", mask_plain },
  { "ppp.mru", mask_plain },
  { "ppp.mtu", mask_plain },
  { "ppp.asyncmap", mask_plain },
  { "ppp.vj", mask_plain },
  { "ppp.compression", mask_plain },
  { "ppp.echo-interval", mask_plain },
  { "ppp.echo-failures", mask_plain },
  { "ppp.options", mask_words },
  { "ipv4.method", mask_plain },
  { "ipv4.address", mask_plain },
  { "ipv4.peer", mask_plain },
  { "ipv4.dns", mask_plain },
  { "ipv4.dns-search", mask_hosts },
  { "ipv4.default-route", mask_plain },
  { "ipv4.metric", mask_plain },
  { "ipv4.routes", mask_plain },
  { "ipv6.method", mask_plain },
  { "ipv6.default-route", mask_plain },
  { "ipv6.dns", mask_plain },
  { "probe.method", mask_plain },
  { "probe.host", mask_host },
  { "probe.port", mask_plain },
  { "probe.timeout", mask_plain },
  { "redial.attempts", mask_plain },
  { "redial.pause", mask_plain },
  { "redial.pause-max", mask_plain },
  { "redial.busy-pause", mask_plain },
  { "redial.reconnect", mask_plain },
  { "limit.idle", mask_plain },
  { "limit.duration", mask_plain },
  { "limit.data", mask_plain },
  { "limit.cost", mask_plain },
  { "limit.windows", mask_plain },
  { "limit.numbers", mask_numbers },
  { "cost.tariff", mask_foreign },
  { "cellular.apn", mask_host },
  { "cellular.number", mask_numbers },
  { "cellular.operator", mask_plain },
  { "cellular.roaming", mask_plain },
  { "secret.password", mask_plain },
  { "secret.pin", mask_plain },
  { "hooks.connected", mask_plain },
  { "hooks.disconnected", mask_plain },
};

static Mask
find (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (g_str_equal (keys[i].path, path))
        return keys[i].mask;
    }
  return NULL;
}

gboolean
dialctl_redacted_settings_knows (const char *path)
{
  return find (path) != NULL;
}

char *
dialctl_redacted_settings_mask (DialctlRedaction *redaction, const char *path, const char *value)
{
  Mask mask = find (path);
  g_autofree char *masked = mask != NULL ? mask (redaction, value) : leave_out (redaction, value);
  g_auto (GStrv) lines = g_strsplit (masked, "\n", -1);

  return g_strjoinv (" | ", lines);
}
