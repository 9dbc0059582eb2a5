# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the few paths that matter cost, in what can be counted: calls on the bus, and commands to the modem.

Seconds are for tests/bench; a count that grows here is a path that grew longer.
"""

import collections
import struct

from harness import LabCase, dialctl
from raw_bus import CALL, DESTINATION, MEMBER, SENDER, Bus, array, pad, string

BUS = ('org.freedesktop.DBus', '/org/freedesktop/DBus')
DIALERD = 'org.dialctl.Dialer1'
# What GLib does for itself, and another version does otherwise.
HOUSEKEEPING = {'Hello', 'AddMatch', 'RemoveMatch', 'GetNameOwner'}
# What every command needs: the manager's properties, which starts dialerd, and for that, who asks.
ALWAYS = {'GetAll': 1, 'GetConnectionUnixUser': 1}


class Monitor:
    """Sees every call on the bus from now on."""

    def __init__(self):
        self.bus = Bus()
        matches = array(b'', 4, lambda data: string(data, "type='method_call'"))
        answer = self.bus.call(*BUS, 'org.freedesktop.DBus.Monitoring', 'BecomeMonitor', 'asu',
                               pad(matches, 4) + struct.pack('<I', 0))
        assert answer.error is None, answer.text

    def read_calls(self):
        """Those made until now: who, whom, what.  A call made here tells that all have been read."""
        other = Bus()
        other.send(*BUS, BUS[0], 'GetId')
        calls = []
        while True:
            call = self.bus.take()
            if call is None:
                self.bus.data += self.bus.socket.recv(1 << 16)
            elif call.fields.get(MEMBER) == 'GetId':
                other.close()
                self.bus.close()
                return calls
            elif call.kind == CALL:
                calls.append(tuple(map(call.fields.get, (SENDER, DESTINATION, MEMBER))))


class RoundTrips(LabCase):
    def setUp(self):
        self.add_profile('5551234')

    def list_calls(self, *words):
        """Those of dialctl, and those of dialerd."""
        monitor = Monitor()
        answer = dialctl(*words)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        calls = monitor.read_calls()
        caller = next(sender for sender, whom, _ in calls if whom == DIALERD)
        daemon = next(whom for sender, whom, _ in calls if sender == caller and whom not in (DIALERD, BUS[0]))
        return [what for sender, _, what in calls if sender in (caller, daemon)]

    def assert_calls(self, words, **expected):
        made = collections.Counter(what for what in self.list_calls(*words) if what not in HOUSEKEEPING)
        self.assertEqual(made, collections.Counter(ALWAYS) + collections.Counter(expected), words)

    def test_questions(self):
        self.assert_calls(['status'], GetManagedObjects=1)
        self.assert_calls(['profile', 'list'], GetManagedObjects=1)
        self.assert_calls(['profile', 'show', 'isp'], FindProfiles=1, GetAll=1, GetSettings=1, ListKeys=1,
                          GetLastCall=1)
        self.assert_calls(['history', '--last', '20'], GetHistory=1)

    def test_change(self):
        self.assert_calls(['profile', 'set', 'isp', 'limit.idle=60'], FindProfiles=1, GetAll=1, Update=1, Preview=1)

    def test_call(self):
        heard = len(self.exchange.events())
        self.assert_calls(['dial', 'isp'], GetManagedObjects=1, RegisterAgent=1, Dial=1, GetAll=1, GetCall=1)
        events = [line.split(' ', 3)[2:] for line in self.exchange.events()[heard:].splitlines()]
        commands = [event[1] for event in events if event[0] == 'command']
        self.assertEqual(len(commands), 2, f'one to set up the modem, one to dial: {commands}')
        self.assert_calls(['hangup', 'isp'], FindProfiles=1, GetAll=3, Hangup=1)
        self.assert_nothing_left()
