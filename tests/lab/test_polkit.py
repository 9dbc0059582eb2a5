# SPDX-License-Identifier: LGPL-2.1-or-later
"""Who may do what, with the real polkit and real sessions of logind."""

import pathlib
import pwd

from harness import PASSWORD, LabCase, dialctl, run

DONE, USAGE, NOT_AUTHORIZED, NOT_FOUND = 0, 2, 3, 4
USERS = ('alice', 'bob')
# Nothing but a session: who has one has proven who he is already.
PAM_SERVICE = 'account required pam_permit.so\nsession required pam_systemd.so\n'


class Polkit(LabCase):
    @classmethod
    def setUpClass(cls):
        pathlib.Path('/etc/pam.d/dialer-lab').write_text(PAM_SERVICE, encoding='ascii')
        for user in USERS:
            if user not in [entry.pw_name for entry in pwd.getpwall()]:
                run('useradd', '--create-home', user)
        super().setUpClass()

    def tearDown(self):
        dialctl('hangup', '--all')
        for profile in self.ask('profile', 'list')['profiles']:
            dialctl('profile', 'remove', profile['id'])

    @staticmethod
    def as_user(user, *command, at_seat=True, **options):
        """Runs a command in a session of a user: at the machine's seat and in front, or from elsewhere."""
        words = ['systemd-run', '--quiet', '--wait', '--pipe', '--collect', '-p', 'PAMName=dialer-lab', '-p',
                 f'User={user}']
        if at_seat:
            words += ['-E', 'XDG_SEAT=seat0', '-E', 'XDG_VTNR=1', '-E', 'XDG_SESSION_TYPE=tty']
        return run(*words, *command, **options)

    def dialctl_as(self, user, *words, **options):
        return self.as_user(user, 'dialctl', *words, **options)

    def check(self, expected, user, *words, **options):
        answer = self.dialctl_as(user, *words, **options)
        self.assertEqual(answer.returncode, expected, f'{words}: {answer.stdout}{answer.stderr}')
        return answer

    def add_profile_of(self, user, *settings):
        self.check(DONE, user, 'profile', 'add', 'mine', 'dial.numbers=5551234', 'ppp.user=joe', *settings)
        self.check(DONE, user, 'secret', 'set', 'mine', input=PASSWORD + '\n')

    def test_local_active_user_dials_and_hangs_up(self):
        self.add_profile_of('alice')
        answer = self.check(DONE, 'alice', 'dial', 'mine', '--no-wait')
        self.assertIn('mine', answer.stdout)
        # The session of logind has ended, and with it whoever asked: the call goes on as asked with --no-wait.
        self.exchange.wait('modem0', 'ppp')
        self.check(DONE, 'alice', 'hangup', 'mine')
        self.assert_nothing_left()

    def test_waiting_for_the_call(self):
        self.add_profile_of('alice')
        self.check(DONE, 'alice', 'dial', 'mine')
        self.ping()
        self.check(DONE, 'alice', 'hangup')
        self.assert_nothing_left()

    def test_remote_user_needs_an_administrator(self):
        answer = self.check(NOT_AUTHORIZED, 'alice', 'profile', 'add', 'mine', 'dial.numbers=1', at_seat=False)
        self.assertIn('sudo', answer.stderr)
        self.add_profile_of('alice')
        before = self.exchange.control('count', 'modem0').stdout
        self.check(NOT_AUTHORIZED, 'alice', 'dial', 'mine', at_seat=False)
        self.check(NOT_AUTHORIZED, 'alice', 'secret', 'set', 'mine', at_seat=False, input='other\n')
        self.assertEqual(self.exchange.control('count', 'modem0').stdout, before)

    def test_nobody_is_refused(self):
        self.add_profile('5551234')
        for words in (['dial', 'isp'], ['hangup', 'isp'], ['profile', 'show', 'isp'], ['profile', 'remove', 'isp'],
                      ['secret', 'clear', 'isp'], ['modem', 'remove', 'ttyACM0'], ['modem', 'test', 'ttyACM0']):
            answer = run('setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', 'dialctl', *words)
            expected = NOT_FOUND if words[0] == 'hangup' else NOT_AUTHORIZED
            self.assertEqual(answer.returncode, expected, f'{words}: {answer.stdout}{answer.stderr}')

    def test_status_is_for_all(self):
        answer = run('setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', 'dialctl')
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def test_another_users_profile(self):
        self.add_profile_of('alice')
        for words in (['dial', 'mine'], ['profile', 'show', 'mine'], ['secret', 'list', 'mine'],
                      ['profile', 'set', 'mine', 'dial.numbers=0190666'], ['profile', 'remove', 'mine']):
            self.check(NOT_AUTHORIZED, 'bob', *words)

    def test_whom_the_owner_lets_dial(self):
        self.add_profile_of('alice', 'profile.users=bob')
        for word in ('--number=5550001', 'dial.numbers=5550001'):
            self.check(NOT_AUTHORIZED, 'bob', 'dial', 'mine', word)
        self.check(DONE, 'bob', 'dial', 'mine')
        self.ping()
        self.check(NOT_AUTHORIZED, 'bob', 'profile', 'show', 'mine')
        self.check(DONE, 'bob', 'hangup', 'mine')
        self.assert_nothing_left()

    def test_somebody_elses_session(self):
        self.add_profile('5551234')
        self.assertEqual(self.dial().returncode, 0)
        self.check(NOT_AUTHORIZED, 'bob', 'hangup', 'isp')
        self.assertEqual(self.session()['state'], 'online')

    def test_what_runs_as_root_is_for_administrators(self):
        self.add_profile_of('alice', 'ppp.options=novj lcp-restart 2')
        for setting in ('ppp.options=novj debug', 'hooks.connected=/bin/true'):
            answer = self.check(NOT_AUTHORIZED, 'alice', 'profile', 'set', 'mine', setting)
            self.assertRegex(answer.stderr, 'debug|hooks')
            self.check(NOT_AUTHORIZED, 'alice', 'dial', 'mine', setting)
        # Not even root: the call would not be what dialer says it is.
        for word in ('persist', 'show-password', 'plugin passwordfd.so', 'call isp'):
            answer = dialctl('profile', 'set', 'mine', f'ppp.options=debug {word}')
            self.assertEqual(answer.returncode, USAGE, answer.stderr)
            self.assertIn(word.split()[0], answer.stderr)
        self.assertEqual(self.dial('mine').returncode, 0, 'pppd does not know what everybody may say')
        dialctl('hangup', 'mine')
        self.check(NOT_AUTHORIZED, 'alice', 'modem', 'add', '/dev/ttyS0')

    def test_undeclared_methods_and_properties(self):
        manager = ('org.dialctl.Dialer1', '/org/dialctl/Dialer1')
        unknown = run('busctl', 'call', *manager, 'org.dialctl.Dialer1.Manager', 'FormatDisk')
        self.assertNotEqual(unknown.returncode, 0)
        written = run('busctl', 'set-property', *manager, 'org.dialctl.Dialer1.Manager', 'Version', 's', 'mine')
        self.assertNotEqual(written.returncode, 0)
        self.assertNotEqual(self.ask('status')['version'], 'mine')
