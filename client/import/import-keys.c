/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one table of what other programs call our settings: peers' words, our keys, and what differs. */
#include "import-keys.h"

#define W IMPORT_WVDIAL
#define K IMPORT_KPPP
#define P IMPORT_PPPD
#define B IMPORT_PBK
#define O IMPORT_OPENWRT
#define I IMPORT_IFCFG

#define SECONDS "0-4294967295"
#define TIMEOUT "5-600"
#define ATTEMPTS "0-1000000"
#define PACKET "128-16384"

#define SHOWN "it only tells a person something"
#define NO_CHECK "the link is known to be up; no names are looked up to see"
#define LOCKED "a modem in use is always locked"
#define RUNS "programs are not run as root for an import; see hooks.connected"
#define NO_CALLBACK "there is no callback"
#define NO_DIALUP "it is no setting of a call"
#define MODEM_WORDS "the usual answers of a modem are known"
#define MODEM_STEPS "hanging up, answering and escaping are built in"
#define LOG "what is logged is not a matter of the profile"
#define NO_COST "what calls have cost is in the ledger; see limit.data for a budget"
#define ADMINISTRATOR "an administrator may add it to ppp.options"
#define DAEMON "it is always so, or done by the service itself"

/* clang-format off */
static const ImportKey keys[] = {
  /* wvdial.conf: WvDialer's own list of options, and what wvdialconf and Webmin write. */
  { W, "Modem", "dial.modem", IMPORT_OWN, NULL, NULL },
  { W, "Baud", "line.speed", IMPORT_SPEED, NULL, NULL },
  { W, "Init", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init1", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init2", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init3", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init4", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init5", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init6", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init7", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init8", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Init9", "dial.init", IMPORT_OWN, NULL, NULL },
  { W, "Phone", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { W, "Phone1", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { W, "Phone2", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { W, "Phone3", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { W, "Phone4", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { W, "Area Code", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { W, "Dial Prefix", "dial.prefix", IMPORT_OWN, NULL, NULL },
  { W, "Dial Command", "dial.command", IMPORT_COMMAND, NULL, NULL },
  { W, "Username", "ppp.user", IMPORT_OWN, NULL, NULL },
  { W, "Login", "ppp.user", IMPORT_OWN, NULL, NULL },
  { W, "Login Prompt", "login.login-prompt", IMPORT_TEXT, NULL, NULL },
  { W, "Password", "secret.password", IMPORT_OWN, NULL, NULL },
  { W, "Password Prompt", "login.password-prompt", IMPORT_TEXT, NULL, NULL },
  { W, "Ask Password", "secret.password", IMPORT_CHOICE,
    "1=ask|yes=ask|on=ask|true=ask|0=stored|no=stored|off=stored|false=stored", NULL },
  { W, "PPPD Path", NULL, IMPORT_NOTHING, NULL, "the service knows where its pppd is" },
  { W, "PPPD Option", "ppp.options", IMPORT_OWN, NULL, NULL },
  { W, "Force Address", "ipv4.address", IMPORT_OWN, NULL, NULL },
  { W, "Remote Name", "ppp.remote-name", IMPORT_OWN, NULL, NULL },
  { W, "Default Reply", NULL, IMPORT_NOTHING, NULL, "the answer to an unknown prompt can't be chosen" },
  { W, "Carrier Check", "line.carrier-detect", IMPORT_FLAG, NULL, NULL },
  { W, "Stupid Mode", "login.method", IMPORT_OWN, NULL, NULL },
  { W, "Tonline", "login.method", IMPORT_OWN, NULL, NULL },
  { W, "Compuserve", NULL, IMPORT_NOTHING, NULL, "CompuServe's dialogue is no more; login.script can have its like" },
  { W, "New PPPD", NULL, IMPORT_OWN, NULL, NULL },
  { W, "Auto Reconnect", "redial.reconnect", IMPORT_OWN, NULL, NULL },
  { W, "Dial Attempts", "redial.attempts", IMPORT_NUMBER, ATTEMPTS, NULL },
  { W, "Abort on Busy", NULL, IMPORT_NOTHING, NULL, "busy counts as any attempt: redial.attempts says how many" },
  { W, "Abort on No Dialtone", NULL, IMPORT_NOTHING, NULL,
    "no dial tone counts as any attempt: redial.attempts says how many" },
  { W, "Dial Timeout", "dial.carrier-timeout", IMPORT_NUMBER, TIMEOUT, NULL },
  { W, "Auto DNS", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { W, "Check DNS", NULL, IMPORT_NOTHING, NULL, NO_CHECK },
  { W, "DNS Test1", NULL, IMPORT_NOTHING, NULL, NO_CHECK },
  { W, "DNS Test2", NULL, IMPORT_NOTHING, NULL, NO_CHECK },
  { W, "Check Def Route", NULL, IMPORT_NOTHING, NULL, "a default route is made, not only looked for" },
  { W, "Idle Seconds", "limit.idle", IMPORT_OWN, NULL, NULL },
  { W, "ISDN", NULL, IMPORT_NOTHING, NULL, "it only changes what is negotiated of ppp.asyncmap" },
  { W, "Country", "profile.note", IMPORT_OWN, NULL, NULL },
  { W, "Provider", "profile.note", IMPORT_OWN, NULL, NULL },
  { W, "Product", "profile.note", IMPORT_OWN, NULL, NULL },
  { W, "Homepage", "profile.note", IMPORT_OWN, NULL, NULL },
  { W, "DialMessage1", "profile.note", IMPORT_OWN, NULL, NULL },
  { W, "DialMessage2", "profile.note", IMPORT_OWN, NULL, NULL },
  { W, "Inherits", NULL, IMPORT_OWN, NULL, NULL },
  { W, "Modem Type", NULL, IMPORT_NOTHING, NULL, SHOWN },
  { W, "Modem Name", NULL, IMPORT_NOTHING, NULL, SHOWN },
  { W, "SetVolume", "line.speaker", IMPORT_CHOICE, "0=off|1=dial|2=dial|3=dial",
    "how loud it is can't be set, only when it is on" },
  { W, "FlowControl", "line.flow-control", IMPORT_OWN, NULL, NULL },

  /* kppprc: [AccountN], [ModemN] and [General]. */
  { K, "Name", "profile.name", IMPORT_OWN, NULL, NULL },
  { K, "Phonenumber", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { K, "DialPrefix", "dial.prefix", IMPORT_OWN, NULL, NULL },
  { K, "Authentication", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { K, "Username", "ppp.user", IMPORT_TEXT, NULL, NULL },
  { K, "Password", "secret.password", IMPORT_OWN, NULL, NULL },
  { K, "StorePassword", "secret.password", IMPORT_OWN, NULL, NULL },
  { K, "ScriptCommands", "login.script", IMPORT_OWN, NULL, NULL },
  { K, "ScriptArguments", "login.script", IMPORT_OWN, NULL, NULL },
  { K, "IPAddr", "ipv4.address", IMPORT_OWN, NULL, NULL },
  { K, "Gateway", "ipv4.peer", IMPORT_OWN, NULL, NULL },
  { K, "SubnetMask", NULL, IMPORT_NOTHING, NULL, "a link from point to point has no net mask" },
  { K, "AutoName", NULL, IMPORT_NOTHING, NULL, "the host keeps its name" },
  { K, "DefaultRoute", "ipv4.default-route", IMPORT_FLAG, NULL, NULL },
  { K, "Domain", "ipv4.dns-search", IMPORT_TEXT, NULL, NULL },
  { K, "DNS", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { K, "AutoDNS", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { K, "ExDNSDisabled", NULL, IMPORT_NOTHING, NULL, "the link's name servers are added to those there are" },
  { K, "pppdArguments", "ppp.options", IMPORT_OWN, NULL, NULL },
  { K, "CallbackType", NULL, IMPORT_NOTHING, NULL, NO_CALLBACK },
  { K, "CallbackPhone", NULL, IMPORT_NOTHING, NULL, NO_CALLBACK },
  { K, "BeforeConnect", NULL, IMPORT_NOTHING, NULL, RUNS },
  { K, "Command", NULL, IMPORT_NOTHING, NULL, RUNS },
  { K, "BeforeDisconnect", NULL, IMPORT_NOTHING, NULL, RUNS },
  { K, "DisconnectCommand", NULL, IMPORT_NOTHING, NULL, RUNS },
  { K, "AccountingEnabled", "cost.tariff", IMPORT_OWN, NULL, NULL },
  { K, "AccountingFile", "cost.tariff", IMPORT_OWN, NULL, NULL },
  { K, "VolumeAccountingEnabled", NULL, IMPORT_NOTHING, NULL, NO_COST },
  { K, "TotalCosts", NULL, IMPORT_NOTHING, NULL, NO_COST },
  { K, "TotalBytes", NULL, IMPORT_NOTHING, NULL, NO_COST },
  { K, "Device", "dial.modem", IMPORT_OWN, NULL, NULL },
  { K, "Speed", "line.speed", IMPORT_SPEED, NULL, NULL },
  { K, "FlowControl", "line.flow-control", IMPORT_OWN, NULL, NULL },
  { K, "Timeout", "dial.carrier-timeout", IMPORT_NUMBER, TIMEOUT, NULL },
  { K, "InitString", "dial.init", IMPORT_OWN, NULL, NULL },
  { K, "InitString1", "dial.init", IMPORT_OWN, NULL, NULL },
  { K, "DialString", "dial.command", IMPORT_COMMAND, NULL, NULL },
  { K, "BusyWait", "redial.busy-pause", IMPORT_NUMBER, SECONDS, NULL },
  { K, "WaitForDialTone", "dial.wait-dialtone", IMPORT_FLAG, NULL, NULL },
  { K, "Volume", "line.speaker", IMPORT_CHOICE, "0=off|1=dial|2=dial", "how loud it is can't be set, only when" },
  { K, "UseCDLine", "line.carrier-detect", IMPORT_OWN, NULL, NULL },
  { K, "UseLockFile", NULL, IMPORT_IMPLIED, NULL, LOCKED },
  { K, "ToneDuration", NULL, IMPORT_NOTHING, NULL, "the modem's own is used; ATS11= in dial.init sets it" },
  { K, "NoDialToneDetection", NULL, IMPORT_NOTHING, NULL, "dial.wait-dialtone=no does it" },
  { K, "PreInitDelay", NULL, IMPORT_NOTHING, NULL, "the modem is waited for, not the clock" },
  { K, "InitDelay", NULL, IMPORT_NOTHING, NULL, "the modem is waited for, not the clock" },
  { K, "InitResponse", NULL, IMPORT_NOTHING, NULL, MODEM_WORDS },
  { K, "ConnectResponse", NULL, IMPORT_NOTHING, NULL, MODEM_WORDS },
  { K, "BusyResponse", NULL, IMPORT_NOTHING, NULL, MODEM_WORDS },
  { K, "NoCarrierResponse", NULL, IMPORT_NOTHING, NULL, MODEM_WORDS },
  { K, "NoDialToneResp", NULL, IMPORT_NOTHING, NULL, MODEM_WORDS },
  { K, "DLPResponse", NULL, IMPORT_NOTHING, NULL, MODEM_WORDS },
  { K, "HangupString", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "HangUpResponse", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "AnswerString", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "RingResponse", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "AnswerResponse", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "EscapeString", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "EscapeResponse", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "EscapeGuardTime", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { K, "Enter", NULL, IMPORT_NOTHING, NULL, "commands end with a carriage return, as V.250 has it" },
  { K, "VolumeHigh", NULL, IMPORT_NOTHING, NULL, "line.speaker says when it is on" },
  { K, "VolumeMedium", NULL, IMPORT_NOTHING, NULL, "line.speaker says when it is on" },
  { K, "VolumeOff", NULL, IMPORT_NOTHING, NULL, "line.speaker says when it is on" },
  { K, "AutomaticRedial", "redial.reconnect", IMPORT_FLAG, NULL, NULL },
  { K, "RedialOnNoCarrier", NULL, IMPORT_NOTHING, NULL, "redial.attempts counts for whatever a redial may mend" },
  { K, "DefaultAccount", NULL, IMPORT_NOTHING, NULL, "a profile is always named" },
  { K, "DefaultModem", NULL, IMPORT_OWN, NULL, NULL },
  { K, "pppdTimeout", NULL, IMPORT_NOTHING, NULL, "each step of a call has its time" },
  { K, "PPPDebug", NULL, IMPORT_NOTHING, NULL, LOG },
  { K, "NumberOfAccounts", NULL, IMPORT_IMPLIED, NULL, "they are counted" },
  { K, "NumberOfModems", NULL, IMPORT_IMPLIED, NULL, "they are counted" },

  /* pppd's words: /etc/ppp/options, peers, and what others pass on to it. */
  { P, "connect", "dial.numbers", IMPORT_OWN, "1", NULL },
  { P, "init", NULL, IMPORT_OWN, "1", NULL },
  { P, "call", NULL, IMPORT_OWN, "1", NULL },
  { P, "file", NULL, IMPORT_OWN, "1", NULL },
  { P, "user", "ppp.user", IMPORT_TEXT, "1", NULL },
  { P, "name", "ppp.user", IMPORT_OWN, "1", NULL },
  { P, "password", "secret.password", IMPORT_OWN, "1", NULL },
  { P, "remotename", "ppp.remote-name", IMPORT_TEXT, "1", NULL },
  { P, "defaultroute", "ipv4.default-route", IMPORT_FIXED, "yes", NULL },
  { P, "nodefaultroute", "ipv4.default-route", IMPORT_FIXED, "no", NULL },
  { P, "-defaultroute", "ipv4.default-route", IMPORT_FIXED, "no", NULL },
  { P, "replacedefaultroute", "ipv4.metric", IMPORT_OWN, NULL, NULL },
  { P, "defaultroute-metric", "ipv4.metric", IMPORT_NUMBER, "0-4294967294", NULL },
  { P, "defaultroute6", "ipv6.default-route", IMPORT_FIXED, "yes", NULL },
  { P, "nodefaultroute6", "ipv6.default-route", IMPORT_FIXED, "no", NULL },
  { P, "usepeerdns", "ipv4.dns", IMPORT_FIXED, "auto", NULL },
  { P, "+ipv6", "ipv6.method", IMPORT_FIXED, "auto", NULL },
  { P, "ipv6", "ipv6.method", IMPORT_OWN, "1", NULL },
  { P, "noipv6", "ipv6.method", IMPORT_FIXED, "off", NULL },
  { P, "noip", "ipv4.method", IMPORT_FIXED, "off", NULL },
  { P, "idle", "limit.idle", IMPORT_NUMBER, SECONDS, NULL },
  { P, "maxconnect", "limit.duration", IMPORT_NUMBER, SECONDS, NULL },
  { P, "maxoctets", "limit.data", IMPORT_NUMBER, SECONDS, NULL },
  { P, "demand", "profile.autoconnect", IMPORT_FIXED, "demand", NULL },
  { P, "persist", "redial.reconnect", IMPORT_FIXED, "yes", NULL },
  { P, "nopersist", "redial.reconnect", IMPORT_FIXED, "no", NULL },
  { P, "maxfail", "redial.attempts", IMPORT_NUMBER, ATTEMPTS, NULL },
  { P, "holdoff", "redial.pause", IMPORT_NUMBER, SECONDS, "here the pause grows with each try" },
  { P, "lcp-echo-interval", "ppp.echo-interval", IMPORT_NUMBER, SECONDS, NULL },
  { P, "lcp-echo-failure", "ppp.echo-failures", IMPORT_NUMBER, "0-255", NULL },
  { P, "crtscts", "line.flow-control", IMPORT_FIXED, "rts-cts", NULL },
  { P, "cdtrcts", "line.flow-control", IMPORT_FIXED, "rts-cts", "DTR stops nobody here: RTS does" },
  { P, "nocrtscts", "line.flow-control", IMPORT_FIXED, "none", NULL },
  { P, "-crtscts", "line.flow-control", IMPORT_FIXED, "none", NULL },
  { P, "nocdtrcts", "line.flow-control", IMPORT_FIXED, "none", NULL },
  { P, "xonxoff", "line.flow-control", IMPORT_FIXED, "xon-xoff", NULL },
  { P, "local", "line.carrier-detect", IMPORT_FIXED, "no", NULL },
  { P, "modem", "line.carrier-detect", IMPORT_FIXED, "yes", NULL },
  { P, "asyncmap", "ppp.asyncmap", IMPORT_OWN, "1", NULL },
  { P, "default-asyncmap", NULL, IMPORT_NOTHING, NULL, "what must be escaped is always negotiated" },
  { P, "mru", "ppp.mru", IMPORT_NUMBER, PACKET, NULL },
  { P, "mtu", "ppp.mtu", IMPORT_NUMBER, PACKET, NULL },
  { P, "novj", "ppp.vj", IMPORT_FIXED, "no", NULL },
  { P, "noccp", "ppp.compression", IMPORT_FIXED, "no", NULL },
  { P, "nomppe", "ppp.mppe", IMPORT_FIXED, "no", NULL },
  { P, "mppe", "ppp.mppe", IMPORT_OWN, "1", NULL },
  { P, "require-mppe", "ppp.mppe", IMPORT_FIXED, "require", NULL },
  { P, "require-mppe-128", "ppp.mppe", IMPORT_FIXED, "require", NULL },
  { P, "refuse-pap", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { P, "refuse-chap", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { P, "refuse-mschap", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { P, "refuse-mschap-v2", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { P, "refuse-eap", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { P, "-pap", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { P, "-chap", "ppp.auth", IMPORT_OWN, NULL, NULL },
  /* Always so. */
  { P, "noauth", NULL, IMPORT_IMPLIED, NULL, "the peer is never asked to say who it is" },
  { P, "nodetach", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "-detach", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "updetach", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "up_sdnotify", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "lock", NULL, IMPORT_IMPLIED, NULL, LOCKED },
  { P, "nolock", NULL, IMPORT_NOTHING, NULL, LOCKED },
  { P, "hide-password", NULL, IMPORT_IMPLIED, NULL, "a password is never logged" },
  { P, "show-password", NULL, IMPORT_NOTHING, NULL, "a password is never logged" },
  { P, "noipdefault", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "ipcp-accept-local", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "ipcp-accept-remote", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "noreplacedefaultroute", NULL, IMPORT_IMPLIED, NULL, "a default route is added, none replaced" },
  { P, "nomultilink", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "nomp", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "noipx", NULL, IMPORT_IMPLIED, NULL, DAEMON },
  { P, "passive", NULL, IMPORT_NOTHING, "0", ADMINISTRATOR },
  { P, "silent", NULL, IMPORT_OPTION, "0", NULL },
  { P, "noaccomp", NULL, IMPORT_OPTION, "0", NULL },
  { P, "nopcomp", NULL, IMPORT_OPTION, "0", NULL },
  { P, "novjccomp", NULL, IMPORT_OPTION, "0", NULL },
  { P, "nobsdcomp", NULL, IMPORT_OPTION, "0", NULL },
  { P, "nodeflate", NULL, IMPORT_OPTION, "0", NULL },
  { P, "nopredictor1", NULL, IMPORT_OPTION, "0", NULL },
  { P, "nomagic", NULL, IMPORT_OPTION, "0", NULL },
  { P, "noendpoint", NULL, IMPORT_NOTHING, "0", ADMINISTRATOR },
  { P, "lcp-echo-adaptive", NULL, IMPORT_OPTION, "0", NULL },
  { P, "noremoteip", NULL, IMPORT_NOTHING, "0", ADMINISTRATOR },
  { P, "receive-all", NULL, IMPORT_OPTION, "0", NULL },
  { P, "bsdcomp", NULL, IMPORT_OPTION, "1", NULL },
  { P, "deflate", NULL, IMPORT_OPTION, "1", NULL },
  { P, "vj-max-slots", NULL, IMPORT_OPTION, "1", NULL },
  { P, "escape", NULL, IMPORT_OPTION, "1", NULL },
  { P, "lcp-restart", NULL, IMPORT_OPTION, "1", NULL },
  { P, "lcp-max-configure", NULL, IMPORT_OPTION, "1", NULL },
  { P, "lcp-max-failure", NULL, IMPORT_OPTION, "1", NULL },
  { P, "lcp-max-terminate", NULL, IMPORT_OPTION, "1", NULL },
  { P, "ipcp-restart", NULL, IMPORT_OPTION, "1", NULL },
  { P, "ipcp-max-configure", NULL, IMPORT_OPTION, "1", NULL },
  { P, "ipcp-max-failure", NULL, IMPORT_OPTION, "1", NULL },
  { P, "pap-restart", NULL, IMPORT_OPTION, "1", NULL },
  { P, "pap-max-authreq", NULL, IMPORT_OPTION, "1", NULL },
  { P, "pap-timeout", NULL, IMPORT_OPTION, "1", NULL },
  { P, "chap-restart", NULL, IMPORT_NOTHING, "1", ADMINISTRATOR },
  { P, "chap-max-challenge", NULL, IMPORT_NOTHING, "1", ADMINISTRATOR },
  { P, "connect-delay", NULL, IMPORT_NOTHING, "1", "the modem is waited for, not the clock" },
  { P, "active-filter", NULL, IMPORT_NOTHING, "1", ADMINISTRATOR },
  { P, "pass-filter", NULL, IMPORT_NOTHING, "1", "packets are not filtered" },
  { P, "disconnect", NULL, IMPORT_NOTHING, "1", MODEM_STEPS },
  { P, "welcome", NULL, IMPORT_NOTHING, "1", RUNS },
  { P, "ip-up-script", NULL, IMPORT_NOTHING, "1", RUNS },
  { P, "ip-down-script", NULL, IMPORT_NOTHING, "1", RUNS },
  { P, "ipv6-up-script", NULL, IMPORT_NOTHING, "1", RUNS },
  { P, "ipv6-down-script", NULL, IMPORT_NOTHING, "1", RUNS },
  { P, "ip-pre-up-script", NULL, IMPORT_NOTHING, "1", RUNS },
  { P, "auth-up-script", NULL, IMPORT_NOTHING, "1", RUNS },
  { P, "plugin", NULL, IMPORT_NOTHING, "1", "nothing foreign is loaded into pppd" },
  { P, "pty", NULL, IMPORT_NOTHING, "1", "only serial lines are dialled on; see dialctl modem add" },
  { P, "socket", NULL, IMPORT_NOTHING, "1", "a modem behind TCP is added with dialctl modem add" },
  { P, "notty", NULL, IMPORT_NOTHING, "0", "only serial lines are dialled on" },
  { P, "debug", NULL, IMPORT_NOTHING, "0", LOG },
  { P, "-d", NULL, IMPORT_NOTHING, "0", LOG },
  { P, "kdebug", NULL, IMPORT_NOTHING, "1", LOG },
  { P, "dump", NULL, IMPORT_NOTHING, "0", LOG },
  { P, "dryrun", NULL, IMPORT_NOTHING, "0", LOG },
  { P, "logfile", NULL, IMPORT_NOTHING, "1", LOG },
  { P, "logfd", NULL, IMPORT_NOTHING, "1", LOG },
  { P, "record", NULL, IMPORT_NOTHING, "1", LOG },
  { P, "ipparam", NULL, IMPORT_NOTHING, "1", "nothing is told to pppd's scripts" },
  { P, "linkname", NULL, IMPORT_NOTHING, "1", "a session tells its interface" },
  { P, "unit", NULL, IMPORT_NOTHING, "1", "the kernel gives the interface its number" },
  { P, "ifname", NULL, IMPORT_NOTHING, "1", "the kernel gives the interface its name" },
  { P, "vrf", NULL, IMPORT_NOTHING, "1", "there is no setting for it" },
  { P, "noresolvconf", NULL, IMPORT_NOTHING, "0", "ipv4.dns says whose name servers are used" },
  { P, "ms-dns", NULL, IMPORT_NOTHING, "1", "it tells the peer name servers, not us" },
  { P, "ms-wins", NULL, IMPORT_NOTHING, "1", "it tells the peer name servers, not us" },
  { P, "netmask", NULL, IMPORT_NOTHING, "1", "a link from point to point has no net mask" },
  { P, "domain", NULL, IMPORT_NOTHING, "1", "we never ask the peer to authenticate itself" },
  { P, "usehostname", NULL, IMPORT_NOTHING, "0", "ppp.user says who we are" },
  { P, "proxyarp", NULL, IMPORT_NOTHING, "0", "it is for those who answer calls" },
  { P, "ktune", NULL, IMPORT_NOTHING, "0", "the kernel's settings are left alone" },
  { P, "multilink", NULL, IMPORT_NOTHING, "0", "links are not bundled" },
  { P, "mp", NULL, IMPORT_NOTHING, "0", "links are not bundled" },
  { P, "mrru", NULL, IMPORT_NOTHING, "1", "links are not bundled" },
  { P, "callback", NULL, IMPORT_NOTHING, "1", NO_CALLBACK },
  { P, "stop-bits", NULL, IMPORT_NOTHING, "1", "PPP has 8n1; see line.format" },
  { P, "sync", NULL, IMPORT_NOTHING, "0", "only asynchronous lines are dialled on" },
  { P, "auth", NULL, IMPORT_NOTHING, "0", "the peer is never asked to say who it is" },
  { P, "require-pap", NULL, IMPORT_NOTHING, "0", "the peer is never asked to say who it is" },
  { P, "require-chap", NULL, IMPORT_NOTHING, "0", "the peer is never asked to say who it is" },
  { P, "require-mschap", NULL, IMPORT_NOTHING, "0", "the peer is never asked to say who it is" },
  { P, "require-mschap-v2", NULL, IMPORT_NOTHING, "0", "the peer is never asked to say who it is" },
  { P, "require-eap", NULL, IMPORT_NOTHING, "0", "the peer is never asked to say who it is" },

  /* rasphone.pbk: one section an entry. */
  { B, "PhoneNumber", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { B, "AreaCode", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { B, "CountryCode", NULL, IMPORT_NOTHING, NULL, "Windows keeps the rules of dialling elsewhere; see dial.prefix" },
  { B, "CountryID", NULL, IMPORT_NOTHING, NULL, "Windows keeps the rules of dialling elsewhere; see dial.prefix" },
  { B, "UseDialingRules", NULL, IMPORT_OWN, NULL, NULL },
  { B, "Comment", "profile.note", IMPORT_TEXT, NULL, NULL },
  { B, "TryNextAlternateOnFail", "dial.order", IMPORT_CHOICE, "1=next-on-failure|0=next-on-busy", NULL },
  { B, "PromoteAlternates", "dial.order", IMPORT_OWN, NULL, NULL },
  { B, "RedialAttempts", "redial.attempts", IMPORT_OWN, NULL, NULL },
  { B, "RedialSeconds", "redial.pause", IMPORT_NUMBER, SECONDS, "here the pause grows with each try" },
  { B, "RedialOnLinkFailure", "redial.reconnect", IMPORT_FLAG, NULL, NULL },
  { B, "IdleDisconnectSeconds", "limit.idle", IMPORT_OWN, NULL, NULL },
  { B, "IpAssign", "ipv4.method", IMPORT_OWN, NULL, NULL },
  { B, "IpAddress", "ipv4.address", IMPORT_OWN, NULL, NULL },
  { B, "IpNameAssign", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { B, "IpDnsAddress", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { B, "IpDns2Address", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { B, "IpDnsSuffix", "ipv4.dns-search", IMPORT_TEXT, NULL, NULL },
  { B, "IpPrioritizeRemote", "ipv4.default-route", IMPORT_FLAG, NULL, NULL },
  { B, "IpInterfaceMetric", "ipv4.metric", IMPORT_OWN, NULL, NULL },
  { B, "IpHeaderCompression", "ppp.vj", IMPORT_FLAG, NULL, NULL },
  { B, "SwCompression", "ppp.compression", IMPORT_FLAG, NULL, NULL },
  { B, "DataEncryption", "ppp.mppe", IMPORT_CHOICE, "0=no|8=allow|256=require|512=require", NULL },
  { B, "AuthRestrictions", "ppp.auth", IMPORT_OWN, NULL, NULL },
  { B, "PreferredBps", "line.speed", IMPORT_OWN, NULL, NULL },
  { B, "ConnectBPS", "line.speed", IMPORT_OWN, NULL, NULL },
  { B, "PreferredHwFlow", "line.flow-control", IMPORT_CHOICE, "1=rts-cts|0=none", NULL },
  { B, "HwFlowControl", "line.flow-control", IMPORT_CHOICE, "1=rts-cts|0=none", NULL },
  { B, "PreferredSpeaker", "line.speaker", IMPORT_CHOICE, "1=dial|0=off", NULL },
  { B, "Speaker", "line.speaker", IMPORT_CHOICE, "1=dial|0=off", NULL },
  { B, "PreferredPort", "dial.modem", IMPORT_OWN, NULL, NULL },
  { B, "Port", "dial.modem", IMPORT_OWN, NULL, NULL },
  { B, "PreferredDevice", NULL, IMPORT_NOTHING, NULL, "Windows' name of the modem says nothing here" },
  { B, "Device", NULL, IMPORT_NOTHING, NULL, "Windows' name of the modem says nothing here" },
  { B, "MEDIA", NULL, IMPORT_NOTHING, NULL, "it only parts the section" },
  { B, "Type", NULL, IMPORT_OWN, NULL, NULL },
  { B, "CallbackMode", NULL, IMPORT_NOTHING, NULL, NO_CALLBACK },
  { B, "CustomScript", NULL, IMPORT_NOTHING, NULL, "Windows' script language is not read; see login.script" },
  { B, "Script", NULL, IMPORT_NOTHING, NULL, "Windows' script language is not read; see login.script" },
  { B, "PreviewPhoneNumber", NULL, IMPORT_NOTHING, NULL, "dialctl dial --preview shows what would be dialled" },
  { B, "PreviewUserPw", NULL, IMPORT_NOTHING, NULL, "secret.password=ask asks each time" },
  { B, "DialMode", NULL, IMPORT_NOTHING, NULL, "links are not bundled" },
  { B, "Ipv6PrioritizeRemote", "ipv6.default-route", IMPORT_FLAG, NULL, NULL },

  /* OpenWrt's network: proto ppp and 3g. */
  { O, "proto", NULL, IMPORT_OWN, NULL, NULL },
  { O, "device", "dial.modem", IMPORT_OWN, NULL, NULL },
  { O, "apn", "cellular.apn", IMPORT_TEXT, NULL, NULL },
  { O, "pincode", "secret.pin", IMPORT_OWN, NULL, NULL },
  { O, "dialnumber", "cellular.number", IMPORT_OWN, NULL, NULL },
  { O, "username", "ppp.user", IMPORT_TEXT, NULL, NULL },
  { O, "password", "secret.password", IMPORT_OWN, NULL, NULL },
  { O, "connect", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { O, "disconnect", NULL, IMPORT_NOTHING, NULL, MODEM_STEPS },
  { O, "keepalive", "ppp.echo-interval", IMPORT_OWN, NULL, NULL },
  { O, "demand", "limit.idle", IMPORT_OWN, NULL, NULL },
  { O, "defaultroute", "ipv4.default-route", IMPORT_FLAG, NULL, NULL },
  { O, "peerdns", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { O, "dns", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { O, "dns_search", "ipv4.dns-search", IMPORT_OWN, NULL, NULL },
  { O, "ipv6", "ipv6.method", IMPORT_CHOICE, "0=off|1=auto|auto=auto", NULL },
  { O, "metric", "ipv4.metric", IMPORT_NUMBER, "0-4294967294", NULL },
  { O, "mtu", "ppp.mtu", IMPORT_NUMBER, PACKET, NULL },
  { O, "pppd_options", "ppp.options", IMPORT_OWN, NULL, NULL },
  { O, "auto", "profile.autoconnect", IMPORT_CHOICE, "0=no|1=boot", NULL },
  { O, "service", NULL, IMPORT_NOTHING, NULL, "ModemManager chooses the kind of network" },
  { O, "maxwait", "dial.carrier-timeout", IMPORT_NUMBER, TIMEOUT, "it counts from the dialling on" },
  { O, "delay", NULL, IMPORT_NOTHING, NULL, "the modem is waited for, not the clock" },
  { O, "authfail", NULL, IMPORT_NOTHING, NULL, "a wrong password is never tried again" },
  { O, "ifname", NULL, IMPORT_NOTHING, NULL, "the kernel gives the interface its name" },

  /* Red Hat's ifcfg-ppp*. */
  { I, "DEVICE", NULL, IMPORT_NOTHING, NULL, "the kernel gives the interface its name" },
  { I, "NAME", "profile.name", IMPORT_OWN, NULL, NULL },
  { I, "TYPE", NULL, IMPORT_IMPLIED, NULL, "a profile is for a modem" },
  { I, "BOOTPROTO", NULL, IMPORT_IMPLIED, NULL, "a profile is for a modem" },
  { I, "WVDIALSECT", NULL, IMPORT_OWN, NULL, NULL },
  { I, "PROVIDER", "profile.name", IMPORT_OWN, NULL, NULL },
  { I, "MODEMPORT", "dial.modem", IMPORT_OWN, NULL, NULL },
  { I, "LINESPEED", "line.speed", IMPORT_SPEED, NULL, NULL },
  { I, "HARDFLOWCTL", "line.flow-control", IMPORT_CHOICE, "yes=rts-cts|no=none", NULL },
  { I, "INITSTRING", "dial.init", IMPORT_OWN, NULL, NULL },
  { I, "PAPNAME", "ppp.user", IMPORT_TEXT, NULL, NULL },
  { I, "ONBOOT", "profile.autoconnect", IMPORT_OWN, NULL, NULL },
  { I, "DEMAND", "profile.autoconnect", IMPORT_OWN, NULL, NULL },
  { I, "PERSIST", "redial.reconnect", IMPORT_FLAG, NULL, NULL },
  { I, "DEFROUTE", "ipv4.default-route", IMPORT_FLAG, NULL, NULL },
  { I, "PEERDNS", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { I, "DNS1", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { I, "DNS2", "ipv4.dns", IMPORT_OWN, NULL, NULL },
  { I, "IDLETIMEOUT", "limit.idle", IMPORT_NUMBER, SECONDS, NULL },
  { I, "RETRYTIMEOUT", "redial.pause", IMPORT_NUMBER, SECONDS, "here the pause grows with each try" },
  { I, "RETRYCONNECT", NULL, IMPORT_NOTHING, NULL, "redial.attempts says how often" },
  { I, "MAXFAIL", "redial.attempts", IMPORT_NUMBER, ATTEMPTS, NULL },
  { I, "DISCONNECTTIMEOUT", NULL, IMPORT_NOTHING, NULL, "redial.pause is for a lost link too" },
  { I, "MRU", "ppp.mru", IMPORT_NUMBER, PACKET, NULL },
  { I, "MTU", "ppp.mtu", IMPORT_NUMBER, PACKET, NULL },
  { I, "AC", NULL, IMPORT_NOTHING, NULL, "it is negotiated" },
  { I, "PC", NULL, IMPORT_NOTHING, NULL, "it is negotiated" },
  { I, "VJ", "ppp.vj", IMPORT_FLAG, NULL, NULL },
  { I, "CCP", "ppp.compression", IMPORT_FLAG, NULL, NULL },
  { I, "ESCAPECHARS", NULL, IMPORT_NOTHING, NULL, "what must be escaped is negotiated; see ppp.asyncmap" },
  { I, "IPADDR", "ipv4.address", IMPORT_OWN, NULL, NULL },
  { I, "REMIP", "ipv4.peer", IMPORT_OWN, NULL, NULL },
  { I, "PPPOPTIONS", "ppp.options", IMPORT_OWN, NULL, NULL },
  { I, "USERCTL", "profile.users", IMPORT_NOTHING, NULL, "profile.users names who may dial" },
  { I, "CHATSCRIPT", "dial.numbers", IMPORT_OWN, NULL, NULL },
  { I, "DEBUG", NULL, IMPORT_NOTHING, NULL, LOG },
};
/* clang-format on */

const ImportKey *
import_keys_get_all (guint *n)
{
  *n = G_N_ELEMENTS (keys);
  return keys;
}

const ImportKey *
import_keys_find (ImportFormat format, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].format == format && g_ascii_strcasecmp (keys[i].name, name) == 0)
      return &keys[i];
  return NULL;
}

const char *
import_format_get_name (ImportFormat format)
{
  switch (format)
    {
    case IMPORT_WVDIAL:
      return "wvdial";
    case IMPORT_KPPP:
      return "kppp";
    case IMPORT_PPPD:
      return "pppd";
    case IMPORT_PBK:
      return "pbk";
    case IMPORT_OPENWRT:
      return "openwrt";
    case IMPORT_IFCFG:
      return "ifcfg";
    }
  return "";
}

char *
import_keys_describe (const char *path)
{
  GString *text = g_string_new (NULL);
  int format = -1;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].path == NULL || !g_str_equal (keys[i].path, path))
        continue;
      if ((int) keys[i].format != format)
        g_string_append_printf (text, "%s%s: ", text->len > 0 ? "; " : "", import_format_get_name (keys[i].format));
      else
        g_string_append (text, ", ");
      format = (int) keys[i].format;
      g_string_append (text, keys[i].name);
      if (keys[i].kind == IMPORT_FIXED)
        g_string_append_printf (text, " (%s)", keys[i].hint);
    }
  return g_string_free (text, FALSE);
}

void
import_keys_set (ImportProfile *profile, ImportEntry *entry, const char *path, const char *value, const char *note)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (value));
  g_autofree char *setting = g_strconcat (path, "=", trimmed, NULL);

  if (*trimmed == '\0')
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
      return;
    }
  import_profile_set (profile, path, trimmed);
  import_entry_settle (entry, note != NULL ? IMPORT_APPROXIMATED : IMPORT_MAPPED, setting, note);
}

static void
add_option (ImportProfile *profile, ImportEntry *entry, const char *name, const char *value)
{
  g_autofree char *before = import_profile_get (profile, "ppp.options");
  g_autofree char *quoted = g_shell_quote (value);
  g_autofree char *word = *value != '\0' ? g_strconcat (name, " ", quoted, NULL) : g_strdup (name);
  g_autofree char *all = before != NULL ? g_strconcat (before, " ", word, NULL) : g_strdup (word);
  g_autofree char *setting = g_strconcat ("ppp.options=", word, NULL);

  import_profile_set (profile, "ppp.options", all);
  import_entry_settle (entry, IMPORT_MAPPED, setting, NULL);
}

void
import_keys_apply (const ImportKey *self, ImportProfile *profile, ImportEntry *entry, const char *value)
{
  const char *why;
  g_autofree char *converted = NULL;

  switch (self->kind)
    {
    case IMPORT_OWN:
      return;
    case IMPORT_NOTHING:
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, self->note);
      return;
    case IMPORT_IMPLIED:
      import_entry_settle (entry, IMPORT_MAPPED, NULL, self->note);
      return;
    case IMPORT_OPTION:
      add_option (profile, entry, self->name, value);
      return;
    case IMPORT_TEXT:
    case IMPORT_FLAG:
    case IMPORT_FLAG_NOT:
    case IMPORT_NUMBER:
    case IMPORT_SPEED:
    case IMPORT_ADDRESS:
    case IMPORT_COMMAND:
    case IMPORT_CHOICE:
    case IMPORT_FIXED:
      break;
    }
  converted = import_value_convert (self->kind, self->hint, value, &why);
  if (converted == NULL || *converted == '\0')
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, why);
  else
    import_keys_set (profile, entry, self->path, converted, self->note);
}
