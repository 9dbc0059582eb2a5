#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl as an agent: questions on the terminal, and the user's own keyring."""
import json
import os
import signal
import subprocess
import tempfile
import termios
import types
import unittest

from dialctl_case import Case, DIALCTL, DONE, Daemon, NOT_AUTHORIZED, NOT_FOUND, USAGE

ASKED, REFUSED, FRESH = 1, 2, 4
ERROR = r"refused org\.dialctl\.Dialer1\.Error\."


class AgentCase(Case):
    with_daemon = False

    def start(self, *words):
        """A daemon that asks each agent that registers."""
        asks = {"STAND_IN_ASKS": " ".join(map(str, words))} if words else {}
        bus = types.SimpleNamespace(environment=dict(self.bus.environment, **asks))
        self.daemon = Daemon(bus)
        self.addCleanup(self.daemon.close)


class TerminalTest(AgentCase):
    def ask(self, prompt, *words):
        self.start(*words)
        terminal = self.terminal("agent")
        terminal.expect(prompt)
        self.assertFalse(self.echoes(terminal))
        return terminal

    @staticmethod
    def echoes(terminal):
        return bool(termios.tcgetattr(terminal.fd)[3] & termios.ECHO)

    def leave(self, terminal):
        terminal.send(b"\x03")
        self.assertEqual(terminal.finish(), DONE, terminal.output)

    def test_typed(self):
        # The keys that would stop us, or dump our core, rest; the line can be begun anew.
        terminal = self.ask("password of isp: ", "password", ASKED)
        terminal.send(b"\x1a\x1c\x15hunter2\n")
        self.daemon.expect("got 'hunter2' then 0")
        terminal.expect("password of isp: handed over")
        self.assertTrue(self.echoes(terminal))
        self.leave(terminal)
        self.assertNotIn("hunter2", terminal.output)

    def test_refused_before(self):
        terminal = self.ask(r"pin of isp \(the last one was refused\): ", "pin", ASKED | REFUSED)
        terminal.send(b"1234\n")
        self.daemon.expect("got '1234' then 0")
        self.leave(terminal)

    def test_code(self):
        terminal = self.ask(r"isp asks: Token\?: ", "code:Token?", ASKED | FRESH)
        terminal.send(b"123456\n")
        self.daemon.expect("got '123456' then 0")
        self.leave(terminal)

    def test_no(self):
        for key in (b"\x04", b"\n"):
            terminal = self.ask("password of isp: ", "password", ASKED)
            terminal.send(key)
            self.daemon.expect(ERROR + "Cancelled")
            terminal.expect("not given")
            self.assertTrue(self.echoes(terminal))
            self.leave(terminal)
            self.daemon.close()

    def test_too_long(self):
        terminal = self.ask("password of isp: ", "password", ASKED)
        terminal.send(b"x" * 256 + b"\n")
        self.daemon.expect(ERROR)
        self.leave(terminal)

    def test_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            terminal = self.ask("password of isp: ", "password", ASKED)
            os.kill(terminal.pid, number)
            self.assertEqual(terminal.finish(), DONE)
            self.assertTrue(self.echoes(terminal))
            self.daemon.close()

    def test_cancelled(self):
        terminal = self.ask("password of isp: ", "password", ASKED, "cancel")
        self.daemon.expect(ERROR + "Cancelled")
        terminal.expect("not needed any more")
        self.assertTrue(self.echoes(terminal))
        self.leave(terminal)

    def test_daemon_dies(self):
        terminal = self.ask("password of isp: ", "password", ASKED)
        self.daemon.close()
        terminal.expect("not needed any more")
        self.assertTrue(self.echoes(terminal))
        self.leave(terminal)


class PipeTest(AgentCase):
    """Without a terminal."""

    def agent(self, **environment):
        agent = subprocess.Popen([DIALCTL, "--json", "agent"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 env=dict(self.bus.environment, **environment))
        self.addCleanup(agent.stdout.close)
        self.addCleanup(agent.wait)
        self.addCleanup(agent.kill)
        return agent

    def events(self, agent):
        agent.send_signal(signal.SIGTERM)
        return [json.loads(line) for line in agent.stdout.read().splitlines()]

    def keyring(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": os.path.join(folder.name, "keyring"),
                "SECRET_FILE_TEST_PASSWORD": "open"}

    def test_nobody_to_ask(self):
        self.start("password", ASKED)
        agent = self.agent()
        self.daemon.expect(ERROR + "NotFound")
        events = self.events(agent)
        self.assertEqual([event["event"] for event in events], ["ready", "none"])
        self.assertEqual(list(events[1]), ["time", "event", "profile", "secret", "question"])
        self.assertEqual((events[1]["profile"], events[1]["secret"]), ("isp", "password"))

    def test_unknown_name(self):
        self.start("fingerprint", ASKED)
        self.agent()
        self.daemon.expect(ERROR + "NotFound")

    def test_only_the_daemon_may_ask(self):
        self.start()
        self.agent()
        name, path = self.daemon.expect("RegisterAgent").split()[1:]
        answer = subprocess.run(["gdbus", "call", "--address", self.bus.address, "--dest", name, "--object-path", path,
                                 "--method", "org.dialctl.Dialer1.Agent.GetSecret", "/", "password", "1"],
                                capture_output=True, text=True)
        self.assertIn("only dialerd may ask", answer.stderr)

    def test_keyring(self):
        keyring = self.keyring()
        self.start("password", ASKED)
        self.good("profile", "set", "isp", "secret.password=agent")
        self.good("secret", "set", "isp", text="hunter2\n", **keyring)
        self.assertEqual(self.json("secret", "list", "isp", **keyring),
                         {"secrets": [{"profile": "isp", "names": [], "keyring": ["password"]}]})
        self.assertRegex(self.good("secret", "list", **keyring), r"(?m)^isp +password +keyring$")
        agent = self.agent(**keyring)
        self.daemon.expect("got 'hunter2' then 0")
        self.assertEqual([event["event"] for event in self.events(agent)], ["ready", "answered"])
        self.good("secret", "clear", "isp", **keyring)
        self.bad(NOT_FOUND, "secret", "clear", "isp", **keyring)

    def test_keyring_is_no_person(self):
        keyring = self.keyring()
        self.start("password", ASKED | FRESH)
        self.good("profile", "set", "isp", "secret.password=agent")
        self.good("secret", "set", "isp", text="hunter2\n", **keyring)
        self.agent(**keyring)
        self.daemon.expect(ERROR + "NotFound")

    def test_what_is_asked_for_is_not_kept(self):
        self.start()
        self.good("profile", "set", "isp", "secret.password=ask")
        lines = self.bad(USAGE, "secret", "set", "isp", text="hunter2\n")
        self.assertIn("secret.password=ask", lines[0])

    def test_anothers_profile(self):
        self.start()
        self.good("profile", "set", "office", "secret.password=agent")
        self.bad(NOT_AUTHORIZED, "secret", "set", "office", text="hunter2\n", **self.keyring())


if __name__ == "__main__":
    unittest.main()
