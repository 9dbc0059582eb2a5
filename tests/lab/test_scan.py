# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl modem scan: what it finds, and above all what it leaves alone."""

import json
import os
import pathlib

from harness import LabCase, Lines, dialctl, list_locks, run, until

RULES = pathlib.Path('/run/udev/rules.d/99-test.rules')


class Scan(LabCase):
    """modem0 is of a make that the hwdb names; modem1 could be a microcontroller.  Nobody adds a modem."""

    modems = ('usb:modem0', 'usb:modem1,vendor-id=0x0870,product-id=0x0001')

    @classmethod
    def list_devices(cls):
        until(lambda: os.path.exists('/dev/ttyACM0') and os.path.exists('/dev/ttyACM1'), 'the modems appear')
        run('udevadm', 'settle')
        return []

    def setUp(self):
        self.before = len(self.exchange.events())

    def events(self):
        """What the modems have heard in this test."""
        return self.exchange.events()[self.before:]

    def scan(self, *words):
        answer = dialctl('--json', 'modem', 'scan', *words)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(list_locks(), [])
        return {port['device']: port for port in json.loads(answer.stdout)['ports']}

    def test_what_is_asked_and_what_not(self):
        found = self.scan()
        self.assertEqual(found['/dev/ttyS0']['status'], 'console')
        self.assertNotIn('/dev/ttyS3', found)  # a name without a port
        modem = found['/dev/ttyACM0']
        self.assertEqual((modem['driver'], modem['status'], modem['answer'], modem['model']),
                         ('cdc_acm', 'free', 'modem', 'Exchange 56K'))
        self.assertEqual((found['/dev/ttyACM1']['status'], found['/dev/ttyACM1']['answer']), ('unsure', None))
        self.assertRegex(self.events(), 'modem0 command .*AT')
        self.assertNotIn('modem1', self.events())
        self.exchange.wait('modem0', 'idle')
        self.assertNotIn('off-hook', self.events())

        named = self.scan('ttyACM1')
        self.assertEqual((list(named), named['/dev/ttyACM1']['answer']), (['/dev/ttyACM1'], 'modem'))
        self.assertIn('dialctl modem add /dev/ttyACM0', dialctl('modem', 'scan').stdout)
        self.assertEqual(dialctl('modem', 'scan', '/dev/ttyACM9').returncode, 4)
        self.assertEqual(dialctl('modem', 'scan', '/dev/null').returncode, 2)

    def assert_left_alone(self, status, text):
        before = self.exchange.events()
        port = self.scan('ttyACM0')['/dev/ttyACM0']
        self.assertEqual((port['status'], port['answer']), (status, None))
        self.assertIn(text, port['text'])
        self.assertEqual(self.exchange.events(), before)

    def test_what_must_not_be_touched(self):
        """Not even if it is named: what is another program's, locked, known to be something else, or ours."""
        other = Lines('python3', '-c', 'import os, signal; os.open("/dev/ttyACM0", os.O_RDWR | os.O_NONBLOCK); '
                      'print("open", flush=True); signal.pause()')
        self.addCleanup(other.close)
        other.wait_for('open')
        self.exchange.wait('modem0', 'dtr')
        self.assert_left_alone('in-use', f'python3 (process {other.process.pid})')
        other.close()

        getty = Lines('bash', '-c', 'exec -a agetty tail -f /dev/null ttyACM0')
        self.addCleanup(getty.close)
        until(lambda: b'agetty' in pathlib.Path(f'/proc/{getty.process.pid}/cmdline').read_bytes(), 'it runs')
        self.assert_left_alone('in-use', f'(process {getty.process.pid})')
        getty.close()

        lock = pathlib.Path('/var/lock/LCK..ttyACM0')
        lock.write_text(f'{os.getpid():10}\n')
        port = json.loads(dialctl('--json', 'modem', 'scan', 'ttyACM0').stdout)['ports'][0]
        lock.unlink()
        self.assertEqual((port['status'], port['answer']), ('in-use', None))

        RULES.parent.mkdir(exist_ok=True)
        RULES.write_text('SUBSYSTEM=="tty", KERNEL=="ttyACM0", ENV{ID_MM_PORT_IGNORE}="1"\n')
        self.addCleanup(self.retrigger)
        self.addCleanup(RULES.unlink, missing_ok=True)
        self.retrigger()
        self.assert_left_alone('no-modem', 'ID_MM_PORT_IGNORE')
        RULES.unlink()
        self.retrigger()

        self.addCleanup(self.forget_all)
        self.add_modem('/dev/ttyACM0')
        self.exchange.wait('modem0', 'idle')
        self.assert_left_alone('known', 'Conexant_USB_Modem_modem0')

    def retrigger(self):
        run('udevadm', 'control', '--reload')
        run('udevadm', 'trigger', '--action=change', '--settle', '/dev/ttyACM0')

    def test_interrupted(self):
        self.exchange.control('set', 'modem0', 'quirk=late')
        self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')
        lines = Lines('dialctl', 'modem', 'scan')
        self.addCleanup(lines.close)
        until(lambda: 'modem0 command' in self.events(), 'the modem is asked')
        self.interrupt(lines)
        until(lambda: not list_locks(), 'the port is given back')
        until(lambda: 'modem0 dtr off' in self.events(), 'DTR falls')
        self.assertNotIn('AT+FCLASS', self.events())
        self.exchange.control('set', 'modem0', 'quirk=')
        self.assertEqual(self.scan('ttyACM0')['/dev/ttyACM0']['answer'], 'modem')
