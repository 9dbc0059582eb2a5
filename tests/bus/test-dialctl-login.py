#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl: logins in which a person has a hand."""
import json
import os
import signal
import termios
import unittest

from dialctl_case import Case, DONE, FAILED, USAGE

NUMBER = "--number=5551020"


class StepTest(Case):
    def step(self, *options):
        terminal = self.terminal("dial", "isp", NUMBER, "--step", *options)
        terminal.expect("→ send \\$user \\? $")
        return terminal

    def test_steps_are_done_changed_and_skipped(self):
        terminal = self.step()
        self.assertIn("Enter does what is shown", terminal.output)
        self.assertIn("hello ?[31m\r\r\nlogin: \r\n→", terminal.output)
        terminal.send(b"\n")
        terminal.expect("Password: \r\n→ send \\$password \\? $")
        terminal.send(b"t hello there\n")
        terminal.expect("→ send ask")
        terminal.send(b"s\n")
        terminal.expect("→ ppp \\? $")
        terminal.send(b"\n")
        self.assertEqual(terminal.finish(), DONE)
        for message in ("d", "thello there", "s", "d"):
            self.daemon.expect("^hand " + message + "$")
        self.assertRegex(terminal.output, r"(?s)\(PPP begins\)\r\n.*negotiating")
        self.assertIn("online: ppp0", terminal.output)

    def test_asked_again_below_what_the_peer_says(self):
        terminal = self.step()
        terminal.expect("name: \r\n→ send \\$user \\? $")
        terminal.send(b"q\n")
        self.assertEqual(terminal.finish(), FAILED)

    def test_typed_without_echo(self):
        terminal = self.step()
        terminal.send(b"h\n")
        terminal.expect("to be sent: ")
        terminal.send(b"opensesame\n")
        terminal.expect("→ send \\$password")
        terminal.send(b"p\n")
        self.assertEqual(terminal.finish(), DONE)
        self.daemon.expect("^hand topensesame$")
        self.daemon.expect("^hand p$")
        self.assertNotIn("opensesame", terminal.output)

    def test_help(self):
        terminal = self.step()
        terminal.send(b"what\n")
        terminal.expect("(?s)(Enter does what.*){2}")
        terminal.send(b"q\n")
        self.assertEqual(terminal.finish(), FAILED)

    def test_end_of_input_gives_up(self):
        terminal = self.step()
        terminal.send(b"\x04")
        self.assertEqual(terminal.finish(), FAILED)
        self.daemon.expect("^hand q$")

    def test_interrupted(self):
        terminal = self.step()
        terminal.send(b"\x03")
        self.assertEqual(terminal.finish(), FAILED)
        self.daemon.expect("^Hangup$")
        self.assertIn("hung up", terminal.output)

    def test_usage(self):
        self.assertIn("terminal", self.bad(USAGE, "dial", "isp", NUMBER, "--step")[0])
        self.bad(USAGE, "dial", "isp", "--step", "--no-wait")
        self.bad(USAGE, "dial", "isp", "--step", "--preview")


class LearnTest(Case):
    SCRIPT = "expect 'login:'\nsend $user\nexpect 'Password:'\nsend $password\n" \
             "expect 'Token?'\nsend ask 'Token?'\nppp"

    def log_in(self, *options):
        """Types its way through the stand-in's login, whose password prompt does not echo."""
        terminal = self.terminal("learn", "isp", "dial.numbers=5551020", *options)
        terminal.expect("You are connected.*")
        terminal.expect("login: $")
        terminal.send(b"joe\r")
        terminal.expect("Password: $")
        terminal.send(b"opensesame\r")
        terminal.expect("Token\\? $")
        terminal.send(b"271828\r")
        terminal.expect("PPP begins")
        return terminal

    def test_stored(self):
        terminal = self.log_in()
        terminal.expect("Store this as the login script of isp\\? \\[Y/n\\] $")
        terminal.send(b"\n")
        self.assertEqual(terminal.finish(), DONE)
        self.assertIn("It got online, and is hung up again.", terminal.output)
        self.assertIn(self.SCRIPT.replace("\n", "\r\n"), terminal.output)
        self.assertIn("dialctl secret set isp", terminal.output)
        self.assertNotIn("opensesame", terminal.output)
        self.assertIn("'secret': {'password': <'none'>}", self.daemon.expect("^options"))
        self.daemon.expect("^Hangup$")
        stored = self.daemon.expect("^set ")
        self.assertIn("send $password", stored)
        self.assertIn("'method': <'script'>", stored)
        self.assertIn("'user': <'joe'>", stored)
        self.assertEqual(self.json("status")["sessions"], [])

    def test_not_wanted(self):
        terminal = self.log_in()
        terminal.expect("\\[Y/n\\] $")
        terminal.send(b"n\n")
        self.assertEqual(terminal.finish(), DONE)
        self.assertIn("Nothing is stored.", terminal.output)
        self.assertNotIn("script", self.good("profile", "show", "isp"))

    def test_dry_run_as_json(self):
        terminal = self.log_in("--dry-run", "--json")
        self.assertEqual(terminal.finish(), DONE)
        result = json.loads(terminal.output.rstrip().split("\n")[-1])
        self.assertEqual(result, {"profile": "isp", "script": self.SCRIPT, "user": "joe", "stored": False})

    def test_keys_of_ours(self):
        terminal = self.terminal("learn", "isp", "dial.numbers=5551020")
        terminal.expect("login: $")
        terminal.send(b"\x03")  # the peer's, and no signal
        self.daemon.expect("^hand b\x03$")
        terminal.send(b"\x1d?")
        terminal.expect("(?s)(You are connected.*){2}")
        terminal.send(b"\x1d\x1d")
        self.daemon.expect("^hand b\x1d$")
        terminal.send(b"\x1dq")
        self.daemon.expect("^hand q$")
        self.assertEqual(terminal.finish(), FAILED)

    def test_terminal_is_given_back(self):
        terminal = self.terminal("learn", "isp", "dial.numbers=5551020")
        ours = termios.ECHO | termios.ICANON | termios.ISIG
        terminal.expect("login: $")
        self.assertEqual(termios.tcgetattr(terminal.fd)[3] & ours, 0)
        os.kill(terminal.pid, signal.SIGTERM)
        self.assertEqual(terminal.finish(), FAILED)
        self.assertEqual(termios.tcgetattr(terminal.fd)[3] & ours, ours)

    def test_nothing_typed(self):
        terminal = self.terminal("learn", "isp", "dial.numbers=5551020")
        terminal.expect("login: $")
        terminal.send(b"\x1dp")
        self.assertEqual(terminal.finish(), FAILED)
        self.assertIn("nothing was typed", terminal.output)

    def test_usage(self):
        self.assertIn("no terminal", self.bad(USAGE, "learn", "isp")[0])


if __name__ == "__main__":
    unittest.main()
