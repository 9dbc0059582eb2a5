# SPDX-License-Identifier: LGPL-2.1-or-later
"""A modem that was added by hand is known by what it is, and not by the name that the kernel gives it."""

import os
import pathlib

from harness import LabCase, daemon_pid, dialctl, run, until

MODEMS = pathlib.Path('/var/lib/dialer/modems')
NUMBER = '5551234'


class RenumberingCase(LabCase):
    """Nobody but the tests adds modems; all are unplugged before and after each."""

    @classmethod
    def list_devices(cls):
        return []

    def setUp(self):
        self.unplug_all()
        self.addCleanup(self.forget_all)

    def unplug_all(self):
        for modem in self.names():
            self.exchange.control('unplug', modem)
        until(lambda: not list(pathlib.Path('/dev').glob('ttyACM*')), 'all are gone')

    def names(self):
        return [modem.split(',')[0].split(':')[1] for modem in self.modems]

    def plug(self, *modems):
        """One after the other: the first is /dev/ttyACM0, and in the first place."""
        for number, modem in enumerate(modems):
            answer = self.exchange.control('plug', modem)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            until(lambda device=f'/dev/ttyACM{number}': os.path.exists(device), f'{modem} is there')

    def add(self, device, *settings):
        answer = dialctl('modem', 'add', device, *settings)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout.split()[1]

    def places(self):
        """The device of each modem that is there."""
        return {modem['id']: modem['device'] for modem in self.ask('modem', 'list')['modems']
                if modem['state'] != 'absent'}

    def wait_for_places(self, places):
        until(lambda: self.places() == places, f'{places}, not {self.places()}')

    def touched(self, modem):
        return f'{modem} dtr on' in self.exchange.events() or f'{modem} command' in self.exchange.events()


class OtherOrder(RenumberingCase):
    modems = ('usb:modem0', 'usb:modem1')

    def dial_on(self, modem):
        before = int(self.exchange.control('count', modem).stdout)
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertEqual(int(self.exchange.control('count', modem).stdout), before + 1)

    def test_id_goes_with_the_modem(self):
        self.plug('modem0')
        modem = self.add('/dev/ttyACM0', 'kind=voice')
        self.assertEqual(modem, 'Conexant_USB_Modem_modem0')
        self.add_profile(NUMBER, 'dial.modem=ttyACM0')
        self.unplug_all()
        self.wait_for_places({})
        self.plug('modem1')
        run('udevadm', 'settle')
        self.dial_and_fail('no-modem', 5)
        self.assertEqual(self.places(), {})
        self.plug('modem1', 'modem0')
        self.wait_for_places({modem: '/dev/ttyACM1'})
        self.dial_on('modem0')
        self.assertFalse(self.touched('modem1'), self.exchange.events())

        run('systemctl', 'stop', 'dialerd.service')
        self.unplug_all()
        self.plug('modem0', 'modem1')
        run('udevadm', 'settle')
        self.wait_for_places({modem: '/dev/ttyACM0'})
        self.dial_on('modem0')
        self.assertFalse(self.touched('modem1'), self.exchange.events())

    def test_what_is_no_name_of_the_kernel_stays(self):
        """A stable link; and a modem that an older dialerd called after its device."""
        self.plug('modem0', 'modem1')
        run('udevadm', 'settle')
        link = '/dev/serial/by-id/usb-Conexant_USB_Modem_modem1-if00'
        modem = self.add(link)
        self.assertEqual(modem, 'Conexant_USB_Modem_modem1')
        run('systemctl', 'stop', 'dialerd.service')
        (MODEMS / 'ttyACM0.modem').write_text('[modem]\ndevice=/dev/ttyACM0\nkind=voice\nfound=false\n')
        self.wait_for_places({modem: link, 'ttyACM0': '/dev/ttyACM0'})
        self.unplug_all()
        self.wait_for_places({})
        self.plug('modem1', 'modem0')
        self.wait_for_places({modem: link, 'ttyACM0': '/dev/ttyACM0'})
        self.assertNotEqual(daemon_pid(), 0)


class Twins(RenumberingCase):
    """Two without a serial number of their own, and two that share one."""

    modems = ('usb:modem0,serial=24680246', 'usb:modem1,serial=24680246', 'usb:modem2,serial=SAME',
              'usb:modem3,serial=SAME')

    def test_they_stay_apart(self):
        self.plug(*self.names())
        ids = [self.add(f'/dev/ttyACM{number}', 'kind=voice') for number in range(4)]
        self.assertEqual(len(set(ids)), 4, ids)
        self.assertEqual(ids[2], 'Conexant_USB_Modem_SAME')
        self.exchange.control('unplug', 'modem2')
        self.wait_for_places({modem: f'/dev/ttyACM{number}' for number, modem in enumerate(ids) if number != 2})
        # A name that is in use stays taken: each gets the next one, in the place where it was.
        held = os.open('/dev/ttyACM0', os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self.addCleanup(os.close, held)
        self.unplug_all()
        self.wait_for_places({})
        for modem in self.names():
            self.exchange.control('plug', modem)
        self.wait_for_places({modem: f'/dev/ttyACM{number + 1}' for number, modem in enumerate(ids)})
