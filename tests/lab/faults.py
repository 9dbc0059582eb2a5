# SPDX-License-Identifier: LGPL-2.1-or-later
"""What can befall a call in each of its states, and what is to become of it then."""

import collections
import os
import pathlib
import signal
import time

from harness import daemon_pid, dialctl, run, until
from states import LONG, StatesCase

# What a line may stay off-hook for after any of them.
LIMIT = 10
MARKS = pathlib.Path('/var/lib/dialer/calls')
LENT = pathlib.Path('/run/dialer/lent')

EVERY = list(LONG)
BEFORE_ONLINE = [state for state in EVERY if state != 'online']
AFTER_OPENING = [state for state in EVERY if state != 'opening']
CONNECTED = [state for state in AFTER_OPENING if state != 'dialing']

Fault = collections.namedtuple('Fault', 'name states reason')
# Each is a method of FaultsCase, of the same name; the reason is the ledger's.
FAULTS = [
    Fault('interrupt_dialctl', BEFORE_ONLINE, 'user'),
    Fault('kill_dialctl', BEFORE_ONLINE, 'owner-gone'),
    Fault('unplug_modem', EVERY, 'modem-gone'),
    Fault('drop_carrier', CONNECTED, 'carrier-lost'),
    Fault('kill_pppd', AFTER_OPENING, 'pppd-failed'),
    Fault('hang_up_while_pppd_hangs', EVERY, 'user'),
    Fault('hang_up_a_modem_that_ignores_dtr', AFTER_OPENING, 'user'),
    Fault('restart_bus', EVERY, 'daemon-stopped'),
]


def list_names(folder):
    return os.listdir(folder) if folder.exists() else []


class FaultsCase(StatesCase):
    # Each fault gets dialctl's lines.

    def interrupt_dialctl(self, lines):
        status, error = self.interrupt(lines)
        self.assertEqual(status, 1, error)

    def kill_dialctl(self, lines):
        lines.process.kill()

    def unplug_modem(self, lines):
        self.exchange.control('unplug', 'modem0')

    def drop_carrier(self, lines):
        self.exchange.control('drop', 'modem0')

    def kill_pppd(self, lines):
        until(self.list_our_pppds, 'pppd runs')
        os.kill(self.list_our_pppds()[0], signal.SIGKILL)

    def hang_up_while_pppd_hangs(self, lines):
        for pid in self.list_our_pppds():
            os.kill(pid, signal.SIGSTOP)
        self.hang_up()

    def hang_up_a_modem_that_ignores_dtr(self, lines):
        self.set_quirk('no-dtr')
        self.hang_up()

    def restart_bus(self, lines):
        """Without the bus nobody could hang up any more; systemd starts the service again."""
        pid = daemon_pid()
        self.assertEqual(run('systemctl', 'restart', 'dbus.service').returncode, 0)
        until(lambda: daemon_pid() not in (0, pid), 'the service is there again')

    def hang_up(self):
        answer = dialctl('hangup', 'isp')
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def mend(self):
        """Makes the modem a good one again, whatever has befallen it."""
        self.set_quirk('')
        if not os.path.exists('/dev/ttyACM0'):
            self.exchange.control('plug', 'modem0')
        until(lambda: self.ask('modem', 'list')['modems'][0]['state'] == 'idle', 'the modem is there')

    def meet(self, fault, state):
        """Returns the seconds that the line took to come down."""
        lines = self.dial_to(state)
        try:
            took = self.bring_about(fault, lines)
        finally:
            lines.close()
            self.mend()
        self.check_ledger(state, fault.reason)
        return took

    def bring_about(self, fault, lines):
        began = time.monotonic()
        getattr(self, fault.name)(lines)
        self.exchange.wait('modem0', 'idle', LIMIT)
        took = time.monotonic() - began
        until(lambda: self.session() is None, 'the session leaves')
        self.assert_all_cleared()
        return took

    def check_ledger(self, state, reason):
        call = self.last_call()
        self.assertEqual((call['reason'], call['reached']), (reason, state), self.exchange.events())
        self.assertIsNotNone(call['ended'])

    def last_call(self):
        return self.ask('history', '--last', '1')['calls'][-1]

    def assert_all_cleared(self):
        self.assert_nothing_left()
        until(lambda: not list_names(MARKS), 'the mark of the call goes')
        until(lambda: not list_names(LENT), 'the port is given back')

    def assert_next_call_works(self):
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()
        self.hang_up()
        self.assert_all_cleared()
