# SPDX-License-Identifier: LGPL-2.1-or-later
"""Numbers that are never dialled: refused before anything touches the modem's port."""

import ctypes
import json
import os
import pathlib

from harness import LabCase, dialctl, run

FAILED, USAGE = 1, 2
OWN = pathlib.Path('/etc/dialer/never-dial.d')
SHIPPED = '/usr/share/dialer/never-dial.d/emergency.conf'
IN_OPEN = 0x20


class Openings:
    """Tells whether a file was opened since."""

    def __init__(self, path):
        self.libc = ctypes.CDLL(None)
        self.descriptor = self.libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.libc.inotify_add_watch(self.descriptor, path.encode(), IN_OPEN) < 0:
            raise OSError(f'{path} can not be watched')

    def any(self):
        try:
            return bool(os.read(self.descriptor, 4096))
        except BlockingIOError:
            return False

    def close(self):
        os.close(self.descriptor)


class NeverDialled(LabCase):
    def setUp(self):
        self.openings = Openings('/dev/ttyACM0')
        self.addCleanup(self.openings.close)
        self.events = self.exchange.events()

    def write_list(self, name, text):
        path = OWN / name
        path.write_text(text, encoding='ascii')
        self.addCleanup(path.unlink, missing_ok=True)

    def assert_untouched(self):
        self.assertFalse(self.openings.any())
        self.assertEqual(self.exchange.events(), self.events)
        self.assertEqual(self.ask('modem', 'list')['modems'][0]['state'], 'idle')

    def refuse(self, source, *words):
        """Dial and preview are refused for the same reason, and the line stays as it is."""
        answer = dialctl('--json', 'dial', 'isp', *words)
        self.assertEqual(answer.returncode, FAILED, answer.stdout + answer.stderr)
        call = json.loads(answer.stdout)
        self.assertEqual((call['reason'], call['reached'], call.get('modem')), ('number-refused', 'preparing', None))
        self.assertIn(source, answer.stderr)
        preview = dialctl('dial', 'isp', '--preview', *words)
        self.assertEqual(preview.returncode, FAILED, preview.stdout)
        self.assertIn(source, preview.stderr)
        self.assert_untouched()

    def preview(self, *words):
        answer = dialctl('--json', 'dial', 'isp', '--preview', *words)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return json.loads(answer.stdout)['commands']

    def test_emergency_numbers(self):
        self.add_profile('5551234')
        for words in (['--number', '112'], ['--number', '9,911'], ['--number', '0112'],
                      ['dial.prefix=9', '--number', '1 1'], ['dial.command=ATD112;DT'],
                      ['dial.numbers=5551234;(99) 9'], ['limit.numbers=', '--number', '110']):
            self.refuse(f' in {SHIPPED}:', *words)
        self.assertEqual(self.preview('--number', '1125551234'), ['ATDT1125551234'])
        # What prepares a modem can't dial behind our back.
        answer = dialctl('dial', 'isp', '--preview', 'dial.init=ATD112')
        self.assertEqual(answer.returncode, USAGE, answer.stderr)
        # Stored, but said.
        answer = dialctl('profile', 'set', 'isp', 'dial.numbers=112')
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn(f'112 in {SHIPPED}:', answer.stdout)
        # Packet data by a number, of a cellular modem that was added by hand.
        dialctl('profile', 'remove', 'isp')
        self.add_profile(None, 'cellular.apn=internet', 'cellular.number=112', 'dial.modem=ttyACM0')
        self.refuse(f' in {SHIPPED}:')

    def test_numbers_of_the_profile(self):
        self.add_profile('5551234', 'limit.numbers=0900*;5550?')
        self.refuse('0900* in limit.numbers', '--number', '0900 123')
        self.refuse('0900* in limit.numbers', '--number', '0900 123', 'limit.numbers=555*')
        self.refuse('55512* in limit.numbers', 'limit.numbers=55512*')
        self.assertEqual(self.preview('--number', '555012'), ['ATDT555012'])
        # And what is allowed is dialled as ever.
        self.assertEqual(self.dial().returncode, 0)
        self.assertTrue(self.openings.any())

    def test_lists_of_the_administrator(self):
        self.add_profile('5551234')
        since = run('journalctl', '-n', '1', '--show-cursor').stdout.split()[-1]
        self.write_list('mine.conf', '# ours\n555123?  # the provider\nall others\n0190*\n')
        self.refuse(f'555123? in {OWN}/mine.conf:2')
        self.refuse(f'0190* in {OWN}/mine.conf:4', '--number', '0190666')
        journal = run('journalctl', '-o', 'cat', '--after-cursor', since).stdout
        self.assertIn(f'{OWN}/mine.conf:3: not a pattern', journal)
        self.write_list('emergency.conf', '')
        self.write_list('mine.conf', '')
        self.assertEqual(self.preview('--number', '112'), ['ATDT112'])
        (OWN / 'emergency.conf').unlink()
        self.refuse(f' in {SHIPPED}:', '--number', '112')
