# SPDX-License-Identifier: LGPL-2.1-or-later
"""Many calls in one daemon, with faults as they come: no call goes on by itself, and no memory is lost.

Usage: tests/lab/run python3 tests/lab/soak.py [CALLS [SEED]]     1000 calls take about an hour; see LAB_TIMEOUT
"""

import collections
import random
import sys
import time
import unittest

from faults import FAULTS
from harness import daemon_pid, run
from test_endurance import WARM_UP, Footprint, read_private_memory
from test_matrix import MatrixCase

CALLS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
# One call of so many meets a fault.
ONE_OF = 5
TELL_EACH = 50
# Those that end the daemon are not for a test of its memory.
HARMLESS = [fault for fault in FAULTS if fault.name != 'restart_bus']


class Soak(MatrixCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)
        self.faults = collections.Counter()
        self.longest = 0

    def call(self):
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.hang_up()
        self.exchange.wait('modem0', 'idle')

    def call_in_vain(self):
        fault = self.random.choice(HARMLESS)
        state = self.random.choice(fault.states)
        with self.subTest(fault=fault.name, state=state):
            self.longest = max(self.longest, self.meet(fault, state))
            self.faults[fault.name] += 1

    def make_calls(self, calls):
        for n in range(calls):
            if self.random.randrange(ONE_OF):
                self.call()
            else:
                self.call_in_vain()
            if (n + 1) % TELL_EACH == 0:
                print(f'{n + 1} calls, {read_private_memory(daemon_pid())} kB', flush=True)

    def test_soak(self):
        print(f'{CALLS} calls, seed {SEED}', flush=True)
        self.make_calls(WARM_UP)
        before = Footprint()
        began = time.monotonic()
        self.make_calls(CALLS)
        self.assert_next_call_works()
        print(f'{CALLS} calls in {time.monotonic() - began:.0f} s, {sum(self.faults.values())} with a fault '
              f'({dict(self.faults)}); the line was down within {self.longest:.1f} s')
        before.check(self)
        self.assertNotIn('COULD NOT BE PROVEN DOWN', run('journalctl', '-b', '-u', 'dialerd.service').stdout)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=2)
