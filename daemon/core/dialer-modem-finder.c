/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a modem of ModemManager to one of the pool. */
#include "dialer-modem-finder.h"

#include "dialer-bearer.h"
#include "dialer-udev.h"

struct _DialerModemFinder
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerModemPool *pool;
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
  dialer_modem_probe_async (modem, self->tools->inhibitor, NULL, on_asked, question);
}

/* ---- cellular ---- */

typedef struct
{
  DialerModemFinder *finder;
  DialerMmModem *described;
} Arrival;

static void
arrival_free (Arrival *arrival)
{
  g_object_unref (arrival->finder);
  dialer_mm_modem_unref (arrival->described);
  g_free (arrival);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

/* The IMEI is the modem, wherever it is plugged in; not all tell one. */
static char *
make_cellular_id (DialerModemFinder *self, const DialerMmModem *described)
{
  char *id;

  if (*described->equipment_id == '\0')
    return make_id (self, described->port);
  id = g_strconcat (*described->model ? described->model : "cellular", "_", described->equipment_id, NULL);
  return g_strcanon (id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_", '_');
}

static DialerIdentity *
make_identity (const DialerMmModem *described)
{
  DialerIdentity *identity = g_new0 (DialerIdentity, 1);

  identity->manufacturer = g_strdup (described->manufacturer);
  identity->model = g_strdup (described->model);
  identity->revision = g_strdup (described->revision);
  identity->capabilities = g_strsplit (described->capabilities, ", ", -1);
  return identity;
}

static void
show_cellular (DialerModemFinder *self, const DialerMmModem *described)
{
  g_autofree char *id = make_cellular_id (self, described);
  DialerModem *known = dialer_modem_pool_find (self->pool, id);
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (DialerModem) modem
    = known ? g_object_ref (known) : dialer_modem_new (id, described->port, settings);

  dialer_modem_set_found (modem, TRUE);
  dialer_modem_set_kind (modem, DIALER_MODEM_CELLULAR);
  dialer_modem_set_managed (modem, TRUE);
  dialer_modem_set_device (modem, described->port);
  dialer_modem_set_identity (modem, make_identity (described));
  dialer_modem_pool_show (self->pool, modem);
}

static void
on_cleaned_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Arrival) arrival = user_data;

  if (!dialer_bearer_disconnect_finish (DIALER_BEARER (source), result))
    g_critical ("%s: THE CONNECTION COULD NOT BE PROVEN DOWN and may still cost money", arrival->described->port);
  if (g_file_test (arrival->described->port, G_FILE_TEST_EXISTS))
    show_cellular (arrival->finder, arrival->described);
}

/* First of all, what a daemon that was killed has left is ended. */
static void
receive_cellular (DialerModemFinder *self, const DialerMmModem *described)
{
  g_autoptr (DialerBearer) left
    = dialer_bearer_adopt (self->tools->modem_manager, self->tools->bearer_marks, described->uid);
  Arrival *arrival;

  if (left == NULL)
    {
      show_cellular (self, described);
      return;
    }
  g_message ("%s is disconnected: it was left so", described->port);
  arrival = g_new (Arrival, 1);
  arrival->finder = g_object_ref (self);
  arrival->described = dialer_mm_modem_ref ((DialerMmModem *) described);
  dialer_bearer_disconnect_async (left, on_cleaned_up, arrival);
}

/* Without ModemManager nobody can connect them.  One whose call is on leaves when that has ended. */
static void
forget_cellular (DialerModem *modem, gpointer user_data)
{
  dialer_modem_set_managed (modem, FALSE);
}

/* ---- ModemManager's modems ---- */

static gboolean
is_somebodys (DialerModemFinder *self, const DialerMmModem *described)
{
  DialerModem *there = dialer_modem_pool_find_by_device (self->pool, described->port);

  return there && !(described->cellular && dialer_modem_get_kind (there) == DIALER_MODEM_CELLULAR);
}

static void
on_added (DialerModemManager *modem_manager, const DialerMmModem *described, gpointer user_data)
{
  DialerModemFinder *self = user_data;
  g_autofree char *id = NULL;
  DialerModem *known;

  if (described->port == NULL || is_somebodys (self, described))
    return;
  if (described->cellular)
    receive_cellular (self, described);
  if (!described->unknown)
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
  if (modem == NULL || !dialer_modem_is_found (modem))
    return;
  dialer_refused_pins_forget (self->tools->refused_pins, dialer_modem_get_id (modem));
  if (dialer_modem_get_kind (modem) == DIALER_MODEM_CELLULAR)
    dialer_modem_set_managed (modem, FALSE);
  else if (dialer_modem_get_state (modem) != DIALER_MODEM_IN_USE)
    dialer_modem_pool_hide (self->pool, modem);
}

static void
on_stopped (DialerModemManager *modem_manager, gpointer user_data)
{
  DialerModemFinder *self = user_data;

  g_message ("ModemManager does not run: new modems are not found by themselves, cellular ones can't be used");
  dialer_modem_pool_foreach (self->pool, forget_cellular, NULL);
  /* What is unplugged from now on nobody tells us. */
  g_hash_table_remove_all (self->asked);
}

/* Cellular ones are there when ModemManager says so. */
static gboolean
is_there (DialerModem *modem)
{
  const char *device = dialer_modem_get_device (modem);
  g_autofree char *serial_id = dialer_udev_get_serial_id (device);
  g_autofree char *place_id = make_place_id (device);

  return dialer_modem_get_kind (modem) != DIALER_MODEM_CELLULAR && g_file_test (device, G_FILE_TEST_EXISTS)
         && (g_strcmp0 (serial_id, dialer_modem_get_id (modem)) == 0
             || g_str_equal (place_id, dialer_modem_get_id (modem)));
}

static void
dialer_modem_finder_finalize (GObject *object)
{
  DialerModemFinder *self = DIALER_MODEM_FINDER (object);

  g_signal_handlers_disconnect_by_data (self->tools->modem_manager, self);
  g_object_unref (self->pool);
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
dialer_modem_finder_new (const DialerTools *tools, DialerModemPool *pool)
{
  DialerModemFinder *self = g_object_new (DIALER_TYPE_MODEM_FINDER, NULL);

  self->tools = tools;
  self->pool = g_object_ref (pool);
  dialer_modem_pool_recall (pool, is_there);
  g_signal_connect (tools->modem_manager, "added", G_CALLBACK (on_added), self);
  g_signal_connect (tools->modem_manager, "removed", G_CALLBACK (on_removed), self);
  g_signal_connect (tools->modem_manager, "stopped", G_CALLBACK (on_stopped), self);
  return self;
}
