# SPDX-License-Identifier: LGPL-2.1-or-later
"""A dialerd, or a pppd, that dies or hangs: no call goes on without it, and the next one works."""

import os
import pathlib
import signal
import time

from faults import EVERY, LIMIT, MARKS, FaultsCase, list_names
from harness import Lines, daemon_pid, dialctl, run, until

# What the next one takes more to be there on this slow machine than on a real one.
START = 10
DROP_IN = pathlib.Path('/run/systemd/system/dialerd.service.d/lab.conf')


class CrashCase(FaultsCase):
    def setUp(self):
        self.addCleanup(self.set_quirk, '')
        self.add_profile('5551234')

    @staticmethod
    def read_journal(*words):
        run('journalctl', '--sync')
        return run('journalctl', '-b', '-u', 'dialerd.service', '-o', 'cat', *words).stdout

    def kill_daemon(self, how=signal.SIGKILL, limit=LIMIT):
        """Kills it, and waits until the line is down and the next one is there; returns how long the line took."""
        pid = daemon_pid()
        began = time.monotonic()
        os.kill(pid, how)
        self.exchange.wait('modem0', 'idle', limit)
        took = time.monotonic() - began
        until(lambda: daemon_pid() not in (0, pid), 'systemd starts it again')
        return took


class Crash(CrashCase):
    def begin_hanging_up(self):
        """By a modem that has to be told, which takes its time."""
        self.dial_to('online')
        self.set_quirk('no-dtr')
        monitor = Lines('dialctl', 'monitor')
        self.addCleanup(monitor.close)
        monitor.wait_for('running')
        hangup = Lines('dialctl', 'hangup', 'isp')
        self.addCleanup(hangup.close)
        monitor.wait_for('hanging-up')

    def bring_to(self, state):
        if state == 'hanging-up':
            self.begin_hanging_up()
            return
        if state == 'dialing':
            self.set_quirk('no-dtr')
        self.dial_to(state)

    def test_daemon_killed_in_every_state(self):
        """A modem that ignores DTR is hung up by the next daemon only, which knows that it has to."""
        for state in (*EVERY, 'hanging-up'):
            with self.subTest(state):
                self.bring_to(state)
                took = self.kill_daemon(limit=LIMIT + START if state == 'dialing' else LIMIT)
                print(f'{state} {took:.1f} s', end=', ', flush=True)
                self.assert_all_cleared()
                self.set_quirk('')
                call = self.last_call()
                self.assertEqual((call['reason'], call['reached']),
                                 ('interrupted', 'online' if state == 'hanging-up' else state))
                self.assertIsNotNone(call['ended'])
        self.check_pppd_stopped()

    def check_pppd_stopped(self):
        """The next call works, also if its pppd does not answer any more."""
        self.dial_to('online')
        self.ping()
        os.kill(self.list_our_pppds()[0], signal.SIGSTOP)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_all_cleared()

    def test_dialed_while_it_is_hung_up(self):
        """The modem is in use for that, but nobody is refused for it."""
        self.set_quirk('no-dtr')
        self.dial_to('online')
        self.assertEqual(list_names(MARKS), [f"{self.session()['modem']}.call"])
        os.kill(daemon_pid(), signal.SIGKILL)
        self.assert_next_call_works()
        self.assertEqual([call['reason'] for call in self.ask('history', '--last', '2')['calls']],
                         ['interrupted', 'user'])

    def test_called_again(self):
        """A profile that is to be online again after each loss of the link; once, and only if the call was online."""
        self.assertEqual(dialctl('profile', 'set', 'isp', 'redial.reconnect=yes').returncode, 0)
        self.dial_to('online')
        self.kill_daemon()
        until(lambda: [session['state'] for session in self.ask('status')['sessions']] == ['online'], 'it is online')
        self.ping()
        self.assertEqual([(call['reason'], call['cause']) for call in self.ask('history', '--last', '2')['calls']],
                         [('interrupted', 'manual'), (None, 'redial')])
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_all_cleared()
        self.dial_to('negotiating')
        self.kill_daemon()
        self.assert_next_call_works()
        self.assertEqual([(call['reason'], call['cause']) for call in self.ask('history', '--last', '2')['calls']],
                         [('interrupted', 'manual'), ('user', 'manual')])

    def test_line_that_is_stuck(self):
        """What nobody could end, the next start tries again, as soon as the modem is there."""
        self.dial_to('online')
        self.set_quirk('stuck')
        os.kill(daemon_pid(), signal.SIGKILL)
        until(lambda: self.last_call()['reason'] == 'line-stuck', 'the next daemon gives it up')
        self.assertIn('COULD NOT BE PROVEN DOWN', self.read_journal('--priority=4'))
        self.assertEqual(run('systemctl', 'stop', 'dialerd.service').returncode, 0)
        self.addCleanup(until, lambda: os.path.exists('/dev/ttyACM0'), 'the modem is back')
        self.addCleanup(self.exchange.control, 'plug', 'modem0')
        self.exchange.control('unplug', 'modem0')
        self.set_quirk('')
        until(lambda: not os.path.exists('/dev/ttyACM0'), 'the modem is gone')
        self.assertEqual(self.last_call()['reason'], 'line-stuck')
        self.assertEqual(len(list_names(MARKS)), 1)
        self.exchange.control('plug', 'modem0')
        self.assert_all_cleared()
        self.assertEqual(self.last_call()['reason'], 'interrupted')


class Watchdog(CrashCase):
    def setUp(self):
        DROP_IN.parent.mkdir(parents=True, exist_ok=True)
        DROP_IN.write_text('[Service]\nWatchdogSec=4\n', encoding='ascii')
        self.addCleanup(self.reload)
        self.addCleanup(DROP_IN.unlink)
        self.reload()
        super().setUp()

    @staticmethod
    def reload():
        run('systemctl', 'daemon-reload')
        run('systemctl', 'restart', 'dialerd.service')

    @staticmethod
    def get_patience():
        return run('systemctl', 'show', '--property=WatchdogUSec', '--value', 'dialerd.service').stdout.strip()

    def test_daemon_that_hangs(self):
        """And pppd with it, so that it can't see that."""
        until(lambda: self.get_patience() == '10min', 'an idle daemon is hardly watched')
        self.dial_to('online')
        self.assertEqual(self.get_patience(), '4s')
        os.kill(self.list_our_pppds()[0], signal.SIGSTOP)
        self.kill_daemon(signal.SIGSTOP, LIMIT + 4)
        self.assert_all_cleared()
        self.assertEqual(self.last_call()['reason'], 'interrupted')
        self.assertIn('Watchdog timeout', self.read_journal())
        self.assert_next_call_works()
