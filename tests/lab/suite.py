# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the lab's test cases (all, or those whose id contains a word given) and closes with `N passed, N failed`."""

import sys
import time
import unittest

import harness


class Result(unittest.TextTestResult):
    """A line a test, with the time it took: a slow lab is the first thing that one wants to know of."""

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        unittest.TestResult.addSuccess(self, test)
        self.stream.writeln(f'ok ({time.monotonic() - self.began:.1f} s)')


def choose(suite, words):
    chosen = unittest.TestSuite()
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            chosen.addTest(choose(test, words))
        elif not words or any(word in test.id() for word in words):
            chosen.addTest(test)
    return chosen


def main(words):
    found = unittest.defaultTestLoader.discover(str(harness.HERE), pattern='test_*.py')
    runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Result)
    result = runner.run(choose(found, words))
    # A test that was skipped proved nothing, and a class that could not be set up counts for at least one.
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses) + len(result.skipped)
    passed = max(result.testsRun - failed, 0)
    print(f'{passed} passed, {failed} failed', flush=True)
    return 1 if failed or not passed else 0


sys.exit(main(sys.argv[1:]))
