# SPDX-License-Identifier: LGPL-2.1-or-later
"""Limits: each warns, ends the call and is proven; one can be put off; none wakes anybody up where there is none."""

import json
import time

from harness import PEER_ADDRESS, LabCase, Lines, dialctl, run, until


class Limits(LabCase):
    def watch(self):
        monitor = Lines('dialctl', '--json', 'monitor')
        self.addCleanup(monitor.close)
        monitor.wait_for('running')
        return monitor

    def wait_for(self, monitor, event):
        """The details of the event, which has come once."""
        return json.loads(monitor.wait_for(f'"event": ?"{event}"').string)['details']

    def expect_end(self, monitor, reason):
        self.assertEqual(self.wait_for(monitor, 'ended'), {'reason': reason})
        self.assert_nothing_left()

    def dial_with(self, *settings):
        monitor = self.watch()
        answer = self.dial('isp', *settings)
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        return monitor

    def test_idle(self):
        """Nothing passes; what pppd's filter leaves out is nothing, and what it lets through counts."""
        self.add_profile('5551234')
        begun = time.monotonic()
        monitor = self.dial_with('limit.idle=4', 'ppp.echo-interval=1', "ppp.options=active-filter 'not icmp'")
        pings = Lines('ping', '-i', '0.5', PEER_ADDRESS)
        self.addCleanup(pings.close)
        near = self.wait_for(monitor, 'limit_near')
        self.assertEqual(near, {'limit': 'idle', 'left': 1})
        self.expect_end(monitor, 'idle')
        self.assertGreater(time.monotonic() - begun, 4)
        pings.close()

        monitor = self.dial_with('limit.idle=4')
        self.assertEqual(run('ping', '-c', '9', '-i', '0.6', PEER_ADDRESS).returncode, 0)
        self.assertEqual(self.session()['state'], 'online')
        self.expect_end(monitor, 'idle')

    def test_duration_and_extension(self):
        self.add_profile('5551234', 'limit.duration=6', 'redial.attempts=0', 'redial.reconnect=yes')
        self.assertEqual(dialctl('extend', 'isp').returncode, 4)
        monitor = self.dial_with()
        begun = time.monotonic()
        self.assertEqual(dialctl('extend', 'isp', '8').returncode, 0)
        near = self.wait_for(monitor, 'limit_near')
        self.assertEqual((near['limit'], near['left'] in (1, 2)), ('duration', True))
        self.expect_end(monitor, 'time-limit')
        self.assertGreater(time.monotonic() - begun, 8)
        self.assertIsNone(self.session())

    def test_data(self):
        self.add_profile('5551234', 'limit.data=20k')
        monitor = self.dial_with()
        pings = Lines('ping', '-i', '0.1', '-s', '1000', PEER_ADDRESS)
        self.addCleanup(pings.close)
        self.expect_end(monitor, 'data-limit')
        call = self.ask('profile', 'show', 'isp')['last_call']
        self.assertGreaterEqual(call['rx_bytes'] + call['tx_bytes'], 20000)

    def test_window(self):
        """Outside nothing is dialled; its end ends the call, also when the clock is set beyond it."""
        today = time.strftime('%a', time.localtime())
        self.add_profile('5551234')
        other = {'Mon': 'Tue', 'Tue': 'Wed', 'Wed': 'Thu', 'Thu': 'Fri', 'Fri': 'Sat', 'Sat': 'Sun', 'Sun': 'Mon'}
        self.addCleanup(run, 'date', '--set', '@%d' % time.time())
        run('date', '--set', '12:00')
        dialled = self.exchange.control('count', 'modem0').stdout
        refused = self.dial('isp', f'limit.windows={other[today]}')
        self.assertEqual(refused.returncode, 1)
        self.assertRegex(refused.stderr, r'no calls are made at this time .*from \w+, \S+ 00:00 on')
        self.assertEqual(self.exchange.control('count', 'modem0').stdout, dialled)

        monitor = self.dial_with(f'limit.windows={today} 11:00-12:30')
        run('date', '--set', '12:29:30')
        self.assertEqual(self.wait_for(monitor, 'limit_near')['limit'], 'windows')
        self.assertIsNotNone(self.session())
        run('date', '--set', '12:29:59')
        self.expect_end(monitor, 'outside-window')

    def test_effect_is_told(self):
        self.add_profile('5551234', 'redial.attempts=2', 'redial.pause=5', 'redial.pause-max=9', 'redial.busy-pause=5',
                         'redial.reconnect=yes', 'limit.idle=60', 'limit.duration=60', 'limit.data=1G',
                         'limit.windows=Mon', 'dial.order=best')
        self.assertEqual(self.ask('profile', 'show', 'isp')['without_effect'], [])
        until(lambda: self.session() is None, 'no session is there')
