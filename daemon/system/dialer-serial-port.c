/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A serial port: a descriptor, two event sources, and the duty to give everything back. */
#include "dialer-serial-port.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <linux/serial.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-port-check.h"
#include "dialer-port-close.h"
#include "dialer-port-lock.h"
#include "dialer-termios.h"

#define READ_SIZE 4096

struct _DialerSerialPort
{
  GObject parent_instance;

  char *device;
  DialerPortLock *lock;
  DialerTermios *original; /* to be given back */
  DialerTermios *raw;      /* ours */
  int fd;                  /* -1 when closed; a port that has gone keeps its dead one */
  gboolean gone;
  gboolean trusts_carrier;
  gboolean reading;
  gsize chunk;
  GByteArray *unsent;
  guint read_id;
  guint write_id;
};

G_DEFINE_FINAL_TYPE (DialerSerialPort, dialer_serial_port, G_TYPE_OBJECT)

/* Of a port that another process has locked. */
typedef struct
{
  char *device;
  int owner;
} Refusal;

enum
{
  RECEIVED,
  GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_free (refusal->device);
  g_free (refusal);
}

static void
stop_sources (DialerSerialPort *self)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->write_id, g_source_remove);
}

static void
set_gone (DialerSerialPort *self, const char *message)
{
  if (self->gone)
    return;
  self->gone = TRUE;
  stop_sources (self);
  g_byte_array_set_size (self->unsent, 0);
  g_signal_emit (self, signals[GONE], 0, message);
}

static gboolean
is_transient (int error)
{
  return error == EAGAIN || error == EINTR;
}

/* Returns: whether there may be more to read now. */
static gboolean
receive (DialerSerialPort *self, GIOCondition condition)
{
  guint8 buffer[READ_SIZE];
  gsize wanted = self->chunk ? MIN (self->chunk, sizeof buffer) : sizeof buffer;
  gssize length = read (self->fd, buffer, wanted);

  if (length > 0)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (buffer, length);

      g_signal_emit (self, signals[RECEIVED], 0, bytes);
      return (gsize) length == wanted;
    }
  if (length < 0 && !is_transient (errno))
    set_gone (self, g_strerror (errno));
  else if (length == 0 || condition & (G_IO_HUP | G_IO_ERR | G_IO_NVAL))
    set_gone (self, "the line was hung up");
  return FALSE;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (DialerSerialPort) self = g_object_ref (user_data);

  /* Small chunks are taken in one go, for as long as whoever gets them wants more. */
  for (gsize taken = 0; taken < READ_SIZE && self->read_id != 0; taken += MAX (self->chunk, 1))
    if (!receive (self, condition) || self->chunk == 0)
      break;
  return self->read_id != 0;
}

static void
start_reading (DialerSerialPort *self)
{
  if (self->reading && self->read_id == 0 && dialer_serial_port_is_usable (self))
    self->read_id = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
}

/* Returns: whether there is something left for when the port takes more. */
static gboolean
send_unsent (DialerSerialPort *self)
{
  while (self->unsent->len > 0)
    {
      gssize length = write (self->fd, self->unsent->data, self->unsent->len);

      if (length < 0 && is_transient (errno))
        return TRUE;
      if (length < 0)
        {
          set_gone (self, g_strerror (errno));
          return FALSE;
        }
      g_byte_array_remove_range (self->unsent, 0, length);
    }
  return FALSE;
}

static gboolean
on_writable (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (DialerSerialPort) self = g_object_ref (user_data);

  if (send_unsent (self))
    return G_SOURCE_CONTINUE;
  self->write_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
fail (GError **error, const char *device, int number)
{
  gboolean absent = number == ENOENT || number == ENXIO || number == ENODEV || number == EIO;
  DialerError code = DIALER_ERROR_FAILED;

  if (absent)
    code = DIALER_ERROR_NOT_FOUND;
  else if (number == EBUSY || number == EWOULDBLOCK)
    code = DIALER_ERROR_BUSY;
  else if (number == ENOTTY)
    code = DIALER_ERROR_INVALID_ARGUMENT;
  g_set_error (error, DIALER_ERROR, code, "can't open %s: %s", device,
               code == DIALER_ERROR_BUSY ? "another program has locked it" : g_strerror (number));
  return FALSE;
}

/* A port that has not the speed asked for is found out now, and not by a silent modem. */
static gboolean
apply_raw (DialerSerialPort *self, GError **error)
{
  g_autoptr (DialerTermios) now = NULL;
  guint wanted = dialer_termios_get_speed (self->raw);
  guint got;

  if (!dialer_termios_apply (self->raw, self->fd) || (now = dialer_termios_read (self->fd)) == NULL)
    return fail (error, self->device, errno);
  got = dialer_termios_get_speed (now);
  if (ABS ((gint64) got - wanted) * 100 <= (gint64) wanted * 3) /* about what an UART bears */
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
               "%s has no line speed of %u bit/s; the nearest is %u", self->device, wanted, got);
  return FALSE;
}

static void
set_lines (DialerSerialPort *self, int lines, gboolean on)
{
  ioctl (self->fd, on ? TIOCMBIS : TIOCMBIC, &lines);
}

/* What somebody else has locked is let go untouched. */
static int
open_locked (const char *device, GError **error)
{
  int fd = open (device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  fail (error, device, errno);
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
configure (DialerSerialPort *self, GError **error)
{
  if (self->original == NULL && (self->original = dialer_termios_read (self->fd)) == NULL)
    return fail (error, self->device, errno);
  return apply_raw (self, error);
}

gboolean
dialer_serial_port_is_hung_up (DialerSerialPort *self)
{
  struct termios ignored;

  return self->fd >= 0 && tcgetattr (self->fd, &ignored) < 0 && errno == EIO;
}

/*
 * When whoever had the port was killed in a call, cdc_acm hears of the carrier's end only as we open the port, and
 * hangs us up for it, as long as CLOCAL is not set.  It does so once.
 */
static gboolean
open_configured (DialerSerialPort *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  self->fd = open_locked (self->device, error);
  if (self->fd < 0)
    return FALSE;
  if (configure (self, &cause))
    return TRUE;
  if (!dialer_serial_port_is_hung_up (self))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  close (self->fd);
  self->fd = open_locked (self->device, error);
  return self->fd >= 0 && configure (self, error);
}

static gboolean
open_descriptor (DialerSerialPort *self, GError **error)
{
  if (!open_configured (self, error))
    return FALSE;
  ioctl (self->fd, TIOCEXCL);
  set_lines (self, TIOCM_DTR | TIOCM_RTS, TRUE);
  return TRUE;
}

static void
close_descriptor (DialerSerialPort *self)
{
  if (self->fd < 0)
    return;
  tcflush (self->fd, TCIOFLUSH);
  if (self->original)
    dialer_termios_apply (self->original, self->fd);
  set_lines (self, TIOCM_DTR | TIOCM_RTS, FALSE); /* the settings given back may lack HUPCL */
  ioctl (self->fd, TIOCNXCL);
  dialer_port_close (self->fd);
  self->fd = -1;
}

static gboolean
set_up (DialerSerialPort *self, DialerSettings *settings, const char *lock_folder, int *owner, GError **error)
{
  self->raw = dialer_termios_new_raw (dialer_settings_get_uint (settings, "line.speed"),
                                      dialer_settings_get (settings, "line.flow-control"),
                                      dialer_settings_get (settings, "line.format"));
  self->trusts_carrier = dialer_settings_get_boolean (settings, "line.carrier-detect");
  self->lock = dialer_port_lock_new (lock_folder, self->device, owner, error);
  return self->lock && open_descriptor (self, error);
}

/* @owner: who has locked it, if that is known; else 0. */
static DialerSerialPort *
open_port (const char *device, DialerSettings *settings, const char *lock_folder, int *owner, GError **error)
{
  g_autoptr (DialerSerialPort) self = g_object_new (DIALER_TYPE_SERIAL_PORT, NULL);

  *owner = 0;
  self->device = dialer_port_check (device, error);
  if (self->device == NULL || !set_up (self, settings, lock_folder, owner, error))
    return NULL;
  start_reading (self);
  return g_steal_pointer (&self);
}

DialerSerialPort *
dialer_serial_port_open_with_locks (const char *device, DialerSettings *settings, const char *lock_folder,
                                    GError **error)
{
  int owner;

  return open_port (device, settings, lock_folder, &owner, error);
}

DialerSerialPort *
dialer_serial_port_open (const char *device, DialerSettings *settings, GError **error)
{
  return dialer_serial_port_open_with_locks (device, settings, DIALER_PORT_LOCK_FOLDER, error);
}

/* In a thread: a process is asked for its name, which the loop must not wait for. */
static void
refuse (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Refusal *refusal = task_data;
  g_autofree char *owner = dialer_port_describe_process (refusal->owner);

  g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is in use by %s", refusal->device, owner);
}

static void
refuse_in_thread (GTask *task, const char *device, int owner)
{
  Refusal *refusal = g_new0 (Refusal, 1);

  refusal->device = g_strdup (device);
  refusal->owner = owner;
  g_task_set_task_data (task, refusal, refusal_free);
  g_task_run_in_thread (task, refuse);
}

void
dialer_serial_port_open_async (const char *device, DialerSettings *settings, const char *lock_folder,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GError) error = NULL;
  int owner;
  DialerSerialPort *self = open_port (device, settings, lock_folder ? lock_folder : DIALER_PORT_LOCK_FOLDER, &owner,
                                      &error);

  if (self)
    g_task_return_pointer (task, self, g_object_unref);
  else if (owner == 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    refuse_in_thread (task, device, owner);
}

DialerSerialPort *
dialer_serial_port_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dialer_serial_port_close (DialerSerialPort *self)
{
  g_return_if_fail (DIALER_IS_SERIAL_PORT (self));

  stop_sources (self);
  g_byte_array_set_size (self->unsent, 0);
  close_descriptor (self);
  g_clear_pointer (&self->lock, dialer_port_lock_free);
}

const char *
dialer_serial_port_get_device (DialerSerialPort *self)
{
  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), NULL);

  return self->device;
}

gboolean
dialer_serial_port_is_usable (DialerSerialPort *self)
{
  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), FALSE);

  return self->fd >= 0 && !self->gone;
}

void
dialer_serial_port_write (DialerSerialPort *self, const char *bytes, gsize length)
{
  g_return_if_fail (DIALER_IS_SERIAL_PORT (self));

  if (!dialer_serial_port_is_usable (self))
    return;
  g_byte_array_append (self->unsent, (const guint8 *) bytes, length);
  if (self->write_id == 0 && send_unsent (self))
    self->write_id = g_unix_fd_add (self->fd, G_IO_OUT | G_IO_HUP | G_IO_ERR, on_writable, self);
}

gsize
dialer_serial_port_count_unsent (DialerSerialPort *self)
{
  return self->unsent->len;
}

void
dialer_serial_port_set_reading (DialerSerialPort *self, gboolean reading)
{
  g_return_if_fail (DIALER_IS_SERIAL_PORT (self));

  self->reading = reading;
  /* pppd, which has no CAP_SYS_ADMIN here, could not open the port otherwise; it takes it for itself in its turn. */
  if (self->fd >= 0)
    ioctl (self->fd, reading ? TIOCEXCL : TIOCNXCL);
  if (reading)
    start_reading (self);
  else
    g_clear_handle_id (&self->read_id, g_source_remove);
}

void
dialer_serial_port_set_chunk (DialerSerialPort *self, gsize bytes)
{
  g_return_if_fail (DIALER_IS_SERIAL_PORT (self));

  self->chunk = bytes;
}

void
dialer_serial_port_flush (DialerSerialPort *self)
{
  g_return_if_fail (DIALER_IS_SERIAL_PORT (self));

  g_byte_array_set_size (self->unsent, 0);
  if (self->fd >= 0)
    tcflush (self->fd, TCIOFLUSH);
}

/* pppd gives the line discipline back when it ends, but not when it is killed. */
static gboolean
take_line_discipline (DialerSerialPort *self)
{
  int discipline = N_TTY;

  if (ioctl (self->fd, TIOCGETD, &discipline) < 0)
    return FALSE;
  if (discipline == N_TTY)
    return TRUE;
  discipline = N_TTY;
  return ioctl (self->fd, TIOCSETD, &discipline) == 0;
}

gboolean
dialer_serial_port_reclaim (DialerSerialPort *self, GError **error)
{
  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), FALSE);

  if (!dialer_serial_port_is_usable (self) || !take_line_discipline (self))
    return dialer_serial_port_reopen (self, error);
  tcflush (self->fd, TCOFLUSH);
  if (!apply_raw (self, NULL))
    return dialer_serial_port_reopen (self, error);
  ioctl (self->fd, TIOCEXCL);
  return TRUE;
}

gboolean
dialer_serial_port_reopen (DialerSerialPort *self, GError **error)
{
  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), FALSE);

  if (self->lock == NULL)
    return fail (error, self->device, EBADF);
  stop_sources (self);
  g_byte_array_set_size (self->unsent, 0);
  if (self->fd >= 0)
    {
      ioctl (self->fd, TIOCNXCL); /* dead or not, it would keep us out as TIOCEXCL and flock() do others */
      close (self->fd);
    }
  self->gone = !open_descriptor (self, error);
  start_reading (self);
  return !self->gone;
}

gboolean
dialer_serial_port_set_dtr (DialerSerialPort *self, gboolean on)
{
  int dtr = TIOCM_DTR;

  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), FALSE);

  return self->fd >= 0 && ioctl (self->fd, on ? TIOCMBIS : TIOCMBIC, &dtr) == 0;
}

void
dialer_serial_port_set_break (DialerSerialPort *self, gboolean on)
{
  g_return_if_fail (DIALER_IS_SERIAL_PORT (self));

  if (self->fd >= 0)
    ioctl (self->fd, on ? TIOCSBRK : TIOCCBRK);
}

DialerCarrier
dialer_serial_port_get_carrier (DialerSerialPort *self)
{
  int lines = 0;

  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), DIALER_CARRIER_UNKNOWN);

  if (!self->trusts_carrier || self->fd < 0 || ioctl (self->fd, TIOCMGET, &lines) < 0)
    return DIALER_CARRIER_UNKNOWN;
  return lines & TIOCM_CD ? DIALER_CARRIER_ON : DIALER_CARRIER_OFF;
}

gboolean
dialer_carrier_is_heeded (DialerCarrier carrier, gboolean dialed)
{
  /* A cable's other end may not be there yet. */
  return carrier == DIALER_CARRIER_ON || (dialed && carrier == DIALER_CARRIER_OFF);
}

gboolean
dialer_serial_port_get_clear_to_send (DialerSerialPort *self, gboolean *on)
{
  int lines = 0;

  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), FALSE);

  if (self->fd < 0 || ioctl (self->fd, TIOCMGET, &lines) < 0)
    return FALSE;
  *on = (lines & TIOCM_CTS) != 0;
  return TRUE;
}

guint
dialer_serial_port_count_carrier_changes (DialerSerialPort *self)
{
  struct serial_icounter_struct counters = { 0 };

  g_return_val_if_fail (DIALER_IS_SERIAL_PORT (self), 0);

  if (self->fd < 0 || ioctl (self->fd, TIOCGICOUNT, &counters) < 0)
    return 0;
  return counters.dcd;
}

void
dialer_serial_port_distrust_carrier (DialerSerialPort *self)
{
  g_return_if_fail (DIALER_IS_SERIAL_PORT (self));

  self->trusts_carrier = FALSE;
}

static void
dialer_serial_port_finalize (GObject *object)
{
  DialerSerialPort *self = DIALER_SERIAL_PORT (object);

  dialer_serial_port_close (self);
  g_clear_pointer (&self->original, dialer_termios_free);
  g_clear_pointer (&self->raw, dialer_termios_free);
  g_byte_array_unref (self->unsent);
  g_free (self->device);
  G_OBJECT_CLASS (dialer_serial_port_parent_class)->finalize (object);
}

static void
dialer_serial_port_class_init (DialerSerialPortClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dialer_serial_port_finalize;
  signals[RECEIVED] = g_signal_new ("received", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dialer_serial_port_init (DialerSerialPort *self)
{
  self->fd = -1;
  self->reading = TRUE;
  self->unsent = g_byte_array_new ();
}
