# SPDX-License-Identifier: LGPL-2.1-or-later
"""Everything that can befall stored secrets: each has its own error, and nothing that is kept is lost."""

import os
import pathlib

from harness import PASSWORD, LabCase, dialctl, run

FAILED, LOGIN = 1, 6
STATE = pathlib.Path('/var/lib/dialer')
KEYRING = STATE / 'secrets.keyring'
KEY = STATE / 'keyring-key.cred'
ERROR = 'org.dialctl.Dialer1.Error.'
NEW_KEY = 'head -c 48 /dev/urandom | base64 -w0 | systemd-creds encrypt --name=keyring-key - '
SMALL = '/run/small'
SMALL_DISK = f"""mkdir -p {SMALL} && mount -t tmpfs -o size=256k,mode=0700 small {SMALL} &&
    cp -a {STATE}/. {SMALL} && mount --bind {SMALL} {STATE}"""


class Keyring(LabCase):
    def setUp(self):
        self.add_profile('5551238')
        self.addCleanup(self.restart, lambda: [path.unlink() for path in STATE.glob('*key*') if path.is_file()])

    def restart(self, change):
        """Changes something behind dialerd's back."""
        run('systemctl', 'stop', 'dialerd.service', 'dialerd-key.service')
        change()
        run('systemctl', 'reset-failed', 'dialerd.service', 'dialerd-key.service')
        self.assertEqual(dialctl('status').returncode, 0)

    def assert_unusable(self, error, word):
        """Who needs a stored secret is told why there is none, and what to do."""
        before = KEYRING.read_bytes()
        answer = run('gdbus', 'call', '--system', '--dest', 'org.dialctl.Dialer1', '--object-path', self.path_of_isp(),
                     '--method', 'org.dialctl.Dialer1.Profile.ListSecrets')
        self.assertIn(ERROR + error + ':', answer.stderr)
        for words in (('list', 'isp'), ('set', 'isp'), ('clear', 'isp')):
            answer = dialctl('secret', *words, input='other\n')
            self.assertEqual(answer.returncode, FAILED, answer.stderr)
            self.assertIn(word, answer.stderr)
            self.assertIn('dialctl secret reset', answer.stderr)
        call = self.dial_and_fail('secret-locked', LOGIN)
        self.assertIn(word, call['detail'])
        self.assertEqual(KEYRING.read_bytes(), before)

    @staticmethod
    def path_of_isp():
        file = next(path for path in (STATE / 'profiles').iterdir() if 'name=isp\n' in path.read_text())
        return '/org/dialctl/Dialer1/Profile/' + file.stem.replace('-', '_')

    def assert_begun_anew(self):
        answer = dialctl('secret', 'reset')
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(dialctl('secret', 'set', 'isp', input=PASSWORD + '\n').returncode, 0)
        self.assertEqual(self.dial().returncode, 0)
        dialctl('hangup', 'isp')
        return answer.stdout

    def test_damaged(self):
        self.add_profile('5551237', 'secret.password=none', name='open', password=None, user=None)
        self.assertIn('nothing wrong', dialctl('secret', 'reset').stderr)
        self.restart(lambda: KEYRING.write_bytes(b'nonsense'))
        self.assert_unusable('SecretsDamaged', 'is damaged')
        self.assertEqual(self.dial('open').returncode, 0)
        self.assertIn('hangs up', dialctl('secret', 'reset').stderr)
        self.assertEqual(self.session()['state'], 'online')
        dialctl('hangup', 'open')
        kept = STATE / 'secrets.keyring.set-aside-1'
        self.assertIn(str(kept), self.assert_begun_anew())
        self.assertEqual(kept.read_bytes(), b'nonsense')

    def test_another_key(self):
        own = KEY.read_bytes()
        self.restart(lambda: run('sh', '-c', NEW_KEY + str(KEY)))
        self.assert_unusable('SecretsWrongKey', 'another key')
        self.restart(lambda: KEY.write_bytes(own))
        self.assertEqual(self.dial().returncode, 0)

    def test_no_key(self):
        self.restart(lambda: KEY.write_bytes(b'x'))
        self.assert_unusable('SecretsLocked', 'no key')
        self.assert_begun_anew()
        self.assertEqual((STATE / 'keyring-key.cred.old').read_bytes(), b'x')
        self.assertTrue((STATE / 'secrets.keyring.set-aside-1').exists())

    def test_full_disk(self):
        self.restart(lambda: run('sh', '-c', SMALL_DISK))
        self.addCleanup(self.restart, lambda: run('umount', STATE, SMALL))
        filler = STATE / 'filler'
        with open(filler, 'wb', buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        for words in (('secret', 'set', 'isp'), ('profile', 'set', 'isp', 'profile.note=' + 'x' * 9000)):
            answer = dialctl(*words, input='other\n')
            self.assertEqual(answer.returncode, FAILED, answer.stderr)
            self.assertIn('no space is left', answer.stderr)
            self.assertIn('Make room', answer.stderr)
        self.assertEqual(self.dial().returncode, 0, 'the old password is gone')
        dialctl('hangup', 'isp')
        filler.unlink()
        self.assertEqual(dialctl('secret', 'set', 'isp', input=PASSWORD + '\n').returncode, 0)
        self.restart(lambda: os.sync())
        self.assertEqual(self.dial().returncode, 0)
