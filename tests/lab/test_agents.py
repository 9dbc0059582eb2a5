# SPDX-License-Identifier: LGPL-2.1-or-later
"""Passwords from whoever dials: typed on a terminal, or out of a keyring; with real users, sessions and keyrings."""

import pathlib
import pwd
import select
import subprocess

import test_polkit
import test_secrets
from harness import LabCase, Lines, Terminal, dialctl, run

SECRET = test_secrets.SECRET  # of joe at PAP
PAP = 'dial.numbers=5551239'
# At the seat; it takes seconds to begin, so that most tests do without, and with a rule of polkit's instead.
SESSION = ['systemd-run', '--quiet', '--wait', '--pty', '--collect', '-p', 'PAMName=dialer-lab', '-p', 'User=alice',
           '-E', 'XDG_SEAT=seat0', '-E', 'XDG_VTNR=1', '-E', 'XDG_SESSION_TYPE=tty']
RULE = """polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.dialctl.dialer1.dial") == 0 && ["alice", "bob"].indexOf(subject.user) >= 0 &&
        action.id != "org.dialctl.dialer1.dial-any")
        return polkit.Result.YES;
});
"""
DONE, FAILED, USAGE, LOGIN = 0, 1, 2, 6

# On a session bus: a keyring with this password, and commands of dialctl.
KEYRING = """
printf %s "$1" | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 99
shift
exec sh -c "$1"
"""


def as_user(user):
    return ['setpriv', '--reuid', user, '--regid', user, '--clear-groups', '--reset-env']


class Agents(LabCase):
    @classmethod
    def setUpClass(cls):
        pathlib.Path('/etc/pam.d/dialer-lab').write_text(test_polkit.PAM_SERVICE, encoding='ascii')
        rule = pathlib.Path('/etc/polkit-1/rules.d/10-dialer-lab.rules')
        rule.write_text(RULE, encoding='ascii')
        rule.chmod(0o644)
        cls.addClassCleanup(rule.unlink)
        for user in test_polkit.USERS:
            if user not in [entry.pw_name for entry in pwd.getpwall()]:
                run('useradd', '--create-home', user)
        super().setUpClass()

    def tearDown(self):
        dialctl('hangup', '--all')
        for profile in self.ask('profile', 'list')['profiles']:
            dialctl('profile', 'remove', profile['id'])

    def check(self, expected, user, *words, **options):
        answer = run(*as_user(user), *words, **options)
        self.assertEqual(answer.returncode, expected, f'{words}: {answer.stdout}{answer.stderr}')
        return answer

    def add_profile_of_alice(self, *settings):
        uid = pwd.getpwnam('alice').pw_uid
        added = dialctl('profile', 'add', 'mine', PAP, 'ppp.user=joe', f'profile.owner={uid}', *settings)
        self.assertEqual(added.returncode, 0, added.stderr)

    def terminal(self, *words):
        terminal = Terminal(*words)
        self.addCleanup(terminal.close)
        return terminal

    def dial_as(self, user):
        return self.terminal(*as_user(user), 'dialctl', 'dial', 'mine')

    def dial_and_type(self, text, status, prompt='password of mine:', prefix=()):
        """Alice dials on a terminal; nothing has touched the modem when she is asked."""
        before = self.exchange.control('count', 'modem0').stdout
        terminal = self.terminal(*(prefix or as_user('alice')), 'dialctl', 'dial', 'mine')
        terminal.wait_for(prompt)
        self.assertEqual(self.session()['state'], 'preparing')
        self.assertEqual(self.exchange.control('count', 'modem0').stdout, before)
        terminal.type(text)
        self.assertEqual(terminal.finish(), status, terminal.output)
        return terminal.output

    def last_reason(self):
        return self.ask('profile', 'show', 'mine')['last_call']['reason']

    def test_asked_on_the_terminal(self):
        self.add_profile_of_alice('secret.password=ask')
        self.check(USAGE, 'alice', 'dialctl', 'secret', 'set', 'mine', input='never\n')
        self.dial_and_type('\x04', FAILED)
        self.assertEqual(self.last_reason(), 'cancelled')
        self.dial_and_type('wrong\n', LOGIN)
        self.assertEqual(self.last_reason(), 'auth-failed')
        output = self.dial_and_type('\x03', FAILED, r'password of mine \(the last one was refused\):')
        self.assertIn('hung up', output)
        self.assert_nothing_left()
        # Nobody at a terminal, nobody to ask.
        self.check(LOGIN, 'alice', 'dialctl', 'dial', 'mine', stdin=subprocess.DEVNULL)
        self.assertEqual(self.last_reason(), 'no-secret')

    def test_hung_up_while_it_is_asked(self):
        self.add_profile_of_alice('secret.password=ask')
        terminal = self.dial_as('alice')
        terminal.wait_for('password of mine:')
        self.assertEqual(dialctl('hangup', 'mine').returncode, 0)
        self.assertEqual(terminal.finish(), FAILED, terminal.output)
        self.assertEqual(self.last_reason(), 'user')

    def test_leaves_no_trace(self):
        bus = Lines('busctl', 'monitor', '--system', stderr=subprocess.STDOUT)
        self.addCleanup(bus.close)
        bus.wait_for('^Monitoring bus message stream')
        spy = run('setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', 'busctl', 'monitor',
                  '--system')
        self.assertNotEqual(spy.returncode, 0)
        self.assertNotIn('Member=', spy.stdout)
        watch = test_secrets.Watch()
        watch.start()
        self.add_profile_of_alice('secret.password=ask', 'ppp.options=debug')
        output = self.dial_and_type(SECRET + '\n', DONE, prefix=SESSION)
        found = watch.stop() | test_secrets.find_in_processes()
        self.assertEqual(found, set())
        self.assertEqual(test_secrets.find_in_folders(), [])
        self.assertNotIn(SECRET, output + dialctl('--json', 'profile', 'show', 'mine').stdout)
        self.assertEqual(dialctl('hangup', 'mine').returncode, 0)
        journal = run('journalctl', '--output=export', '--all', errors='replace').stdout
        self.assertIn('AuthReq', journal)
        self.assertNotIn(SECRET, journal)
        bus.wait_for('Member=Hangup')
        self.assertTrue(bus.find('Member=GetSecret'), 'the bus was not watched')
        self.assertFalse(any(SECRET in line for line in bus.seen))

    def with_keyring(self, password, commands, expected=DONE):
        return self.check(expected, 'alice', 'dbus-run-session', '--', 'sh', '-c', KEYRING, 'sh', password, commands,
                          stdin=subprocess.DEVNULL)

    def test_from_the_keyring(self):
        self.add_profile_of_alice('secret.password=agent')
        answer = self.with_keyring('open', f"""
            echo {SECRET} | dialctl secret set mine || exit
            dialctl --json secret list mine && dialctl dial mine && dialctl hangup mine""")
        self.assertIn('"keyring":["password"]', answer.stdout)
        self.assertIn('"names":[]', answer.stdout)
        self.assertIn('online: ppp0', answer.stdout)
        self.assert_nothing_left()
        # It is there, but with another password the keyring stays locked.
        self.with_keyring('shut', 'dialctl dial mine', LOGIN)
        self.assertEqual(self.last_reason(), 'secret-locked')

    def test_only_the_owner_is_asked(self):
        self.add_profile_of_alice('secret.password=ask', 'profile.users=bob')
        bobs = Lines(*as_user('bob'), 'dialctl', '--json', 'agent', stdin=subprocess.DEVNULL)
        self.addCleanup(bobs.close)
        bobs.wait_for('"ready"')
        terminal = self.dial_as('bob')
        self.assertEqual(terminal.finish(), LOGIN, terminal.output)
        self.assertIn('no agent of its owner', terminal.output)
        self.assertNotIn('password of mine:', terminal.output)
        alices = self.terminal(*as_user('alice'), 'dialctl', 'agent')
        alices.wait_for('Answering')
        terminal = self.dial_as('bob')
        alices.wait_for('password of mine:')
        alices.type(SECRET + '\n')
        alices.wait_for('password of mine: handed over')
        self.assertEqual(terminal.finish(), DONE, terminal.output)
        self.assertFalse(select.select([bobs.process.stdout], [], [], 0)[0], bobs.seen)
        self.check_agent_is_closed_to('bob')
        alices.type('\x03')
        self.assertEqual(alices.finish(), DONE)
        bobs.process.terminate()
        self.assertEqual(bobs.finish()[0], DONE)
        self.assertEqual(len(bobs.seen), 1, bobs.seen)

    def check_agent_is_closed_to(self, user):
        """The bus lets no other user call an agent, whoever's it is."""
        names = run('busctl', '--system', '--no-legend', 'list').stdout.splitlines()
        agents = [line.split()[0] for line in names if 'dialctl' in line and line.startswith(':')]
        self.assertEqual(len(agents), 2, names)
        profile = self.ask('profile', 'show', 'mine')['id'].replace('-', '_')
        for name in agents:
            answer = self.check(FAILED, user, 'busctl', '--system', 'call', name, '/org/dialctl/Dialer1/Agent',
                                'org.dialctl.Dialer1.Agent', 'GetSecret', 'osu',
                                f'/org/dialctl/Dialer1/Profile/{profile}', 'password', '1')
            self.assertRegex(answer.stderr, 'Access denied|AccessDenied|not allowed')
