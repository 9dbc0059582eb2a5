/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A queue of commands without a reply, and the memory of the last result code. */
#include "dialer-late-replies.h"

#define PATIENCE (15 * G_USEC_PER_SEC)   /* a reply later than this will not come */
#define REPEAT_WITHIN (G_USEC_PER_SEC / 2)

typedef struct
{
  char *text;
  DialerChatKind kind;
  gint64 sent;
} Unanswered;

struct _DialerLateReplies
{
  GQueue unanswered;
  gboolean repeats;     /* this modem says its result codes twice */
  gboolean repeat_due;  /* and has not yet repeated the last */
  DialerAtResult last;
  gint64 last_at;
};

static void
unanswered_free (gpointer data)
{
  Unanswered *command = data;

  g_free (command->text);
  g_free (command);
}

DialerLateReplies *
dialer_late_replies_new (void)
{
  DialerLateReplies *self = g_new0 (DialerLateReplies, 1);

  g_queue_init (&self->unanswered);
  self->last = DIALER_AT_INFORMATION;
  return self;
}

void
dialer_late_replies_free (DialerLateReplies *self)
{
  g_queue_clear_full (&self->unanswered, unanswered_free);
  g_free (self);
}

void
dialer_late_replies_add (DialerLateReplies *self, const char *text, DialerChatKind kind, gint64 sent)
{
  Unanswered *command = g_new0 (Unanswered, 1);

  command->text = g_strdup (text);
  command->kind = kind;
  command->sent = sent;
  g_queue_push_tail (&self->unanswered, command);
}

void
dialer_late_replies_note (DialerLateReplies *self, DialerAtResult result, gint64 now)
{
  self->last = result;
  self->last_at = now;
  self->repeat_due = self->repeats;
}

static void
give_up_old (DialerLateReplies *self, gint64 now)
{
  Unanswered *oldest;

  while ((oldest = g_queue_peek_head (&self->unanswered)) && now - oldest->sent > PATIENCE)
    unanswered_free (g_queue_pop_head (&self->unanswered));
}

gboolean
dialer_late_replies_are_expected (DialerLateReplies *self, gint64 now)
{
  give_up_old (self, now);
  return self->repeat_due || !g_queue_is_empty (&self->unanswered);
}

gboolean
dialer_late_replies_may_be (DialerLateReplies *self, DialerAtResult result, gint64 now)
{
  give_up_old (self, now);
  for (GList *l = self->unanswered.head; l; l = l->next)
    if (dialer_chat_kind_can_end_with (((Unanswered *) l->data)->kind, result))
      return TRUE;
  return FALSE;
}

gboolean
dialer_late_replies_may_answer (DialerLateReplies *self, const char *text)
{
  Unanswered *oldest = g_queue_peek_head (&self->unanswered);

  return oldest && g_str_equal (oldest->text, text);
}

gint64
dialer_late_replies_take (DialerLateReplies *self, DialerAtResult result, gint64 now)
{
  Unanswered *oldest = g_queue_peek_head (&self->unanswered);
  gint64 late;

  if (oldest && dialer_chat_kind_can_end_with (oldest->kind, result))
    {
      late = now - oldest->sent;
      unanswered_free (g_queue_pop_head (&self->unanswered));
      return late;
    }
  if (result == self->last && now - self->last_at < REPEAT_WITHIN)
    {
      self->repeats = TRUE;
      self->repeat_due = FALSE;
      self->last = DIALER_AT_INFORMATION;
    }
  return 0;
}

void
dialer_late_replies_forget (DialerLateReplies *self)
{
  g_queue_clear_full (&self->unanswered, unanswered_free);
  self->repeat_due = FALSE;
}
