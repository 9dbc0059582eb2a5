# SPDX-License-Identifier: LGPL-2.1-or-later
"""Ctrl-C, an unplugged modem, a killed dialctl or pppd: in every state the line comes down for good."""

import os
import signal

from harness import dialctl, until
from states import StatesCase

class Interruptions(StatesCase):
    def setUp(self):
        self.add_profile('5551234')

    def check_interrupt(self, state):
        status, error = self.interrupt(self.dial_to(state))
        self.assertEqual(status, 1, error)
        self.assert_ended('user')
        self.assert_nothing_left()

    def check_killed(self, state):
        lines = self.dial_to(state)
        lines.process.kill()
        self.assert_ended('owner-gone')
        self.assert_nothing_left()

    def check_unplugged(self, state):
        self.dial_to(state)
        self.addCleanup(until, lambda: os.path.exists('/dev/ttyACM0'), 'the modem is back')
        self.addCleanup(self.exchange.control, 'plug', 'modem0')
        self.exchange.control('unplug', 'modem0')
        self.assert_ended('modem-gone')
        self.assert_nothing_left()

    def check_pppd_killed(self, state):
        self.dial_to(state)
        until(self.list_our_pppds, 'pppd runs')
        os.kill(self.list_our_pppds()[0], signal.SIGKILL)
        self.assert_ended('pppd-failed')
        self.assert_nothing_left()

    def test_second_interrupt_does_not_wait(self):
        lines = self.dial_to('negotiating')
        lines.process.send_signal(signal.SIGINT)
        lines.wait_for('^hanging-up')
        lines.process.send_signal(signal.SIGINT)
        self.assertEqual(lines.finish()[0], 1)
        self.assert_ended('user')
        self.assert_nothing_left()

    def test_modem_is_absent_while_unplugged(self):
        self.addCleanup(until, lambda: os.path.exists('/dev/ttyACM0'), 'the modem is back')
        self.addCleanup(self.exchange.control, 'plug', 'modem0')
        self.exchange.control('unplug', 'modem0')
        until(lambda: self.ask('modem', 'list')['modems'][0]['state'] == 'absent', 'the modem is absent')
        answer = dialctl('--json', 'dial', 'isp')
        self.assertIn('"no-modem"', answer.stdout)


def add_tests(check, states):
    """A test for each state, so that each is told of by its name."""
    for state in states:
        name = f"test_{check.removeprefix('check_')}_while_{state}"
        setattr(Interruptions, name, lambda self, state=state: getattr(self, check)(state))


add_tests('check_interrupt', ['opening', 'dialing', 'negotiating', 'authenticating', 'configuring'])
add_tests('check_killed', ['opening', 'dialing', 'negotiating', 'authenticating', 'configuring'])
add_tests('check_unplugged', ['opening', 'dialing', 'negotiating', 'authenticating', 'configuring', 'online'])
add_tests('check_pppd_killed', ['dialing', 'negotiating', 'authenticating', 'configuring', 'online'])
