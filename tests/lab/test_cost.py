# SPDX-License-Identifier: LGPL-2.1-or-later
"""What calls cost, and budgets: told while a call lasts, kept in the ledger, kept to, lifted by administrators."""

import json
import pathlib
import pwd

from harness import PASSWORD, LabCase, Lines, dialctl, run, until

TARIFFS = pathlib.Path('/etc/dialer/tariffs')
# Each second costs, so that a test need not wait for a minute.
TARIFF = 'currency EUR; connection 0.50; rate 0.01 per 1s'


class Cost(LabCase):
    def watch(self):
        monitor = Lines('dialctl', '--json', 'monitor')
        self.addCleanup(monitor.close)
        monitor.wait_for('running')
        return monitor

    def last_call(self):
        return self.ask('profile', 'show', 'isp')['last_call']

    def restart(self):
        self.assertEqual(run('systemctl', 'restart', 'dialerd').returncode, 0)

    def test_cost_is_told_and_kept(self):
        """A tariff of a file; in status, record, history and totals; of a call that failed after CONNECT too."""
        TARIFFS.mkdir(parents=True, exist_ok=True)
        self.addCleanup((TARIFFS / 'lab').unlink)
        (TARIFFS / 'lab').write_text(TARIFF.replace('; ', '\n'), encoding='ascii')
        self.add_profile('5551234', 'cost.tariff=lab')
        self.assertEqual(self.ask('profile', 'show', 'isp')['without_effect'], [])
        answer = self.dial()
        self.assertRegex(answer.stdout, r'online: .*, so far 0\.5\d EUR\n')
        until(lambda: self.session()['cost'] >= 0.52, 'it costs something')
        self.assertEqual(self.session()['currency'], 'EUR')
        self.assertRegex(dialctl('status').stdout, r'COST\n.* 0\.5\d EUR')
        self.assertRegex(dialctl('hangup', 'isp').stdout, r'^Hung up isp; the call cost 0\.\d+ EUR\.\n')
        self.assert_nothing_left()
        call = self.last_call()
        self.assertEqual((call['cost'] >= 0.52, call['currency']), (True, 'EUR'))

        failed = self.dial('isp', 'ppp.user=nobody')
        self.assertEqual(failed.returncode, 6)
        self.assertRegex(failed.stderr, r'; it cost 0\.5\d EUR\n')
        other = self.last_call()
        self.assertEqual((other['reason'], other['online'], other['cost'] > 0.5), ('auth-failed', None, True))
        busy = self.dial('isp', '--number=5550001')
        self.assertEqual((busy.returncode, self.last_call()['cost']), (5, None))

        rows = self.ask('history', 'isp', '--last', '3')['calls']
        self.assertEqual([row['cost'] for row in rows], [call['cost'], other['cost'], None])
        totals = self.ask('history', 'isp', '--since', call['started'], '--totals', 'profile')['totals'][0]
        self.assertEqual(totals['cost'], round(call['cost'] + other['cost'], 6))

        (TARIFFS / 'lab').write_text('rate 0.01 per', encoding='ascii')
        self.assertEqual(self.dial().returncode, 0) # it is only not known what it costs
        self.assertIsNone(self.session()['cost'])
        dialctl('hangup', 'isp')
        refused = self.dial('isp', 'limit.cost=5/day')
        self.assertRegex(refused.stderr, r"limit\.cost=5/day can't be kept to: /etc/dialer/tariffs/lab: line 1: ")

    def preview(self, *words):
        answer = dialctl('--json', 'dial', 'isp', '--preview', *words)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return json.loads(answer.stdout)

    def test_preview_tells_what_a_call_does(self):
        """Modem, commands, pppd's arguments, routes, price and obstacles, as the call then has them."""
        self.add_profile('555-1234', f'cost.tariff={TARIFF}', 'ipv4.routes=10.9.0.0/16 50', 'dial.prefix=0,',
                         'limit.duration=120', 'ppp.echo-interval=17')
        before = self.exchange.control('count', 'modem0').stdout
        preview = self.preview('--minutes', '2', 'dial.prefix=')
        self.assertEqual((preview['number'], preview['command']), ('5551234', 'ATDT5551234'))
        self.assertEqual(self.preview()['command'], 'ATDT0,5551234')
        self.assertEqual((preview['cost'], preview['first_cost'], preview['next_cost'], preview['currency']),
                         (1.7, 0.51, 0.01, 'EUR'))
        self.assertEqual((preview['ends_after'], preview['ended_by'], preview['obstacles']), (120, 'duration', []))
        self.assertEqual(preview['routes'], [{'network': '0.0.0.0/0', 'metric': 700},
                                             {'network': '10.9.0.0/16', 'metric': 50}])
        self.assertEqual((preview['asks_dns'], preview['dns']), (True, []))
        self.assertEqual(self.exchange.control('count', 'modem0').stdout, before)
        self.assertNotIn(PASSWORD, json.dumps(preview))

        self.assertEqual(self.dial('isp', 'dial.prefix=').returncode, 0)
        running = [pathlib.Path(f'/proc/{pid}/cmdline').read_text(encoding='utf-8').split('\0')[:-1]
                   for pid in run('pidof', 'pppd').stdout.split()]
        self.assertIn(preview['pppd'], running)
        self.assertIn('10.9.0.0/16', run('ip', 'route').stdout)
        told = [line['text'] for line in self.ask('log', 'isp')['lines'] if line['kind'] == 'sent']
        for command in preview['init'] + preview['commands']:
            self.assertIn(command, told)
        self.assertEqual([row['reason'] for row in self.preview()['obstacles']], ['modem-busy'])
        dialctl('hangup', 'isp')

        preview = self.preview('limit.cost=0.10/day', 'limit.windows=')
        self.assertEqual([row['reason'] for row in preview['obstacles']], ['cost-limit'])
        self.assertIn('limit.cost=0.10/day', preview['obstacles'][0]['detail'])
        self.assertIn('in the way', dialctl('dial', 'isp', '--preview', 'limit.cost=0.10/day').stdout)

    def test_budget(self):
        """Warned of, kept to, counted over a restart; lifted by root, and by nobody who is not."""
        self.add_profile('5551234', f'cost.tariff={TARIFF}', 'limit.cost=0.60/day', 'redial.attempts=0',
                         'redial.reconnect=yes', 'profile.users=nobody')
        monitor = self.watch()
        self.assertEqual(self.dial().returncode, 0)
        near = json.loads(monitor.wait_for('"event": ?"limit_near"').string)['details']
        self.assertEqual((near['limit'], near['left'] <= 3), ('cost', True))
        self.assertEqual(dialctl('extend', 'isp').returncode, 0) # which does not put it off
        ended = json.loads(monitor.wait_for('"event": ?"ended"').string)['details']
        self.assertEqual(ended, {'reason': 'cost-limit'})
        self.assert_nothing_left()
        self.assertTrue(0.5 < self.last_call()['cost'] <= 0.60, self.last_call())

        dialled = self.exchange.control('count', 'modem0').stdout
        for settings in ([], ['limit.cost=9/day'], ['cost.tariff=rate 0 per 60s']):
            refused = self.dial('isp', *settings)
            self.assertEqual(refused.returncode, 1)
            self.assertRegex(refused.stderr, r'the money .* used up \(limit\.cost=0\.60/day, of which 0\.\d+ EUR are '
                                             r'used; again from \w+, \S+ 00:00 on\)\n.*--over-budget')
        self.restart()
        self.assertRegex(self.dial().stderr, r'limit\.cost=0\.60/day')
        self.assertEqual(self.exchange.control('count', 'modem0').stdout, dialled)
        self.assertNotEqual(pwd.getpwnam('nobody').pw_uid, 0)
        words = ['setpriv', '--reuid=nobody', '--clear-groups', 'dialctl', 'dial', 'isp', '--over-budget']
        self.assertEqual(run(*words).returncode, 3)

        self.assertEqual(self.dial('isp', '--over-budget').returncode, 0)
        self.assertEqual(self.session()['state'], 'online')
        dialctl('hangup', 'isp')
        self.assert_nothing_left()

    def test_budget_of_time_and_data(self):
        """Minutes and bytes of the calls before count too; a budget of a running call is lifted."""
        self.add_profile('5551234', 'limit.duration=6/day')
        monitor = self.watch()
        self.assertEqual(self.dial().returncode, 0)
        monitor.wait_for('"event": ?"limit_near"')
        self.assertEqual(dialctl('extend', 'isp', '--over-budget').returncode, 0)
        begun = self.session()['online_since']
        until(lambda: self.ask('history', 'isp', '--last', '1')['calls'][0]['seconds'] > 7, 'it goes on')
        self.assertEqual(self.session()['online_since'], begun)
        dialctl('hangup', 'isp')
        self.assertRegex(self.dial().stderr, r'limit\.duration=6/day, of which \d+ s are used')

        dialctl('profile', 'set', 'isp', 'limit.duration=', 'limit.data=1/week')
        self.assertRegex(self.dial().stderr, r'limit\.data=1/week, of which .* are used; again from Monday')
        dialctl('profile', 'set', 'isp', 'limit.data=')
        self.assertEqual(self.dial().returncode, 0)
