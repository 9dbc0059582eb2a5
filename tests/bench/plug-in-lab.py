# SPDX-License-Identifier: LGPL-2.1-or-later
"""The measurement of tests/bench/plug; runs in the lab.

Usage: plug-in-lab.py RUNS
"""

import json
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'lab'))

from harness import Exchange, Lines, dialctl, run, until  # noqa: E402
from modem_manager import let_in, start_modem_manager  # noqa: E402

KINDS = {'voice': 'usb:modem0', 'cellular': 'usb:modem1,kind=cellular'}


def watch_modem_manager():
    """Its own words in the journal, each with its time: its signals are more than busctl can tell in JSON."""
    return Lines('journalctl', '--follow', '--lines=0', '--unit=ModemManager.service', '--output=short-unix')


def watch_dialerd():
    # In JSON it does not flush what it prints.
    lines = Lines('stdbuf', '--output=L', 'busctl', 'monitor', '--system', '--json=short', '--match',
                  "type='signal',path_namespace='/org/dialctl/Dialer1'", stderr=subprocess.STDOUT)
    lines.wait_for('^Monitoring bus message stream')
    return lines


def wait_for_both(modem_manager, dialerd):
    """When ModemManager had come to an end with the modem, and when dialerd showed it: seconds since 1970."""
    settled = modem_manager.wait_for(r'^([0-9.]+) .*state changed \(unknown -> ')
    shown = dialerd.wait_for(r'"timestamp-realtime":(\d+).*"State":\{"type":"s","data":"idle"')
    return float(settled.group(1)), int(shown.group(1)) / 1e6


def plug(exchange, watches, modem):
    for watch in watches:
        watch.seen.clear()
    began = time.time()
    exchange.control('plug', modem)
    settled, shown = wait_for_both(*watches)
    exchange.control('unplug', modem)
    until(lambda: not json.loads(dialctl('--json', 'modem', 'list').stdout)['modems'], 'the modem goes')
    return settled - began, shown - settled


def main(runs):
    let_in('079b', '000f')
    exchange = Exchange(*KINDS.values())
    for modem in ('modem0', 'modem1'):
        exchange.control('unplug', modem)
    dialctl('status')
    start_modem_manager()
    watches = watch_modem_manager(), watch_dialerd()
    print('kind      modem     ModemManager  dialerd, after that')
    for kind, modem in (('voice', 'modem0'), ('cellular', 'modem1')):
        first = plug(exchange, watches, modem)
        print(f'{kind:9} new       {first[0]:10.2f} s  {first[1]:.2f} s', flush=True)
        times = [plug(exchange, watches, modem) for _ in range(runs)]
        mine, ours = (statistics.median(column) for column in zip(*times))
        print(f'{kind:9} known     {mine:10.2f} s  {ours:.2f} s  (medians of {runs})', flush=True)
    for watch in watches:
        watch.close()
    exchange.close()
    run('systemctl', 'stop', 'ModemManager.service')


main(int(sys.argv[1]))
