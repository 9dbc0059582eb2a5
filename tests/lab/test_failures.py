# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every reason for which a call may end, reached on a real line."""

import os

from harness import Lines, LabCase, daemon_pid, dialctl, run, until

LINE, LOGIN = 5, 6
# pppd sends its first words twice, and not ten times, before it takes the peer for one that does not speak PPP.
IMPATIENT = 'ppp.options=lcp-max-configure 2'


class Failures(LabCase):
    def check(self, number, reason, status, *settings, **profile):
        self.add_profile(number, *settings, **profile)
        return self.dial_and_fail(reason, status)

    # What the modem says.

    def test_busy(self):
        call = self.check('5550001', 'busy', LINE)
        self.assertEqual(call['modem_reply'], 'BUSY')

    def test_no_answer(self):
        self.check('5550002', 'no-answer', LINE)

    def test_no_dialtone(self):
        self.check('5550003', 'no-dialtone', LINE)

    def test_voice(self):
        self.check('5550004', 'voice-answer', LINE)

    def test_no_carrier(self):
        self.check('5550005', 'no-carrier', LINE)

    def test_delayed(self):
        self.check('5550006', 'delayed', LINE)

    def test_blacklisted(self):
        self.check('5550007', 'blacklisted', LINE)

    def test_fax(self):
        self.check('5550008', 'no-carrier', LINE)

    def test_error(self):
        self.check('5550020', 'modem-error', LINE)

    def test_no_carrier_in_time(self):
        self.check('5550021', 'no-carrier', LINE, 'dial.carrier-timeout=5')

    def test_bad_initialisation(self):
        call = self.check('5551234', 'modem-error', LINE, 'dial.init=AT%NONSENSE')
        self.assertIn('AT%NONSENSE', call['detail'])

    def test_silent_modem(self):
        self.exchange.control('set', 'modem0', 'quirk=deaf')
        self.addCleanup(self.exchange.control, 'set', 'modem0', 'quirk=')
        self.check('5551234', 'modem-silent', LINE)

    # What the peer does.

    def test_wrong_password(self):
        call = self.check('5551234', 'auth-failed', LOGIN, password='wrong')
        self.assertTrue(call['auth_message'])

    def test_wrong_password_chap(self):
        self.check('5551235', 'auth-failed', LOGIN, password='wrong')

    def test_wrong_password_mschapv2(self):
        self.check('5551236', 'auth-failed', LOGIN, password='wrong')

    def test_no_password_stored(self):
        before = self.exchange.control('count', 'modem0').stdout
        self.check('5551234', 'no-secret', LOGIN, password=None)
        self.assertEqual(self.exchange.control('count', 'modem0').stdout, before, 'dialled for nothing')

    def test_password_asked_for_and_none_there(self):
        self.check('5551234', 'no-secret', LOGIN, 'secret.password=none', password=None)

    def test_peer_silent(self):
        self.check('5550010', 'no-ppp', LOGIN, IMPATIENT)

    def test_peer_sends_text(self):
        self.check('5550011', 'no-ppp', LOGIN, IMPATIENT)

    def test_peer_refuses(self):
        call = self.check('5550012', 'peer-refused', LOGIN)
        self.assertEqual(call['reached'], 'negotiating')

    def test_peer_lets_nobody_in(self):
        self.check('5550013', 'auth-failed', LOGIN)

    def test_no_address(self):
        self.check('5550014', 'address-failed', LOGIN)

    def test_connect_then_hangup(self):
        call = self.check('5550019', 'carrier-lost', LINE)
        self.assertTrue(call['modem_reply'].startswith('CONNECT'))

    def test_authentication_method_refused(self):
        self.check('5551234', 'peer-refused', LOGIN, 'ppp.auth=chap')

    # What happens while online.

    def wait_for_end(self, reason):
        monitor = Lines('dialctl', '--json', 'monitor')
        self.addCleanup(monitor.close)
        if self.session():
            monitor.wait_for(f'"reason": ?"{reason}"')
            until(lambda: self.session() is None, 'the session leaves')
        self.assert_nothing_left()

    def check_end(self, number, reason, *settings):
        self.add_profile(number, *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.wait_for_end(reason)
        self.assertEqual(self.last_reason(), reason)

    def last_reason(self):
        return self.ask('profile', 'show', 'isp')['last_call']['reason']

    def test_carrier_lost(self):
        self.check_end('5550009', 'carrier-lost')

    def test_peer_terminates(self):
        self.check_end('5550018', 'peer-hangup')

    def test_peer_dead(self):
        self.check_end('5550017', 'link-dead', 'ppp.echo-interval=1', 'ppp.echo-failures=2')

    def test_bad_pppd_option(self):
        call = self.check('5551234', 'pppd-failed', 1, 'ppp.options=no-such-option')
        self.assertIn('no-such-option', call['detail'])

    # What is missing, or in use.

    def test_no_modem(self):
        self.check('5551234', 'no-modem', LINE, 'dial.modem=nowhere')

    def test_modem_in_use(self):
        self.add_profile('5551234')
        self.assertEqual(self.dial().returncode, 0)
        self.add_profile('5551234', name='other')
        answer = dialctl('--json', 'dial', 'other')
        self.assertEqual(answer.returncode, LINE, answer.stdout + answer.stderr)
        self.assertIn('"modem-busy"', answer.stdout)
        dialctl('hangup', 'isp')
        self.assert_nothing_left()

    def test_port_locked_by_another_program(self):
        with open('/var/lock/LCK..ttyACM0', 'w', encoding='ascii') as lock:
            lock.write(f'{os.getpid():10}\n')
        self.addCleanup(lambda: os.path.exists(lock.name) and os.unlink(lock.name))
        self.add_profile('5551234')
        answer = dialctl('--json', 'dial', 'isp')
        self.assertEqual(answer.returncode, LINE, answer.stdout + answer.stderr)
        self.assertIn('"modem-busy"', answer.stdout)
        self.assertIn(str(os.getpid()), answer.stdout)

    def test_service_stopped(self):
        self.add_profile('5551234')
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(run('systemctl', 'stop', 'dialerd.service').returncode, 0)
        self.assertEqual(daemon_pid(), 0)
        self.assert_nothing_left()
        journal = run('journalctl', '-u', 'dialerd.service', '-n', '20', '-o', 'cat').stdout
        self.assertIn('hanging-up → ended (daemon-stopped)', journal)
        dialctl('status')


class Stuck(LabCase):
    """A modem that can't be made to hang up."""

    modems = ('usb:modem0,quirk=stuck',)

    def test_line_stuck(self):
        self.add_profile('5551234')
        self.assertEqual(self.dial().returncode, 0)
        answer = dialctl('hangup', 'isp', timeout=90)
        self.assertEqual(answer.returncode, LINE)
        self.assertIn('NOT BE PROVEN DOWN', answer.stderr)
        self.assertEqual(self.ask('profile', 'show', 'isp')['last_call']['reason'], 'line-stuck')
