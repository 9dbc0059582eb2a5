/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Folders and links in configfs are the device; a controller's name in its file UDC plugs it in. */
#include "exchange-gadget.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define GADGETS "/sys/kernel/config/usb_gadget"
#define MAX_MODEMS 4

struct _ExchangeGadget
{
  char *name;
  char *folder;
  char **functions;
  char *lock_path;
  int lock;
  char *controller; /* the UDC it is plugged into, NULL while it is not */
};

static gboolean
write_to (const char *folder, const char *file, const char *text)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && write (fd, text, strlen (text)) == (ssize_t) strlen (text);

  if (fd >= 0)
    close (fd);
  return ok;
}

static void
load_drivers (void)
{
  g_autofree char *command
    = g_strdup_printf ("/sbin/modprobe dummy_hcd num=%u; "
                       "/sbin/modprobe -a libcomposite usb_f_fs usb_f_acm usb_f_ecm cdc_acm cdc_ether",
                       MAX_MODEMS);
  const char *argv[] = { "/bin/sh", "-c", command, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, NULL, NULL);
  if (!g_file_test (GADGETS, G_FILE_TEST_IS_DIR))
    (void) !mount ("none", "/sys/kernel/config", "configfs", 0, NULL);
}

static const char *
get_option (GHashTable *options, const char *key, const char *otherwise)
{
  const char *value = g_hash_table_lookup (options, key);

  return value ? value : otherwise;
}

static char *
get_function_path (ExchangeGadget *self, const char *function)
{
  return g_strdup_printf ("%s/functions/%s.%s", self->folder, function, self->name);
}

static char *
get_link_path (ExchangeGadget *self, const char *function)
{
  return g_strdup_printf ("%s/configs/c.1/%s.%s", self->folder, function, self->name);
}

/* A modem of one function is a communications device; of several, each says for itself what it is (USB ECN
 * "Interface Association Descriptor"). */
static gboolean
set_class (ExchangeGadget *self)
{
  if (self->functions[1] == NULL)
    return write_to (self->folder, "bDeviceClass", "2");
  return write_to (self->folder, "bDeviceClass", "0xef") && write_to (self->folder, "bDeviceSubClass", "2")
         && write_to (self->folder, "bDeviceProtocol", "1");
}

static gboolean
describe (ExchangeGadget *self, GHashTable *options)
{
  g_autofree char *strings = g_build_filename (self->folder, "strings", "0x409", NULL);

  return g_mkdir_with_parents (strings, 0755) == 0
         && write_to (self->folder, "idVendor", get_option (options, "vendor-id", "0x0572"))
         && write_to (self->folder, "idProduct", get_option (options, "product-id", "0x1321"))
         && set_class (self)
         && write_to (strings, "manufacturer", get_option (options, "manufacturer", "Conexant"))
         && write_to (strings, "product", get_option (options, "product", "USB Modem"))
         && write_to (strings, "serialnumber", get_option (options, "serial", self->name));
}

static gboolean
add_functions (ExchangeGadget *self)
{
  g_autofree char *config = g_build_filename (self->folder, "configs", "c.1", NULL);
  gboolean ok = g_mkdir_with_parents (config, 0755) == 0;

  for (guint i = 0; ok && self->functions[i]; i++)
    {
      g_autofree char *path = get_function_path (self, self->functions[i]);
      g_autofree char *link = get_link_path (self, self->functions[i]);

      ok = g_mkdir_with_parents (path, 0755) == 0 && symlink (path, link) == 0;
    }
  return ok;
}

/* The kernel takes a gadget apart when all of it is taken back, in this order. */
static void
remove_gadget (ExchangeGadget *self)
{
  g_autofree char *config = g_build_filename (self->folder, "configs", "c.1", NULL);
  g_autofree char *strings = g_build_filename (self->folder, "strings", "0x409", NULL);

  for (guint i = 0; self->functions[i]; i++)
    {
      g_autofree char *link = get_link_path (self, self->functions[i]);

      g_unlink (link);
    }
  g_rmdir (config);
  for (guint i = 0; self->functions[i]; i++)
    {
      g_autofree char *path = get_function_path (self, self->functions[i]);

      g_rmdir (path);
    }
  g_rmdir (strings);
  g_rmdir (self->folder);
}

/* The lock is its owner's as long as he lives. */
static gboolean
take_name (ExchangeGadget *self, GError **error)
{
  self->lock = open (self->lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "the USB modem %s: %s (another exchange's?)",
               self->name, g_strerror (errno));
  return FALSE;
}

static void
remove_leftover (ExchangeGadget *self, const char *mount)
{
  if (!g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    return;
  write_to (self->folder, "UDC", "\n");
  if (mount)
    umount2 (mount, MNT_DETACH);
  remove_gadget (self);
}

static void
free_fields (ExchangeGadget *self)
{
  if (self->lock >= 0)
    close (self->lock);
  g_strfreev (self->functions);
  g_free (self->lock_path);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

ExchangeGadget *
exchange_gadget_new (const char *name, GHashTable *options, const char *const *functions, const char *mount,
                     GError **error)
{
  ExchangeGadget *self = g_new0 (ExchangeGadget, 1);

  self->name = g_strdup (name);
  self->folder = g_build_filename (GADGETS, name, NULL);
  self->lock_path = g_strdup_printf ("/run/exchange-usb-%s.lock", name);
  self->functions = g_strdupv ((char **) functions);
  load_drivers ();
  if (!take_name (self, error))
    {
      free_fields (self);
      return NULL;
    }
  remove_leftover (self, mount);
  if (describe (self, options) && add_functions (self))
    return self;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "no USB modem %s: %s (needs root and dummy_hcd)", name, g_strerror (errno));
  exchange_gadget_free (self);
  return NULL;
}

void
exchange_gadget_free (ExchangeGadget *self)
{
  exchange_gadget_unplug (self);
  remove_gadget (self);
  g_unlink (self->lock_path);
  free_fields (self);
}

char *
exchange_gadget_read (ExchangeGadget *self, const char *function, const char *file)
{
  g_autofree char *folder = get_function_path (self, function);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strchomp (text) : NULL;
}

/* The first controller that no other modem has. */
static char *
find_controller (void)
{
  for (guint i = 0; i < MAX_MODEMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("dummy_udc.%u", i);
      g_autofree char *path = g_strdup_printf ("/sys/class/udc/%s/function", name);
      g_autofree char *taken = NULL;

      if (g_file_get_contents (path, &taken, NULL, NULL) && *g_strstrip (taken) == '\0')
        return g_steal_pointer (&name);
    }
  return NULL;
}

gboolean
exchange_gadget_plug (ExchangeGadget *self, GError **error)
{
  if (self->controller)
    return TRUE;
  self->controller = find_controller ();
  if (self->controller && write_to (self->folder, "UDC", self->controller))
    return TRUE;
  g_clear_pointer (&self->controller, g_free);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no free USB controller for %s", self->folder);
  return FALSE;
}

void
exchange_gadget_unplug (ExchangeGadget *self)
{
  if (self->controller)
    write_to (self->folder, "UDC", "\n");
  g_clear_pointer (&self->controller, g_free);
}
