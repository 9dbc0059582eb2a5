/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Endpoints of FunctionFS can only be read and written blocking: a thread each, meeting in a socket pair. */
#include "exchange-usb.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <linux/usb/functionfs.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include "exchange-gadget.h"

/* USB CDC PSTN 6.3 and 6.5.4. */
enum
{
  SET_LINE_CODING = 0x20,
  GET_LINE_CODING = 0x21,
  SET_CONTROL_LINE_STATE = 0x22,
  SEND_BREAK = 0x23,
  SERIAL_STATE = 0x20,
  STATE_DCD = 1 << 0,
  STATE_DSR = 1 << 1,
  STATE_RI = 1 << 3,
};

struct _ExchangeUsb
{
  ExchangeGadget *gadget;
  char *mount;
  ExchangeUsbDtr dtr;
  gpointer owner;
  int control, notify, to_host, from_host;
  int inside; /* our end of the socket pair */
  GAsyncQueue *states;
  GThread *threads[4];
  guint8 coding[7];
};

/* Two interfaces as of USB CDC: control with its notifications, and data in and out. */
#define INTERFACE(number, endpoints, class, subclass, protocol) \
  9, 4, number, 0, endpoints, class, subclass, protocol, 1
#define ENDPOINT(address, attributes, size, interval) \
  7, 5, address, attributes, (size) &0xff, (size) >> 8, interval
#define DESCRIPTORS(bulk) \
  INTERFACE (0, 1, 2, 2, 1), ENDPOINT (0x81, 3, 16, 8), INTERFACE (1, 2, 10, 0, 0), \
    ENDPOINT (0x82, 2, bulk, 0), ENDPOINT (0x03, 2, bulk, 0)

static gboolean
describe (ExchangeUsb *self)
{
  static const guint8 full[] = { DESCRIPTORS (64) }, high[] = { DESCRIPTORS (512) };
  struct
  {
    struct usb_functionfs_descs_head_v2 head;
    __le32 n_full, n_high;
    guint8 bytes[sizeof full + sizeof high];
  } __attribute__ ((packed)) descriptors
    = { .head = { htole32 (FUNCTIONFS_DESCRIPTORS_MAGIC_V2), htole32 (sizeof descriptors),
                  htole32 (FUNCTIONFS_HAS_FS_DESC | FUNCTIONFS_HAS_HS_DESC) },
        .n_full = htole32 (5),
        .n_high = htole32 (5) };
  struct
  {
    struct usb_functionfs_strings_head head;
    __le16 language;
    char text[sizeof "USB Modem"];
  } __attribute__ ((packed)) strings
    = { .head = { htole32 (FUNCTIONFS_STRINGS_MAGIC), htole32 (sizeof strings), htole32 (1), htole32 (1) },
        .language = htole16 (0x409),
        .text = "USB Modem" };

  memcpy (descriptors.bytes, full, sizeof full);
  memcpy (descriptors.bytes + sizeof full, high, sizeof high);
  return write (self->control, &descriptors, sizeof descriptors) == sizeof descriptors
         && write (self->control, &strings, sizeof strings) == sizeof strings;
}

static int
open_endpoint (ExchangeUsb *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->mount, name, NULL);

  return open (path, O_RDWR | O_CLOEXEC);
}

typedef struct
{
  ExchangeUsb *usb;
  gboolean on;
} DtrChange;

static gboolean
on_dtr_changed (gpointer user_data)
{
  g_autofree DtrChange *change = user_data;

  change->usb->dtr (change->usb->owner, change->on);
  return G_SOURCE_REMOVE;
}

static void
tell_dtr (ExchangeUsb *self, gboolean on)
{
  DtrChange *change = g_new0 (DtrChange, 1);

  change->usb = self;
  change->on = on;
  g_idle_add_full (G_PRIORITY_HIGH, on_dtr_changed, change, NULL);
}

static void
answer_setup (ExchangeUsb *self, const struct usb_ctrlrequest *setup)
{
  gsize length = MIN (le16toh (setup->wLength), sizeof self->coding);

  switch (setup->bRequest)
    {
    case SET_LINE_CODING:
      (void) !read (self->control, self->coding, length);
      break;
    case GET_LINE_CODING:
      (void) !write (self->control, self->coding, length);
      break;
    case SET_CONTROL_LINE_STATE:
      (void) !read (self->control, NULL, 0);
      tell_dtr (self, le16toh (setup->wValue) & 1);
      break;
    case SEND_BREAK:
      (void) !read (self->control, NULL, 0);
      break;
    default: /* the wrong direction stalls the request */
      if (setup->bRequestType & 0x80)
        (void) !read (self->control, NULL, 0);
      else
        (void) !write (self->control, NULL, 0);
    }
}

/* Returns: whether there was one; a machine that goes to sleep interrupts the wait for it. */
static gboolean
read_event (ExchangeUsb *self, struct usb_functionfs_event *event)
{
  ssize_t length;

  do
    length = read (self->control, event, sizeof *event);
  while (length < 0 && errno == EINTR);
  return length == sizeof *event;
}

static gpointer
run_control (gpointer data)
{
  ExchangeUsb *self = data;
  struct usb_functionfs_event event;

  while (read_event (self, &event))
    if (event.type == FUNCTIONFS_SETUP)
      answer_setup (self, &event.u.setup);
    else if (event.type == FUNCTIONFS_DISABLE || event.type == FUNCTIONFS_UNBIND)
      tell_dtr (self, FALSE);
  return NULL;
}

/* While unplugged the endpoints refuse everything; the next read or write waits until it is plugged in. */
static gboolean
is_unplugged (ssize_t done)
{
  return done < 0 && (errno == ESHUTDOWN || errno == EINTR || errno == EAGAIN || errno == ECONNRESET);
}

static gpointer
run_from_host (gpointer data)
{
  ExchangeUsb *self = data;
  guint8 bytes[4096];
  ssize_t length;

  while ((length = read (self->from_host, bytes, sizeof bytes)) >= 0 || is_unplugged (length))
    if (length > 0 && send (self->inside, bytes, length, MSG_NOSIGNAL) < 0)
      break;
  return NULL;
}

static gpointer
run_to_host (gpointer data)
{
  ExchangeUsb *self = data;
  guint8 bytes[4096];
  ssize_t length;

  while ((length = recv (self->inside, bytes, sizeof bytes, 0)) > 0)
    (void) !write (self->to_host, bytes, length);
  return NULL;
}

static gpointer
run_notify (gpointer data)
{
  ExchangeUsb *self = data;
  guint state;

  while ((state = GPOINTER_TO_UINT (g_async_queue_pop (self->states))) != G_MAXUINT)
    {
      guint8 packet[] = { 0xa1, SERIAL_STATE, 0, 0, 0, 0, 2, 0, state & 0xff, 0 };

      (void) !write (self->notify, packet, sizeof packet);
    }
  return NULL;
}

static gboolean
open_endpoints (ExchangeUsb *self)
{
  self->control = open_endpoint (self, "ep0");
  if (self->control < 0 || !describe (self))
    return FALSE;
  self->notify = open_endpoint (self, "ep1");
  self->to_host = open_endpoint (self, "ep2");
  self->from_host = open_endpoint (self, "ep3");
  return self->notify >= 0 && self->to_host >= 0 && self->from_host >= 0;
}

static void
start_threads (ExchangeUsb *self)
{
  static GThreadFunc const bodies[] = { run_control, run_from_host, run_to_host, run_notify };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    self->threads[i] = g_thread_new ("usb", bodies[i], self);
}

static const char *const functions[] = { "ffs", NULL };

static gboolean
make_endpoints (ExchangeUsb *self, const char *name, int ends[2])
{
  return g_mkdir_with_parents (self->mount, 0755) == 0
         && mount (name, self->mount, "functionfs", 0, NULL) == 0 && open_endpoints (self)
         && socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0;
}

ExchangeUsb *
exchange_usb_new (const char *name, GHashTable *options, ExchangeUsbDtr dtr, gpointer owner, int *fd,
                  GError **error)
{
  ExchangeUsb *self = g_new0 (ExchangeUsb, 1);
  int ends[2];

  self->mount = g_strdup_printf ("/run/exchange-usb-%s", name);
  self->dtr = dtr;
  self->owner = owner;
  self->states = g_async_queue_new ();
  self->gadget = exchange_gadget_new (name, options, functions, self->mount, error);
  if (self->gadget == NULL)
    return NULL;
  if (!make_endpoints (self, name, ends))
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "no USB modem %s: %s (needs root and dummy_hcd)", name, g_strerror (errno));
      return NULL;
    }
  self->inside = ends[0];
  *fd = ends[1];
  start_threads (self);
  return self;
}

void
exchange_usb_free (ExchangeUsb *self)
{
  exchange_usb_unplug (self);
  g_async_queue_push (self->states, GUINT_TO_POINTER (G_MAXUINT));
  shutdown (self->inside, SHUT_RDWR);
  /* The threads that read endpoints sleep in the kernel until the process ends; it is about to. */
  umount2 (self->mount, MNT_DETACH);
  g_rmdir (self->mount);
  exchange_gadget_free (self->gadget);
}

gboolean
exchange_usb_plug (ExchangeUsb *self, GError **error)
{
  return exchange_gadget_plug (self->gadget, error);
}

void
exchange_usb_unplug (ExchangeUsb *self)
{
  exchange_gadget_unplug (self->gadget);
}

void
exchange_usb_set_signals (ExchangeUsb *self, gboolean dcd, gboolean ri)
{
  guint state = STATE_DSR | (dcd ? STATE_DCD : 0) | (ri ? STATE_RI : 0);

  g_async_queue_push (self->states, GUINT_TO_POINTER (state));
}
