# SPDX-License-Identifier: LGPL-2.1-or-later
"""Leases: several programs need the link, and it goes down with the last of them."""

import struct

from harness import PEER_ADDRESS, LabCase, Lines, dialctl, until
from raw_bus import RETURN, Bus, dictionary, string, variant
from test_hostile import BUSY, NAME, PROFILE, ROOT

SESSION = NAME + '.Session'
NOT_FOUND = NAME + '.Error.NotFound'
MOST = 16


def take_lease(bus, profile, why='bulk'):
    body = dictionary(string(struct.pack('<I', 5), why), (), variant)
    return bus.call(NAME, profile, PROFILE, 'Lease', signature='usa{sv}', body=body)


class Lease(LabCase):
    def start_lease(self, why):
        lines = Lines('dialctl', 'lease', 'isp', '--why', why)
        self.addCleanup(lines.close)
        return lines

    def list_leases(self):
        return [lease['why'] for lease in (self.session() or {}).get('leases', [])]

    def test_shared_until_the_last_has_gone(self):
        self.add_profile('5551234')
        mail = self.start_lease('mail')
        mail.wait_for(f'^online: ppp0 .*{PEER_ADDRESS}; mail until ')
        news = dialctl('lease', 'isp', '--why', 'news', '--', 'sh', '-c', f'ping -c 1 {PEER_ADDRESS} && exit 7')
        self.assertEqual(news.returncode, 7, news.stdout + news.stderr)
        self.assertEqual(self.list_leases(), ['mail'])

        mail.process.kill()
        mail.close()
        self.assert_ended('owner-gone')
        self.assert_nothing_left()
        call = self.ask('history', '--last', '1')['calls'][0]
        self.assertEqual((call['cause'], call['why']), ('lease', 'mail'))

    def test_a_session_that_was_dialled_stays(self):
        """A lease does not end it, nor does the last one where somebody has dialled meanwhile; of leases enough."""
        self.add_profile('5551234')
        mail = self.start_lease('mail')
        mail.wait_for('^online')
        self.assertEqual(self.dial().returncode, 0)  # it is online already, and kept from now on
        self.assertEqual(self.interrupt(mail)[0], 0)
        until(lambda: self.list_leases() == [], 'the lease goes')
        self.assertEqual(self.session()['state'], 'online')

        profile = ROOT + '/Profile/' + self.ask('profile', 'show', 'isp')['id'].replace('-', '_')
        bus, other = Bus(), Bus()
        self.addCleanup(bus.close)
        self.addCleanup(other.close)
        answers = [take_lease(bus, profile) for _ in range(MOST)]
        self.assertEqual({answer.kind for answer in answers}, {RETURN}, [answer.text for answer in answers])
        self.assertEqual(take_lease(other, profile).error, BUSY)
        body = answers[0].body
        session, lease = body[4:].split(b'\0')[0].decode(), body[-4:]
        self.assertEqual(other.call(NAME, session, SESSION, 'Release', signature='u', body=lease).error, NOT_FOUND)
        self.assertEqual(bus.call(NAME, session, SESSION, 'Release', signature='u', body=lease).kind, RETURN)
        self.assertEqual(self.list_leases(), ['bulk'] * (MOST - 1))
        bus.close()
        until(lambda: self.list_leases() == [], 'the leases of who has left go')
        self.assertEqual(self.session()['state'], 'online')
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()
