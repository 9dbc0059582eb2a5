/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface of lines. */
#include "dialer-line.h"

enum
{
  LOST,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (DialerLine, dialer_line, G_TYPE_OBJECT)

static void
dialer_line_default_init (DialerLineInterface *iface)
{
  signals[LOST] = g_signal_new ("lost", DIALER_TYPE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_INT, G_TYPE_STRING);
}

void
dialer_line_return_failure (GTask *task, DialerReason reason, const char *detail)
{
  GError *error = NULL;

  dialer_reason_set_error (&error, reason, detail);
  g_task_return_error (task, error);
}

void
dialer_line_lend_password (DialerLine *self, const char *password)
{
  if (DIALER_LINE_GET_IFACE (self)->lend_password)
    DIALER_LINE_GET_IFACE (self)->lend_password (self, password);
}

void
dialer_line_open_async (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DIALER_LINE_GET_IFACE (self)->open_async (self, cancellable, callback, user_data);
}

gboolean
dialer_line_open_finish (DialerLine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
dialer_line_dials (DialerLine *self)
{
  return DIALER_LINE_GET_IFACE (self)->dials (self);
}

void
dialer_line_dial_async (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DIALER_LINE_GET_IFACE (self)->dial_async (self, cancellable, callback, user_data);
}

gboolean
dialer_line_dial_finish (DialerLine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
dialer_line_logs_in (DialerLine *self)
{
  return DIALER_LINE_GET_IFACE (self)->logs_in (self);
}

void
dialer_line_log_in_async (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DIALER_LINE_GET_IFACE (self)->log_in_async (self, cancellable, callback, user_data);
}

gboolean
dialer_line_log_in_finish (DialerLine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
dialer_line_links_early (DialerLine *self)
{
  return DIALER_LINE_GET_IFACE (self)->links_early;
}

DialerLink *
dialer_line_start_link (DialerLine *self, GError **error)
{
  return DIALER_LINE_GET_IFACE (self)->start_link (self, error);
}

gboolean
dialer_line_is_link_stale (DialerLine *self)
{
  return DIALER_LINE_GET_IFACE (self)->is_link_stale (self);
}

void
dialer_line_describe (DialerLine *self, DialerCallMark *mark)
{
  DIALER_LINE_GET_IFACE (self)->describe (self, mark);
}

DialerReason
dialer_line_find_loss (DialerLine *self)
{
  return DIALER_LINE_GET_IFACE (self)->find_loss (self);
}

void
dialer_line_hang_up_async (DialerLine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  DIALER_LINE_GET_IFACE (self)->hang_up_async (self, callback, user_data);
}

gboolean
dialer_line_hang_up_finish (DialerLine *self, GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
dialer_line_close (DialerLine *self)
{
  DIALER_LINE_GET_IFACE (self)->close (self);
}

void
dialer_line_lose (DialerLine *self, DialerReason reason, const char *detail)
{
  g_signal_emit (self, signals[LOST], 0, reason, detail);
}
