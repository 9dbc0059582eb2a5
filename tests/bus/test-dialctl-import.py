#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl: import and export."""
import json
import os
import unittest

from dialctl_case import Case, FAILED, NOT_FOUND, UNREACHABLE, USAGE

PASSWORD = "hidden-word"
CONFIG = """[Dialer Defaults]
Phone = 555 1234
Username = joe
Password = %s
Baud = 57600
Stupid Mode = yes
Dial Attempts = 3
""" % PASSWORD


class ImportTest(Case):
    def setUp(self):
        super().setUp()
        self.path = os.path.join(self.bus.folder, "wvdial.conf")
        self.write(CONFIG)

    def write(self, text):
        with open(self.path, "w") as file:
            file.write(text)

    def read_settings(self, name="Defaults"):
        return self.json("profile", "show", name)["settings"]

    def test_tariff(self):
        """kppp's rules go to a profile that is there."""
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("name=City calls\ncurrency_symbol=EUR\ndefault=(0.06, 60)\nwhat\n")
        self.good("profile", "add", "city", "dial.numbers=5551000")
        output = self.good("import", "rst", self.path, "--name", "city")
        self.assertRegex(output, r"(?m)^3 +default +\(0.06, 60\) +mapped +cost.tariff$")
        self.assertRegex(output, r"(?m)^4 +on +what +not imported +it is no rule$")
        self.assertIn("Changed the profile city: cost.tariff.", output)
        settings = self.json("profile", "show", "city")["settings"]
        self.assertEqual(settings["cost"]["tariff"], "currency EUR\nrate 0.06 per 60s")
        self.assertEqual(settings["dial"]["numbers"], "5551000")

    def test_import(self):
        output = self.good("import", "wvdial", self.path)
        self.daemon.expect("AddProfile")
        self.daemon.expect("secret password '%s' then 0" % PASSWORD)
        self.assertIn("Added the profile Defaults.", output)
        self.assertIn("Stored the password of Defaults.", output)
        self.assertRegex(output, r"(?m)^2 +Phone +555 1234 +mapped +dial.numbers=555 1234$")
        self.assertRegex(output, r"(?m)^4 +Password +\*\*\* +mapped +secret password$")
        self.assertRegex(output, r"(?m)^7 +Dial Attempts +3 +not imported +this version has no such setting$")
        self.assertRegex(output, "7 lines, of which 0 are empty or comments")
        self.assertNotIn(PASSWORD, output)
        self.assertEqual(self.read_settings()["dial"], {"numbers": "555 1234"})
        self.assertEqual(self.read_settings()["line"], {"speed": "57600"})
        self.assertEqual(self.json("secret", "list", "Defaults")["secrets"][0]["names"], ["password"])
        with open(self.path) as file:
            self.assertEqual(file.read(), CONFIG)

    def test_json(self):
        answer = self.json("import", "wvdial", self.path)
        self.assertNotIn(PASSWORD, json.dumps(answer))
        self.assertEqual(list(answer), ["dry_run", "profiles", "sources", "entries"])
        self.assertEqual(answer["profiles"][0]["result"], "added")
        self.assertEqual(answer["profiles"][0]["secrets"], ["password"])
        self.assertEqual(answer["sources"][0]["lines"], 7)
        self.assertEqual({entry["line"] for entry in answer["entries"] if entry["line"]}, set(range(1, 8)))
        self.assertEqual(next(entry for entry in answer["entries"] if entry["line"] == 4),
                         {"file": self.path, "line": 4, "key": "Password", "value": "***", "secret": True,
                          "result": "mapped", "setting": "secret password", "note": None})

    def test_twice(self):
        self.good("import", "wvdial", self.path)
        self.good("profile", "set", "Defaults", "limit.cost=5/day")
        answer = self.json("import", "wvdial", self.path)["profiles"][0]
        self.assertEqual((answer["result"], answer["changed"]), ("unchanged", []))
        self.write(CONFIG.replace("57600", "9600"))
        self.assertIn("Changed the profile Defaults: line.speed.", self.good("import", "wvdial", self.path))
        self.assertEqual(self.read_settings()["line"], {"speed": "9600"})
        self.assertEqual(self.read_settings()["limit"], {"cost": "5/day"})

    def test_dry_run(self):
        before = self.json("profile", "list")
        output = self.good("import", "wvdial", self.path, "--dry-run")
        self.assertIn("Would add the profile Defaults.", output)
        self.assertIn("Would store the password of Defaults.", output)
        self.assertEqual(self.json("profile", "list"), before)
        self.good("import", "wvdial", self.path, "--name", "isp2")
        self.write(CONFIG.replace("57600", "9600"))
        answer = self.json("import", "wvdial", self.path, "--dry-run", "--name", "isp2")
        self.assertEqual(answer["profiles"][0]["changed"], ["line.speed"])
        self.assertEqual(self.read_settings("isp2")["line"], {"speed": "57600"})

    def test_strangers_profile_stays(self):
        """A profile of the same name that somebody else has is not changed: there is one more."""
        self.good("import", "wvdial", self.path, "--name", "office")
        owners = {profile["owner"] for profile in self.json("profile", "list")["profiles"]
                  if profile["name"] == "office"}
        self.assertEqual(owners, {4711, os.getuid()})

    def test_name_is_for_one(self):
        self.write(CONFIG + "[Dialer b]\nPhone = 5551235\n")
        self.assertIn("there are 2", self.bad(USAGE, "import", "wvdial", self.path, "--name", "x")[0])

    def test_refused(self):
        self.assertIn("wvdial, kppp", self.bad(USAGE, "import", "nothing", self.path)[0])
        self.bad(USAGE, "import", "wvdial")
        self.assertIn("line 1", self.bad(USAGE, "import", "kppp", self.path)[0])
        lines = self.bad(FAILED, "import", "wvdial", self.path + "x")
        self.assertIn("No such file", lines[0])
        self.assertIn("may read", lines[1])
        self.bad(USAGE, "import", "wvdial", self.bus.folder)
        with open(self.path, "wb") as file:
            file.write(b"[Dialer a]\nPhone\0 = 1\n")
        self.assertIn("line 2 is no text", self.bad(USAGE, "import", "wvdial", self.path)[0])

    def test_password_in_the_bytes_of_the_file(self):
        with open(self.path, "wb") as file:
            file.write(CONFIG.replace(PASSWORD, "gr\xfcn").encode("latin-1"))
        self.json("import", "wvdial", self.path)
        line = self.daemon.process.stdout.readline()
        while b"secret password" not in line:
            line = self.daemon.process.stdout.readline()
        self.assertIn(b"'gr\xfcn'", line)

    def test_export_and_back(self):
        self.good("import", "wvdial", self.path)
        text = self.good("export", "Defaults", "office")
        self.assertNotIn(PASSWORD, text)
        self.write(text)
        answer = self.json("import", "dialer", self.path)
        self.assertEqual([(row["name"], row["result"]) for row in answer["profiles"]],
                         [("Defaults", "unchanged"), ("office", "added")])
        self.assertEqual(self.json("export", "Defaults")["format"], "dialer")

    def test_export_formats(self):
        self.good("import", "wvdial", self.path)
        self.assertIn("Phone = 555 1234\n", self.good("export", "--format", "wvdial", "Defaults"))
        peers = self.good("export", "Defaults", "--format=peers")
        self.assertIn("ATDT555 1234", peers)
        self.assertIn('user "joe"\n', peers)
        self.bad(USAGE, "export", "--format", "nothing", "Defaults")
        self.bad(NOT_FOUND, "export", "nobody")


class WithoutDaemonTest(Case):
    with_daemon = False

    def test_unreachable(self):
        path = os.path.join(self.bus.folder, "wvdial.conf")
        with open(path, "w") as file:
            file.write(CONFIG)
        self.bad(UNREACHABLE, "import", "wvdial", path)


if __name__ == "__main__":
    unittest.main()
