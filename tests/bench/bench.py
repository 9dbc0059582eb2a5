# SPDX-License-Identifier: LGPL-2.1-or-later
"""What benchmarks stand on: each runs itself in the lab, tells the machine, and prints a table, or JSON."""

import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
LAB = HERE.parent / 'lab'
sys.path.insert(0, str(LAB))


def enter_lab(seconds, **environment):
    """Starts the program anew in the lab, unless that is where it runs."""
    if os.path.exists('/run/lab/command'):
        return
    for key, value in {'LAB_TIMEOUT': str(seconds), **environment}.items():
        os.environ.setdefault(key, value)
    os.execv(LAB / 'run', ['run', 'python3', *sys.argv])


def make_parser(text):
    parser = argparse.ArgumentParser(description=text, epilog='Environment: that of tests/lab/run.')
    parser.add_argument('--json', action='store_true', help='print one object instead of a table')
    return parser


def describe_machine():
    lines = pathlib.Path('/proc/cpuinfo').read_text(encoding='utf-8').splitlines()
    model = next(line.split(':')[1].strip() for line in lines if line.startswith('model name'))
    return {'processor': model, 'processors': os.cpu_count(), 'kernel': platform.release()}


def check(answer):
    """Returns what the command printed; it must have gone well."""
    if answer.returncode != 0:
        raise AssertionError(f'{answer.args}: {answer.stdout}{answer.stderr}')
    return answer.stdout


def show(options, rows, note):
    """rows: dicts with the same keys, each a line of the table."""
    if options.json:
        print(json.dumps({'machine': describe_machine(), 'rows': rows}, indent=1))
        return
    table = [list(rows[0])] + [[f'{cell:.3f}' if isinstance(cell, float) else str(cell) for cell in row.values()]
                               for row in rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        print('  '.join(cell.ljust(width) if i == 0 else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(row, widths))).rstrip())
    print(note)


def tell(options, text):
    """How it goes on: a benchmark takes minutes."""
    if not options.json:
        print(text, flush=True)


def time_it(work):
    began = time.monotonic()
    work()
    return time.monotonic() - began


def time_in_turn(works, runs):
    """Each of a dict's works once a round, so that a noisy minute hits all; returns the medians after one round for
    warmth."""
    times = {name: [] for name in works}
    for number in range(runs + 1):
        for name, work in works.items():
            took = time_it(work)
            if number:
                times[name].append(took)
    return {name: statistics.median(values) for name, values in times.items()}


# ---- processes

def read_pss(pid):
    """In MiB."""
    text = pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text(encoding='ascii')
    return int(re.search(r'^Pss: +(\d+) kB', text, re.MULTILINE)[1]) / 1024


def read_wakeups(pid):
    """How often one of its threads was let run."""
    texts = (path.read_text(encoding='ascii') for path in pathlib.Path(f'/proc/{pid}/task').glob('*/status'))
    counts = re.compile(r'^(?:non)?voluntary_ctxt_switches:\s*(\d+)', re.MULTILINE)
    return sum(int(count) for text in texts for count in counts.findall(text))


def read_cpu(pid):
    """In seconds."""
    texts = (path.read_text(encoding='ascii') for path in pathlib.Path(f'/proc/{pid}/task').glob('*/schedstat'))
    return sum(int(text.split()[0]) for text in texts) / 1e9
