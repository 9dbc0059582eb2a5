# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests of dialctl share: a private bus, a stand-in for dialerd, and a terminal.

What is under test is named by the environment: DIALCTL, STAND_IN_DAEMON and COMPLETION.
"""
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import tempfile
import unittest

DIALCTL = os.environ["DIALCTL"]
STAND_IN_DAEMON = os.environ["STAND_IN_DAEMON"]
PATIENCE = 60  # seconds until a test gives up on an event; none is waited for that long when all is well

# Of each session in JSON, in this order.
SESSION_KEYS = ["profile", "state", "reason", "modem", "number", "attempt", "connect_speed", "interface",
                "ip4_address", "ip4_peer", "dns", "online_since", "rx_bytes", "tx_bytes", "redial_at", "cost",
                "currency", "leases", "cause", "why", "ip6_address"]

DONE, FAILED, USAGE, NOT_AUTHORIZED, NOT_FOUND, LINE, LOGIN, TIMED_OUT, UNREACHABLE = range(9)

# Open to all, and with nothing of the machine's own configuration.
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
"""


def wait_readable(fd):
    """Waits until fd has something to read; fails the test if it never has."""
    if not select.select([fd], [], [], PATIENCE)[0]:
        raise AssertionError("nothing came within %d s" % PATIENCE)


class Bus:
    """A private dbus-daemon, which the programs take for the system bus."""

    def __init__(self, service=None):
        self.folder = tempfile.mkdtemp(prefix="dialctl-test-")
        os.mkdir(os.path.join(self.folder, "services"))
        if service:
            with open(os.path.join(self.folder, "services", "org.dialctl.Dialer1.service"), "w") as file:
                file.write("[D-BUS Service]\nName=org.dialctl.Dialer1\nExec=%s\n" % service)
        config = os.path.join(self.folder, "bus.conf")
        with open(config, "w") as file:
            file.write(BUS_CONFIG.format(folder=self.folder))
        command = ["dbus-daemon", "--nofork", "--print-address", "--config-file", config]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.address = self.process.stdout.readline().decode().strip()
        self.environment = dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS=self.address, LC_ALL="C.UTF-8",
                                TERM="xterm", TZ="UTC", TMPDIR=self.folder)
        for name in ("NO_COLOR", "VISUAL", "EDITOR"):
            self.environment.pop(name, None)

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        shutil.rmtree(self.folder)


class Daemon:
    """The stand-in daemon; what crossed the bus is in its output."""

    def __init__(self, bus):
        self.process = subprocess.Popen([STAND_IN_DAEMON], stdout=subprocess.PIPE, env=bus.environment)
        self.expect("ready")

    def expect(self, pattern):
        """Reads on to the line that matches pattern, and returns it."""
        while True:
            line = self.process.stdout.readline().decode()
            if not line:
                raise AssertionError("the stand-in daemon has never said " + pattern)
            if re.search(pattern, line):
                return line.rstrip("\n")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Terminal:
    """dialctl on a pseudo terminal."""

    def __init__(self, bus, *arguments, **environment):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            for number in (signal.SIGINT, signal.SIGQUIT):  # as on a terminal, even if this runs in the background
                signal.signal(number, signal.SIG_DFL)
            os.execve(DIALCTL, [DIALCTL, *arguments], dict(bus.environment, **environment))
        self.output = ""
        self.status = None

    def read(self):
        """Returns whether there may be more."""
        wait_readable(self.fd)
        try:
            data = os.read(self.fd, 4096)
        except OSError:  # EIO: the last process has closed its end
            return False
        self.output += data.decode()
        return bool(data)

    def expect(self, pattern):
        while not re.search(pattern, self.output):
            if not self.read():
                raise AssertionError("%s is not in %r" % (pattern, self.output))

    def send(self, data):
        os.write(self.fd, data)

    def finish(self):
        while self.read():
            pass
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def close(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


class Case(unittest.TestCase):
    """A bus a class, a daemon a test."""

    with_daemon = True

    @classmethod
    def setUpClass(cls):
        cls.bus = Bus()
        cls.addClassCleanup(cls.bus.close)

    def setUp(self):
        if self.with_daemon:
            self.daemon = Daemon(self.bus)
            self.addCleanup(self.daemon.close)

    def run_dialctl(self, *arguments, text="", **environment):
        return subprocess.run([DIALCTL, *arguments], input=text, capture_output=True, encoding="utf-8",
                              env=dict(self.bus.environment, **environment), timeout=PATIENCE)

    def good(self, *arguments, **keywords):
        """Runs dialctl, which must succeed without a word on standard error, and returns what it says."""
        result = self.run_dialctl(*arguments, **keywords)
        self.assertEqual((result.returncode, result.stderr), (DONE, ""), result.stdout)
        return result.stdout

    def json(self, *arguments, **keywords):
        output = self.good(*arguments, "--json", **keywords)
        self.assertEqual(output.count("\n"), 1, output)
        return json.loads(output)

    def bad(self, status, *arguments, **keywords):
        """Runs dialctl, which must fail with this status, and returns the lines of its standard error."""
        result = self.run_dialctl(*arguments, **keywords)
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        lines = result.stderr.rstrip("\n").split("\n")
        self.assertTrue(lines[0].startswith("dialctl: "), lines)
        self.assertEqual(len(lines), 2, "one line of what is wrong, one of what to do next: %r" % lines)
        self.assertNotIn("GDBus", result.stderr)
        return lines

    def terminal(self, *arguments, **environment):
        terminal = Terminal(self.bus, *arguments, **environment)
        self.addCleanup(terminal.close)
        return terminal

    def start_call(self, number):
        self.good("dial", "isp", "--no-wait", "--number", number)
