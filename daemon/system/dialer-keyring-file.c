/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A keyring is a header and one serialized GVariant:
 *   u size of the salt · ay salt · u rounds of PBKDF2 · t time of change · u changes ·
 *   a(a{say}ay) items: attribute names with the HMAC of each value, and the ciphertext
 * with all numbers in little-endian order.  A ciphertext is AES-128-CBC blocks, then IV, then HMAC-SHA256.
 */
#include "dialer-keyring-file.h"

#include <string.h>

#define HEADER "GnomeKeyring\n\r\0\n\1\0"  /* the last two bytes are the version */
#define HEADER_LENGTH (sizeof HEADER - 1)
#define LAYOUT "(uayutua(a{say}ay))"
#define SALT_LENGTH 32
#define ROUNDS_MAX 10000000                /* libsecret writes 100000; this is some seconds */
#define BLOCK_LENGTH 16
#define IV_LENGTH 16
#define MAC_LENGTH 32

static gboolean
is_sound_item (GVariant *item)
{
  g_autoptr (GVariant) ciphertext = g_variant_get_child_value (item, 1);
  gsize length = g_variant_n_children (ciphertext);

  return length >= BLOCK_LENGTH + IV_LENGTH + MAC_LENGTH
         && (length - IV_LENGTH - MAC_LENGTH) % BLOCK_LENGTH == 0;
}

static gboolean
are_sound_items (GVariant *items)
{
  for (gsize i = 0; i < g_variant_n_children (items); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (items, i);

      if (!is_sound_item (item))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_sound_content (GVariant *content)
{
  g_autoptr (GVariant) salt = NULL;
  g_autoptr (GVariant) items = NULL;
  guint32 salt_length = 0, rounds = 0;

  if (!g_variant_is_normal_form (content))
    return FALSE;
  g_variant_get (content, "(u@ayutu@a(a{say}ay))", &salt_length, &salt, &rounds, NULL, NULL, &items);
  salt_length = GUINT32_FROM_LE (salt_length);
  rounds = GUINT32_FROM_LE (rounds);
  return salt_length == SALT_LENGTH
         && g_variant_n_children (salt) == SALT_LENGTH
         && rounds >= 1 && rounds <= ROUNDS_MAX
         && are_sound_items (items);
}

gboolean
dialer_keyring_file_is_sound (const char *bytes, gsize length)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GVariant) content = NULL;

  if (length <= HEADER_LENGTH || memcmp (bytes, HEADER, HEADER_LENGTH) != 0)
    return FALSE;
  /* A copy, as what follows the header is aligned to nothing. */
  body = g_bytes_new (bytes + HEADER_LENGTH, length - HEADER_LENGTH);
  content = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (LAYOUT), body, FALSE));
  return is_sound_content (content);
}
