/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-hook-caller.h"

#include "dialer-hook-event.h"
#include "dialer-hook-program.h"
#include "dialer-hooks.h"

struct _DialerHookCaller
{
  GObject parent_instance;

  DialerManager *manager;
  const char *socket;
  const char *folder;
  GHashTable *online; /* DialerSession → record of its call, from "connected" to "disconnected" */
};

G_DEFINE_FINAL_TYPE (DialerHookCaller, dialer_hook_caller, G_TYPE_OBJECT)

static gboolean
has_hooks (DialerHookCaller *self)
{
  g_auto (GStrv) programs = self->folder ? dialer_hook_program_list (self->folder) : NULL;

  return programs && programs[0];
}

static void
tell (DialerHookCaller *self, DialerSession *session, DialerHookEvent event, DialerCallRecord *record)
{
  g_autofree char *key = g_strconcat ("hooks.", dialer_hook_event_to_string (event), NULL);
  const char *program = dialer_settings_get (dialer_session_get_settings (session), key);
  g_autofree char *text = NULL;

  if ((program == NULL || *program == '\0') && !has_hooks (self))
    return;
  text = dialer_hook_event_describe (event, dialer_profile_get_id (dialer_session_get_profile (session)), record,
                                     program);
  dialer_hooks_tell (self->socket, text);
}

static void
on_changed (DialerSession *session, gpointer user_data)
{
  DialerHookCaller *self = user_data;
  DialerCallRecord *record = dialer_session_get_record (session);
  DialerCallRecord *online = g_hash_table_lookup (self->online, session);

  if (online && online->ended)
    {
      tell (self, session, DIALER_HOOK_DISCONNECTED, online);
      g_hash_table_remove (self->online, session);
      online = NULL;
    }
  if (online == NULL && record && dialer_session_get_state (session) == DIALER_STATE_ONLINE)
    {
      g_hash_table_insert (self->online, session, dialer_call_record_ref (record));
      tell (self, session, DIALER_HOOK_CONNECTED, record);
    }
}

static void
on_added (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), user_data, 0);
}

static void
dialer_hook_caller_finalize (GObject *object)
{
  DialerHookCaller *self = DIALER_HOOK_CALLER (object);

  g_hash_table_unref (self->online);
  g_object_unref (self->manager);
  G_OBJECT_CLASS (dialer_hook_caller_parent_class)->finalize (object);
}

static void
dialer_hook_caller_class_init (DialerHookCallerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_hook_caller_finalize;
}

static void
dialer_hook_caller_init (DialerHookCaller *self)
{
  self->online = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) dialer_call_record_unref);
}

DialerHookCaller *
dialer_hook_caller_new (DialerManager *manager, const char *socket, const char *folder)
{
  DialerHookCaller *self = g_object_new (DIALER_TYPE_HOOK_CALLER, NULL);

  self->manager = g_object_ref (manager);
  self->socket = socket;
  self->folder = folder;
  g_signal_connect_object (manager, "added", G_CALLBACK (on_added), self, 0);
  return self;
}
