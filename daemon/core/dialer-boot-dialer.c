/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A list that gets shorter: who has had his session is not dialled again before the next start, or cut of a call. */
#include "dialer-boot-dialer.h"

#include "dialer-unattended.h"

struct _DialerBootDialer
{
  GObject parent_instance;

  DialerManager *manager;
  GPtrArray *pending; /* of DialerProfile */
  GHashTable *cut;    /* of DialerProfile; those of which a call was cut */
  guint look;
};

G_DEFINE_TYPE (DialerBootDialer, dialer_boot_dialer, G_TYPE_OBJECT)

static gboolean
is_for_boot (DialerProfile *profile)
{
  return g_str_equal (dialer_settings_get (dialer_profile_get_settings (profile), "profile.autoconnect"), "boot");
}

/* To who wants to be called again when a link is lost, it is lost in whatever way. */
static gboolean
is_to_be_called_again (DialerBootDialer *self, DialerProfile *profile)
{
  return dialer_settings_get_boolean (dialer_profile_get_settings (profile), "redial.reconnect")
         && g_hash_table_contains (self->cut, profile);
}

static gboolean
is_wanted (DialerBootDialer *self, DialerProfile *profile)
{
  return is_for_boot (profile) || is_to_be_called_again (self, profile);
}

/* Returns: whether nothing is left to be done for @profile */
static gboolean
try (DialerBootDialer *self, DialerProfile *profile)
{
  DialerCause cause = is_for_boot (profile) ? DIALER_CAUSE_BOOT : DIALER_CAUSE_REDIAL;

  return !is_wanted (self, profile) || dialer_unattended_dial (self->manager, profile, cause, NULL);
}

static gboolean
on_look (gpointer user_data)
{
  DialerBootDialer *self = user_data;
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);

  self->look = 0;
  for (guint i = 0; i < self->pending->len; i++)
    g_ptr_array_add (profiles, g_object_ref (self->pending->pdata[i]));
  for (guint i = 0; i < profiles->len; i++)
    if (try (self, profiles->pdata[i]))
      g_ptr_array_remove (self->pending, profiles->pdata[i]);
  return G_SOURCE_REMOVE;
}

/* Later, when whoever told of it has done what he does with it. */
static void
look_again (DialerBootDialer *self)
{
  if (self->look == 0 && self->pending->len)
    self->look = g_idle_add (on_look, self);
}

static void
on_modem_changed (DialerModem *modem, gpointer user_data)
{
  look_again (user_data);
}

static void
on_modem_added (DialerModemPool *pool, DialerModem *modem, gpointer user_data)
{
  g_signal_connect_object (modem, "changed", G_CALLBACK (on_modem_changed), user_data, 0);
  look_again (user_data);
}

static void
on_modem_removed (DialerModemPool *pool, DialerModem *modem, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (modem, on_modem_changed, user_data);
}

static void
forget (DialerBootDialer *self, DialerProfile *profile)
{
  g_ptr_array_remove (self->pending, profile);
  g_hash_table_remove (self->cut, profile);
}

static void
on_profile_removed (DialerProfileBook *book, DialerProfile *profile, gpointer user_data)
{
  forget (user_data, profile);
}

static void
on_session_added (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  forget (user_data, dialer_session_get_profile (session));
}

static void
dialer_boot_dialer_finalize (GObject *object)
{
  DialerBootDialer *self = DIALER_BOOT_DIALER (object);

  g_clear_handle_id (&self->look, g_source_remove);
  g_ptr_array_unref (self->pending);
  g_hash_table_unref (self->cut);
  g_object_unref (self->manager);
  G_OBJECT_CLASS (dialer_boot_dialer_parent_class)->finalize (object);
}

static void
dialer_boot_dialer_class_init (DialerBootDialerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_boot_dialer_finalize;
}

static void
dialer_boot_dialer_init (DialerBootDialer *self)
{
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
  self->cut = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

static void
add_if_wanted (DialerBootDialer *self, DialerProfile *profile)
{
  if (is_wanted (self, profile) && !dialer_manager_find_session (self->manager, profile)
      && !g_ptr_array_find (self->pending, profile, NULL))
    g_ptr_array_add (self->pending, g_object_ref (profile));
}

void
dialer_boot_dialer_call_again (DialerBootDialer *self, DialerProfile *profile)
{
  g_hash_table_add (self->cut, g_object_ref (profile));
  add_if_wanted (self, profile);
  look_again (self);
}

DialerBootDialer *
dialer_boot_dialer_new (DialerManager *manager, DialerProfileBook *book, DialerModemPool *pool,
                        DialerOrphanGuard *guard)
{
  DialerBootDialer *self = g_object_new (DIALER_TYPE_BOOT_DIALER, NULL);
  GPtrArray *profiles = dialer_profile_book_get_profiles (book);
  GPtrArray *modems = dialer_modem_pool_get_modems (pool);

  self->manager = g_object_ref (manager);
  for (guint i = 0; i < profiles->len; i++)
    {
      if (dialer_orphan_guard_has_cut (guard, dialer_profile_get_id (profiles->pdata[i])))
        g_hash_table_add (self->cut, g_object_ref (profiles->pdata[i]));
      add_if_wanted (self, profiles->pdata[i]);
    }
  for (guint i = 0; i < modems->len; i++)
    on_modem_added (pool, modems->pdata[i], self);
  g_signal_connect_object (pool, "added", G_CALLBACK (on_modem_added), self, 0);
  g_signal_connect_object (pool, "removed", G_CALLBACK (on_modem_removed), self, 0);
  g_signal_connect_object (book, "removed", G_CALLBACK (on_profile_removed), self, 0);
  g_signal_connect_object (manager, "added", G_CALLBACK (on_session_added), self, 0);
  look_again (self);
  return self;
}
