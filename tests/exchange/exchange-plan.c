/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads the numbering plan; an unknown key is an error, lest a slip of the pen be a strange test result. */
#include "exchange-plan.h"

#include <arpa/inet.h>
#include <string.h>

struct _ExchangePlan
{
  GPtrArray *numbers; /* of ExchangeNumber */
  GPtrArray *lines;
  GPtrArray *apns;
  ExchangeNumber *otherwise;
};

static const char *const answers[] = {
  [EXCHANGE_ANSWER_PPP] = "ppp",
  [EXCHANGE_ANSWER_LOGIN] = "login",
  [EXCHANGE_ANSWER_SILENT] = "silent",
  [EXCHANGE_ANSWER_TEXT] = "text",
  [EXCHANGE_ANSWER_HANGUP] = "hangup",
  [EXCHANGE_ANSWER_REFUSE_LCP] = "refuse-lcp",
  [EXCHANGE_ANSWER_BUSY] = "busy",
  [EXCHANGE_ANSWER_NO_ANSWER] = "no-answer",
  [EXCHANGE_ANSWER_NO_DIALTONE] = "no-dialtone",
  [EXCHANGE_ANSWER_VOICE] = "voice",
  [EXCHANGE_ANSWER_NO_CARRIER] = "no-carrier",
  [EXCHANGE_ANSWER_DELAYED] = "delayed",
  [EXCHANGE_ANSWER_BLACKLISTED] = "blacklisted",
  [EXCHANGE_ANSWER_FCERROR] = "fcerror",
  [EXCHANGE_ANSWER_ERROR] = "error",
};

static const char *const handshakes[] = { "none", "windows", NULL };
static const char *const booleans[] = { "no", "yes", NULL };
static const char *const echoes[] = { "no", "yes", "broken", NULL };
static const char *const auths[] = { "none", "pap", "chap", "mschap", "mschapv2", "eap", NULL };

/* Where a key's value goes; times are written in seconds and kept in milliseconds. */
typedef enum
{
  TEXT,
  NUMBER,
  SECONDS,
} Kind;

#define AMOUNT_MAX 1000000
#define PLACE(field) G_STRUCT_OFFSET (ExchangeNumber, field)

static const struct
{
  const char *key;
  Kind kind;
  gsize place;
  const char *const *values; /* those allowed, or NULL */
} keys[] = {
  { "connect", TEXT, PLACE (connect) },
  { "delay", SECONDS, PLACE (delay_ms) },
  { "carrier-lost-after", SECONDS, PLACE (carrier_lost_after_ms) },
  { "stop-echo-after", SECONDS, PLACE (stop_echo_after_ms) },
  { "terminate-after", SECONDS, PLACE (terminate_after_ms) },
  { "garbage-before", NUMBER, PLACE (garbage_before) },
  { "garbage-after", NUMBER, PLACE (garbage_after) },
  { "speed", NUMBER, PLACE (quality.speed) },
  { "latency", NUMBER, PLACE (quality.latency_ms) },
  { "jitter", NUMBER, PLACE (quality.jitter_ms) },
  { "bit-errors", NUMBER, PLACE (quality.bit_errors) },
  { "buffer", NUMBER, PLACE (buffer) },
  { "auth", TEXT, PLACE (auth), auths },
  { "accounts", TEXT, PLACE (accounts) },
  { "server-name", TEXT, PLACE (server_name) },
  { "local", TEXT, PLACE (local) },
  { "remote", TEXT, PLACE (remote) },
  { "dns", TEXT, PLACE (dns) },
  { "options", TEXT, PLACE (options) },
  { "banner", TEXT, PLACE (banner) },
  { "banner-after", SECONDS, PLACE (banner_after_ms) },
  { "login-prompt", TEXT, PLACE (login_prompt) },
  { "password-prompt", TEXT, PLACE (password_prompt) },
  { "echo-password", TEXT, PLACE (echo_password), echoes },
  { "ask-again", TEXT, PLACE (ask_again), booleans },
  { "menu-prompt", TEXT, PLACE (menu_prompt) },
  { "handshake", TEXT, PLACE (handshake), handshakes },
};

static void
number_free (gpointer data)
{
  ExchangeNumber *number = data;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].kind == TEXT)
      g_free (G_STRUCT_MEMBER (char *, number, keys[i].place));
  g_free (number->pattern);
  g_free (number);
}

static ExchangeNumber *
number_new (const char *pattern)
{
  ExchangeNumber *number = g_new0 (ExchangeNumber, 1);

  number->pattern = g_strdup (pattern);
  number->connect = g_strdup ("CONNECT 33600");
  number->auth = g_strdup ("none");
  number->accounts = g_strdup ("joe:secret");
  number->server_name = g_strdup ("isp");
  number->local = g_strdup ("198.51.100.1");
  number->remote = g_strdup ("198.51.100.2");
  number->dns = g_strdup ("");
  number->options = g_strdup ("");
  number->banner = g_strdup ("Welcome to the exchange");
  number->login_prompt = g_strdup ("login: ");
  number->password_prompt = g_strdup ("Password: ");
  number->echo_password = g_strdup ("no");
  number->ask_again = g_strdup ("no");
  number->menu_prompt = g_strdup ("");
  number->handshake = g_strdup ("none");
  return number;
}

static gboolean
set_answer (ExchangeNumber *number, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i], value))
      {
        number->answer = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_key (ExchangeNumber *number, const char *key, const char *value)
{
  char *end;
  double amount = g_ascii_strtod (value, &end);

  if (g_str_equal (key, "answer"))
    return set_answer (number, value);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (!g_str_equal (keys[i].key, key))
        continue;
      if (keys[i].values && !g_strv_contains (keys[i].values, value))
        return FALSE;
      if (keys[i].kind == TEXT)
        {
          g_free (G_STRUCT_MEMBER (char *, number, keys[i].place));
          G_STRUCT_MEMBER (char *, number, keys[i].place) = g_strdup (value);
          return TRUE;
        }
      if (end == value || *end != '\0' || !(amount >= 0 && amount <= AMOUNT_MAX))
        return FALSE;
      G_STRUCT_MEMBER (guint, number, keys[i].place) = keys[i].kind == SECONDS ? amount * 1000 : amount;
      return TRUE;
    }
  return FALSE;
}

static gboolean
load_section (GKeyFile *file, const char *section, ExchangeNumber *number, GError **error)
{
  g_auto (GStrv) found = g_key_file_get_keys (file, section, NULL, error);

  for (guint i = 0; found && found[i]; i++)
    {
      g_autofree char *value = g_key_file_get_string (file, section, found[i], NULL);

      if (value && set_key (number, found[i], value))
        continue;
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                   "[%s] %s=%s: no such key, or no such value for it; see the README", section, found[i],
                   value);
      return FALSE;
    }
  return found != NULL;
}

/* The kinds of sections that have a name, and where they are kept. */
static GPtrArray *
find_list (ExchangePlan *self, const char *section, const char **name)
{
  const struct
  {
    const char *prefix;
    GPtrArray *list;
  } kinds[] = { { "number ", self->numbers }, { "line ", self->lines }, { "apn ", self->apns } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (section, kinds[i].prefix))
      {
        *name = section + strlen (kinds[i].prefix);
        return kinds[i].list;
      }
  return NULL;
}

static gboolean
add_section (ExchangePlan *self, GKeyFile *file, const char *section, GError **error)
{
  const char *name = "";
  GPtrArray *list = find_list (self, section, &name);
  ExchangeNumber *number;

  if (list == NULL && !g_str_equal (section, "default"))
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                   "[%s]: there are [number N], [apn NAME], [line NAME] and [default]", section);
      return FALSE;
    }
  number = number_new (name);
  if (list == self->apns)
    {
      g_free (number->connect);
      number->connect = g_strdup ("CONNECT 7200000");
    }
  if (list)
    g_ptr_array_add (list, number);
  else
    self->otherwise = number;
  return load_section (file, section, number, error);
}

ExchangePlan *
exchange_plan_parse (const char *text, GError **error)
{
  g_autoptr (ExchangePlan) self = g_new0 (ExchangePlan, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) sections = NULL;

  self->numbers = g_ptr_array_new_with_free_func (number_free);
  self->lines = g_ptr_array_new_with_free_func (number_free);
  self->apns = g_ptr_array_new_with_free_func (number_free);
  if (!g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, error))
    return NULL;
  sections = g_key_file_get_groups (file, NULL);
  for (guint i = 0; sections[i]; i++)
    if (!add_section (self, file, sections[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

ExchangePlan *
exchange_plan_load (const char *file, GError **error)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (file, &text, NULL, error) ? exchange_plan_parse (text, error) : NULL;
}

void
exchange_plan_free (ExchangePlan *self)
{
  g_ptr_array_unref (self->numbers);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->apns);
  g_clear_pointer (&self->otherwise, number_free);
  g_free (self);
}

static gboolean
fits (const char *pattern, const char *dialled)
{
  gsize length = strlen (pattern);

  if (length && pattern[length - 1] == '*')
    return strncmp (pattern, dialled, length - 1) == 0;
  return g_str_equal (pattern, dialled);
}

const ExchangeNumber *
exchange_plan_find_number (ExchangePlan *self, const char *dialled)
{
  const ExchangeNumber *best = self->otherwise;

  for (guint i = 0; i < self->numbers->len; i++)
    {
      const ExchangeNumber *number = self->numbers->pdata[i];

      if (fits (number->pattern, dialled) && strlen (number->pattern) > (best ? strlen (best->pattern) : 0))
        best = number;
    }
  return best;
}

const ExchangeNumber *
exchange_plan_find_line (ExchangePlan *self, const char *name)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_str_equal (((ExchangeNumber *) self->lines->pdata[i])->pattern, name))
      return self->lines->pdata[i];
  return NULL;
}

const ExchangeNumber *
exchange_plan_find_apn (ExchangePlan *self, const char *name)
{
  for (guint i = 0; i < self->apns->len; i++)
    if (g_ascii_strcasecmp (((ExchangeNumber *) self->apns->pdata[i])->pattern, name) == 0)
      return self->apns->pdata[i];
  return NULL;
}

/* Neither may be the first or the last of it: those are the network's own and its broadcast's. */
guint
exchange_plan_get_prefix (const ExchangeNumber *number)
{
  guint32 local = ntohl (inet_addr (number->local)), remote = ntohl (inet_addr (number->remote));

  for (guint prefix = 30; prefix > 1; prefix--)
    {
      guint32 hosts = G_MAXUINT32 >> prefix;

      if ((local & ~hosts) == (remote & ~hosts) && (local & hosts) % hosts && (remote & hosts) % hosts)
        return prefix;
    }
  return 1;
}

char *
exchange_plan_format_mask (const ExchangeNumber *number)
{
  guint32 mask = ~(G_MAXUINT32 >> exchange_plan_get_prefix (number));

  return g_strdup_printf ("%u.%u.%u.%u", mask >> 24, mask >> 16 & 0xff, mask >> 8 & 0xff, mask & 0xff);
}

gboolean
exchange_plan_admits (const ExchangeNumber *number, const char *user, const char *password)
{
  g_auto (GStrv) accounts = g_strsplit (number->accounts, ";", -1);
  g_autofree char *account = g_strconcat (user ? user : "", ":", password ? password : "", NULL);

  return g_str_equal (number->auth, "none") || g_strv_contains ((const char *const *) accounts, account);
}
