#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl: usage, exit statuses, other hosts, completion, status, modems, monitor."""
import json
import os
import re
import signal
import subprocess
import unittest

from dialctl_case import (Bus, Case, Daemon, DIALCTL, DONE, FAILED, LINE, NOT_FOUND, PATIENCE,
                          SESSION_KEYS, UNREACHABLE, USAGE, wait_readable)

COMMAND = r"^  ([a-z]+(?: [a-z]+)?)(?: [A-Z[].*?)?  +[a-z]"  # in the table of --help


class UsageTest(Case):
    """What needs no daemon, and is told before one is looked for."""

    with_daemon = False

    def usage(self, what, *arguments):
        lines = self.bad(USAGE, *arguments)
        self.assertIn(what, lines[0])
        return lines[1]

    def test_version(self):
        self.assertRegex(self.good("--version"), r"^dialctl [0-9.]+\n$")

    def test_help_lists_all_commands(self):
        output = self.good("--help")
        for command in ("status", "dial NAME", "learn NAME", "hangup", "extend NAME", "lease NAME", "monitor",
                        "agent", "history [NAME…]", "log [NAME]", "report [FILE]", "profile add NAME [KEY=VALUE…]",
                        "secret set", "modem test ID", "modem scan [DEVICE…]", "import FORMAT FILE…", "export NAME…",
                        "--json", "--no-color", "-H, --host"):
            self.assertIn(command, output)

    def test_help_of_family(self):
        output = self.good("modem", "--help")
        self.assertIn("modem add DEVICE", output)
        self.assertNotIn("secret", output)

    def test_help_of_each_command(self):
        commands = re.findall(COMMAND, self.good("--help"), re.M)
        self.assertEqual(len(commands), 33)
        for command in commands:
            self.assertIn("dialctl " + command, self.good(*command.split(), "--help"))

    def test_unknown_command(self):
        self.assertEqual(self.usage("no command 'dail'", "dail", "isp"), "Try 'dialctl --help'.")

    def test_unknown_global_option(self):
        self.assertEqual(self.usage("no option '--jason'", "--jason"), "Try 'dialctl --help'.")

    def test_host_needs_a_value(self):
        self.assertEqual(self.usage("-H", "status", "-H"), "Try 'dialctl --help'.")

    def test_family_without_command(self):
        self.assertEqual(self.usage("one more word", "profile"), "Try 'dialctl profile --help'.")
        self.assertEqual(self.usage("no such command", "profile", "lst"), "Try 'dialctl profile --help'.")

    def test_unknown_option(self):
        self.assertEqual(self.usage("Unknown option --foo", "dial", "isp", "--foo"),
                         "Try 'dialctl dial --help'.")

    def test_missing_arguments(self):
        self.assertIn("dial --help", self.usage("NAME is missing", "dial"))
        self.assertIn("profile rename", self.usage("NEW is missing", "profile", "rename", "isp"))
        self.assertIn("profile set", self.usage("KEY=VALUE… is missing", "profile", "set", "isp"))

    def test_too_many_arguments(self):
        self.usage("too many arguments", "status", "now")
        self.usage("too many arguments", "modem", "show", "a", "b")

    def test_no_setting(self):
        self.usage("'numbers' is no setting", "profile", "add", "isp", "numbers")
        self.usage("'numbers' is no key", "profile", "set", "isp", "numbers=1")
        self.usage("'dial' is no key", "profile", "unset", "isp", "dial")
        self.usage("'a b.c' is no key", "dial", "isp", "a b.c=1")
        self.usage("is no setting", "modem", "add", "/dev/ttyS0", "fast")

    def test_secret_in_argument_is_not_repeated(self):
        for arguments in (("isp", "hunter2"), ("isp", "password", "hunter2")):
            lines = self.bad(USAGE, "secret", "set", *arguments)
            self.assertNotIn("hunter2", "".join(lines))

    def test_preview_excludes_no_wait(self):
        self.usage("--preview", "dial", "isp", "--preview", "--no-wait")
        self.usage("--minutes", "dial", "isp", "--minutes", "5")
        self.usage("--minutes", "dial", "isp", "--preview", "--minutes", "-1")

    def test_names_exclude_all(self):
        self.usage("--all", "hangup", "isp", "--all")

    def test_argument_that_is_no_text(self):
        result = subprocess.run([DIALCTL.encode(), b"dial", b"\xff"], env=self.bus.environment,
                                capture_output=True)
        self.assertEqual(result.returncode, USAGE)
        self.assertIn(b"UTF-8", result.stderr)

    def test_full_disk(self):
        with open("/dev/full", "w") as full:
            result = subprocess.run([DIALCTL, "--version"], stdout=full, stderr=subprocess.PIPE,
                                    timeout=PATIENCE)
        self.assertEqual(result.returncode, FAILED)


class UnreachableTest(Case):
    """No daemon, in all the ways in which it can be missing."""

    with_daemon = False

    def test_unknown_service(self):
        self.assertIn("systemctl start dialerd", self.bad(UNREACHABLE, "status")[1])

    def test_every_command(self):
        for command in (["profile", "list"], ["profile", "show", "x"], ["modem", "list"], ["dial", "x"],
                        ["hangup"], ["monitor"], ["secret", "list"], ["status", "--json"]):
            self.bad(UNREACHABLE, *command)

    def test_no_bus(self):
        lines = self.bad(UNREACHABLE, DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nonexistent/bus")
        self.assertIn("no system bus", lines[0])

    def test_daemon_that_does_not_start(self):
        bus = Bus(service="/bin/false")
        self.addCleanup(bus.close)
        self.assertIn("exited", self.bad(UNREACHABLE, "status", DBUS_SYSTEM_BUS_ADDRESS=bus.address)[0])


class RemoteTest(Case):
    """-H hands everything to ssh, here one that runs the words on this machine as a shell there would."""

    SSH = '#!/bin/sh\necho "$@" > "{folder}/ssh-words"\n[ "$3" = nowhere ] && exit 255\n' \
          'dialctl () {{ "{dialctl}" "$@"; }}\n[ "$3" = bare ] && exit 127\neval "$4"\n'

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ssh = os.path.join(cls.bus.folder, "ssh")
        with open(ssh, "w") as file:
            file.write(cls.SSH.format(folder=cls.bus.folder, dialctl=DIALCTL))
        os.chmod(ssh, 0o755)
        cls.bus.environment["PATH"] = cls.bus.folder + ":" + os.environ["PATH"]

    def test_words_arrive_unharmed(self):
        words = "isp$(touch /nonexistent) 'x' \"y\" ; z"
        lines = self.bad(NOT_FOUND, "-H", "me@there", "profile", "show", words)
        self.assertIn(words, lines[0])

    def test_option_may_stand_behind(self):
        result = self.run_dialctl("status", "--json", "-H", "there")
        self.assertEqual(json.loads(result.stdout)["version"], "9.8.7")
        with open(os.path.join(self.bus.folder, "ssh-words")) as file:
            self.assertEqual(file.read(), "-T -- there dialctl '--json' 'status'\n")

    def test_terminal(self):
        terminal = self.terminal("-H", "there", "status")
        self.assertEqual(terminal.finish(), DONE)
        with open(os.path.join(self.bus.folder, "ssh-words")) as file:
            self.assertTrue(file.read().startswith("-t "))

    def test_host_is_no_option(self):
        self.bad(USAGE, "--host=-oProxyCommand=false", "status")

    def test_unreachable_host(self):
        self.assertIn("could not be reached", self.bad(UNREACHABLE, "-H", "nowhere", "status")[0])

    def test_host_without_dialctl(self):
        self.assertIn("not installed", self.bad(UNREACHABLE, "-H", "bare", "status")[0])


class CompletionTest(Case):
    """What bash offers, with the functions of its bash-completion package."""

    SCRIPT = """
. /usr/share/bash-completion/bash_completion
. "$COMPLETION"
compopt () { :; }
dialctl () { "$DIALCTL" "$@"; }
COMP_WORDS=(dialctl "$@") COMP_CWORD=$# COMP_LINE="dialctl $*"
COMP_LINE=${COMP_LINE// = /=} COMP_POINT=${#COMP_LINE}
_dialctl
printf '%s\\n' "${COMPREPLY[@]}"
"""

    def offers(self, *words):
        result = subprocess.run(["bash", "-c", self.SCRIPT, "bash", *words], capture_output=True,
                                encoding="utf-8", env=self.bus.environment)
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        return result.stdout.split()

    def test_commands(self):
        self.assertEqual(self.offers("s"), ["status", "secret"])
        self.assertEqual(self.offers("modem", "t"), ["test"])
        self.assertEqual(self.offers("modem", "s"), ["show", "scan"])
        self.assertEqual(self.offers("modem", "test", "--off"), ["--off-hook"])

    def test_all_commands_are_there(self):
        offered = set()
        for word in self.offers(""):
            # What these offer are arguments.
            alone = word in ("hangup", "dial", "learn", "extend", "lease", "history", "log", "report", "import",
                             "export")
            offered.update([word] if not self.offers(word, "") or alone
                           else [word + " " + second for second in self.offers(word, "")])
        self.assertEqual(offered, set(re.findall(COMMAND, self.good("--help"), re.M)))

    def test_profiles_and_modems(self):
        self.assertEqual(self.offers("profile", "show", "o"), ["office"])
        self.assertEqual(self.offers("--json", "dial", "isp", "-m", ""), ["ttyS0"])

    def test_keys(self):
        self.assertEqual(self.offers("dial", "isp", "dial."), ["dial.numbers=", "dial.command=", "dial.modem="])
        self.assertEqual(self.offers("profile", "unset", "isp", "dial.c"), ["dial.command"])

    def test_options(self):
        self.assertEqual(self.offers("dial", "--pre"), ["--preview"])
        self.assertEqual(self.offers("modem", "add", "/dev/ttyS0", "kind", "=", "v"), ["voice"])
        self.assertEqual(self.offers("import", "k"), ["kppp"])
        self.assertEqual(self.offers("import", "wvdial", "--dr"), ["--dry-run"])
        self.assertEqual(self.offers("export", "--format", "w"), ["wvdial"])
        self.assertEqual(self.offers("export", "o"), ["office"])
        self.assertEqual(self.offers("modem", "add", "/dev/ttyS0", "line.h"), ["line.handshake="])
        self.assertEqual(self.offers("history", "isp", "--totals", "=", "mo"), ["month", "modem"])
        self.assertEqual(self.offers("history", "--since", "y"), ["yesterday"])
        self.assertEqual(self.offers("log", "of"), ["office"])
        self.assertEqual(self.offers("report", "--fo"), ["--force"])


class StatusTest(Case):
    def test_nothing_going_on(self):
        self.assertIn("No session", self.good())
        self.assertIn("ttyS0", self.good("status"))

    def test_json(self):
        status = self.json()
        self.assertEqual(list(status), ["version", "modems", "sessions"])
        self.assertEqual(status["version"], "9.8.7")
        self.assertEqual(status["sessions"], [])
        self.assertEqual(status["modems"], [{
            "id": "ttyS0", "kind": "voice", "device": "/dev/ttyS0", "state": "idle",
            "manufacturer": "U.S. Robotics", "model": "Courier", "revision": None,
            "capabilities": ["+MS", "+FCLASS:0,1"], "settings": {"line.speed": "57600"}, "session": None}])

    def test_session(self):
        self.good("dial", "isp", "--number", "5551000")
        session = self.json("status")["sessions"][0]
        self.assertEqual(list(session), SESSION_KEYS)
        self.assertRegex(session.pop("online_since"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(session, {
            "profile": "isp", "state": "online", "reason": None, "modem": "ttyS0", "number": "5551000",
            "attempt": 1, "connect_speed": 33600, "interface": "ppp0", "ip4_address": "198.51.100.2",
            "ip4_peer": "198.51.100.1", "dns": ["198.51.100.1", "198.51.100.3"], "rx_bytes": 1234,
            "tx_bytes": 0, "redial_at": None, "cost": 1.234567, "currency": "EUR", "leases": [],
            "cause": None, "why": None, "ip6_address": "2001:db8::2"})
        self.assertRegex(self.good(),
                         r"isp +online .*33600 bit/s +ppp0 +198.51.100.2 → 198.51.100.1, 2001:db8::2 +1.2 kB "
                         "in")

    def test_locale_without_arrow(self):
        self.good("dial", "isp", "--number", "5551000")
        self.assertIn("198.51.100.2 -> 198.51.100.1", self.good(LC_ALL="C"))

    def test_colours(self):
        for arguments, environment, colours in ((["status"], {}, True), (["status", "--no-color"], {}, False),
                                                (["status"], {"NO_COLOR": "1"}, False),
                                                (["status"], {"TERM": "dumb"}, False)):
            terminal = self.terminal(*arguments, **environment)
            self.assertEqual(terminal.finish(), DONE)
            self.assertEqual("\033[" in terminal.output, colours, terminal.output)


class ModemTest(Case):
    def test_list(self):
        self.assertRegex(self.good("modem", "list"),
                         r"(?m)^ttyS0 +idle +voice +/dev/ttyS0 +U.S. Robotics +Courier$")
        self.assertEqual(self.good("modem", "list", "--brief"), "ttyS0\n")
        self.assertEqual(self.json("modem", "list")["modems"][0]["id"], "ttyS0")

    def test_show(self):
        self.assertRegex(self.good("modem", "show", "ttyS0"), r"(?m)^capabilities +\+MS \+FCLASS:0,1$")
        self.assertEqual(self.json("modem", "show", "/dev/ttyS0")["settings"], {"line.speed": "57600"})
        self.bad(NOT_FOUND, "modem", "show", "ttyS9")

    def test_scan(self):
        lines = self.good("modem", "scan").splitlines()
        self.daemon.expect("ListPorts ''")
        self.assertEqual(sorted(lines[:5]), sorted([
            "/dev/ttyS0    built-in port  not asked: the modem ttyS0",
            "/dev/ttyACM0  Uno            not asked: it may be a UPS",
            "/dev/ttyS1    built-in port  nobody answers",
            "/dev/ttyUSB0  FTDI Cable     a modem: U.S. Robotics Courier",
            "/dev/ttyUSB1  FTDI Cable     not asked: /dev/ttyUSB1 is left alone: in use by minicom (process 7)"]))
        self.assertEqual(lines[5:], ["Add it with: dialctl modem add /dev/ttyUSB0",
                                     "If /dev/ttyACM0 is a modem: dialctl modem scan /dev/ttyACM0"])
        ports = {port["device"]: port for port in self.json("modem", "scan")["ports"]}
        self.assertEqual(ports["/dev/ttyUSB0"], {
            "device": "/dev/ttyUSB0", "driver": "ftdi_sio", "product": "FTDI Cable", "place": "usb-1",
            "status": "free", "text": None, "answer": "modem", "manufacturer": "U.S. Robotics",
            "model": "Courier"})
        self.assertEqual((ports["/dev/ttyACM0"]["status"], ports["/dev/ttyACM0"]["answer"]), ("unsure", None))

    def test_scan_of_what_is_named(self):
        self.good("modem", "scan", "ttyACM0", "/dev/serial/../ttyS1")
        self.daemon.expect("ListPorts '/dev/ttyACM0 /dev/ttyS1'")
        self.daemon.expect("ProbePort /dev/ttyACM0")
        self.bad(NOT_FOUND, "modem", "scan", "ttyS9")

    def test_names_of_a_modem(self):
        self.good("modem", "add", "/dev/ttyUSB0")
        for name, modem in (("ttyS0", "ttyS0"), ("/dev/ttyS0", "ttyS0"), ("ttys", "ttyS0"), ("ttyU", "ttyUSB0")):
            self.assertEqual(self.json("modem", "show", name)["id"], modem)
        lines = self.bad(USAGE, "modem", "show", "tty")
        self.assertEqual(lines[1], "Say which: ttyS0, ttyUSB0")
        self.bad(NOT_FOUND, "modem", "show", "S0")
        self.bad(NOT_FOUND, "modem", "show", "")
        self.good("profile", "set", "isp", "dial.modem=/dev/ttyUSB0")
        self.daemon.expect(re.escape("'modem': <'ttyUSB0'>"))
        self.good("profile", "set", "isp", "dial.modem=any")
        self.daemon.expect(re.escape("'modem': <'any'>"))
        self.good("profile", "set", "isp", "dial.modem=one-that-is-away")
        self.daemon.expect(re.escape("'modem': <'one-that-is-away'>"))
        self.bad(USAGE, "dial", "isp", "--modem", "tty")
        self.good("dial", "isp", "--preview", "--modem", "ttyU", "dial.modem=ttyS")
        self.daemon.expect(re.escape("'modem': <'ttyUSB0'>"))

    def test_add_and_remove(self):
        added = self.json("modem", "add", "/dev/ttyUSB0", "kind=voice", "line.speed=115200")
        self.assertEqual((added["id"], added["settings"]["kind"]), ("ttyUSB0", "voice"))
        self.assertEqual(self.json("modem", "remove", "ttyUSB0"), {"removed": "ttyUSB0"})
        self.bad(NOT_FOUND, "modem", "show", "ttyUSB0")

    def test_add_relative_device(self):
        self.bad(NOT_FOUND, "modem", "add", "ttyS5")
        self.daemon.expect("AddModem " + re.escape(os.path.join(os.getcwd(), "ttyS5")))

    def test_remove_what_is_in_use(self):
        self.start_call("5551004")
        self.bad(FAILED, "modem", "remove", "ttyS0")

    def test_test(self):
        lines = self.good("modem", "test", "ttyS0").splitlines()
        self.assertRegex(lines[1], r"^identity +ok +Courier V.Everything$")
        self.assertRegex(lines[2], r"^carrier +warning +DCD is on$")
        self.assertEqual(lines[3:], ["A call begins with ATE0 ATX4", "ttyS0 is fit, with: DCD is on."])
        self.daemon.expect(r"^Test \{\}$")

    def test_test_as_json(self):
        self.assertEqual(self.json("modem", "test", "--off-hook", "ttyS0"), {
            "modem": "ttyS0",
            "results": [{"name": "identity", "verdict": "ok", "text": "Courier V.Everything"},
                        {"name": "carrier", "verdict": "warning", "text": "DCD is on"}],
            "fit": True, "verdict": "fit, with: DCD is on", "init": ["ATE0", "ATX4"]})
        self.daemon.expect(r"^Test \{'off-hook': <true>\}$")

    def test_test_of_what_is_not_fit(self):
        self.good("modem", "add", "/dev/silent")
        self.assertEqual(self.bad(LINE, "modem", "test", "silent")[0],
                         "dialctl: silent is not fit: it does not answer")
        result = self.run_dialctl("modem", "test", "silent", "--json")
        self.assertEqual(result.returncode, LINE)
        self.assertIs(json.loads(result.stdout)["fit"], False)

    def test_test_of_what_is_in_use(self):
        self.good("modem", "add", "/dev/taken")
        self.bad(FAILED, "modem", "test", "taken")


class MonitorTest(Case):
    def monitor(self, *options):
        process = subprocess.Popen([DIALCTL, "monitor", *options], env=self.bus.environment,
                                   stdout=subprocess.PIPE, bufsize=0)  # for select()

        def close():
            process.kill()
            process.wait()
            process.stdout.close()
        self.addCleanup(close)
        return process

    def expect(self, process, test):
        """Reads events until test is true of one."""
        while True:
            wait_readable(process.stdout)
            event = json.loads(process.stdout.readline())
            self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
            if test(event):
                return event

    def test_json(self):
        process = self.monitor("--json")
        self.expect(process, lambda event: event["event"] == "running")
        self.good("dial", "isp")
        self.good("extend", "isp")
        self.good("hangup", "isp")
        added = self.expect(process, lambda event: event["event"] == "added")
        self.assertEqual((added["object"], added["name"]), ("/org/dialctl/Dialer1/Session/1", "session isp"))
        self.expect(process, lambda event: event.get("details", {}).get("connect_speed") == 33600)
        online = self.expect(process, lambda event: event.get("details", {}).get("state") == "online")
        self.assertEqual(online["event"], "changed")
        near = self.expect(process, lambda event: event["event"] == "limit_near")
        self.assertEqual(near["details"], {"limit": "idle", "left": 600})
        ended = self.expect(process, lambda event: event["event"] == "ended")
        self.assertEqual(ended["details"], {"reason": "user"})
        self.expect(process, lambda event: event["event"] == "removed")

    def test_daemon_goes_and_comes(self):
        process = self.monitor("--json")
        self.expect(process, lambda event: event["event"] == "running")
        self.daemon.close()
        self.expect(process, lambda event: event["event"] == "gone")
        daemon = Daemon(self.bus)
        self.addCleanup(daemon.close)
        self.expect(process, lambda event: event["event"] == "running")

    def test_text_and_end(self):
        process = self.monitor()
        self.assertRegex(process.stdout.readline().decode(), r"^\d\d:\d\d:\d\d\.\d{3}  dialerd running\n$")
        self.good("profile", "rename", "office", "work")
        self.assertRegex(process.stdout.readline().decode(), r"  profile work changed name=work\n$")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(PATIENCE), DONE)


if __name__ == "__main__":
    unittest.main()
