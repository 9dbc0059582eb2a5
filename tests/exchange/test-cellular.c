/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A cellular modem's commands, as one reads them in a record of ModemManager's dialogue. */
#include "exchange-cellular.h"

#include <string.h>

static const char plan_text[] = "[apn internet]\n"
                                "[apn far]\nremote=198.51.100.77\ndns=192.0.2.1;192.0.2.2\n"
                                "[apn private]\nauth=chap\naccounts=ann:other;joe:secret\n"
                                "[apn broken]\nanswer=no-carrier\n"
                                "[number 5551234]\nanswer=silent\n";

typedef struct
{
  ExchangePlan *plan;
  ExchangeCellular *cellular;
  ExchangeAt at;
  GString *heard;
} Fixture;

static void
on_tell (gpointer owner, const char *text)
{
  Fixture *fixture = owner;

  g_string_append_printf (fixture->heard, "%s|", text);
}

static const ExchangeAtHost host;

static ExchangeResult
on_dial (gpointer owner, const char *dialled)
{
  Fixture *fixture = owner;
  const ExchangeNumber *number = NULL;
  ExchangeResult result = exchange_cellular_dial (fixture->cellular, dialled, &number, &host, fixture);

  g_assert_true (result == EXCHANGE_RESULT_NONE || number == NULL);
  if (number)
    g_string_append_printf (fixture->heard, "calls %s|", number->pattern);
  return result;
}

static ExchangeResult
on_listen (gpointer owner)
{
  return EXCHANGE_RESULT_ERROR;
}

static void
on_hang_up (gpointer owner)
{
  Fixture *fixture = owner;

  exchange_cellular_hang_up (fixture->cellular);
}

static gboolean
on_extend (gpointer owner, const char *command, ExchangeResult *result)
{
  Fixture *fixture = owner;

  return exchange_cellular_run (fixture->cellular, command, &host, fixture, result);
}

static const ExchangeAtHost host = {
  .tell = on_tell, .dial = on_dial, .listen = on_listen, .hang_up = on_hang_up, .extend = on_extend,
};

static void
on_happened (gpointer owner, const char *event, const char *detail)
{
  Fixture *fixture = owner;

  g_string_append_printf (fixture->heard, "{%s %s}|", event, detail);
}

static void
on_cut (gpointer owner, const char *why)
{
  Fixture *fixture = owner;

  g_string_append_printf (fixture->heard, "{cut %s}|", why);
  exchange_cellular_hang_up (fixture->cellular);
}

static void
on_open (gpointer owner, const ExchangeNumber *peer)
{
  Fixture *fixture = owner;

  g_string_append_printf (fixture->heard, "{open %s}|", peer->pattern);
}

static void
on_close (gpointer owner)
{
  Fixture *fixture = owner;

  g_string_append (fixture->heard, "{close}|");
}

static const ExchangeCellularEvents events = {
  .happened = on_happened, .unsolicited = on_tell, .cut = on_cut, .open = on_open, .close = on_close,
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->plan = exchange_plan_parse (plan_text, &error);
  g_assert_no_error (error);
  fixture->heard = g_string_new (NULL);
  fixture->cellular = exchange_cellular_new (fixture->plan, &events, fixture);
  exchange_at_init (&fixture->at, TRUE);
  exchange_cellular_power_up (fixture->cellular);
  g_assert_cmpstr (fixture->heard->str, ==, "{registration home 00101}|");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  exchange_cellular_free (fixture->cellular);
  exchange_plan_free (fixture->plan);
  g_string_free (fixture->heard, TRUE);
}

/* A line that begins with AT is a command, another one KEY=VALUE. */
typedef struct
{
  const char *line;
  const char *heard;
} Row;

static void
assert_row (Fixture *fixture, const Row *row)
{
  g_string_truncate (fixture->heard, 0);
  if (g_str_has_prefix (row->line, "AT"))
    {
      ExchangeResult result = exchange_at_run (&fixture->at, row->line, &host, fixture);
      g_autofree char *text = exchange_at_format_result (&fixture->at, result, "CONNECT");

      g_string_append (fixture->heard, g_strstrip (text));
    }
  else
    {
      g_auto (GStrv) parts = g_strsplit (row->line, "=", 2);
      gboolean ok = exchange_cellular_set (fixture->cellular, parts[0], parts[1]);

      g_string_append (fixture->heard, ok ? "set" : "refused");
    }
  if (strcmp (fixture->heard->str, row->heard) != 0)
    g_error ("%s: heard '%s' instead of '%s'", row->line, fixture->heard->str, row->heard);
}

static void
assert_rows (Fixture *fixture, const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    assert_row (fixture, &rows[i]);
}

#define ASSERT_ROWS(fixture, rows) assert_rows (fixture, rows, G_N_ELEMENTS (rows))

static void
test_identity (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CGMI", "Dialer|OK" },
    { "AT+GMM", "Exchange Mobile|OK" },
    { "AT+CGMR;+CGSN", "1.0|490154203237518|OK" },
    { "imei=356938035643809", "set" },
    { "imei=35693803564380", "refused" },
    { "AT+CGSN", "356938035643809|OK" },
    { "ATI",
      "Manufacturer: Dialer\r\nModel: Exchange Mobile\r\nRevision: 1.0\r\nIMEI: 356938035643809\r\n"
      "+GCAP: +CGSM,+DS,+ES|OK" },
    { "ATI3", "Exchange 56K 1.0|OK" },
    { "AT+GCAP", "+GCAP: +CGSM,+DS,+ES|OK" },
    { "AT+FCLASS?", "0|OK" },
    { "AT%IPSYS?", "ERROR" },
    { "AT*CNTI=2", "ERROR" },
    { "color=red", "refused" },
  };

  ASSERT_ROWS (fixture, rows);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CFUN=7", "ERROR" },
    { "AT+CMEE=1", "OK" },
    { "AT+CMEE?", "+CMEE: 1|OK" },
    { "AT+CFUN=7", "+CME ERROR: 50|" },
    { "AT+CMEE=2", "OK" },
    { "AT+CFUN=7;+CFUN?", "+CME ERROR: incorrect parameters|" },
    { "AT+CMEE=3", "+CME ERROR: incorrect parameters|" },
    { "AT+NONSENSE", "ERROR" },
  };

  ASSERT_ROWS (fixture, rows);
}

static void
test_pin (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CMEE=1", "OK" },
    { "AT+CPIN?", "+CPIN: READY|OK" },
    { "AT+CPIN=\"1234\"", "+CME ERROR: 3|" },
    { "AT+CREG=1", "OK" },
    { "sim=pin", "{registration none}|+CREG: 0|set" },
    { "pin=4321", "set" },
    { "pin=12", "refused" },
    { "pin-tries=2", "set" },
    { "AT+CPIN?", "+CPIN: SIM PIN|OK" },
    { "AT+CIMI", "+CME ERROR: 11|" },
    { "AT+CRSM=176,12258,0,0,10", "+CRSM: 144,0,\"980010010000000000F1\"|OK" },
    { "AT+CRSM=176,28589,0,0,4", "+CME ERROR: 11|" },
    { "AT+CSIM=10,\"0020000100\"", "+CSIM: 4,\"63C2\"|OK" },
    { "ATD*99***1#", "+CME ERROR: 11|" },
    { "AT+CPIN=\"1111\"", "{pin wrong, 1 tries left}|+CME ERROR: 16|" },
    { "AT+CSIM=10,\"0020000100\"", "+CSIM: 4,\"63C1\"|OK" },
    { "AT+CPIN=\"4321\"", "{pin right, 3 tries left}|{registration home 00101}|+CREG: 1|OK" },
    { "AT+CSIM=10,\"0020000100\"", "+CSIM: 4,\"63C3\"|OK" },
    { "AT+CIMI", "001010123456789|OK" },
    { "AT+CRSM=176,28589,0,0,4", "+CRSM: 144,0,\"00000002\"|OK" },
    { "AT+CRSM=176,28599,0,0,15", "+CRSM: 106,130|OK" },
  };

  ASSERT_ROWS (fixture, rows);
}

static void
test_puk (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CMEE=1", "OK" },
    { "sim=pin", "{registration none}|set" },
    { "pin-tries=1", "set" },
    { "AT+CPIN=\"1111\"", "{pin wrong, 0 tries left}|+CME ERROR: 16|" },
    { "AT+CPIN?", "+CPIN: SIM PUK|OK" },
    { "AT+CPIN=\"1234\"", "+CME ERROR: 12|" },
    { "AT+CSIM=10,\"0020000100\"", "+CSIM: 4,\"6983\"|OK" },
    { "AT+CSIM=10,\"002C000100\"", "+CSIM: 4,\"63CA\"|OK" },
    { "AT+CPIN=\"11111111\",\"5678\"", "{puk wrong, 9 tries left}|+CME ERROR: 16|" },
    { "AT+CPIN=\"12345678\",\"5678\"", "{puk right, 9 tries left}|{registration home 00101}|OK" },
    { "sim=puk", "{registration none}|set" },
    { "AT+CPIN?", "+CPIN: SIM PUK|OK" },
    { "sim=missing", "set" },
    { "AT+CPIN?", "+CME ERROR: 10|" },
    { "AT+CIMI", "+CME ERROR: 10|" },
    { "AT+CSIM=10,\"0020000100\"", "+CME ERROR: 10|" },
    { "sim=broken", "refused" },
  };

  ASSERT_ROWS (fixture, rows);
}

static void
test_pin_at_power_up (Fixture *fixture, gconstpointer data)
{
  static const Row before[] = {
    { "sim=pin", "{registration none}|set" },
    { "AT+CPIN=\"1234\"", "{pin right, 3 tries left}|{registration home 00101}|OK" },
  };
  static const Row after[] = { { "AT+CPIN?", "+CPIN: SIM PIN|OK" } };

  ASSERT_ROWS (fixture, before);
  exchange_cellular_power_up (fixture->cellular);
  ASSERT_ROWS (fixture, after);
}

static void
test_registration (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CREG=2;+CGREG=1", "OK" },
    { "AT+CREG?", "+CREG: 2,1,\"0001\",\"00000001\",2|OK" },
    { "AT+CGREG?", "+CGREG: 1,1|OK" },
    { "AT+CEREG?", "+CEREG: 0,1|OK" },
    { "AT+CREG=3", "ERROR" },
    { "AT+CSQ", "+CSQ: 20,99|OK" },
    { "registration=roaming",
      "{registration roaming 00101}|+CREG: 5,\"0001\",\"00000001\",2|+CGREG: 5|set" },
    { "AT+CGATT?", "+CGATT: 1|OK" },
    { "registration=searching", "{registration searching}|+CREG: 2|+CGREG: 2|set" },
    { "AT+CGATT?", "+CGATT: 0|OK" },
    { "registration=denied", "{registration denied}|+CREG: 3|+CGREG: 3|set" },
    { "AT+CREG?", "+CREG: 2,3|OK" },
    { "AT+COPS?", "+COPS: 0|OK" },
    { "registration=none", "{registration none}|+CREG: 0|+CGREG: 0|set" },
    { "AT+CSQ", "+CSQ: 99,99|OK" },
    { "registration=elsewhere", "refused" },
    { "registration=home", "{registration home 00101}|+CREG: 1,\"0001\",\"00000001\",2|+CGREG: 1|set" },
    { "AT+CFUN=4", "{registration none}|+CREG: 0|+CGREG: 0|OK" },
    { "AT+CFUN?", "+CFUN: 4|OK" },
    { "AT+CFUN=1", "{registration home 00101}|+CREG: 1,\"0001\",\"00000001\",2|+CGREG: 1|OK" },
  };

  ASSERT_ROWS (fixture, rows);
}

static void
test_operators (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CMEE=1", "OK" },
    { "operator=26201+26202", "set" },
    { "operator=2620", "refused" },
    { "AT+COPS?", "+COPS: 0,0,\"Exchange 26201\",2|OK" },
    { "AT+COPS=3,2", "OK" },
    { "AT+COPS?", "+COPS: 0,2,\"26201\",2|OK" },
    { "AT+COPS=1,2,\"26202\"", "OK" },
    { "AT+COPS?", "+COPS: 1,2,\"26202\",2|OK" },
    { "AT+COPS=?",
      "+COPS: (1,\"Exchange 26201\",\"Exch26201\",\"26201\",2),"
      "(2,\"Exchange 26202\",\"Exch26202\",\"26202\",2),,(0-3),(0,2)|OK" },
    { "AT+COPS=1,2,\"99999\"", "+CME ERROR: 30|" },
    { "AT+COPS=0", "OK" },
    { "AT+COPS?", "+COPS: 0,2,\"26201\",2|OK" },
    { "AT+COPS=2", "{registration none}|OK" },
    { "AT+COPS=0", "{registration home 26201}|OK" },
    { "registration=denied", "{registration denied}|set" },
    { "AT+COPS=1,2,\"26202\"", "+CME ERROR: 32|" },
    { "AT+COPS=9", "+CME ERROR: 50|" },
  };

  ASSERT_ROWS (fixture, rows);
}

static void
test_contexts (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CMEE=1", "OK" },
    { "AT+CGDCONT=?", "+CGDCONT: (1-10),\"IP\",,,(0),(0)|OK" },
    { "AT+CGDCONT?", "OK" },
    { "AT+CGDCONT=1,\"IP\",\"internet\"", "OK" },
    { "AT+CGDCONT=2,\"IP\",\"nowhere;else\"", "OK" },
    { "AT+CGDCONT=3,\"IPV6\",\"internet\"", "+CME ERROR: 50|" },
    { "AT+CGDCONT=11,\"IP\",\"internet\"", "+CME ERROR: 50|" },
    { "AT+CGDCONT?",
      "+CGDCONT: 1,\"IP\",\"internet\",\"\",0,0\r\n+CGDCONT: 2,\"IP\",\"nowhere;else\",\"\",0,0|OK" },
    { "AT+CGACT=1,1", "{context 1 internet active}|OK" },
    { "AT+CGACT?", "+CGACT: 1,1\r\n+CGACT: 2,0|OK" },
    { "AT+CGDCONT=1,\"IP\",\"other\"", "+CME ERROR: 3|" },
    { "AT+CGACT=1,2", "+CME ERROR: 133|" },
    { "AT+CGACT=1,3", "+CME ERROR: 133|" },
    { "AT+CGACT=0", "{context 1 internet inactive}|OK" },
    { "AT+CGACT=2,1", "+CME ERROR: 50|" },
    { "AT+CGDCONT=2", "OK" },
    { "AT+CGDCONT?", "+CGDCONT: 1,\"IP\",\"internet\",\"\",0,0|OK" },
  };

  ASSERT_ROWS (fixture, rows);
}

static void
test_data_call (Fixture *fixture, gconstpointer data)
{
  static const Row refused[] = {
    { "ATD*99***1#", "NO CARRIER" },
    { "AT+CEER", "+CEER: requested service option not subscribed (#33)|OK" },
    { "AT+CMEE=1", "OK" },
    { "ATD*99#", "+CME ERROR: 133|" },
    { "AT+CGDCONT=1,\"IP\",\"InterNet\"", "OK" },
    { "registration=searching", "{registration searching}|set" },
    { "ATD*99***1#", "+CME ERROR: 30|" },
    { "registration=denied", "{registration denied}|set" },
    { "ATD*99***1#", "+CME ERROR: 32|" },
    { "registration=roaming", "{registration roaming 00101}|set" },
    { "AT+CGDATA=\"PPP\",11", "+CME ERROR: 50|" },
    { "AT+CGDATA=\"PPP\",1", "calls internet|" },
    { "ATD*99**PPP*1#", "calls internet|" },
    { "ATDT*99#", "calls internet|" },
  };
  static const Row cut[] = {
    { "registration=none", "{registration none}|{context 1 InterNet inactive}|{cut registration lost}|set" },
  };

  ASSERT_ROWS (fixture, refused);
  g_assert_false (exchange_cellular_is (fixture->cellular, "context"));
  exchange_cellular_go_through (fixture->cellular);
  g_assert_true (exchange_cellular_is (fixture->cellular, "context"));
  exchange_cellular_hang_up (fixture->cellular);
  g_assert_false (exchange_cellular_is (fixture->cellular, "context"));
  assert_row (fixture, &(Row){ "ATD*99***1#", "calls internet|" });
  exchange_cellular_go_through (fixture->cellular);
  ASSERT_ROWS (fixture, cut);
  g_assert_false (exchange_cellular_is (fixture->cellular, "context"));
}

static void
test_context_ends_by_command (Fixture *fixture, gconstpointer data)
{
  static const Row before[] = {
    { "AT+CGDCONT=4,\"IP\",\"internet\"", "OK" },
    { "ATD*99***4#", "calls internet|" },
  };
  static const Row after[] = {
    { "AT+CGACT=0,4", "{context 4 internet inactive}|{cut context deactivated by command}|OK" },
    { "AT+CGACT=0,4", "OK" },
  };

  ASSERT_ROWS (fixture, before);
  exchange_cellular_go_through (fixture->cellular);
  ASSERT_ROWS (fixture, after);
}

static void
test_circuit_switched (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CMEE=1", "OK" },
    { "AT+CBST=?", "+CBST: (0,7,12,14,65,70,71,75),(0),(0-3)|OK" },
    { "AT+CBST?", "+CBST: 7,0,1|OK" },
    { "AT+CBST=71,0,0;+CBST?", "+CBST: 71,0,0|OK" },
    { "AT+CBST=7,5,1", "+CME ERROR: 50|" },
    { "ATD5551234", "calls 5551234|" },
    { "ATD5559999", "NO CARRIER" },
    { "ATD112;", "ERROR" },
    { "csd=no", "set" },
    { "csd=perhaps", "refused" },
    { "AT+CBST=7,0,1", "+CME ERROR: 4|" },
    { "AT+CBST=?", "+CME ERROR: 4|" },
    { "ATD5551234", "NO CARRIER" },
    { "AT+CEER", "+CEER: operation not supported|OK" },
    { "csd=yes", "set" },
    { "registration=none", "{registration none}|set" },
    { "ATD5551234", "NO CARRIER" },
    { "AT+CEER", "+CEER: no network service|OK" },
  };

  ASSERT_ROWS (fixture, rows);
  g_assert_false (exchange_cellular_is (fixture->cellular, "registered"));
}

static void
test_interface (Fixture *fixture, gconstpointer data)
{
  static const Row before[] = {
    { "AT+CMEE=1", "OK" },
    { "AT%IPSYS?", "%IPSYS: 5,2|OK" },
    { "AT%IPSYS=?", "%IPSYS: (0-3,5),(0-3)|OK" },
    { "AT%PINNUM?", "%PINNUM: 3, 10, 3, 10|OK" },
    { "AT+CGDCONT=1,\"IP\",\"internet\"", "OK" },
    { "AT%IPDPADDR=1", "+CME ERROR: 3|" },
    { "AT%IPDPACT=1,1", "{open internet}|OK" },
    { "AT%IPDPACT=1,1", "+CME ERROR: 3|" },
    { "ATD*99***1#", "+CME ERROR: 3|" },
  };
  static const Row after[] = {
    { "AT%IPDPADDR=1",
      "%IPDPADDR: 1,198.51.100.2,198.51.100.1,198.51.100.1,0.0.0.0,0.0.0.0,0.0.0.0,"
      "255.255.255.252,198.51.100.1|OK" },
    { "ATH", "OK" },
    { "AT+CGACT?", "+CGACT: 1,1|OK" },
    { "AT%IPDPACT=1,0", "{context 1 internet inactive}|{close}|%IPDPACT: 1,0,0|OK" },
    { "AT%IPDPACT=1,0", "%IPDPACT: 1,0,0|OK" },
    { "AT%IPDPACT=1,1", "{open internet}|OK" },
    { "registration=none", "{registration none}|{close}|%IPDPACT: 1,0,0|set" },
    { "AT%IPDPACT=1,1", "+CME ERROR: 30|" },
  };

  exchange_cellular_add_interface (fixture->cellular);
  ASSERT_ROWS (fixture, before);
  g_assert_false (exchange_cellular_is (fixture->cellular, "context"));
  g_string_truncate (fixture->heard, 0);
  exchange_cellular_opened (fixture->cellular);
  g_assert_cmpstr (fixture->heard->str, ==, "{context 1 internet active}|%IPDPACT: 1,1,0|");
  ASSERT_ROWS (fixture, after);
  exchange_cellular_opened (fixture->cellular); /* too late */
  g_assert_false (exchange_cellular_is (fixture->cellular, "context"));
}

static void
test_interface_refused (Fixture *fixture, gconstpointer data)
{
  static const Row rows[] = {
    { "AT+CMEE=1", "OK" },
    { "AT%IPDPACT=1,1", "%IPDPACT: 1,3,0|OK" },
    { "AT%IER?", "%IER: 1,1,33|OK" },
    { "AT+CGDCONT=1,\"IP\",\"private\"", "OK" },
    { "AT%IPDPCFG?", "%IPDPCFG: 1,0,0,,,0|OK" },
    { "AT%IPDPCFG=1,0,2,\"joe\",\"wrong\"", "OK" },
    { "AT%IPDPCFG?", "%IPDPCFG: 1,0,2,,,0|OK" },
    { "AT%IPDPACT=1,1", "%IPDPACT: 1,3,0|OK" },
    { "AT%IER?", "%IER: 1,1,29|OK" },
    { "AT+CGDCONT=2,\"IP\",\"broken\"", "OK" },
    { "AT%IPDPACT=2,1", "%IPDPACT: 2,3,0|OK" },
    { "AT%IER?", "%IER: 1,1,38|OK" },
    { "AT%IPDPACT=11,1", "+CME ERROR: 50|" },
    { "AT%IPDPACT=1,2", "+CME ERROR: 50|" },
    { "AT%IPDPCFG=1,0,2,\"joe\",\"secret\"", "OK" },
    { "AT%IPDPACT=1,1", "{open private}|OK" },
    { "AT%IPDPACT=1,0", "{close}|%IPDPACT: 1,0,0|OK" },
    { "AT+CGDCONT=3,\"IP\",\"far\"", "OK" },
    { "AT%IPDPACT=3,1", "{open far}|OK" },
    { "AT%IPDPADDR=3",
      "%IPDPADDR: 3,198.51.100.77,198.51.100.1,192.0.2.1,192.0.2.2,0.0.0.0,0.0.0.0,"
      "255.255.255.128,198.51.100.1|OK" },
  };

  exchange_cellular_add_interface (fixture->cellular);
  ASSERT_ROWS (fixture, rows);
}

#define ADD(name, function) \
  g_test_add ("/exchange/cellular/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("identity", test_identity);
  ADD ("errors", test_errors);
  ADD ("pin", test_pin);
  ADD ("puk", test_puk);
  ADD ("pin-at-power-up", test_pin_at_power_up);
  ADD ("registration", test_registration);
  ADD ("operators", test_operators);
  ADD ("contexts", test_contexts);
  ADD ("data-call", test_data_call);
  ADD ("context-ends-by-command", test_context_ends_by_command);
  ADD ("circuit-switched", test_circuit_switched);
  ADD ("interface", test_interface);
  ADD ("interface-refused", test_interface_refused);
  return g_test_run ();
}
