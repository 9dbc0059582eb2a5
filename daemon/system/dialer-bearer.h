/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A packet data connection that ModemManager makes with a cellular modem. */
#pragma once

#include <gio/gio.h>

#include "dialer-bearer-marks.h"
#include "dialer-modem-manager.h"
#include "dialer-reason.h"

#define DIALER_TYPE_BEARER (dialer_bearer_get_type ())
G_DECLARE_FINAL_TYPE (DialerBearer, dialer_bearer, DIALER, BEARER, GObject)

/**
 * DialerBearerRequest:
 * @apn: access point name; "" for the network's default
 * @network: (nullable): MCC and MNC of the network to register with, %NULL for any
 * @roaming: whether a foreign network will do
 * @user: (nullable): for the access point
 * @password: (nullable): likewise
 * @pin: (nullable): the SIM's, if it is locked
 */
typedef struct
{
  const char *apn;
  const char *network;
  gboolean roaming;
  const char *user;
  const char *password;
  const char *pin;
} DialerBearerRequest;

/**
 * DialerBearerMethod:
 * @DIALER_BEARER_PPP: by PPP over a serial port
 * @DIALER_BEARER_STATIC: over a network interface; the network has told all addresses
 * @DIALER_BEARER_DHCP: over a network interface, by DHCP
 */
typedef enum
{
  DIALER_BEARER_PPP,
  DIALER_BEARER_STATIC,
  DIALER_BEARER_DHCP,
} DialerBearerMethod;

/**
 * DialerBearerConfig:
 * @method: how IP is done
 * @port: the serial port ("/dev/ttyACM0") or network interface ("wwan0")
 * @address: (nullable): ours, with DIALER_BEARER_STATIC
 * @prefix: length of its network's prefix
 * @gateway: (nullable): the peer
 * @dns: (nullable): name servers
 * @mtu: bytes, 0 when the network told none
 */
typedef struct
{
  DialerBearerMethod method;
  char *port;
  char *address;
  guint prefix;
  char *gateway;
  GStrv dns;
  guint mtu;
} DialerBearerConfig;

/**
 * dialer_bearer_new:
 * @marks: outlive the bearer; while there may be something to undo the modem is marked
 * @uid: the modem's; see dialer_udev_get_physical_device()
 *
 * Returns: (transfer full): a connection that has not been asked for
 */
DialerBearer *dialer_bearer_new (DialerModemManager *modem_manager, DialerBearerMarks *marks, const char *uid);

/**
 * dialer_bearer_adopt:
 *
 * Takes addresses away that a daemon which was killed has left on the modem's network interface.
 *
 * Returns: (transfer full) (nullable): the connection that it has left, to be disconnected; %NULL when there is none
 */
DialerBearer *dialer_bearer_adopt (DialerModemManager *modem_manager, DialerBearerMarks *marks, const char *uid);

/**
 * dialer_bearer_check:
 * @needs_pin: (out): whether the SIM wants its PIN, and may be given it
 *
 * Looks at what ModemManager knows of modem and SIM, so that what can't succeed is not begun.  A SIM that has one try
 * left for its PIN is not asked again.
 *
 * Returns: %FALSE with DIALER_REASON_ERROR set
 */
gboolean dialer_bearer_check (DialerBearer *self, gboolean *needs_pin, GError **error);

/**
 * dialer_bearer_connect_async:
 *
 * After dialer_bearer_check().  Unlocks the SIM, enables the modem, waits for a network, and connects.  There is no
 * time limit: see dialer_bearer_explain_delay().
 */
void dialer_bearer_connect_async (DialerBearer *self, const DialerBearerRequest *request,
                                  GAsyncReadyCallback callback, gpointer user_data);

/** dialer_bearer_connect_finish: Returns: %FALSE with DIALER_REASON_ERROR set */
gboolean dialer_bearer_connect_finish (DialerBearer *self, GAsyncResult *result, GError **error);

/** dialer_bearer_explain_delay: Returns: what a connection that takes too long waits for */
DialerReason dialer_bearer_explain_delay (DialerBearer *self);

/** dialer_bearer_get_config: Returns: (transfer none) (nullable): once connected */
const DialerBearerConfig *dialer_bearer_get_config (DialerBearer *self);

/** dialer_bearer_is_gone: Returns: whether the modem has been unplugged */
gboolean dialer_bearer_is_gone (DialerBearer *self);

/** dialer_bearer_is_orphaned: Returns: whether ModemManager has left while the modem may be connected */
gboolean dialer_bearer_is_orphaned (DialerBearer *self);

/**
 * dialer_bearer_disconnect_async:
 *
 * From whatever state: stops connecting, disconnects, takes the bearer's object away, and disables the modem if it was
 * not enabled before.  Only what dialer_bearer_connect_async() did is undone.
 */
void dialer_bearer_disconnect_async (DialerBearer *self, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_bearer_disconnect_finish: Returns: whether the modem is disconnected, as ModemManager says, or has gone */
gboolean dialer_bearer_disconnect_finish (DialerBearer *self, GAsyncResult *result);

/**
 * DialerBearer::lost:
 * @reason: a #DialerReason: the network ended it, the modem was unplugged, or ModemManager has stopped
 *
 * Not emitted after dialer_bearer_disconnect_async().
 */
