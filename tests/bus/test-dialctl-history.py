#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl history and dialctl log."""
import csv
import io
import unittest

from dialctl_case import NOT_FOUND, USAGE, Case

# Of each call in JSON, in this order; the first of them are the contract.
KEYS = ["id", "profile", "user", "modem", "number", "started", "online", "ended", "reached", "reason", "modem_reply",
        "auth_message", "pppd_status", "connect_speed", "rx_bytes", "tx_bytes", "seconds", "cost", "user_name",
        "cause", "detail", "peer_message", "why", "currency", "probe", "packet_protocol", "packet_destination",
        "packet_port", "packet_process"]
ID = "01234567-89ab-4cde-8f01-23456789abcd"


class HistoryTest(Case):
    def test_table(self):
        lines = self.good("history").splitlines()
        self.assertEqual(lines[0].split(),
                         ["BEGAN", "CALL", "PROFILE", "USER", "NUMBER", "ONLINE", "IN", "OUT", "COST", "END"])
        self.assertEqual([line[:19] for line in lines[1:4]],
                         ["2026-11-24 16:00:00", "2026-11-24 17:00:00", "2026-11-24 18:00:00"])
        self.assertRegex(lines[1], r"aaaaaaaa +gone +4711 +1 h 00 min +1.0.MB +2.0.kB +0.10 EUR +user$")
        self.assertRegex(lines[2], r"fedcba98 +isp +eve +\+15551000 +busy$")
        self.assertRegex(lines[3], r"01234567 +isp +5551000 +1 min 05 s +5.0.kB +400 bytes +online$")
        self.assertRegex(lines[4], "^3 calls, 2 online, 1 h 01 min; 1.0.MB in, 2.4.kB out; 0.10 EUR$")
        self.assertLess(max(len(line) for line in lines), 115)
        self.daemon.expect(r"GetHistory \{'last': <uint32 20>\}")

    def test_json(self):
        calls = self.json("history")["calls"]
        self.assertEqual([list(call) for call in calls], [KEYS] * 3)
        self.assertEqual([call["profile"] for call in calls], ["gone", "isp", "isp"])
        self.assertEqual((calls[0]["started"], calls[0]["ended"]), ("2026-11-24T16:00:00Z", "2026-11-24T17:00:05Z"))
        self.assertEqual((calls[2]["ended"], calls[2]["cost"], calls[2]["connect_speed"]), (None, None, 33600))
        self.assertEqual((calls[0]["cost"], calls[0]["currency"]), (0.1, "EUR"))
        self.assertEqual((calls[1]["user"], calls[1]["user_name"], calls[1]["online"]), (4711, "eve", None))

    def test_csv(self):
        output = self.good("history", "--csv")
        rows = list(csv.DictReader(io.StringIO(output)))
        self.assertEqual(list(rows[0]), KEYS)
        self.assertEqual(rows[0]["started"], "2026-11-24T16:00:00Z")
        self.assertRegex(rows[0]["auth_message"], '^a, .+"b"$')
        self.assertNotIn("\x1b", output)
        # No formula for a spreadsheet, but a number stays what it is.
        self.assertEqual((rows[1]["modem_reply"], rows[1]["number"]), ("'=HYPERLINK(\"x\")", "+15551000"))
        self.assertEqual(rows[2]["rx_bytes"], "5000")
        self.assertEqual([(row["cost"], row["currency"]) for row in rows], [("0.10", "EUR"), ("", ""), ("", "")])

    def test_filter(self):
        self.good("history", "isp", "office", "gone", "--since", "2026-11-01", "--until", "2026-11-02 12:30", "--all")
        told = self.daemon.expect("GetHistory")
        self.assertRegex(told, r"'profiles': <\['.+', 'isp', '.+', 'office', 'gone'\]>")
        for part in ("'since': <uint64 1793491200>", "'until': <uint64 1793622600>", "'all': <true>"):
            self.assertIn(part, told)

    def test_when_is_local(self):
        self.good("history", "--since", "2026-11-01", TZ="Europe/Berlin")
        self.assertIn("<uint64 1793487600>", self.daemon.expect("GetHistory"))

    def test_pages(self):
        calls = self.json("history", "many")["calls"]
        self.assertEqual(len(calls), 1203)
        self.assertEqual(len(self.json("history", "many", "--last", "501")["calls"]), 501)
        self.assertEqual(self.good("history", "many", "--since", "9w").count("many"), 1203)
        self.assertEqual(self.good("history", "many").count("many"), 20)

    def test_nothing(self):
        self.assertEqual(self.bad(NOT_FOUND, "history", "nobody")[0].count("nobody"), 1)

    def test_bad_words(self):
        self.assertIn("no time", self.bad(USAGE, "history", "--since", "soon")[0])
        self.assertIn("--last", self.bad(USAGE, "history", "--last", "-1")[0])
        self.bad(USAGE, "history", "--csv", "--json")
        self.assertIn("weather", self.bad(USAGE, "history", "--totals", "weather")[0])

    def test_totals(self):
        lines = self.good("history", "--totals", "month", "--since", "2026-10-01").splitlines()
        self.assertEqual(lines[0].split(), ["MONTH", "CALLS", "CONNECTED", "ONLINE", "IN", "OUT", "COST"])
        self.assertRegex(lines[1], r"2026-10 +3 +2 +2 h 01 min +1.0.kB +200 bytes +0.0003 EUR$")
        self.assertRegex(lines[2], r"- +1 +0")
        self.assertRegex(lines[3], "^4 calls, 2 online.*; 0.0003 EUR$")
        self.daemon.expect("GetTotals month")
        self.assertIn("since", self.daemon.expect("filter"))
        self.assertEqual(self.json("history", "--totals", "month")["totals"][0],
                         {"month": "2026-10", "calls": 3, "connected": 2, "seconds": 7260, "rx_bytes": 1000,
                          "tx_bytes": 200, "cost": 0.000347, "currency": "EUR"})
        lines = self.good("history", "--totals", "month", "--csv").splitlines()
        self.assertEqual(lines[1], "2026-10,3,2,7260,1000,200,0.000347,EUR")
        self.assertEqual(lines[2], ",1,0,0,0,0,,")

    def test_ledger_that_can_not_be_written(self):
        self.good("profile", "add", "full-disk")
        result = self.run_dialctl("history")
        self.assertEqual(result.returncode, 0)
        self.assertIn("could not be written 3 times", result.stderr)
        self.assertIn("isp", result.stdout)


class LogTest(Case):
    def test_text(self):
        lines = self.good("log").splitlines()
        self.daemon.expect("GetLog " + ID)
        self.assertEqual(lines[0], "2026-11-24 isp 5551000 on ttyS0, call " + ID)
        self.assertEqual(lines[1:3], ["18:00:00.007 * dialing", "18:00:00.120 → ATDT5551000"])
        self.assertRegex(lines[3], "^18:00:19.000 ← CONNECT [^\x1b]+$")
        self.assertEqual(lines[4], "18:00:19.500   LCP is open")
        self.assertIn("> ATDT", self.good("log", LC_ALL="C"))

    def test_json(self):
        log = self.json("log", "isp")
        self.assertIn("'isp'", self.daemon.expect("GetHistory"))
        self.assertEqual(log["call"]["id"], ID)
        self.assertEqual(log["lines"][1],
                         {"time": "2026-11-24T18:00:00.120000Z", "kind": "sent", "text": "ATDT5551000"})

    def test_which(self):
        self.good("log", "--call", "2")
        self.daemon.expect("GetLog fedcba98-0000-4000-8000-000000000000")
        self.good("log", "--call", "0123456")
        self.daemon.expect("GetLog 0123456$")
        self.assertIn("not kept", self.good("log", "--call", "aaaa"))

    def test_bad_words(self):
        self.assertIn("only 3", self.bad(NOT_FOUND, "log", "--call", "4")[0])
        self.bad(NOT_FOUND, "log", "nobody")
        self.assertIn("no such call", self.bad(NOT_FOUND, "log", "--call", "ffff")[0])
        for word in ("0", "", "000"):
            self.bad(USAGE, "log", "--call", word)


if __name__ == "__main__":
    unittest.main()
