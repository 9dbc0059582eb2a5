/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The signals by which a person, or his terminal, ends what runs. */
#pragma once

#include <glib.h>

#define DIALCTL_N_INTERRUPTS 3

/** DialctlInterrupts: SIGINT, SIGTERM and SIGHUP, as long as they are watched; all zero before */
typedef struct
{
  guint ids[DIALCTL_N_INTERRUPTS];
} DialctlInterrupts;

/** dialctl_interrupts_watch: @func is called from the main loop when one comes; it must return G_SOURCE_CONTINUE */
void dialctl_interrupts_watch (DialctlInterrupts *self, GSourceFunc func, gpointer user_data);

/** dialctl_interrupts_clear: they are not watched any more; may be called again */
void dialctl_interrupts_clear (DialctlInterrupts *self);
