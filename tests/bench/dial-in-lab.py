# SPDX-License-Identifier: LGPL-2.1-or-later
"""The measurement of tests/bench/dial; runs in the lab.

Usage: dial-in-lab.py RUNS [WORD...]
"""

import os
import pathlib
import random
import re
import select
import socket
import statistics
import struct
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'lab'))

import callers  # noqa: E402
from harness import PATIENCE, PEER_ADDRESS, dialctl, run, until  # noqa: E402

# linux/rtnetlink.h and linux/if.h
RTMGRP_LINK = 1
RTMGRP_IPV4_IFADDR = 0x10
RTM_NEWLINK = 16
RTM_NEWADDR = 20
IFF_UP = 1
# What our own call goes through: where the time is read, the word there, and what has been done by then.
EVENTS = [
    ('journal', 'opening', 'dialctl has asked, secret read'),
    ('exchange', 'command', 'port open, modem hears the first command'),
    ('exchange', 'dial', 'modem initialised, dial command heard'),
    ('exchange', 'carrier', 'the far end has answered'),
    ('journal', 'negotiating', 'carrier seen, pppd told'),
    ('exchange', 'ppp', 'our first PPP frame'),
    ('journal', 'authenticating', 'LCP open'),
    ('journal', 'configuring', 'password accepted'),
    ('call', 'address', 'address given to the interface'),
    ('call', 'usable', 'pre-up script has run, interface up'),
    ('journal', 'online', 'the daemon says so'),
    ('call', 'returned', 'dialctl has returned'),
]


class Network:
    """Tells, without polling, when a PPP interface of ours gets its address, and when it is up."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
        self.socket.bind((0, RTMGRP_LINK | RTMGRP_IPV4_IFADDR))
        self.socket.setblocking(False)

    def read(self):
        """Returns the set of what has come: 'address', 'usable'."""
        news = set()
        while True:
            try:
                data = self.socket.recv(65536)
            except BlockingIOError:
                return news
            kind = struct.unpack_from('=H', data, 4)[0]
            if b'ppp' in data and kind == RTM_NEWADDR:
                news.add('address')
            if b'ppp' in data and kind == RTM_NEWLINK and struct.unpack_from('=I', data, 24)[0] & IFF_UP:
                news.add('usable')


class Run:
    """One call of one program: when it began, and when what happened."""

    def __init__(self, caller, network):
        self.caller = caller
        self.times = {}
        self.output = open('/run/bench-output', 'w+')
        network.read()
        self.began = time.monotonic()
        self.process = subprocess.Popen(caller.command, stdin=subprocess.DEVNULL, stdout=self.output,
                                        stderr=subprocess.STDOUT, env={**os.environ, **caller.environment})
        self.wait(network)

    def wait(self, network):
        pidfd = os.pidfd_open(self.process.pid)
        sources = [network.socket, pidfd]
        wanted = {'address', 'usable'} | ({'returned'} if self.caller.ours else set())
        while wanted - self.times.keys():
            ready, _, _ = select.select(sources, [], [], 2 * PATIENCE)
            now = time.monotonic() - self.began
            for event in network.read():
                self.times.setdefault(event, now)
            if pidfd in ready:
                sources.remove(pidfd)
                self.times['returned'] = now
            if not ready or 'returned' in self.times and self.process.wait() != 0:
                raise AssertionError(f'{self.caller.name}: no link\n' + self.read_output())
        os.close(pidfd)

    def read_output(self):
        self.output.seek(0)
        return self.output.read()

    def get_seconds(self):
        return self.times['returned' if self.caller.ours else 'address']

    def get_usable(self):
        return self.times['usable']

    def prove(self):
        until(lambda: run('ping', '-c', '1', '-W', '2', PEER_ADDRESS).returncode == 0,
              f'{self.caller.name}: {PEER_ADDRESS} answers', 20)

    def finish(self):
        self.caller.hang_up(self.process)
        self.process.wait(PATIENCE)
        self.output.close()


def make_call(caller, exchange, network):
    callers.make_ready(exchange)
    call = Run(caller, network)
    call.prove()
    call.finish()
    exchange.wait(callers.MODEM, 'idle', 20)
    until(callers.nothing_is_left, f'what {caller.name} left behind ends')
    run('udevadm', 'settle')
    return call


def make_round(number, programs, exchange, network):
    """Each program once; each round in another order (the same in each run): none always follows the same."""
    calls = []
    for caller in random.Random(number).sample(programs, len(programs)):
        call = make_call(caller, exchange, network)
        print(f'  {caller.name}: {call.get_seconds():.2f} s', flush=True)
        calls.append(call)
    return calls


# ---- tables

def median_of(calls, get):
    return statistics.median(get(call) for call in calls)


def print_table(made):
    """Takes each program's calls; returns the fastest competitor."""
    order = sorted(made, key=lambda caller: median_of(made[caller], Run.get_seconds))
    fastest = next(caller for caller in order if not caller.ours)
    best = median_of(made[fastest], Run.get_seconds)
    print(f'\n{"program":34} median     min     max  runs  ratio  usable')
    for caller in order:
        values = [call.get_seconds() for call in made[caller]]
        median = statistics.median(values)
        print(f'{caller.name:34} {median:6.3f} {min(values):7.3f} {max(values):7.3f} {len(values):5} '
              f'{median / best:6.2f} {median_of(made[caller], Run.get_usable):7.3f}')
    print('median, min, max: seconds until the interface has its address (dialctl: until it has returned)\n'
          'ratio: of the median to that of the fastest competitor; usable: median until the interface is up')
    return fastest


def read_journal():
    """When the daemon entered which state, as pairs of monotonic time and the state's word."""
    text = run('journalctl', '--no-pager', '-o', 'short-monotonic', '-u', 'dialerd').stdout
    found = re.findall(rf'^\[ *([\d.]+)\].*{callers.PROFILE}: \S+ → (\S+)', text, re.MULTILINE)
    return [(float(when), 'journal', word) for when, word in found]


def read_events(exchange):
    lines = (line.split(' ', 3) for line in exchange.events().splitlines())
    return [(float(words[0]), 'exchange', words[2]) for words in lines]


def time_events(call, happened):
    """When, after the call's begin, each of EVENTS first happened; None for what did not."""
    times = []
    for source, word, _ in EVENTS:
        since = (t - call.began for t, s, w in happened if (s, w) == (source, word) and t >= call.began)
        when = call.times[word] if source == 'call' else next(since, None)
        times.append(when if when is not None and when <= call.times['returned'] + 1 else None)
    return times


def print_phases(calls, exchange):
    happened = sorted(read_journal() + read_events(exchange))
    rows = [time_events(call, happened) for call in calls]
    print('\nour own call (medians)                          since start     step')
    before = [0.0] * len(rows)
    for (source, word, text), times in zip(EVENTS, zip(*rows)):
        known = [(t, b) for t, b in zip(times, before) if t is not None]
        if not known:
            continue
        at = statistics.median(t for t, _ in known)
        step = statistics.median(t - b for t, b in known)
        print(f'{word:15} {text:42} {at:6.3f} {step:8.3f}')
        before = [b if t is None else t for t, b in zip(times, before)]


def print_ratios(ours, theirs, name):
    like = median_of(ours, Run.get_usable) / median_of(theirs, Run.get_usable)
    ratio = median_of(ours, Run.get_seconds) / median_of(theirs, Run.get_seconds)
    print(f'\nlike for like, until the interface is up: {like:.2f}')
    print(f'ours / fastest competitor ({name}): {ratio:.2f}')


def measure(runs, words, exchange):
    network = Network()
    programs = [caller for caller in callers.list_callers()
                if caller.ours or not words or any(word in caller.name for word in words)]
    for caller in programs:
        caller.prepare()
    dialctl('status')
    print('one round that does not count:', flush=True)
    make_round(runs, programs, exchange, network)
    calls = []
    for number in range(runs):
        print(f'round {number + 1} of {runs}:', flush=True)
        calls += make_round(number, programs, exchange, network)
    made = {caller: [call for call in calls if call.caller is caller] for caller in programs}
    ours = next(made[caller] for caller in programs if caller.ours)
    fastest = print_table(made)
    print_phases(ours, exchange)
    print_ratios(ours, made[fastest], fastest.name)


def main(runs, *words):
    run('modprobe', '-abq', 'ppp_async', 'ppp_deflate', 'bsd_comp')  # else the first program pays for all
    with callers.on_exchange() as exchange:
        measure(int(runs), words, exchange)


main(*sys.argv[1:])
