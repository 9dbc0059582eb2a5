/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of reasons. */
#include "dialer-reason.h"

#include "dialer-error.h"

typedef struct
{
  const char *word;
  const char *sentence;
  const char *advice;
  gboolean redial;
  DialerError error;
} Reason;

#define ROW(id, word, redial, error, sentence, advice) \
  [DIALER_REASON_##id] = { word, sentence, advice, redial, DIALER_ERROR_##error }
#define YES TRUE
#define NO FALSE

static const Reason reasons[DIALER_N_REASONS] = {
  ROW (NONE, "", NO, FAILED, "", ""),
  ROW (USER, "user", NO, CANCELLED, "hung up as asked", ""),
  ROW (OWNER_GONE, "owner-gone", NO, CANCELLED, "the program that dialled has gone",
       "Dial again; with --no-wait a call goes on when its program ends"),
  ROW (NO_MODEM, "no-modem", YES, LINE_FAILED, "there is no modem for this profile",
       "See 'dialctl modem list'; plug the modem in, or add it with 'dialctl modem add DEVICE'"),
  ROW (MODEM_BUSY, "modem-busy", YES, LINE_FAILED, "the modem is in use by another session or program",
       "Hang it up, or have calls wait for it with dial.modem-wait; 'dialctl status' shows who has it"),
  ROW (MODEM_SILENT, "modem-silent", YES, LINE_FAILED, "the modem does not answer AT commands",
       "Check its power and cable, and line.speed; 'dialctl modem show' tells what it once said"),
  ROW (MODEM_ERROR, "modem-error", NO, LINE_FAILED, "the modem refused a command",
       "Check dial.init and the number; the modem's reply is in the call's record"),
  ROW (MODEM_GONE, "modem-gone", YES, LINE_FAILED, "the modem was unplugged or its port failed",
       "Plug it in again"),
  ROW (MODEM_MANAGER_GONE, "modem-manager-gone", YES, LINE_FAILED,
       "ModemManager, through which this modem is used, has stopped",
       "Dial again when 'systemctl status ModemManager' shows it running"),
  ROW (SIM_MISSING, "sim-missing", NO, LINE_FAILED, "there is no SIM in the modem, or it can't be read",
       "Put the SIM in, then plug the modem in again"),
  ROW (PIN_NEEDED, "pin-needed", NO, LOGIN_FAILED, "the SIM asks for its PIN, and there is none",
       "Store it with 'dialctl secret set NAME pin', or, if it is asked for (secret.pin), dial in a terminal"),
  ROW (PIN_WRONG, "pin-wrong", NO, LOGIN_FAILED,
       "the SIM refused the PIN, or has one try left, which is not risked",
       "Store the right PIN with 'dialctl secret set NAME pin'; see 'mmcli -m any' for the tries left"),
  ROW (PUK_NEEDED, "puk-needed", NO, LOGIN_FAILED, "the SIM is blocked and asks for its PUK",
       "Unblock it with 'mmcli -i any --puk=PUK --pin=NEW-PIN', or in a telephone"),
  ROW (NO_COVERAGE, "no-coverage", YES, LINE_FAILED, "no mobile network was found",
       "Check the aerial and the place; raise dial.carrier-timeout where networks are slow to be found"),
  ROW (REGISTRATION_DENIED, "registration-denied", NO, LINE_FAILED,
       "the mobile network does not let this SIM or modem in",
       "Ask the SIM's provider; check cellular.operator"),
  ROW (ROAMING_REFUSED, "roaming-refused", NO, LINE_FAILED,
       "only a foreign network is there, and roaming is not allowed",
       "Set cellular.roaming=yes if its price is acceptable"),
  ROW (APN_REFUSED, "apn-refused", NO, LOGIN_FAILED, "the mobile network refused the access point",
       "Check cellular.apn, and that the SIM's contract has data"),
  ROW (NO_DIALTONE, "no-dialtone", YES, LINE_FAILED, "there is no dial tone",
       "Check the telephone cable; behind a switchboard set dial.prefix, or dial.wait-dialtone=no"),
  ROW (BUSY, "busy", YES, LINE_FAILED,
       "the number is engaged", "Try again later, or give dial.numbers another number"),
  ROW (NO_ANSWER, "no-answer", YES, LINE_FAILED, "nobody answered", "Check the number, or try again later"),
  ROW (NO_CARRIER, "no-carrier", YES, LINE_FAILED,
       "no carrier: the far end did not become a modem connection",
       "Check the number; raise dial.carrier-timeout if the far end is slow to train"),
  ROW (DELAYED, "delayed", YES, LINE_FAILED, "the modem refuses to dial this number again so soon",
       "Wait some minutes: some countries' rules are built into modems"),
  ROW (BLACKLISTED, "blacklisted", NO, LINE_FAILED,
       "the modem refuses this number after too many failed calls",
       "Check the number, then switch the modem off and on"),
  ROW (VOICE_ANSWER, "voice-answer", NO, LINE_FAILED, "a person answered, not a modem", "Check the number"),
  ROW (NUMBER_REFUSED, "number-refused", NO, FAILED, "this number is never dialled",
       "See limit.numbers in dialer.profile(5), and never-dial.d in dialerd(8)"),
  ROW (LOGIN_FAILED, "login-failed", NO, LOGIN_FAILED, "the login script did not succeed",
       "Check login.script against what the peer asks"),
  ROW (LOGIN_TIMEOUT, "login-timeout", YES, TIMED_OUT, "the peer did not send what was waited for before PPP",
       "Check login.script or line.handshake against what the peer says, and login.timeout"),
  ROW (NO_PPP, "no-ppp", YES, LOGIN_FAILED, "the far end answered but does not speak PPP",
       "If it shows a login prompt set login.method=auto; else check the number"),
  ROW (AUTH_FAILED, "auth-failed", NO, LOGIN_FAILED, "the peer refused user name or password",
       "Set the password anew with 'dialctl secret set NAME', and check ppp.user"),
  ROW (PEER_REFUSED, "peer-refused", NO, LOGIN_FAILED, "the peer ended the negotiation",
       "Check ppp.auth and ppp.mppe; the peer's words are in the call's record"),
  ROW (ADDRESS_FAILED, "address-failed", NO, LOGIN_FAILED, "no IP address could be agreed on",
       "Check ipv4.method and ipv4.address"),
  ROW (PROBE_FAILED, "probe-failed", YES, LINE_FAILED, "the link came up, but nothing answers over it",
       "Dial again, perhaps another number; if it stays so check probe.host, or set probe.method=none"),
  ROW (CARRIER_LOST, "carrier-lost", YES, LINE_FAILED,
       "the carrier was lost", "Dial again; see redial.reconnect"),
  ROW (PEER_HANGUP, "peer-hangup", YES, LINE_FAILED,
       "the peer ended the link", "Dial again; see redial.reconnect"),
  ROW (LINK_DEAD, "link-dead", YES, LINE_FAILED, "the peer no longer answers",
       "Dial again; see ppp.echo-interval and redial.reconnect"),
  ROW (IDLE, "idle", NO, CANCELLED, "hung up because nothing was sent or received", "See limit.idle"),
  ROW (TIME_LIMIT, "time-limit", NO, CANCELLED, "the time that calls may last is used up",
       "See limit.duration; a call that was made for a lease ends with its minutes"),
  ROW (DATA_LIMIT, "data-limit", NO, CANCELLED,
       "the data that calls may carry is used up", "See limit.data"),
  ROW (COST_LIMIT, "cost-limit", NO, CANCELLED,
       "the money that calls may cost is used up",
       "See limit.cost; an administrator may dial with --over-budget"),
  ROW (OUTSIDE_WINDOW, "outside-window", NO, FAILED, "no calls are made at this time", "See limit.windows"),
  ROW (NO_SECRET, "no-secret", NO, LOGIN_FAILED, "a password is needed, and there is none",
       "Store it with 'dialctl secret set NAME', or, if it is asked for (secret.password), dial in a terminal"),
  ROW (SECRET_LOCKED, "secret-locked", NO, LOGIN_FAILED, "the password is there, but can't be read",
       "Unlock your keyring if it is there (secret.password=agent); else see 'journalctl -u dialerd' for the cause"),
  ROW (CANCELLED, "cancelled", NO, CANCELLED, "cancelled before it was online", "Dial again"),
  ROW (PPPD_FAILED, "pppd-failed", NO, FAILED, "pppd did not run as it should",
       "See 'journalctl -u dialerd' and the system log for pppd's words"),
  ROW (DAEMON_STOPPED, "daemon-stopped", YES, CANCELLED,
       "the dialer service was stopped", "Dial again when it runs"),
  ROW (ASLEEP, "asleep", YES, CANCELLED, "the machine went to sleep",
       "Dial again; with redial.reconnect=yes that is done when it wakes"),
  ROW (INTERRUPTED, "interrupted", YES, FAILED, "the call was cut off by a crash", "Dial again"),
  ROW (LINE_STUCK, "line-stuck", NO, LINE_FAILED,
       "THE LINE COULD NOT BE PROVEN DOWN and may still cost money",
       "Switch the modem off now, then check its cable and settings"),
  ROW (INTERNAL, "internal", NO, FAILED,
       "an error inside dialerd", "Please report it, with 'journalctl -u dialerd'"),
};

const char *
dialer_reason_to_string (DialerReason reason)
{
  return reasons[reason].word;
}

DialerReason
dialer_reason_from_string (const char *word)
{
  for (guint i = 0; i < DIALER_N_REASONS; i++)
    if (g_str_equal (reasons[i].word, word))
      return i;
  return DIALER_REASON_INTERNAL;
}

const char *
dialer_reason_get_sentence (DialerReason reason)
{
  return reasons[reason].sentence;
}

const char *
dialer_reason_get_advice (DialerReason reason)
{
  return reasons[reason].advice;
}

DialerReason
dialer_reason_from_modem_error (const GError *error)
{
  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    return DIALER_REASON_MODEM_SILENT;
  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_LINE_FAILED))
    return DIALER_REASON_MODEM_ERROR;
  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_BUSY))
    return DIALER_REASON_MODEM_BUSY;
  return DIALER_REASON_MODEM_GONE;
}

gboolean
dialer_reason_is_worth_redial (DialerReason reason)
{
  return reasons[reason].redial;
}

gboolean
dialer_reason_blames_modem (DialerReason reason)
{
  return reason == DIALER_REASON_MODEM_BUSY || reason == DIALER_REASON_MODEM_SILENT
         || reason == DIALER_REASON_MODEM_ERROR || reason == DIALER_REASON_MODEM_GONE
         || reason == DIALER_REASON_NO_DIALTONE || reason == DIALER_REASON_LINE_STUCK
         || reason == DIALER_REASON_SIM_MISSING || reason == DIALER_REASON_NO_COVERAGE;
}

int
dialer_reason_get_error_code (DialerReason reason)
{
  return reasons[reason].error;
}

G_DEFINE_QUARK (dialer-reason-error, dialer_reason_error)

void
dialer_reason_set_error (GError **error, DialerReason reason, const char *detail)
{
  g_set_error_literal (error, DIALER_REASON_ERROR, (int) reason, detail ? detail : "");
}

DialerReason
dialer_reason_from_error (const GError *error)
{
  return error->domain == DIALER_REASON_ERROR ? (DialerReason) error->code : DIALER_REASON_INTERNAL;
}
