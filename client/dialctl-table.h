/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Aligned columns for a person.  A column without a single value is left out. */
#pragma once

#include <glib.h>

/**
 * DialctlStyle:
 *
 * How a cell looks on a terminal that shows colours.
 */
typedef enum
{
  DIALCTL_STYLE_PLAIN,
  DIALCTL_STYLE_HEADING,
  DIALCTL_STYLE_DIM,
  DIALCTL_STYLE_GOOD,
  DIALCTL_STYLE_BAD,
  DIALCTL_STYLE_PENDING,
} DialctlStyle;

typedef struct _DialctlTable DialctlTable;

/**
 * dialctl_table_new:
 * @headings: (array zero-terminated=1): one a column
 *
 * Returns: (transfer full): a table without rows
 */
DialctlTable *dialctl_table_new (const char *const *headings);
void dialctl_table_free (DialctlTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlTable, dialctl_table_free)

/** dialctl_table_add: Adds the next cell; rows fill from the left.  @text may be %NULL for none. */
void dialctl_table_add (DialctlTable *self, const char *text);

/** dialctl_table_add_styled: As dialctl_table_add(), in @style. */
void dialctl_table_add_styled (DialctlTable *self, const char *text, DialctlStyle style);

/** dialctl_table_add_row: Adds @word and @text, the cells of a table of two columns, unless @text is %NULL or empty. */
void dialctl_table_add_row (DialctlTable *self, const char *word, const char *text);

/**
 * dialctl_table_print:
 * @color: whether escape sequences may be written
 *
 * Prints headings and rows on standard output; nothing if there is no row.
 */
void dialctl_table_print (DialctlTable *self, gboolean color);

/**
 * dialctl_style_of_state:
 * @state: a session's or modem's word
 *
 * Returns: how that word is to look
 */
DialctlStyle dialctl_style_of_state (const char *state);

/**
 * dialctl_style_apply:
 *
 * Returns: (transfer full): @text, between escape sequences (ECMA-48 SGR) if @color
 */
char *dialctl_style_apply (const char *text, DialctlStyle style, gboolean color);
