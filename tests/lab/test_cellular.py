# SPDX-License-Identifier: LGPL-2.1-or-later
"""Packet data: the real ModemManager connects, pppd runs on the bearer's port."""

import os
import re

from harness import Terminal, daemon_pid, dialctl, pids_of, run, until
from modem_manager import ModemManagerCase, kill, let_in, list_mm_modems, start_modem_manager, stop_modem_manager

ID = 'Exchange_Mobile_490154203237518'
APN = 'cellular.apn=internet'


def mm_status(modem='any'):
    """What ModemManager says of a modem, by its keys of mmcli."""
    lines = run('mmcli', '-m', modem, '-K').stdout.splitlines()
    return dict(re.split(r'\s*:\s*', line, maxsplit=1) for line in lines if ':' in line)


def has_interface(modem):
    return any(value.endswith('(net)') for key, value in mm_status(modem).items() if '.ports.value' in key)


def mm_state():
    return mm_status().get('modem.generic.state')


def list_bearers():
    return [value for key, value in mm_status().items() if key.startswith('modem.generic.bearers.value')]


class CellularCase(ModemManagerCase):
    modems = ('usb:modem0,kind=cellular',)

    @classmethod
    def setUpClass(cls):
        let_in('079b', '000f')
        super().setUpClass()

    def setUp(self):
        start_modem_manager()
        for key in ('sim=ready', 'registration=home'):
            self.exchange.control('set', 'modem0', key)
        self.wait_until_found()

    def wait_until_found(self):
        self.wait_for_modems(ID)
        until(lambda: self.list_modems()[0]['state'] == 'idle', 'the modem can be used')

    def mobile(self, *settings, **options):
        self.add_profile(None, 'dial.carrier-timeout=40', *settings, **{'user': None, 'password': None, **options})

    def mobile_without_password(self, *settings):
        self.mobile('secret.password=none', *settings)

    def dial_and_fail_without_password(self, reason, status, *settings):
        self.mobile_without_password(*settings)
        return self.dial_and_fail(reason, status)

    def assert_nothing_left(self, modem='modem0'):
        """Not in the exchange, which counts a context as no idle modem, and not in ModemManager."""
        super().assert_nothing_left(modem)
        if list_mm_modems():
            self.assertIn(mm_state(), ('disabled', 'locked', 'failed'))
        self.assertFalse(os.path.isdir('/run/dialer/bearers') and os.listdir('/run/dialer/bearers'))


class Calls(CellularCase):
    def go_online(self, *settings):
        self.mobile_without_password(APN, *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        return answer.stdout

    def test_call(self):
        modem, = self.list_modems()
        self.assertEqual((modem['kind'], modem['device'], modem['model']),
                         ('cellular', '/dev/ttyACM0', 'Exchange Mobile'))
        self.assertEqual(modem['capabilities'], ['gsm-umts'])
        self.assertIn('dialing internet', self.go_online())
        self.assertEqual(mm_state(), 'connected')
        self.ping()
        self.hang_up()

    def test_bearers_of_others_stay(self):
        self.assertEqual(run('mmcli', '-m', 'any', '--create-bearer=apn=other').returncode, 0)
        before = list_bearers()
        self.go_online('cellular.roaming=yes')
        self.hang_up()
        until(lambda: list_bearers() == before, 'our bearer goes, and no other')

    def test_second_call_with_a_modem_that_was_enabled_before(self):
        self.assertEqual(run('mmcli', '-m', 'any', '--enable').returncode, 0)
        self.addCleanup(run, 'mmcli', '-m', 'any', '--disable')
        self.go_online()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertEqual(mm_state(), 'registered')
        self.assert_idle()

    def test_password(self):
        self.mobile('cellular.apn=private', 'ppp.auth=pap', user='joe', password='secret')
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.hang_up()
        dialctl('secret', 'set', 'isp', input='wrong\n')
        self.dial_and_fail('auth-failed', 6)

    def test_access_point(self):
        self.dial_and_fail_without_password('apn-refused', 6, 'cellular.apn=nowhere')
        dialctl('profile', 'set', 'isp', 'cellular.apn=broken')
        self.dial_and_fail('no-carrier', 5)

    def test_network(self):
        self.exchange.control('set', 'modem0', 'registration=denied')
        self.dial_and_fail_without_password('registration-denied', 5, APN)
        self.exchange.control('set', 'modem0', 'registration=searching')
        dialctl('profile', 'set', 'isp', 'dial.carrier-timeout=5')
        self.dial_and_fail('no-coverage', 5)
        self.exchange.control('set', 'modem0', 'registration=roaming')
        dialctl('profile', 'set', 'isp', 'dial.carrier-timeout=40')
        self.dial_and_fail('roaming-refused', 5)
        dialctl('profile', 'set', 'isp', 'cellular.roaming=yes')
        self.assertEqual(self.dial().returncode, 0)
        self.hang_up()

    def test_operator(self):
        self.go_online('cellular.operator=00101')
        self.hang_up()
        dialctl('profile', 'set', 'isp', 'cellular.operator=99999')
        self.dial_and_fail('no-coverage', 5)

    def test_another_program_is_connected(self):
        self.assertEqual(run('mmcli', '-m', 'any', '--simple-connect=apn=internet').returncode, 0)
        self.addCleanup(run, 'mmcli', '-m', 'any', '--disable')
        self.addCleanup(run, 'mmcli', '-m', 'any', '--simple-disconnect')
        self.mobile_without_password(APN)
        self.assertEqual(self.ask('dial', 'isp')['reason'], 'modem-busy')
        self.assertEqual(mm_state(), 'connected')

    def test_circuit_switched_call(self):
        """By a profile that names the modem, and a number."""
        self.add_profile('5551234', f'dial.modem={ID}')
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.assertEqual(list_mm_modems(), [])
        self.ping()
        dialctl('hangup', 'isp')
        self.assert_idle()
        until(list_mm_modems, 'ModemManager has the modem back')
        self.wait_until_found()
        dialctl('profile', 'set', 'isp', 'dial.modem=any')
        self.assertEqual(self.ask('dial', 'isp')['reason'], 'no-modem')

    def test_interrupt_while_dialing(self):
        self.exchange.control('set', 'modem0', 'registration=searching')
        self.mobile_without_password(APN)
        lines = self.start_dial()
        lines.wait_for('^dialing')
        until(lambda: mm_state() in ('enabling', 'enabled', 'searching'), 'ModemManager looks for a network')
        self.assertEqual(self.interrupt(lines)[0], 1)
        self.assert_nothing_left()

    def test_network_ends_the_call(self):
        self.go_online()
        self.exchange.control('drop', 'modem0')
        self.assert_ended('carrier-lost')
        self.assert_nothing_left()

    def test_daemon_killed_while_online(self):
        self.go_online()
        pid = daemon_pid()
        kill('dialerd.service')
        until(lambda: daemon_pid() not in (0, pid), 'the daemon is back')
        self.wait_until_found()
        self.assert_nothing_left()
        self.assertEqual(self.dial().returncode, 0)
        self.hang_up()

    def test_without_modem_manager(self):
        stop_modem_manager()
        self.wait_for_modems()
        self.mobile_without_password(APN)
        self.assertEqual(self.ask('dial', 'isp')['reason'], 'no-modem')


# How a call comes to stay in a state for a while.
STAYS = {
    'dialing': ('registration=searching', APN),
    'negotiating': ('registration=home', 'cellular.apn=silent'),
    'authenticating': ('registration=home', 'cellular.apn=slow'),
    'configuring': ('registration=home', 'cellular.apn=slow'),
    'online': ('registration=home', APN),
}


class EveryState(CellularCase):
    """What happens to a call in each of its states, one after the other: ModemManager takes long to find a modem."""

    def begin(self, state):
        registration, access_point = STAYS[state]
        self.exchange.control('set', 'modem0', registration)
        dialctl('profile', 'set', 'isp', access_point)
        lines = self.start_dial()
        lines.wait_for(f'^{state}')
        return lines

    def test_unplugged(self):
        self.mobile(user='joe', password='secret')
        for state in STAYS:
            with self.subTest(state):
                lines = self.begin(state)
                self.unplug('modem0')
                try:
                    lines.finish()
                    self.assert_ended('modem-gone')
                    self.wait_for_modems()
                    self.assert_nothing_left()
                finally:
                    self.plug('modem0')
                    self.wait_until_found()

    def test_modem_manager_killed(self):
        """A connection that nobody ends any more: the modem is made to hang up, and the next one finds it free."""
        self.mobile(user='joe', password='secret')
        for state in STAYS:
            with self.subTest(state):
                lines = self.begin(state)
                kill('ModemManager.service')
                lines.finish()
                self.assert_ended('modem-manager-gone')
                self.assert_idle()
                until(lambda: not self.list_our_pppds(), 'pppd ends')
                self.wait_until_found()
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.hang_up()


class Sim(CellularCase):
    """The modem is plugged in again for each, since a SIM asks for its PIN after power-up only."""

    def setUp(self):
        """Not that of the others: there is no modem yet."""
        start_modem_manager()

    def insert(self, *keys):
        self.unplug('modem0')
        self.wait_for_modems()
        for key in keys:
            self.exchange.control('set', 'modem0', key)
        self.plug('modem0')
        self.wait_for_modems(ID)

    def pin_events(self):
        return re.findall(r'pin (right|wrong)', self.exchange.events())

    def dial_with_pin_typed(self, text, status):
        terminal = Terminal('dialctl', 'dial', 'isp', 'secret.pin=ask')
        self.addCleanup(terminal.close)
        terminal.wait_for('pin of isp:')
        terminal.type(text)
        self.assertEqual(terminal.finish(), status, terminal.output)

    def test_pin(self):
        self.insert('sim=pin')
        self.dial_and_fail_without_password('pin-needed', 6, APN)
        self.assertEqual(self.pin_events(), [])
        self.dial_with_pin_typed('9999\n', 6)
        self.assertEqual(self.pin_events(), ['wrong'])
        dialctl('secret', 'set', 'isp', 'pin', input='9999\n')
        self.dial_and_fail('pin-wrong', 6)
        self.assertEqual(self.pin_events(), ['wrong'])  # the same one is not tried again
        dialctl('secret', 'set', 'isp', 'pin', input='8888\n')
        self.dial_and_fail('pin-wrong', 6)
        self.assertEqual(self.pin_events(), ['wrong', 'wrong'])
        dialctl('secret', 'set', 'isp', 'pin', input='1234\n')
        self.dial_and_fail('pin-wrong', 6)
        self.assertEqual(self.pin_events(), ['wrong', 'wrong'])  # nor is the last try risked
        self.insert('sim=pin', 'pin-tries=3')
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.hang_up()

    def test_missing_and_blocked(self):
        self.insert('sim=missing')
        self.dial_and_fail_without_password('sim-missing', 5, APN)
        self.insert('sim=puk')
        self.dial_and_fail('puk-needed', 6)


class Interfaces(ModemManagerCase):
    """Data go over a network interface of the modem: no PPP.  ModemManager tells the addresses, or DHCP does."""

    plugins = ()  # not the generic one has those with a network interface
    modems = ('usb:modem0,kind=cellular,bearer=static', 'usb:modem1,kind=cellular,bearer=dhcp,imei=490154203237526')

    def setUp(self):
        self.wait_until_found()
        # ModemManager makes a modem without the port of which udev, on a busy machine, tells too late.
        if not all(has_interface(number) for number in list_mm_modems()):
            stop_modem_manager()
            start_modem_manager()
            until(lambda: len(list_mm_modems()) == 2, 'ModemManager has found both')
            self.wait_until_found()

    def wait_until_found(self):
        until(lambda: len([modem for modem in self.list_modems() if modem['state'] == 'idle']) == 2, 'both are there')

    def find(self, imei):
        return next(modem['id'] for modem in self.list_modems() if modem['id'].endswith(imei))

    def go_online(self, imei, *settings):
        self.add_profile(None, f'dial.modem={self.find(imei)}', 'secret.password=none', *settings,
                         user=None, password=None)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.assertNotIn('negotiating', answer.stdout)
        self.ping()
        return self.session()

    def assert_nothing_left(self, interface, modem):
        self.assert_idle(modem)
        self.assertNotIn('inet ', run('ip', '-4', 'address', 'show', interface).stdout)
        self.assertEqual(run('ip', 'route', 'show', 'dev', interface).stdout, '')
        until(lambda: not pids_of('udhcpc'), 'the DHCP client ends')
        self.assertFalse(os.listdir('/run/dialer/bearers'))

    def test_static(self):
        session = self.go_online('518', 'cellular.apn=far')
        self.assertEqual((session['ip4_address'], session['ip4_peer']), ('198.51.100.77', '198.51.100.1'))
        self.assertIn('198.51.100.54', session['dns'])
        self.assertRegex(run('ip', 'route').stdout, f'default via 198.51.100.1 dev {session["interface"]} .*metric 700')
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left(session['interface'], 'modem0')
        dialctl('profile', 'set', 'isp', 'ipv4.default-route=no')
        self.assertEqual(self.dial().returncode, 0)
        self.assertNotIn('default', run('ip', 'route').stdout)
        self.ping()
        self.exchange.control('drop', 'modem0')
        self.assert_ended('carrier-lost')
        self.assert_nothing_left(session['interface'], 'modem0')

    def test_dhcp(self):
        session = self.go_online('526', 'cellular.apn=internet')
        self.assertEqual((session['ip4_address'], session['ip4_peer']), ('198.51.100.2', '198.51.100.1'))
        pid = daemon_pid()
        kill('dialerd.service')
        until(lambda: daemon_pid() not in (0, pid), 'the daemon is back')
        self.wait_until_found()
        self.assert_nothing_left(session['interface'], 'modem1')
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left(session['interface'], 'modem1')
