# SPDX-License-Identifier: LGPL-2.1-or-later
"""The journal tells who has asked for what: each state of a call, and each refusal, with its fields."""

import json

from harness import PASSWORD, LabCase, dialctl, run

NOBODY = 65534


class Journal(LabCase):
    def setUp(self):
        self.cursor = run('journalctl', '-n', '1', '--show-cursor').stdout.split()[-1]

    def read(self, **fields):
        """What dialerd has said since, as far as it has these fields."""
        run('journalctl', '--sync')
        # With a match, journalctl would pass over the first line that is one.
        answer = run('journalctl', '-o', 'json', '--all', '--after-cursor', self.cursor)
        entries = [json.loads(line) for line in answer.stdout.splitlines()]
        fields['_SYSTEMD_UNIT'] = 'dialerd.service'
        return [entry for entry in entries if fields.items() <= entry.items()]

    def read_calls(self):
        return [entry for entry in self.read() if 'DIALER_CALL' in entry]

    def test_calls(self):
        modem = self.ask('modem', 'list')['modems'][0]['id']
        self.add_profile('5551234')
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        call = json.loads(dialctl('--json', 'dial', 'isp', '--number', '112').stdout)
        entries = self.read_calls()
        first = [entry for entry in entries if entry['DIALER_CALL'] == entries[0]['DIALER_CALL']]
        self.assertEqual([entry['DIALER_STATE'] for entry in first],
                         ['opening', 'dialing', 'negotiating', 'authenticating', 'configuring', 'online', 'hanging-up',
                          'ended'])
        for entry in first:
            self.assertEqual((entry['DIALER_PROFILE'], entry['DIALER_USER'], entry['DIALER_MODEM'],
                              entry['DIALER_NUMBER']), ('isp', '0', modem, '5551234'))
        self.assertEqual([entry['DIALER_REASON'] for entry in first], [''] * 6 + ['user'] * 2)
        last = entries[-1]
        self.assertEqual((last['DIALER_STATE'], last['DIALER_REASON'], last['DIALER_NUMBER'], last['DIALER_MODEM']),
                         ('ended', 'number-refused', '112', ''))
        self.assertEqual(call['reason'], 'number-refused')
        self.assertEqual([entry['DIALER_CALL'] for entry in self.read(DIALER_NUMBER='112')], [last['DIALER_CALL']] * 2)
        self.assertNotIn(PASSWORD, json.dumps(self.read()))

    def test_refusal(self):
        self.add_profile('5551234')
        answer = run('setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', 'dialctl', 'dial', 'isp')
        self.assertEqual(answer.returncode, 3, answer.stderr)
        entry, = self.read(DIALER_USER=str(NOBODY), DIALER_METHOD='Profile.Dial')
        self.assertEqual(entry['DIALER_ACTION'], 'org.dialctl.dialer1.dial-any')
        self.assertIn('Profile.Dial refused to user 65534', entry['MESSAGE'])
