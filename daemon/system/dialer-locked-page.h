/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Memory for a secret while it is in our own hands, before libsecret has it. */
#pragma once

#include <glib.h>

/**
 * dialer_locked_page_new:
 *
 * The page is left out of swap (as far as RLIMIT_MEMLOCK lets it be), of core dumps and of children.
 *
 * Returns: (transfer full): zeroes, dialer_locked_page_size() of them
 */
char *dialer_locked_page_new (void);

/** dialer_locked_page_size: Returns: bytes in a page, at least 4096 */
gsize dialer_locked_page_size (void);

/** dialer_locked_page_free: wipes and frees @page */
void dialer_locked_page_free (char *page);
