/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One page from the kernel, which shares it with nothing else of ours. */
#include "dialer-locked-page.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

gsize
dialer_locked_page_size (void)
{
  return (gsize) sysconf (_SC_PAGESIZE);
}

char *
dialer_locked_page_new (void)
{
  gsize size = dialer_locked_page_size ();
  char *page = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (page == MAP_FAILED)
    g_error ("no memory for a page of %" G_GSIZE_FORMAT " bytes", size);  /* as g_malloc() would say */

  /* Each can fail, for want of a right or on an old kernel; the secret is then a little less protected. */
  (void) mlock (page, size);
  (void) madvise (page, size, MADV_DONTDUMP);
  (void) madvise (page, size, MADV_WIPEONFORK);
  return page;
}

void
dialer_locked_page_free (char *page)
{
  explicit_bzero (page, dialer_locked_page_size ());
  munmap (page, dialer_locked_page_size ());
}
