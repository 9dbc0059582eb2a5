# SPDX-License-Identifier: LGPL-2.1-or-later
"""A machine without a clock of its own, which learns the time in the middle of a call."""

import datetime
import time

from harness import LabCase, dialctl, run, until

YEARS = 10 * 365 * 86400
# What a call of this test may last, on the slowest machine.
MOST = 900


def set_clock(seconds):
    run('date', '--set', f'@{int(seconds)}')


def age(text):
    """Seconds since a time of dialctl's."""
    return time.time() - datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp()


class Clock(LabCase):
    def call(self, jump):
        """Sets the clock while it is online."""
        self.assertEqual(self.dial().returncode, 0)
        set_clock(time.time() + jump)
        until(lambda: abs(age(self.session()['online_since'])) < MOST, 'the session knows the time')
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        return self.ask('history', '--last', '1')['calls'][-1]

    def test_set_in_a_call(self):
        """It lasted as long as it did, costs no more, and no limit ends it."""
        self.add_profile('5551234', 'cost.tariff=currency EUR; rate 1 per 60s', 'limit.duration=1h',
                         'limit.cost=100/day')
        self.addCleanup(set_clock, time.time())
        for jump in (-YEARS, YEARS):
            with self.subTest(jump):
                call = self.call(jump)
                self.assertEqual(call['reason'], 'user')
                self.assertTrue(0 <= call['seconds'] < MOST, call)
                self.assertTrue(0 < call['cost'] < MOST / 60, call)
                for key in ('started', 'online', 'ended'):
                    self.assertTrue(abs(age(call[key])) < MOST, call)
                self.assertTrue(call['started'] <= call['online'] <= call['ended'], call)
                self.assert_nothing_left()
                self.assertRegex(dialctl('report').stdout, r'(?m) dialerd\[\d+\]: isp: preparing → ')
