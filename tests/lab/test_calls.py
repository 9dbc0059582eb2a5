# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calls that succeed, on a USB modem with true DTR and DCD."""

import json

from harness import PEER_ADDRESS, LabCase, dialctl, run


class Calls(LabCase):
    def check_call(self, number, *settings, **profile):
        self.add_profile(number, *settings, **profile)
        answer = dialctl('--json', 'dial', 'isp')
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        session = json.loads(answer.stdout)
        self.assertEqual(session['state'], 'online')
        self.assertEqual(session['ip4_peer'], PEER_ADDRESS)
        self.assertIn(session['ip4_address'], run('ip', '-4', 'addr', 'show', session['interface']).stdout)
        self.ping()
        hung_up = dialctl('hangup', 'isp')
        self.assertEqual(hung_up.returncode, 0, hung_up.stderr)
        self.assert_nothing_left()
        return session

    def test_pap(self):
        session = self.check_call('555-1234', 'ppp.auth=pap')
        self.assertEqual(session['number'], '5551234')
        self.assertEqual(session['connect_speed'], 33600)

    def test_chap(self):
        self.check_call('5551235', 'ppp.auth=chap')

    def test_mschapv2(self):
        self.check_call('5551236', 'ppp.auth=mschapv2')

    def test_no_authentication(self):
        self.check_call('5551237', 'secret.password=none', user=None, password=None)

    def test_address_from_a_pool_and_dns(self):
        session = self.check_call('5551238')
        self.assertTrue(session['ip4_address'].startswith('198.51.100.'))
        self.assertTrue(session['dns'])

    def test_noise_around_connect(self):
        self.check_call('5550015')

    def test_slow_answer(self):
        self.check_call('5550016')

    def test_next_number_on_busy(self):
        session = self.check_call('5550001;5551234')
        self.assertEqual(session['attempt'], 2)
        self.assertEqual(session['number'], '5551234')

    def test_default_route_comes_and_goes(self):
        self.add_profile('5551234')
        self.assertEqual(self.dial().returncode, 0)
        self.assertIn('default dev ppp0', run('ip', 'route').stdout)
        dialctl('hangup', 'isp')
        self.assertNotIn('default', run('ip', 'route').stdout)

    def test_call_goes_on_without_dialctl(self):
        self.add_profile('5551234')
        self.assertEqual(self.dial('isp', '--no-wait').returncode, 0)
        self.exchange.wait('modem0', 'ppp')
        dialctl('hangup', 'isp')
        self.assert_nothing_left()

    def test_preview_dials_nothing(self):
        self.add_profile('+1 (555) 1234', 'dial.prefix=0,')
        before = self.exchange.control('count', 'modem0').stdout
        answer = self.dial('isp', '--preview')
        self.assertRegex(answer.stdout, r'(?m)^dial +ATDT0,\+15551234$')
        self.assertEqual(self.exchange.control('count', 'modem0').stdout, before)

    def test_modem_tells_who_it_is(self):
        modem = self.ask('modem', 'list')['modems'][0]
        self.assertEqual(modem['kind'], 'voice')
        self.assertTrue(modem['model'])
        self.assertTrue(any(c.startswith('+FCLASS:') for c in modem['capabilities']))
