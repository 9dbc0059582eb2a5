# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl modem test: what it finds out about a modem, and that it leaves the line alone."""

import json
import os

from harness import LabCase, Lines, dialctl, list_locks, until

STEPS = ['identity', 'replies', 'flow-control', 'carrier', 'dtr', 'dial-tone']
NUMBER = '5551234'


class ModemTestCase(LabCase):
    def examine(self, *words, status=0):
        """Tests the modem; returns all that was found, and each step's verdict by name."""
        modem, = self.ask('modem', 'list')['modems']
        answer = dialctl('--json', 'modem', 'test', modem['id'], *words)
        self.assertEqual(answer.returncode, status, answer.stdout + answer.stderr + self.exchange.events())
        found = json.loads(answer.stdout)
        self.assertEqual([result['name'] for result in found['results']], STEPS)
        self.assert_given_back()
        return found, {result['name']: result['verdict'] for result in found['results']}

    def assert_given_back(self):
        self.assert_nothing_left()
        self.assertEqual(self.ask('modem', 'list')['modems'][0]['state'], 'idle')

    def with_quirk(self, quirk):
        self.exchange.control('set', 'modem0', f'quirk={quirk}')
        self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')


class UsbModem(ModemTestCase):
    def count_off_hook(self):
        return self.exchange.events().count('modem0 off-hook')

    def test_fit(self):
        before = self.count_off_hook()
        found, verdicts = self.examine()
        self.assertEqual((found['fit'], found['verdict']), (True, 'fit for calls'))
        self.assertEqual(verdicts, dict(dict.fromkeys(STEPS, 'ok'), **{'dial-tone': 'skipped'}))
        self.assertIn('Exchange 56K', found['results'][0]['text'])
        self.assertEqual([command[:8] for command in found['init']], ['ATE0Q0V1'])
        self.assertEqual(self.count_off_hook(), before)

    def test_off_hook(self):
        found, verdicts = self.examine('--off-hook')
        self.assertTrue(found['fit'])
        self.assertEqual(verdicts, dict.fromkeys(STEPS, 'ok'))
        self.assertRegex(self.exchange.events(), r'modem0 off-hook *\n(.*\n)*.*modem0 idle')

    def test_no_dial_tone(self):
        self.with_quirk('no-tone')
        found, verdicts = self.examine('--off-hook', status=5)
        self.assertEqual(verdicts, dict(dict.fromkeys(STEPS, 'ok'), **{'dial-tone': 'failed'}))
        self.assertRegex(found['verdict'], '^not fit: there is no dial tone')

    def test_call_afterwards(self):
        self.examine('--off-hook')
        self.add_profile(NUMBER)
        self.assertEqual(self.dial().returncode, 0)
        self.ping()

    def test_deaf(self):
        self.with_quirk('deaf')
        found, verdicts = self.examine('--off-hook', status=5)
        self.assertFalse(found['fit'])
        self.assertRegex(found['verdict'], '^not fit: it does not answer')
        self.assertEqual(verdicts, dict(dict.fromkeys(STEPS, 'skipped'), identity='failed'))

    def test_text(self):
        modem, = self.ask('modem', 'list')['modems']
        answer = dialctl('modem', 'test', modem['id'])
        self.assertEqual(answer.returncode, 0, answer.stderr)
        lines = answer.stdout.splitlines()
        self.assertEqual([line.split()[0] for line in lines[1:-2]], STEPS)
        self.assertEqual(lines[-1], modem['id'] + ' is fit for calls.')

    def test_in_use_by_a_call(self):
        self.add_profile(NUMBER)
        self.assertEqual(self.dial().returncode, 0)
        modem, = self.ask('modem', 'list')['modems']
        answer = dialctl('modem', 'test', modem['id'])
        self.assertEqual(answer.returncode, 1, answer.stderr)
        self.assertIn('in use', answer.stderr)
        self.ping()

    def kill_tester(self, *words, when):
        """Kills dialctl in a test, once the exchange has seen an event; returns all events of that test."""
        before = len(self.exchange.events())
        modem, = self.ask('modem', 'list')['modems']
        lines = Lines('dialctl', 'modem', 'test', modem['id'], *words)
        self.addCleanup(lines.close)
        until(lambda: when in self.exchange.events()[before:], when)
        lines.close()
        until(lambda: self.ask('modem', 'list')['modems'][0]['state'] == 'idle', 'the test is given up')
        self.assert_given_back()
        return self.exchange.events()[before:]

    def test_client_killed(self):
        self.with_quirk('late')
        self.assertNotIn('AT+FCLASS', self.kill_tester('--off-hook', when='command'))
        self.kill_tester('--off-hook', when='modem0 off-hook')
        self.exchange.control('set', 'modem0', 'quirk=')
        self.assertTrue(self.examine()[0]['fit'])

    def with_settings(self, *settings):
        """The modem as if it had been added with these."""
        self.addCleanup(self.add_anew)
        self.add_anew(*settings)

    def add_anew(self, *settings):
        dialctl('modem', 'remove', 'ttyACM0')
        self.add_modem('/dev/ttyACM0', *settings)

    def test_carrier_always_on(self):
        self.with_settings('dial.init=AT&C0')
        found, verdicts = self.examine()
        self.assertEqual((found['fit'], verdicts['carrier']), (True, 'warning'))
        self.assertIn('line.carrier-detect=no', found['verdict'])

    def test_unplugged_meanwhile(self):
        self.with_quirk('deaf')
        lines = Lines('dialctl', 'modem', 'test', 'ttyACM0')
        self.addCleanup(lines.close)
        self.exchange.wait('modem0', 'dtr')  # the test runs, but not for long
        self.exchange.control('unplug', 'modem0')
        self.addCleanup(until, lambda: os.path.exists('/dev/ttyACM0'), 'the modem is back')
        self.addCleanup(self.exchange.control, 'plug', 'modem0')
        status, error = lines.finish()
        self.assertEqual(status, 1, error)
        self.assertEqual(list_locks(), [])

    def test_other_flow_control(self):
        self.with_settings('line.flow-control=xon-xoff')
        found, verdicts = self.examine()
        self.assertEqual((found['fit'], verdicts['flow-control']), (True, 'warning'))

    def test_refused_initialisation(self):
        self.with_settings('dial.init=AT^NONSENSE')
        found, verdicts = self.examine(status=5)
        self.assertEqual(verdicts['replies'], 'failed')
        self.assertIn('AT^NONSENSE', found['verdict'])


class PtyModem(ModemTestCase):
    """A pty has no signals."""

    modems = ('pty:@/modem0,name=modem0',)

    @classmethod
    def list_devices(cls):
        return [cls.exchange.device('modem0')]

    def test_signals_unknown(self):
        found, verdicts = self.examine()
        self.assertEqual(found['verdict'], 'fit for calls')
        self.assertEqual((verdicts['carrier'], verdicts['dtr'], verdicts['flow-control']),
                         ('skipped', 'skipped', 'ok'))

    def test_numeric_result_codes(self):
        self.with_quirk('numeric')
        self.assertTrue(self.examine('--off-hook')[0]['fit'])

    def test_late_answers(self):
        self.with_quirk('late')
        self.assertTrue(self.examine('--off-hook')[0]['fit'])


class Cable(ModemTestCase):
    """A null-modem cable has no modem to be tested."""

    modems = ('pty:@/cable,name=modem0,line=null',)

    @classmethod
    def list_devices(cls):
        cls.add_modem(cls.exchange.device('cable'), 'kind=direct')
        return []

    def assert_given_back(self):
        """The far end of a cable is never idle."""
        self.assertEqual(list_locks(), [])

    def test_direct_line(self):
        found, verdicts = self.examine()
        self.assertTrue(found['fit'])
        self.assertEqual(verdicts, dict.fromkeys(STEPS, 'skipped'))
