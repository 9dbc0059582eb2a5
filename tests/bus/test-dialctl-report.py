#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""dialctl report: what is in it, what is not, and where it is written."""
import os
import re
import unittest

from dialctl_case import FAILED, NOT_FOUND, UNREACHABLE, USAGE, Case

SECTIONS = ["A report on dialer, for its maintainers", "Versions", "Modems", "Sessions", "Profiles",
            "Last calls, the newest first", "Log of a call, in UTC", "Journal of dialerd"]


class ReportTest(Case):
    def setUp(self):
        super().setUp()
        self.good("profile", "add", "work", "dial.numbers=555-1000;+1 (555) 1000", "ppp.user=hermione",
                  "profile.note=ask granger", "login.script=send \"alohomora\"")

    def sections(self, *words):
        answer = self.json("report", *words)
        return {section["title"]: section["lines"] for section in answer["sections"]}

    def test_sections(self):
        self.assertEqual(list(self.sections()), SECTIONS)
        lines = self.good("report").splitlines()
        self.assertEqual([line[3:] for line in lines if line.startswith("== ")], SECTIONS)
        self.assertTrue(any("READ IT" in line for line in lines))
        self.assertIn("dialerd: 9.8.7", lines)
        self.assertTrue(any(line.startswith("kernel: Linux ") for line in lines))

    def test_names_are_replaced(self):
        sections = self.sections("--call", "fedc")
        text = "\n".join(sum(sections.values(), []))
        for word in ("hermione", "granger", "alohomora", "5551000", "555-1000", "15551000", "eve", "198.51.100.9",
                     "isp.example", os.uname().nodename):
            self.assertNotRegex(text, r"(?i)\b%s\b" % re.escape(word))
        profile = sections["Profiles"]
        profile = profile[next(i for i, line in enumerate(profile) if line.startswith("work, of ")):]
        number = next(line for line in profile if line.startswith("- dial.numbers=number-")).partition("=")[2]
        self.assertRegex(number, r"^(number-\d);(number-\d)$")
        self.assertIn("- profile.note=(left out)", profile)
        log = sections["Log of a call, in UTC"]
        user = next(line for line in profile if line.startswith("- ppp.user=")).partition("=")[2]
        self.assertIn("17:00:00.007 sent     ATDT" + number.split(";")[1], log)
        self.assertIn("17:00:03.000 sent     " + user, log)
        self.assertRegex(log[-1], "^17:00:07.000 ppp      (user-[0-9]), %s and %s$" % (user, number.split(";")[1]))
        self.assertIn("- number: " + number.split(";")[1], log)
        self.assertIn("- reason: busy", log)

    def test_only_what_the_caller_may_see(self):
        self.good("profile", "add", "forbidden", "ppp.user=snape")
        self.assertIn("- its settings are not for you, and not in here", self.sections()["Profiles"])
        self.assertNotIn("snape", self.good("report"))
        # Nobody is asked for a password for it.
        self.assertNotIn("interactive", self.daemon.expect("GetSettings forbidden"))

    def test_file(self):
        path = os.path.join(self.bus.folder, "report.txt")
        self.assertIn("read it before you send it", self.good("report", path))
        self.assertEqual(os.stat(path).st_mode & 0o7777, 0o600)
        with open(path, encoding="utf-8") as file:
            self.assertIn("== Journal of dialerd", file.read())
        with open(path, "w", encoding="utf-8") as file:
            file.write("mine")
        os.chmod(path, 0o644)
        self.assertEqual(self.bad(FAILED, "report", path), ["dialctl: %s is there already" % path,
                                                            "Give another name, or --force to write over it."])
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")
        self.assertEqual(self.json("report", "--force", path)["file"], path)
        self.assertEqual(os.stat(path).st_mode & 0o7777, 0o600)
        self.assertEqual(self.bad(FAILED, "report", path + "/below")[0][:9], "dialctl: ")

    def test_service_that_is_not_there(self):
        self.daemon.close()
        self.assertEqual(list(self.sections()), SECTIONS[:2] + ["dialerd can't be reached", SECTIONS[-1]])
        self.bad(UNREACHABLE, "report", "--call", "1")

    def test_call(self):
        self.assertIn("call 01234567-89ab-4cde-8f01-23456789abcd", self.sections()["Log of a call, in UTC"])
        self.bad(NOT_FOUND, "report", "--call", "ffff")
        self.bad(NOT_FOUND, "report", "--call", "9")
        self.bad(USAGE, "report", "--call", "0")


if __name__ == "__main__":
    unittest.main()
