# SPDX-License-Identifier: LGPL-2.1-or-later
"""Each fault in each state of a call: the line comes down in time, nothing is left, the ledger tells the truth.

A killed dialerd is in test_crash.py, a killed ModemManager in test_cellular.py, a sleep in test_sleep.py.
"""

import signal

from faults import EVERY, FAULTS, Fault, FaultsCase
from harness import dialctl, until
from test_history import fill_disk, make_room, use_small_disk


class MatrixCase(FaultsCase):
    def setUp(self):
        self.add_profile('5551234')
        self.addCleanup(self.mend)

    def meet_in_states(self, fault):
        for state in fault.states:
            with self.subTest(state):
                print(f'{state} {self.meet(fault, state):.1f} s', end=', ', flush=True)
        self.assert_next_call_works()


class Matrix(MatrixCase):
    def test_second_interrupt_does_not_wait(self):
        lines = self.dial_to('negotiating')
        lines.process.send_signal(signal.SIGINT)
        lines.wait_for('^hanging-up')
        lines.process.send_signal(signal.SIGINT)
        self.assertEqual(lines.finish()[0], 1)
        self.assert_ended('user')
        self.assert_nothing_left()

    def test_modem_is_absent_while_unplugged(self):
        self.exchange.control('unplug', 'modem0')
        until(lambda: self.ask('modem', 'list')['modems'][0]['state'] == 'absent', 'the modem is absent')
        answer = dialctl('--json', 'dial', 'isp')
        self.assertIn('"no-modem"', answer.stdout)


# A test for each, so that each is told of by its name.
for each in FAULTS:
    setattr(Matrix, f'test_{each.name}', lambda self, fault=each: self.meet_in_states(fault))


class FullDisk(MatrixCase):
    """From the state on until after the call: the row of the ledger comes late, and that is all."""

    def setUp(self):
        super().setUp()
        use_small_disk(self)

    def hang_up_with_a_full_disk(self, lines):
        fill_disk()
        self.hang_up()

    def check_ledger(self, state, reason):
        make_room()
        self.dial('isp', '--number', '5550001')
        call, next_call = self.ask('history', '--last', '2')['calls']
        self.assertEqual((call['reason'], call['reached'], next_call['reason']), (reason, state, 'busy'))

    def test_full_disk(self):
        self.meet_in_states(Fault('hang_up_with_a_full_disk', EVERY, 'user'))
