/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a command is, and what it is given to work with. */
#pragma once

#include <glib.h>

#include "dialctl-bus.h"
#include "dialctl-table.h"

typedef struct _DialctlContext DialctlContext;

/**
 * DialctlCommand:
 * @name: one word, or two for a command of a family ("profile add")
 * @arguments: as the help shows them; a word without brackets is needed, and "…" means more of the last
 * @help: what it does, in some words
 * @run: does it; returns %FALSE with an error set, which makes the exit status
 *
 * A row of the table of commands.
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *help;
  gboolean (*run) (DialctlContext *context, GError **error);
} DialctlCommand;

/**
 * DialctlContext:
 * @command: the command that runs
 * @words: (array zero-terminated=1): its words; after dialctl_context_parse() only the arguments
 * @bus: %NULL before dialctl_context_connect()
 * @json: whether the result goes out as JSON
 * @terminal: whether standard output is a terminal whose lines can be rewritten
 * @color: whether colours may be used
 * @exit_status: of a command that did what it should
 */
struct _DialctlContext
{
  const DialctlCommand *command;
  GStrv words;
  DialctlBus *bus;
  gboolean json;
  gboolean terminal;
  gboolean color;
  int exit_status;
};

/**
 * dialctl_context_init:
 * @no_color: whether the user asked for none
 *
 * Finds out what standard output is.
 */
void dialctl_context_init (DialctlContext *self, gboolean json, gboolean no_color);

void dialctl_context_clear (DialctlContext *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DialctlContext, dialctl_context_clear)

/**
 * dialctl_context_parse:
 * @entries: (nullable): the command's own options
 *
 * Takes the options out of the words and counts what is left; --help is answered here, and ends the program.
 *
 * Returns: %FALSE with a #GOptionError set
 */
gboolean dialctl_context_parse (DialctlContext *self, const GOptionEntry *entries, GError **error);

/**
 * dialctl_context_connect:
 *
 * Returns: %FALSE with an error set when there is no daemon
 */
gboolean dialctl_context_connect (DialctlContext *self, GError **error);

/** dialctl_context_load: as dialctl_context_connect(), and fetches all objects of the daemon */
gboolean dialctl_context_load (DialctlContext *self, GError **error);

/**
 * dialctl_context_begin:
 *
 * What a command without options begins with: dialctl_context_parse() and dialctl_context_connect().
 */
gboolean dialctl_context_begin (DialctlContext *self, GError **error);

/**
 * dialctl_context_set_usage_error:
 * @format: what is wrong
 *
 * Sets a #GOptionError that ends with where to read about the command.
 *
 * Returns: %FALSE, so that a command can return it
 */
gboolean dialctl_context_set_usage_error (DialctlContext *self, GError **error, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

/**
 * dialctl_context_say:
 * @format: what was done, for a person
 *
 * Prints a line on standard output, unless the result goes out as JSON.
 */
void dialctl_context_say (DialctlContext *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
