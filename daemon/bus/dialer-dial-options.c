/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Takes an a{sv} apart; an option that we do not know is an error, not a wish ignored. */
#include "dialer-dial-options.h"

#include "dialer-error.h"

static gboolean
take_terminal (DialerDialOptions *parsed, const char *name, GVariant *value, GUnixFDList *fds, GError **error)
{
  int fd;

  if (parsed->terminal)
    {
      g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "give step or terminal, once");
      return FALSE;
    }
  fd = fds ? g_unix_fd_list_get (fds, g_variant_get_handle (value), NULL) : -1;
  if (fd < 0)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s: no socket came with the message", name);
      return FALSE;
    }
  parsed->terminal = dialer_terminal_new (fd, g_str_equal (name, "terminal"), error);
  parsed->request.terminal = parsed->terminal;
  return parsed->terminal != NULL;
}

static gboolean
is_terminal (const char *name, GVariant *value)
{
  return (g_str_equal (name, "step") || g_str_equal (name, "terminal"))
         && g_variant_is_of_type (value, G_VARIANT_TYPE_HANDLE);
}

static gboolean
take_option (DialerDialOptions *parsed, const char *name, GVariant *value)
{
  if (g_str_equal (name, "number") && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    parsed->request.number = g_variant_get_string (value, NULL);
  else if (g_str_equal (name, "modem") && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    parsed->request.modem = g_variant_get_string (value, NULL);
  else if (g_str_equal (name, "interactive") && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    parsed->request.quiet = !g_variant_get_boolean (value);
  else if (g_str_equal (name, "wait") && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    parsed->wait = g_variant_get_boolean (value);
  else if (g_str_equal (name, "settings") && g_variant_is_of_type (value, G_VARIANT_TYPE ("a{sa{sv}}")))
    {
      g_clear_pointer (&parsed->request.settings, g_variant_unref);
      parsed->request.settings = g_variant_ref (value);
    }
  else
    return FALSE;
  return TRUE;
}

gboolean
dialer_dial_options_parse (DialerDialOptions *parsed, GVariant *options, GUnixFDList *fds, guint user,
                           GError **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *boxed;

  *parsed = (DialerDialOptions){ .request = { .user = user, .privileged = user == 0 }, .wait = TRUE };
  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &boxed))
    {
      g_autoptr (GVariant) value = boxed;

      if (take_option (parsed, name, value))
        continue;
      if (is_terminal (name, value))
        {
          if (!take_terminal (parsed, name, value, fds, error))
            return FALSE;
          continue;
        }
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "option %s of type %s: there are number (s), modem (s), wait (b), interactive (b), settings "
                   "(a{sa{sv}}), step (h) and terminal (h)", name, g_variant_get_type_string (value));
      return FALSE;
    }
  return TRUE;
}

void
dialer_dial_options_clear (DialerDialOptions *parsed)
{
  g_clear_pointer (&parsed->request.settings, g_variant_unref);
  g_clear_object (&parsed->terminal);
}
