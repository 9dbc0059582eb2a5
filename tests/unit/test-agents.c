/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Agents of all kinds on a real bus: who is asked, in which order, and what comes of those that hang, lie, die or
 * answer twice.
 */
#include <libsecret/secret.h>
#include <string.h>

#include "agent-stand-in.h"
#include "dialer-bus-agents.h"
#include "dialer-error.h"
#include "dialer-reason.h"
#include "dialer-reply-share.h"
#include "dialer-secret-source.h"
#include "folder-fixture.h"

#define OWNER 1000
#define STRANGER 1001
/* Of the daemon for an agent; long enough for one that answers at once, on the slowest of machines. */
#define PATIENCE_MS 2000

typedef struct
{
  char *folder;
  PrivateBus bus;
  GDBusConnection *service;
  DialerSecretStore *store;
  DialerBusAgents *agents;
  DialerProfile *profile;
  GString *order; /* the secrets of those asked, in their order */
} World;

static World world;

static void
set_up_world (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autofree char *keyring = NULL, *scratch = NULL, *key = NULL;

  world.folder = folder_new ();
  keyring = g_build_filename (world.folder, "keyring", NULL);
  scratch = g_build_filename (world.folder, "scratch", "keyring", NULL);
  key = g_build_filename (world.folder, "key", NULL);
  g_assert_true (g_file_set_contents (key, "0123456789abcdef0123456789abcdef", -1, NULL));
  world.store = dialer_secret_store_open (keyring, scratch, key);
  private_bus_start (&world.bus, world.folder);
  world.service = private_bus_join (&world.bus);
  world.order = g_string_new (NULL);
  g_assert_true (dialer_settings_set (settings, "profile.id", "0a6e6e3e-9d4a-4c36-8f5e-3a1f0e1f5a11", NULL));
  g_assert_true (dialer_settings_set (settings, "profile.name", "isp", NULL));
  g_assert_true (dialer_settings_set (settings, "profile.owner", G_STRINGIFY (OWNER), NULL));
  world.profile = dialer_profile_new (settings);
}

static void
tear_down_world (void)
{
  g_dbus_connection_close_sync (world.service, NULL, NULL);
  g_object_unref (world.service);
  g_object_unref (world.profile);
  g_object_unref (world.store);
  private_bus_stop (&world.bus);
  g_string_free (world.order, TRUE);
  folder_remove (world.folder);
}

static Agent *
add_agent (Kind kind, const char *secret, guint uid)
{
  Agent *self = agent_new (&world.bus, kind, secret, world.order);
  g_autoptr (GError) error = NULL;

  g_assert_true (dialer_bus_agents_add (world.agents, world.service, self->name, AGENT_PATH, uid, &error));
  g_assert_no_error (error);
  return self;
}

static void
set_up (gpointer *fixture, gconstpointer data)
{
  world.agents = dialer_bus_agents_new (PATIENCE_MS);
  g_string_truncate (world.order, 0);
  dialer_profile_note_secret (world.profile, "password", FALSE);
}

static void
tear_down (gpointer *fixture, gconstpointer data)
{
  /* Nothing holds on to it: no question is left. */
  g_assert_finalize_object (world.agents);
}

/* ---- asking ---- */

static void
begin (const Agent *caller, GCancellable *cancellable, GAsyncResult **result)
{
  DialerAgentQuestion question = { .profile = world.profile, .caller = caller ? caller->name : NULL,
                                   .name = "password", .flags = DIALER_AGENT_INTERACTIVE };

  dialer_agents_ask_async (DIALER_AGENTS (world.agents), &question, cancellable, on_result, result);
}

static void
end (GAsyncResult **result, const char *secret, DialerReason reason)
{
  g_autoptr (GAsyncResult) done = wait_for_result (result);
  g_autoptr (GError) error = NULL;
  char *got = dialer_agents_ask_finish (DIALER_AGENTS (world.agents), done, &error);

  g_assert_cmpstr (got, ==, secret);
  if (secret == NULL)
    g_assert_cmpint (dialer_reason_from_error (error), ==, reason);
  else
    g_assert_no_error (error);
  secret_password_free (got);
}

static void
expect (const Agent *caller, const char *secret, DialerReason reason)
{
  GAsyncResult *result = NULL;

  begin (caller, NULL, &result);
  end (&result, secret, reason);
}

static void
test_order (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) first = add_agent (HAS_NONE, "first", OWNER);
  g_autoptr (Agent) caller = add_agent (HAS_NONE, "caller", OWNER);
  G_GNUC_UNUSED g_autoptr (Agent) last = add_agent (HAS_NONE, "last", OWNER);

  expect (caller, NULL, DIALER_REASON_NO_SECRET);
  g_assert_cmpstr (world.order->str, ==, "caller last first ");
  g_string_truncate (world.order, 0);
  first->kind = GIVES;
  expect (first, "first", DIALER_REASON_NONE);
  g_assert_cmpstr (world.order->str, ==, "first ");
}

/* Not even if he is the one who dials. */
static void
test_another_user_is_not_asked (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) stranger = add_agent (GIVES, "stranger", STRANGER);
  G_GNUC_UNUSED g_autoptr (Agent) root = add_agent (GIVES, "root", 0);
  Agent *own;

  expect (stranger, NULL, DIALER_REASON_NO_SECRET);
  g_assert_cmpstr (world.order->str, ==, "");
  own = add_agent (GIVES, "own", OWNER);
  expect (stranger, "own", DIALER_REASON_NONE);
  g_assert_cmpstr (world.order->str, ==, "own ");
  agent_free (own);
}

static const Kind liars[] = { GIVES_FILE, GIVES_NOTHING, GIVES_TOO_MUCH, GIVES_TWO_LINES, GIVES_STRING, FAILS, DIES };

static void
test_liars (gpointer *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (liars); i++)
    {
      g_autoptr (Agent) honest = add_agent (GIVES, "honest", OWNER);
      g_autoptr (Agent) liar = add_agent (liars[i], "liar", OWNER);

      g_test_message ("kind %u", liars[i]);
      g_string_truncate (world.order, 0);
      expect (liar, "honest", DIALER_REASON_NONE);
      g_assert_cmpstr (world.order->str, ==, "liar honest ");
      honest->kind = HAS_NONE;
      expect (liar, NULL, DIALER_REASON_NO_SECRET);
    }
}

static void
test_hangs (gpointer *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Agent) honest = add_agent (GIVES, "honest", OWNER);
  g_autoptr (Agent) hanging = add_agent (HANGS, "hanging", OWNER);

  expect (hanging, "honest", DIALER_REASON_NONE);
  while (hanging->cancelled == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (hanging->cancelled, "Profile/0a6e6e3e"));
  g_assert_nonnull (strstr (hanging->cancelled, "'password'"));
}

/* However many hang, the end comes. */
static void
test_all_hang (gpointer *fixture, gconstpointer data)
{
  gint64 begun = g_get_monotonic_time ();
  Agent *hanging[5];

  for (guint i = 0; i < G_N_ELEMENTS (hanging); i++)
    hanging[i] = add_agent (HANGS, "hanging", OWNER);
  expect (NULL, NULL, DIALER_REASON_NO_SECRET);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 4 * PATIENCE_MS * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (hanging); i++)
    agent_free (hanging[i]);
}

static void
test_answers_twice (gpointer *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Agent) agent = add_agent (ANSWERS_TWICE, "first", OWNER);

  for (guint i = 0; i < 3; i++)
    expect (NULL, "first", DIALER_REASON_NONE);
}

static void
test_person_says_no (gpointer *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Agent) other = add_agent (GIVES, "other", OWNER);
  g_autoptr (Agent) caller = add_agent (SAYS_NO, "caller", OWNER);

  expect (caller, NULL, DIALER_REASON_CANCELLED);
  g_assert_cmpstr (world.order->str, ==, "caller ");
}

static void
test_locked (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) none = add_agent (HAS_NONE, "none", OWNER);
  g_autoptr (Agent) locked = add_agent (IS_LOCKED, "locked", OWNER);

  expect (locked, NULL, DIALER_REASON_SECRET_LOCKED);
  g_assert_cmpstr (world.order->str, ==, "locked none ");
  none->kind = GIVES;
  expect (locked, "none", DIALER_REASON_NONE);
}

static void
test_cancel (gpointer *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Agent) other = add_agent (GIVES, "other", OWNER);
  g_autoptr (Agent) hanging = add_agent (HANGS, "hanging", OWNER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;

  begin (hanging, cancellable, &result);
  while (hanging->hanging == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  end (&result, NULL, DIALER_REASON_CANCELLED);
  while (hanging->cancelled == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (world.order->str, ==, "hanging ");
  /* Cancelled before it began. */
  result = NULL;
  begin (NULL, cancellable, &result);
  end (&result, NULL, DIALER_REASON_CANCELLED);
}

static void
test_leaves (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) other = add_agent (GIVES, "other", OWNER);
  g_autoptr (Agent) hanging = add_agent (HANGS, "hanging", OWNER);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  begin (hanging, NULL, &result);
  while (hanging->hanging == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (dialer_bus_agents_remove (world.agents, other->name, "/none", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND);
  g_assert_true (dialer_bus_agents_remove (world.agents, hanging->name, AGENT_PATH, NULL));
  end (&result, "other", DIALER_REASON_NONE);
  /* And one that leaves the bus leaves the list. */
  g_dbus_connection_close_sync (other->connection, NULL, NULL);
  while (dialer_bus_agents_count (world.agents) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static DialerProfile *
make_profile (guint owner)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autofree char *id = g_strdup_printf ("%u", owner);

  g_assert_true (dialer_settings_set (settings, "profile.id", "0a6e6e3e-9d4a-4c36-8f5e-3a1f0e1f5a12", NULL));
  g_assert_true (dialer_settings_set (settings, "profile.owner", id, NULL));
  return dialer_profile_new (settings);
}

static guint
ask_in_vain (guint n)
{
  guint asked = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GAsyncResult *result = NULL;
      gsize before = world.order->len;

      begin (NULL, cancellable, &result);
      while (result == NULL && world.order->len == before)
        g_main_context_iteration (NULL, TRUE);
      asked += result == NULL;
      g_cancellable_cancel (cancellable);
      end (&result, NULL, asked == i + 1 ? DIALER_REASON_CANCELLED : DIALER_REASON_NO_SECRET);
    }
  return asked;
}

/* The bus waits for an answer as long as there is somebody to give it, though we do not. */
static void
test_never_answers (gpointer *fixture, gconstpointer data)
{
  Agent *hanging = add_agent (HANGS, "hanging", OWNER);
  G_GNUC_UNUSED g_autoptr (Agent) of_stranger = add_agent (GIVES, "stranger", STRANGER);
  g_autoptr (DialerProfile) of_owner = g_object_ref (world.profile);
  g_autoptr (DialerProfile) profile = make_profile (STRANGER);
  g_autoptr (Agent) next = NULL;

  g_assert_cmpuint (ask_in_vain (DIALER_REPLIES_MAX), ==, DIALER_REPLIES_MAX / 3);
  world.profile = profile;
  expect (NULL, "stranger", DIALER_REASON_NONE);
  world.profile = of_owner;
  agent_free (hanging);
  while (!dialer_reply_share_take (world.service, OWNER, NULL))
    g_main_context_iteration (NULL, TRUE);
  dialer_reply_share_give_back (world.service, OWNER);
  next = add_agent (GIVES, "next", OWNER);
  expect (NULL, "next", DIALER_REASON_NONE);
}

static void
test_limits (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) agent = add_agent (GIVES, "agent", OWNER);
  g_autoptr (GError) error = NULL;

  g_assert_false (dialer_bus_agents_add (world.agents, world.service, agent->name, AGENT_PATH, OWNER, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_EXISTS);
  g_clear_error (&error);
  for (guint i = 1; i < DIALER_BUS_AGENTS_MAX; i++)
    {
      g_autofree char *path = g_strdup_printf ("/agent%u", i);

      g_assert_true (dialer_bus_agents_add (world.agents, world.service, agent->name, path, OWNER, NULL));
    }
  g_assert_false (dialer_bus_agents_add (world.agents, world.service, agent->name, "/more", OWNER, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_BUSY);
  g_assert_true (dialer_bus_agents_add (world.agents, world.service, agent->name, "/more", STRANGER, NULL));
}

/* ---- the source ---- */

static void
expect_fetched (DialerSecretSource *source, const char *where, const char *secret, DialerReason reason)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *got;

  g_assert_true (dialer_settings_set (settings, "secret.password", where, NULL));
  dialer_secret_source_fetch_async (source, settings, "password", NULL, on_result, &result);
  got = dialer_secret_source_fetch_finish (source, wait_for_result (&result), &error);
  g_assert_cmpstr (got, ==, secret);
  g_assert_cmpint (error ? dialer_reason_from_error (error) : DIALER_REASON_NONE, ==, reason);
  secret_password_free (got);
}

static void
test_source (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) agent = add_agent (GIVES, "agent", OWNER);
  g_autoptr (DialerSecretSource) source = dialer_secret_source_new (world.store, DIALER_AGENTS (world.agents),
                                                                    world.profile, agent->name, TRUE);

  expect_fetched (source, "none", NULL, DIALER_REASON_NONE);
  expect_fetched (source, "stored", NULL, DIALER_REASON_NO_SECRET);
  g_assert_null (agent->question);
  expect_fetched (source, "agent", "agent", DIALER_REASON_NONE);
  g_assert_cmpuint (agent->flags, ==, 1);
  expect_fetched (source, "ask", "agent", DIALER_REASON_NONE);
  g_assert_cmpuint (agent->flags, ==, 1 | 4);
  agent->kind = HAS_NONE;
  expect_fetched (source, "ask", NULL, DIALER_REASON_NO_SECRET);
}

static void
test_refused (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) agent = add_agent (GIVES, "agent", OWNER);
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (DialerSecretSource) source = dialer_secret_source_new (world.store, DIALER_AGENTS (world.agents),
                                                                    world.profile, agent->name, TRUE);

  /* What the store has is nothing to agents. */
  dialer_secret_source_note_outcome (source, settings, "password", TRUE);
  expect_fetched (source, "agent", "agent", DIALER_REASON_NONE);
  g_assert_cmpuint (agent->flags, ==, 1);
  g_assert_true (dialer_settings_set (settings, "secret.password", "agent", NULL));
  dialer_secret_source_note_outcome (source, settings, "password", TRUE);
  expect_fetched (source, "agent", "agent", DIALER_REASON_NONE);
  g_assert_cmpuint (agent->flags, ==, 1 | 2);
  dialer_secret_source_note_outcome (source, settings, "password", FALSE);
  expect_fetched (source, "ask", "agent", DIALER_REASON_NONE);
  g_assert_cmpuint (agent->flags, ==, 1 | 4);
}

static void
test_quiet (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) agent = add_agent (GIVES, "agent", OWNER);
  g_autoptr (DialerSecretSource) source = dialer_secret_source_new (world.store, DIALER_AGENTS (world.agents),
                                                                    world.profile, agent->name, FALSE);

  expect_fetched (source, "ask", NULL, DIALER_REASON_NO_SECRET);
  g_assert_null (agent->question);
  expect_fetched (source, "agent", "agent", DIALER_REASON_NONE);
  g_assert_cmpuint (agent->flags, ==, 0);
}

static void
test_code (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) agent = add_agent (GIVES, "123456", OWNER);
  g_autoptr (DialerSecretSource) source = dialer_secret_source_new (world.store, DIALER_AGENTS (world.agents),
                                                                    world.profile, agent->name, TRUE);
  g_autoptr (GAsyncResult) result = NULL;
  char *code;

  dialer_secret_source_ask_async (source, "Token: 7?", NULL, on_result, &result);
  code = dialer_secret_source_fetch_finish (source, wait_for_result (&result), NULL);
  g_assert_cmpstr (code, ==, "123456");
  g_assert_cmpstr (agent->question, ==, "code:Token: 7?");
  g_assert_cmpuint (agent->flags, ==, 1 | 4);
  secret_password_free (code);
}

#define ADD(path, function) g_test_add ("/bus/agents/" path, gpointer, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up_world ();
  ADD ("order", test_order);
  ADD ("another-user-is-not-asked", test_another_user_is_not_asked);
  ADD ("liars", test_liars);
  ADD ("hangs", test_hangs);
  ADD ("all-hang", test_all_hang);
  ADD ("answers-twice", test_answers_twice);
  ADD ("person-says-no", test_person_says_no);
  ADD ("locked", test_locked);
  ADD ("cancel", test_cancel);
  ADD ("leaves", test_leaves);
  ADD ("never-answers", test_never_answers);
  ADD ("limits", test_limits);
  ADD ("source", test_source);
  ADD ("refused", test_refused);
  ADD ("quiet", test_quiet);
  ADD ("code", test_code);
  status = g_test_run ();
  tear_down_world ();
  return status;
}
