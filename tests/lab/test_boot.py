# SPDX-License-Identifier: LGPL-2.1-or-later
"""profile.autoconnect=boot: online as soon as the modem is there, without anybody; and not again by itself."""

from harness import LabCase, dialctl, run, until


class Boot(LabCase):
    def restart(self):
        self.assertEqual(run('systemctl', 'restart', 'dialerd.service').returncode, 0)

    def plug(self):
        self.exchange.control('plug', 'modem0')
        until(lambda: self.ask('modem', 'list')['modems'][0]['state'] != 'absent', 'the modem is there')

    def unplug(self):
        self.exchange.control('unplug', 'modem0')
        until(lambda: self.ask('modem', 'list')['modems'][0]['state'] == 'absent', 'the modem is gone')

    def test_once_and_without_anybody(self):
        self.add_profile('5551234', 'profile.autoconnect=boot')
        self.assertIsNone(self.session())  # the machine has started already
        # What would have to be asked for is not dialled, though that could not be seen when it was set.
        self.add_profile(None, name='base', password=None, user=None)
        self.add_profile('5551234', 'profile.autoconnect=boot', 'profile.inherits=base', name='asks', password=None)
        asks = dialctl('profile', 'set', 'base', 'secret.password=ask')
        self.assertEqual(asks.returncode, 0, asks.stderr)
        self.addCleanup(self.plug)
        self.unplug()
        self.restart()
        self.assertIsNone(self.session())

        self.plug()
        until(lambda: (self.session() or {}).get('state') == 'online', 'it is online')
        self.assertEqual(self.session()['profile'], 'isp')
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()
        until(lambda: self.ask('history', 'asks')['calls'], 'the modem is free for the other one')
        calls = [self.ask('history', name)['calls'][0] for name in ('isp', 'asks')]
        self.assertEqual([(call['cause'], call['user'], call['reason'], call['reached']) for call in calls],
                         [('boot', 0, 'user', 'online'), ('boot', 0, 'no-secret', 'preparing')])
        # The modem was free for both.
        self.assertIsNone(self.session())
        self.assertEqual(self.exchange.control('count', 'modem0').stdout.strip(), '1')
