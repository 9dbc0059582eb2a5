# SPDX-License-Identifier: LGPL-2.1-or-later
"""The programs that make a call, what each needs for it, and the modem.  Writes into the lab's own /etc."""

import contextlib
import os
import pathlib
import random
import re
import select
import signal
import socket
import subprocess
import time
import tty

from bench import check, tell
from harness import PASSWORD, PEER_ADDRESS, Exchange, LabCase, dialctl, run, until

MODEM = 'modem0'
DEVICE = '/dev/ttyACM0'
NUMBER = '5551234'
USER = 'joe'
PROFILE = 'bench'
# Whatever a call may leave running for a moment.
HELPERS = {'pppd', 'chat', 'wvdial', 'ip-pre-up', 'ip-up', 'ip-down', 'run-parts', '0000usepeerdns'}
ABORTS = ' '.join(f"ABORT '{word}'" for word in ('BUSY', 'NO CARRIER', 'VOICE', 'NO DIALTONE', 'NO DIAL TONE',
                                                 'NO ANSWER', 'DELAYED'))
SHORTEST = f"{ABORTS}\n'' AT\nOK ATDT{NUMBER}\nCONNECT ''\n"
PPPCONFIG = f"{ABORTS}\n'' ATZ\nOK-AT-OK ATDT{NUMBER}\nCONNECT \\d\\c\n"


def write(path, text):
    pathlib.Path(path).write_text(text)
    os.chmod(path, 0o600)


class Caller:
    """A program under measurement."""

    ours = False
    name = ''
    command = ()
    environment = {}

    def prepare(self):
        """What is done once, before anything is measured."""

    def hang_up(self, process):
        raise NotImplementedError


class Dialctl(Caller):
    ours = True

    def __init__(self, profile=PROFILE, name='dialctl dial', *settings):
        self.profile = profile
        self.name = name
        self.settings = settings
        self.command = ('dialctl', 'dial', profile)

    def prepare(self):
        if not LabCase.ask('modem', 'list')['modems']:
            check(dialctl('modem', 'add', DEVICE))
        check(dialctl('profile', 'add', self.profile, f'dial.numbers={NUMBER}', f'ppp.user={USER}', *self.settings))
        check(dialctl('secret', 'set', self.profile, input=PASSWORD + '\n'))

    def hang_up(self, process):
        check(dialctl('hangup', self.profile))
        until(lambda: not LabCase.list_our_pppds(), 'our pppd ends')


class Pppd(Caller):
    """pppd with chat: options in a peers file, the talk with the modem in a chat script."""

    options = (DEVICE, '115200', 'noauth', f'user {USER}', 'remotename isp', 'noipdefault', 'defaultroute',
               'usepeerdns', 'updetach')

    def __init__(self, word, name, script, *more):
        self.word = word
        self.name = name
        self.script = script
        self.more = more
        self.command = ('pppd', 'call', word)

    def prepare(self):
        # The first line that fits counts, for pppd as for wvdial, which adds lines of its own.
        for secrets in ('pap-secrets', 'chap-secrets'):
            write(f'/etc/ppp/{secrets}', f'{USER} * {PASSWORD} *\n')
        write(f'/etc/chatscripts/{self.word}', self.script)
        connect = f'connect "/usr/sbin/chat -v -f /etc/chatscripts/{self.word}"'
        lines = (*self.options, f'linkname {self.word}', connect, *self.more)
        write(f'/etc/ppp/peers/{self.word}', '\n'.join(lines) + '\n')

    def hang_up(self, process):
        # pppd has left its starter and tells by a file who it is now.
        pid = int(pathlib.Path(f'/run/ppp-{self.word}.pid').read_text().split()[0])
        os.kill(pid, signal.SIGTERM)
        until(lambda: not os.path.exists(f'/proc/{pid}'), f'{self.name} ends')


class Wvdial(Caller):
    """wvdial, its file as wvdialconf writes it for our modem."""

    settings = ('[Dialer Defaults]', f'Modem = {DEVICE}', 'Baud = 115200', 'Init1 = ATZ',
                'Init2 = ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0', 'Modem Type = Analog Modem', 'ISDN = 0',
                'New PPPD = yes', f'Phone = {NUMBER}', f'Username = {USER}', f'Password = {PASSWORD}',
                'Auto Reconnect = off', 'Check DNS = no')
    # Binding symbols late overruns its tasks' small stacks where a processor has many registers to be saved.
    environment = {'LD_BIND_NOW': '1'}

    def __init__(self, word, name, *more):
        self.name = name
        self.more = more
        self.file = f'/etc/{word}.conf'
        self.command = ('wvdial', '--config', self.file)

    def prepare(self):
        write(self.file, '\n'.join((*self.settings, *self.more)) + '\n')

    def hang_up(self, process):
        process.send_signal(signal.SIGINT)
        process.wait(60)


def list_processes():
    for path in pathlib.Path('/proc').glob('[0-9]*/comm'):
        try:
            yield path.read_text().strip()
        except OSError:
            pass


def nothing_is_left():
    return (not any(name.startswith('ppp') for name in os.listdir('/sys/class/net'))
            and not any(name.startswith('LCK..') for name in os.listdir('/var/lock'))
            and not HELPERS.intersection(list_processes()))


def make_ready(exchange):
    """The modem as if just switched on, and heard out: its last NO CARRIER is no news to the next program."""
    exchange.control('set', MODEM, 'quirk=')
    port = os.open(DEVICE, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    tty.setraw(port)
    os.write(port, b'AT\r')
    heard = b''
    while b'OK' not in heard:
        if not select.select([port], [], [], 10)[0]:
            raise AssertionError(f'the modem does not answer: {heard}')
        heard += os.read(port, 4096)
    os.close(port)
    exchange.wait(MODEM, 'idle', 20)


@contextlib.contextmanager
def on_exchange():
    """An exchange, whose modem is there."""
    exchange = Exchange(f'usb:{MODEM}')
    try:
        until(lambda: os.path.exists(DEVICE), 'the USB modem appears')
        yield exchange
    finally:
        exchange.close()


def wait_for_peer(what, patience=60):
    """Until a packet has come back over the link; returns when that was. A refused connection is an answer."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with socket.socket() as caller:
            caller.settimeout(0.2)
            try:
                caller.connect((PEER_ADDRESS, 9))
            except ConnectionRefusedError:
                return time.monotonic()
            except OSError:
                select.select([], [], [], 0.01)
    raise AssertionError(f'{what}: the peer did not answer for {patience} s')


@contextlib.contextmanager
def calling(caller, exchange):
    """While a program's link is up; whoever is not waited for at the end is left running, too."""
    make_ready(exchange)
    with open('/run/bench-output', 'w', encoding='ascii') as output:
        process = subprocess.Popen(caller.command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                   env={**os.environ, **caller.environment})
    wait_for_peer(caller.name)
    yield process
    process.wait(60)
    exchange.wait(MODEM, 'idle', 30)
    until(nothing_is_left, f'{caller.name}: nothing is left', 30)


def read_on_hook(exchange):
    """When the exchange last saw the line go on-hook, on the clock of time.monotonic()."""
    return float(re.findall(rf'^([\d.]+) {MODEM} idle', exchange.events(), re.MULTILINE)[-1])


def take_turns(programs, options, measure):
    """Each program once a round; each round in another order (the same in each run), so that none always follows the
    same.  Returns what was measured of each, by its name."""
    figures = {caller.name: [] for caller in programs}
    for caller in programs:
        caller.prepare()
    for number in range(options.runs):
        for caller in random.Random(number).sample(programs, len(programs)):
            figures[caller.name].append(measure(caller))
            tell(options, f'  {caller.name}: {figures[caller.name][-1]}')
    return figures


def list_callers():
    return [
        Dialctl(),
        Pppd('bench-short', 'pppd + chat, shortest script', SHORTEST),
        Pppd('bench-hurried', 'the same with connect-delay 0', SHORTEST, 'connect-delay 0'),
        Pppd('bench-pppconfig', "pppd + chat, pppconfig's script", PPPCONFIG),
        Wvdial('bench-stupid', 'wvdial, Stupid Mode', 'Stupid Mode = yes'),
        Wvdial('bench-wvdial', 'wvdial'),
    ]
