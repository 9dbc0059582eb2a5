# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the lab's test cases and closes with `N passed, N failed`.

Usage: suite.py [[--except] WORD...]: all of them, those whose id contains a word, or, with --except, the others.
"""

import pathlib
import sys
import time
import unittest

import harness


def idle_seconds():
    """How long the lab's processor had nothing to do."""
    return float(pathlib.Path('/proc/uptime').read_text(encoding='ascii').split()[1])


class Result(unittest.TextTestResult):
    """A line a test, with the time it took, and how much of that it only waited: a slow lab is the first thing that
    one wants to know of."""

    def startTest(self, test):
        self.began = time.monotonic()
        self.idle = idle_seconds()
        super().startTest(test)

    def addSuccess(self, test):
        unittest.TestResult.addSuccess(self, test)
        self.stream.writeln(f'ok ({time.monotonic() - self.began:.1f} s, idle {idle_seconds() - self.idle:.1f} s)')


def choose(suite, wanted):
    chosen = unittest.TestSuite()
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            chosen.addTest(choose(test, wanted))
        elif wanted(test.id()):
            chosen.addTest(test)
    return chosen


def make_choice(words):
    if words[:1] == ['--except']:
        return lambda name: not any(word in name for word in words[1:])
    return lambda name: not words or any(word in name for word in words)


def main(words):
    found = unittest.defaultTestLoader.discover(str(harness.HERE), pattern='test_*.py')
    runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Result)
    result = runner.run(choose(found, make_choice(words)))
    # A test that was skipped proved nothing, and a class that could not be set up counts for at least one.
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses) + len(result.skipped)
    passed = max(result.testsRun - failed, 0)
    print(f'{passed} passed, {failed} failed', flush=True)
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1:]))
