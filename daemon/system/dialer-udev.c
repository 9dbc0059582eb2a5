/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to udev's database, which is a few small files in /run. */
#include "dialer-udev.h"

#include <fcntl.h>
#include <libudev.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TTYS "/sys/class/tty"

typedef struct udev Udev;
typedef struct udev_device UdevDevice;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Udev, udev_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UdevDevice, udev_device_unref)

static UdevDevice *
look_up (const char *device)
{
  g_autoptr (Udev) udev = udev_new ();
  struct stat st;

  if (udev == NULL || stat (device, &st) < 0 || !S_ISCHR (st.st_mode))
    return NULL;
  return udev_device_new_from_devnum (udev, 'c', st.st_rdev);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The links in TTYS lead to the terminals' own places. Those without hardware, some seventy consoles and ptys, are left
 * out by that alone, for they lie below devices/virtual: to have libudev list them takes 5,000 system calls. */
static GPtrArray *
list_places (void)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) links = g_dir_open (TTYS, 0, NULL);
  const char *name;

  while (links != NULL && (name = g_dir_read_name (links)) != NULL)
    {
      g_autofree char *link = g_build_filename (TTYS, name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      if (target != NULL && strstr (target, "/devices/virtual/") == NULL)
        g_ptr_array_add (places, g_canonicalize_filename (target, TTYS));
    }
  g_ptr_array_sort (places, compare_places);
  return places;
}

GPtrArray *
dialer_udev_list_ports (void)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (Udev) udev = udev_new ();
  g_autoptr (GPtrArray) places = list_places ();

  for (guint i = 0; udev != NULL && i < places->len; i++)
    {
      g_autoptr (UdevDevice) port = udev_device_new_from_syspath (udev, places->pdata[i]);

      if (port && udev_device_get_devnode (port))
        g_ptr_array_add (devices, g_strdup (udev_device_get_devnode (port)));
    }
  return devices;
}

static char *
make_word (const char *text)
{
  if (text == NULL || *text == '\0')
    return NULL;
  return g_strcanon (g_strdup (text), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_", '_');
}

/* Makers that give all their modems one serial number: it tells none from another. */
static gboolean
is_everybodys (const char *serial)
{
  static const char *const shared[] = { "24680246" /* Conexant */, NULL };

  return g_strv_contains (shared, serial) || strspn (serial, "0") == strlen (serial);
}

/* Which of a converter's serial ports it is, counted from 0; the property of udev's rules is not kept. */
static guint
get_port_number (UdevDevice *port)
{
  UdevDevice *converter = udev_device_get_parent_with_subsystem_devtype (port, "usb-serial", NULL);
  const char *number = converter ? udev_device_get_sysattr_value (converter, "port_number") : NULL;

  return number ? atoi (number) : 0;
}

/* The first function of a modem is interface 0 or, behind its data interface, 1. */
static guint
get_interface_number (UdevDevice *port)
{
  const char *number = udev_device_get_property_value (port, "ID_USB_INTERFACE_NUM");
  guint first_of_next = g_str_has_prefix (udev_device_get_sysname (port), "ttyACM") ? 2 : 1;
  guint n = number ? strtoul (number, NULL, 16) : 0;

  return n >= first_of_next ? n : 0;
}

/* Only the first port of a device has its bare name. */
static char *
append_port (const char *word, guint interface, guint number)
{
  GString *text = g_string_new (word);

  if (interface > 0)
    g_string_append_printf (text, "-if%02x", interface);
  if (number > 0)
    g_string_append_printf (text, "-port%u", number);
  return g_string_free (text, FALSE);
}

static char *
make_serial_id (UdevDevice *port)
{
  const char *serial = udev_device_get_property_value (port, "ID_SERIAL_SHORT");
  g_autofree char *word = NULL;

  if (serial == NULL || is_everybodys (serial))
    return NULL;
  word = make_word (udev_device_get_property_value (port, "ID_SERIAL"));
  return word ? append_port (word, get_interface_number (port), get_port_number (port)) : NULL;
}

static char *
make_path_id (UdevDevice *port)
{
  const char *path = udev_device_get_property_value (port, "ID_PATH");
  const char *model = udev_device_get_property_value (port, "ID_MODEL");
  g_autofree char *text = g_strconcat (model ? model : "port", "-", path, NULL);
  g_autofree char *word = path ? make_word (text) : NULL;

  /* The interface is part of the place. */
  return word ? append_port (word, 0, get_port_number (port)) : NULL;
}

char *
dialer_udev_get_serial_id (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);

  return port ? make_serial_id (port) : NULL;
}

char *
dialer_udev_get_path_id (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);

  return port ? make_path_id (port) : NULL;
}

/* The order in which ModemManager (mm-kernel-device-udev.c) looks for it. */
static UdevDevice *
find_physical_device (UdevDevice *port)
{
  static const char *const buses[] = { "pcmcia", "pci", "platform", "pnp", "sdio" };
  UdevDevice *parent = udev_device_get_parent_with_subsystem_devtype (port, "usb", "usb_device");

  for (guint i = 0; parent == NULL && i < G_N_ELEMENTS (buses); i++)
    parent = udev_device_get_parent_with_subsystem_devtype (port, buses[i], NULL);
  return parent;
}

char *
dialer_udev_get_physical_device (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);
  UdevDevice *physical = port ? find_physical_device (port) : NULL;
  const char *uid = NULL;

  if (physical == NULL)
    return NULL;
  uid = udev_device_get_property_value (physical, "ID_MM_PHYSDEV_UID");
  if (uid == NULL)
    uid = udev_device_get_property_value (port, "ID_MM_PHYSDEV_UID");
  return g_strdup (uid ? uid : udev_device_get_syspath (physical));
}

gboolean
dialer_udev_is_pending (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);

  return port && !udev_device_get_is_initialized (port)
         && udev_device_get_parent_with_subsystem_devtype (port, "usb", "usb_device");
}

gboolean
dialer_udev_is_candidate (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);

  return port && g_strcmp0 (udev_device_get_property_value (port, "ID_MM_CANDIDATE"), "1") == 0;
}

void
dialer_udev_retrigger (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);
  g_autofree char *path = port ? g_build_filename (udev_device_get_syspath (port), "uevent", NULL) : NULL;
  int fd = path ? open (path, O_WRONLY | O_CLOEXEC) : -1;

  if (fd < 0)
    return; /* it has just gone, and that event says enough */
  (void) !write (fd, "change", strlen ("change"));
  close (fd);
}
