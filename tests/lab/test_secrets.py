# SPDX-License-Identifier: LGPL-2.1-or-later
"""A password is where it belongs, and nowhere else."""

import os
import pathlib
import subprocess
import sys
import threading

from harness import LabCase, Lines, dialctl, run

SECRET = 'correct-horse-battery-staple'
FOLDERS = ('/run/dialer', '/var/lib/dialer', '/etc/ppp', '/etc/dialer', '/var/log', '/var/run/ppp')


def find_in_processes():
    """The processes that have the password among their arguments or in their environment."""
    found = set()
    for process in pathlib.Path('/proc').glob('[0-9]*'):
        for name in ('cmdline', 'environ'):
            try:
                if SECRET.encode() in (process / name).read_bytes():
                    found.add((process / 'comm').read_text().strip())
            except OSError:
                pass  # it has ended
    return found


def find_in_folders():
    found = []
    for top in FOLDERS:
        for folder, _, names in os.walk(top):
            for name in names:
                path = pathlib.Path(folder, name)
                if path.is_file() and SECRET.encode() in path.read_bytes():
                    found.append(str(path))
    return found


class Watch(threading.Thread):
    """Looks at all processes again and again while a call is made: a secret need not stay to be seen."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.found = set()

    def run(self):
        while not self.over.is_set():
            self.found |= find_in_processes()

    def stop(self):
        self.over.set()
        self.join()
        return self.found


class Secrets(LabCase):
    def watch_call(self, number):
        # With debug, pppd writes every packet that it sends into its log.
        bus = Lines('busctl', 'monitor', '--system', stderr=subprocess.STDOUT)
        self.addCleanup(bus.close)
        bus.wait_for('^Monitoring bus message stream')
        watch = Watch()
        watch.start()
        self.add_profile(number, 'ppp.options=debug', password=SECRET)
        answer = self.dial()
        found = watch.stop() | find_in_processes()
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        self.assertEqual(found, set())
        self.assertEqual(find_in_folders(), [])
        for name in ('profile', 'modem'):
            self.assertNotIn(SECRET, dialctl('--json', name, 'list').stdout)
        self.assertNotIn(SECRET, dialctl('--json', 'profile', 'show', 'isp').stdout)
        self.assertNotIn(SECRET, answer.stdout + answer.stderr)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        journal = run('journalctl', '--output=export', '--all', errors='replace')
        self.assertIn('AuthReq' if number == '5551239' else 'Challenge', journal.stdout, 'pppd logged no packets')
        self.assertNotIn(SECRET, journal.stdout)
        # The monitor tells in order: what was said before the hang-up has been read when that has.
        bus.wait_for('Member=Hangup')
        self.assertTrue(bus.find('Member=SetSecret'), 'the bus was not watched')
        self.assertFalse(any(SECRET in line for line in bus.seen))

    def test_pap(self):
        self.watch_call('5551239')

    def test_chap(self):
        self.watch_call('5551240')

    def test_the_search_finds_what_is_there(self):
        sleeper = subprocess.Popen([sys.executable, '-c', 'input()', SECRET], stdin=subprocess.PIPE)
        self.addCleanup(sleeper.communicate)
        self.assertEqual(len(find_in_processes()), 1)
        path = pathlib.Path('/etc/ppp/lab-secret')
        path.write_text(SECRET, encoding='ascii')
        self.addCleanup(path.unlink)
        self.assertEqual(find_in_folders(), [str(path)])

    def test_stored_for_good(self):
        self.add_profile('5551239', password=SECRET)
        self.assertEqual(run('systemctl', 'restart', 'dialerd.service').returncode, 0)
        self.assertEqual(self.dial().returncode, 0)

    def test_cleared(self):
        self.add_profile('5551239', password=SECRET)
        self.assertEqual(dialctl('secret', 'clear', 'isp').returncode, 0)
        self.dial_and_fail('no-secret', 6)

    def test_goes_with_its_profile(self):
        self.add_profile('5551239', password=SECRET)
        dialctl('profile', 'remove', 'isp')
        self.add_profile('5551239', password=None)
        self.assertEqual(self.ask('secret', 'list', 'isp')['secrets'][0]['names'], [])
