/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The way that is taken is chosen when something is published, and taken back the same way. */
#include "dialer-dns.h"

#include "dialer-error.h"
#include "dialer-helper.h"
#include "dialer-resolved.h"

#define FILE_PATH "/etc/resolv.conf"
#define BACKUP_PATH FILE_PATH ".dialer"
#define STATE_FOLDER "/run/dialer-dns"
#define TIMEOUT_S 10 /* within the time that hanging up has */

typedef enum
{
  WAY_NONE,
  WAY_RESOLVED,
  WAY_HELPER,
} Way;

struct _DialerDns
{
  GObject parent_instance;

  char *interface;
  Way way;
};

G_DEFINE_TYPE (DialerDns, dialer_dns, G_TYPE_OBJECT)

/* ---- the helper ---- */

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *answer = dialer_helper_ask_finish (result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (g_str_equal (answer, "ok"))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_FAILED, "dialerd-dns: %s",
                             *answer ? answer : "no answer");
}

static void
ask_helper (GTask *task, char *request)
{
  dialer_helper_ask_async (DIALER_DNS_SOCKET, request, TIMEOUT_S, g_task_get_cancellable (task), on_answered,
                           g_object_ref (task));
}

static char *
write_request (DialerDns *self, const DialerDnsServers *servers)
{
  GString *text = g_string_new ("set ");
  g_autofree char *domains = g_strjoinv (" ", (GStrv) servers->domains);

  g_string_append_printf (text, "%s\n", self->interface);
  for (guint i = 0; servers->addresses[i]; i++)
    g_string_append_printf (text, "nameserver %s\n", servers->addresses[i]);
  if (*domains)
    g_string_append_printf (text, "search %s\n", domains);
  return g_string_free (text, FALSE);
}

/* ---- either way ---- */

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (dialer_resolved_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
dialer_dns_publish_async (DialerDns *self, const DialerDnsServers *servers, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->way == WAY_NONE)
    self->way = dialer_resolved_is_in_charge (FILE_PATH) ? WAY_RESOLVED : WAY_HELPER;
  if (self->way == WAY_RESOLVED)
    dialer_resolved_set_link_async (self->interface, servers, cancellable, on_resolved, g_object_ref (task));
  else if (servers->for_all)
    ask_helper (task, write_request (self, servers));
  else
    g_task_return_boolean (task, TRUE);
}

void
dialer_dns_withdraw_async (DialerDns *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Way way = self->way;

  self->way = WAY_NONE;
  switch (way)
    {
    case WAY_NONE:
      g_task_return_boolean (task, TRUE);
      break;
    case WAY_RESOLVED:
      dialer_resolved_revert_link_async (self->interface, on_resolved, g_object_ref (task));
      break;
    case WAY_HELPER:
      ask_helper (task, g_strdup_printf ("clear %s\n", self->interface));
      break;
    }
}

gboolean
dialer_dns_finish (DialerDns *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
is_something_left (void)
{
  g_autoptr (GDir) folder = g_dir_open (STATE_FOLDER, 0, NULL);

  return (folder && g_dir_read_name (folder)) || g_file_test (BACKUP_PATH, G_FILE_TEST_EXISTS)
         || g_file_test (BACKUP_PATH, G_FILE_TEST_IS_SYMLINK);
}

static void
on_tidied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("name servers of an earlier call may be left: %s", error->message);
}

void
dialer_dns_tidy (void)
{
  g_autoptr (GTask) task = NULL;

  if (!is_something_left ())
    return;
  task = g_task_new (NULL, NULL, on_tidied, NULL);
  ask_helper (task, g_strdup ("tidy\n"));
}

static void
dialer_dns_finalize (GObject *object)
{
  g_free (DIALER_DNS (object)->interface);
  G_OBJECT_CLASS (dialer_dns_parent_class)->finalize (object);
}

static void
dialer_dns_class_init (DialerDnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_dns_finalize;
}

static void
dialer_dns_init (DialerDns *self)
{
}

DialerDns *
dialer_dns_new (const char *interface)
{
  DialerDns *self = g_object_new (DIALER_TYPE_DNS, NULL);

  self->interface = g_strdup (interface);
  return self;
}
