# SPDX-License-Identifier: LGPL-2.1-or-later
"""Redials: after a busy line, after a lost link; dialled before their time, and given up."""

import json
import time

from harness import LabCase, Lines, dialctl, until


class Redial(LabCase):
    def wait_for_redial(self):
        """Waits until the session waits, and returns it as dialctl status tells it."""
        until(lambda: (self.session() or {}).get('state') == 'waiting', 'it waits for a redial')
        return self.session()

    def test_busy_twice_then_next_number(self):
        """One number until there are no more attempts; two in one attempt."""
        self.add_profile('5550001;5551234')
        lines = self.start_dial('dial.numbers=5550001', 'redial.busy-pause=1', 'redial.attempts=3')
        self.assertEqual(lines.finish()[0], 5)
        waits = [line for line in lines.seen if line.startswith('waiting ')]
        self.assertRegex(waits[0], r'^waiting busy, attempt 2 at \d\d:\d\d:\d\d$')
        self.assertEqual(len(waits), 2, lines.seen)
        self.assertEqual(self.exchange.control('count', 'modem0').stdout.strip(), '3')
        self.assert_nothing_left()

        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        session = self.session()
        self.assertEqual((session['attempt'], session['number'], session['redial_at']), (2, '5551234', None))
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()

    def test_waiting_session(self):
        """What is told of it; it dials at once when asked to, and is given up by hanging up."""
        self.add_profile('5550001', 'redial.attempts=0', 'redial.pause=600', 'dial.order=next-on-failure')
        self.assertEqual(self.dial('isp', '--no-wait', 'dial.numbers=5550001;5550005').returncode, 0)
        session = self.wait_for_redial()
        due = time.mktime(time.strptime(session['redial_at'], '%Y-%m-%dT%H:%M:%SZ'))
        self.assertEqual((session['attempt'], session['modem'], session['number']), (2, None, '5550001'))
        self.assertGreater(due - time.mktime(time.gmtime()), 300)
        self.assertRegex(dialctl('status').stdout, r'isp +waiting +no-carrier, attempt 3 at \S+ +5550001')
        self.assert_nothing_left()

        refused = self.dial('isp', 'dial.numbers=5551234')
        self.assertEqual(refused.returncode, 1)
        self.assertIn('waits for a redial', refused.stderr)
        first = self.session()
        lines = self.start_dial()
        self.assertEqual(lines.wait_for('^dialing').string, 'dialing 5550001')
        lines.wait_for('^waiting no-carrier, attempt 5')
        self.assertNotEqual(self.session()['redial_at'], first['redial_at'])

        lines.process.kill()
        lines.close()
        self.assertEqual(self.wait_for_redial()['attempt'], 4)  # it was not begun by the one who left
        ended = Lines('dialctl', '--json', 'monitor')
        self.addCleanup(ended.close)
        ended.wait_for('running')
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        reason = json.loads(ended.wait_for('"event":"ended"|"event": "ended"').string)['details']['reason']
        self.assertEqual(reason, 'user')
        self.assertIsNone(self.session())

    def test_lost_link(self):
        # The pause would grow with what befell this number before.
        self.add_profile('5551234', 'redial.reconnect=yes', 'redial.attempts=2', 'redial.pause=1', 'redial.pause-max=1')
        self.assertEqual(self.dial().returncode, 0, self.exchange.events())
        monitor = Lines('dialctl', 'monitor')
        self.addCleanup(monitor.close)
        monitor.wait_for('running')
        self.exchange.control('drop', 'modem0')
        monitor.wait_for('session isp changed .*state=waiting')
        monitor.wait_for('session isp changed .*state=online')
        session = self.session()
        self.assertEqual((session['attempt'], session['reason']), (2, None))
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()

    def test_nothing_to_mend(self):
        """A password that is refused is not tried again, nor is a session left for it."""
        self.add_profile('5550013', 'redial.attempts=0', 'redial.pause=1')
        self.dial_and_fail('auth-failed', 6)
        self.assertIsNone(self.session())
