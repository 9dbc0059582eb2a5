# SPDX-License-Identifier: LGPL-2.1-or-later
"""The real ModemManager: it finds modems for us, is kept off them during a call, and may die at any time."""

import os
import pathlib
import re
import shutil
import tempfile
import time

from harness import Lines, daemon_pid, dialctl, pids_of, run, until
from modem_manager import ModemManagerCase, has_port_open, kill, list_mm_modems, start_modem_manager, stop_modem_manager
from states import LONG, StatesCase

ID = 'Conexant_USB_Modem_modem0'


class VoiceCase(ModemManagerCase, StatesCase):
    def wait_until_found(self):
        self.wait_for_modems(ID)
        until(list_mm_modems, 'ModemManager shows the modem')


class Found(VoiceCase):
    """All of ModemManager's plugins have their say."""

    plugins = ()

    def setUp(self):
        start_modem_manager()
        self.wait_until_found()

    def test_what_is_known_of_it(self):
        modem, = self.list_modems()
        self.assertEqual((modem['kind'], modem['state'], modem['device']), ('voice', 'idle', '/dev/ttyACM0'))
        self.assertEqual(modem['model'], 'Exchange 56K')
        self.assertIn('+FCLASS:0,1,8', modem['capabilities'])

    def test_call_has_the_port_for_itself(self):
        self.go_online()
        self.assertEqual(list_mm_modems(), [])
        self.assertFalse(has_port_open())
        self.ping()
        self.hang_up()
        until(list_mm_modems, 'ModemManager has the modem back')

    def test_next_call_at_once(self):
        self.go_online()
        self.hang_up()
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(list_mm_modems(), [])
        self.hang_up()

    def test_call_while_modem_manager_looks_at_it_again(self):
        self.go_online()
        self.hang_up()
        until(list_mm_modems, 'ModemManager has the modem back')
        self.assertEqual(self.dial().returncode, 0)
        self.hang_up()

    def test_busy_number_gives_it_back(self):
        self.add_profile('5550001')
        self.dial_and_fail('busy', 5)
        until(list_mm_modems, 'ModemManager has the modem back')

    def test_killed_tester_gives_it_back(self):
        """In the middle of the test, which takes its time with a modem that does not answer."""
        self.exchange.control('set', 'modem0', 'quirk=deaf')
        self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')
        lines = Lines('dialctl', 'modem', 'test', ID)
        self.addCleanup(lines.close)
        until(lambda: not list_mm_modems(), 'the modem is ours')
        lines.close()
        self.exchange.control('set', 'modem0', 'quirk=')
        until(list_mm_modems, 'ModemManager has the modem back')

    def test_another_program_has_it(self):
        uid = re.search(r'device\s*: (/sys\S+)', run('mmcli', '-m', 'any', '-K').stdout).group(1)
        other = Lines('mmcli', f'--inhibit-device={uid}')
        self.addCleanup(other.close)
        self.wait_for_modems()
        other.close()
        self.wait_until_found()

    def test_added_by_hand_too_is_one_modem(self):
        added = dialctl('modem', 'add', '/dev/ttyACM0', 'line.speed=57600')
        self.assertEqual(added.returncode, 0, added.stderr)
        self.addCleanup(dialctl, 'modem', 'add', '/dev/ttyACM0')
        modem, = self.list_modems()
        self.assertEqual((modem['id'], modem['settings']), (ID, {'line.speed': '57600'}))
        self.go_online()
        self.hang_up()

    def test_daemon_starts_anew_and_asks_nothing(self):
        before = self.count_commands('AT+GMM')
        run('systemctl', 'restart', 'dialerd.service')
        self.wait_until_found()
        self.assertEqual(self.count_commands('AT+GMM'), before)

    def test_modem_manager_killed_while_idle(self):
        kill('ModemManager.service')
        until(lambda: not list_mm_modems(), 'the killed one is gone')
        self.assertEqual([modem['state'] for modem in self.list_modems()], ['idle'])
        until(list_mm_modems, 'the new one shows the modem')
        self.wait_for_modems(ID)
        self.go_online()
        self.hang_up()

    def test_call_without_modem_manager(self):
        stop_modem_manager()
        self.go_online()
        self.hang_up()
        start_modem_manager()
        self.wait_until_found()

    def test_modem_manager_started_while_online(self):
        stop_modem_manager()
        self.go_online()
        start_modem_manager()
        self.watch_for(10, lambda: not has_port_open(), 'ModemManager has the port of a call')
        self.ping()
        self.hang_up()
        self.wait_until_found()

    def test_modem_manager_killed_in_every_state(self):
        """The call goes on, and the next ModemManager leaves its port alone."""
        self.add_profile(None)
        on_the_way = list(LONG)
        for state in LONG:
            with self.subTest(state):
                lines = self.dial_to(state)
                pid = pids_of('ModemManager')
                kill('ModemManager.service')
                until(lambda: pids_of('ModemManager') not in ([], pid), 'it is started again')
                self.set_quirk('')
                self.watch_for(3, lambda: not has_port_open(), 'ModemManager has the port of a call')
                self.assertIn(self.session()['state'], on_the_way[on_the_way.index(state):])
                self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
                lines.finish()
                self.assert_nothing_left()
        self.wait_until_found()

    def test_modem_manager_stopped_while_dialing(self):
        self.add_profile('5550016')
        lines = self.start_dial()
        lines.wait_for('^dialing')
        stop_modem_manager()
        lines.wait_for('^online')
        self.hang_up()
        start_modem_manager()
        self.wait_until_found()

    def test_daemon_killed_while_online(self):
        self.go_online()
        pid = daemon_pid()
        self.assertEqual(list_mm_modems(), [])
        # It opens the port at once: if pppd is still on it, it takes the modem for broken, until it is started anew.
        self.addCleanup(stop_modem_manager)
        kill('dialerd.service')
        until(lambda: 'teardown' in self.read_modem_manager_log('owner disappeared from bus'),
              'the inhibition ends with its owner')
        until(lambda: daemon_pid() not in (0, pid), 'the daemon is back')
        self.wait_for_modems(ID)
        self.assertEqual(self.dial().returncode, 0)
        self.hang_up()

    def test_daemon_killed_while_online_without_modem_manager(self):
        stop_modem_manager()
        self.go_online()
        self.assertEqual(os.listdir('/run/dialer/lent'), ['ttyACM0'])
        kill('dialerd.service')
        until(lambda: daemon_pid() != 0 and self.list_modems(), 'the daemon is back')
        until(lambda: not os.listdir('/run/dialer/lent'), 'the call is proven to be over, and the port given back')
        start_modem_manager()
        self.wait_until_found()

    @staticmethod
    def read_modem_manager_log(words):
        return run('journalctl', '--unit=ModemManager.service', f'--grep={words}', '--output=cat').stdout

    def watch_for(self, seconds, condition, what):
        """Something that must not happen has no event to wait for."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.assertTrue(condition(), what)
            time.sleep(0.05)


class Plugging(VoiceCase):
    """modem1 is of a make that ModemManager is not told of: it only takes a device name."""

    modems = ('usb:modem0', 'usb:modem1,vendor-id=0x0870,product-id=0x0001')

    def setUp(self):
        # It forgets a modem that comes back before it has given up looking at the one that went.
        stop_modem_manager()
        for modem in ('modem0', 'modem1'):
            self.unplug(modem)
        self.wait_for_modems()
        start_modem_manager()

    def test_id_stays_when_it_is_plugged_in_again(self):
        self.plug('modem0')
        self.wait_until_found()
        asked = self.count_commands('AT+GMM')
        self.unplug('modem0')
        self.wait_for_modems()
        self.plug('modem1')
        until(lambda: os.path.exists('/dev/ttyACM0'), 'another device has the name')
        self.plug('modem0')
        self.wait_for_modems(ID)
        self.assertEqual(self.list_modems()[0]['device'], '/dev/ttyACM1')
        self.assertLessEqual(self.count_commands('AT+GMM') - asked, 1)  # which ModemManager says too
        self.go_online('dial.modem=' + ID)
        self.hang_up()

    def test_unplugged_in_every_state(self):
        self.add_profile(None)
        for state in LONG:
            with self.subTest(state):
                self.set_quirk('')
                self.plug('modem0')
                self.wait_until_found()
                lines = self.dial_to(state)
                self.unplug('modem0')
                lines.finish()
                self.assert_ended('modem-gone')
                self.wait_for_modems()
                self.assert_nothing_left()

    def test_other_devices_are_left_alone(self):
        self.plug('modem1')
        until(lambda: os.path.exists('/dev/ttyACM0'), 'the device appears')
        self.plug('modem0')
        self.wait_for_modems(ID)
        self.assertRegex(self.exchange.events(), 'modem0 (dtr on|command)')
        self.assertNotRegex(self.exchange.events(), 'modem1 (dtr on|command)')

    def name_product(self, match):
        """As an administrator does; but the machine's own entries are left out, which take seconds to compile."""
        root = tempfile.TemporaryDirectory(dir='/run')
        self.addCleanup(root.cleanup)
        folder = pathlib.Path(root.name, 'etc', 'udev', 'hwdb.d')
        folder.mkdir(parents=True)
        shutil.copy('/lib/udev/hwdb.d/60-dialer.hwdb', folder)
        (folder / '90-modem.hwdb').write_text(f'{match}\n DIALER_MODEM=1\n')
        compiled = run('systemd-hwdb', f'--root={root.name}', 'update')
        self.assertEqual(compiled.returncode, 0, compiled.stderr)
        shutil.copy(folder.parent / 'hwdb.bin', '/etc/udev/')
        self.addCleanup(run, 'udevadm', 'control', '--reload')
        self.addCleanup(os.unlink, '/etc/udev/hwdb.bin')
        run('udevadm', 'control', '--reload')

    def test_product_that_the_administrator_names(self):
        self.name_product('usb:v0870p0001*')
        self.plug('modem1')
        self.wait_for_modems('Conexant_USB_Modem_modem1')

    def test_added_by_hand_before_modem_manager_is_done(self):
        self.plug('modem0')
        until(lambda: os.path.exists('/dev/ttyACM0'), 'the modem appears')
        added = dialctl('modem', 'add', '/dev/ttyACM0')
        self.assertEqual(added.returncode, 0, added.stderr)
        until(list_mm_modems, 'ModemManager shows the modem')
        self.assertEqual(len(self.list_modems()), 1)
        self.go_online()
        self.assertEqual(list_mm_modems(), [])
        self.hang_up()
        for modem in self.list_modems():
            dialctl('modem', 'remove', modem['id'])


class Twins(ModemManagerCase):
    """Two modems with the serial number that all of their make have."""

    modems = ('usb:modem0,serial=24680246', 'usb:modem1,serial=24680246')

    def test_they_are_known_by_their_places(self):
        until(lambda: len(self.list_modems()) == 2, 'both are found')
        before = {modem['id'] for modem in self.list_modems()}
        self.assertEqual(len(before), 2)
        for name in ('modem0', 'modem1'):
            self.unplug(name)
        self.wait_for_modems()
        for name in ('modem0', 'modem1'):
            self.plug(name)
        self.wait_for_modems(*before)
