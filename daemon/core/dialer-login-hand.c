/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Somebody at a terminal logs in himself. */
#include "dialer-login-talk.h"

/* Who types, or pastes, faster than the line is, waits. */
#define UNSENT_MAX 1024
#define UNSENT_MS 100

static void
begin (GTask *task)
{
  DialerLoginTalk *talk = g_task_get_task_data (task);

  dialer_terminal_tell (talk->terminal, 'N', "connected");
}

static void
heard (GTask *task)
{
}

static gboolean
on_sent (gpointer user_data)
{
  DialerLoginTalk *talk = g_task_get_task_data (user_data);

  if (dialer_serial_port_count_unsent (talk->port) > UNSENT_MAX)
    return G_SOURCE_CONTINUE;
  dialer_terminal_set_listening (talk->terminal, TRUE);
  return G_SOURCE_REMOVE;
}

static void
said (GTask *task, char kind, GBytes *bytes)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (task); /* the port may go by what is sent */
  DialerLoginTalk *talk = g_task_get_task_data (task);

  if (kind != 'b')
    return;
  dialer_serial_port_write (talk->port, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (talk->done || dialer_serial_port_count_unsent (talk->port) <= UNSENT_MAX)
    return;
  dialer_terminal_set_listening (talk->terminal, FALSE);
  dialer_login_talk_set_timer (task, UNSENT_MS, on_sent);
}

const DialerLoginWay dialer_login_by_hand = { .begin = begin, .heard = heard, .said = said };
