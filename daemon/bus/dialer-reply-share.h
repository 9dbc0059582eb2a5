/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The replies that the bus lets us wait for, and for whom we do. */
#pragma once

#include <gio/gio.h>

/*
 * At a time, for all users: dbus-daemon lets a connection wait for 128 (max_replies_per_connection) and counts each
 * until it is answered, however long ago we have given it up.  The rest is for what no user decides.
 */
#define DIALER_REPLIES_MAX 96

/**
 * dialer_reply_share_take:
 * @uid: the user for whom something is asked whose answer may take its time: of polkit, of his agent
 *
 * A user has at most half as many as are then left: there is always something for another, and one alone has
 * a third of all.
 *
 * Returns: whether it may be asked; else DIALER_ERROR_BUSY is set
 */
gboolean dialer_reply_share_take (GDBusConnection *connection, guint uid, GError **error);

/** dialer_reply_share_give_back: it has been answered, be it with an error; not: it is not waited for any more */
void dialer_reply_share_give_back (GDBusConnection *connection, guint uid);
