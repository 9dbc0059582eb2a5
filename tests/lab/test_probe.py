# SPDX-License-Identifier: LGPL-2.1-or-later
"""A call is online when somebody has answered over it, if its profile asks for that."""

import far_end
from harness import PEER_ADDRESS, LabCase, dialctl, run

LINE_FAILED = 5


class Probe(LabCase):
    def profile(self, *settings, number='5551234'):
        dialctl('profile', 'remove', 'isp')
        self.add_profile(number, *settings)

    def reach_far_end(self):
        provider = far_end.FarEnd()
        self.addCleanup(provider.close)
        return provider

    def dial_to_carrier(self):
        lines = self.start_dial()
        self.exchange.wait('modem0', 'carrier')
        return lines

    def last_call(self):
        return self.ask('history', '--last', '1')['calls'][0]

    def assert_passed(self, lines):
        status, errors = lines.finish()
        self.assertEqual(status, 0, errors)
        self.assertEqual((self.session()['state'], self.last_call()['probe']), ('online', 'passed'))
        self.assertIn('the probe had an answer', dialctl('log', 'isp').stdout)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()

    def assert_failed(self, words):
        call = self.dial_and_fail('probe-failed', LINE_FAILED)
        self.assertEqual((call['reached'], call['probe']), ('configuring', 'failed'))
        self.assertRegex(call['detail'], words)
        self.assertEqual(self.last_call()['probe'], 'failed')

    def test_none(self):
        self.profile()
        self.assertEqual(self.dial().returncode, 0)
        self.assertIsNone(self.last_call()['probe'])

    def test_icmp(self):
        self.profile('probe.method=icmp')
        self.assert_passed(self.start_dial())
        self.profile('probe.method=icmp', 'probe.host=192.0.2.99', 'probe.timeout=4')
        self.assert_failed('^an echo request to 192.0.2.99: no answer$')

    def test_tcp(self):
        self.profile('probe.method=tcp', f'probe.host={far_end.ADDRESS}', f'probe.port={far_end.PORT}',
                     'probe.timeout=60')
        lines = self.dial_to_carrier()
        provider = self.reach_far_end()
        provider.serve()  # who knocks before that would be refused
        provider.add_address()
        self.assert_passed(lines)
        self.profile('probe.method=tcp', 'probe.port=81')
        self.assert_failed(f'^a connection to {PEER_ADDRESS}, port 81: connecting: Connection refused$')

    def test_dns(self):
        self.profile('probe.method=dns', 'probe.host=www.isp.example', 'probe.timeout=60', number='5551238')
        lines = self.dial_to_carrier()
        provider = self.reach_far_end()
        provider.add_address(far_end.NAME_SERVER)
        provider.serve(far_end.DNS_SERVER)
        self.assert_passed(lines)
        self.profile('probe.method=dns', 'probe.timeout=4', number='5551238')
        self.assert_failed("^the look-up of the root's name servers: no answer$")
        self.profile('probe.method=dns')
        self.assert_failed('the link has no name server')

    def test_route(self):
        self.profile('probe.method=route', 'probe.host=203.0.113.1')
        self.assert_passed(self.start_dial())
        self.profile('probe.method=route', 'probe.host=203.0.113.1', 'ipv4.default-route=no')
        self.assert_failed('^the route to 203.0.113.1: no way: Network is unreachable$')

    def test_redial(self):
        self.profile('probe.method=tcp', 'probe.port=81', 'redial.attempts=2', 'redial.pause=1')
        before = int(self.exchange.control('count', 'modem0').stdout)
        self.assert_failed('refused')
        self.assertEqual(int(self.exchange.control('count', 'modem0').stdout) - before, 2)

    def test_hang_up_meanwhile(self):
        self.profile('probe.method=icmp', 'probe.host=192.0.2.99', 'probe.timeout=120')
        lines = self.start_dial()
        lines.wait_for('configuring')
        self.interrupt(lines)
        self.assert_ended('user')
        self.assert_nothing_left()

    def test_no_helper(self):
        """What can't be tried says nothing of the link."""
        run('systemctl', 'stop', 'dialerd-probe.socket')
        self.addCleanup(run, 'systemctl', 'start', 'dialerd-probe.socket')
        self.profile('probe.method=icmp')
        self.assertEqual(self.dial().returncode, 0)
        self.assertIsNone(self.last_call()['probe'])
        self.assertIn('nothing could be probed', run('journalctl', '-b', '-u', 'dialerd').stdout)
