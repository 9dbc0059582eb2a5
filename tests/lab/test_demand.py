# SPDX-License-Identifier: LGPL-2.1-or-later
"""profile.autoconnect=demand: the first packet waits, the line is dialled, it crosses; and none dials too often."""

import ctypes
import os
import pathlib
import re
import signal
import socket
import struct
import threading

from harness import PEER_ADDRESS, LabCase, daemon_pid, dialctl, pids_of, run, until

INTERFACE = 'dial-demand0'
LAST_RESORT = f'default dev {INTERFACE} proto static scope link metric 4294967295'
OURS = '192.0.0.8'
NAME, ADDRESS = 'www.example', '203.0.113.80'
CLONE_NEWNET = 0x40000000
SLOW = '5550016'  # answers after three seconds, in which servers can be set up
LONG = 100  # seconds in which a call is up in any case


def list_routes():
    return [line.strip() for line in run('ip', '-4', 'route').stdout.splitlines() if INTERFACE in line]


def wait_for_route(patience=20):
    until(lambda: LAST_RESORT in list_routes(), f'packets are waited for: {list_routes()}', patience)


def journal():
    return run('journalctl', '-b', '-u', 'dialerd.service', '-o', 'cat', '--no-pager').stdout


def read_link(path):
    try:
        return os.readlink(path)
    except OSError:  # the process is gone
        return None


def answer_query(query):
    """RFC 1035 4: an address for each question for one."""
    question = query[12:]
    asks_for_address = question[-4:-2] == b'\0\1'
    head = query[:2] + struct.pack('>HHHHH', 0x8180, 1, asks_for_address, 0, 0)
    answer = b'\xc0\x0c' + struct.pack('>HHIH', 1, 1, 60, 4) + socket.inet_aton(ADDRESS)
    return head + question + (answer if asks_for_address else b'')


class Provider(threading.Thread):
    """Servers in the provider's network, there before a call's link is up: names on UDP 53, greetings on TCP 80."""

    def __init__(self):
        super().__init__(daemon=True)
        self.queries = []
        self.stopped = False

    @staticmethod
    def find_pppd():
        """One in a network that is not ours."""
        return next((pid for pid in pids_of('pppd')
                     if read_link(f'/proc/{pid}/ns/net') not in (None, os.readlink('/proc/self/ns/net'))), None)

    def run(self):
        until(lambda: self.stopped or self.find_pppd(), 'the provider answers', 600)
        pid = self.find_pppd()
        if self.stopped or not pid:
            return
        with open(f'/proc/{pid}/ns/net', 'rb') as network:
            if ctypes.CDLL(None, use_errno=True).setns(network.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), 'setns')
        names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        names.bind(('', 53))
        greetings = socket.create_server(('', 80))
        threading.Thread(target=self.answer_names, args=[names], daemon=True).start()
        connection, _ = greetings.accept()
        connection.sendall(b'hello')
        connection.close()

    def answer_names(self, names):
        while True:
            query, sender = names.recvfrom(512)
            self.queries.append(sender)
            names.sendto(answer_query(query), sender)


class Demand(LabCase):
    def setUp(self):
        self.dialled = self.count()

    def count(self):
        return int(self.exchange.control('count', 'modem0').stdout)

    def assert_dialled(self, times):
        self.assertEqual(self.count() - self.dialled, times)

    def demand(self, number, *settings, **options):
        self.add_profile(number, 'profile.autoconnect=demand', *settings, **options)
        wait_for_route()

    def wait_until_down(self):
        until(lambda: self.session() is None, 'the session leaves')
        self.assert_nothing_left()

    def last_call(self):
        return self.ask('history', 'isp')['calls'][-1]

    def test_packet_crosses(self):
        self.demand('5551234', 'limit.idle=10', 'redial.pause-max=600')
        self.assertEqual(run('ip', '-4', '-o', 'address', 'show', INTERFACE).stdout.count(f'inet {OURS}/32 '), 1)
        for calls in (1, 2):  # it is armed again when the call has ended for want of traffic
            wait_for_route()
            answer = run('ping', '-c', '1', '-W', LONG, PEER_ADDRESS)
            self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr + journal())
            session = self.session()
            self.assertEqual((session['state'], session['cause']), ('online', 'demand'))
            self.assertRegex(session['why'], rf'^icmp to {PEER_ADDRESS} from ping \(process \d+\)$')
            self.assertEqual(list_routes(), [])
            self.assert_dialled(calls)
            self.wait_until_down()
        call = self.last_call()
        self.assertEqual((call['cause'], call['reason'], call['user'], call['packet_protocol'],
                          call['packet_destination'], call['packet_port']),
                         ('demand', 'idle', 0, 'icmp', PEER_ADDRESS, None))
        self.assertRegex(call['packet_process'], r'^ping \(process \d+\)$')
        self.assertIn(f'isp: dials for {session["why"]}', journal())

    def test_hung_up_by_hand(self):
        """Stays down for a while; and all goes with the setting."""
        self.demand('5551234')
        self.assertEqual(run('ping', '-c', '1', '-W', LONG, PEER_ADDRESS).returncode, 0)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.wait_until_down()
        self.assertEqual(list_routes(), [])
        self.assertNotEqual(run('ping', '-c', '1', '-W', '1', PEER_ADDRESS).returncode, 0)
        self.assert_dialled(1)
        # Whoever changes it means it.
        self.assertEqual(dialctl('profile', 'set', 'isp', 'ipv4.default-route=no',
                                 'ipv4.routes=198.51.100.0/24 5').returncode, 0)
        until(lambda: list_routes() == [f'198.51.100.0/24 dev {INTERFACE} proto static scope link metric 4294967295'],
              'there is the new route')
        self.assertEqual(dialctl('profile', 'set', 'isp', 'profile.autoconnect=no').returncode, 0)
        until(lambda: not os.path.exists(f'/sys/class/net/{INTERFACE}'), 'the interface goes')

    def start_provider(self):
        provider = Provider()
        self.addCleanup(setattr, provider, 'stopped', True)
        provider.start()
        return provider

    def test_name(self):
        """A name is looked up over servers that are out there, and a datagram is answered that was sent once."""
        provider = self.start_provider()
        self.demand(SLOW, f'ipv4.dns={PEER_ADDRESS}')
        until(lambda: PEER_ADDRESS in pathlib.Path('/etc/resolv.conf').read_text(encoding='ascii'), 'names have a way')
        # Its usual patience, ten seconds, is shorter than it takes to dial here.
        found = run('getent', 'ahostsv4', NAME, env={**os.environ, 'RES_OPTIONS': 'timeout:5 attempts:5'})
        self.assertIn(ADDRESS, found.stdout, journal())
        call = self.ask('status')['sessions'][0]
        self.assertRegex(call['why'], rf'^udp to {PEER_ADDRESS} port 53 from getent \(process \d+\)$')
        # What has waited came first, from the address that the call has brought.
        self.assertEqual(provider.queries[0][0], call['ip4_address'])
        self.assert_dialled(1)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        dialctl('profile', 'remove', 'isp')
        until(lambda: not os.path.exists(f'/sys/class/net/{INTERFACE}'), 'the interface goes')
        self.assert_nothing_left()

    def test_datagram_and_connection(self):
        self.start_provider()
        self.demand(SLOW)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.settimeout(LONG)
            asker.sendto(b'\x12\x34' + b'\0\0' + b'\0\1' + b'\0' * 6 + b'\0\0\1\0\1', (PEER_ADDRESS, 53))
            answer, sender = asker.recvfrom(512)
        self.assertEqual((answer[:2], sender), (b'\x12\x34', (PEER_ADDRESS, 53)))
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        dialctl('profile', 'remove', 'isp')
        self.assert_nothing_left()

        self.start_provider()
        self.demand(SLOW)
        with socket.create_connection((PEER_ADDRESS, 80), timeout=LONG) as connection:
            self.assertEqual(connection.recv(5), b'hello')
            self.assertNotEqual(connection.getsockname()[0], OURS)
        call = self.ask('status')['sessions'][0]
        self.assertRegex(call['why'], rf'^tcp to {PEER_ADDRESS} port 80 from python3\S* \(process {os.getpid()}\)$')
        self.assert_dialled(2)

    def test_filter(self):
        self.demand('5551234', 'ppp.options=active-filter "not udp"')
        self.storm()
        self.assertEqual(run('ping', '-c', '1', '-W', LONG, PEER_ADDRESS).returncode, 0)
        self.assertRegex(self.session()['why'], '^icmp ')
        self.assert_dialled(1)

    def storm(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            for _ in range(300):
                sender.sendto(b'x', (PEER_ADDRESS, 9))

    def test_storm_and_pause(self):
        """Packets by the hundred dial once; after a failure nothing dials before a redial might."""
        self.demand('5550001', 'redial.pause=15')
        self.storm()
        until(lambda: self.count() > self.dialled, 'it is dialled')
        self.wait_until_down()
        self.assertEqual(list_routes(), [])
        with self.assertRaises(OSError):
            self.storm()
        wait_for_route(60)
        self.assert_dialled(1)
        self.storm()
        until(lambda: self.count() > self.dialled + 1, 'it is dialled again')
        self.wait_until_down()
        self.assertEqual([(call['cause'], call['reason']) for call in self.ask('history', 'isp')['calls'][-2:]],
                         [('demand', 'busy')] * 2)
        pauses = [int(n) for n in re.findall(r'isp is not dialled on demand for (\d+) s: the number is engaged',
                                             journal())]
        self.assertGreater(pauses[-1], pauses[-2] * 3 // 2)

    def test_what_only_a_person_mends(self):
        self.demand('5550013')
        self.storm()
        until(lambda: self.count() > self.dialled, 'it is dialled')
        self.wait_until_down()
        self.assertEqual(self.last_call()['reason'], 'auth-failed')
        self.assertEqual(list_routes(), [])
        stored = dialctl('secret', 'set', 'isp', input='another\n')
        self.assertEqual(stored.returncode, 0, stored.stderr)
        wait_for_route()
        self.assert_dialled(1)
        # A number that is never dialled, and a closed window, are seen before there is a call.
        self.assertEqual(dialctl('profile', 'set', 'isp', 'limit.numbers=5550013').returncode, 0)
        until(lambda: list_routes() == [], 'nothing is waited for')
        self.assertRegex(journal(), 'isp is not dialled on demand for now: .*5550013')
        self.assert_dialled(1)

    def test_daemon_dies(self):
        self.demand('5551234')
        os.kill(daemon_pid(), signal.SIGKILL)
        until(lambda: not os.path.exists(f'/sys/class/net/{INTERFACE}'), 'the interface goes')
        wait_for_route()
        self.assertEqual(run('systemctl', 'stop', 'dialerd.service').returncode, 0)
        self.assertFalse(os.path.exists(f'/sys/class/net/{INTERFACE}'))
        self.assertEqual(run('systemctl', 'start', 'dialerd.service').returncode, 0)
