/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where an object stands on the bus. */
#pragma once

#include "dialer-manager.h"

/** dialer_path_of_profile: Returns: (transfer full): its object path; the UUID's '-' can't be in one and become '_' */
char *dialer_path_of_profile (DialerProfile *profile);

/** dialer_path_of_modem: Returns: (transfer full): its object path, or "/" for %NULL; odd bytes of the id as _XX */
char *dialer_path_of_modem (DialerModem *modem);

/** dialer_path_of_session: Returns: (transfer full): its object path, or "/" for %NULL */
char *dialer_path_of_session (DialerSession *session);
