/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The leases of one session: programs that need it, each until it lets go, or for some minutes. */
#pragma once

#include <glib.h>

#include "dialer-reason.h"

/* Of one user, in all sessions. */
#define DIALER_LEASES_MAX 16
#define DIALER_LEASE_LONGEST_MINUTES 1440
/* Characters of what it is for. */
#define DIALER_LEASE_WHY_MAX 200

typedef struct _DialerLeaseBook DialerLeaseBook;

/**
 * DialerLeaseBookFuncs:
 * @changed: a lease has come or gone, or the machine's clock was set
 * @over: the last lease has gone, and the session is there for them alone; it comes after @changed, and may free the
 *   book
 */
typedef struct
{
  void (*changed) (gpointer user_data);
  void (*over) (DialerReason reason, gpointer user_data);
} DialerLeaseBookFuncs;

/**
 * DialerLease:
 * @id: tells it from all others
 * @user: user id of who takes it
 * @holder: his name on the bus
 * @why: what it is for
 * @minutes: when it ends at the latest
 */
typedef struct
{
  guint id;
  guint user;
  const char *holder;
  const char *why;
  guint minutes;
} DialerLease;

/** dialer_lease_check: Returns: whether @why and @minutes will do; else DIALER_ERROR_INVALID_ARGUMENT is set */
gboolean dialer_lease_check (const DialerLease *lease, GError **error);

/** dialer_lease_book_new: Returns: (transfer full): an empty book */
DialerLeaseBook *dialer_lease_book_new (const DialerLeaseBookFuncs *funcs, gpointer user_data);
void dialer_lease_book_free (DialerLeaseBook *self);

/** dialer_lease_book_set_alone: @alone: whether the session is there for its leases alone; at first it is not */
void dialer_lease_book_set_alone (DialerLeaseBook *self, gboolean alone);
gboolean dialer_lease_book_is_alone (DialerLeaseBook *self);

/**
 * dialer_lease_book_add:
 * @lease: one that dialer_lease_check() lets pass; it is copied
 * @watch: (nullable) (transfer full): whatever is to last as long as the lease
 * @end_watch: frees it
 *
 * Its minutes count from now, also while the machine sleeps.
 */
void dialer_lease_book_add (DialerLeaseBook *self, const DialerLease *lease, gpointer watch,
                            GDestroyNotify end_watch);

/**
 * dialer_lease_book_release:
 * @holder: who wants it
 *
 * Ends one lease.
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_FOUND set when @holder has no lease of that @id
 */
gboolean dialer_lease_book_release (DialerLeaseBook *self, guint id, const char *holder, GError **error);

/** dialer_lease_book_drop: ends all leases of @holder, who has left */
void dialer_lease_book_drop (DialerLeaseBook *self, const char *holder);

/** dialer_lease_book_close: ends all leases, and tells nobody */
void dialer_lease_book_close (DialerLeaseBook *self);

/** dialer_lease_book_is_used: Returns: whether there is a lease */
gboolean dialer_lease_book_is_used (DialerLeaseBook *self);

/** dialer_lease_book_count: Returns: how many leases @user has in it */
guint dialer_lease_book_count (DialerLeaseBook *self, guint user);

/** dialer_lease_book_to_variant: Returns: (transfer floating): an aa{sv} as documented at Session.Leases */
GVariant *dialer_lease_book_to_variant (DialerLeaseBook *self);
