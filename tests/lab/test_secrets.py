# SPDX-License-Identifier: LGPL-2.1-or-later
"""A password is where it belongs, and nowhere else."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import threading

from harness import LabCase, Lines, daemon_pid, dialctl, run, until

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
        # Nobody but root reads along at all.
        stranger = run('setpriv', '--reuid', 'nobody', '--clear-groups', 'busctl', 'monitor', '--system')
        self.assertRegex(stranger.stderr, 'denied|not permitted')
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


class Memory:
    """What is in a process's memory, and whether it may be swapped."""

    def __init__(self, pid):
        self.pid = pid
        self.locked, self.loose = 0, []
        for start, end, name, flags in self.list_regions():
            n = self.count(start, end)
            if n and 'lo' in flags:
                self.locked += n
            elif n:
                self.loose.append(name)

    def list_regions(self):
        region = None
        for line in pathlib.Path(f'/proc/{self.pid}/smaps').read_text().splitlines():
            words = line.split()
            if re.match('[0-9a-f]+-[0-9a-f]+$', words[0]):
                start, end = (int(word, 16) for word in words[0].split('-'))
                region = start, end, words[5] if len(words) > 5 else 'anonymous', words[1]
            elif words[0] == 'VmFlags:' and 'rw' in region[3]:
                yield (*region[:3], words[1:])

    def count(self, start, end):
        with open(f'/proc/{self.pid}/mem', 'rb', buffering=0) as memory:
            memory.seek(start)
            try:
                return memory.read(end - start).count(SECRET.encode())
            except OSError:
                return 0


# The kernel hands a core to this, whatever the limits of the process are.
DUMPER = '#!/bin/sh\ncat > /run/core.$1\n'
CORE_PATTERN = pathlib.Path('/proc/sys/kernel/core_pattern')


class Remains(LabCase):
    """What a secret leaves behind in memory and on the disk."""

    def test_memory_and_cores(self):
        self.catch_cores()
        self.add_profile('5551240', password=SECRET)
        self.assertEqual(self.dial().returncode, 0)
        pppd = int(self.list_our_pppds()[0])
        for pid in (daemon_pid(), pppd, int(run('pidof', 'dbus-daemon').stdout.split()[0])):
            self.assertEqual(Memory(pid).loose, [], pathlib.Path(f'/proc/{pid}/cmdline').read_bytes())
        self.assertFalse(self.dumps(pppd), 'pppd')
        self.assert_nothing_left()
        self.assertFalse(self.dumps(daemon_pid()), 'dialerd')
        dialctl('status')
        program = f'import time; x = "{SECRET}"; print("", flush=True); time.sleep(600)'
        sleeper = subprocess.Popen([sys.executable, '-c', program], stdout=subprocess.PIPE)
        self.addCleanup(sleeper.communicate)
        sleeper.stdout.readline()
        self.assertTrue(Memory(sleeper.pid).loose, 'the search finds what is there')
        self.assertTrue(self.dumps(sleeper.pid))

    def catch_cores(self):
        dumper = pathlib.Path('/run/dump-core')
        dumper.write_text(DUMPER, encoding='ascii')
        dumper.chmod(0o755)
        self.addCleanup(CORE_PATTERN.write_text, CORE_PATTERN.read_text())
        CORE_PATTERN.write_text(f'|{dumper} %P', encoding='ascii')

    @staticmethod
    def dumps(pid):
        """Ends a process by a signal that makes it leave a core; whether it did."""
        os.kill(pid, signal.SIGABRT)
        until(lambda: not os.path.exists(f'/proc/{pid}/exe'), 'it ends')
        core = pathlib.Path(f'/run/core.{pid}')
        return core.exists() and SECRET.encode() in core.read_bytes()
