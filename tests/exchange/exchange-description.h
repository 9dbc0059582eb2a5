/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a modem is asked for on the command line: TYPE:PLACE[,KEY=VALUE…]. */
#pragma once

#include <glib.h>

/** ExchangeDescription: its parts; @options are of strings, for keys that the README has */
typedef struct
{
  char *type;
  char *place;
  GHashTable *options;
} ExchangeDescription;

/** exchange_description_parse: Returns: (nullable): the parts, or %NULL with an error that names the key */
ExchangeDescription *exchange_description_parse (const char *text, GError **error);
void exchange_description_free (ExchangeDescription *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeDescription, exchange_description_free)
