/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Counts, by user; they hang on the connection. */
#include "dialer-reply-share.h"

#include "dialer-error.h"
#include "dialer-user.h"

#define SHARES "dialer-reply-shares" /* of a connection */

typedef struct
{
  GHashTable *users; /* user id → number */
  guint total;
} Shares;

static void
shares_free (gpointer data)
{
  Shares *self = data;

  g_hash_table_unref (self->users);
  g_free (self);
}

static Shares *
get_shares (GDBusConnection *connection)
{
  Shares *self = g_object_get_data (G_OBJECT (connection), SHARES);

  if (self == NULL)
    {
      self = g_new0 (Shares, 1);
      self->users = g_hash_table_new (g_direct_hash, g_direct_equal);
      g_object_set_data_full (G_OBJECT (connection), SHARES, self, shares_free);
    }
  return self;
}

static void
add (Shares *self, guint uid, int n)
{
  self->total += n;
  dialer_user_add (self->users, uid, n);
}

gboolean
dialer_reply_share_take (GDBusConnection *connection, guint uid, GError **error)
{
  Shares *self = get_shares (connection);
  guint has = dialer_user_count (self->users, uid);

  if (2 * has < DIALER_REPLIES_MAX - self->total)
    {
      add (self, uid, 1);
      return TRUE;
    }
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY,
               "%u questions to polkit and to agents of user %u are unanswered, which is as many as there may be now",
               has, uid);
  return FALSE;
}

void
dialer_reply_share_give_back (GDBusConnection *connection, guint uid)
{
  add (get_shares (connection), uid, -1);
}
