# SPDX-License-Identifier: LGPL-2.1-or-later
"""Somebody logs in by hand, once; from then on dialerd does it."""

import json
import os
import signal

import test_secrets
from harness import LabCase, Terminal, dialctl, run

HOST = '5551230'
SECRET = test_secrets.SECRET
SCRIPT = "expect 'login:'\nsend $user\nexpect 'Password:'\nsend $password\nppp"


class LearnCase(LabCase):
    def log_in(self, terminal, password=SECRET):
        """The host waits for the first word of PPP."""
        terminal.type('joe\r')
        terminal.wait_for('Password: ')
        terminal.type(f'{password}\r')
        terminal.wait_for('Entering PPP mode')
        terminal.type('\x1dp')

    def store(self, terminal):
        terminal.wait_for(r'Store this as the login script of isp\? \[Y/n\] ')
        terminal.type('\n')
        self.assertEqual(terminal.finish(), 0, terminal.output)
        self.assertIn('It got online, and is hung up again.', terminal.output)
        self.assert_nothing_left()
        return self.ask('profile', 'show', 'isp')['settings']

    def check_script(self):
        """What was learned does it alone."""
        self.assertEqual(dialctl('secret', 'set', 'isp', input=SECRET + '\n').returncode, 0)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()


class Learn(LearnCase):
    def begin(self, number=HOST, *words, user='joe'):
        self.add_profile(number, user=user, password='')
        terminal = Terminal('dialctl', 'learn', 'isp', *words)
        self.addCleanup(terminal.close)
        terminal.wait_for('You are connected')
        terminal.wait_for('login: ')
        return terminal

    def test_learned(self):
        terminal = self.begin(user='')
        self.log_in(terminal)
        login = self.store(terminal)
        self.assertEqual(login['login']['script'], SCRIPT)
        self.assertEqual(login['login']['method'], 'script')
        self.assertEqual(login['ppp']['user'], 'joe')
        self.check_script()

    def test_password_is_nowhere(self):
        """Although hosts give it back: not in the script, the profile, the log, the journal or a file."""
        for number in ('5551231', '5551232'):
            terminal = self.begin(number)
            self.log_in(terminal)
            login = self.store(terminal)
            self.assertEqual(login['login']['script'], SCRIPT)
            self.assertEqual(test_secrets.find_in_folders(), [])
            for text in (json.dumps(login), dialctl('log', 'isp').stdout,
                         run('journalctl', '-b', '-o', 'export', '--all', errors='replace').stdout):
                self.assertNotIn(SECRET, text)
            self.doCleanups()

    def test_marked(self):
        """A code that is good for once is asked for at each call."""
        terminal = self.begin()
        self.log_in(terminal, '\x1dc271828')
        login = self.store(terminal)
        self.assertEqual(login['login']['script'], SCRIPT.replace('$password', "ask 'Password:'"))
        dialctl('profile', 'set', 'isp', 'secret.password=none')
        terminal = Terminal('dialctl', 'dial', 'isp')
        self.addCleanup(terminal.close)
        terminal.wait_for('isp asks: Password:')
        terminal.type('314159\n')
        terminal.wait_for('online')
        self.assertEqual(terminal.finish(), 0, terminal.output)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)

    def test_given_up(self):
        terminal = self.begin()
        terminal.type('\x1dq')
        self.assertEqual(terminal.finish(), 1, terminal.output)
        self.assert_ended('user')
        self.assert_nothing_left()
        self.assertNotIn('login', self.ask('profile', 'show', 'isp')['settings'])

    def test_killed(self):
        terminal = self.begin()
        os.kill(terminal.pid, signal.SIGKILL)
        self.assert_ended('owner-gone')
        self.assert_nothing_left()

    def test_carrier_lost(self):
        terminal = self.begin()
        self.exchange.control('drop', 'modem0')
        self.assertEqual(terminal.finish(), 5, terminal.output)
        self.assert_ended('carrier-lost')
        self.assert_nothing_left()

    def test_dry_run(self):
        terminal = self.begin(HOST, '--dry-run', '--json')
        self.log_in(terminal)
        self.assertEqual(terminal.finish(), 0, terminal.output)
        result = json.loads(terminal.output.rstrip().split('\n')[-1])
        self.assertEqual(result, {'profile': 'isp', 'script': SCRIPT, 'user': None, 'stored': False})
        self.assertNotIn('login', self.ask('profile', 'show', 'isp')['settings'])


class Cable(LearnCase):
    """A host on a null-modem cable, which has greeted long before anybody listened."""

    modems = ('pty:@/cable,name=cable,line=login',)

    @classmethod
    def list_devices(cls):
        return []

    def assert_idle(self, modem='cable'):
        """The host is there again at once, and never idle."""

    def test_learned(self):
        self.add_modem(self.exchange.device('cable'), 'kind=direct')
        self.assertNotIn('typed', self.exchange.events())  # the host is told nothing by that
        self.add_profile(None, user=None, password='')
        terminal = Terminal('dialctl', 'learn', 'isp')
        self.addCleanup(terminal.close)
        terminal.wait_for('You are connected')
        terminal.type('\r')
        terminal.wait_for('login: ')
        self.log_in(terminal)
        script = self.store(terminal)['login']['script']
        # Nobody asked for the empty line: as long as it took to be typed, it will be waited for.
        self.assertRegex(script, r"^(pause \d+\n)?send ''\n")
        self.assertTrue(script.endswith(SCRIPT), script)
        self.check_script()
