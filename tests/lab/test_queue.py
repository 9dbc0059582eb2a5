# SPDX-License-Identifier: LGPL-2.1-or-later
"""A packet does not wait behind a download: the queue that a call sets up on a slow line."""

import os
import pathlib
import re
import statistics

import far_end
from harness import LabCase, dialctl, run

SLOW = '5551263'
# Half of what the provider queues, and more than three packets of full size take.
LONG_MS = 4000
MODPROBE = pathlib.Path('/run/modprobe.d/lab.conf')


def ip(*words):
    return run('ip', *words).stdout


def show_queue():
    return run('tc', 'qdisc', 'show', 'dev', 'ppp0').stdout


def ping(count):
    """Round trips, in milliseconds."""
    answer = run('ping', '-c', count, '-W', '60', far_end.ADDRESS, timeout=180)
    return [float(time) for time in re.findall(r'time=([0-9.]+) ms', answer.stdout)]


class Queue(LabCase):
    def call(self, *settings, number=SLOW):
        dialctl('profile', 'remove', 'isp')
        self.add_profile(number, *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def hang_up(self):
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()

    def load(self):
        """A download that has filled whatever there is to be filled."""
        provider = far_end.FarEnd()
        self.addCleanup(provider.close)
        provider.add_address()
        provider.serve()
        download = far_end.Download()
        self.addCleanup(download.close)
        download.wait_for(30000)
        return download

    def test_latency(self):
        self.call()
        self.assertRegex(show_queue(), r'tbf 1: root .*rate 24192bit(.*\n)+.*fq_codel')
        self.assertRegex(ip('route', 'show', 'default'), r'dev ppp0 .*window \d+ .*advmss \d+')
        download = self.load()
        download.get_rate()
        times = ping(8)
        self.assertLess(statistics.median(times), LONG_MS, times)  # the lab itself may stand still for a moment
        # The line carries 3,360 bytes a second, with all that is put around data.
        self.assertGreater(download.get_rate(), 2400)
        self.hang_up()

    def test_without(self):
        self.call('line.queue=no')
        self.assertNotIn('tbf', show_queue())
        self.load()
        self.assertGreater(ping(1)[0], LONG_MS)
        self.hang_up()

    def test_unknown_speed(self):
        """A modem that tells the speed of its port."""
        self.call('line.speed=19200')
        self.assertNotIn('tbf', show_queue())
        self.assertNotIn('window', ip('route', 'show', 'default'))
        self.hang_up()

    def test_kernel_without_it(self):
        """The call goes on, and the journal says why it has no queue."""
        run('modprobe', '-r', 'sch_tbf')
        MODPROBE.parent.mkdir(exist_ok=True)
        MODPROBE.write_text('install sch_tbf /bin/false\n', encoding='ascii')
        self.addCleanup(os.remove, MODPROBE)
        self.call()
        self.ping()
        self.assertNotIn('tbf', show_queue())
        self.assertIn('the queue could not be set', run('journalctl', '-b', '-u', 'dialerd').stdout)
        self.hang_up()
