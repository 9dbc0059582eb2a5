/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Much at a time: what one user asks for, and what polkit does not answer, keeps nobody else waiting. */
#include <string.h>

#include "dialer-admission.h"
#include "dialer-error.h"
#include "dialer-reply-share.h"
#include "folder-fixture.h"
#include "rights-world.h"

#define MANY (DIALER_REQUESTS_MAX - 1)

/* A dialog that nobody answers delays nobody else, not even the one who has it open. */
static void
test_others_do_not_wait (void)
{
  GAsyncResult *results[MANY] = { NULL };
  gint64 begin, took;

  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < MANY; i++)
    call (world.user, PROFILE, get_method ("Dial"), TRUE, &results[i]);
  wait_for_pending (MANY);
  world.relation = OWN;
  begin = g_get_monotonic_time ();
  expect (world.other, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
  expect (world.user, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
  took = g_get_monotonic_time () - begin;
  g_test_message ("two answers within %.1f ms, while %d calls hang", took / 1000.0, MANY);
  g_assert_cmpint (took, <, 100 * 1000);
  polkit_stand_in_release (world.polkit, FALSE);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *answer = finish (world.user, &results[i]);

      g_assert_cmpstr (answer, ==, REFUSED);
    }
}

/* polkit answers so many at a time: no user gets them all, on however many connections, and root is not bound. */
static void
test_too_many (void)
{
  GAsyncResult *results[DIALER_REQUESTS_MAX] = { NULL };

  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < DIALER_REQUESTS_MAX; i++)
    call (i % 2 ? world.user : world.other, PROFILE, get_method ("Dial"), TRUE, &results[i]);
  wait_for_pending (DIALER_REQUESTS_MAX);
  world.relation = OWN;
  expect (world.user, PROFILE, get_method ("ListSecrets"), FALSE, BUSY);
  expect (world.other, PROFILE, get_method ("ListSecrets"), FALSE, BUSY);
  if (world.root)
    expect (world.root, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
  polkit_stand_in_release (world.polkit, FALSE);
  for (guint i = 0; i < DIALER_REQUESTS_MAX; i++)
    g_free (finish (i % 2 ? world.user : world.other, &results[i]));
  expect (world.user, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (DIALER_REQUEST_SIZE_MAX, 'x');
  g_autofree char *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GDBusMethodInfo *method = get_method ("ClearSecret");

  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_YES);
  g_dbus_connection_call (world.user, g_dbus_connection_get_unique_name (world.service), OBJECT, PROFILE, method->name,
                          g_variant_new ("(s)", text), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_result, &result);
  answer = finish (world.user, &result);
  result = NULL;
  g_assert_cmpstr (answer, ==, TOO_LONG);
}

/* Nobody is asked on behalf of one who has left; one watch does for all that he asked. */
static void
test_caller_leaves (void)
{
  GDBusConnection *guest = join_as (world.uid);
  GAsyncResult *results[2] = { NULL };
  guint before = world.polkit->cancelled;

  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < 2; i++)
    call (guest, PROFILE, get_method ("Dial"), TRUE, &results[i]);
  wait_for_pending (2);
  g_dbus_connection_close_sync (guest, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      wait_for_result (&results[i]);
      g_clear_object (&results[i]);
    }
  while (world.polkit->cancelled < before + 2)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (guest);
  polkit_stand_in_release (world.polkit, FALSE);
}

/* As many as he may; they hang.  Returns: how many polkit has been asked. */
static guint
hang (GDBusConnection *caller, GAsyncResult **results)
{
  guint before = world.polkit->pending, answered = 0;

  for (guint i = 0; i < DIALER_REQUESTS_MAX; i++)
    {
      call (caller, PROFILE, get_method ("Dial"), TRUE, &results[i]);
      while (results[i] == NULL && world.polkit->pending == before + i - answered)
        g_main_context_iteration (NULL, TRUE);
      if (results[i])
        {
          g_autofree char *answer = finish (caller, &results[i]);

          g_assert_cmpstr (answer, ==, BUSY);
          answered++;
        }
    }
  return world.polkit->pending - before;
}

static void
expect_service_may_wait (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;

  g_dbus_connection_call (world.service, g_dbus_connection_get_unique_name (world.other), "/",
                          "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_result,
                          &result);
  reply = g_dbus_connection_call_finish (world.service, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

/* The bus lets us wait for so many answers: users together do not use them up, nor leave nothing to the next. */
static void
test_many_users (void)
{
  GAsyncResult *results[8][DIALER_REQUESTS_MAX] = { { NULL } };
  GDBusConnection *users[8];
  guint asked[8];

  if (world.root == NULL)
    {
      g_test_skip ("only the superuser can be many");
      return;
    }
  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      users[i] = join_as (1 + i);
      asked[i] = hang (users[i], results[i]);
      g_test_message ("user %u: %u questions", i, asked[i]);
    }
  g_assert_cmpuint (asked[0], ==, DIALER_REPLIES_MAX / 3);
  g_assert_cmpuint (asked[7], >=, 1);
  g_assert_cmpuint (world.polkit->pending, <=, DIALER_REPLIES_MAX);
  expect_service_may_wait ();
  polkit_stand_in_release (world.polkit, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      for (guint n = 0; n < DIALER_REQUESTS_MAX; n++)
        if (asked[i] > n)
          g_free (finish (users[i], &results[i][n]));
      leave (users[i]);
    }
}

/* Nobody is told when the requests of one who has left are done with. */
static void
wait_until_admitted (GDBusConnection *caller)
{
  gboolean busy = TRUE;

  world.relation = OWN;
  while (busy)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *answer = NULL;

      call (caller, PROFILE, get_method ("ListSecrets"), FALSE, &result);
      answer = finish (caller, &result);
      result = NULL;
      busy = g_str_equal (answer, BUSY);
    }
}

/* Who leaves and comes back has no more: polkit has yet to answer what he asked. */
static void
test_comes_back (void)
{
  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < 3; i++)
    {
      GDBusConnection *guest = join_as (world.uid);
      GAsyncResult *results[DIALER_REQUESTS_MAX] = { NULL };
      guint asked = hang (guest, results);

      g_assert_cmpuint (asked, ==, i == 0 ? DIALER_REQUESTS_MAX : 0);
      g_dbus_connection_close_sync (guest, NULL, NULL);
      for (guint n = 0; n < asked; n++)
        g_free (finish (guest, &results[n]));
      g_object_unref (guest);
    }
  expect_service_may_wait ();
  polkit_stand_in_release (world.polkit, FALSE);
  wait_until_admitted (world.user);
}

/* Returns when all that @caller has sent is with the service, whose loop has not run meanwhile. */
static void
wait_for_arrival (GDBusConnection *caller)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (GVariant) reply
    = g_dbus_connection_call_sync (caller, g_dbus_connection_get_unique_name (world.service), "/",
                                   "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                   &error);

  g_assert_no_error (error);
}

/* What somebody asks for much at a time is done after what others ask, though it has come before. */
static void
test_others_come_first (void)
{
  GAsyncResult *results[9] = { NULL };

  if (world.root == NULL)
    {
      g_test_skip ("only the superuser can be somebody else");
      return;
    }
  world.relation = OWN;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_YES);
  expect (world.user, PROFILE, get_method ("GetLastCall"), FALSE, ALLOWED);
  expect (world.root, PROFILE, get_method ("GetLastCall"), FALSE, ALLOWED);
  g_string_truncate (world.order, 0);
  for (guint i = 0; i < 8; i++)
    call (world.user, PROFILE, get_method ("GetLastCall"), FALSE, &results[i]);
  wait_for_arrival (world.user);
  call (world.root, PROFILE, get_method ("GetLastCall"), FALSE, &results[8]);
  wait_for_arrival (world.root);
  for (guint i = 0; i < 9; i++)
    g_free (finish (i < 8 ? world.user : world.root, &results[i]));
  g_assert_true (g_str_has_prefix (world.order->str, "0 "));
  g_assert_cmpuint (world.order->len, ==, strlen ("0 ") + 8 * strlen ("65534 "));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up_world ();
  g_test_add_func ("/bus/admission/others-do-not-wait", test_others_do_not_wait);
  g_test_add_func ("/bus/admission/too-many", test_too_many);
  g_test_add_func ("/bus/admission/too-long", test_too_long);
  g_test_add_func ("/bus/admission/caller-leaves", test_caller_leaves);
  g_test_add_func ("/bus/admission/many-users", test_many_users);
  g_test_add_func ("/bus/admission/comes-back", test_comes_back);
  g_test_add_func ("/bus/admission/others-come-first", test_others_come_first);
  status = g_test_run ();
  tear_down_world ();
  return status;
}
