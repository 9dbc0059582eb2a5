/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "login-world.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dialer-secret-copy.h"

static void
set (LoginWorld *world, const char *path, const char *value)
{
  g_autoptr (GError) error = NULL;

  dialer_settings_set (world->settings, path, value, &error);
  g_assert_no_error (error);
}

void
login_world_set_up (LoginWorld *world, gconstpointer script)
{
  g_autoptr (GError) error = NULL;

  world->host = modem_stand_in_new ();
  world->locks = g_dir_make_tmp ("dialer-login-XXXXXX", NULL);
  world->settings = dialer_settings_new ();
  set (world, "ppp.user", "joe");
  set (world, "login.method", script ? "script" : "auto");
  if (script)
    set (world, "login.script", script);
  world->port = dialer_serial_port_open_with_locks (modem_stand_in_get_device (world->host), world->settings,
                                                    world->locks, &error);
  g_assert_no_error (error);
  dialer_serial_port_set_reading (world->port, FALSE);
  world->cancellable = g_cancellable_new ();
  world->log = dialer_call_log_new ();
  world->far_end = world->kept = -1;
  world->shown = g_string_new (NULL);
}

void
login_world_tear_down (LoginWorld *world, gconstpointer script)
{
  g_assert_finalize_object (world->port);
  g_object_unref (world->cancellable);
  dialer_call_log_free (world->log);
  g_clear_object (&world->terminal);
  if (world->far_end >= 0)
    close (world->far_end);
  if (world->kept >= 0)
    close (world->kept);
  g_string_free (world->shown, TRUE);
  dialer_settings_unref (world->settings);
  g_clear_error (&world->error);
  g_free (world->question);
  modem_stand_in_free (world->host);
  g_assert_cmpint (g_rmdir (world->locks), ==, 0);
  g_free (world->locks);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LoginWorld *world = user_data;

  world->let_in = dialer_login_finish (result, &world->error);
  world->done = TRUE;
}

static void
ask_async (gpointer data, const char *question, GCancellable *cancellable, GAsyncReadyCallback callback,
           gpointer user_data)
{
  LoginWorld *world = data;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  world->question = g_strdup (question);
  g_task_return_pointer (task, g_strdup ("123456"), g_free);
}

static char *
ask_finish (gpointer data, GAsyncResult *result, GError **error)
{
  g_autofree char *answer = g_task_propagate_pointer (G_TASK (result), error);

  return dialer_secret_copy (answer);
}

void
login_world_start_with (LoginWorld *world, const char *password)
{
  DialerLoginPlan plan = {
    .settings = world->settings,
    .password = password,
    .ask = { ask_async, ask_finish, world },
    .terminal = world->terminal,
    .log = world->log,
  };

  dialer_login_async (world->port, &plan, world->cancellable, on_done, world);
}

void
login_world_start (LoginWorld *world)
{
  login_world_start_with (world, "secret");
}

void
login_world_assert_let_in (LoginWorld *world)
{
  iterate_until (world->done);
  g_assert_no_error (world->error);
  g_assert_true (world->let_in);
}

void
login_world_assert_not_let_in (LoginWorld *world, DialerReason reason, const char *named)
{
  iterate_until (world->done);
  g_assert_error (world->error, DIALER_REASON_ERROR, (int) reason);
  g_assert_nonnull (strstr (world->error->message, named));
}

void
login_world_assert_log (LoginWorld *world, const char *expected)
{
  g_autoptr (GPtrArray) lines = dialer_call_log_take (world->log);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines && i < lines->len; i++)
    {
      DialerCallLogLine *line = lines->pdata[i];

      g_string_append_printf (text, "%c%s\n", line->kind == DIALER_CALL_LOG_SENT ? '>' : '<', line->text);
    }
  g_assert_cmpstr (text->str, ==, expected);
}
