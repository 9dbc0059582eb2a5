/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pppd 2.4.9 and 2.5 call the same things by other names; here they have one. */
#pragma once

#include <pppd/pppd.h>

#if __has_include(<pppd/options.h>)
#define DIALER_PPPD_2_5 1
#include <pppd/options.h>
#else
#define DIALER_PPPD_2_5 0
#endif

#include <pppd/fsm.h>
#include <pppd/ipcp.h>
#include <pppd/upap.h>

#if DIALER_PPPD_2_5
#include <pppd/chap.h>

#define VERSION PPPD_VERSION
typedef struct option DialerOption;
#define dialer_add_options ppp_add_options
#define dialer_int_option ppp_int_option
#define dialer_interface ppp_ifname
#define dialer_notify(event, callback) ppp_add_notify (NF_##event, callback, NULL)

static inline void
dialer_forget_modem (void)
{
  ppp_set_modem (false);
}

static inline int
dialer_status (void)
{
  return ppp_status ();
}

static inline void
dialer_get_bytes (unsigned long long *in, unsigned long long *out)
{
  ppp_link_stats_st stats;

  if (!ppp_get_link_stats (&stats))
    return;
  *in = stats.bytes_in;
  *out = stats.bytes_out;
}

#else
#include <pppd/chap-new.h>

typedef option_t DialerOption;
#define dialer_add_options add_options
#define dialer_int_option int_option

static inline const char *
dialer_interface (void)
{
  return ifname;
}

#define DIALER_NOTIFIER_EXIT exitnotify
#define DIALER_NOTIFIER_SIGNALED sigreceived
#define DIALER_NOTIFIER_IP_UP ip_up_notifier
#define DIALER_NOTIFIER_IPV6_UP ipv6_up_notifier
#define DIALER_NOTIFIER_PHASE_CHANGE phasechange
#define dialer_notify(event, callback) add_notifier (&DIALER_NOTIFIER_##event, callback, NULL)

static inline void
dialer_forget_modem (void)
{
  modem = 0;
}

static inline int
dialer_status (void)
{
  return status;
}

static inline void
dialer_get_bytes (unsigned long long *in, unsigned long long *out)
{
  /* link_stats_valid only says that pppd has not logged them yet. */
  *in = link_stats.bytes_in;
  *out = link_stats.bytes_out;
}
#endif
