#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl lease: a command, its exit status, Ctrl-C, and who else ends it."""
import json
import signal
import subprocess
import unittest

from dialctl_case import Case, DIALCTL, DONE, FAILED, LINE, SESSION_KEYS, USAGE, wait_readable


class LeaseTest(Case):
    def start(self, *arguments):
        process = subprocess.Popen([DIALCTL, "lease", "isp", "--why=mail", *arguments], env=self.bus.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def wait_until_held(self, process):
        while True:
            wait_readable(process.stdout)
            line = process.stdout.readline()
            if line.startswith("online: "):
                return line

    def test_usage(self):
        for what, arguments in (("--why is missing", ["isp"]), ("NAME is missing", ["--why", "x"]),
                                ("--minutes=0", ["isp", "--why", "x", "--minutes", "0"])):
            self.assertIn(what, self.bad(USAGE, "lease", *arguments)[0])

    def test_command(self):
        """Its words, its output and its exit status; and the lease is let go."""
        output = self.run_dialctl("lease", "isp", "--minutes", "5", "--why", "two words", "--", "sh", "-c",
                                  'echo "$@"; exit 3', "--", "--json", "a b")
        self.assertEqual((output.returncode, output.stdout, output.stderr), (3, "--json a b\n", ""))
        self.daemon.expect("^Lease 5 two words$")
        self.daemon.expect("^Release 7$")
        killed = self.run_dialctl("lease", "isp", "--why", "x", "--", "sh", "-c", "kill -KILL $$")
        self.assertEqual(killed.returncode, 137, killed.stderr)
        self.daemon.expect("^Lease 60 x$")

    def test_command_that_is_not_there(self):
        self.bad(FAILED, "lease", "isp", "--why", "x", "--", "/nonexistent/command")
        self.daemon.expect("^Release 7$")

    def test_until_interrupted(self):
        process = self.start()
        self.assertIn("mail until ", self.wait_until_held(process))
        self.assertEqual(self.json("status")["sessions"][0]["leases"],
                         [{"id": 7, "user": 0, "why": "mail", "until": "2001-09-09T01:46:40Z"}])
        self.assertIn("mail until ", self.good("status"))
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(), DONE)
        self.daemon.expect("^Release 7$")

    def test_json(self):
        process = self.start("--json")
        wait_readable(process.stdout)
        self.assertEqual(list(json.loads(process.stdout.readline())), SESSION_KEYS)
        process.terminate()
        self.assertEqual(process.wait(), DONE)

    def test_somebody_hangs_up(self):
        process = self.start()
        self.wait_until_held(process)
        self.good("hangup", "isp")
        self.assertEqual(process.wait(), FAILED)
        self.assertIn("isp: the session has ended: user", process.stderr.read())

    def test_failure(self):
        self.good("profile", "set", "isp", "dial.numbers=5551001")
        lines = self.bad(LINE, "lease", "isp", "--why", "x", "--", "true")
        self.assertEqual(lines[0], 'dialctl: isp: the number is engaged; the modem said "BUSY"')

    def test_interrupted_before_it_is_online(self):
        """Others may have the session: nothing is hung up."""
        self.good("profile", "set", "isp", "dial.numbers=5551004")
        process = self.start()
        while "dialing" not in process.stdout.readline():
            continue
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(), FAILED)
        self.assertIn("gave up before the link was online", process.stderr.read())
        self.assertEqual(len(self.json("status")["sessions"]), 1)


if __name__ == "__main__":
    unittest.main()
