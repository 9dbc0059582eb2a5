# SPDX-License-Identifier: LGPL-2.1-or-later
"""Ctrl-C, a killed dialctl, an unplugged modem: at every state the line comes down and nothing is left."""

import os

from harness import LabCase, dialctl, until

# The number with which a call stays in a state long enough to be interrupted there.
LONG = {
    'opening': None,          # a deaf modem
    'dialing': '5550016',     # answers after three seconds
    'negotiating': '5550010', # never speaks
    'online': '5551234',
}


class Interruptions(LabCase):
    def dial_to(self, state):
        if state == 'opening':
            self.exchange.control('set', 'modem0', 'quirk=deaf')
            self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')
        self.add_profile(LONG[state] or '5551234')
        lines = self.start_dial()
        lines.wait_for(f'^{state}')
        return lines

    def last_reason(self):
        until(lambda: self.session() is None, 'the session leaves')
        return self.ask('profile', 'show', 'isp')['last_call']['reason']

    def check_interrupt(self, state):
        status, error = self.interrupt(self.dial_to(state))
        self.assertEqual(status, 1, error)
        self.assertEqual(self.last_reason(), 'user')
        self.assert_nothing_left()

    def test_interrupt_while_opening(self):
        self.check_interrupt('opening')

    def test_interrupt_while_dialing(self):
        self.check_interrupt('dialing')

    def test_interrupt_while_negotiating(self):
        self.check_interrupt('negotiating')

    def check_killed(self, state):
        lines = self.dial_to(state)
        lines.process.kill()
        self.assertEqual(self.last_reason(), 'owner-gone')
        self.assert_nothing_left()

    def test_dialctl_killed_while_opening(self):
        self.check_killed('opening')

    def test_dialctl_killed_while_dialing(self):
        self.check_killed('dialing')

    def test_dialctl_killed_while_negotiating(self):
        self.check_killed('negotiating')

    def check_unplugged(self, state):
        self.dial_to(state)
        self.addCleanup(until, lambda: os.path.exists('/dev/ttyACM0'), 'the modem is back')
        self.addCleanup(self.exchange.control, 'plug', 'modem0')
        self.exchange.control('unplug', 'modem0')
        self.assertEqual(self.last_reason(), 'modem-gone')
        self.assertEqual(self.list_our_pppds(), [])
        self.assertEqual([f for f in os.listdir('/var/lock') if f.startswith('LCK..')], [])

    def test_unplugged_while_opening(self):
        self.check_unplugged('opening')

    def test_unplugged_while_dialing(self):
        self.check_unplugged('dialing')

    def test_unplugged_while_negotiating(self):
        self.check_unplugged('negotiating')

    def test_unplugged_while_online(self):
        self.check_unplugged('online')

    def test_modem_is_absent_while_unplugged(self):
        self.addCleanup(until, lambda: os.path.exists('/dev/ttyACM0'), 'the modem is back')
        self.addCleanup(self.exchange.control, 'plug', 'modem0')
        self.exchange.control('unplug', 'modem0')
        until(lambda: self.ask('modem', 'list')['modems'][0]['state'] == 'absent', 'the modem is absent')
        self.add_profile('5551234')
        answer = dialctl('--json', 'dial', 'isp')
        self.assertIn('"no-modem"', answer.stdout)
