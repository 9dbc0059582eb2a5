/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to udev's database, which is a few small files in /run. */
#include "dialer-udev.h"

#include <fcntl.h>
#include <libudev.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

char *
dialer_udev_get_serial_id (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);
  const char *serial = port ? udev_device_get_property_value (port, "ID_SERIAL_SHORT") : NULL;

  if (serial == NULL || is_everybodys (serial))
    return NULL;
  return make_word (udev_device_get_property_value (port, "ID_SERIAL"));
}

char *
dialer_udev_get_path_id (const char *device)
{
  g_autoptr (UdevDevice) port = look_up (device);
  const char *path = port ? udev_device_get_property_value (port, "ID_PATH") : NULL;
  const char *model = port ? udev_device_get_property_value (port, "ID_MODEL") : NULL;
  g_autofree char *text = g_strconcat (model ? model : "port", "-", path, NULL);

  return path ? make_word (text) : NULL;
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
