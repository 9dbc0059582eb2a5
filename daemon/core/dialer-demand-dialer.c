/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-demand-dialer.h"

struct _DialerDemandDialer
{
  GObject parent_instance;

  DialerManager *manager;
  DialerHistory *history;
  DialerProfileBook *book;
  DialerSecretStore *secrets;
  GPtrArray *demands; /* of DialerDemand */
  GPtrArray *changed; /* of DialerProfile: to be looked at */
  guint looking;
  guint ending;       /* how many */
};

enum
{
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerDemandDialer, dialer_demand_dialer, G_TYPE_OBJECT)

static gboolean
is_wanted (DialerDemandDialer *self, DialerProfile *profile)
{
  return g_str_equal (dialer_settings_get (dialer_profile_get_settings (profile), "profile.autoconnect"), "demand")
         && g_ptr_array_find (dialer_profile_book_get_profiles (self->book), profile, NULL);
}

static void look_soon (DialerDemandDialer *self);

static void
on_demand_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerDemandDialer) self = user_data;

  if (--self->ending > 0)
    return;
  look_soon (self);
  g_signal_emit (self, signals[ENDED], 0);
}

static void
end (DialerDemandDialer *self, guint place)
{
  g_autoptr (DialerDemand) demand = g_ptr_array_steal_index (self->demands, place);

  self->ending++;
  dialer_demand_end_async (demand, on_demand_ended, g_object_ref (self));
}

static gboolean
end_old (DialerDemandDialer *self, DialerProfile *profile)
{
  for (guint i = 0; i < self->demands->len; i++)
    if (dialer_demand_get_profile (self->demands->pdata[i]) == profile)
      {
        end (self, i);
        return TRUE;
      }
  return FALSE;
}

/* The new one begins when nothing of the old one is left, and its interface has the same name then. */
static void
update (DialerDemandDialer *self, DialerProfile *profile)
{
  DialerDemand *demand;

  if (end_old (self, profile))
    {
      g_ptr_array_add (self->changed, g_object_ref (profile));
      return;
    }
  demand = is_wanted (self, profile) ? dialer_demand_new (self->manager, self->history, profile) : NULL;
  if (demand)
    g_ptr_array_add (self->demands, demand);
}

static gboolean
on_look (gpointer user_data)
{
  DialerDemandDialer *self = user_data;
  g_autoptr (GPtrArray) changed = g_steal_pointer (&self->changed);

  self->looking = 0;
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < changed->len; i++)
    update (self, changed->pdata[i]);
  return G_SOURCE_REMOVE;
}

/* Later: who inherits from a profile that has changed is not told yet. */
static void
look_soon (DialerDemandDialer *self)
{
  if (self->looking == 0 && self->ending == 0 && self->changed->len)
    self->looking = g_idle_add (on_look, self);
}

static void
look_at (DialerDemandDialer *self, DialerProfile *profile)
{
  if (!g_ptr_array_find (self->changed, profile, NULL))
    g_ptr_array_add (self->changed, g_object_ref (profile));
  look_soon (self);
}

static void
on_profile_changed (DialerProfile *profile, gpointer user_data)
{
  DialerDemandDialer *self = user_data;
  GPtrArray *profiles = dialer_profile_book_get_profiles (self->book);

  for (guint i = 0; i < profiles->len; i++)
    {
      DialerProfile *other = profiles->pdata[i];
      gboolean inherits = *dialer_settings_get (dialer_profile_get_settings (other), "profile.inherits") != '\0';

      if (other == profile || (inherits && is_wanted (self, other)))
        look_at (self, other);
    }
}

static void
watch (DialerDemandDialer *self, DialerProfile *profile)
{
  g_signal_connect_object (profile, "changed", G_CALLBACK (on_profile_changed), self, 0);
}

static void
on_profile_added (DialerProfileBook *book, DialerProfile *profile, gpointer user_data)
{
  watch (user_data, profile);
  look_at (user_data, profile);
}

static void
on_profile_removed (DialerProfileBook *book, DialerProfile *profile, gpointer user_data)
{
  g_signal_handlers_disconnect_by_data (profile, user_data);
  look_at (user_data, profile);
}

static void
on_secret_changed (DialerSecretStore *secrets, const char *id, gpointer user_data)
{
  DialerDemandDialer *self = user_data;
  GPtrArray *profiles = dialer_profile_book_get_profiles (self->book);

  for (guint i = 0; i < profiles->len; i++)
    if (g_str_equal (dialer_profile_get_id (profiles->pdata[i]), id))
      look_at (self, profiles->pdata[i]);
}

static void
dialer_demand_dialer_finalize (GObject *object)
{
  DialerDemandDialer *self = DIALER_DEMAND_DIALER (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  g_ptr_array_unref (self->demands);
  g_ptr_array_unref (self->changed);
  g_object_unref (self->manager);
  g_object_unref (self->book);
  g_object_unref (self->secrets);
  G_OBJECT_CLASS (dialer_demand_dialer_parent_class)->finalize (object);
}

static void
dialer_demand_dialer_class_init (DialerDemandDialerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_demand_dialer_finalize;

  signals[ENDED] = g_signal_new ("ended", DIALER_TYPE_DEMAND_DIALER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
dialer_demand_dialer_init (DialerDemandDialer *self)
{
  self->demands = g_ptr_array_new_with_free_func (g_object_unref);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
}

DialerDemandDialer *
dialer_demand_dialer_new (DialerManager *manager, DialerHistory *history, DialerProfileBook *book,
                          DialerSecretStore *secrets)
{
  DialerDemandDialer *self = g_object_new (DIALER_TYPE_DEMAND_DIALER, NULL);
  GPtrArray *profiles = dialer_profile_book_get_profiles (book);

  self->manager = g_object_ref (manager);
  self->history = history;
  self->book = g_object_ref (book);
  self->secrets = g_object_ref (secrets);
  for (guint i = 0; i < profiles->len; i++)
    {
      watch (self, profiles->pdata[i]);
      g_ptr_array_add (self->changed, g_object_ref (profiles->pdata[i]));
    }
  look_soon (self);
  g_signal_connect_object (book, "added", G_CALLBACK (on_profile_added), self, 0);
  g_signal_connect_object (book, "removed", G_CALLBACK (on_profile_removed), self, 0);
  g_signal_connect_object (secrets, "changed", G_CALLBACK (on_secret_changed), self, 0);
  return self;
}

void
dialer_demand_dialer_end (DialerDemandDialer *self)
{
  g_signal_handlers_disconnect_by_data (self->book, self);
  g_signal_handlers_disconnect_by_data (self->secrets, self);
  g_clear_handle_id (&self->looking, g_source_remove);
  g_ptr_array_set_size (self->changed, 0);
  while (self->demands->len)
    end (self, 0);
}

gboolean
dialer_demand_dialer_is_busy (DialerDemandDialer *self)
{
  return self->ending > 0;
}
