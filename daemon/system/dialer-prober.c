/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A line each way: "ok", or "failed" and why. */
#include "dialer-prober.h"

#include <string.h>

#include "dialer-helper.h"
#include "dialer-prober-try.h"

#define OK "ok"
#define FAILED "failed "

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *answer = dialer_helper_ask_finish (result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (g_str_equal (answer, OK))
    g_task_return_boolean (task, TRUE);
  else if (g_str_has_prefix (answer, FAILED))
    g_task_return_new_error (task, DIALER_REASON_ERROR, DIALER_REASON_PROBE_FAILED, "%s", answer + strlen (FAILED));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "dialerd-probe has died");
}

void
dialer_prober_ask_async (const char *socket, const DialerProbe *probe, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  dialer_helper_ask_async (socket, dialer_probe_to_text (probe), probe->timeout + DIALER_PROBE_HELPER_S, cancellable,
                           on_answered, task);
}

gboolean
dialer_prober_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
dialer_prober_serve (const char *request)
{
  g_autoptr (DialerProbe) probe = dialer_probe_parse (request);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  if (probe == NULL)
    return g_strdup ("this is no probe");
  if (dialer_prober_try (probe, &error))
    return g_strdup (OK);
  what = dialer_probe_describe (probe);
  return g_strdup_printf (FAILED "%s: %s", what, error->message);
}
