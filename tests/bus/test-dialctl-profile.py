#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl: profiles, the editor, secrets."""
import os
import re
import signal
import termios
import unittest

from dialctl_case import (Case, DONE, FAILED, NOT_AUTHORIZED, NOT_FOUND, USAGE)


class ProfileTest(Case):
    def test_list(self):
        profiles = self.json("profile", "list")["profiles"]
        self.assertEqual([profile["name"] for profile in profiles],
                         ["forbidden", "isp", "isp", "office", "unreachable"])
        self.assertEqual(list(profiles[0]), ["id", "name", "owner", "session"])
        self.assertRegex(self.good("profile", "list"), r"(?m)^office +4711 ")
        self.assertEqual(self.good("profile", "list", "--brief").split("\n")[0], "forbidden")

    def test_own_goes_before_strangers(self):
        self.assertEqual(self.json("profile", "show", "isp")["owner"], os.getuid())

    def test_name_and_owner(self):
        self.assertEqual(self.json("profile", "show", "isp@4711")["owner"], 4711)

    def test_id(self):
        self.assertEqual(self.json("profile", "show", "0000abc2-0000-4000-8000-000000000000")["owner"], 4711)

    def test_beginning_of_name(self):
        self.assertEqual(self.json("profile", "show", "off")["name"], "office")
        self.assertIn("several", self.bad(USAGE, "profile", "show", "0000abc")[0])

    def test_beginning_of_name_does_not_remove(self):
        self.bad(NOT_FOUND, "profile", "remove", "off")

    def test_unknown(self):
        self.assertIn("profile list", self.bad(NOT_FOUND, "profile", "show", "nobody")[1])

    def test_not_authorized(self):
        self.assertIn("sudo", self.bad(NOT_AUTHORIZED, "profile", "show", "forbidden")[1])
        self.bad(NOT_AUTHORIZED, "profile", "show", "unreachable")
        self.daemon.expect("GetSettings forbidden interactive")

    def test_show(self):
        self.good("profile", "set", "isp", "limit.cost=5/day", "zz.strange=1")
        output = self.good("profile", "show", "isp")
        self.assertRegex(output, r"(?m)^dial.numbers +5551000$")
        self.assertRegex(output, r"(?m)^limit.cost +5/day +without effect yet$")
        self.assertRegex(output, r"(?m)^zz.strange +1 +unknown to this version$")
        self.assertLess(output.index("dial."), output.index("limit."))
        self.assertNotIn("ATDT", output)

    def test_show_all(self):
        output = self.good("profile", "show", "isp", "--all")
        self.assertRegex(output, r"(?m)^dial.command +ATDT +default$")
        self.assertRegex(output, r"(?m)^ppp.mru +1492 +inherited$")

    def test_show_json(self):
        self.good("profile", "set", "isp", 'limit.cost=a "quoted"\n\x01 ünïcödé \\')
        shown = self.json("profile", "show", "isp")
        self.assertEqual(shown["settings"]["limit"], {"cost": 'a "quoted"\n\x01 ünïcödé \\'})
        self.assertEqual(shown["effective"]["dial"], {"command": "ATDT", "numbers": "5551000"})
        self.assertEqual(shown["without_effect"], ["limit.cost"])
        self.assertIsNone(shown["last_call"])

    def test_keys(self):
        self.assertIn("dial.numbers\n", self.good("profile", "keys", "--brief"))
        self.assertRegex(self.good("profile", "keys"), r"ppp.options .*administrators only")
        self.assertEqual(self.json("profile", "keys")["keys"][-1],
                         {"key": "limit.cost", "type": "text", "default": None,
                          "meaning": "What it may cost.", "privileged": False, "effective": False, "elsewhere": None})

    def test_add(self):
        output = self.good("profile", "add", "new one", "dial.numbers=555 1234;5556", "ppp.user=me=you")
        self.assertIn("secret set", output)
        self.daemon.expect(re.escape("AddProfile {'dial': {'numbers': <'555 1234;5556'>}, "
                                     "'ppp': {'user': <'me=you'>}, 'profile': {'name': <'new one'>}}"))
        self.assertEqual(self.json("profile", "show", "new one")["settings"]["ppp"]["user"], "me=you")

    def test_add_what_is_there(self):
        self.bad(FAILED, "profile", "add", "isp")

    def test_add_bad_value(self):
        self.assertIn("line.speed=fast", self.bad(USAGE, "profile", "add", "new", "line.speed=fast")[0])

    def test_set_and_unset(self):
        profile = self.json("profile", "set", "isp", "line.speed=9600", "dial.command=ATDP")
        self.assertEqual(profile["name"], "isp")
        self.good("profile", "unset", "isp", "dial.command")
        settings = self.json("profile", "show", "isp")["settings"]
        self.assertEqual(settings["line"], {"speed": "9600"})
        self.assertEqual(settings["dial"], {"numbers": "5551000"})

    def test_set_bad_value_changes_nothing(self):
        self.bad(USAGE, "profile", "set", "isp", "line.speed=fast", "dial.command=ATDP")
        self.assertNotIn("line", self.json("profile", "show", "isp")["settings"])

    def test_copy(self):
        self.assertEqual(self.json("profile", "copy", "office", "copy")["owner"], os.getuid())
        self.assertEqual(self.json("profile", "show", "copy")["settings"]["dial"]["numbers"], "5551001")

    def test_rename(self):
        self.assertEqual(self.json("profile", "rename", "office", "work")["name"], "work")
        self.bad(NOT_FOUND, "profile", "show", "office")

    def test_remove(self):
        self.assertEqual(self.json("profile", "remove", "office", "isp"), {"removed": ["office", "isp"]})
        self.bad(NOT_FOUND, "profile", "show", "office")

    def test_remove_looks_before_it_leaps(self):
        self.bad(NOT_FOUND, "profile", "remove", "office", "nobody")
        self.good("profile", "show", "office")

    def test_remove_refused(self):
        lines = self.bad(NOT_AUTHORIZED, "profile", "remove", "forbidden")
        self.assertIn("forbidden: not authorized", lines[0])

    def test_text_of_strangers_is_harmless(self):
        self.good("profile", "rename", "office", "bad\033[31mname")
        self.assertNotIn("\033", self.good("profile", "list"))


class EditTest(Case):
    """The editor is sed here."""

    def left_behind(self):
        return [name for name in os.listdir(self.bus.folder) if name.endswith(".profile")]

    def tearDown(self):
        for name in self.left_behind():
            os.unlink(os.path.join(self.bus.folder, name))

    def edit(self, script):
        return {"VISUAL": "sed -i '%s'" % script}

    def test_change(self):
        self.good("profile", "edit", "isp", **self.edit("s/5551000/5551001\\ncommand=ATDP/"))
        self.daemon.expect(re.escape("set {'dial': {'numbers': <'5551001'>, 'command': <'ATDP'>}}"))
        self.daemon.expect("unset $")
        self.assertEqual(self.left_behind(), [])

    def test_take_out(self):
        self.good("profile", "edit", "isp", **self.edit("/numbers/d"))
        self.daemon.expect(re.escape("set {}"))
        self.daemon.expect("unset dial.numbers$")

    def test_escapes(self):
        self.good("profile", "set", "isp", "profile.note=a\\;b\\c\nd")
        self.good("profile", "edit", "isp", **self.edit("s/^note=/&x/;w " + self.bus.folder + "/text"))
        with open(os.path.join(self.bus.folder, "text")) as file:
            self.assertIn("note=xa\\;b\\\\c\\nd\n", file.read())
        self.assertEqual(self.json("profile", "show", "isp")["settings"]["profile"]["note"], "xa\\;b\\c\nd")

    def test_no_change(self):
        self.assertIn("Nothing changed", self.good("profile", "edit", "isp", EDITOR="true"))

    def test_text_is_kept_when_refused(self):
        lines = self.bad(USAGE, "profile", "edit", "isp",
                         **self.edit("s/^numbers/speed/;s/dial/line/;s/5551000/x/"))
        self.assertIn("line.speed=x", lines[0])
        path = lines[1].split()[-1]
        with open(path) as file:
            self.assertIn("speed=x", file.read())
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)

    def test_text_is_kept_when_it_is_no_key_file(self):
        for script in ("s/numbers=/numbers /", "s/dial/di.al/"):
            self.assertIn("kept in", self.bad(USAGE, "profile", "edit", "isp", **self.edit(script))[1])

    def test_editor_that_fails(self):
        self.assertIn("kept in", self.bad(FAILED, "profile", "edit", "isp", VISUAL="false")[1])
        self.assertIn("kept in", self.bad(FAILED, "profile", "edit", "isp", VISUAL="/nonexistent/editor")[1])

    def test_offers_another_try(self):
        script = os.path.join(self.bus.folder, "editor")
        with open(script, "w") as file:
            file.write("#!/bin/sh\nif grep -q speed=x $1; then sed -i s/speed=x/speed=9600/ $1; "
                       "else printf '[line]\\nspeed=x\\n' >> $1; fi\n")
        os.chmod(script, 0o755)
        terminal = self.terminal("profile", "edit", "isp", VISUAL=script)
        terminal.expect("Edit the text again")
        self.assertIn("line.speed=x: a whole number", terminal.output)
        terminal.send(b"\n")
        self.assertEqual(terminal.finish(), DONE)
        self.assertEqual(self.json("profile", "show", "isp")["settings"]["line"]["speed"], "9600")

    def test_declines_another_try(self):
        terminal = self.terminal("profile", "edit", "isp", VISUAL="false")
        terminal.expect("again")
        terminal.send(b"n\n")
        self.assertEqual(terminal.finish(), FAILED)
        self.assertIn("kept in", terminal.output)


class SecretTest(Case):
    def test_from_pipe(self):
        self.good("secret", "set", "isp", text="pass word\nsecond line\n")
        self.daemon.expect("secret password 'pass word' then 0")

    def test_without_line_end(self):
        self.good("secret", "set", "isp", "pin", text="1234")
        self.daemon.expect("secret pin '1234' then 0")

    def test_nothing_is_no_secret(self):
        for text in ("", "\n", "\r\n"):
            self.bad(USAGE, "secret", "set", "isp", text=text)

    def test_length(self):
        self.good("secret", "set", "isp", text="x" * 255 + "\n")
        self.daemon.expect("'x{255}' then 0")
        self.bad(USAGE, "secret", "set", "isp", text="x" * 256 + "\n")

    def test_terminal_has_no_echo(self):
        terminal = self.terminal("secret", "set", "isp")
        terminal.expect("password of isp: ")
        self.assertFalse(termios.tcgetattr(terminal.fd)[3] & termios.ECHO)
        terminal.send(b"hunter2\n")
        self.assertEqual(terminal.finish(), DONE)
        self.assertNotIn("hunter2", terminal.output)
        self.daemon.expect("secret password 'hunter2' then 0")

    def test_echo_comes_back(self):
        for key, number in ((b"\x03", signal.SIGINT), (b"\x1c", signal.SIGQUIT)):
            terminal = self.terminal("secret", "set", "isp")
            terminal.expect("password of isp: ")
            keep = os.dup(terminal.fd)
            self.addCleanup(os.close, keep)
            terminal.send(key)
            self.assertEqual(terminal.finish(), -number)
            self.assertTrue(termios.tcgetattr(keep)[3] & termios.ECHO)

    def test_echo_comes_back_on_termination(self):
        terminal = self.terminal("secret", "set", "isp")
        terminal.expect("password of isp: ")
        os.kill(terminal.pid, signal.SIGTERM)
        self.assertEqual(terminal.finish(), -signal.SIGTERM)
        self.assertTrue(termios.tcgetattr(terminal.fd)[3] & termios.ECHO)

    def test_asks_again_after_a_stop(self):
        terminal = self.terminal("secret", "set", "isp")
        terminal.expect("password of isp: ")
        terminal.send(b"\x1a")  # goes on at once, for no shell could continue it (POSIX, 11.1.4)
        terminal.expect("(?s)password of isp: .*password of isp: ")
        terminal.send(b"hunter2\n")
        self.assertEqual(terminal.finish(), DONE)
        self.assertNotIn("hunter2", terminal.output)

    def test_asks_for_what_exists_only(self):
        self.bad(NOT_FOUND, "secret", "set", "nobody", text="x\n")

    def test_list_and_clear(self):
        self.assertEqual(self.good("secret", "list", "isp"), "")
        self.good("secret", "set", "isp", text="x\n")
        self.assertRegex(self.good("secret", "list"), r"(?m)^isp +password +stored$")
        self.assertEqual(self.json("secret", "list", "isp"),
                         {"secrets": [{"profile": "isp", "names": ["password"], "keyring": []}]})
        self.assertEqual(self.json("secret", "clear", "isp"), {"profile": "isp", "secret": "password"})
        self.bad(NOT_FOUND, "secret", "clear", "isp")

    def test_reset(self):
        self.assertEqual(self.good("secret", "reset"), "The old secrets are kept as /var/lib/dialer/secrets.old.\n"
                         "Store each again with: dialctl secret set NAME\n")
        self.daemon.expect("ResetSecrets")
        self.assertEqual(self.json("secret", "reset"), {"kept": None})
        self.assertIn("can be used", " ".join(self.bad(USAGE, "secret", "reset")))
        self.bad(USAGE, "secret", "reset", "isp")

    def test_reset_in_a_call(self):
        self.good("dial", "isp")
        self.assertIn("sessions", " ".join(self.bad(FAILED, "secret", "reset")))

    def test_list_asks_nobody_about_strangers(self):
        self.good("secret", "list")
        self.assertNotIn("interactive", self.daemon.expect("ListSecrets forbidden"))
        self.bad(NOT_AUTHORIZED, "secret", "list", "forbidden")
        self.assertIn("interactive", self.daemon.expect("ListSecrets forbidden"))


if __name__ == "__main__":
    unittest.main()
