#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl: calls, Ctrl-C, hanging up."""
import json
import re
import subprocess
import unittest

from dialctl_case import (Case, DIALCTL, DONE, FAILED, LINE, LOGIN, NOT_AUTHORIZED, NOT_FOUND, SESSION_KEYS,
                          TIMED_OUT, UNREACHABLE, USAGE)


class DialTest(Case):
    ONLINE = r"online: ppp0 198\.51\.100\.2 → 198\.51\.100\.1, 2001:db8::2, DNS 198\.51\.100\.1, " \
             r"198\.51\.100\.3, 33600 bit/s, \d\.\d s\n$"

    def test_plain_lines(self):
        lines = self.good("dial", "isp").split("\n")
        self.assertEqual(lines[:-2], ["preparing", "opening ttyS0", "dialing 5551000",
                                      "negotiating 33600 bit/s", "authenticating", "configuring"])
        self.assertRegex(lines[-2] + "\n", self.ONLINE)

    def test_terminal(self):
        terminal = self.terminal("dial", "isp", "--no-color")
        self.assertEqual(terminal.finish(), DONE)
        lines = [line.split("\r\033[K")[-1] for line in terminal.output.split("\r\n")]
        self.assertRegex(lines[2], r"^✓ dialing +\d\.\d s  5551000$")
        self.assertRegex(lines[-2] + "\n", self.ONLINE)

    def test_json(self):
        session = self.json("dial", "isp")
        self.assertEqual(list(session), SESSION_KEYS)
        self.assertEqual(session["ip4_address"], "198.51.100.2")

    def test_options(self):
        self.good("dial", "isp", "--number", "5551000", "--modem=ttyS0", "line.speed=9600")
        self.daemon.expect(re.escape("options {'number': <'5551000'>, 'modem': <'ttyS0'>, "
                                     "'settings': <{'line': {'speed': <'9600'>}}>}"))

    def test_preview(self):
        lines = [line.split(maxsplit=1) for line in self.good("dial", "isp", "--preview").splitlines()]
        self.assertEqual(lines[:5], [["PROFILE", "isp"], ["modem", "ttyS0, voice, /dev/ttyS0"], ["number", "5551000"],
                                     ["init", "ATE0Q0V1X4"], ["dial", "ATDT5551000"]])
        self.assertEqual(lines[5:9], [["or", "ATDT5551001"], ["pppd", "/usr/sbin/pppd nodetach"],
                                      ["route", "0.0.0.0/0, metric 700"], ["dns", "192.0.2.53 192.0.2.54"]])
        self.assertEqual(lines[9:], [
            ["cost", "0.60 EUR for 10 min; 0.06 EUR when it is answered, enough for 1 min 00 s, then 0.06 EUR "
                     "for 1 min 00 s more"],
            ["ends", "after 30 min 00 s, by limit.duration"],
            ["in", "the way  now is no time for calls (from Monday on)"]])
        self.daemon.expect(re.escape("options {}"))

    def test_preview_as_json(self):
        answer = self.json("dial", "isp", "--preview", "--minutes", "7")
        self.daemon.expect(re.escape("options {'minutes': <uint32 7>}"))
        self.assertEqual(answer["commands"], ["ATDT5551000", "ATDT5551001"])
        self.assertEqual(answer["routes"], [{"network": "0.0.0.0/0", "metric": 700}])
        self.assertEqual((answer["asks_dns"], answer["dns"], answer["dns_search"]),
                         (False, ["192.0.2.53", "192.0.2.54"], []))
        self.assertEqual((answer["cost"], answer["first_cost"], answer["next_seconds"]), (0.6, 0.06, 60))
        self.assertIsNone(answer["most_bytes"])
        self.assertEqual(answer["obstacles"], [{"reason": "outside-window", "sentence": "now is no time for calls",
                                                "detail": "from Monday on"}])

    def test_no_wait(self):
        session = self.json("dial", "isp", "--no-wait", "--number", "5551004")
        self.assertEqual((session["profile"], session["modem"]), ("isp", "ttyS0"))
        self.daemon.expect(re.escape("'wait': <false>"))

    def test_line_failure(self):
        lines = self.bad(LINE, "dial", "isp", "--number", "5551001")
        self.assertEqual(lines, ['dialctl: isp: the number is engaged; the modem said "BUSY"',
                                 "Try again later."])

    def test_login_failure_shows_the_peers_words_harmlessly(self):
        lines = self.bad(LOGIN, "dial", "isp", "--number", "5551002")
        self.assertIn('to the login the peer said "No ?[31mway "in""', lines[0])
        self.assertEqual(lines[1], "Set the password anew.")

    def test_timeout(self):
        self.bad(TIMED_OUT, "dial", "isp", "--number", "5551003")

    def test_end_without_fault(self):
        self.bad(FAILED, "dial", "isp", "--number", "5551009")

    def test_failure_as_json(self):
        result = self.run_dialctl("dial", "isp", "--json", "--number", "5551002")
        self.assertEqual(result.returncode, LOGIN)
        record = json.loads(result.stdout)
        self.assertEqual((record["reason"], record["auth_message"]), ("auth-failed", 'No \033[31mway\n"in"'))
        self.assertIsNone(record["cost"])
        self.assertRegex(record["started"], r"^\d{4}-.*Z$")

    def test_failure_on_terminal(self):
        terminal = self.terminal("dial", "isp", "--number", "5551001")
        self.assertEqual(terminal.finish(), LINE)
        self.assertRegex(terminal.output, r"\033\[31m✗\033\[0m dialing")

    def test_redial(self):
        lines = self.good("dial", "isp", "--number", "5551007").split("\n")
        self.assertEqual(lines[:-2], ["preparing", "dialing 5551007", "waiting busy, attempt 2 at 01:46:40",
                                      "dialing 5551007"])

    def test_redial_that_is_waited_for(self):
        terminal = self.terminal("dial", "isp", "--number", "5551012")
        terminal.expect("waiting.*busy, attempt 2 at")
        session = self.json("status")["sessions"][0]
        self.assertEqual((session["state"], session["reason"], session["number"]), ("waiting", "busy", "5551999"))
        self.assertRegex(session["redial_at"], "^2001-09-09T")
        self.assertRegex(self.good("status"), r"isp +waiting +busy, attempt 2 at \S+ .* 5551999")
        terminal.send(b"\x03")
        self.assertEqual(terminal.finish(), FAILED)

    def test_modem_in_use(self):
        lines = self.good("dial", "isp", "--number", "5551010").split("\n")
        self.assertEqual(lines[:-2], ["preparing", "waiting for a modem", "preparing", "opening ttyS0"])

    def test_modem_that_stays_in_use(self):
        terminal = self.terminal("dial", "isp", "--number", "5551011")
        terminal.expect("waiting.*for a modem")
        self.assertRegex(terminal.output, r"\033\[32m✓\033\[0m preparing")
        self.assertRegex(self.good("status"), r"SESSION +STATE +WAITING .*\nisp +waiting +for a modem ")
        terminal.send(b"\x03")
        self.assertEqual(terminal.finish(), FAILED)

    def test_refusals(self):
        self.bad(NOT_FOUND, "dial", "nobody")
        self.bad(NOT_AUTHORIZED, "dial", "forbidden")
        self.bad(NOT_AUTHORIZED, "dial", "unreachable")
        self.assertIn("dial.numbers", self.bad(USAGE, "dial", "isp", "--number", "1")[0])

    def test_old_record_does_not_explain_new_refusal(self):
        self.bad(LINE, "dial", "isp", "--number", "5551001")
        self.start_call("5551004")
        self.assertIn("has a session", self.bad(FAILED, "dial", "isp")[0])

    def test_daemon_that_dies(self):
        self.bad(UNREACHABLE, "dial", "isp", "--number", "5551008")


class InterruptTest(Case):
    """Ctrl-C while it dials."""

    def dial(self, number, *options):
        terminal = self.terminal("dial", "isp", "--number", number, *options)
        if not options:
            terminal.expect("dialing.*" + number)
        return terminal

    def test_hangs_up(self):
        terminal = self.dial("5551004")
        terminal.send(b"\x03")
        self.assertEqual(terminal.finish(), FAILED)
        self.assertIn("dialctl: hung up\r\n", terminal.output)
        self.daemon.expect("^Hangup$")
        self.assertEqual(self.json("status")["sessions"], [])

    def test_termination_hangs_up_too(self):
        process = subprocess.Popen([DIALCTL, "dial", "isp", "--number", "5551004"], env=self.bus.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with process:
            while b"dialing" not in process.stdout.readline():
                self.assertIsNone(process.poll())
            process.terminate()
            self.assertIn(b"hung up", process.stderr.read())
        self.assertEqual(process.returncode, FAILED)

    def test_line_that_stays_up(self):
        terminal = self.dial("5551006")
        terminal.send(b"\x03")
        self.assertEqual(terminal.finish(), LINE)
        self.assertIn("COULD NOT BE PROVEN DOWN", terminal.output)

    def test_second_does_not_wait(self):
        terminal = self.dial("5551005")
        terminal.send(b"\x03")
        terminal.expect("hanging-up")
        terminal.send(b"\x03")
        self.assertEqual(terminal.finish(), FAILED)
        self.assertIn("not waiting", terminal.output)


class ExtendTest(Case):
    def test_usual(self):
        self.good("dial", "isp")
        self.assertEqual(self.good("extend", "isp"), "No limit ends the call of isp in the next 600 s.\n")
        self.daemon.expect("Extend 600")
        self.assertEqual(self.json("extend", "isp", "30"), {"profile": "isp", "seconds": 30})
        self.daemon.expect("Extend 30")

    def test_over_budget(self):
        self.assertEqual(self.json("dial", "isp", "--over-budget")["state"], "online")
        self.daemon.expect("DialOverBudget")
        self.assertEqual(self.good("extend", "isp", "--over-budget"), "No budget ends this session of isp.\n")
        self.daemon.expect("LiftBudgets")
        self.assertEqual(self.json("extend", "isp", "--over-budget"), {"profile": "isp", "over_budget": True})
        self.bad(USAGE, "extend", "isp", "60", "--over-budget")
        self.good("hangup", "isp")
        self.good("dial", "isp", "--over-budget", "--no-wait")
        self.daemon.expect("DialOverBudget")
        self.daemon.expect("'wait': <false>")

    def test_refusals(self):
        for word in ("0", "-1", "x", "86401", "10min"):
            self.bad(USAGE, "extend", "isp", "--", word)
        self.bad(USAGE, "extend")
        self.bad(USAGE, "extend", "isp", "1", "2")
        self.bad(NOT_FOUND, "extend", "nobody")
        self.bad(NOT_FOUND, "extend", "isp")
        self.good("dial", "isp", "--no-wait", "--number", "5551004")
        self.assertIn("isp: not online", self.bad(FAILED, "extend", "isp")[0])


class HangupTest(Case):
    def test_only_session(self):
        self.start_call("5551004")
        self.assertEqual(self.json("hangup"), {"hung_up": ["isp"]})

    def test_by_name(self):
        self.start_call("5551000")
        self.assertEqual(self.good("hangup", "isp"), "Hung up isp.\n")
        self.bad(NOT_FOUND, "hangup", "isp")

    def test_nothing_to_hang_up(self):
        self.bad(NOT_FOUND, "hangup")
        self.bad(NOT_FOUND, "hangup", "nobody")
        self.assertEqual(self.json("hangup", "--all"), {"hung_up": []})

    def test_doubt(self):
        self.start_call("5551004")
        self.good("dial", "office", "--no-wait", "--number", "5551004")
        self.assertIn("isp, office", self.bad(USAGE, "hangup")[0])
        self.assertEqual(self.json("hangup", "--all"), {"hung_up": ["isp", "office"]})

    def test_failure_does_not_stop_the_others(self):
        self.start_call("5551006")
        self.good("dial", "office", "--no-wait", "--number", "5551004")
        self.assertIn("isp: THE LINE", self.bad(LINE, "hangup", "--all")[0])
        self.assertEqual(self.json("status")["sessions"], [])


if __name__ == "__main__":
    unittest.main()
