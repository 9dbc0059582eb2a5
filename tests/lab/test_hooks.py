# SPDX-License-Identifier: LGPL-2.1-or-later
"""Hooks run outside of the sandbox, in order, and no call depends on them."""

import os
import pathlib

from harness import LabCase, dialctl, pids_of, run, until

FOLDER = pathlib.Path('/etc/dialer/hooks.d')
SEEN = pathlib.Path('/var/tmp/hooks-seen') # where dialerd's sandbox lets nobody write


class Hooks(LabCase):
    def setUp(self):
        self.addCleanup(SEEN.unlink, missing_ok=True)

    def write(self, path, script, mode=0o755):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\n{script}\n', encoding='ascii')
        path.chmod(mode)
        self.addCleanup(path.unlink)
        return path

    def call(self, *settings):
        self.add_profile('5551234', *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def wait_for_lines(self, count):
        until(lambda: SEEN.exists() and len(SEEN.read_text().splitlines()) >= count, f'{count} hooks have run')
        return SEEN.read_text().splitlines()

    def test_both_events_in_order(self):
        """The one on the way up takes its time, and that of the way down waits for it."""
        own = self.write(pathlib.Path('/usr/local/sbin/link-down'), f'echo own $DIALER_REASON >> {SEEN}')
        self.write(FOLDER / '10-first', f'[ $DIALER_EVENT = connected ] && sleep 2; '
                   f'echo $DIALER_EVENT $DIALER_PROFILE $DIALER_INTERFACE $DIALER_IP4_PEER $DIALER_USER >> {SEEN}')
        self.write(FOLDER / '20-second', f'echo second >> {SEEN}; exit 3')
        self.write(FOLDER / '20-second.dpkg-old', f'echo old >> {SEEN}')
        self.call(f'hooks.disconnected={own}')
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertEqual(self.wait_for_lines(5), [
            'connected isp ppp0 198.51.100.1 0', 'second', 'disconnected isp ppp0 198.51.100.1 0', 'second',
            'own user'])
        run('journalctl', '--sync')
        log = run('journalctl', '-o', 'cat', '-u', 'dialerd-hooks@*').stdout
        self.assertIn('/etc/dialer/hooks.d/20-second', log)
        self.assert_nothing_left()

    def test_what_others_may_write_is_not_run(self):
        self.write(FOLDER / '10-open', f'echo open >> {SEEN}', 0o777)
        hook = self.write(pathlib.Path('/tmp/hook'), f'echo tmp >> {SEEN}')
        self.write(FOLDER / '20-sound', f'echo sound >> {SEEN}')
        self.call(f'hooks.connected={hook}')
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertEqual(self.wait_for_lines(2), ['sound', 'sound'])

    def test_hook_that_hangs(self):
        """The call goes its way; the next hooks wait for their turn."""
        self.write(FOLDER / '10-hangs', 'exec sleep 1000')
        self.call()
        until(lambda: pids_of('sleep'), 'the hook runs')
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        run('systemctl', 'stop', 'dialerd-hooks@*')
        until(lambda: not pids_of('sleep'), 'nothing of it is left')
