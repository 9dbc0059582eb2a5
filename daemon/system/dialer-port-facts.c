/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Facts about a serial port, out of udev's database and sysfs. */
#include "dialer-port-facts.h"

#include <libudev.h>
#include <string.h>
#include <sys/stat.h>

typedef struct udev Udev;
typedef struct udev_device UdevDevice;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Udev, udev_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UdevDevice, udev_device_unref)

/* What others have found out about a port: ModemManager's rules and lists, brltty, gpsd, and the hwdb. */
static const struct
{
  const char *property;
  const char *value; /* a part of it; NULL for any */
  const char *objection;
} objections[] = {
  { "ID_MM_DEVICE_IGNORE", "1", "a rule of udev says that it is no modem (ID_MM_DEVICE_IGNORE)" },
  { "ID_MM_PORT_IGNORE", "1", "a rule of udev says that it takes no commands (ID_MM_PORT_IGNORE)" },
  { "ID_MM_TTY_BLACKLIST", "1", "a rule of udev says that it is no modem (ID_MM_TTY_BLACKLIST)" },
  { "ID_MM_PORT_TYPE_GPS", "1", "it is a modem's port for GPS" },
  { "ID_MM_PORT_TYPE_QCDM", "1", "it is a modem's port for diagnosis" },
  { "ID_MM_PORT_TYPE_AUDIO", "1", "it is a modem's port for sound" },
  { "BRLTTY_BRAILLE_DRIVER", NULL, "it is a braille display" },
  { "SYSTEMD_WANTS", "gpsdctl@", "it is a GPS receiver" },
  { "DIALER_MODEM", "0", "the hardware database says that it is no modem (DIALER_MODEM=0)" },
};

static const char *
find_objection (UdevDevice *device)
{
  for (guint i = 0; device && i < G_N_ELEMENTS (objections); i++)
    {
      const char *value = udev_device_get_property_value (device, objections[i].property);

      if (value && (objections[i].value == NULL || strstr (value, objections[i].value)))
        return objections[i].objection;
    }
  return NULL;
}

/* The nearest: of the converter's port, or else of the interface, or else of the chip. */
static const char *
find_driver (UdevDevice *port)
{
  for (UdevDevice *device = port; device; device = udev_device_get_parent (device))
    if (udev_device_get_driver (device))
      return udev_device_get_driver (device);
  return "";
}

static char *
make_product (UdevDevice *port)
{
  const char *bus = udev_device_get_property_value (port, "ID_BUS");
  const char *vendor = udev_device_get_property_value (port, "ID_VENDOR");
  const char *model = udev_device_get_property_value (port, "ID_MODEL");
  const char *known = udev_device_get_property_value (port, "ID_MODEL_FROM_DATABASE");
  char *text;

  if (model == NULL && known)
    return g_strdup (known);
  if (model == NULL)
    return g_strdup (bus ? bus : "built-in port");
  text = g_strdup_printf ("%s %s", vendor ? vendor : "", model);
  return g_strstrip (g_strdelimit (text, "_", ' '));
}

/* The type of an UART: 0 is none (PORT_UNKNOWN).  Drivers of other ports do not tell. */
static gboolean
has_hardware (UdevDevice *port)
{
  return g_strcmp0 (udev_device_get_sysattr_value (port, "type"), "0") != 0;
}

static void
fill (DialerPortFacts *self, UdevDevice *port)
{
  UdevDevice *usb = udev_device_get_parent_with_subsystem_devtype (port, "usb", "usb_device");
  const char *place = udev_device_get_property_value (port, "ID_PATH");
  const char *objection = find_objection (port);

  self->driver = g_strdup (find_driver (port));
  self->product = make_product (port);
  self->place = g_strdup (place ? place : "");
  self->objection = g_strdup (objection ? objection : find_objection (usb));
  self->is_named = g_strcmp0 (udev_device_get_property_value (port, "DIALER_MODEM"), "1") == 0;
  self->is_usb = usb != NULL;
  self->has_hardware = has_hardware (port);
}

DialerPortFacts *
dialer_port_facts_read (const char *device)
{
  DialerPortFacts *self = g_new0 (DialerPortFacts, 1);
  g_autoptr (Udev) udev = udev_new ();
  g_autoptr (UdevDevice) port = NULL;
  struct stat st;

  self->device = g_strdup (device);
  if (udev && stat (device, &st) == 0 && S_ISCHR (st.st_mode))
    port = udev_device_new_from_devnum (udev, 'c', st.st_rdev);
  if (port)
    {
      fill (self, port);
      return self;
    }
  self->driver = g_strdup ("");
  self->product = g_strdup ("");
  self->place = g_strdup ("");
  return self;
}

void
dialer_port_facts_free (DialerPortFacts *self)
{
  g_free (self->device);
  g_free (self->driver);
  g_free (self->product);
  g_free (self->place);
  g_free (self->objection);
  g_free (self);
}
