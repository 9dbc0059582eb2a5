/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * libpcap, which pppd has its filters from, is loaded when there is a filter: most have none, and nothing else here
 * needs it.  What is declared of it is its stable interface, see pcap(3PCAP).
 */
#include "dialer-packet-filter.h"

#include <dlfcn.h>
#include <string.h>

#include "dialer-error.h"

/* As pppd has it: PPP with the direction in the place of the address (RFC 1662 3.1). */
#define DLT_PPP_PPPD 166
#define OUTBOUND 1
#define CONTROL 3
#define PROTOCOL_IP 0x0021
#define HEADER 4
#define PACKET_MAX 65536
#define NETMASK_UNKNOWN 0xffffffffu

struct bpf_insn;

typedef struct
{
  unsigned int length;
  struct bpf_insn *instructions;
} Program;

typedef struct
{
  void *library;
  void *(*open_dead) (int link_type, int length);
  void (*close) (void *pcap);
  int (*compile) (void *pcap, Program *program, const char *expression, int optimize, guint32 netmask);
  char *(*get_error) (void *pcap);
  void (*free_code) (Program *program);
  unsigned int (*filter) (const struct bpf_insn *instructions, const guint8 *bytes, unsigned int wire_length,
                          unsigned int length);
} Pcap;

struct _DialerPacketFilter
{
  Pcap pcap;
  Program program;
};

static gboolean
find (void *library, const char *name, void *function)
{
  void *found = dlsym (library, name);

  memcpy (function, &found, sizeof found); /* ISO C has no cast for it */
  return found != NULL;
}

/* Debian's name for it, and everybody else's. */
static gboolean
load (Pcap *pcap)
{
  pcap->library = dlopen ("libpcap.so.0.8", RTLD_NOW | RTLD_LOCAL);
  if (pcap->library == NULL)
    pcap->library = dlopen ("libpcap.so.1", RTLD_NOW | RTLD_LOCAL);
  return pcap->library && find (pcap->library, "pcap_open_dead", &pcap->open_dead)
         && find (pcap->library, "pcap_close", &pcap->close) && find (pcap->library, "pcap_compile", &pcap->compile)
         && find (pcap->library, "pcap_geterr", &pcap->get_error)
         && find (pcap->library, "pcap_freecode", &pcap->free_code)
         && find (pcap->library, "bpf_filter", &pcap->filter);
}

static gboolean
compile (DialerPacketFilter *self, const char *expression, GError **error)
{
  void *pcap = self->pcap.open_dead (DLT_PPP_PPPD, PACKET_MAX);
  gboolean ok = self->pcap.compile (pcap, &self->program, expression, 1, NETMASK_UNKNOWN) == 0;

  if (!ok)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "active-filter: %s",
                 self->pcap.get_error (pcap));
  self->pcap.close (pcap);
  return ok;
}

DialerPacketFilter *
dialer_packet_filter_new (const char *expression, GError **error)
{
  DialerPacketFilter *self = g_new0 (DialerPacketFilter, 1);

  if (!load (&self->pcap))
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "active-filter: libpcap can't be used: %s", dlerror ());
  else if (compile (self, expression, error))
    return self;
  dialer_packet_filter_free (self);
  return NULL;
}

void
dialer_packet_filter_free (DialerPacketFilter *self)
{
  if (self->program.instructions)
    self->pcap.free_code (&self->program);
  if (self->pcap.library)
    dlclose (self->pcap.library);
  g_free (self);
}

gboolean
dialer_packet_filter_matches (DialerPacketFilter *self, const guint8 *bytes, gsize length)
{
  static const guint8 header[HEADER] = { OUTBOUND, CONTROL, PROTOCOL_IP >> 8, PROTOCOL_IP & 0xff };
  g_autofree guint8 *frame = g_malloc (HEADER + length);

  memcpy (frame, header, HEADER);
  memcpy (frame + HEADER, bytes, length);
  return self->pcap.filter (self->program.instructions, frame, (unsigned int) (HEADER + length),
                            (unsigned int) (HEADER + length))
         != 0;
}
