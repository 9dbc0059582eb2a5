# SPDX-License-Identifier: LGPL-2.1-or-later
"""The sandbox of dialerd.service: that it is closed.  That it is open enough, all the other tests show."""

import re

from harness import LabCase, daemon_pid, dialctl, run

MOST = 2.2
# In the namespaces of dialerd and in its cgroup, where devices are refused.
ENTER = '''
echo $$ > /sys/fs/cgroup/system.slice/dialerd.service/cgroup.procs
exec nsenter --target {pid} --mount --uts -- sh -c '{command}'
'''

# A shell would wait for the carrier.
OPEN = 'import os, sys; [os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY) for path in sys.argv[1:]]'


class Confinement(LabCase):
    def setUp(self):
        self.assertEqual(dialctl('status').returncode, 0)

    def inside(self, command):
        answer = run('sh', '-c', ENTER.format(pid=daemon_pid(), command=command))
        return (answer.stdout + answer.stderr).strip()

    def test_exposure(self):
        for unit in ('dialerd.service', 'dialerd-port-user.service', 'dialerd-probe@1.service'):
            text = run('systemd-analyze', 'security', '--no-pager', unit).stdout
            exposure = re.search(r'exposure level.*: ([\d.]+)', text)
            self.assertLessEqual(float(exposure[1]), MOST, text)

    def test_files(self):
        for path in ('/usr/x', '/etc/x', '/boot/x', '/var/lib/x', '/run/systemd/system/x', '/run/udev/x',
                     '/proc/sys/net/ipv4/ip_forward', '/sys/kernel/uevent_helper', '/sys/fs/cgroup/x'):
            self.assertIn('Read-only file system', self.inside(f'echo x > {path}'), path)
        for path in ('/root/probe', '/tmp/probe'):
            run('touch', path)
            self.addCleanup(run, 'rm', path)
            self.assertIn('No such file', self.inside(f'ls {path}'))
        writable = '/run /run/lock /run/dialer /etc/ppp /var/lib/dialer'
        self.assertEqual(self.inside(f'for d in {writable}; do touch $d/x && rm $d/x; done'), '')

    def test_devices(self):
        self.assertRegex(self.inside('exec 3< /dev/kmsg'), 'denied')
        self.assertIn('Operation not permitted', self.inside('mknod /run/x c 1 1; exec 3< /run/x; rm /run/x'))
        self.assertEqual(self.inside(f'python3 -c "{OPEN}" /dev/ppp /dev/ttyACM0 /dev/ptmx'), '')

    def test_process(self):
        status = dict(line.split(':\t', 1) for line in open(f'/proc/{daemon_pid()}/status', encoding='ascii')
                      if ':\t' in line)
        net_admin_and_raw = 1 << 12 | 1 << 13
        self.assertEqual(int(status['CapBnd'], 16), net_admin_and_raw)
        self.assertEqual(int(status['CapEff'], 16), net_admin_and_raw)
        self.assertEqual(status['NoNewPrivs'].strip(), '1')
        self.assertEqual(status['Seccomp'].strip(), '2')
