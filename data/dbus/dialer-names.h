/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names under which dialerd stands on the system bus. */
#pragma once

#define DIALER_BUS_NAME "org.dialctl.Dialer1"
#define DIALER_ROOT_PATH "/org/dialctl/Dialer1"
#define DIALER_PROFILE_PATH DIALER_ROOT_PATH "/Profile/"
#define DIALER_MODEM_PATH DIALER_ROOT_PATH "/Modem/"
#define DIALER_SESSION_PATH DIALER_ROOT_PATH "/Session/"
