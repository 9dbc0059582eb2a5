# SPDX-License-Identifier: LGPL-2.1-or-later
"""A user who means harm: dialerd answers others meanwhile, and afterwards all is as it was."""

import collections
import multiprocessing
import os
import pathlib
import pwd
import statistics
import time

from harness import LabCase, daemon_pid, dialctl, until
from raw_bus import ERROR, RETURN, Bus, options, settings, string
from test_endurance import count_descriptors, read_private_memory

NAME, ROOT = 'org.dialctl.Dialer1', '/org/dialctl/Dialer1'
MANAGER, PROFILE = (NAME, ROOT, NAME + '.Manager'), NAME + '.Profile'
RULES = pathlib.Path('/etc/polkit-1/rules.d/10-lab.rules')
# So that what is under test is dialerd, and not that polkit says no.
RULE = '''polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.dialctl.dialer1.") == 0 && subject.user == "nobody") return polkit.Result.YES; });'''
HOSTILE, OTHER = 'nobody', 'games'
BUSY, INVALID, REFUSED, NOT_FOUND = (
    NAME + '.Error.' + word for word in ('Busy', 'InvalidArgument', 'NotAuthorized', 'NotFound'))
# Beyond what an idle service takes at the same time: the bus and one slow emulated processor are everybody's.
PATIENCE_MS = 100
IDLE = ('org.freedesktop.login1', '/org/freedesktop/login1', 'org.freedesktop.DBus.Peer', 'Ping')
GROWTH_KB = 1024
FLOOD_S = 8  # longer than it takes to measure


def become(user):
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def run_as(user, function, pipe):
    become(user)
    pipe.send(function())
    pipe.recv()  # what is open stays open until the other side has gone


class User:
    """Something that a user does, in a process of his own."""

    def __init__(self, user, function):
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.get_context('fork').Process(target=run_as, args=(user, function, theirs),
                                                                          daemon=True)
        self.process.start()
        theirs.close()

    def result(self):
        try:
            return self.pipe.recv()
        finally:
            self.end()

    def end(self):
        self.process.kill()
        self.process.join()


def talk_nonsense():
    """Wrong types, deep and long ones: what each ended with."""
    bus, ends = Bus(), {}

    def call(what, *words, **more):
        answer = bus.call(*words, **more)
        ends[what] = answer.error or 'done'

    call('no arguments', *MANAGER, 'AddProfile')
    call('a text for settings', *MANAGER, 'AddProfile', signature='s', body=string(b'', 'x'))
    call('no such object', NAME, ROOT + '/Profile/x', PROFILE, 'Dial', signature='a{sv}', body=options())
    call('no such method', *MANAGER, 'FormatDisk')
    for what, groups in (('no settings', ()), ('deep', [('profile', [('name', 50)])]),
                         ('long key', [('x' * 200_000, [('name', 'x')])]),
                         ('long value', [('profile', [('name', 'x' * 200_000)])]),
                         ('many keys', [('profile', [('note', 'x')] * 2000 + [('nonsense', 'x')])]),
                         ('20 MB', [('profile', [('name', 'x' * 20_000_000)])])):
        call(what, *MANAGER, 'AddProfile', signature='a{sa{sv}}', body=settings(*groups))
    bus.close()
    return ends


def vanish():
    """Asks and leaves, again and again."""
    for _ in range(100):
        bus = Bus()
        for _ in range(5):
            bus.send(*MANAGER, 'AddProfile', signature='a{sa{sv}}', body=settings(('profile', [('x', 'y')])))
        bus.close()


def flood(seconds=FLOOD_S):
    """As much as the bus takes, on many connections."""
    buses, answers, end = [Bus() for _ in range(8)], 0, time.monotonic() + seconds
    while time.monotonic() < end:
        for bus in buses:
            for _ in range(30):
                bus.send(*MANAGER, 'AddProfile', signature='a{sa{sv}}', body=settings(('profile', [('x', 'y')])))
        for bus in buses:
            for _ in range(30):
                answers += bus.read(60) is not None
    return answers / seconds


def fill_and_wait():
    """As many profiles as there may be, and a call that waits with each; until the process is ended."""
    global kept
    bus, added, ends = Bus(), [], []
    kept = bus
    for i in range(105):
        answer = bus.call(*MANAGER, 'AddProfile', signature='a{sa{sv}}', body=settings(
            ('profile', [('name', f'p{i}')]), ('dial', [('numbers', '5550021'), ('modem-wait', '86400')]),
            ('secret', [('password', 'none')])))
        ends.append(answer.error)
        if answer.kind == RETURN:
            added.append(answer.body[4:-1].decode())
    for path in added:
        bus.send(NAME, path, PROFILE, 'Dial', signature='a{sv}', body=options())
    refused = [bus.read(60).error for _ in range(len(added) - 32)]
    return added, ends, refused


def register_thousand_agents():
    """Of whom none will answer; they stay until the process is ended."""
    global kept
    kept, ends = [Bus() for _ in range(10)], collections.Counter()
    for i in range(0, 100, 3):
        paths = [string(b'', f'/agent{n}') for n in range(i, min(i + 3, 100))]
        for bus in kept:
            for path in paths:
                bus.send(*MANAGER, 'RegisterAgent', signature='o', body=path)
        for bus in kept:
            ends.update(bus.read(60).error for _ in paths)
    return ends


def time_call(bus, error, *call, **more):
    begin = time.monotonic()
    assert bus.call(*call, **more).error == error
    return (time.monotonic() - begin) * 1000


def measure(calls=80):
    """How long another user waits for an answer of dialerd, and one of a service that nobody else asks, in ms."""
    bus, times = Bus(), []
    time_call(bus, None, *IDLE)  # it may have to be started
    for _ in range(calls):
        times.append((time_call(bus, NOT_FOUND, *MANAGER, 'UnregisterAgent', signature='o', body=string(b'', '/none')),
                      time_call(bus, None, *IDLE)))
    bus.close()
    return [list(column) for column in zip(*times)]


def worst(times):
    """All but one in twenty are better."""
    return sorted(times)[-max(len(times) // 20, 1)]


class Hostile(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        RULES.write_text(RULE, encoding='ascii')
        RULES.chmod(0o644)
        cls.addClassCleanup(RULES.unlink)
        until(lambda: User(HOSTILE, cls.may_add).result() != REFUSED, 'polkit reads its rules')

    @staticmethod
    def may_add():
        return Bus().call(*MANAGER, 'AddProfile', signature='a{sa{sv}}', body=settings()).error

    def setUp(self):
        # Once, so that what the allocator keeps is not counted.
        User(OTHER, lambda: time_call(Bus(), None, *MANAGER, 'ListKeys')).result()
        User(HOSTILE, lambda: flood(2)).result()
        self.pid = daemon_pid()
        self.descriptors, self.memory = count_descriptors(self.pid), read_private_memory(self.pid)

    def assert_answered(self, times, what):
        """By the median: how long the slowest take says what else the machine does."""
        ours, idle = times
        for word, get in (('median', statistics.median), ('95 %', worst)):
            print(f'{what}: {word} {get(ours):.0f} ms, an idle service {get(idle):.0f} ms', end=' ... ', flush=True)
        self.assertLess(statistics.median(ours) - statistics.median(idle), PATIENCE_MS, f'{ours}, {idle}')

    def assert_as_before(self):
        self.assertEqual(daemon_pid(), self.pid, 'the daemon was restarted')
        until(lambda: count_descriptors(self.pid) <= self.descriptors, f'descriptors go back to {self.descriptors}')
        until(lambda: self.ask('status')['sessions'] == [], 'the sessions end')
        grown = read_private_memory(self.pid) - self.memory
        print(f'{self.memory} kB {grown:+}', end=' ... ', flush=True)
        self.assertLess(grown, GROWTH_KB)

    def test_nonsense(self):
        ends = User(HOSTILE, talk_nonsense).result()
        self.assertNotIn('done', ends.values())
        for what in ('no settings', 'deep', 'long key', 'long value', 'many keys', '20 MB'):
            self.assertEqual(ends[what], INVALID, what)
        # A buffer as long as the longest message is kept, perhaps two; but not one for each.
        self.assertEqual(User(HOSTILE, talk_nonsense).result(), ends)
        self.memory = read_private_memory(self.pid)
        self.assertEqual(User(HOSTILE, talk_nonsense).result(), ends)
        self.assert_as_before()

    def test_flood(self):
        hostile = User(HOSTILE, flood)
        times = User(OTHER, measure).result()
        rate = hostile.result()
        print(f'{rate:.0f} calls a second', end=', ')
        User(HOSTILE, vanish).result()
        self.assert_answered(times, 'flooded')
        self.assert_as_before()

    def test_thousand_agents(self):
        hostile = User(HOSTILE, register_thousand_agents)
        self.addCleanup(hostile.end)
        self.assertEqual(hostile.pipe.recv(), {None: 16, BUSY: 984})
        self.assert_answered(User(OTHER, measure).result(), 'with 1000 agents')
        hostile.end()
        self.assert_as_before()
        # Those who have left have made room.
        self.assertEqual(User(HOSTILE, register_thousand_agents).result()[None], 16)

    def test_many_waiting(self):
        added = []
        self.addCleanup(self.remove, added)
        hostile = User(HOSTILE, fill_and_wait)
        self.addCleanup(hostile.end)
        paths, ends, refused = hostile.pipe.recv()
        added += paths
        self.assertEqual(ends, [None] * 100 + [BUSY] * 5)
        self.assertEqual(refused, [BUSY] * 68)
        until(lambda: any(s['state'] == 'dialing' for s in self.ask('status')['sessions']), 'the first call dials')
        self.assert_answered(User(OTHER, measure).result(), 'with 32 calls waiting')
        hostile.end()  # the process has ended, and with it what it asked for
        self.remove(added)
        self.assert_as_before()
        self.add_profile('5551234')
        self.assertEqual(self.dial().returncode, 0)
        dialctl('hangup', 'isp')

    def remove(self, paths):
        until(lambda: self.ask('status')['sessions'] == [], 'the sessions end')
        bus = Bus()
        for path in paths:
            answer = bus.call(NAME, path, PROFILE, 'Remove')
            self.assertIn(answer.kind, (RETURN, ERROR))
        bus.close()
