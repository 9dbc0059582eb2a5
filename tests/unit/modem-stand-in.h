/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A stand-in for a modem: the other end of a pty, which answers what it was told to answer. */
#pragma once

#include <gio/gio.h>

typedef struct _ModemStandIn ModemStandIn;

ModemStandIn *modem_stand_in_new (void);
void modem_stand_in_free (ModemStandIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModemStandIn, modem_stand_in_free)

/** modem_stand_in_get_device: Returns: (transfer none): what to open */
const char *modem_stand_in_get_device (ModemStandIn *self);

/** modem_stand_in_get_slave: Returns: a descriptor of the end that is opened, to look at and meddle with */
int modem_stand_in_get_slave (ModemStandIn *self);

/** modem_stand_in_reopen_slave: after a hang-up, which kills every descriptor */
void modem_stand_in_reopen_slave (ModemStandIn *self);

/** modem_stand_in_set_echo: from now on every byte comes back as it is heard */
void modem_stand_in_set_echo (ModemStandIn *self, gboolean echo);

/**
 * modem_stand_in_set_listening:
 *
 * One that does not listen leaves everything in the pty, until that is full.
 */
void modem_stand_in_set_listening (ModemStandIn *self, gboolean listening);

/**
 * modem_stand_in_answer:
 * @command: without CR; "+++" needs none, and "" is a lone CR
 * @delay_ms: how slow the modem is; %MODEM_STAND_IN_HELD if the reply is to come by modem_stand_in_release()
 * @reply: bytes as they are
 *
 * Tells it how to answer @command once; the same command may be given several answers, for one time each.
 * What it has no answer for it leaves unanswered.
 */
void modem_stand_in_answer (ModemStandIn *self, const char *command, guint delay_ms, const char *reply);
#define MODEM_STAND_IN_HELD G_MAXUINT

/** modem_stand_in_release: gives the oldest reply that is held */
void modem_stand_in_release (ModemStandIn *self);

/** modem_stand_in_say: unasked */
void modem_stand_in_say (ModemStandIn *self, const char *bytes);

/** modem_stand_in_get_heard: Returns: (transfer none): every byte that came, a CR written as "|" */
const char *modem_stand_in_get_heard (ModemStandIn *self);

/** modem_stand_in_wait_until_unread: waits until @length bytes said are in the port, which nobody reads */
void modem_stand_in_wait_until_unread (ModemStandIn *self, int length);

/** modem_stand_in_unplug: the device vanishes */
void modem_stand_in_unplug (ModemStandIn *self);

/**
 * iterate_until:
 * @condition: true at last, or the test has failed
 *
 * Runs the default main context until @condition holds.
 */
#define iterate_until(condition)                                                         \
  do                                                                                     \
    {                                                                                    \
      guint watchdog = modem_stand_in_start_watchdog (G_STRLOC ": never: " #condition);  \
      while (!(condition))                                                               \
        g_main_context_iteration (NULL, TRUE);                                           \
      g_source_remove (watchdog);                                                        \
    }                                                                                    \
  while (0)

guint modem_stand_in_start_watchdog (const char *message);
