/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever comes from a modem becomes the same bounded lines however it is cut, and each has a meaning. */
#include "dialer-at-reply.h"
#include "dialer-line-splitter.h"
#include "dialer-reason.h"
#include "fuzz-target.h"

#include <string.h>

#define MAX_LINE 1024

static void
check_line (const char *line)
{
  DialerAtResult result = dialer_at_reply_classify (line);
  int reason = dialer_at_reply_to_reason (result);

  g_assert_cmpuint (strlen (line), >, 0);
  g_assert_cmpuint (strlen (line), <=, MAX_LINE);
  for (const char *c = line; *c; c++)
    g_assert_true (g_ascii_isprint (*c));
  g_assert_cmpint (result, <=, DIALER_AT_PROGRESS);
  g_assert_true (reason >= DIALER_REASON_NONE && reason < DIALER_N_REASONS);
  if (dialer_at_reply_is_final (result, FALSE))
    g_assert_true (dialer_at_reply_is_final (result, TRUE));
  if (dialer_at_reply_get_speed (line) > 0)
    g_assert_cmpint (result, ==, DIALER_AT_CONNECT);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (DialerLineSplitter) at_once = dialer_line_splitter_new ();
  g_autoptr (DialerLineSplitter) byte_by_byte = dialer_line_splitter_new ();
  char *line;

  dialer_line_splitter_feed (at_once, data, size);
  for (size_t i = 0; i < size; i++)
    dialer_line_splitter_feed (byte_by_byte, data + i, 1);
  while ((line = dialer_line_splitter_next (at_once)))
    {
      g_autofree char *other = dialer_line_splitter_next (byte_by_byte);

      g_assert_cmpstr (line, ==, other);
      check_line (line);
      g_free (line);
    }
  g_assert_null (dialer_line_splitter_next (byte_by_byte));
  return 0;
}
