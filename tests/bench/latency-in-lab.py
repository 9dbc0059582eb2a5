# SPDX-License-Identifier: LGPL-2.1-or-later
"""The measurement of tests/bench/latency; runs in the lab.

Usage: latency-in-lab.py PINGS [--json]
"""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'lab'))

import callers  # noqa: E402
import far_end  # noqa: E402
from harness import Exchange, dialctl, run, until  # noqa: E402

SPEED, LATENCY_MS, BUFFER = 33600, 50, 32768
PLAN = f'[number {callers.NUMBER}]\nanswer=ppp\nauth=pap\nspeed={SPEED}\nlatency={LATENCY_MS}\nbuffer={BUFFER}\n'
IDLE_PINGS = 5
# By then the queues are as full as they will be.
WARM_UP_BYTES = 60000


def list_callers():
    wanted = ('pppd + chat, shortest script', 'wvdial, Stupid Mode')
    return [callers.Dialctl(),
            callers.Dialctl('bench-queueless', 'dialctl dial, line.queue=no', 'line.queue=no'),
            *(caller for caller in callers.list_callers() if caller.name in wanted)]


def ping(count):
    """Round trips, in milliseconds, each waited for."""
    answer = run('ping', '-c', count, '-W', '60', far_end.ADDRESS, timeout=count * 2 + 120)
    times = [float(time) for time in re.findall(r'time=([0-9.]+) ms', answer.stdout)]
    if not times:
        raise AssertionError(answer.stdout + answer.stderr)
    return times


def load(pings):
    """What becomes of PINGS packets beside a download, and of the download."""
    download = far_end.Download()
    download.wait_for(WARM_UP_BYTES)
    download.get_rate()
    times = ping(pings)
    rate = download.get_rate()
    download.close()
    return {'loaded_ms': statistics.median(times), 'loaded_max_ms': max(times), 'lost': pings - len(times),
            'bytes_per_second': round(rate)}


def measure(caller, exchange, pings):
    callers.make_ready(exchange)
    with open('/run/bench-output', 'w', encoding='utf-8') as output:
        process = subprocess.Popen(caller.command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                   env={**os.environ, **caller.environment})
    exchange.wait(callers.MODEM, 'ppp')
    until(lambda: 'ppp0' in run('ip', 'route', 'show', 'default').stdout, f'{caller.name}: there is a default route')
    provider = far_end.FarEnd()
    provider.add_address()
    provider.serve()
    row = {'program': caller.name, 'idle_ms': statistics.median(ping(IDLE_PINGS)), **load(pings)}
    provider.close()
    caller.hang_up(process)
    process.wait(60)
    exchange.wait(callers.MODEM, 'idle', 60)
    until(callers.nothing_is_left, f'what {caller.name} left behind ends')
    return row


def describe_machine():
    model = re.search(r'model name\s*: (.*)', pathlib.Path('/proc/cpuinfo').read_text(encoding='ascii'))
    return f'{os.uname().release}, {os.cpu_count()} processors: {model[1] if model else "unknown"}'


def print_table(rows):
    print(f'\n{describe_machine()}\n{"program":34} {"idle":>8} {"loaded":>8} {"longest":>8} {"lost":>5} {"byte/s":>7}')
    for row in rows:
        print(f'{row["program"]:34} {row["idle_ms"]:8.0f} {row["loaded_ms"]:8.0f} {row["loaded_max_ms"]:8.0f} '
              f'{row["lost"]:5} {row["bytes_per_second"]:7}')
    print('idle, loaded: median round trip in milliseconds, without and with a download; longest: with it')


def main(pings, *words):
    run('modprobe', '-abq', 'ppp_async', 'ppp_deflate', 'bsd_comp')
    plan = pathlib.Path('/run/bench-plan')
    plan.write_text(PLAN, encoding='ascii')
    exchange = Exchange(f'usb:{callers.MODEM}', plan=plan)
    try:
        until(lambda: os.path.exists(callers.DEVICE), 'the USB modem appears')
        dialctl('status')
        rows = []
        for caller in list_callers():
            caller.prepare()
            rows.append(measure(caller, exchange, int(pings)))
            print(rows[-1], file=sys.stderr, flush=True)
    finally:
        exchange.close()
    if words:
        print(json.dumps({'machine': describe_machine(), 'speed': SPEED, 'latency_ms': LATENCY_MS, 'buffer': BUFFER,
                          'pings': int(pings), 'programs': rows}))
    else:
        print_table(rows)


main(*sys.argv[1:])
