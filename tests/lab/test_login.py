# SPDX-License-Identifier: LGPL-2.1-or-later
"""A host that wants to be told in text who calls, before it speaks PPP."""

from harness import LabCase, Terminal, dialctl

HOST = '5551230'
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
