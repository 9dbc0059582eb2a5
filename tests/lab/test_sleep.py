# SPDX-License-Identifier: LGPL-2.1-or-later
"""The machine goes to sleep, by way of the real logind and the kernel, which freezes all processes and thaws them."""

import pathlib
import subprocess

from harness import LabCase, Lines, dialctl, run, until

# The kernel's own test of sleep: as deep as the freezer, for a second (Documentation/power/basic-pm-debugging).
PM_TEST = pathlib.Path('/sys/power/pm_test')
PM_TEST_DELAY = pathlib.Path('/sys/module/suspend/parameters/pm_test_delay')
ASLEEP = 'PM: suspend entry'


def count_sleeps():
    return run('journalctl', '-b', '-k', '-o', 'cat').stdout.count(ASLEEP)


class Sleep(LabCase):
    def setUp(self):
        self.addCleanup(PM_TEST.write_text, 'none\n', encoding='ascii')
        self.addCleanup(PM_TEST_DELAY.write_text, PM_TEST_DELAY.read_text(encoding='ascii'), encoding='ascii')
        PM_TEST.write_text('freezer\n', encoding='ascii')
        PM_TEST_DELAY.write_text('1\n', encoding='ascii')

    def watch_logind(self):
        lines = Lines('busctl', 'monitor', '--match', "type='signal',member='PrepareForSleep'",
                      stderr=subprocess.STDOUT)
        self.addCleanup(lines.close)
        lines.wait_for('Monitoring bus')
        return lines

    def sleep(self):
        """Returns when the machine has woken."""
        watch, before = self.watch_logind(), count_sleeps()
        self.assertEqual(run('systemctl', 'suspend').returncode, 0)
        watch.wait_for('BOOLEAN false')
        self.assertEqual(count_sleeps(), before + 1)

    def go_online(self, *settings):
        self.add_profile('5551234', *settings)
        self.assertEqual(self.dial().returncode, 0)
        self.ping()

    def calls(self):
        return [(call['reason'], call['cause'], call['reached']) for call in self.ask('history', 'isp')['calls']]

    def test_hung_up_first(self):
        self.go_online()
        self.sleep()
        self.assertIsNone(self.session())
        self.assert_nothing_left()
        self.assertEqual(self.calls()[-1], ('asleep', 'manual', 'online'))
        journal = run('journalctl', '-b', '-o', 'cat').stdout
        self.assertRegex(journal, rf'(?s)isp: hanging-up → ended \(asleep\).*{ASLEEP}')
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)

    def test_called_again(self):
        """Each time that it wakes."""
        self.go_online('redial.reconnect=yes')
        for _ in range(2):
            self.sleep()
            until(lambda: (self.session() or {}).get('state') == 'online', 'it is online again')
            self.ping()
        self.assertEqual(self.calls()[-3:], [('asleep', 'manual', 'online'), ('asleep', 'redial', 'online'),
                                             (None, 'redial', 'online')])
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.sleep()
        self.assertIsNone(self.session())
        self.assert_nothing_left()

    def test_dialed_meanwhile(self):
        """Somebody else keeps the machine from its sleep for a while."""
        self.add_profile('5551234')
        other = subprocess.Popen(['systemd-inhibit', '--what=sleep', '--mode=delay', 'cat'], stdin=subprocess.PIPE)
        self.addCleanup(other.communicate)
        until(lambda: 'systemd-inhibit' in run('systemd-inhibit', '--list').stdout, 'it waits for the other')
        watch = self.watch_logind()
        self.assertEqual(run('systemctl', 'suspend').returncode, 0)
        watch.wait_for('BOOLEAN true')
        answer = self.dial()
        self.assertIn('the machine goes to sleep', answer.stderr)
        other.stdin.close()
        watch.wait_for('BOOLEAN false')
        self.assertEqual(self.dial().returncode, 0)
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
