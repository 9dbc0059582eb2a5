# SPDX-License-Identifier: LGPL-2.1-or-later
"""The exchange's cellular modems, as the real ModemManager and pppd take them; dialerd is not in it."""

import pathlib
import re

from harness import LabCase, Lines, ModemManager, run, until

PPP_PRODUCT = '079b:000f'
SETTLED = ('locked', 'failed', 'disabled', 'enabled', 'registered')


def ask(modem='any'):
    """What ModemManager knows of a modem, by mmcli's keys."""
    lines = run('mmcli', '-m', modem, '-K').stdout.splitlines()
    return {key.strip(): value for key, value in (line.split(': ', 1) for line in lines if ': ' in line)}


def state(modem='any'):
    return ask(modem).get('modem.generic.state')


def find_modem(plugin):
    """The one that this plugin of ModemManager's has in hand, None while it is not looked at to the end."""
    for modem in re.findall(r'/Modem/(\d+)', run('mmcli', '-L').stdout):
        found = ask(modem)
        if found.get('modem.generic.plugin') == plugin and found.get('modem.generic.state') in SETTLED:
            return modem
    return None


def count_tries():
    return re.search(r'sim-pin \((\d)\)', run('mmcli', '-m', 'any').stdout).group(1)


class CellularCase(LabCase):
    """ModemManager runs; the tests of a class share a modem, for to look at it takes its time."""

    products = ()

    @classmethod
    def setUpClass(cls):
        modem_manager = ModemManager(*cls.products)
        cls.addClassCleanup(modem_manager.close)
        super().setUpClass()

    @classmethod
    def list_devices(cls):
        return []

    def wait_for_modem(self, plugin):
        until(lambda: find_modem(plugin), 'ModemManager has looked at the modem')
        return find_modem(plugin)

    def set(self, setting, modem='modem0'):
        answer = self.exchange.control('set', modem, setting)
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def connect(self, settings='apn=internet', modem='any'):
        self.addCleanup(run, 'mmcli', '-m', modem, '--simple-disconnect')
        return run('mmcli', '-m', modem, f'--simple-connect={settings}')

    def assert_connected(self, answer, modem='any'):
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.assertEqual(state(modem), 'connected')

    def assert_refused(self, answer, error):
        self.assertIn(error, answer.stderr, self.exchange.events())
        self.assert_idle()

    def read_bearer(self, modem='any'):
        path = ask(modem)['modem.generic.bearers.value[1]']
        lines = run('mmcli', '-b', path, '-K').stdout
        return dict(re.findall(r'^bearer\.(\S+)\s*: (.*)$', lines, re.MULTILINE))


class DataCalls(CellularCase):
    modems = ('usb:modem0,kind=cellular,sim=pin,pin=4321,pin-tries=2',)
    products = (PPP_PRODUCT,)

    def setUp(self):
        run('modprobe', 'ppp_async')
        self.addCleanup(self.set, 'registration=home')
        self.wait_for_modem('generic')

    def unlock(self):
        if state() == 'locked':
            answer = run('mmcli', '-i', 'any', '--pin=4321')
            self.assertEqual(answer.returncode, 0, answer.stderr)
            until(lambda: state() == 'disabled', 'the modem is unlocked')

    def start_pppd(self):
        lines = Lines('pppd', '/dev/ttyACM0', '115200', 'nodetach', 'noauth', 'noipdefault', 'nocrtscts')
        self.addCleanup(lines.close)
        lines.wait_for('remote IP address 198.51.100.1')
        return lines

    def test_call(self):
        """From a locked card to a PPP link and back."""
        self.assertEqual(state(), 'locked')
        self.assertEqual(count_tries(), '2')
        self.assertIn('IncorrectPassword', run('mmcli', '-i', 'any', '--pin=1111').stderr)
        self.assertEqual(count_tries(), '1')
        self.unlock()
        self.assertEqual(count_tries(), '3')
        self.assert_connected(self.connect())
        self.assertEqual(ask()['modem.3gpp.registration-state'], 'home')
        self.assertEqual(ask()['modem.3gpp.operator-code'], '00101')
        bearer = self.read_bearer()
        self.assertEqual((bearer['ipv4-config.method'], bearer['status.interface']), ('ppp', 'ttyACM0'))
        lines = self.start_pppd()
        self.ping()
        self.assertIn('context=yes', self.exchange.control('status').stdout)
        self.assertEqual(self.exchange.control('wait', 'modem0', 'idle', 0).returncode, 7)
        self.exchange.control('drop', 'modem0')
        lines.wait_for('Modem hangup|Connection terminated')
        self.assert_idle()
        self.assertIn('context=no', self.exchange.control('status').stdout)

    def test_no_call(self):
        self.unlock()
        self.assert_refused(self.connect('apn=nowhere'), 'ServiceOptionNotSubscribed')
        self.assert_refused(self.connect('apn=broken'), 'NoCarrier')
        self.set('registration=roaming')
        until(lambda: ask()['modem.3gpp.registration-state'] == 'roaming', 'ModemManager hears of it')
        self.assert_refused(self.connect('apn=internet,allow-roaming=no'), 'Unauthorized')
        self.set('registration=denied')
        self.assert_refused(self.connect(), 'NetworkTimeout')
        self.set('registration=home')
        self.assert_connected(self.connect())
        self.set('sim=missing')
        self.addCleanup(self.set, 'sim=ready')
        self.assert_idle()
        self.assertRegex(self.exchange.events(), 'modem0 context . internet inactive')


class Interfaces(CellularCase):
    """By their USB ids ModemManager takes one for a Nokia with an Icera, the other for such a Samsung."""

    modems = ('usb:modem0,kind=cellular,bearer=static', 'usb:modem1,kind=cellular,bearer=dhcp')

    def raise_interface(self, name):
        self.assertEqual(run('ip', 'link', 'set', name, 'up').returncode, 0)
        self.addCleanup(run, 'ip', 'addr', 'flush', 'dev', name)
        self.addCleanup(run, 'ip', 'link', 'set', name, 'down')

    def test_dhcp(self):
        modem = self.wait_for_modem('samsung')
        self.assert_connected(self.connect(modem=modem), modem)
        bearer = self.read_bearer(modem)
        self.assertEqual(bearer['ipv4-config.method'], 'dhcp')
        name = bearer['status.interface']
        self.raise_interface(name)
        script = self.exchange.path / 'script'
        script.write_text('#!/bin/sh\n[ "$1" != bound ] || ip addr add $ip/$mask dev $interface\n')
        script.chmod(0o755)
        answer = run('busybox', 'udhcpc', '-i', name, '-n', '-q', '-f', '-s', script)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn('198.51.100.2/30', run('ip', 'addr', 'show', 'dev', name).stdout)
        self.ping()

    def test_static(self):
        modem = self.wait_for_modem('nokia-icera')
        self.assert_refused(self.connect('apn=nowhere', modem), 'ServiceOptionNotSubscribed')
        self.assert_refused(self.connect('apn=private,user=joe,password=wrong', modem), 'Call setup failed')
        self.assert_connected(self.connect('apn=far', modem), modem)
        bearer = self.read_bearer(modem)
        self.assertEqual([bearer[f'ipv4-config.{key}'] for key in ('method', 'address', 'prefix', 'gateway')],
                         ['static', '198.51.100.77', '25', '198.51.100.1'])
        self.assertEqual(bearer['ipv4-config.dns.value[2]'], '198.51.100.54')
        name = bearer['status.interface']
        self.raise_interface(name)
        run('ip', 'addr', 'add', '198.51.100.77/25', 'dev', name)
        self.ping()
        self.assertIn('context=yes', self.exchange.control('status').stdout)
        self.exchange.control('drop', 'modem0')
        self.assert_idle()
        until(lambda: state(modem) == 'registered', 'ModemManager hears that it is over')
        carrier = pathlib.Path('/sys/class/net', name, 'carrier')
        until(lambda: carrier.read_text() == '0\n', 'nothing passes any more')
        self.assert_connected(self.connect('apn=far', modem), modem)
        self.exchange.control('unplug', 'modem0')
        self.assert_idle()
        until(lambda: not carrier.exists() and f'/Modem/{modem} ' not in run('mmcli', '-L').stdout,
              'ModemManager sees it go')
        self.assertEqual(self.exchange.control('plug', 'modem0').returncode, 0)
        until(carrier.parent.exists, 'the interface is there again')
