/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines out of bytes, however they come. */
#include "dialer-line-splitter.h"

#include <string.h>

/* More than any modem says in one line. */
#define MUCH 100000

static void
feed (DialerLineSplitter *splitter, const char *text)
{
  dialer_line_splitter_feed (splitter, (const guint8 *) text, strlen (text));
}

/* All lines that are to be had, each with "|" behind. */
static char *
take_all (DialerLineSplitter *splitter)
{
  GString *lines = g_string_new (NULL);

  for (;;)
    {
      g_autofree char *line = dialer_line_splitter_next (splitter);

      if (line == NULL)
        return g_string_free (lines, FALSE);
      g_string_append_printf (lines, "%s|", line);
    }
}

static const struct
{
  const char *bytes;
  gsize length;
  const char *lines;
} rows[] = {
#define ROW(bytes, lines) { bytes, sizeof bytes - 1, lines }
  ROW ("", ""),
  ROW ("OK\r\n", "OK|"),
  ROW ("\r\nOK\r\n", "OK|"),
  ROW ("OK\r", "OK|"),
  ROW ("OK\n", "OK|"),
  ROW ("0\r", "0|"),
  ROW ("A\rB\nC\r\nD\n\rE", "A|B|C|D|"),
  ROW ("\r\r\n\n\n\r", ""),
  ROW ("ATI\r\r\nUSR 56k\r\n\r\nOK\r\n", "ATI|USR 56k|OK|"),
  ROW ("no end", ""),
  /* Blanks are of the line, control characters are not. */
  ROW ("  CONNECT  33600 \r", "  CONNECT  33600 |"),
  ROW (" \r", " |"),
  ROW ("O\0K\0\r\0\n\0", "OK|"),
  ROW ("\0\0\r", ""),
  ROW ("\x11O\tK\x13\x7f\r", "OK|"),
  /* Even parity of a 7E1 modem: 'O' and CR have their eighth bit set, 'K' and LF have not. */
  ROW ("\xcfK\x8d\n", "OK|"),
  ROW ("\xff\xfe\xcf\xcb\x0d\x0a", "~OK|"),
#undef ROW
};

static void
test_whole (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerLineSplitter) splitter = dialer_line_splitter_new ();
      g_autofree char *lines = NULL;

      dialer_line_splitter_feed (splitter, (const guint8 *) rows[i].bytes, rows[i].length);
      lines = take_all (splitter);
      g_assert_cmpstr (lines, ==, rows[i].lines);
    }
}

static void
test_byte_by_byte (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerLineSplitter) splitter = dialer_line_splitter_new ();
      g_autoptr (GString) lines = g_string_new (NULL);

      for (gsize j = 0; j < rows[i].length; j++)
        {
          g_autofree char *more = NULL;

          dialer_line_splitter_feed (splitter, (const guint8 *) rows[i].bytes + j, 1);
          more = take_all (splitter);
          g_string_append (lines, more);
        }
      g_assert_cmpstr (lines->str, ==, rows[i].lines);
    }
}

static void
test_split_across_reads (void)
{
  g_autoptr (DialerLineSplitter) splitter = dialer_line_splitter_new ();
  g_autofree char *none = NULL, *first = NULL, *rest = NULL;

  feed (splitter, "NO CAR");
  none = take_all (splitter);
  g_assert_cmpstr (none, ==, "");
  feed (splitter, "RIER\r");
  first = take_all (splitter);
  g_assert_cmpstr (first, ==, "NO CARRIER|");
  feed (splitter, "\nRING\r\n");
  rest = take_all (splitter);
  g_assert_cmpstr (rest, ==, "RING|");
}

/* A modem gone mad: what one gets is bounded, and nothing that comes behind is lost. */
static void
test_no_end_of_line (void)
{
  g_autoptr (DialerLineSplitter) splitter = dialer_line_splitter_new ();
  g_autofree char *noise = g_strnfill (MUCH, 'x'), *last = NULL;
  guint n = 0;

  feed (splitter, noise);
  for (;;)
    {
      g_autofree char *line = dialer_line_splitter_next (splitter);

      if (line == NULL)
        break;
      g_assert_cmpuint (strlen (line), <=, 1024);
      n++;
    }
  g_assert_cmpuint (n, >, 1);
  feed (splitter, "\r\nOK\r\n");
  last = take_all (splitter);
  g_assert_true (g_str_equal (last, "OK|") || g_str_has_suffix (last, "|OK|"));
}

static void
test_lines_that_nobody_takes (void)
{
  g_autoptr (DialerLineSplitter) splitter = dialer_line_splitter_new ();
  g_autofree char *line = NULL, *after = NULL;
  guint n = 1;

  for (guint i = 0; i < MUCH; i++)
    feed (splitter, "RING\r\n");
  line = dialer_line_splitter_next (splitter);
  g_assert_cmpstr (line, ==, "RING");
  for (char *more; (more = dialer_line_splitter_next (splitter)); n++)
    g_free (more);
  g_assert_cmpuint (n, <, MUCH);
  feed (splitter, "OK\r");
  after = take_all (splitter);
  g_assert_cmpstr (after, ==, "OK|");
}

static void
test_reset (void)
{
  g_autoptr (DialerLineSplitter) splitter = dialer_line_splitter_new ();
  g_autofree char *none = NULL, *lines = NULL;

  feed (splitter, "RING\r\nNO CA");
  dialer_line_splitter_reset (splitter);
  none = take_all (splitter);
  g_assert_cmpstr (none, ==, "");
  feed (splitter, "OK\r");
  lines = take_all (splitter);
  g_assert_cmpstr (lines, ==, "OK|");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/line-splitter/whole", test_whole);
  g_test_add_func ("/model/line-splitter/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/model/line-splitter/split-across-reads", test_split_across_reads);
  g_test_add_func ("/model/line-splitter/no-end-of-line", test_no_end_of_line);
  g_test_add_func ("/model/line-splitter/lines-that-nobody-takes", test_lines_that_nobody_takes);
  g_test_add_func ("/model/line-splitter/reset", test_reset);
  return g_test_run ();
}
