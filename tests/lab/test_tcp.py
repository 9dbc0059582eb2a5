# SPDX-License-Identifier: LGPL-2.1-or-later
"""A modem behind TCP, which socat makes a device, by the unit that dialerd(8) gives."""

import os
import pathlib
import re
import subprocess

from harness import TREE, LabCase, dialctl, run, until

DEVICE = '/run/modem-tcp'
PORT = 2000
UNIT = pathlib.Path('/run/systemd/system/modem-tcp.service')


def read_unit():
    """The example of the manual, with another server."""
    manual = (TREE / 'data' / 'man' / 'dialerd.8').read_text(encoding='utf-8')
    text = re.search(r'\.EX\n(\[Unit\].*?)\.EE', manual, re.DOTALL).group(1)
    return text.replace('\\-', '-').replace('\\e', '\\').replace('TCP:server', 'TCP:127.0.0.1')


class Tcp(LabCase):
    modems = ('socket:@/modem0',)

    @classmethod
    def list_devices(cls):
        cls.server = None
        cls.addClassCleanup(cls.stop_server)
        cls.start_server()
        UNIT.parent.mkdir(exist_ok=True)
        UNIT.write_text(read_unit(), encoding='utf-8')
        run('systemctl', 'daemon-reload')
        cls.addClassCleanup(run, 'systemctl', 'stop', UNIT.name)
        started = run('systemctl', 'start', UNIT.name)
        if started.returncode != 0:
            raise AssertionError(started.stderr)
        until(lambda: os.path.exists(DEVICE), 'socat makes the device')
        return []

    @classmethod
    def start_server(cls):
        cls.server = subprocess.Popen(['socat', f'TCP-LISTEN:{PORT},bind=127.0.0.1,reuseaddr',
                                       f'UNIX-CONNECT:{cls.exchange.device("modem0")}'])

    @classmethod
    def stop_server(cls):
        cls.server.kill()
        cls.server.wait()

    def modem_state(self):
        return self.ask('modem', 'list')['modems'][0]['state']

    def go_online(self):
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()

    def test_connection_is_cut_and_comes_back(self):
        self.add_modem(DEVICE, 'line.flow-control=none')
        self.add_profile('5551234')
        self.go_online()
        self.stop_server()
        self.assert_ended('modem-gone')
        self.assert_nothing_left()
        self.assertRegex(self.exchange.events(), 'modem0 idle DTR fell')
        self.assertEqual(self.modem_state(), 'absent')

        self.start_server()
        until(lambda: self.modem_state() == 'idle', 'the modem comes back')
        self.go_online()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()
