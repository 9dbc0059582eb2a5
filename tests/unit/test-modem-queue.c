/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which modem is the best, and who gets it. */
#include "dialer-modem-queue.h"

#include <glib/gstdio.h>

#include "dialer-error.h"
#include "folder-fixture.h"

#define PATIENCE 60

typedef struct
{
  char *folder;
  DialerModemManager *modem_manager;
  DialerLentMarks *marks;
  DialerInhibitor *inhibitor;
  DialerStore *store;
  DialerModemPool *pool;
  DialerModemQueue *queue;
} Fixture;

/* A modem's file, and one in place of its device. */
static void
write_modem (Fixture *fixture, const char *id)
{
  g_autofree char *device = g_build_filename (fixture->folder, id, NULL);
  g_autofree char *text = g_strdup_printf ("[modem]\ndevice=%s\nkind=voice\n", device);
  g_autofree char *path = g_strdup_printf ("%s/%s.modem", fixture->folder, id);

  g_assert_true (g_file_set_contents (device, "", 0, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *marks = NULL;

  fixture->folder = folder_new ();
  marks = g_build_filename (fixture->folder, "lent", NULL);
  write_modem (fixture, "a");
  write_modem (fixture, "b");
  fixture->modem_manager = dialer_modem_manager_new ();
  fixture->marks = dialer_lent_marks_new (marks);
  fixture->inhibitor = dialer_inhibitor_new (fixture->modem_manager, fixture->marks);
  fixture->store = dialer_store_new (fixture->folder, ".modem");
  fixture->pool = dialer_modem_pool_new (fixture->store, fixture->inhibitor);
  fixture->queue = dialer_modem_queue_new (fixture->pool);
  dialer_modem_pool_load (fixture->pool);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->queue);
  g_assert_finalize_object (fixture->pool);
  g_object_unref (fixture->store);
  g_object_unref (fixture->inhibitor);
  dialer_lent_marks_free (fixture->marks);
  g_object_unref (fixture->modem_manager);
  folder_remove (fixture->folder);
}

static DialerModem *
find (Fixture *fixture, const char *id)
{
  return dialer_modem_pool_find (fixture->pool, id);
}

/* Returns: (transfer none): the modem, which keeps being reserved. */
static DialerModem *
choose (Fixture *fixture, const char *id, gboolean goes_on, DialerReason *reason)
{
  g_autoptr (DialerModem) modem
    = dialer_modem_queue_choose (fixture->queue, id, DIALER_MODEM_VOICE, goes_on, reason);

  return modem;
}

static void
assert_chosen (Fixture *fixture, const char *id, const char *expected)
{
  DialerReason reason;
  DialerModem *modem = choose (fixture, id, FALSE, &reason);

  g_assert_nonnull (modem);
  g_assert_cmpstr (dialer_modem_get_id (modem), ==, expected);
  g_assert_cmpint (dialer_modem_get_state (modem), ==, DIALER_MODEM_IN_USE);
}

static void
assert_refused (Fixture *fixture, const char *id, DialerReason expected)
{
  DialerReason reason;

  g_assert_null (choose (fixture, id, FALSE, &reason));
  g_assert_cmpint (reason, ==, expected);
}

static void
note (DialerModem *modem, DialerState reached, DialerReason reason)
{
  const DialerCallRecord record = { .reached = reached, .reason = reason };

  dialer_modem_note_call (modem, &record);
}

static void
test_order_of_ids (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, "c", DIALER_REASON_NO_MODEM);
  assert_chosen (fixture, "any", "a");
  assert_chosen (fixture, "any", "b");
  assert_refused (fixture, "any", DIALER_REASON_MODEM_BUSY);
  assert_refused (fixture, "a", DIALER_REASON_MODEM_BUSY);
}

/* After a crash nobody is told that it is busy for the moment that its line needs. */
static void
test_being_cleared (Fixture *fixture, gconstpointer data)
{
  DialerModem *modem = find (fixture, "a");

  g_assert_true (dialer_modem_reserve_to_clear (modem));
  g_assert_false (dialer_modem_reserve_to_clear (modem));
  assert_refused (fixture, "a", DIALER_REASON_MODEM_BUSY);
  g_assert_cmpuint (dialer_modem_queue_get_patience (fixture->queue, "a", DIALER_MODEM_VOICE, 0), >, 0);
  g_assert_cmpuint (dialer_modem_queue_get_patience (fixture->queue, "any", DIALER_MODEM_VOICE, 1000), ==, 1000);
  g_assert_cmpuint (dialer_modem_queue_get_patience (fixture->queue, "b", DIALER_MODEM_VOICE, 0), ==, 0);
  dialer_modem_release (modem);
  assert_chosen (fixture, "a", "a");
  g_assert_cmpuint (dialer_modem_queue_get_patience (fixture->queue, "a", DIALER_MODEM_VOICE, 0), ==, 0);
}

static void
test_failed_modem_comes_later (Fixture *fixture, gconstpointer data)
{
  note (find (fixture, "a"), DIALER_STATE_DIALING, DIALER_REASON_NO_DIALTONE);
  assert_chosen (fixture, "any", "b");
  assert_chosen (fixture, "any", "a");
}

/* An engaged number is no fault of the modem. */
static void
test_good_call_clears_it (Fixture *fixture, gconstpointer data)
{
  note (find (fixture, "a"), DIALER_STATE_DIALING, DIALER_REASON_NO_DIALTONE);
  note (find (fixture, "a"), DIALER_STATE_DIALING, DIALER_REASON_BUSY);
  assert_chosen (fixture, "any", "a");
}

static void
test_silent_modem_comes_last (Fixture *fixture, gconstpointer data)
{
  dialer_modem_set_silent (find (fixture, "a"));
  note (find (fixture, "b"), DIALER_STATE_DIALING, DIALER_REASON_NO_DIALTONE);
  assert_chosen (fixture, "any", "b");
  dialer_modem_release (find (fixture, "b"));
  dialer_modem_set_identity (find (fixture, "a"), dialer_identity_new ());
  assert_chosen (fixture, "any", "a");
}

static void
test_absent_modem_is_none (Fixture *fixture, gconstpointer data)
{
  g_unlink (dialer_modem_get_device (find (fixture, "a")));
  while (dialer_modem_get_state (find (fixture, "a")) != DIALER_MODEM_ABSENT)
    g_main_context_iteration (NULL, TRUE);
  assert_refused (fixture, "a", DIALER_REASON_NO_MODEM);
  assert_chosen (fixture, "any", "b");
  assert_refused (fixture, "any", DIALER_REASON_MODEM_BUSY);
}

static void
wait_for (Fixture *fixture, const char *id, guint patience, GCancellable *cancellable, GAsyncResult **result)
{
  *result = NULL;
  dialer_modem_queue_wait_async (fixture->queue, id, DIALER_MODEM_VOICE, patience, cancellable, on_result,
                                 result);
}

static void
assert_served (Fixture *fixture, GAsyncResult **result, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerModem) modem = NULL;

  wait_for_result (result);
  modem = dialer_modem_queue_wait_finish (fixture->queue, *result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dialer_modem_get_id (modem), ==, expected);
  g_clear_object (result);
}

static void
assert_in_vain (Fixture *fixture, GAsyncResult **result, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  wait_for_result (result);
  g_assert_null (dialer_modem_queue_wait_finish (fixture->queue, *result, &error));
  g_assert_error (error, domain, code);
  g_clear_object (result);
}

/* Takes both modems. */
static void
take_all (Fixture *fixture)
{
  assert_chosen (fixture, "any", "a");
  assert_chosen (fixture, "any", "b");
}

static void
test_first_come_first_served (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *for_b, *first, *second;

  take_all (fixture);
  wait_for (fixture, "b", PATIENCE, NULL, &for_b);
  wait_for (fixture, "any", PATIENCE, NULL, &first);
  wait_for (fixture, "any", PATIENCE, NULL, &second);
  dialer_modem_release (find (fixture, "a"));
  assert_served (fixture, &first, "a");
  dialer_modem_release (find (fixture, "b"));
  assert_served (fixture, &for_b, "b");
  g_assert_null (second);
  dialer_modem_release (find (fixture, "b"));
  assert_served (fixture, &second, "b");
}

static void
test_nobody_jumps_the_queue (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *waiting;

  take_all (fixture);
  wait_for (fixture, "any", PATIENCE, NULL, &waiting);
  dialer_modem_release (find (fixture, "a"));
  assert_refused (fixture, "any", DIALER_REASON_MODEM_BUSY);
  assert_served (fixture, &waiting, "a");
}

static void
test_who_is_not_done_goes_on (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *waiting;
  DialerReason reason;

  take_all (fixture);
  wait_for (fixture, "any", PATIENCE, NULL, &waiting);
  dialer_modem_release (find (fixture, "a"));
  g_assert_true (choose (fixture, "any", TRUE, &reason) == find (fixture, "a"));
  dialer_modem_release (find (fixture, "b"));
  assert_served (fixture, &waiting, "b");
}

static void
test_time_is_over (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *busy, *absent;

  take_all (fixture);
  wait_for (fixture, "any", 1, NULL, &busy);
  wait_for (fixture, "c", 1, NULL, &absent);
  assert_in_vain (fixture, &busy, DIALER_ERROR, DIALER_ERROR_BUSY);
  assert_in_vain (fixture, &absent, DIALER_ERROR, DIALER_ERROR_NOT_FOUND);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *waiting;

  take_all (fixture);
  wait_for (fixture, "any", PATIENCE, cancellable, &waiting);
  g_cancellable_cancel (cancellable);
  assert_in_vain (fixture, &waiting, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dialer_modem_release (find (fixture, "a"));
  assert_chosen (fixture, "any", "a");
}

/* Served, and then cancelled: whoever asked has to give it back, and must learn that he has it. */
static void
test_cancelled_too_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *waiting;

  take_all (fixture);
  wait_for (fixture, "any", PATIENCE, cancellable, &waiting);
  dialer_modem_release (find (fixture, "a"));
  assert_refused (fixture, "any", DIALER_REASON_MODEM_BUSY);
  g_cancellable_cancel (cancellable);
  assert_served (fixture, &waiting, "a");
}

#define ADD(name, function) \
  g_test_add ("/core/modem-queue/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order-of-ids", test_order_of_ids);
  ADD ("being-cleared", test_being_cleared);
  ADD ("failed-modem-comes-later", test_failed_modem_comes_later);
  ADD ("good-call-clears-it", test_good_call_clears_it);
  ADD ("silent-modem-comes-last", test_silent_modem_comes_last);
  ADD ("absent-modem-is-none", test_absent_modem_is_none);
  ADD ("first-come-first-served", test_first_come_first_served);
  ADD ("nobody-jumps-the-queue", test_nobody_jumps_the_queue);
  ADD ("who-is-not-done-goes-on", test_who_is_not_done_goes_on);
  ADD ("time-is-over", test_time_is_over);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-too-late", test_cancelled_too_late);
  return g_test_run ();
}
