/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The plugin inside pppd: waits for the line, fetches the secret, and tells the daemon what happens.
 * It trusts neither the peer nor the daemon, and never lets a call run on without the latter.
 */
#include "dialer-pppd-compat.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include "dialer-config.h"
#include "dialer-pppd-channel.h"
#include "dialer-pppd-snoop.h"

#define SECRET_TIMEOUT_MS 60000
#define NUMBER_SIZE 24

char pppd_version[] = VERSION;
void plugin_init (void);

static volatile int stopped;
static bool wants_dns;
static int (*connect_line) (void);
static void (*clean_line_up) (void);

/* The only place where a secret stands on its way; locked, and wiped after each use. */
static uint8_t inbox[DIALER_CHANNEL_MAX];
/* pppd's own copy for PAP, which it repeats until there is an answer, and never wipes. */
static char *pap_secret;

static void
tell (DialerMessageType type, const char *field)
{
  dialer_channel_send (type, field ? 1 : 0, &field);
}

static void
tell_number (DialerMessageType type, int number)
{
  char text[NUMBER_SIZE];

  snprintf (text, sizeof text, "%d", number);
  tell (type, text);
}

/* ---- the line ---- */

/* pppd is ready long before the far end has answered: it waits here, and not for its own start afterwards. */
static int
wait_and_connect (void)
{
  DialerChannelMessage message;

  tell (DIALER_MESSAGE_LINE_WANTED, NULL);
  if (!dialer_channel_receive (&message, inbox, -1, &stopped) || message.type != DIALER_MESSAGE_LINE_READY)
    return -1;
  dialer_channel_guard ();
  return connect_line ();
}

/*
 * pppd would drop DTR and sleep a second.  Hanging up is the daemon's: it sees that it works.  Only if the daemon has
 * gone is pppd's way the last one.
 */
static void
clean_up_line (void)
{
  if (!dialer_channel_is_dead ())
    dialer_forget_modem ();
  clean_line_up ();
}

/* ---- the secret ---- */

static int
ask_secret (char *user, char *secret)
{
  DialerChannelMessage message;
  bool got;

  if (secret == NULL) /* only whether there might be one */
    return 1;
  secret[0] = '\0';
  dialer_channel_unguard ();
  tell (DIALER_MESSAGE_SECRET_WANTED, "password");
  got = dialer_channel_receive (&message, inbox, SECRET_TIMEOUT_MS, &stopped) && message.type == DIALER_MESSAGE_SECRET
        && message.n_fields == 1 && strlen (message.fields[0]) < MAXSECRETLEN;
  mlock (secret, MAXSECRETLEN); /* pppd's own place for it, on its stack or static */
  if (got)
    strcpy (secret, message.fields[0]);
  explicit_bzero (inbox, sizeof inbox);
  dialer_channel_guard ();
  /* 0, not -1: without a secret from us pppd must not look into its own files. */
  return got ? 1 : 0;
}

static int
ask_pap_secret (char *user, char *secret)
{
  if (secret)
    pap_secret = secret;
  return ask_secret (user, secret);
}

static void
forget_secrets (void)
{
  explicit_bzero (inbox, sizeof inbox);
  if (pap_secret)
    explicit_bzero (pap_secret, MAXSECRETLEN);
  pap_secret = NULL;
}

static int
may_have_secret (void)
{
  return 1;
}

/* ---- what happens ---- */

static void
tell_bytes (void)
{
  unsigned long long in = 0, out = 0;
  char texts[2][NUMBER_SIZE];
  const char *fields[] = { texts[0], texts[1] };

  dialer_get_bytes (&in, &out);
  snprintf (texts[0], sizeof texts[0], "%llu", in);
  snprintf (texts[1], sizeof texts[1], "%llu", out);
  dialer_channel_send (DIALER_MESSAGE_STATISTICS, 2, fields);
}

static void
on_phase (void *context, int phase)
{
  tell_number (DIALER_MESSAGE_PHASE, phase);
  if (phase == PHASE_NETWORK)
    forget_secrets ();
  /* Having closed the line itself, pppd takes it for a hang-up of the modem, and exits with that status. */
  if (phase == PHASE_DISCONNECT)
    {
      tell_number (DIALER_MESSAGE_LINK_ENDS, dialer_status ());
      tell_bytes (); /* later there may be no interface to ask */
    }
}

static void
on_signal (void *context, int signal)
{
  if (signal == SIGTERM || signal == SIGINT)
    stopped = 1;
}

static void
on_ip4_up (void *context, int unit)
{
  char texts[4][INET_ADDRSTRLEN] = { "", "", "", "" };
  uint32_t addresses[] = { ipcp_gotoptions[0].ouraddr, ipcp_hisoptions[0].hisaddr, ipcp_gotoptions[0].dnsaddr[0],
                           ipcp_gotoptions[0].dnsaddr[1] };
  const char *fields[] = { dialer_interface (), texts[0], texts[1], texts[2], texts[3] };

  for (unsigned i = 0; i < 4; i++)
    if (addresses[i])
      inet_ntop (AF_INET, &addresses[i], texts[i], sizeof texts[i]);
  dialer_channel_send (DIALER_MESSAGE_IP4_UP, 5, fields);
}

static void
on_ip6_up (void *context, int unit)
{
  tell (DIALER_MESSAGE_IP6_UP, dialer_interface ());
}

static void
on_exit_of_pppd (void *context, int status_code)
{
  tell_bytes ();
  forget_secrets ();
}

/*
 * Asks the peer for name servers without pppd's usepeerdns, which writes /etc/ppp/resolv.conf and lets the
 * distribution's scripts edit /etc/resolv.conf.  pppd calls this hook when it has just reset its IPCP options.
 */
static void
choose_ip (uint32_t *peer)
{
  ipcp_gotoptions[0].req_dns1 = wants_dns;
  ipcp_gotoptions[0].req_dns2 = wants_dns;
}

/* ---- options ---- */

static int
take_fd (char **argv)
{
  const char *versions[] = { pppd_version, DIALER_VERSION };
  int fd;

  if (!dialer_int_option (argv[0], &fd))
    return 0;
  dialer_channel_set_fd (fd);
  dialer_channel_send (DIALER_MESSAGE_HELLO, 2, versions);
  return 1;
}

static int
take_dns (char **argv)
{
  wants_dns = true;
  return 1;
}

static DialerOption options[] = {
  { "dialer-fd", o_special, (void *) take_fd, "Channel to the dialer service", OPT_PRIV },
  { "dialer-dns", o_special_noarg, (void *) take_dns, "Ask the peer for name servers", OPT_PRIV },
  { NULL },
};

void
plugin_init (void)
{
  mlock (inbox, sizeof inbox);
  prctl (PR_SET_DUMPABLE, 0); /* no core with a secret in it, not even for a program that the kernel hands it to */
  dialer_add_options (options);
  connect_line = the_channel->connect;
  clean_line_up = the_channel->cleanup;
  the_channel->connect = wait_and_connect;
  the_channel->cleanup = clean_up_line;
  pap_check_hook = may_have_secret;
  pap_passwd_hook = ask_pap_secret;
  chap_check_hook = may_have_secret;
  chap_passwd_hook = ask_secret;
  snoop_recv_hook = dialer_snoop_received;
  ip_choose_hook = choose_ip;
  dialer_notify (PHASE_CHANGE, on_phase);
  dialer_notify (SIGNALED, on_signal);
  dialer_notify (IP_UP, on_ip4_up);
  dialer_notify (IPV6_UP, on_ip6_up);
  dialer_notify (EXIT, on_exit_of_pppd);
}
