# SPDX-License-Identifier: LGPL-2.1-or-later
"""Who comes from wvdial: the same file, the same modem, the same provider."""

import os
import pathlib
import signal
import subprocess
import sys

from harness import HERE, PATIENCE, PEER_ADDRESS, LabCase, Lines, dialctl, run, until

sys.path.insert(0, str(HERE.parent / 'bench'))

from callers import Wvdial  # noqa: E402

SECRET = 'correct-horse-battery-staple'
FILE = '/run/lab-wvdial.conf'
# wvdial may write the password into pap-secrets; that is taken away before they are searched.
FOLDERS = ('/run/dialer', '/var/lib/dialer', '/etc/ppp', '/etc/dialer', '/var/log')
CONFIG = f"""[Dialer Defaults]
Modem = /dev/ttyACM0
Baud = 115200
Init1 = ATZ
Init2 = ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0
New PPPD = yes
Username = joe
Auto Reconnect = off
Check DNS = no
Stupid Mode = yes

[Dialer lab]
; the far end speaks PAP
Phone = 555 1239
Password = {SECRET}
Nonsense = 1
"""
SECRETS_FILES = ('/etc/ppp/pap-secrets', '/etc/ppp/chap-secrets')


def find_secret():
    found = []
    for top in FOLDERS:
        for folder, _, names in os.walk(top):
            paths = (pathlib.Path(folder, name) for name in names)
            found += [str(path) for path in paths if path.is_file() and SECRET.encode() in path.read_bytes()]
    return found


def list_links():
    return [name for name in os.listdir('/sys/class/net') if name.startswith('ppp')]


class Import(LabCase):
    def setUp(self):
        path = pathlib.Path(FILE)
        path.write_text(CONFIG, encoding='ascii')
        self.addCleanup(path.unlink)
        for name in SECRETS_FILES:
            self.addCleanup(self.restore, pathlib.Path(name), pathlib.Path(name).read_bytes())

    @staticmethod
    def restore(path, content):
        path.write_bytes(content)

    def run_wvdial(self):
        wvdial = Lines('wvdial', '--config', FILE, 'lab', stderr=subprocess.STDOUT,
                       env={**os.environ, **Wvdial.environment})
        self.addCleanup(wvdial.close)
        wvdial.wait_for('local  IP address', 2 * PATIENCE)
        self.ping()
        wvdial.process.send_signal(signal.SIGINT)
        wvdial.process.wait(PATIENCE)
        until(lambda: not list_links(), 'the link of wvdial goes')
        self.assert_idle()

    def test_from_wvdial(self):
        self.run_wvdial()
        pathlib.Path(SECRETS_FILES[0]).write_text(SECRET, encoding='ascii')
        self.assertIn(SECRETS_FILES[0], find_secret())  # the search finds what is there
        for name in SECRETS_FILES:
            pathlib.Path(name).write_text('', encoding='ascii')

        dry = dialctl('import', 'wvdial', FILE, '--dry-run')
        self.assertEqual(dry.returncode, 0, dry.stderr)
        self.assertIn('Would add the profile lab.', dry.stdout)
        self.assertEqual(self.ask('profile', 'list')['profiles'], [])

        first = dialctl('import', 'wvdial', FILE)
        self.addCleanup(dialctl, 'profile', 'remove', 'lab')
        self.addCleanup(dialctl, 'hangup', 'lab')
        self.assertEqual(first.returncode, 0, first.stdout + first.stderr)
        self.assertRegex(first.stdout, r'(?m)^16 +Nonsense +1 +not imported +wvdial has no such key$')
        self.assertNotIn(SECRET, dry.stdout + first.stdout)
        settings = self.ask('profile', 'show', 'lab')['settings']
        self.assertEqual(settings['dial']['modem'], self.ask('modem', 'list')['modems'][0]['id'])
        self.assertEqual(settings['dial']['init'], 'ATZ;ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0')
        self.assertEqual(self.ask('import', 'wvdial', FILE)['profiles'][0]['result'], 'unchanged')
        self.assertEqual(self.ask('profile', 'show', 'lab')['settings'], settings)

        answer = self.dial('lab')
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        self.ping(PEER_ADDRESS)
        self.assertEqual(find_secret(), [])
        self.assertNotIn(SECRET, run('journalctl', '--output=export', '--all', '-u', 'dialerd',
                                     errors='replace').stdout)
        self.assertEqual(pathlib.Path(FILE).read_text(encoding='ascii'), CONFIG)
        self.assertEqual(dialctl('hangup', 'lab').returncode, 0)
        self.assert_nothing_left()

    def test_there_and_back(self):
        """What is exported is imported again; the service takes every setting of either."""
        self.assertEqual(dialctl('import', 'wvdial', FILE, '--name', 'lab').returncode, 0)
        self.addCleanup(dialctl, 'profile', 'remove', 'lab')
        for name in ('wvdial', 'peers', 'dialer'):
            path = pathlib.Path('/run', 'lab-' + name)
            exported = dialctl('export', '--format', name, 'lab')
            self.assertEqual(exported.returncode, 0, exported.stderr)
            self.addCleanup(path.unlink)
            path.write_text(exported.stdout, encoding='utf-8')
            answer = dialctl('import', name, path, '--name', name)
            self.addCleanup(dialctl, 'profile', 'remove', name)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            before, after = (self.ask('profile', 'show', profile)['settings'] for profile in ('lab', name))
            self.assertEqual(after['dial']['init'], before['dial']['init'], exported.stdout)
            self.assertEqual(after['ppp']['user'], 'joe')
            if name == 'dialer':
                self.assertEqual({**after, 'profile': before['profile']}, before)

    def test_not_root(self):
        """What only root may set is left out for others, and said; a dry run needs no rights."""
        path = pathlib.Path('/run/lab-options')
        path.write_text('[profile]\nname=lab\n[ppp]\nuser=joe\noptions=novjccomp\n[hooks]\nconnected=/bin/true\n',
                        encoding='ascii')
        self.addCleanup(path.unlink)
        answer = run('runuser', '-u', 'nobody', '--', 'dialctl', 'import', 'dialer', path, '--dry-run')
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertRegex(answer.stdout, r'(?m)^7 +connected +/bin/true +not imported +administrators only$')
        self.assertRegex(answer.stdout, r'(?m)^5 +options +novjccomp +mapped +ppp.options=novjccomp$')
        refused = run('runuser', '-u', 'nobody', '--', 'dialctl', 'import', 'dialer', path)
        self.assertEqual(refused.returncode, 3, refused.stderr)
        self.assertEqual(self.ask('profile', 'list')['profiles'], [])
