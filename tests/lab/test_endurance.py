# SPDX-License-Identifier: LGPL-2.1-or-later
"""Many calls in one daemon: no descriptor and no memory may be lost."""

import os
import pathlib

from harness import LabCase, daemon_pid, dialctl, until

CALLS = int(os.environ.get('LAB_CALLS', 200))
WARM_UP = 20
# What an allocator may still grow by when everything is given back; a lost call record alone would be more.
GROWTH_KB = 512


def count_descriptors(pid):
    return len(os.listdir(f'/proc/{pid}/fd'))


class Footprint:
    """What the daemon has now, to be compared with what it has after many calls."""

    def __init__(self):
        self.pid = daemon_pid()
        self.descriptors, self.memory = count_descriptors(self.pid), read_private_memory(self.pid)

    def check(self, test):
        """That it is the same daemon, with no more of anything; returns the kB that it has grown by."""
        test.assertEqual(daemon_pid(), self.pid, 'the daemon was restarted')
        until(lambda: count_descriptors(self.pid) <= self.descriptors, f'descriptors go back to {self.descriptors}')
        grown = read_private_memory(self.pid) - self.memory
        print(f'{self.descriptors} descriptors, {self.memory} kB, {grown:+} kB', end=' ... ', flush=True)
        test.assertLess(grown, GROWTH_KB)


def read_private_memory(pid):
    """kB that belong to the process alone."""
    text = pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text(encoding='ascii')
    fields = dict(line.split(':') for line in text.splitlines()[1:])
    return sum(int(fields[name].split()[0]) for name in ('Private_Clean', 'Private_Dirty'))


class Endurance(LabCase):
    def call(self):
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        answer = dialctl('hangup', 'isp')
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def test_many_calls(self):
        self.add_profile('5551234')
        for _ in range(WARM_UP):
            self.call()
        before = Footprint()
        for _ in range(CALLS - WARM_UP):
            self.call()
        print(f'{CALLS} calls: ', end='')
        before.check(self)
        self.assert_nothing_left()
