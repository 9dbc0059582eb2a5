# SPDX-License-Identifier: LGPL-2.1-or-later
"""A bundle for a bug report: all that is needed of a real call, and nobody's name or number."""

import pathlib
import pwd
import re
import tempfile

import test_secrets
from harness import LabCase, dialctl, run

NUMBER = '5551231'
USER = 'joe'
SCRIPT = 'expect ogin:\nsend $user\nexpect word:\nsend $password\nppp'


class Report(LabCase):
    def make(self, *words, **options):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / 'report.txt'
            answer = dialctl('report', str(file), *words, **options)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            self.assertEqual(file.stat().st_mode & 0o7777, 0o600)
            return file.read_text(encoding='utf-8')

    def test_nobody_is_named(self):
        """After a call with a dialogue, one that is refused, and one that is busy."""
        self.add_profile('(555) 1231', 'login.method=script', f'login.script={SCRIPT}', 'profile.users=nobody',
                         'profile.note=call granny', password=test_secrets.SECRET, user=USER)
        self.assertEqual(self.dial().returncode, 0)
        address = self.session()['ip4_address']
        online = self.make()
        dialctl('hangup', 'isp')
        self.assert_nothing_left()
        self.dial('isp', '--number=5550001')
        self.dial('isp', 'ppp.user=nobody', 'login.method=none', '--number=5551234')
        for text in online, self.make('--call', '3'), self.make('--call', '2'), self.make():
            for word in (NUMBER, '555) 1231', '5550001', test_secrets.SECRET, 'granny', address, 'nobody',
                         run('hostname').stdout.strip()):
                self.assertNotIn(word, text)
            self.assertNotRegex(text, rf'(?i)\b{USER}\b')
        text = self.make('--call', '3')
        self.assertRegex(text, r'(?m)^pppd: pppd version 2\.')
        self.assertRegex(text, r'(?m)^dialerd: [0-9.]+$')
        number = re.search(r'(?m)^- dial\.numbers=(number-\d+)$', text)[1]
        user = re.search(r'(?m)^- ppp\.user=(user-\d)$', text)[1]
        self.assertRegex(text, rf'(?m) sent +ATDT{number}$')
        self.assertRegex(text, rf'(?m) sent +{user}$')
        self.assertRegex(text, rf'(?m) received +{user}$')
        self.assertRegex(text, r'(?m) ppp +.*address-\d')
        self.assertRegex(text, r'(?m) dialerd\[\d+\]: .*isp')
        self.assertIn('reason: busy', text)

    def test_who_may_see_less_gets_less(self):
        self.add_profile('5551234', user=USER)
        self.assertEqual(self.dial().returncode, 0)
        stranger = pwd.getpwnam('games') # who never dialled
        answer = dialctl('report', user=stranger.pw_uid, group=stranger.pw_gid, extra_groups=[])
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn('its settings are not for you', answer.stdout)
        self.assertIn('there was no call', answer.stdout)
        self.assertIn('nothing that you may read', answer.stdout)
        self.assertNotIn('5551234', answer.stdout)
        self.assertNotRegex(answer.stdout, r'- (number|dial|ppp)|\bjoe\b')
