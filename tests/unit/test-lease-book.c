/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Leases come and go, by themselves too, and the last one tells so. */
#include "dialer-lease-book.h"

#include "dialer-error.h"

typedef struct
{
  DialerLeaseBook *book;
  guint changes;
  guint overs;
  DialerReason reason; /* of the last end of all */
  guint watches;       /* that have not ended */
} World;

static void
on_changed (gpointer user_data)
{
  ((World *) user_data)->changes++;
}

static void
on_over (DialerReason reason, gpointer user_data)
{
  World *world = user_data;

  g_assert_false (dialer_lease_book_is_used (world->book));
  world->overs++;
  world->reason = reason;
}

static void
end_watch (gpointer watch)
{
  (*(guint *) watch)--;
}

static void
set_up (World *world, gconstpointer data)
{
  static const DialerLeaseBookFuncs funcs = { on_changed, on_over };

  world->book = dialer_lease_book_new (&funcs, world);
  g_assert_false (dialer_lease_book_is_alone (world->book));
  dialer_lease_book_set_alone (world->book, TRUE);
}

static void
tear_down (World *world, gconstpointer data)
{
  dialer_lease_book_free (world->book);
  g_assert_cmpuint (world->watches, ==, 0);
}

static void
add (World *world, guint id, guint user, const char *holder, guint minutes)
{
  DialerLease lease = { .id = id, .user = user, .holder = holder, .why = "mail", .minutes = minutes };

  world->watches++;
  dialer_lease_book_add (world->book, &lease, &world->watches, end_watch);
}

static void
assert_over (World *world, guint overs, DialerReason reason)
{
  g_assert_cmpuint (world->overs, ==, overs);
  g_assert_cmpint (world->reason, ==, reason);
}

static void
test_release (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (world, 1, 10, ":1.1", 1);
  add (world, 2, 10, ":1.2", 1);
  g_assert_cmpuint (dialer_lease_book_count (world->book, 10), ==, 2);
  g_assert_cmpuint (dialer_lease_book_count (world->book, 11), ==, 0);
  g_assert_false (dialer_lease_book_release (world->book, 1, ":1.2", &error)); /* another's */
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND);
  g_assert_true (dialer_lease_book_release (world->book, 1, ":1.1", NULL));
  g_assert_false (dialer_lease_book_release (world->book, 1, ":1.1", NULL));
  g_assert_cmpuint (world->watches, ==, 1);
  assert_over (world, 0, DIALER_REASON_NONE);
  g_assert_true (dialer_lease_book_release (world->book, 2, ":1.2", NULL));
  assert_over (world, 1, DIALER_REASON_USER);
  g_assert_cmpuint (world->changes, ==, 4);
}

/* Who leaves takes all his leases along, and nobody else's. */
static void
test_drop (World *world, gconstpointer data)
{
  add (world, 1, 10, ":1.1", 1);
  add (world, 2, 10, ":1.2", 1);
  add (world, 3, 10, ":1.1", 1);
  dialer_lease_book_drop (world->book, ":1.1");
  g_assert_cmpuint (dialer_lease_book_count (world->book, 10), ==, 1);
  dialer_lease_book_drop (world->book, ":1.1");
  g_assert_cmpuint (world->changes, ==, 4);
  assert_over (world, 0, DIALER_REASON_NONE);
  dialer_lease_book_drop (world->book, ":1.2");
  assert_over (world, 1, DIALER_REASON_OWNER_GONE);
}

/* One whose time is over goes; the other stays.  The book can be used again. */
static void
test_time (World *world, gconstpointer data)
{
  add (world, 1, 10, ":1.1", 1);
  add (world, 2, 11, ":1.1", 0);
  while (dialer_lease_book_count (world->book, 11))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (dialer_lease_book_count (world->book, 10), ==, 1);
  assert_over (world, 0, DIALER_REASON_NONE);
  g_assert_true (dialer_lease_book_release (world->book, 1, ":1.1", NULL));
  add (world, 3, 10, ":1.1", 0);
  while (world->overs < 2)
    g_main_context_iteration (NULL, TRUE);
  assert_over (world, 2, DIALER_REASON_TIME_LIMIT);
}

/* A session that somebody has dialled by hand does not care. */
static void
test_not_alone (World *world, gconstpointer data)
{
  add (world, 1, 10, ":1.1", 1);
  dialer_lease_book_set_alone (world->book, FALSE);
  g_assert_true (dialer_lease_book_release (world->book, 1, ":1.1", NULL));
  g_assert_cmpuint (world->changes, ==, 2);
  assert_over (world, 0, DIALER_REASON_NONE);
}

static void
test_close (World *world, gconstpointer data)
{
  add (world, 1, 10, ":1.1", 0);
  dialer_lease_book_close (world->book);
  g_assert_cmpuint (world->watches, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  assert_over (world, 0, DIALER_REASON_NONE);
}

static void
test_variant (World *world, gconstpointer data)
{
  guint64 now = g_get_real_time () / G_USEC_PER_SEC, until = 0;
  g_autoptr (GVariant) list = NULL, lease = NULL;
  const char *why = NULL;
  guint id = 0, user = 0;

  add (world, 7, 10, ":1.1", 10);
  list = g_variant_ref_sink (dialer_lease_book_to_variant (world->book));
  g_assert_cmpuint (g_variant_n_children (list), ==, 1);
  lease = g_variant_get_child_value (list, 0);
  g_assert_true (g_variant_lookup (lease, "id", "u", &id));
  g_assert_true (g_variant_lookup (lease, "user", "u", &user));
  g_assert_true (g_variant_lookup (lease, "why", "&s", &why));
  g_assert_true (g_variant_lookup (lease, "until", "t", &until));
  g_assert_cmpuint (id, ==, 7);
  g_assert_cmpuint (user, ==, 10);
  g_assert_cmpstr (why, ==, "mail");
  g_assert_cmpuint (until - now, >=, 599);
  g_assert_cmpuint (until - now, <=, 602);
}

static gboolean
check (guint minutes, const char *why)
{
  DialerLease lease = { .minutes = minutes, .why = why };
  g_autoptr (GError) error = NULL;
  gboolean ok = dialer_lease_check (&lease, &error);

  if (!ok)
    g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
  return ok;
}

static void
test_check (void)
{
  g_autofree char *longest = g_strnfill (DIALER_LEASE_WHY_MAX, 'x');
  g_autofree char *too_long = g_strconcat (longest, "x", NULL);

  g_assert_true (check (1, "mail"));
  g_assert_true (check (DIALER_LEASE_LONGEST_MINUTES, "Bücher für später"));
  g_assert_true (check (1, longest));
  g_assert_false (check (0, "mail"));
  g_assert_false (check (DIALER_LEASE_LONGEST_MINUTES + 1, "mail"));
  g_assert_false (check (1, ""));
  g_assert_false (check (1, too_long));
  g_assert_false (check (1, "a\nb"));
  g_assert_false (check (1, "\033[31m"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/core/lease-book/release", World, NULL, set_up, test_release, tear_down);
  g_test_add ("/core/lease-book/drop", World, NULL, set_up, test_drop, tear_down);
  g_test_add ("/core/lease-book/time", World, NULL, set_up, test_time, tear_down);
  g_test_add ("/core/lease-book/not-alone", World, NULL, set_up, test_not_alone, tear_down);
  g_test_add ("/core/lease-book/close", World, NULL, set_up, test_close, tear_down);
  g_test_add ("/core/lease-book/variant", World, NULL, set_up, test_variant, tear_down);
  g_test_add_func ("/core/lease-book/check", test_check);
  return g_test_run ();
}
