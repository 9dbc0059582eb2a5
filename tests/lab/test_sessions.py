# SPDX-License-Identifier: LGPL-2.1-or-later
"""Several sessions and several modems: the best free one is taken, and who finds none may wait for one."""

import json
import os

from harness import PEER_ADDRESS, LabCase, dialctl, until
from test_serial import OTHER_NUMBER, OTHER_PEER

FIRST, SECOND = 'Conexant_USB_Modem_modem0', 'Conexant_USB_Modem_modem1'


class TwoModems(LabCase):
    modems = ('usb:modem0', 'usb:modem1')

    @classmethod
    def list_devices(cls):
        devices = ['/dev/ttyACM0', '/dev/ttyACM1']
        until(lambda: all(os.path.exists(device) for device in devices), 'the USB modems appear')
        return devices

    def list_sessions(self):
        return {session['profile']: session for session in self.ask('status')['sessions']}

    def fail_to_dial(self, name, *settings):
        answer = dialctl('--json', 'dial', name, *settings)
        self.assertEqual(answer.returncode, 5, answer.stdout + answer.stderr)
        return json.loads(answer.stdout)['reason']

    def wait_in_line(self, name):
        lines = self.start_dial(name=name)
        lines.wait_for('^waiting for a modem$')
        return lines

    def hang_up_all(self):
        self.assertEqual(dialctl('hangup', '--all').returncode, 0)
        for modem in ('modem0', 'modem1'):
            self.assert_nothing_left(modem)

    def test_two_sessions_at_once_and_more_that_wait(self):
        for name, number, patience in (('one', '5551234', 0), ('two', OTHER_NUMBER, 0),
                                       ('three', '5551234', 60), ('four', '5551234', 60)):
            self.add_profile(number, f'dial.modem-wait={patience}', name=name)
        for name, peer in (('one', PEER_ADDRESS), ('two', OTHER_PEER)):
            self.assertEqual(self.dial(name).returncode, 0, self.exchange.events())
            self.ping(peer)
        self.ping(PEER_ADDRESS)

        self.assertEqual(self.fail_to_dial('three', 'dial.modem-wait=0'), 'modem-busy')
        self.assertEqual(self.fail_to_dial('three', 'dial.modem-wait=1'), 'modem-busy')
        self.assertEqual(self.interrupt(self.wait_in_line('three'))[0], 1)

        third, fourth = self.wait_in_line('three'), self.wait_in_line('four')
        sessions = self.list_sessions()
        self.assertEqual({name: session['state'] for name, session in sessions.items()},
                         {'one': 'online', 'two': 'online', 'three': 'waiting', 'four': 'waiting'})
        self.assertEqual({sessions[name]['modem'] for name in ('one', 'two')}, {FIRST, SECOND})
        self.assertEqual({sessions[name]['modem'] for name in ('three', 'four')}, {None})
        self.assertEqual(dialctl('hangup', 'one').returncode, 0)
        third.wait_for('^online')
        self.ping(PEER_ADDRESS)
        now = self.list_sessions()
        self.assertEqual((now['three']['modem'], now['four']['state']), (sessions['one']['modem'], 'waiting'))
        self.assertEqual(dialctl('hangup', 'two').returncode, 0)
        fourth.wait_for('^online')
        self.hang_up_all()

    def test_best_modem_is_taken(self):
        self.add_profile('5551234')
        self.exchange.control('set', 'modem0', 'quirk=deaf')
        self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')
        self.assertEqual(self.fail_to_dial('isp'), 'modem-silent')
        self.assertEqual(self.dial().returncode, 0, self.exchange.events())
        self.assertEqual(self.list_sessions()['isp']['modem'], SECOND)
        self.hang_up_all()
