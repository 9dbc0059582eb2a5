/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialctl-interrupts.h"

#include <glib-unix.h>
#include <signal.h>

static const int interrupts[DIALCTL_N_INTERRUPTS] = { SIGINT, SIGTERM, SIGHUP };

void
dialctl_interrupts_watch (DialctlInterrupts *self, GSourceFunc func, gpointer user_data)
{
  for (guint i = 0; i < DIALCTL_N_INTERRUPTS; i++)
    self->ids[i] = g_unix_signal_add (interrupts[i], func, user_data);
}

void
dialctl_interrupts_clear (DialctlInterrupts *self)
{
  for (guint i = 0; i < DIALCTL_N_INTERRUPTS; i++)
    g_clear_handle_id (&self->ids[i], g_source_remove);
}
