/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asking a modem who it is: a fixed list of questions, each with a place for its answer. */
#include "dialer-identity.h"

#include <string.h>

#include "dialer-error.h"

#define SYNC_TRIES 3
#define SYNC_MS 1000
#define ANSWER_MS 2000

typedef struct
{
  DialerChat *chat;
  DialerIdentity *identity;
  GPtrArray *capabilities;
  guint question;
} Asking;

typedef struct
{
  const char *command;
  void (*take) (Asking *asking, const char *answer);
} Question;

DialerIdentity *
dialer_identity_new (void)
{
  DialerIdentity *self = g_new0 (DialerIdentity, 1);

  self->manufacturer = g_strdup ("");
  self->model = g_strdup ("");
  self->revision = g_strdup ("");
  self->capabilities = g_new0 (char *, 1);
  return self;
}

DialerIdentity *
dialer_identity_copy (const DialerIdentity *self)
{
  DialerIdentity *copy = g_new0 (DialerIdentity, 1);

  copy->manufacturer = g_strdup (self->manufacturer);
  copy->model = g_strdup (self->model);
  copy->revision = g_strdup (self->revision);
  copy->capabilities = g_strdupv (self->capabilities);
  return copy;
}

void
dialer_identity_free (DialerIdentity *self)
{
  g_free (self->manufacturer);
  g_free (self->model);
  g_free (self->revision);
  g_strfreev (self->capabilities);
  g_free (self);
}

static gboolean
has_any (const DialerIdentity *self, const char *const *prefixes)
{
  for (guint i = 0; self->capabilities[i]; i++)
    for (guint j = 0; prefixes[j]; j++)
      if (g_str_has_prefix (self->capabilities[i], prefixes[j]))
        return TRUE;
  return FALSE;
}

/* By the codes of +GCAP: those of cellular systems (3GPP TS 27.007, TIA IS-707), and those of fax, modulation,
 * error control and compression (V.250 6.1.9). */
gboolean
dialer_identity_is_voice (const DialerIdentity *self)
{
  static const char *const cellular[] = { "+CGSM", "+CIS", "+CLTE", NULL };
  static const char *const analog[] = { "+FCLASS", "+MS", "+ES", "+DS", NULL };

  if (has_any (self, cellular))
    return FALSE;
  /* Modems older than +GCAP have nothing but ATI. */
  return has_any (self, analog) || (self->capabilities[0] == NULL && *self->model);
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->chat);
  g_clear_pointer (&asking->identity, dialer_identity_free);
  g_ptr_array_unref (asking->capabilities);
  g_free (asking);
}

/* "+GMI: Conexant" and plain "Conexant" are both in use. */
static const char *
skip_prefix (const char *answer, const char *prefix)
{
  if (g_str_has_prefix (answer, prefix))
    answer += strlen (prefix);
  while (*answer == ':' || g_ascii_isspace (*answer))
    answer++;
  return answer;
}

static void
take_manufacturer (Asking *asking, const char *answer)
{
  g_free (asking->identity->manufacturer);
  asking->identity->manufacturer = g_strdup (skip_prefix (answer, "+GMI"));
}

static void
take_model (Asking *asking, const char *answer)
{
  g_free (asking->identity->model);
  asking->identity->model = g_strdup (skip_prefix (answer, "+GMM"));
}

static void
take_revision (Asking *asking, const char *answer)
{
  g_free (asking->identity->revision);
  asking->identity->revision = g_strdup (skip_prefix (answer, "+GMR"));
}

static void
take_information (Asking *asking, const char *answer)
{
  if (*asking->identity->model == '\0')
    take_model (asking, answer);
}

static void
take_capabilities (Asking *asking, const char *answer)
{
  g_auto (GStrv) parts = g_strsplit (skip_prefix (answer, "+GCAP"), ",", -1);

  for (guint i = 0; parts[i]; i++)
    if (*g_strstrip (parts[i]))
      g_ptr_array_add (asking->capabilities, g_strdup (parts[i]));
}

static void
take_classes (Asking *asking, const char *answer)
{
  const char *classes = skip_prefix (answer, "+FCLASS");

  g_ptr_array_add (asking->capabilities, g_strconcat ("+FCLASS:", classes, NULL));
}

static const Question questions[] = {
  { "AT+GMI", take_manufacturer },
  { "AT+GMM", take_model },
  { "ATI", take_information },
  { "AT+GMR", take_revision },
  { "AT+GCAP", take_capabilities },
  { "AT+FCLASS=?", take_classes },
};

static void ask_next (GTask *task);

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, &error);

  /* A modem that does not know a question, or says nothing to it, may know the next. */
  if (error && !g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (reply && reply->result == DIALER_AT_OK && *reply->text)
    {
      g_strdelimit (reply->text, "\n", ' ');
      questions[asking->question].take (asking, reply->text);
    }
  asking->question++;
  ask_next (task);
}

static void
ask_next (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  if (asking->question < G_N_ELEMENTS (questions))
    {
      dialer_chat_send_async (asking->chat, questions[asking->question].command, ANSWER_MS,
                              g_task_get_cancellable (task), on_answered, g_object_ref (task));
      return;
    }
  g_ptr_array_add (asking->capabilities, NULL);
  g_strfreev (asking->identity->capabilities);
  asking->identity->capabilities = g_strdupv ((GStrv) asking->capabilities->pdata);
  g_task_return_pointer (task, g_steal_pointer (&asking->identity), (GDestroyNotify) dialer_identity_free);
}

static void
on_synchronized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (dialer_chat_synchronize_finish (DIALER_CHAT (source), result, &error))
    ask_next (task);
  else
    g_task_return_error (task, error);
}

void
dialer_identity_ask_async (DialerChat *chat, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  asking->chat = g_object_ref (chat);
  asking->identity = dialer_identity_new ();
  asking->capabilities = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, asking, asking_free);
  dialer_chat_synchronize_async (chat, SYNC_TRIES, SYNC_MS, cancellable, on_synchronized, g_steal_pointer (&task));
}

DialerIdentity *
dialer_identity_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
