# SPDX-License-Identifier: LGPL-2.1-or-later
"""The exchange's cellular modems, as the real ModemManager and the real pppd take them; dialerd is not in it."""

import os
import re

from harness import LabCase, Lines, ModemManager, run, until

PPP_PRODUCT = '079b:000f'
SETTLED = ('locked', 'failed', 'disabled', 'enabled', 'registered')


def ask(modem='any'):
    """What ModemManager knows of a modem, by mmcli's keys."""
    lines = run('mmcli', '-m', modem, '-K').stdout.splitlines()
    return {key.strip(): value for key, value in (line.split(': ', 1) for line in lines if ': ' in line)}


def state():
    return ask().get('modem.generic.state')


def count_tries():
    return re.search(r'sim-pin \((\d)\)', run('mmcli', '-m', 'any').stdout).group(1)


class CellularCase(LabCase):
    """ModemManager runs; all tests of a class share a modem, for it takes a quarter of a minute to be looked at."""

    products = ()

    @classmethod
    def setUpClass(cls):
        modem_manager = ModemManager(*cls.products)
        cls.addClassCleanup(modem_manager.close)
        super().setUpClass()

    @classmethod
    def list_devices(cls):
        return []

    def setUp(self):
        self.addCleanup(self.set, 'registration=home')
        until(lambda: state() in SETTLED, 'ModemManager has looked at the modem')

    def set(self, setting, modem='modem0'):
        answer = self.exchange.control('set', modem, setting)
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def connect(self, settings='apn=internet', modem='any'):
        self.addCleanup(run, 'mmcli', '-m', modem, '--simple-disconnect')
        return run('mmcli', '-m', modem, f'--simple-connect={settings}')

    def assert_connected(self, answer):
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.assertEqual(state(), 'connected')

    def assert_refused(self, answer, error):
        self.assertIn(error, answer.stderr, self.exchange.events())
        self.assert_idle()

    def read_bearer(self):
        path = ask()['modem.generic.bearers.value[1]']
        return dict(re.findall(r'^bearer\.(\S+)\s*: (.*)$', run('mmcli', '-b', path, '-K').stdout, re.MULTILINE))


class DataCalls(CellularCase):
    modems = ('usb:modem0,kind=cellular,sim=pin,pin=4321,pin-tries=2',)
    products = (PPP_PRODUCT,)

    def setUp(self):
        super().setUp()
        run('modprobe', 'ppp_async')

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
