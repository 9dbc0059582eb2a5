/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A person's hand in the login of a call that is waited for. */
#pragma once

#include "dialctl-talk.h"

/**
 * DialctlHand:
 * @option: of Profile.Dial: "step" or "terminal"
 * @talk: what the option hands over
 * @take: a login has begun, and the terminal is free for it
 * @leave: somebody else needs the terminal, or the login is over; @take may follow
 * @data: theirs
 */
typedef struct
{
  const char *option;
  DialctlTalk *talk;
  void (*take) (gpointer data);
  void (*leave) (gpointer data);
  gpointer data;
} DialctlHand;
