# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a call does with the machine's network: routes, name servers, addresses; and that all is as before."""

import os
import pathlib
import re
import signal
import subprocess

from harness import LabCase, daemon_pid, dialctl, lay, run, until

RESOLV_CONF = pathlib.Path('/etc/resolv.conf')
SERVERS = ['198.51.100.53', '198.51.100.54']


def ip(*words):
    answer = run('ip', *words)
    if answer.returncode != 0:
        raise AssertionError(answer.stderr)
    return answer.stdout


def list_routes():
    return [line.rstrip() for line in ip('-4', 'route').splitlines()] + ip('-6', 'route').splitlines()


def read_servers():
    """Those of resolv.conf, in their order."""
    return re.findall(r'^nameserver (\S+)', RESOLV_CONF.read_text(encoding='ascii'), re.MULTILINE)


class NetworkCase(LabCase):
    def call(self, *settings):
        """Another call with these settings, of a profile that has no others."""
        dialctl('profile', 'remove', 'isp')
        self.add_profile('5551238', *settings)
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stderr)

    def hang_up(self):
        answer = dialctl('hangup', 'isp')
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assert_nothing_left()


class Routes(NetworkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(run, 'ip', 'link', 'del', 'lan0')
        for words in ('link add lan0 type dummy', 'address add 192.0.2.10/24 dev lan0', 'link set lan0 up',
                      'route add default via 192.0.2.1 dev lan0 metric 700',
                      'route add 172.16.0.0/12 via 192.0.2.1 dev lan0'):
            ip(*words.split())

    def which_way(self, address):
        return re.search(r'dev (\S+)', ip('route', 'get', address))[1]

    def test_routes(self):
        before = list_routes()
        self.call('ipv4.routes=10.0.0.0/8;172.16.0.0/12 50', 'ppp.mtu=600', 'ppp.mru=700')
        added = [line for line in list_routes() if line not in before]
        left_out = ' proto| static| kernel| scope link| (window|advmss) [0-9]+'
        self.assertEqual(sorted(re.sub(left_out, '', line) for line in added),
                         ['10.0.0.0/8 dev ppp0 metric 700', '172.16.0.0/12 dev ppp0 metric 50',
                          '198.51.100.1 dev ppp0 src 198.51.100.77', 'default dev ppp0 metric 700'])
        self.assertEqual([line for line in list_routes() if line in before], before)
        self.assertEqual([self.which_way(a) for a in ('203.0.113.1', '10.1.1.1', '172.16.1.1')],
                         ['lan0', 'ppp0', 'lan0'])
        self.assertIn('mtu 600 ', ip('link', 'show', 'ppp0'))
        self.ping()
        self.hang_up()
        self.assertEqual(list_routes(), before)
        # Ours wins by its metric; that of the machine is still there.
        self.call('ipv4.metric=50')
        self.assertEqual(self.which_way('203.0.113.1'), 'ppp0')
        self.assertEqual([line for line in list_routes() if line in before], before)
        self.hang_up()
        self.assertEqual(list_routes(), before)
        self.call('ipv4.default-route=no')
        self.assertNotRegex(ip('route'), 'default dev ppp0')
        self.assertEqual(read_servers(), re.findall(r'^nameserver (\S+)', (self.resolv_conf or b'').decode(), re.M))
        self.hang_up()

    def test_manual(self):
        dialctl('profile', 'remove', 'isp')
        self.add_profile('5551242', 'ipv4.method=manual', 'ipv4.address=192.0.2.77', 'ipv4.peer=198.51.100.1',
                         'ipv4.dns=192.0.2.53', 'ipv4.dns-search=lab.example;isp.example')
        self.assertEqual(self.dial().returncode, 0)
        self.assertIn('inet 192.0.2.77 peer 198.51.100.1/32', ip('address', 'show', 'ppp0'))
        self.ping()
        session = self.session()
        self.assertEqual((session['ip4_address'], session['dns']), ('192.0.2.77', ['192.0.2.53']))
        self.assertEqual(read_servers()[0], '192.0.2.53')
        self.assertIn('\nsearch lab.example isp.example\n', RESOLV_CONF.read_text(encoding='ascii'))
        self.hang_up()


class Names(NetworkCase):
    def keep_resolv_conf(self):
        """Whatever the test makes of it."""
        saved = '/run/resolv.conf.saved'
        subprocess.run(['cp', '-a', RESOLV_CONF, saved], check=True)
        self.addCleanup(os.replace, '/etc/resolv.conf.saved', RESOLV_CONF)
        self.addCleanup(run, 'cp', '-a', saved, '/etc/resolv.conf.saved')

    def test_file(self):
        written = RESOLV_CONF.stat().st_mtime_ns
        self.call()
        self.assertEqual(read_servers()[:2], SERVERS)
        self.hang_up()
        self.assertEqual(RESOLV_CONF.stat().st_mtime_ns, written)
        self.assertFalse(os.path.exists('/etc/resolv.conf.dialer'))
        # A crash: the next dialerd takes back what was left.
        self.call()
        os.kill(daemon_pid(), signal.SIGKILL)
        until(lambda: RESOLV_CONF.read_bytes() == self.resolv_conf, 'resolv.conf is as before')
        self.assert_nothing_left()
        # Somebody else writes meanwhile.
        self.keep_resolv_conf()
        self.call()
        RESOLV_CONF.write_text('nameserver 192.0.2.99\n', encoding='ascii')
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertEqual(read_servers(), ['192.0.2.99'])
        self.assertFalse(os.path.exists('/etc/resolv.conf.dialer'))

    def test_resolvconf(self):
        self.keep_resolv_conf()
        lay('resolvconf')
        self.addCleanup(os.remove, '/sbin/resolvconf')
        RESOLV_CONF.unlink()
        RESOLV_CONF.symlink_to('../run/resolvconf/resolv.conf')
        os.makedirs('/run/resolvconf/interface', exist_ok=True)
        self.assertEqual(run('resolvconf', '--enable-updates').returncode, 0)
        self.call('ipv4.dns-search=isp.example')
        self.assertEqual(read_servers(), SERVERS)
        self.assertIn('search isp.example', RESOLV_CONF.read_text(encoding='ascii'))
        self.assertEqual(run('resolvconf', '-i').stdout.split(), ['ppp0'])
        self.assertTrue(RESOLV_CONF.is_symlink())
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertEqual(read_servers(), [])
        self.assertEqual(run('resolvconf', '-i').stdout.split(), [])

    def test_resolved(self):
        self.keep_resolv_conf()
        lay('systemd-resolved')
        self.addCleanup(os.remove, '/sbin/resolvconf')
        run('systemd-sysusers')
        run('systemctl', 'daemon-reload')
        run('systemctl', 'reload', 'dbus')
        self.assertEqual(run('systemctl', 'start', 'systemd-resolved').returncode, 0)
        self.addCleanup(run, 'systemctl', 'stop', 'systemd-resolved')
        # Not while the file is somebody else's.
        self.call()
        self.assertNotIn('198.51', run('resolvectl', 'dns', 'ppp0').stdout)
        self.assertEqual(read_servers()[:2], SERVERS)
        self.hang_up()
        RESOLV_CONF.unlink()
        RESOLV_CONF.symlink_to('../run/systemd/resolve/stub-resolv.conf')
        self.call('ipv4.dns-search=isp.example')
        self.assertRegex(run('resolvectl', 'dns', 'ppp0').stdout, ': ' + ' '.join(SERVERS))
        self.assertRegex(run('resolvectl', 'domain', 'ppp0').stdout, ': isp.example')
        self.assertRegex(run('resolvectl', 'default-route', 'ppp0').stdout, ': yes')
        self.assertTrue(RESOLV_CONF.is_symlink())
        # It keeps what it was told over a restart.
        self.assertEqual(run('systemctl', 'restart', 'systemd-resolved').returncode, 0)
        self.assertRegex(run('resolvectl', 'dns', 'ppp0').stdout, ': ' + ' '.join(SERVERS))
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assertNotIn('198.51', run('resolvectl', 'dns').stdout)
        self.call('ipv4.default-route=no')
        self.assertRegex(run('resolvectl', 'default-route', 'ppp0').stdout, ': no')
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
