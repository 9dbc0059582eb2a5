/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON out of GVariants. */
#include "dialctl-json.h"

#include <stdio.h>

#include "dialctl-text.h"

#define MICRO 1000000

GVariantBuilder *
dialctl_json_object (void)
{
  return g_variant_builder_new (G_VARIANT_TYPE_VARDICT);
}

void
dialctl_json_add (GVariantBuilder *object, const char *key, GVariant *value)
{
  if (value == NULL)
    value = g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
  g_variant_builder_add (object, "{sv}", key, value);
}

void
dialctl_json_add_string (GVariantBuilder *object, const char *key, const char *text)
{
  gboolean known = text != NULL && *text != '\0';

  dialctl_json_add (object, key, known ? g_variant_new_string (text) : NULL);
}

GVariant *
dialctl_json_money (GVariant *micro)
{
  return g_variant_new_double ((double) g_variant_get_uint64 (micro) / MICRO);
}

void
dialctl_json_add_number (GVariantBuilder *object, const char *key, guint64 number)
{
  dialctl_json_add (object, key, number != 0 ? g_variant_new_uint64 (number) : NULL);
}

void
dialctl_json_add_time (GVariantBuilder *object, const char *key, guint64 seconds)
{
  g_autoptr (GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc ((gint64) seconds) : NULL;
  g_autofree char *text = time != NULL ? dialctl_text_format_timestamp (time) : NULL;

  dialctl_json_add_string (object, key, text);
}

void
dialctl_json_add_path (GVariantBuilder *object, const char *key, const char *path)
{
  dialctl_json_add_string (object, key, g_strcmp0 (path, "/") != 0 ? path : NULL);
}

/* RFC 8259, 7: quote, backslash and control characters are escaped; all else may stand as UTF-8. */
static void
append_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        g_string_append_printf (json, "\\%c", c);
      else if (c == '\n')
        g_string_append (json, "\\n");
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

static void
append_basic (GString *json, GVariant *value)
{
  /* Money is all that has a fraction; a double holds nine digits before the point and its six behind it. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    {
      g_autofree char *amount = dialctl_text_format_amount ((guint64) (g_variant_get_double (value) * MICRO + 0.5));

      g_string_append (json, amount);
      return;
    }

  /* What GVariant's text format writes for booleans and numbers is JSON, once the type words are left out. */
  g_autofree char *number = g_variant_print (value, FALSE);

  g_string_append (json, number);
}

/* How JSON writes the children of a GVariant container. */
typedef struct
{
  const char *open;
  const char *between;
  const char *close;
  const char *nothing; /* instead, when there is no child */
} Notation;

static Notation
get_notation (GVariant *container)
{
  if (g_variant_is_of_type (container, G_VARIANT_TYPE_DICTIONARY))
    return (Notation) { "{", ",", "}", "{}" };
  if (g_variant_is_of_type (container, G_VARIANT_TYPE_DICT_ENTRY))
    return (Notation) { "", ":", "", "" };
  if (g_variant_is_of_type (container, G_VARIANT_TYPE_VARIANT))
    return (Notation) { "", "", "", "" };
  if (g_variant_is_of_type (container, G_VARIANT_TYPE_MAYBE))
    return (Notation) { "", "", "", "null" };
  return (Notation) { "[", ",", "]", "[]" };
}

static void
append_value (GString *json, GVariant *value)
{
  gboolean container = g_variant_is_container (value);
  Notation notation = container ? get_notation (value) : (Notation) { NULL, NULL, NULL, NULL };
  gsize n_children = container ? g_variant_n_children (value) : 0;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
      || g_variant_is_of_type (value, G_VARIANT_TYPE_OBJECT_PATH))
    append_string (json, g_variant_get_string (value, NULL));
  else if (!container)
    append_basic (json, value);
  else if (n_children == 0)
    g_string_append (json, notation.nothing);

  for (gsize i = 0; i < n_children; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      g_string_append (json, i == 0 ? notation.open : notation.between);
      append_value (json, child);
      if (i == n_children - 1)
        g_string_append (json, notation.close);
    }
}

char *
dialctl_json_to_string (GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  GString *json = g_string_new (NULL);

  append_value (json, owned);
  return g_string_free (json, FALSE);
}

void
dialctl_json_print (GVariant *value)
{
  g_autofree char *json = dialctl_json_to_string (value);

  puts (json);
}

void
dialctl_json_print_object (GVariantBuilder *object)
{
  dialctl_json_print (g_variant_builder_end (object));
  g_variant_builder_unref (object);
}
