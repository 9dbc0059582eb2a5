/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A dialogue in lines, on standard error, so that standard output has the result alone. */
#include "dialctl-stepper.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dialctl-prompt.h"
#include "dialctl-text.h"

#define LINE_SIZE 4096 /* of a terminal, N_TTY_BUF_SIZE in Linux */
#define HIDDEN_S 600
#define QUIET_MS 300   /* after which the peer has said what it had to say */

struct _DialctlStepper
{
  DialctlHand hand;
  gboolean introduced;
  gboolean in_line;      /* what was written last has no line end */
  char *step;            /* that waits for an answer, or NULL */
  gboolean asked;        /* it is what was written last */
  guint again;           /* until it is shown once more */
  guint readable;
  DialctlPrompt *prompt; /* for what is typed without echo */
};

static const char *const introduction =
  "Step by step: Enter does what is shown, s skips it, t TEXT sends that in its place, h asks for it without echo;\n"
  "p starts PPP, q gives up.\n";

static void
begin_line (DialctlStepper *self)
{
  if (self->in_line)
    fputc ('\n', stderr);
  self->in_line = FALSE;
}

/* ---- what the service says ---- */

static void
ask (DialctlStepper *self)
{
  begin_line (self);
  fprintf (stderr, "%s %s ? ", dialctl_text_choose ("→", "->"), self->step);
  self->in_line = self->asked = TRUE;
}

static gboolean
on_quiet (gpointer data)
{
  DialctlStepper *self = data;

  self->again = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
forget_step (DialctlStepper *self)
{
  g_clear_handle_id (&self->again, g_source_remove);
  g_clear_pointer (&self->step, g_free);
  self->asked = FALSE;
}

static void
show_step (DialctlStepper *self, const char *text)
{
  forget_step (self);
  self->step = dialctl_text_make_printable (text);
  ask (self);
}

/* What comes behind the question would push it out of sight: it is asked again below. */
static void
show_text (DialctlStepper *self, const char *text, gsize length)
{
  g_autofree char *harmless = dialctl_text_make_harmless (text, length);

  if (*harmless == '\0')
    return;
  if (self->asked)
    begin_line (self);
  self->asked = FALSE;
  fputs (harmless, stderr);
  self->in_line = !g_str_has_suffix (harmless, "\n");
  g_clear_handle_id (&self->again, g_source_remove);
  if (self->step != NULL && self->prompt == NULL)
    self->again = g_timeout_add (QUIET_MS, on_quiet, self);
}

static void
show_note (DialctlStepper *self, const char *text)
{
  g_autofree char *printable = dialctl_text_make_printable (text);

  begin_line (self);
  fprintf (stderr, "(%s)\n", printable);
  self->asked = FALSE;
}

static void
on_message (char kind, const char *text, gsize length, gpointer data)
{
  DialctlStepper *self = data;

  if (kind == 'T')
    show_text (self, text, length);
  else if (kind == 'N')
    show_note (self, text);
  else if (kind == 'S')
    show_step (self, text);
  else if (kind == 'P')
    show_note (self, "PPP begins");
}

/* ---- what the user says ---- */

static gboolean on_readable (int fd, GIOCondition condition, gpointer data);

static void
set_reading (DialctlStepper *self, gboolean reading)
{
  if (!reading)
    g_clear_handle_id (&self->readable, g_source_remove);
  else if (self->readable == 0)
    self->readable = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
}

/* The service tells what comes next. */
static void
answer (DialctlStepper *self, char kind, const char *text, gsize length)
{
  forget_step (self);
  dialctl_talk_send (self->hand.talk, kind, text, length);
}

static void
on_hidden_text (DialctlSecret *secret, const GError *error, gpointer data)
{
  DialctlStepper *self = data;

  g_clear_pointer (&self->prompt, dialctl_prompt_free);
  if (secret != NULL)
    answer (self, 't', secret->bytes, secret->length);
  else
    show_note (self, error->message);
  if (self->step != NULL)
    ask (self);
  set_reading (self, TRUE);
}

static void
ask_for_hidden_text (DialctlStepper *self)
{
  set_reading (self, FALSE);
  g_clear_handle_id (&self->again, g_source_remove);
  self->prompt = dialctl_prompt_new ("to be sent", HIDDEN_S, on_hidden_text, self);
}

/* @line: without its end */
static void
obey (DialctlStepper *self, const char *line)
{
  if (*line == '\0')
    answer (self, 'd', "", 0);
  else if (g_str_equal (line, "s") || g_str_equal (line, "p") || g_str_equal (line, "q"))
    answer (self, *line, "", 0);
  else if (g_str_equal (line, "t"))
    answer (self, 't', "", 0);
  else if (g_str_has_prefix (line, "t "))
    answer (self, 't', line + 2, strlen (line + 2));
  else if (g_str_equal (line, "h"))
    ask_for_hidden_text (self);
  else
    {
      fputs (introduction, stderr);
      if (self->step != NULL)
        ask (self);
    }
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  DialctlStepper *self = data;
  char line[LINE_SIZE + 1];
  ssize_t n = read (fd, line, LINE_SIZE);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (n <= 0)
    {
      self->readable = 0;
      dialctl_talk_send (self->hand.talk, 'q', "", 0); /* Ctrl-D, or the terminal is gone */
      return G_SOURCE_REMOVE;
    }
  line[n] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  self->in_line = FALSE; /* the terminal has shown the line's end */
  obey (self, line);
  explicit_bzero (line, sizeof line); /* it may have been a password */
  return self->readable != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* ---- the terminal ---- */

static void
take (gpointer data)
{
  DialctlStepper *self = data;

  if (!self->introduced)
    fputs (introduction, stderr);
  self->introduced = TRUE;
  dialctl_talk_set_listening (self->hand.talk, TRUE);
  set_reading (self, TRUE);
}

static void
leave (gpointer data)
{
  DialctlStepper *self = data;

  dialctl_talk_set_listening (self->hand.talk, FALSE);
  dialctl_talk_drain (self->hand.talk);
  set_reading (self, FALSE);
  g_clear_pointer (&self->prompt, dialctl_prompt_free);
  forget_step (self);
  begin_line (self);
}

DialctlStepper *
dialctl_stepper_new (GError **error)
{
  DialctlStepper *self = g_new0 (DialctlStepper, 1);

  self->hand = (DialctlHand){ "step", dialctl_talk_new (on_message, self, error), take, leave, self };
  if (self->hand.talk == NULL)
    g_clear_pointer (&self, g_free);
  return self;
}

void
dialctl_stepper_free (DialctlStepper *self)
{
  set_reading (self, FALSE);
  g_clear_pointer (&self->prompt, dialctl_prompt_free);
  forget_step (self);
  dialctl_talk_free (self->hand.talk);
  g_free (self);
}

const DialctlHand *
dialctl_stepper_get_hand (DialctlStepper *self)
{
  return &self->hand;
}
