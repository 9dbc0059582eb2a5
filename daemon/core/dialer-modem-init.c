/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Modem initialisation: a list of commands, worked off one by one. */
#include "dialer-modem-init.h"

#include <string.h>

#include "dialer-error.h"

#define ANSWER_MS 1000    /* a healthy modem answers within some milliseconds */
#define COMMAND_MS 5000   /* ATZ and the like may take seconds */
#define TRIES 3
#define ESCAPE_GUARD_MS 1000
#define S7_MAX 255        /* V.250 6.3.10 */

/* Without these we could not understand the modem at all. */
#define VITAL "ATE0Q0V1"

typedef struct
{
  char *text;
  gboolean optional;
} Command;

typedef struct
{
  DialerChat *chat;
  DialerSettings *settings;
  GQueue *commands;
  guint tries;
  gboolean heard;   /* it has answered once */
  gboolean escaped; /* we have tried to get it out of the data state */
} Init;

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->text);
  g_free (command);
}

static void
init_free (gpointer data)
{
  Init *init = data;

  g_object_unref (init->chat);
  dialer_settings_unref (init->settings);
  g_queue_free_full (init->commands, command_free);
  g_free (init);
}

static Command *
command_new (const char *text, gboolean optional)
{
  Command *command = g_new0 (Command, 1);

  command->text = g_strdup (text);
  command->optional = optional;
  return command;
}

static void
add_command (Init *init, gboolean optional, const char *text)
{
  g_queue_push_tail (init->commands, command_new (text, optional));
}

static const char *
get_speaker_command (DialerSettings *settings)
{
  const char *speaker = dialer_settings_get (settings, "line.speaker");

  if (g_str_equal (speaker, "off"))
    return "M0";
  return g_str_equal (speaker, "on") ? "M2" : "M1";
}

static GPtrArray *
list_default_commands (DialerSettings *settings)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  guint timeout = MIN (dialer_settings_get_uint (settings, "dial.carrier-timeout"), S7_MAX);

  /* X3: dial blindly, but tell of BUSY (V.250 6.3.5). */
  g_ptr_array_add (list, g_strdup (dialer_settings_get_boolean (settings, "dial.wait-dialtone") ? "X4" : "X3"));
  g_ptr_array_add (list, g_strdup (get_speaker_command (settings)));
  if (dialer_settings_get_boolean (settings, "line.carrier-detect"))
    g_ptr_array_add (list, g_strdup ("&C1"));
  g_ptr_array_add (list, g_strdup ("&D2"));
  g_ptr_array_add (list, g_strdup ("S0=0"));
  if (timeout > 0)
    g_ptr_array_add (list, g_strdup_printf ("S7=%u", timeout));
  return list;
}

static void
add_default_commands (Init *init)
{
  g_autoptr (GPtrArray) list = list_default_commands (init->settings);
  g_autoptr (GString) line = g_string_new (VITAL);

  for (guint i = 0; i < list->len; i++)
    g_string_append (line, list->pdata[i]);
  add_command (init, TRUE, line->str);
}

/* What is left to do when the modem refused the one line with all of it. */
static void
add_default_commands_singly (Init *init)
{
  g_autoptr (GPtrArray) list = list_default_commands (init->settings);

  add_command (init, FALSE, VITAL);
  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *line = g_strconcat ("AT", list->pdata[i], NULL);

      add_command (init, TRUE, line);
    }
}

static void
add_custom_commands (Init *init, GStrv custom)
{
  add_command (init, FALSE, VITAL);
  for (guint i = 0; custom[i]; i++)
    add_command (init, FALSE, custom[i]);
  /* ATZ and AT&F, and whatever a stored profile says, undo what we live by. */
  add_command (init, FALSE, VITAL);
}

/* The packet data context that the number of a cellular modem calls (3GPP TS 27.007 10.1.1). */
static void
add_context (Init *init)
{
  const char *apn = dialer_settings_get (init->settings, "cellular.apn");
  g_autofree char *command = g_strdup_printf ("AT+CGDCONT=1,\"IP\",\"%s\"", apn);

  if (*apn)
    add_command (init, FALSE, command);
}

static void
add_commands (Init *init)
{
  g_auto (GStrv) custom = dialer_settings_get_list (init->settings, "dial.init");

  if (custom[0])
    add_custom_commands (init, custom);
  else
    add_default_commands (init);
  add_context (init);
}

static void send_next (GTask *task);

static void
on_escaped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Init *init = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  dialer_chat_reply_free (dialer_chat_escape_finish (DIALER_CHAT (source), result, &error));
  if (error && !g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* The call that somebody left behind would go on: end it before anything else. */
  g_queue_push_head (init->commands, command_new ("ATH", TRUE));
  init->tries = 0;
  send_next (task);
}

/* Silence: it may be autobauding, in a command, or still in the data state of a call that another program left. */
static void
handle_silence (GTask *task, GError *error)
{
  Init *init = g_task_get_task_data (task);

  if (init->heard || (init->escaped && init->tries >= TRIES))
    {
      g_task_return_error (task, error);
      return;
    }
  if (init->tries < TRIES)
    {
      g_error_free (error);
      send_next (task);
      return;
    }
  g_error_free (error);
  init->escaped = TRUE;
  dialer_chat_escape_async (init->chat, ESCAPE_GUARD_MS, g_task_get_cancellable (task), on_escaped,
                            g_object_ref (task));
}

static gboolean
handle_refusal (GTask *task, const Command *command, const DialerChatReply *reply)
{
  Init *init = g_task_get_task_data (task);

  if (!command->optional)
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_LINE_FAILED, "the modem answered %s to %s",
                               reply->final, command->text);
      return FALSE;
    }
  if (g_str_has_prefix (command->text, VITAL))
    add_default_commands_singly (init);
  return TRUE;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Init *init = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, &error);
  Command *command;

  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    {
      handle_silence (task, error);
      return;
    }
  if (error)
    {
      g_task_return_error (task, error);
      return;
    }
  init->heard = TRUE;
  command = g_queue_pop_head (init->commands);
  if (reply->result == DIALER_AT_OK || handle_refusal (task, command, reply))
    send_next (task);
  command_free (command);
}

static void
send_next (GTask *task)
{
  Init *init = g_task_get_task_data (task);
  const Command *command = g_queue_peek_head (init->commands);

  if (command == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  init->tries++;
  dialer_chat_send_async (init->chat, command->text, init->heard ? COMMAND_MS : ANSWER_MS,
                          g_task_get_cancellable (task), on_answered, g_object_ref (task));
}

void
dialer_modem_init_async (DialerChat *chat, DialerSettings *settings, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Init *init = g_new0 (Init, 1);

  init->chat = g_object_ref (chat);
  init->settings = dialer_settings_ref (settings);
  init->commands = g_queue_new ();
  g_task_set_task_data (task, init, init_free);
  add_commands (init);
  send_next (task);
}

GStrv
dialer_modem_init_list (DialerSettings *settings)
{
  Init init = { .settings = settings, .commands = g_queue_new () };
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  add_commands (&init);
  for (GList *link = init.commands->head; link; link = link->next)
    g_ptr_array_add (list, g_strdup (((const Command *) link->data)->text));
  g_queue_free_full (init.commands, command_free);
  g_ptr_array_add (list, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

gboolean
dialer_modem_init_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
