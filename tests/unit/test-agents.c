/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Agents of all kinds on a real bus: who is asked, in which order, and what comes of those that hang, lie, die or
 * answer twice.
 */
#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <libsecret/secret.h>
#include <string.h>
#include <unistd.h>

#include "dialer-bus-agents.h"
#include "dialer-dbus.h"
#include "dialer-error.h"
#include "dialer-reason.h"
#include "dialer-secret-pipe.h"
#include "dialer-secret-source.h"
#include "folder-fixture.h"
#include "private-bus.h"

#define AGENT_PATH "/agent"
#define OWNER 1000
#define STRANGER 1001
/* Of the daemon for an agent; long enough for one that answers at once, on the slowest of machines. */
#define PATIENCE_MS 2000

typedef enum
{
  GIVES,
  HAS_NONE,
  IS_LOCKED,
  SAYS_NO,
  FAILS,
  HANGS,
  GIVES_FILE,
  GIVES_NOTHING,
  GIVES_TOO_MUCH,
  GIVES_TWO_LINES,
  GIVES_STRING,
  DIES,
  ANSWERS_TWICE,
} Kind;

typedef struct
{
  Kind kind;
  const char *secret;
  GDBusConnection *connection;
  const char *name;
  guint registration;
  GDBusMethodInvocation *hanging;
  char *cancelled; /* what CancelGetSecret has told */
  char *question;
  guint flags;
} Agent;

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

/* ---- agents ---- */

static int
make_pipe (const char *text, gsize length)
{
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_assert_cmpint (write (ends[1], text, length), ==, length);
  close (ends[1]);
  return ends[0];
}

static void
send_pipe (GDBusConnection *connection, GDBusMessage *call, int fd)
{
  g_autoptr (GDBusMessage) reply = g_dbus_message_new_method_reply (call);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new_from_array (&fd, fd >= 0 ? 1 : 0);

  g_dbus_message_set_body (reply, g_variant_new ("(h)", 0));
  g_dbus_message_set_unix_fd_list (reply, fds);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static void
give (Agent *self, GDBusMethodInvocation *invocation)
{
  GDBusMessage *call = g_dbus_method_invocation_get_message (invocation);
  static const char much[DIALER_SECRET_MAX + 1] = "xxx";

  if (self->kind == GIVES_FILE)
    send_pipe (self->connection, call, open ("/dev/zero", O_RDONLY | O_CLOEXEC));
  else if (self->kind == GIVES_NOTHING)
    send_pipe (self->connection, call, make_pipe ("", 0));
  else if (self->kind == GIVES_TOO_MUCH)
    send_pipe (self->connection, call, make_pipe (much, sizeof much));
  else if (self->kind == GIVES_TWO_LINES)
    send_pipe (self->connection, call, make_pipe ("one\ntwo", 7));
  else
    send_pipe (self->connection, call, make_pipe (self->secret, strlen (self->secret)));
  if (self->kind == ANSWERS_TWICE)
    send_pipe (self->connection, call, make_pipe ("other", 5));
  g_object_unref (invocation);
}

static void
return_error (GDBusMethodInvocation *invocation, DialerError code)
{
  g_dbus_method_invocation_return_error_literal (invocation, DIALER_ERROR, code, "no");
}

static void
answer (Agent *self, GDBusMethodInvocation *invocation)
{
  switch (self->kind)
    {
    case HAS_NONE:
      return_error (invocation, DIALER_ERROR_NOT_FOUND);
      break;
    case IS_LOCKED:
      return_error (invocation, DIALER_ERROR_SECRETS_UNAVAILABLE);
      break;
    case SAYS_NO:
      return_error (invocation, DIALER_ERROR_CANCELLED);
      break;
    case FAILS:
      g_dbus_method_invocation_return_dbus_error (invocation, "com.example.Odd", "what?");
      break;
    case HANGS:
      self->hanging = invocation;
      break;
    case DIES:
      g_dbus_connection_close_sync (self->connection, NULL, NULL);
      g_object_unref (invocation);
      break;
    case GIVES_STRING:
      {
        g_autoptr (GDBusMessage) reply
          = g_dbus_message_new_method_reply (g_dbus_method_invocation_get_message (invocation));

        g_dbus_message_set_body (reply, g_variant_new ("(s)", "in clear"));
        g_dbus_connection_send_message (self->connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
        g_object_unref (invocation);
      }
      break;
    case GIVES:
    case GIVES_FILE:
    case GIVES_NOTHING:
    case GIVES_TOO_MUCH:
    case GIVES_TWO_LINES:
    case ANSWERS_TWICE:
      give (self, invocation);
      break;
    }
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  Agent *self = user_data;
  const char *name;

  if (g_str_equal (method, "CancelGetSecret"))
    {
      g_free (self->cancelled);
      self->cancelled = g_variant_print (parameters, FALSE);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get (parameters, "(&o&su)", NULL, &name, &self->flags);
  g_free (self->question);
  self->question = g_strdup (name);
  g_string_append_printf (world.order, "%s ", self->secret);
  answer (self, invocation);
}

static Agent *
agent_new (Kind kind, const char *secret, guint uid)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  Agent *self = g_new0 (Agent, 1);
  g_autoptr (GError) error = NULL;

  self->kind = kind;
  self->secret = secret;
  self->connection = private_bus_join (&world.bus);
  self->name = g_dbus_connection_get_unique_name (self->connection);
  self->registration = g_dbus_connection_register_object (self->connection, AGENT_PATH,
                                                          dialer_dbus_agent_interface_info (), &table, self, NULL,
                                                          &error);
  g_assert_no_error (error);
  g_assert_true (dialer_bus_agents_add (world.agents, world.service, self->name, AGENT_PATH, uid, &error));
  g_assert_no_error (error);
  return self;
}

static void
agent_free (Agent *self)
{
  g_clear_object (&self->hanging);
  g_dbus_connection_unregister_object (self->connection, self->registration);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_free (self->cancelled);
  g_free (self->question);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Agent, agent_free)

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
  g_autoptr (Agent) first = agent_new (HAS_NONE, "first", OWNER);
  g_autoptr (Agent) caller = agent_new (HAS_NONE, "caller", OWNER);
  G_GNUC_UNUSED g_autoptr (Agent) last = agent_new (HAS_NONE, "last", OWNER);

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
  g_autoptr (Agent) stranger = agent_new (GIVES, "stranger", STRANGER);
  G_GNUC_UNUSED g_autoptr (Agent) root = agent_new (GIVES, "root", 0);
  Agent *own;

  expect (stranger, NULL, DIALER_REASON_NO_SECRET);
  g_assert_cmpstr (world.order->str, ==, "");
  own = agent_new (GIVES, "own", OWNER);
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
      g_autoptr (Agent) honest = agent_new (GIVES, "honest", OWNER);
      g_autoptr (Agent) liar = agent_new (liars[i], "liar", OWNER);

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
  G_GNUC_UNUSED g_autoptr (Agent) honest = agent_new (GIVES, "honest", OWNER);
  g_autoptr (Agent) hanging = agent_new (HANGS, "hanging", OWNER);

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
    hanging[i] = agent_new (HANGS, "hanging", OWNER);
  expect (NULL, NULL, DIALER_REASON_NO_SECRET);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 4 * PATIENCE_MS * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (hanging); i++)
    agent_free (hanging[i]);
}

static void
test_answers_twice (gpointer *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Agent) agent = agent_new (ANSWERS_TWICE, "first", OWNER);

  for (guint i = 0; i < 3; i++)
    expect (NULL, "first", DIALER_REASON_NONE);
}

static void
test_person_says_no (gpointer *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Agent) other = agent_new (GIVES, "other", OWNER);
  g_autoptr (Agent) caller = agent_new (SAYS_NO, "caller", OWNER);

  expect (caller, NULL, DIALER_REASON_CANCELLED);
  g_assert_cmpstr (world.order->str, ==, "caller ");
}

static void
test_locked (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) none = agent_new (HAS_NONE, "none", OWNER);
  g_autoptr (Agent) locked = agent_new (IS_LOCKED, "locked", OWNER);

  expect (locked, NULL, DIALER_REASON_SECRET_LOCKED);
  g_assert_cmpstr (world.order->str, ==, "locked none ");
  none->kind = GIVES;
  expect (locked, "none", DIALER_REASON_NONE);
}

static void
test_cancel (gpointer *fixture, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr (Agent) other = agent_new (GIVES, "other", OWNER);
  g_autoptr (Agent) hanging = agent_new (HANGS, "hanging", OWNER);
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
  g_autoptr (Agent) other = agent_new (GIVES, "other", OWNER);
  g_autoptr (Agent) hanging = agent_new (HANGS, "hanging", OWNER);
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

static void
test_limits (gpointer *fixture, gconstpointer data)
{
  g_autoptr (Agent) agent = agent_new (GIVES, "agent", OWNER);
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
  g_autoptr (Agent) agent = agent_new (GIVES, "agent", OWNER);
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
  g_autoptr (Agent) agent = agent_new (GIVES, "agent", OWNER);
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
  g_autoptr (Agent) agent = agent_new (GIVES, "agent", OWNER);
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
  g_autoptr (Agent) agent = agent_new (GIVES, "123456", OWNER);
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
  ADD ("limits", test_limits);
  ADD ("source", test_source);
  ADD ("refused", test_refused);
  ADD ("quiet", test_quiet);
  ADD ("code", test_code);
  status = g_test_run ();
  tear_down_world ();
  return status;
}
