# SPDX-License-Identifier: LGPL-2.1-or-later
"""Lines without modem control signals, modems with bad manners, and null-modem cables."""

from harness import PEER_ADDRESS, LabCase, dialctl, run


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


class Direct(LabCase):
    """A null-modem cable: nothing is dialled."""

    modems = ('pty:@/cable,name=modem0,line=null',)

    @classmethod
    def list_devices(cls):
        return []

    def test_direct_line(self):
        self.add_modem(self.exchange.device('cable'), 'kind=direct')
        self.add_profile(None, 'secret.password=none', user=None, password=None)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr + self.exchange.events())
        self.ping()
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertEqual(self.list_our_pppds(), [])
