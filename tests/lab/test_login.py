# SPDX-License-Identifier: LGPL-2.1-or-later
"""A host that wants to be told in text who calls, before it speaks PPP."""

import json

import test_secrets
from harness import LabCase, Terminal, dialctl, run

HOST = '5551230'
SECRET = test_secrets.SECRET
SCRIPT = 'expect ogin:\nsend $user\nexpect word:\nsend $password\nppp'


class Login(LabCase):
    def check_online(self):
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.assertIn('login', answer.stdout)
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()

    def test_prompts_are_answered(self):
        self.add_profile(HOST, 'login.method=auto')
        self.check_online()

    def test_script(self):
        self.add_profile(HOST, 'login.method=script', f'login.script={SCRIPT}')
        self.check_online()
        dialctl('profile', 'set', 'isp', 'login.script=expect "no such prompt" timeout 3')
        call = self.dial_and_fail('login-timeout', 7)
        self.assertIn('login:', call['detail'])

    def test_log(self):
        """The dialogue is in the call's log, and the password nowhere, though hosts give it back."""
        self.add_profile('5551231', 'login.method=script', f'login.script={SCRIPT}', password=SECRET)
        said = [('received', 'login:'), ('sent', 'joe'), ('received', 'joe'), ('received', 'Password:'),
                ('sent', '$password'), ('received', '•••'), ('received', 'Entering PPP mode.')]
        for number, method in (('5551231', 'login.method=auto'), ('5551232', 'login.method=script')):
            dialctl('profile', 'set', 'isp', f'dial.numbers={number}', method)
            self.check_online()
            log = dialctl('--json', 'log', 'isp').stdout
            lines = [(line['kind'], line['text']) for line in json.loads(log)['lines']]
            begin = lines.index(said[0])
            # By script PPP begins at once, and what the host says then is not heard.
            expected = said if method == 'login.method=auto' else said[:5]
            self.assertEqual(lines[begin:begin + len(expected)], expected)
            for text in (log, dialctl('log', 'isp').stdout, run('journalctl', '-b', '-o', 'export', '--all',
                                                                errors='replace').stdout):
                self.assertNotIn(SECRET, text)
        dialctl('profile', 'set', 'isp', f'login.script={SCRIPT[:-3]}expect "no such prompt" timeout 2')
        call = self.dial_and_fail('login-timeout', 7)
        self.assertIn('Entering PPP mode.', call['detail'])
        log = dialctl('log', 'isp').stdout
        self.assertRegex(log, '← •••\n')
        self.assertEqual(test_secrets.find_in_folders(), [])

    def test_host_that_speaks_ppp_at_once(self):
        self.add_profile('5551234', 'login.method=auto')
        self.check_online()

    def test_code_is_asked_for_in_mid_login(self):
        """On the terminal of who dials; what is typed is shown nowhere."""
        self.add_profile(HOST, 'login.method=script',
                         'login.script=expect ogin:\nsend $user\nexpect word:\nsend ask "Code of the token?"')
        terminal = Terminal('dialctl', 'dial', 'isp')
        self.addCleanup(terminal.close)
        terminal.wait_for('Code of the token')
        terminal.type('271828\n')
        terminal.wait_for('online')
        self.assertEqual(terminal.finish(), 0, terminal.output)
        self.assertNotIn('271828', terminal.output)
        self.assertNotIn('271828', dialctl('log').stdout)
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
