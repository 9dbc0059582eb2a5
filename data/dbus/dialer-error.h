/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one error domain of dialer, shared by daemon and clients. */
#pragma once

#include <glib.h>

/**
 * DialerError:
 * @DIALER_ERROR_FAILED: something else went wrong; the message says what.
 * @DIALER_ERROR_INVALID_ARGUMENT: a key, value or option that can't be right; nothing was changed.
 * @DIALER_ERROR_NOT_FOUND: no such profile, modem, session, key or secret.
 * @DIALER_ERROR_EXISTS: the name or device is taken.
 * @DIALER_ERROR_NOT_AUTHORIZED: polkit, or the lack of a declared action, said no.
 * @DIALER_ERROR_BUSY: the profile or modem is in use; try again when its session has ended.  Or too much that
 *   the caller asked for is not answered yet.
 * @DIALER_ERROR_SECRETS_UNAVAILABLE: stored secrets can't be read or written for a reason that only the message tells.
 * @DIALER_ERROR_LINE_FAILED: a call ended by the modem or the line: no modem, busy, no carrier, …
 * @DIALER_ERROR_LOGIN_FAILED: a call ended because the peer did not let us in.
 * @DIALER_ERROR_TIMED_OUT: a call, or a request, took longer than it may.
 * @DIALER_ERROR_CANCELLED: a call ended because somebody asked for its end before it was online.
 * @DIALER_ERROR_SECRETS_LOCKED: there is no key for the stored secrets.
 * @DIALER_ERROR_SECRETS_WRONG_KEY: the stored secrets were made with another key than there is now.
 * @DIALER_ERROR_SECRETS_DAMAGED: the file of stored secrets is damaged.
 * @DIALER_ERROR_NO_SPACE: the disk is full; nothing was changed.
 *
 * On the bus each is `org.dialctl.Dialer1.Error.` and its nick.  Why a call ended is data, not an error:
 * see Profile.GetLastCall.
 */
typedef enum
{
  DIALER_ERROR_FAILED,               /*< nick=Failed >*/
  DIALER_ERROR_INVALID_ARGUMENT,     /*< nick=InvalidArgument >*/
  DIALER_ERROR_NOT_FOUND,            /*< nick=NotFound >*/
  DIALER_ERROR_EXISTS,               /*< nick=Exists >*/
  DIALER_ERROR_NOT_AUTHORIZED,       /*< nick=NotAuthorized >*/
  DIALER_ERROR_BUSY,                 /*< nick=Busy >*/
  DIALER_ERROR_SECRETS_UNAVAILABLE,  /*< nick=SecretsUnavailable >*/
  DIALER_ERROR_LINE_FAILED,          /*< nick=LineFailed >*/
  DIALER_ERROR_LOGIN_FAILED,         /*< nick=LoginFailed >*/
  DIALER_ERROR_TIMED_OUT,            /*< nick=TimedOut >*/
  DIALER_ERROR_CANCELLED,            /*< nick=Cancelled >*/
  DIALER_ERROR_SECRETS_LOCKED,       /*< nick=SecretsLocked >*/
  DIALER_ERROR_SECRETS_WRONG_KEY,    /*< nick=SecretsWrongKey >*/
  DIALER_ERROR_SECRETS_DAMAGED,      /*< nick=SecretsDamaged >*/
  DIALER_ERROR_NO_SPACE,             /*< nick=NoSpace >*/
} DialerError;

#define DIALER_ERROR (dialer_error_quark ())

/**
 * dialer_error_quark:
 *
 * Registers the domain with GDBus on first use, so that an error crosses the bus as itself.
 *
 * Returns: the domain of #DialerError
 */
GQuark dialer_error_quark (void);
