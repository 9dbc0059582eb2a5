# SPDX-License-Identifier: LGPL-2.1-or-later
"""What tests with the real ModemManager stand on."""

import pathlib
import re
import shutil
import tempfile

from harness import LabCase, dialctl, list_open_files, pids_of, run, until

NUMBER = '5551234'
RULES = pathlib.Path('/run/udev/rules.d/82-lab.rules')
DROP_IN = pathlib.Path('/run/systemd/system/ModemManager.service.d/lab.conf')


def let_in(vendor, product):
    """Has ModemManager look at a USB modem that is a single port, as the maker's or the user's own rules do."""
    RULES.parent.mkdir(parents=True, exist_ok=True)
    RULES.write_text(f'SUBSYSTEM=="tty", ENV{{ID_VENDOR_ID}}=="{vendor}", ENV{{ID_MODEL_ID}}=="{product}", '
                     'ENV{ID_MM_DEVICE_PROCESS}="1"\n', encoding='ascii')
    run('udevadm', 'control', '--reload')


def limit_plugins(*names):
    """Of ModemManager's plugins, each of which asks a modem its own questions, only these: a look takes 3 s, not 11."""
    folder = tempfile.TemporaryDirectory(dir='/run')
    for name in names:
        plugin, = pathlib.Path('/usr/lib').glob(f'*/ModemManager/libmm-plugin-{name}.so')
        shutil.copy(plugin, folder.name)
    DROP_IN.parent.mkdir(parents=True, exist_ok=True)
    DROP_IN.write_text(f'[Service]\nExecStart=\nExecStart=/usr/sbin/ModemManager --test-plugin-dir={folder.name}\n',
                       encoding='ascii')
    run('systemctl', 'daemon-reload')
    return folder


def list_mm_modems():
    """The modems that ModemManager shows now."""
    return re.findall(r'/Modem/(\d+)', run('mmcli', '-L').stdout)


def start_modem_manager():
    run('systemctl', 'start', 'ModemManager.service')


def stop_modem_manager():
    run('systemctl', 'stop', 'ModemManager.service')
    run('systemctl', 'reset-failed', 'ModemManager.service')


def kill(service):
    run('systemctl', 'kill', '--kill-who=main', '--signal=KILL', service)


def has_port_open(program='ModemManager'):
    return any(target.startswith('/dev/tty') for pid in pids_of(program) for target in list_open_files(pid))


class ModemManagerCase(LabCase):
    """ModemManager runs, and nobody says `modem add`."""

    plugins = ('generic',)

    @classmethod
    def setUpClass(cls):
        if cls.plugins:
            cls.limit_plugins()
        start_modem_manager()
        cls.addClassCleanup(stop_modem_manager)
        super().setUpClass()

    @classmethod
    def limit_plugins(cls):
        folder = limit_plugins(*cls.plugins)
        cls.addClassCleanup(run, 'systemctl', 'daemon-reload')
        cls.addClassCleanup(DROP_IN.unlink)
        cls.addClassCleanup(folder.cleanup)

    @classmethod
    def list_devices(cls):
        return []

    def list_modems(self):
        return self.ask('modem', 'list').get('modems', [])

    def wait_for_modems(self, *ids):
        until(lambda: sorted(modem['id'] for modem in self.list_modems()) == sorted(ids), f'{ids} are there')

    def go_online(self, *settings, number=NUMBER, **options):
        self.add_profile(number, *settings, **options)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())

    def hang_up(self):
        answer = dialctl('hangup', 'isp')
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assert_nothing_left()

    def plug(self, modem):
        answer = self.exchange.control('plug', modem)
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def unplug(self, modem):
        answer = self.exchange.control('unplug', modem)
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def count_commands(self, command):
        return len(re.findall(rf'command.*{re.escape(command)}\b', self.exchange.events()))
