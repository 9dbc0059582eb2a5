# SPDX-License-Identifier: LGPL-2.1-or-later
"""A host that wants to be told in text who calls, before it speaks PPP."""

import json
import os
import signal

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


class StepByStep(LabCase):
    """dialctl dial --step: its user goes through the login with dialerd."""

    def begin(self, *settings, number=HOST, password=SECRET):
        self.add_profile(number, *settings, password=password)
        terminal = Terminal('dialctl', 'dial', 'isp', '--step')
        self.addCleanup(terminal.close)
        return terminal

    def do(self, terminal, step, keys='\n'):
        """Waits until the step is offered, and says what is done."""
        terminal.wait_for(rf'(→|->) {step} \? $')
        terminal.type(keys)

    def check_online(self, terminal):
        terminal.wait_for('online: ppp0')
        self.assertEqual(terminal.finish(), 0, terminal.output)
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()

    def test_script(self):
        """What would be sent is shown by its name; what does not come is skipped; the login goes on."""
        terminal = self.begin('login.method=script', 'login.script=expect ogin:\nsend nobody\n'
                              'expect "no such" timeout 1\nexpect word:\nsend $password',
                              number='5551231', password='secret')
        self.do(terminal, r'expect ogin: .*')
        self.do(terminal, 'send nobody', 't joe\n')
        terminal.wait_for('Password:')
        self.do(terminal, 'expect "no such" timeout 1 .*')
        terminal.wait_for('"no such" did not come')
        self.do(terminal, 'expect "no such" timeout 1 .*', 's\n')
        self.do(terminal, 'expect word: .*')
        self.do(terminal, r'send \$password')
        terminal.wait_for('•••')  # the host gives it back
        self.do(terminal, 'ppp')
        self.check_online(terminal)
        self.assertIn(('sent', '$password'), [(line['kind'], line['text'])
                                              for line in json.loads(dialctl('--json', 'log', 'isp').stdout)['lines']])

    def test_prompts(self):
        terminal = self.begin('login.method=auto', password='secret')
        self.do(terminal, r'send \$user')
        self.do(terminal, r'send \$password', 'h\n')
        terminal.wait_for('to be sent: ')
        terminal.type('secret\n')
        self.do(terminal, 'ppp')  # the host waits for its first word
        self.check_online(terminal)
        self.assertNotIn('secret', terminal.output)
        self.assertNotIn('secret', dialctl('log', 'isp').stdout)

    def test_given_up(self):
        terminal = self.begin('login.method=auto')
        self.do(terminal, r'send \$user', 'q\n')
        self.assertEqual(terminal.finish(), 1, terminal.output)
        self.assert_ended('user')
        self.assert_nothing_left()

    def test_killed(self):
        """Who dies with the login in his hand leaves no call behind."""
        terminal = self.begin('login.method=script', f'login.script={SCRIPT}')
        terminal.wait_for('expect ogin: .*')
        os.kill(terminal.pid, signal.SIGKILL)
        self.assert_ended('owner-gone')
        self.assert_nothing_left()

    def test_carrier_lost(self):
        """It is noticed at once, not only when the time for a prompt, or the person's, is over."""
        terminal = self.begin('login.method=script', f'login.script={SCRIPT}', 'login.timeout=300')
        self.do(terminal, r'expect ogin: .*')
        terminal.wait_for(r'send \$user')
        self.exchange.control('drop', 'modem0')
        self.assertEqual(terminal.finish(), 5, terminal.output)
        self.assert_ended('carrier-lost')
        self.assert_nothing_left()

    def test_no_terminal(self):
        self.add_profile(HOST, 'login.method=auto')
        answer = self.dial('isp', '--step')
        self.assertEqual(answer.returncode, 2, answer.stderr)
        self.assertIn('terminal', answer.stderr)

    def test_no_login(self):
        terminal = self.begin()
        self.assertEqual(terminal.finish(), 2, terminal.output)
        self.assertIn('login.method is none', terminal.output)
