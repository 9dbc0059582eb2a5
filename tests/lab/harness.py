# SPDX-License-Identifier: LGPL-2.1-or-later
"""What every lab test stands on: an exchange, dialctl, and a look at what is left behind.

Runs inside the lab as root, against the dialerd that the system bus activates.
"""

import json
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent.parent
BUILD = pathlib.Path(os.environ.get('LAB_BUILD', TREE / 'build'))
EXCHANGE = BUILD / 'tests' / 'exchange' / 'dialer-exchange'
PLAN = TREE / 'tests' / 'exchange' / 'plan.conf'
PACKAGES = pathlib.Path(os.environ.get('LAB_PACKAGES', '/nonexistent'))
PEER_ADDRESS = '198.51.100.1'
PASSWORD = 'secret'
# No event may take longer; a test that waits so long has failed.
PATIENCE = 60


def run(*command, **options):
    """Runs a command to its end and returns it with its output as text."""
    options.setdefault('timeout', PATIENCE)
    return subprocess.run([str(word) for word in command], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          **options)


def dialctl(*words, **options):
    return run('dialctl', *words, **options)


def lay(package):
    """Lays an unpacked package over the lab."""
    for path in (PACKAGES / package).iterdir():  # /lib and /sbin are links: what is in them goes where they lead
        subprocess.run(['cp', '-r', '-d', f'{path}/.', f'/{path.name}/'], check=True)


def until(condition, what, patience=PATIENCE):
    """Waits for something that has no event of its own, such as the end of somebody else's process."""
    end = time.monotonic() + patience
    asked = time.monotonic()
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f'waited {patience} s in vain: {what}')
        # There is one processor: what is waited for must get its turn too, however long the question takes.
        select.select([], [], [], max(0.02, 2 * (time.monotonic() - asked)))
        asked = time.monotonic()


class Lines:
    """The lines of a running program, read as they come."""

    def __init__(self, *command, **options):
        options.setdefault('stderr', subprocess.PIPE)
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, **options)
        self.seen = []
        self.rest = b''

    def take(self, data):
        *lines, self.rest = (self.rest + data).split(b'\n')
        self.seen += [line.decode(errors='replace') for line in lines]

    def find(self, pattern):
        return next((match for match in (re.search(pattern, line) for line in self.seen) if match), None)

    def wait_for(self, pattern, patience=PATIENCE):
        """Reads on until a line matches; returns the match."""
        end = time.monotonic() + patience
        while not self.find(pattern):
            if not self.read_more(end - time.monotonic()):
                raise AssertionError(f'no line like {pattern!r} among:\n' + '\n'.join(self.seen))
        return self.find(pattern)

    def read_more(self, patience=PATIENCE):
        """Takes what comes next; returns whether there was something in time."""
        ready, _, _ = select.select([self.process.stdout], [], [], max(patience, 0))
        # Not the file object's own reading: what that has buffered, select() does not see.
        data = os.read(self.process.stdout.fileno(), 65536) if ready else b''
        self.take(data)
        return bool(data)

    def finish(self, patience=PATIENCE):
        """Waits for its end; returns exit status and standard error."""
        out, err = self.process.communicate(timeout=patience)
        self.take(out)
        return self.process.returncode, (err or b'').decode(errors='replace')

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, *words):
        self.output = ''
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvp(words[0], words)

    def wait_for(self, pattern):
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self.output):
            if not self.read(end - time.monotonic()):
                raise AssertionError(f'no {pattern!r} in {self.output!r}')

    def read(self, patience):
        ready, _, _ = select.select([self.fd], [], [], max(patience, 0))
        try:
            data = os.read(self.fd, 65536) if ready else b''
        except OSError:  # EIO: the other side is closed
            data = b''
        self.output += data.decode(errors='replace')
        return bool(data)

    def type(self, text):
        os.write(self.fd, text.encode())

    def finish(self):
        while self.read(PATIENCE):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def close(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


class Exchange:
    """A telephone exchange of its own for a test class."""

    def __init__(self, *modems, plan=PLAN):
        self.folder = tempfile.TemporaryDirectory(prefix='exchange-', dir='/run')
        self.path = pathlib.Path(self.folder.name)
        self.socket = self.path / 'control'
        words = [EXCHANGE, '--plan', plan, '--control', self.socket, '--events', self.path / 'events']
        for modem in modems:
            words += ['--modem', modem.replace('@', str(self.path))]
        self.lines = Lines(*words)
        try:
            self.lines.wait_for('^ready')
        except AssertionError as problem:
            raise AssertionError(self.lines.finish()[1]) from problem

    def device(self, name):
        return str(self.path / name)

    def control(self, *words, **options):
        return run(EXCHANGE, '--control', self.socket, *words, **options)

    def wait(self, modem, event, patience=PATIENCE):
        answer = self.control('wait', modem, event, patience, timeout=patience + 5)
        if answer.returncode != 0:
            raise AssertionError(f'{modem} never became {event}: {answer.stderr}\n{self.events()}')

    def events(self):
        return (self.path / 'events').read_text(errors='replace')

    def close(self):
        self.lines.process.terminate()
        self.lines.finish()
        self.folder.cleanup()


def read_process(pid, name):
    """What /proc says of a process; nothing once it is gone."""
    try:
        return pathlib.Path(f'/proc/{pid}/{name}').read_text(encoding='ascii', errors='replace').strip()
    except (FileNotFoundError, ProcessLookupError):
        return ''


def pids_of(program):
    """The processes of a program. From /proc: to start a program that asks takes a quarter of a second here."""
    return [int(pid) for pid in os.listdir('/proc') if pid.isdecimal() and read_process(pid, 'comm') == program[:15]]


def list_open_files(pid):
    """What a process has open; nothing once it is gone."""
    folder = pathlib.Path(f'/proc/{pid}/fd')
    try:
        return [os.readlink(path) for path in folder.iterdir()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def daemon_pid():
    """dialerd's process, 0 when systemd runs none."""
    return next((pid for pid in pids_of('dialerd') if '\nPPid:\t1\n' in read_process(pid, 'status')), 0)


def list_locks():
    return [name for name in os.listdir('/var/lock') if name.startswith('LCK..')]


def read_resolv_conf():
    path = pathlib.Path('/etc/resolv.conf')
    return path.read_bytes() if path.exists() else None


class LabCase(unittest.TestCase):
    """Gives each test its exchange, and looks afterwards that nothing of a call is left."""

    modems = ('usb:modem0',)
    kind = 'voice'

    @classmethod
    def setUpClass(cls):
        cls.resolv_conf = read_resolv_conf()
        cls.exchange = Exchange(*cls.modems)
        cls.addClassCleanup(cls.exchange.close)
        cls.addClassCleanup(cls.forget_all)
        for device in cls.list_devices():
            cls.add_modem(device)

    @classmethod
    def list_devices(cls):
        until(lambda: os.path.exists('/dev/ttyACM0'), 'the USB modem appears')
        return ['/dev/ttyACM0']

    @classmethod
    def add_modem(cls, device, *settings):
        added = dialctl('modem', 'add', device, *settings)
        if added.returncode != 0:
            raise AssertionError(added.stderr)

    @classmethod
    def forget_all(cls):
        dialctl('hangup', '--all')
        for profile in cls.ask('profile', 'list').get('profiles', []):
            dialctl('profile', 'remove', profile['name'])
        for modem in cls.ask('modem', 'list').get('modems', []):
            dialctl('modem', 'remove', modem['id'])

    @staticmethod
    def ask(*words):
        """A question to dialctl whose answer is JSON."""
        answer = dialctl('--json', *words)
        return json.loads(answer.stdout) if answer.stdout else {}

    def add_profile(self, number, *settings, name='isp', password=PASSWORD, user='joe'):
        words = [f'dial.numbers={number}'] if number else []
        words += [f'ppp.user={user}'] if user else []
        added = dialctl('profile', 'add', name, *words, *settings)
        self.assertEqual(added.returncode, 0, added.stderr)
        self.addCleanup(dialctl, 'profile', 'remove', name)
        self.addCleanup(dialctl, 'hangup', name)
        if password:
            stored = dialctl('secret', 'set', name, input=password + '\n')
            self.assertEqual(stored.returncode, 0, stored.stderr)

    def dial(self, name='isp', *words):
        return dialctl('dial', name, *words)

    def dial_and_fail(self, reason, status, name='isp'):
        """Dials, and looks that the call fails as it should, with the line down and nothing left."""
        answer = dialctl('--json', 'dial', name, timeout=120)
        self.assertEqual(answer.returncode, status, answer.stdout + answer.stderr)
        call = json.loads(answer.stdout)
        self.assertEqual(call['reason'], reason, answer.stdout + self.exchange.events())
        self.assert_nothing_left()
        return call

    def session(self):
        sessions = self.ask('status')['sessions']
        return sessions[0] if sessions else None

    def assert_ended(self, reason, name='isp'):
        """The session leaves, and the last call of the profile ended for this reason."""
        until(lambda: self.session() is None, 'the session leaves')
        last = self.ask('profile', 'show', name)['last_call']
        self.assertEqual(last['reason'], reason, f'{last}\n{self.exchange.events()}')

    def ping(self, address=PEER_ADDRESS):
        answer = run('ping', '-c', '1', '-W', '10', address)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)

    def assert_idle(self, modem='modem0'):
        """The exchange sees the line on-hook."""
        self.exchange.wait(modem, 'idle', 20)

    def assert_nothing_left(self, modem='modem0'):
        self.assert_idle(modem)
        until(lambda: not self.list_our_pppds(), 'pppd ends')
        self.assertEqual([i for i in os.listdir('/sys/class/net') if i.startswith('ppp')], [])
        until(lambda: not list_locks(), 'the lock goes')
        self.assertNotIn('ppp', pathlib.Path('/proc/net/route').read_text(encoding='ascii'))
        self.assertFalse(os.path.exists('/etc/ppp/resolv.conf'))
        self.assertEqual(read_resolv_conf(), self.resolv_conf)

    @staticmethod
    def list_our_pppds():
        """The pppds that dialerd started; those of the exchange have another parent."""
        pid = daemon_pid()
        children = read_process(pid, f'task/{pid}/children').split() if pid else []
        return [int(child) for child in children if read_process(child, 'comm') == 'pppd']

    def start_dial(self, *words, name='isp'):
        """dialctl dial in the background, its lines to be waited for."""
        lines = Lines('dialctl', 'dial', name, *words)
        self.addCleanup(lines.close)
        return lines

    def interrupt(self, lines):
        lines.process.send_signal(signal.SIGINT)
        return lines.finish()
