/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists in one line of text, as key files write them: members separated by `;`, a `;` in a member as `\;`. */
#pragma once

#include <glib.h>

/** dialer_list_split: Returns: (transfer full): the members, blanks around them gone, empty ones left out */
GStrv dialer_list_split (const char *text);

/** dialer_list_join: Returns: (transfer full): the members as one text */
char *dialer_list_join (const char *const *members);
