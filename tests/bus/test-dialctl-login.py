#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl: logins in which a person has a hand."""
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


if __name__ == "__main__":
    unittest.main()
