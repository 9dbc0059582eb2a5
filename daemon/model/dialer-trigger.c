/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-trigger.h"

DialerTrigger *
dialer_trigger_new (const char *protocol, const char *destination, guint port, const char *process)
{
  DialerTrigger *self = g_rc_box_new (DialerTrigger);

  self->protocol = g_strdup (protocol);
  self->destination = g_strdup (destination);
  self->port = port;
  self->process = g_strdup (process);
  return self;
}

static void
clear (gpointer data)
{
  DialerTrigger *self = data;

  g_free (self->protocol);
  g_free (self->destination);
  g_free (self->process);
}

DialerTrigger *
dialer_trigger_ref (DialerTrigger *self)
{
  return g_rc_box_acquire (self);
}

void
dialer_trigger_unref (DialerTrigger *self)
{
  g_rc_box_release_full (self, clear);
}

char *
dialer_trigger_describe (const DialerTrigger *self)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%s to %s", self->protocol, self->destination);
  if (self->port)
    g_string_append_printf (text, " port %u", self->port);
  if (self->process)
    g_string_append_printf (text, " from %s", self->process);
  return g_string_free (text, FALSE);
}
