# SPDX-License-Identifier: LGPL-2.1-or-later
"""The ledger: every call is in it, whatever became of it; each user sees his own; no secret is in it."""

import csv
import io
import json
import os
import pathlib
import signal

from harness import PASSWORD, LabCase, daemon_pid, dialctl, run, until

NOBODY = 65534
STATE = pathlib.Path('/var/lib/dialer')
FILLER = STATE / 'filler'
WRONG_PASSWORD = 'not-that-one'
PIN = '86420'


def as_nobody(*words):
    return run('setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', 'dialctl', *words)


def use_small_disk(test):
    """Until the end of the test dialerd has a copy of its folder on a disk that can be filled."""
    run('systemctl', 'stop', 'dialerd.service')
    test.addCleanup(use_own_disk)
    run('cp', '-a', STATE, '/run/dialer-state')
    test.addCleanup(run, 'rm', '-r', '/run/dialer-state')
    run('mount', '-t', 'tmpfs', '-o', 'mode=0700,size=8m', 'tmpfs', STATE)
    run('sh', '-c', f'cp -a /run/dialer-state/. {STATE}')
    run('systemctl', 'start', 'dialerd.service')


def use_own_disk():
    run('systemctl', 'stop', 'dialerd.service')
    run('umount', STATE)
    run('systemctl', 'start', 'dialerd.service')


def fill_disk():
    run('sh', '-c', f'cat /dev/zero >{FILLER}')


def make_room():
    FILLER.unlink()


class History(LabCase):
    @classmethod
    def setUpClass(cls):
        """With a ledger of its own."""
        run('systemctl', 'stop', 'dialerd.service')
        for path in STATE.glob('ledger.db*'):
            path.unlink()
        super().setUpClass()

    def calls(self, *words):
        return self.ask('history', *words)['calls']

    def log(self, *words):
        answer = dialctl('--json', 'log', *words)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        lines = json.loads(answer.stdout)['lines']
        self.assertNotIn(PASSWORD, json.dumps(lines))
        self.assertNotIn(WRONG_PASSWORD, answer.stdout)
        self.assertNotIn(PIN, answer.stdout)
        return [(line['kind'], line['text']) for line in lines]

    def make_calls(self):
        """One of each end."""
        self.add_profile('5551234')
        self.add_profile('5551234', f'profile.owner={NOBODY}', f'dial.init=AT+CPIN={PIN}', name='own')
        self.assertEqual(self.dial().returncode, 0)
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.dial('isp', '--number', '5550001')
        self.dial('own')
        dialctl('secret', 'set', 'isp', input=WRONG_PASSWORD + '\n')
        self.dial()
        dialctl('secret', 'set', 'isp', input=PASSWORD + '\n')

    def kill_daemon_online(self):
        self.assertEqual(self.dial().returncode, 0)
        pid = daemon_pid()
        os.kill(pid, signal.SIGKILL)
        until(lambda: daemon_pid() not in (0, pid), 'dialerd is started again')
        self.assert_nothing_left()

    def check_rows(self):
        modem = self.ask('modem', 'list')['modems'][0]['id']
        calls = self.calls()
        self.assertEqual([call['reason'] for call in calls],
                         ['user', 'busy', 'modem-error', 'auth-failed', 'interrupted'])
        self.assertEqual([call['profile'] for call in calls], ['isp', 'isp', 'own', 'isp', 'isp'])
        self.assertEqual([call['reached'] for call in calls],
                         ['online', 'dialing', 'opening', 'authenticating', 'online'])
        first, busy, _, refused, cut = calls
        self.assertEqual((first['user'], first['user_name'], first['cause'], first['modem'], first['number']),
                         (0, 'root', 'manual', modem, '5551234'))
        self.assertEqual((first['connect_speed'], first['cost'], first['pppd_status']), (33600, None, 5))
        self.assertTrue(first['started'] <= first['online'] <= first['ended'])
        self.assertGreaterEqual(min(first['rx_bytes'], first['tx_bytes']), 84, 'a ping at least')
        self.assertEqual((busy['modem_reply'], busy['online'], busy['rx_bytes']), ('BUSY', None, None))
        self.assertTrue(refused['auth_message'])
        # The last that is known of it.
        self.assertTrue(cut['online'] <= cut['ended'])

    def check_logs(self):
        said = self.log('--call', self.calls()[0]['id'])
        self.assertEqual([text for kind, text in said if kind == 'state'],
                         ['preparing', 'opening', 'dialing', 'negotiating', 'authenticating', 'configuring', 'online',
                          'hanging-up: user', 'ended: user'])
        self.assertIn(('sent', 'ATDT5551234'), said)
        self.assertTrue([text for kind, text in said if kind == 'received' and text.startswith('CONNECT')], said)
        events = '\n'.join(text for kind, text in said if kind == 'ppp')
        for word in ('LCP is open', 'given the password', 'accepts us', 'IPCP is open'):
            self.assertIn(word, events)
        self.assertIn(('received', 'BUSY'), self.log('isp', '--call', '3'))
        self.assertIn(('sent', 'AT+CPIN=•••'), self.log('own'))
        self.log('--call', '2')
        # What is known up to the moment at which dialerd was killed.
        self.assertEqual(self.log()[-1], ('state', 'online'))
        self.assertNotIn(PIN, json.dumps(self.calls()))

    def check_files(self):
        for name in os.listdir(STATE):
            if name.startswith('ledger'):
                data = (STATE / name).read_bytes()
                self.assertEqual((STATE / name).stat().st_mode & 0o777, 0o600)
                for secret in (WRONG_PASSWORD, PIN):
                    self.assertNotIn(secret.encode(), data)

    def check_others(self):
        """nobody sees the call that was made with his profile, and no other."""
        mine = as_nobody('--json', 'history')
        self.assertEqual([call['profile'] for call in json.loads(mine.stdout)['calls']], ['own'], mine.stderr)
        totals = as_nobody('--json', 'history', '--totals', 'profile')
        self.assertEqual([row['profile'] for row in json.loads(totals.stdout)['totals']], ['own'])
        self.assertEqual(as_nobody('log').returncode, 0)
        self.assertEqual(as_nobody('history', '--all').returncode, 3)
        self.assertEqual(as_nobody('log', '--call', self.calls()[0]['id']).returncode, 3)

    def check_questions(self):
        month, = self.ask('history', '--totals', 'month')['totals']
        self.assertEqual((month['calls'], month['connected']), (5, 2))
        self.assertEqual(len(self.calls('isp', '--last', '2')), 2)
        self.assertEqual(len(self.calls('--since', '1h')), 5)
        self.assertEqual(self.calls('--until', 'yesterday'), [])
        rows = list(csv.DictReader(io.StringIO(dialctl('history', '--csv').stdout)))
        self.assertEqual([row['reason'] for row in rows][:2], ['user', 'busy'])

    def test_calls(self):
        self.make_calls()
        self.kill_daemon_online()
        self.check_rows()
        self.check_logs()
        self.check_files()
        self.check_others()
        self.check_questions()

    def test_line_quality(self):
        """As makers tell it; and a modem that knows no such command does no harm."""
        self.add_profile('5551234')
        for command, tells in (('AT&V1', 'LAPM, V42Bis, 33600 bit/s in, 33600 bit/s out, 2 retrains'),
                               ('ATI6', 'LAPM, V42BIS, 33600 bit/s in, 33600 bit/s out, 2 retrains'),
                               ('ATI11', 'V.34, LAPM, V42bis, 33600 bit/s in, 33600 bit/s out, 2 retrains'),
                               ('AT+NONE', None)):
            with self.subTest(command):
                self.assertEqual(self.dial('isp', f'line.diagnostics={command}').returncode, 0)
                self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
                said = self.log('isp')
                self.assertIn(('sent', command), said)
                self.assertEqual([text for kind, text in said if text.startswith('line quality')],
                                 [f'line quality: {tells}'] if tells else [])
                self.assert_nothing_left()

    def test_full_disk(self):
        self.add_profile('5551234')
        use_small_disk(self)
        fill_disk()

        self.assertEqual(self.dial().returncode, 0)
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertIn('could not be written', dialctl('history').stderr)
        make_room()
        self.dial('isp', '--number', '5550001')
        # With what came next, what was kept back is written.
        self.assertEqual([call['reason'] for call in self.calls()[-2:]], ['user', 'busy'])
        self.assertEqual(self.log('--call', '2')[-1], ('state', 'ended: user'))
