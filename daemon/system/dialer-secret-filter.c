/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Holds bytes back for as long as they may become a secret. */
#include "dialer-secret-filter.h"

#include <libsecret/secret.h>
#include <string.h>

#include "dialer-call-log.h"
#include "dialer-secret-copy.h"

/* Nobody puts so much between the characters of an echo. */
#define HELD_MAX 1024

struct _DialerSecretFilter
{
  GPtrArray *secrets; /* in small letters, without what fold() leaves out */
  GString *held;      /* never larger than it was made, so that no copy of it is left behind */
};

typedef enum
{
  NOT_THERE,
  MAY_COME,
  THERE,
} Match;

DialerSecretFilter *
dialer_secret_filter_new (void)
{
  DialerSecretFilter *self = g_new0 (DialerSecretFilter, 1);

  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) secret_password_free);
  self->held = g_string_sized_new (HELD_MAX + 1);
  return self;
}

void
dialer_secret_filter_free (DialerSecretFilter *self)
{
  explicit_bzero (self->held->str, self->held->allocated_len);
  g_string_free (self->held, TRUE);
  g_ptr_array_unref (self->secrets);
  g_free (self);
}

/* As it is compared. */
static void
fold (char *secret)
{
  char *end = secret;

  for (const char *c = secret; *c; c++)
    if (!g_ascii_iscntrl (*c & 0x7f))
      *end++ = g_ascii_tolower (*c & 0x7f);
  *end = '\0';
}

void
dialer_secret_filter_add (DialerSecretFilter *self, const char *secret)
{
  char *copy = dialer_secret_copy (secret);

  fold (copy);
  if (*copy)
    g_ptr_array_add (self->secrets, copy);
  else
    secret_password_free (copy);
}

/* @length: (out): of THERE: how much of @held it takes up, from its beginning */
static Match
match (const GString *held, const char *secret, gsize *length)
{
  gsize i;

  for (i = 0; i < held->len && *secret; i++)
    if (g_ascii_tolower (held->str[i]) == *secret)
      secret++;
    else if (i == 0 || !g_ascii_iscntrl (held->str[i]))
      return NOT_THERE;
  *length = i;
  return *secret ? MAY_COME : THERE;
}

/* Of several secrets the longest counts: "pass" must not leave the end of "password" over. */
static Match
match_any (DialerSecretFilter *self, gsize *longest)
{
  Match best = NOT_THERE;

  *longest = 0;
  for (guint i = 0; i < self->secrets->len; i++)
    {
      gsize length;

      switch (match (self->held, self->secrets->pdata[i], &length))
        {
        case MAY_COME:
          return MAY_COME;
        case THERE:
          best = THERE;
          *longest = MAX (*longest, length);
          break;
        case NOT_THERE:
          break;
        }
    }
  return best;
}

static void
put_dots (DialerSecretFilter *self, gsize length, GString *text)
{
  g_string_append (text, DIALER_CALL_LOG_DOTS);
  g_string_erase (self->held, 0, length);
}

void
dialer_secret_filter_push (DialerSecretFilter *self, guint8 byte, GString *text)
{
  if ((byte & 0x7f) == '\0')
    return;
  if (self->held->len == HELD_MAX)
    put_dots (self, self->held->len, text);
  g_string_append_c (self->held, byte & 0x7f);
  while (self->held->len)
    {
      gsize length;
      Match found = match_any (self, &length);

      if (found == MAY_COME)
        return;
      if (found == THERE)
        put_dots (self, length, text);
      else
        {
          g_string_append_c (text, self->held->str[0]);
          g_string_erase (self->held, 0, 1);
        }
    }
}

void
dialer_secret_filter_flush (DialerSecretFilter *self, GString *text)
{
  if (self->held->len)
    put_dots (self, self->held->len, text);
}
