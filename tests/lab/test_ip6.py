# SPDX-License-Identifier: LGPL-2.1-or-later
"""IPv6 over a call: addresses and name servers from the provider's real router, radvd."""

import pathlib
import re

import far_end
from harness import LabCase, dialctl, lay, run, until
from test_network import ip, list_routes, read_servers

BOTH, ALONE = '5551264', '5551265'
PREFIX = '2001:db8:1:2:'
HOST = '2001:db8:80::80'
SERVERS = ['2001:db8:53::53', '2001:db8:53::54']
RADVD_CONF = pathlib.Path('/run/radvd-lab.conf')
ADVERTISED = f"""
interface ppp0 {{
  AdvSendAdvert on;
  MinRtrAdvInterval 3;
  MaxRtrAdvInterval 4;
  prefix {PREFIX}:/64 {{ }};
  RDNSS {' '.join(SERVERS)} {{ }};
}};
"""


class Ip6(LabCase):
    provider = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lay('radvd')
        run('groupadd', '--system', 'radvd')
        run('useradd', '--system', '--gid', 'radvd', '--home-dir', '/run', 'radvd')
        RADVD_CONF.write_text(ADVERTISED, encoding='ascii')

    def call(self, *settings, number=BOTH):
        """Online, with a router at the other end."""
        dialctl('profile', 'remove', 'isp')
        self.add_profile(number, 'ipv6.method=auto', *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.provider = far_end.FarEnd()
        self.addCleanup(self.provider.close)
        self.provider.add_address(HOST, 128)
        self.provider.run('sysctl', '-qw', 'net.ipv6.conf.all.forwarding=1')
        self.provider.run('ip', '-6', 'route', 'add', f'{PREFIX}:/64', 'dev', 'ppp0')
        self.provider.start('radvd', '-n', '-d', '1', '-m', 'stderr', '-C', RADVD_CONF, '-p', '/run/radvd-lab.pid')
        until(lambda: self.session()['ip6_address'], 'there is an address')

    def hang_up(self):
        if self.provider:
            self.provider.close()  # there can be one radvd at a time
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()
        self.assertNotIn('ppp0', ip('-6', 'route'))

    def test_all(self):
        before = list_routes()
        self.call()
        until(lambda: len(self.session()['dns']) == 3, 'there are name servers of both')
        session = self.session()
        self.assertRegex(session['ip6_address'], f'^{PREFIX}')
        self.assertIn(session['ip6_address'], ip('-6', 'address', 'show', 'dev', 'ppp0'))
        self.assertEqual(session['dns'], ['198.51.100.53', *SERVERS])
        self.assertEqual(read_servers()[:3], session['dns'])
        routes = ip('-6', 'route', 'show', 'default').splitlines()
        self.assertEqual(len(routes), 1, routes)
        self.assertRegex(routes[0], 'dev ppp0 .*metric 700 ')
        self.ping(HOST)
        self.ping()
        self.assertRegex(dialctl('status').stdout, re.escape(session['ip6_address']))
        self.hang_up()
        self.assertEqual(list_routes(), before)

    def test_choice(self):
        """What the router offers is not taken."""
        self.call('ipv6.default-route=no', 'ipv6.dns=off')
        self.assertEqual(ip('-6', 'route', 'show', 'default'), '')
        self.assertEqual(self.session()['dns'], ['198.51.100.53'])
        self.hang_up()
        self.call('ipv6.dns=2001:db8:99::53', 'ipv4.dns=off')
        self.assertEqual(self.session()['dns'], ['2001:db8:99::53'])
        self.assertEqual(read_servers()[0], '2001:db8:99::53')
        self.hang_up()

    def test_alone(self):
        self.call('ipv4.method=off', number=ALONE)
        until(lambda: self.session()['dns'] == SERVERS, 'there are name servers')
        self.ping(HOST)
        self.assertIsNone(self.session()['ip4_address'])
        self.hang_up()
        preview = self.ask('dial', 'isp', '--preview')
        self.assertEqual([route['network'] for route in preview['routes']], ['::/0'])
        self.assertTrue(preview['asks_dns'])

    def test_router_of_others(self):
        """That this machine forwards packets keeps the kernel from no advertisement."""
        run('sysctl', '-qw', 'net.ipv6.conf.all.forwarding=1')
        self.addCleanup(run, 'sysctl', '-qw', 'net.ipv6.conf.all.forwarding=0')
        self.call()
        self.hang_up()

    def test_off(self):
        self.add_profile(BOTH)
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(ip('-6', 'address', 'show', 'dev', 'ppp0'), '')
        self.assertIsNone(self.session()['ip6_address'])
        self.hang_up()
