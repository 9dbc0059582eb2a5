# SPDX-License-Identifier: LGPL-2.1-or-later
"""Modems on a USB serial adapter and on a PCI UART: ModemManager leaves them alone, and so does dialerd.

DCD, DSR and CTS are always on there, and nobody sees DTR.
"""

import glob
import os
import pathlib
import re
import time

from harness import PEER_ADDRESS, LabCase, Lines, daemon_pid, dialctl, run, until
from test_modem_manager import start_modem_manager, stop_modem_manager

OTHER_NUMBER = '5551241'
OTHER_PEER = '203.0.113.1'
USB = '/dev/ttyUSB0'


def find_far_end(name):
    """The port of virtio that is the other end of a line of the emulator's."""
    ports = pathlib.Path('/sys/class/virtio-ports').iterdir()
    return next(f'/dev/{port.name}' for port in ports if (port / 'name').read_text().strip() == name)


def find_pci_tty():
    tty, = glob.glob('/sys/bus/pci/drivers/serial/*/tty/tty*')
    return '/dev/' + os.path.basename(tty)


class SerialCase(LabCase):
    """Two modems, whose terminals the kernel and udev have taken up."""

    modems = tuple(f'device:{find_far_end(name)},name={name}' for name in ('usb-serial', 'pci-serial'))

    @classmethod
    def setUpClass(cls):
        run('modprobe', 'xhci_pci')
        until(lambda: os.path.exists(USB), 'the USB adapter appears')
        cls.ttys = [USB, find_pci_tty()]
        super().setUpClass()

    def go_online(self, name):
        answer = self.dial(name)
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())

    def hang_up(self, name, modem):
        answer = dialctl('hangup', name)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assert_idle(modem)


class LeftAlone(SerialCase):
    @classmethod
    def list_devices(cls):
        return []

    def show_to_modem_manager(self):
        """Has udev announce the terminals once more, and waits until ModemManager has thought of both."""
        start_modem_manager()
        self.addCleanup(stop_modem_manager)
        self.assertEqual(run('mmcli', '--set-logging=DEBUG').returncode, 0)
        # From now on, however late journalctl begins.
        journal = Lines('journalctl', '--follow', f'--since=@{time.time():.6f}', '--unit=ModemManager.service')
        self.addCleanup(journal.close)
        for tty in self.ttys:
            name = os.path.basename(tty)
            run('udevadm', 'trigger', '--action=add', f'/sys/class/tty/{name}')
            journal.wait_for(rf'tty/{name}\W+port filtered')

    def test_nothing_is_written_to_them(self):
        run('systemctl', 'start', 'dialerd.service')
        self.show_to_modem_manager()
        self.assertEqual(self.ask('modem', 'list')['modems'], [])
        self.assertNotEqual(daemon_pid(), 0)
        self.assertNotIn(' command ', self.exchange.events())


class Calls(SerialCase):
    @classmethod
    def list_devices(cls):
        return cls.ttys

    def setUp(self):
        for name, number, tty in (('usb', '5551234', self.ttys[0]), ('pci', OTHER_NUMBER, self.ttys[1])):
            self.add_profile(number, 'dial.modem=' + os.path.basename(tty), name=name)

    @staticmethod
    def list_defaults():
        return re.findall(r'^default dev (\S+)', run('ip', 'route').stdout, re.MULTILINE)

    def test_a_call_on_each_at_once(self):
        for name in ('usb', 'pci'):
            self.go_online(name)
        self.assertEqual(len(self.list_our_pppds()), 2)
        self.assertEqual({session['profile'] for session in self.ask('status')['sessions']}, {'usb', 'pci'})
        self.ping(PEER_ADDRESS)
        self.ping(OTHER_PEER)
        # The first has it; the other stands behind it, for when that is gone.
        self.assertEqual(self.list_defaults(), ['ppp0', 'ppp1'])
        self.hang_up('usb', 'usb-serial')
        self.assertEqual(self.list_defaults(), ['ppp1'])
        self.ping(OTHER_PEER)
        self.hang_up('pci', 'pci-serial')
        self.assert_nothing_left('usb-serial')
