/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* First the process, then the line. */
#include "dialer-orphan.h"

#include "dialer-process.h"
#include "dialer-rescue.h"

/* It has seen that its daemon is gone, and has been ending since. */
#define PPPD_PATIENCE_MS 2000
#define TRIES 2
/* Perhaps ModemManager is about to let go of the port, or the kernel has not yet taken it from a pppd. */
#define TRIES_FOR_PORT 60
#define PAUSE_MS 500

struct _DialerOrphan
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerModemPool *pool;
  DialerCallMark *mark;
  DialerModem *modem; /* NULL while it is not there */
  DialerRescue *rescue;
  guint tries;
  guint tries_for_port;
  guint pause;
  gboolean reserved;
  gboolean process_ended;
  gboolean was_up;
};

enum
{
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerOrphan, dialer_orphan, G_TYPE_OBJECT)

static void hang_up (DialerOrphan *self);

static void
finish (DialerOrphan *self, gboolean proven)
{
  g_signal_handlers_disconnect_by_data (self->pool, self);
  if (self->modem)
    g_signal_handlers_disconnect_by_data (self->modem, self);
  if (self->reserved)
    dialer_modem_release (self->modem);
  self->reserved = FALSE;
  g_signal_emit (self, signals[ENDED], 0, proven);
}

static gboolean
on_pause_over (gpointer user_data)
{
  DialerOrphan *self = user_data;

  self->pause = 0;
  hang_up (self);
  return G_SOURCE_REMOVE;
}

static gboolean
may_try_again (DialerOrphan *self)
{
  return dialer_rescue_had_port (self->rescue) ? ++self->tries < TRIES : ++self->tries_for_port < TRIES_FOR_PORT;
}

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerOrphan) self = user_data;
  gboolean proven = dialer_rescue_hang_up_finish (self->rescue, result) || !dialer_modem_is_present (self->modem);
  gboolean over = proven || !may_try_again (self);

  self->was_up |= dialer_rescue_found_carrier (self->rescue);
  dialer_rescue_end (self->rescue);
  g_clear_object (&self->rescue);
  if (over)
    finish (self, proven);
  else
    self->pause = g_timeout_add (PAUSE_MS, on_pause_over, self);
}

static void
hang_up (DialerOrphan *self)
{
  self->rescue = dialer_rescue_begin (self->tools->inhibitor, self->mark->line, dialer_modem_get_device (self->modem),
                                      self->mark->state > DIALER_STATE_DIALING ? DIALER_RESCUE_CALL
                                                                               : DIALER_RESCUE_DIALED);
  dialer_rescue_hang_up_async (self->rescue, on_hung_up, g_object_ref (self));
}

/* Once it is there it is ours before anybody else can have it. */
static void
try_to_get_modem (DialerOrphan *self)
{
  if (self->reserved || dialer_modem_get_state (self->modem) != DIALER_MODEM_IDLE)
    return;
  self->reserved = dialer_modem_reserve_to_clear (self->modem);
  if (self->reserved && self->process_ended)
    hang_up (self);
}

static void
on_modem_changed (DialerModem *modem, gpointer user_data)
{
  try_to_get_modem (user_data);
}

static void
look_at_modem (DialerModem *modem, gpointer user_data)
{
  DialerOrphan *self = user_data;

  if (self->modem || !g_str_equal (dialer_modem_get_id (modem), self->mark->modem))
    return;
  self->modem = g_object_ref (modem);
  g_signal_connect (modem, "changed", G_CALLBACK (on_modem_changed), self);
  try_to_get_modem (self);
}

static void
on_modem_added (DialerModemPool *pool, DialerModem *modem, gpointer user_data)
{
  look_at_modem (modem, user_data);
}

static void
on_process_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerOrphan) self = user_data;

  if (!dialer_process_end_finish (result))
    g_warning ("pppd %s, which another dialerd has left, can't be ended", self->mark->pppd);
  self->process_ended = TRUE;
  if (!self->mark->dialed)
    finish (self, TRUE);
  else if (self->reserved)
    hang_up (self);
  else
    g_message ("the call on %s that was interrupted is hung up when that is there again", self->mark->modem);
}

void
dialer_orphan_end (DialerOrphan *self)
{
  const char *pppd = self->mark->pppd ? self->mark->pppd : "";

  g_message ("%s: the call on %s was interrupted, it is ended", self->mark->profile ? self->mark->profile : "?",
             self->mark->modem);
  g_signal_connect (self->pool, "added", G_CALLBACK (on_modem_added), self);
  dialer_modem_pool_foreach (self->pool, look_at_modem, self);
  self->was_up = dialer_process_exists (pppd, "pppd");
  dialer_process_end_async (pppd, "pppd", PPPD_PATIENCE_MS, on_process_ended, g_object_ref (self));
}

const DialerCallMark *
dialer_orphan_get_mark (DialerOrphan *self)
{
  return self->mark;
}

gboolean
dialer_orphan_waits_for_modem (DialerOrphan *self)
{
  return self->process_ended && !self->reserved;
}

gboolean
dialer_orphan_was_up (DialerOrphan *self)
{
  return self->was_up;
}

static void
dialer_orphan_dispose (GObject *object)
{
  DialerOrphan *self = DIALER_ORPHAN (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->pool, self);
  if (self->modem)
    g_signal_handlers_disconnect_by_data (self->modem, self);
  if (self->rescue)
    dialer_rescue_end (self->rescue);
  g_clear_object (&self->rescue);
  g_clear_object (&self->modem);
  G_OBJECT_CLASS (dialer_orphan_parent_class)->dispose (object);
}

static void
dialer_orphan_finalize (GObject *object)
{
  DialerOrphan *self = DIALER_ORPHAN (object);

  g_object_unref (self->pool);
  dialer_call_mark_free (self->mark);
  G_OBJECT_CLASS (dialer_orphan_parent_class)->finalize (object);
}

static void
dialer_orphan_class_init (DialerOrphanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_orphan_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_orphan_finalize;

  signals[ENDED] = g_signal_new ("ended", DIALER_TYPE_ORPHAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_BOOLEAN);
}

static void
dialer_orphan_init (DialerOrphan *self)
{
}

DialerOrphan *
dialer_orphan_new (const DialerTools *tools, DialerModemPool *pool, DialerCallMark *mark)
{
  DialerOrphan *self = g_object_new (DIALER_TYPE_ORPHAN, NULL);

  self->tools = tools;
  self->pool = g_object_ref (pool);
  self->mark = mark;
  return self;
}
