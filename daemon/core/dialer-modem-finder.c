/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a modem of ModemManager to one of the pool. */
#include "dialer-modem-finder.h"

#include "dialer-udev.h"

struct _DialerModemFinder
{
  GObject parent_instance;

  DialerModemManager *modem_manager;
  DialerModemPool *pool;
  DialerInhibitor *inhibitor;
  GHashTable *asked; /* uids; each is asked once, since ModemManager shows it again after we have asked */
};

G_DEFINE_TYPE (DialerModemFinder, dialer_modem_finder, G_TYPE_OBJECT)

/* The name of a port that is built in is its place. */
static char *
make_place_id (const char *port)
{
  char *id = dialer_udev_get_path_id (port);

  return id ? id : g_path_get_basename (port);
}

/* Two modems with the same serial number: the second is known by its place. */
static gboolean
is_taken (DialerModemFinder *self, const char *id, const char *port)
{
  DialerModem *other = dialer_modem_pool_find (self->pool, id);
  const char *device = other ? dialer_modem_get_device (other) : NULL;
  g_autofree char *id_there = device ? dialer_udev_get_serial_id (device) : NULL;

  return other && !(dialer_modem_is_found (other)
                    && (g_strcmp0 (id_there, id) != 0 || g_str_equal (device, port)));
}

static char *
make_id (DialerModemFinder *self, const char *port)
{
  g_autofree char *id = dialer_udev_get_serial_id (port);

  return id && !is_taken (self, id, port) ? g_steal_pointer (&id) : make_place_id (port);
}

typedef struct
{
  DialerModemFinder *finder;
  char *uid;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->finder);
  g_free (question->uid);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  DialerModemFinder *self = question->finder;
  g_autoptr (DialerModem) modem = DIALER_MODEM (source); /* ask() made it */
  const char *device = dialer_modem_get_device (modem);
  g_autoptr (GError) error = NULL;

  if (!dialer_modem_probe_finish (modem, result, &error))
    g_message ("%s is left alone: %s", device, error->message);
  else if (!dialer_identity_is_voice (dialer_modem_get_identity (modem)))
    g_message ("%s is left alone: what answers there is no modem for a telephone line", device);
  else if (dialer_modem_pool_find_by_device (self->pool, device) == NULL)
    dialer_modem_pool_show (self->pool, modem);
  /* A device that went meanwhile may come back. */
  if (dialer_modem_pool_find_by_device (self->pool, device) || !g_file_test (device, G_FILE_TEST_EXISTS))
    g_hash_table_remove (self->asked, question->uid);
}

static void
ask (DialerModemFinder *self, const char *id, const DialerMmModem *described)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  DialerModem *modem = dialer_modem_new (id, described->port, settings);
  Question *question = g_new (Question, 1);

  dialer_modem_set_found (modem, TRUE);
  question->finder = g_object_ref (self);
  question->uid = g_strdup (described->uid);
  g_hash_table_add (self->asked, g_strdup (described->uid));
  dialer_modem_probe_async (modem, self->inhibitor, NULL, on_asked, question);
}

static void
on_added (DialerModemManager *modem_manager, const DialerMmModem *described, gpointer user_data)
{
  DialerModemFinder *self = user_data;
  g_autofree char *id = NULL;
  DialerModem *known;

  if (!described->unknown || described->port == NULL
      || dialer_modem_pool_find_by_device (self->pool, described->port))
    return;
  id = make_id (self, described->port);
  known = dialer_modem_pool_find (self->pool, id);
  if (known)
    {
      dialer_modem_set_device (known, described->port);
      dialer_modem_pool_show (self->pool, known);
    }
  else if (!g_hash_table_contains (self->asked, described->uid))
    ask (self, id, described);
}

static void
on_removed (DialerModemManager *modem_manager, const DialerMmModem *described, gpointer user_data)
{
  DialerModemFinder *self = user_data;
  DialerModem *modem = NULL;

  if (described->port)
    modem = dialer_modem_pool_find_by_device (self->pool, described->port);
  g_hash_table_remove (self->asked, described->uid);
  if (modem && dialer_modem_is_found (modem) && dialer_modem_get_state (modem) != DIALER_MODEM_IN_USE)
    dialer_modem_pool_hide (self->pool, modem);
}

static void
on_stopped (DialerModemManager *modem_manager, gpointer user_data)
{
  g_message ("ModemManager does not run: new modems are not found by themselves");
}

static gboolean
is_there (DialerModem *modem)
{
  const char *device = dialer_modem_get_device (modem);
  g_autofree char *serial_id = dialer_udev_get_serial_id (device);
  g_autofree char *place_id = make_place_id (device);

  return g_file_test (device, G_FILE_TEST_EXISTS)
         && (g_strcmp0 (serial_id, dialer_modem_get_id (modem)) == 0
             || g_str_equal (place_id, dialer_modem_get_id (modem)));
}

static void
dialer_modem_finder_finalize (GObject *object)
{
  DialerModemFinder *self = DIALER_MODEM_FINDER (object);

  g_signal_handlers_disconnect_by_data (self->modem_manager, self);
  g_object_unref (self->modem_manager);
  g_object_unref (self->pool);
  g_object_unref (self->inhibitor);
  g_hash_table_unref (self->asked);
  G_OBJECT_CLASS (dialer_modem_finder_parent_class)->finalize (object);
}

static void
dialer_modem_finder_class_init (DialerModemFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_modem_finder_finalize;
}

static void
dialer_modem_finder_init (DialerModemFinder *self)
{
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DialerModemFinder *
dialer_modem_finder_new (DialerModemManager *modem_manager, DialerModemPool *pool, DialerInhibitor *inhibitor)
{
  DialerModemFinder *self = g_object_new (DIALER_TYPE_MODEM_FINDER, NULL);

  self->modem_manager = g_object_ref (modem_manager);
  self->pool = g_object_ref (pool);
  self->inhibitor = g_object_ref (inhibitor);
  dialer_modem_pool_recall (pool, is_there);
  g_signal_connect (modem_manager, "added", G_CALLBACK (on_added), self);
  g_signal_connect (modem_manager, "removed", G_CALLBACK (on_removed), self);
  g_signal_connect (modem_manager, "stopped", G_CALLBACK (on_stopped), self);
  return self;
}
