# SPDX-License-Identifier: LGPL-2.1-or-later
"""Behaviour parity: wvdial, and the profile that is imported from its file, on the same exchange.

Each key of wvdial.conf is in a case.  What a case has under `both` is what either does; where ours differs by design it
stands under `theirs` and `ours`, and `because` says why ours is better.
"""

import dataclasses
import os
import pathlib
import re
import signal
import subprocess
import sys

from harness import HERE, PASSWORD, PATIENCE, TREE, LabCase, Lines, Terminal, dialctl, list_locks, run, until

sys.path.insert(0, str(HERE.parent / 'bench'))

from callers import Wvdial, make_ready, nothing_is_left  # noqa: E402

FILE = '/run/lab-parity.conf'
DEVICE = '/dev/ttyACM0'
SECRETS_FILES = ('/etc/ppp/pap-secrets', '/etc/ppp/chap-secrets')
RESOLV_FILES = ('/etc/resolv.conf', '/etc/ppp/resolv.conf')
NAME_SERVER = '198.51.100.53'
TABLE = TREE / 'client' / 'import' / 'import-keys.c'

# How a case ends: what is online is hung up; by itself; only ours comes online; the line is cut, and hung up when it is
# dialled once more.
ONLINE, BY_ITSELF, ONLINE_HERE, CUT = range(4)


# What look_at_link() tells of.
LINK = ('address', 'default route', 'speed', 'flow control', 'name server')


@dataclasses.dataclass
class Case:
    """What stands in [Dialer lab] of the file, and what is compared: properties of Seen."""

    lines: str
    end: int = ONLINE
    quirk: str = ''
    both: dict = dataclasses.field(default_factory=dict)
    theirs: dict = dataclasses.field(default_factory=dict)
    ours: dict = dataclasses.field(default_factory=dict)
    because: str = ''
    report: dict = dataclasses.field(default_factory=dict)  # key: how its line of the import's report reads

    def list_keys(self):
        return {line.split('=')[0].strip() for line in self.lines.splitlines() if '=' in line} | set(self.report)


@dataclasses.dataclass
class Seen:
    """A call as the exchange saw it, and what there was of a link."""

    events: list
    link: dict

    def details(self, event):
        return [detail for _, name, detail in self.events if name == event]

    @property
    def commands(self):
        return self.details('command')

    @property
    def inits(self):
        """Those commands that are in no program of itself: S7 and higher registers, M."""
        return [line for line in self.commands if re.match('AT(S[78]|M|L)', line)]

    @property
    def dialled(self):
        """The first dial string, from T or P on, without what is there for people only."""
        return next(match[1].replace(' ', '') for match in (re.search('D([TP].*)', line) for line in self.commands)
                    if match)

    @property
    def numbers(self):
        return self.details('dial')

    @property
    def typed(self):
        return self.details('typed')

    @property
    def rang(self):
        """Whole seconds from the last number to the end."""
        times = {name: float(when) for when, name, _ in self.events if name in ('dial', 'idle')}
        return int(times['idle'] - times['dial'])

    def get(self, name):
        return self.link.get(name) if name in LINK else getattr(self, name)


LOGIN_WORDS = """Phone = 5551233
Login Prompt = kennung
Password Prompt = kennwort
Default Reply = go
"""

CASES = {
    'line': Case(
        """Modem Type = USB Modem
Modem Name = Conexant
Baud = 57600
Init = ATM1
Init1 = ATM0
Init2 = ATS7=55
Init3 = ATS8=3
Init9 = ATL1
Dial Command = ATDP
Dial Prefix = 9
Area Code = 030
Phone = 555 1242
Force Address = 198.51.100.9
Remote Name = isp
PPPD Path = /usr/sbin/pppd
PPPD Option = novj
Auto DNS = on
Check DNS = off
DNS Test1 = www.example.com
DNS Test2 = www.example.org
Check Def Route = on
ISDN = 1
Compuserve = off
Stupid Mode = on
Carrier Check = on
Country = Germany
Provider = Exchange
Product = Flat
Homepage = http://example.com
DialMessage1 = Hello
DialMessage2 = Bye
FlowControl = Hardware (CRTSCTS)
SetVolume = 1
""",
        both={'inits': ['ATM1', 'ATS7=55', 'ATS8=3', 'ATL1'], 'dialled': 'P9,0305551242', 'numbers': ['90305551242'],
              'address': '198.51.100.9', 'default route': True, 'speed': '57600', 'flow control': True,
              'name server': True, 'typed': []},
        report={'Modem': 'mapped dial.modem=', 'Init1': 'not imported .*Init in its place',
                'Remote Name': 'mapped ppp.remote-name=isp', 'PPPD Option': 'mapped ppp.vj=no',
                'PPPD Path': 'not imported .*knows where', 'Check DNS': 'not imported .*known to be up',
                'Check Def Route': 'not imported .*is made', 'ISDN': 'not imported .*asyncmap',
                'Compuserve': 'not imported .*login.script', 'Modem Type': 'not imported .*tells',
                'Modem Name': 'not imported .*tells', 'Country': 'mapped profile.note', 'SetVolume': 'approximated'}),
    'words': Case(
        LOGIN_WORDS,
        both={'numbers': ['5551233']},
        theirs={'typed': ['joe', PASSWORD, 'go']}, ours={'typed': ['joe', PASSWORD, 'ppp']},
        because='an unknown prompt is answered with what starts PPP; another answer is a line of login.script',
        report={'Default Reply': "not imported .*can't be chosen", 'Login Prompt': 'mapped login.login-prompt=kennung',
                'Stupid Mode': 'mapped login.method=auto'}),
    'menu': Case(
        'Phone = 5551243\nStupid Mode = off\nLogin = jane\n', ONLINE_HERE,
        theirs={'typed': ['joe', PASSWORD]},
        ours={'typed': ['joe', PASSWORD, '1'], 'address': '198.51.100.2'},
        because='the entry for PPP that is found is chosen, too: wvdial finds it, and sends nothing',
        report={'Login': 'not imported .*Username only', 'Username': 'mapped ppp.user=joe',
                'Password': 'mapped secret password'}),
    'busy': Case(
        """Phone = 5550001
Phone1 = 5550001
Phone2 = 5551234
Phone4 = 5551235
Abort on Busy = off
Dial Attempts = 1
Tonline = on
""",
        both={'numbers': ['5550001', '5550001', '5551234'], 'typed': []},
        report={'Phone3': '^$', 'Phone4': 'not imported .*missing before', 'Tonline': 'mapped login.method=none'}),
    'old-pppd': Case(
        'Phone = 5551234\nNew PPPD = off\nIdle Seconds = 2\nStupid Mode = on\n', ONLINE_HERE,
        both={'numbers': ['5551234']}, theirs={'address': None}, ours={'address': '198.51.100.2'},
        because='pppd always gets what it needs; without it wvdial starts one that leaves at once',
        report={'New PPPD': 'mapped .*in any case', 'Idle Seconds': 'not imported .*without New PPPD'}),
    'give-up-if-busy': Case(
        'Phone = 5550001\nPhone1 = 5550005\nAbort on Busy = on\nDial Attempts = 1\nStupid Mode = on\n', BY_ITSELF,
        theirs={'numbers': ['5550001']}, ours={'numbers': ['5550001', '5550005']},
        because='another number is there for when the first is busy; nothing is dialled more often than the file says',
        report={'Abort on Busy': 'not imported .*redial.attempts'}),
    'no-dial-tone': Case(
        'Phone = 5550003\nAbort on No Dialtone = on\nDial Attempts = 2\nStupid Mode = on\n', BY_ITSELF,
        theirs={'numbers': ['5550003']}, ours={'numbers': ['5550003'] * 2},
        because='whoever telephones on the same line will hang up; it is not dialled more often than the file says',
        report={'Abort on No Dialtone': 'not imported .*redial.attempts'}),
    'attempts': Case(
        'Phone = 5550005\nDial Attempts = 2\nStupid Mode = on\n', BY_ITSELF,
        both={'numbers': ['5550005'] * 2},
        report={'Dial Attempts': 'mapped redial.attempts=2'}),
    'time-limit': Case(
        'Phone = 5550021\nDial Attempts = 1\nDial Timeout = 6\nStupid Mode = on\n', BY_ITSELF,
        both={'numbers': ['5550021']}, theirs={'rang': range(5, 10)}, ours={'rang': range(6, 15)},
        because='the modem is told the limit (S7), and has five seconds more to say itself what was the matter',
        report={'Dial Timeout': 'mapped dial.carrier-timeout=6'}),
    'reconnect': Case(
        'Phone = 5551234\nAuto Reconnect = on\nDial Attempts = 2\nStupid Mode = on\n', CUT,
        both={'numbers': ['5551234'] * 2},
        report={'Auto Reconnect': 'mapped redial.reconnect=yes'}),
    'idle': Case(
        'Phone = 5551234\nAuto Reconnect = on\nIdle Seconds = 3\nDial Attempts = 2\nStupid Mode = on\n'
        'Auto DNS = off\n', BY_ITSELF,
        both={'numbers': ['5551234']},
        report={'Idle Seconds': 'mapped limit.idle=3', 'Auto Reconnect': 'approximated redial.reconnect=no .*Idle Sec',
                'Auto DNS': 'mapped ipv4.dns=off'}),
    'no-dcd': Case(
        'Phone = 5551234\nCarrier Check = no\nStupid Mode = on\n', quirk='no-dcd',
        both={'numbers': ['5551234'], 'address': '198.51.100.2'},
        report={'Carrier Check': 'mapped line.carrier-detect=no'}),
    'no-dcd-checked': Case(
        'Phone = 5551234\nCarrier Check = yes\nDial Attempts = 1\nDial Timeout = 6\n', ONLINE_HERE, quirk='no-dcd',
        both={'numbers': ['5551234']}, theirs={'address': None}, ours={'address': '198.51.100.2'},
        because='a DCD that never came is a missing wire: the modem said CONNECT; wvdial dials into the open line',
        report={'Carrier Check': 'mapped line.carrier-detect=yes'}),
    'unsaid': Case(
        'Phone = 5550005\n', BY_ITSELF,
        theirs={'numbers': ['5550005'] * 3}, ours={'numbers': ['5550005']},
        because='nobody finds out by his bill that a number was dialled for ever',
        report={'Dial Attempts': 'not imported .*for ever', 'Auto Reconnect': 'not imported .*after a lost link',
                'Stupid Mode': 'mapped login.method=auto'}),
}


def list_links():
    return [name for name in os.listdir('/sys/class/net') if name.startswith('ppp')]


def look_at_link():
    """What a call has made of this machine."""
    terminal = run('stty', '-a', '-F', DEVICE).stdout
    address = re.search(r'inet (\S+)', run('ip', '-4', '-o', 'address', 'show', 'dev', 'ppp0').stdout)
    servers = ''.join(pathlib.Path(name).read_text() for name in RESOLV_FILES if os.path.exists(name))
    return {'address': address and address[1], 'default route': 'default' in run('ip', 'route').stdout,
            'speed': re.search(r'speed (\d+)', terminal)[1], 'flow control': ' crtscts' in terminal,
            'name server': NAME_SERVER in servers}


class Parity(LabCase):
    """The table, a test a case: either program runs with the same file."""

    def setUp(self):
        self.addCleanup(pathlib.Path(FILE).unlink, missing_ok=True)
        for name in SECRETS_FILES:
            self.addCleanup(pathlib.Path(name).write_bytes, pathlib.Path(name).read_bytes())

    def begin(self, lines, password=f'Password = {PASSWORD}\n', quirk=''):
        self.quirk = quirk
        pathlib.Path(FILE).write_text(f'[Dialer Defaults]\nModem = {DEVICE}\nUsername = joe\n{password}'
                                      f'[Dialer base]\n{lines}[Dialer lab]\nInherits = Dialer base\n', encoding='ascii')

    def list_events(self):
        lines = [line.split(' ', 3) for line in self.exchange.events()[self.begun:].splitlines()]
        return [(line[0], line[2], line[3]) for line in lines]

    def count(self, event):
        return len([name for _, name, _ in self.list_events() if name == event])

    def wait_for_dials(self, n):
        until(lambda: self.count('dial') >= n, f'{n} numbers are dialled')

    def mark(self):
        """Only what comes from here on is seen; the modem is as after power-up."""
        make_ready(self.exchange)
        self.exchange.control('set', 'modem0', f'quirk={self.quirk}')
        self.begun = len(self.exchange.events())

    def start_wvdial(self):
        self.mark()
        wvdial = Lines('wvdial', '--config', FILE, 'lab', stderr=subprocess.STDOUT,
                       env={**os.environ, **Wvdial.environment})
        self.addCleanup(wvdial.close)
        return wvdial

    def stop_wvdial(self, process_id, reap):
        """Once the line is down its end is not waited for, which comes up to ten seconds later."""
        os.kill(process_id, signal.SIGINT)
        until(lambda: not list_links(), 'the link of wvdial goes')
        self.assert_idle()
        os.kill(process_id, signal.SIGKILL)
        reap()
        for lock in list_locks():
            os.unlink(f'/var/lock/{lock}')

    def clean_up_behind_wvdial(self):
        until(nothing_is_left, 'pppd and its scripts end')
        if self.resolv_conf is not None:
            pathlib.Path(RESOLV_FILES[0]).write_bytes(self.resolv_conf)
        pathlib.Path(RESOLV_FILES[1]).unlink(missing_ok=True)

    def wait_for_link_of(self, wvdial):
        try:
            wvdial.wait_for('local  IP address')
        except AssertionError as problem:
            raise AssertionError(f'{problem}\n{self.exchange.events()[self.begun:]}') from problem

    def run_wvdial(self, end, n_numbers):
        wvdial = self.start_wvdial()
        link = {}
        if end == ONLINE_HERE:
            until(lambda: wvdial.process.poll() is not None or self.count('ppp'), 'wvdial ends, or starts pppd in vain')
            link = look_at_link()
        elif end == BY_ITSELF and n_numbers < 3:
            self.assertIsNotNone(wvdial.finish(2 * PATIENCE))
        elif end == BY_ITSELF:
            self.wait_for_dials(n_numbers)
        else:
            self.wait_for_link_of(wvdial)
            link = look_at_link()
        if end == CUT:
            self.exchange.control('drop', 'modem0')
            self.wait_for_dials(2)
        seen = Seen(self.list_events(), link)
        if wvdial.process.poll() is None:
            self.stop_wvdial(wvdial.process.pid, wvdial.process.wait)
        self.clean_up_behind_wvdial()
        return seen

    def import_file(self):
        answer = self.ask('import', 'wvdial', FILE)
        for profile in answer['profiles']:
            self.addCleanup(dialctl, 'profile', 'remove', profile['name'])
        self.addCleanup(dialctl, 'hangup', 'lab')
        return {entry['key']: ' '.join(filter(None, (entry['result'], entry['setting'], entry['note'])))
                for entry in answer['entries']}

    def run_ours(self, end):
        # Else the pause is as long as other tests' failures on the number have made it.
        dialctl('profile', 'set', 'lab', 'redial.pause-max=1')
        self.mark()
        answer = dialctl('dial', 'lab', timeout=2 * PATIENCE)
        link = {}
        if end == BY_ITSELF:
            until(lambda: self.session() is None, 'the session ends')
        else:
            self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr + self.exchange.events())
            link = look_at_link()
        if end == CUT:
            self.exchange.control('drop', 'modem0')
            self.wait_for_dials(2)
        seen = Seen(self.list_events(), link)
        dialctl('hangup', 'lab')
        self.assert_nothing_left()
        return seen

    def check(self, who, seen, expected):
        for name, value in expected.items():
            what = seen.get(name)
            if isinstance(value, range):
                self.assertIn(what, value, f'{who}: {name}\n{seen.events}')
            else:
                self.assertEqual(what, value, f'{who}: {name}\n{seen.events}')

    def compare(self, case):
        self.assertEqual(bool(case.because), bool(case.ours))
        self.begin(case.lines, quirk=case.quirk)
        theirs = self.run_wvdial(case.end, len(case.theirs.get('numbers', ())))
        report = self.import_file()
        ours = self.run_ours(case.end)
        self.check('wvdial', theirs, {**case.both, **case.theirs})
        self.check('dialctl', ours, {**case.both, **case.ours})
        for key, pattern in case.report.items():
            self.assertRegex(report.get(key, ''), pattern, key)

    def test_every_key_has_a_case(self):
        self.begin('')
        tested = {key.lower() for case in CASES.values() for key in case.list_keys()}
        tested |= {'inherits', 'ask password', *(f'init{i}' for i in range(4, 9))}  # here, below, and as Init9
        known = {key.lower() for key in re.findall(r'\{ W, "([^"]+)"', TABLE.read_text())}
        self.assertGreater(len(known), 50)
        self.assertEqual(known - tested, set())

    def test_password_that_is_asked_for(self):
        """Ask Password: on the terminal of who dials, by either."""
        self.begin('Phone = 5551234\nAsk Password = on\nStupid Mode = on\n', password='')
        self.mark()
        wvdial = Terminal('env', 'LD_BIND_NOW=1', 'wvdial', '--config', FILE, 'lab')
        self.addCleanup(wvdial.close)
        wvdial.wait_for('(?i)password')
        wvdial.type(PASSWORD + '\n')
        wvdial.wait_for('local  IP address')
        self.stop_wvdial(wvdial.pid, wvdial.finish)
        self.clean_up_behind_wvdial()

        self.assertRegex(self.import_file()['Ask Password'], 'mapped secret.password=ask')
        self.mark()
        ours = Terminal('dialctl', 'dial', 'lab')
        self.addCleanup(ours.close)
        ours.wait_for('(?i)password')
        ours.type(PASSWORD + '\n')
        self.assertEqual(ours.finish(), 0, ours.output)
        self.assertEqual(dialctl('hangup', 'lab').returncode, 0)
        self.assert_nothing_left()


for case_name in CASES:
    setattr(Parity, 'test_' + case_name.replace('-', '_'),
            lambda self, case=CASES[case_name]: self.compare(case))


class Webmin(LabCase):
    """What the page of Webmin's module promises beyond its form, and what the form writes."""

    FORM = """[Dialer isp]
Phone = 5551234
Username = joe
Password = secret
Dial Prefix = 0
Stupid Mode = on
Phone1 = 5551235
Phone2 = 5551236
Phone3 = 5551237
Phone4 = 5551238
Inherits = Dialer Defaults
Modem = /dev/ttyACM0
Baud = 115200
Init1 = ATZ
Init9 = ATM1
Carrier Check = on
Abort on Busy = on
Dial Attempts = 3
Abort on No Dialtone = off
Auto DNS = on
Auto Reconnect = off
Idle Seconds = 600
[Dialer Defaults]
"""

    def test_form(self):
        """Every field has its setting, or is said to have none."""
        path = pathlib.Path(FILE)
        path.write_text(self.FORM, encoding='ascii')
        self.addCleanup(path.unlink)
        answer = self.ask('import', 'wvdial', FILE, '--dry-run')
        settings = answer['profiles'][0]['settings']
        left_out = {entry['key'] for entry in answer['entries'] if entry['result'] == 'not imported' and entry['line']
                    and not entry['key'].startswith('[')}
        self.assertEqual(left_out, {'Abort on Busy', 'Abort on No Dialtone'})
        self.assertEqual(settings['dial']['numbers'], '5551234;5551235;5551236;5551237;5551238')
        self.assertEqual(settings['dial']['prefix'], '0,')
        self.assertEqual(settings['redial'], {'attempts': '3', 'reconnect': 'no'})
        self.assertEqual((settings['limit']['idle'], settings['login']['method']), ('600', 'none'))

    def dial_and_hang_up(self):
        answer = self.dial()
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        address = self.session()['ip4_address']
        self.assertEqual(dialctl('hangup', 'isp').returncode, 0)
        self.assert_nothing_left()
        return address

    def test_static_address(self):
        self.add_profile('90305551242', 'ipv4.method=manual', 'ipv4.address=198.51.100.9')
        self.assertEqual(self.dial_and_hang_up(), '198.51.100.9')

    def test_pap_or_chap(self):
        """At a provider that wants CHAP, who would have PAP is not let in."""
        self.add_profile('5551235', 'ppp.auth=chap')
        self.dial_and_hang_up()
        dialctl('profile', 'set', 'isp', 'ppp.auth=pap')
        self.dial_and_fail('peer-refused', 6)

    def test_set_duration(self):
        self.add_profile('5551234', 'limit.duration=3')
        self.assertEqual(self.dial().returncode, 0)
        self.assert_ended('time-limit')
        self.assert_nothing_left()
