/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call goes over: opened, dialled, given to a link, and hung up, whatever kind of modem makes it. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-mark.h"
#include "dialer-link.h"
#include "dialer-reason.h"

#define DIALER_TYPE_LINE (dialer_line_get_type ())
G_DECLARE_INTERFACE (DialerLine, dialer_line, DIALER, LINE, GObject)

/**
 * DialerLineInterface:
 * @open_async: see dialer_line_open_async(); ends in a #GTask of %TRUE or dialer_line_return_failure()
 * @lend_password: (nullable): see dialer_line_lend_password()
 * @dial_async: see dialer_line_dial_async(); likewise
 * @log_in_async: see dialer_line_log_in_async(); likewise
 * @hang_up_async: see dialer_line_hang_up_async(); likewise
 * @close: see dialer_line_close()
 * @dials: see dialer_line_dials()
 * @logs_in: see dialer_line_logs_in()
 * @find_loss: see dialer_line_find_loss()
 * @start_link: see dialer_line_start_link()
 * @is_link_stale: see dialer_line_is_link_stale()
 * @describe: see dialer_line_describe()
 * @links_early: see dialer_line_links_early()
 */
struct _DialerLineInterface
{
  GTypeInterface parent_iface;

  void (*open_async) (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*lend_password) (DialerLine *self, const char *password);
  void (*dial_async) (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*log_in_async) (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  void (*hang_up_async) (DialerLine *self, GAsyncReadyCallback callback, gpointer user_data);
  void (*close) (DialerLine *self);
  gboolean (*dials) (DialerLine *self);
  gboolean (*logs_in) (DialerLine *self);
  DialerReason (*find_loss) (DialerLine *self);
  DialerLink *(*start_link) (DialerLine *self, GError **error);
  gboolean (*is_link_stale) (DialerLine *self);
  void (*describe) (DialerLine *self, DialerCallMark *mark);
  gboolean links_early;
};

/**
 * dialer_line_lend_password:
 * @password: (nullable): copied by a line that needs it to dial, before there is a link
 *
 * To be called before dialer_line_open_async().
 */
void dialer_line_lend_password (DialerLine *self, const char *password);

/** dialer_line_open_async: gets the modem and makes it ready to dial; the line stays on-hook */
void dialer_line_open_async (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);

/** dialer_line_open_finish: Returns: %FALSE with an error of DIALER_REASON_ERROR set */
gboolean dialer_line_open_finish (DialerLine *self, GAsyncResult *result, GError **error);

/** dialer_line_dials: Returns: whether there is something to dial; not so with a null-modem cable */
gboolean dialer_line_dials (DialerLine *self);

/** dialer_line_dial_async: calls the far end; the line may cost money from here on */
void dialer_line_dial_async (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);

/** dialer_line_dial_finish: Returns: whether the far end is there; %FALSE with an error of DIALER_REASON_ERROR set */
gboolean dialer_line_dial_finish (DialerLine *self, GAsyncResult *result, GError **error);

/** dialer_line_logs_in: Returns: whether there is something to be said to the far end before the link */
gboolean dialer_line_logs_in (DialerLine *self);

/** dialer_line_log_in_async: says it, and waits for the answer */
void dialer_line_log_in_async (DialerLine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

/** dialer_line_log_in_finish: Returns: whether the far end is ready; %FALSE with an error of DIALER_REASON_ERROR set */
gboolean dialer_line_log_in_finish (DialerLine *self, GAsyncResult *result, GError **error);

/** dialer_line_links_early: Returns: whether a link may be started before dialling, to get itself ready meanwhile */
gboolean dialer_line_links_early (DialerLine *self);

/** dialer_line_start_link: Returns: (transfer full) (nullable): a link over this line, or %NULL with an error set */
DialerLink *dialer_line_start_link (DialerLine *self, GError **error);

/** dialer_line_is_link_stale: Returns: whether a link that was started early must be started anew after dialling */
gboolean dialer_line_is_link_stale (DialerLine *self);

/** dialer_line_describe: what somebody else needs to take the line down, on which device, goes into @mark */
void dialer_line_describe (DialerLine *self, DialerCallMark *mark);

/**
 * dialer_line_find_loss:
 *
 * Returns: DIALER_REASON_MODEM_GONE if the modem was taken away, so that nothing can be said to it any more,
 *   DIALER_REASON_CARRIER_LOST if only the far end has gone, as far as this can be seen; else DIALER_REASON_NONE
 */
DialerReason dialer_line_find_loss (DialerLine *self);

/** dialer_line_hang_up_async: from whatever state, when no link has the line any more; once */
void dialer_line_hang_up_async (DialerLine *self, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_line_hang_up_finish: Returns: whether the line is proven down */
gboolean dialer_line_hang_up_finish (DialerLine *self, GAsyncResult *result);

/** dialer_line_close: gives the modem back, at once, proven down or not; may be called again */
void dialer_line_close (DialerLine *self);

/** dialer_line_return_failure: for implementations: ends opening or dialling; @detail may be %NULL */
void dialer_line_return_failure (GTask *task, DialerReason reason, const char *detail);

/** dialer_line_lose: for implementations: emits "lost" */
void dialer_line_lose (DialerLine *self, DialerReason reason, const char *detail);

/**
 * DialerLine::lost:
 * @reason: a #DialerReason
 * @detail: (nullable): the words behind it
 *
 * The line went down, or the modem went away, by itself.
 */
