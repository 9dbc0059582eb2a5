# SPDX-License-Identifier: LGPL-2.1-or-later
"""Lines without modem control signals, modems with bad manners, and null-modem cables."""

import json
import os

from harness import PEER_ADDRESS, LabCase, dialctl, list_locks, run


class Pty(LabCase):
    """A pty has neither DTR nor DCD: the modem's words decide."""

    modems = ('pty:@/modem0,name=modem0',)

    @classmethod
    def list_devices(cls):
        return [cls.exchange.device('modem0')]

    def call(self, *settings):
        self.add_profile('5551234', *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()
        hung_up = dialctl('hangup', 'isp')
        self.assertEqual(hung_up.returncode, 0, hung_up.stderr)
        self.assert_nothing_left()

    def with_quirk(self, quirk):
        self.exchange.control('set', 'modem0', f'quirk={quirk}')
        self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')
        self.call()

    def test_call(self):
        self.call()

    def test_late_answers(self):
        self.with_quirk('late')

    def test_answers_twice(self):
        self.with_quirk('twice')

    def test_carriage_return_only(self):
        self.with_quirk('cr-only')

    def test_unsolicited_lines(self):
        self.with_quirk('unsolicited')

    def test_numeric_result_codes(self):
        self.with_quirk('numeric')

    def test_real_line_speed(self):
        self.add_profile('5551260')
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.ping()

    def test_bit_errors(self):
        self.add_profile('5551262')
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        answer = run('ping', '-c', '10', '-i', '0.2', '-W', '5', PEER_ADDRESS)
        self.assertEqual(answer.returncode, 0, answer.stdout)

    def test_peer_dead_on_a_line_without_dcd(self):
        self.add_profile('5550017', 'ppp.echo-interval=1', 'ppp.echo-failures=2')
        self.assertEqual(self.dial().returncode, 0)
        dialctl('hangup', 'isp')
        self.assert_nothing_left()

    def test_hang_up_while_dialing(self):
        self.add_profile('5550016')
        lines = self.start_dial()
        lines.wait_for('^dialing')
        status, error = self.interrupt(lines)
        self.assertEqual(status, 1, error)
        self.assert_nothing_left()


class NoDcd(LabCase):
    """A modem that has DTR, but whose DCD is not wired."""

    def call(self, *settings):
        self.exchange.control('set', 'modem0', 'quirk=no-dcd')
        self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')
        self.add_profile('5551234', *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()

    def hang_up(self):
        answer = dialctl('hangup', 'isp')
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assert_nothing_left()

    def test_found_out(self):
        self.call()
        self.hang_up()

    def test_known(self):
        self.call('line.carrier-detect=no')
        self.hang_up()

    def test_lost_carrier_shows_in_what_is_no_longer_answered(self):
        self.call('ppp.echo-interval=1', 'ppp.echo-failures=2')
        self.exchange.control('drop', 'modem0')
        self.assert_ended('link-dead')
        self.assert_nothing_left()


class Direct(LabCase):
    """Null-modem cables: nothing is dialled. The far ends are there again at once, and never idle."""

    modems = ('pty:@/cable,name=cable,line=null', 'pty:@/windows,name=windows,line=windows',
              'pty:@/silent,name=silent,line=silent')

    @classmethod
    def list_devices(cls):
        return []

    def add_line(self, name, *settings):
        self.add_modem(self.exchange.device(name), 'kind=direct', *settings)
        self.addCleanup(dialctl, 'modem', 'remove', name)
        self.add_profile(None, 'secret.password=none', user=None, password=None)

    def assert_line_is_down(self):
        self.assertEqual(self.list_our_pppds(), [])
        self.assertEqual(list_locks(), [])
        self.assertEqual([name for name in os.listdir('/sys/class/net') if name.startswith('ppp')], [])

    def call(self):
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_line_is_down()
        return answer.stdout

    def test_direct_line(self):
        self.add_line('cable')
        self.assertNotIn('login', self.call())

    def test_windows_host(self):
        self.add_line('windows', 'line.handshake=windows')
        self.assertRegex(self.call(), '(?m)^login$')

    def test_host_that_never_answers(self):
        self.add_line('silent', 'line.handshake=windows')
        answer = dialctl('--json', 'dial', 'isp', 'login.timeout=2')
        self.assertEqual(answer.returncode, 7, answer.stdout + answer.stderr)
        call = json.loads(answer.stdout)
        self.assertEqual((call['reason'], call['reached']), ('login-timeout', 'login'))
        self.assertIn('CLIENTSERVER', call['detail'])
        self.assert_line_is_down()

        lines = self.start_dial()
        lines.wait_for('^login')
        self.assertEqual(self.interrupt(lines)[0], 1)
        self.assertEqual(self.ask('profile', 'show', 'isp')['last_call']['reason'], 'user')
        self.assert_line_is_down()
