# SPDX-License-Identifier: LGPL-2.1-or-later
"""The daemons that ours is measured beside, started in the lab."""

import os
import pathlib

from bench import check
from harness import dialctl, lay, pids_of, run, until
from modem_manager import start_modem_manager

NETWORK_MANAGER_CONF = pathlib.Path('/etc/NetworkManager/NetworkManager.conf')


def lay_out(*packages):
    for package in packages:
        lay(package)
    check(run('ldconfig'))
    check(run('systemctl', 'daemon-reload'))
    check(run('busctl', 'call', 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
              'ReloadConfig'))


def prepare_network_manager():
    """It is to leave the lab's network alone: what is measured is the daemon."""
    lay_out('libnm0', 'libndp0', 'libteamdctl0', 'libnewt0.52', 'libbluetooth3', 'network-manager')
    NETWORK_MANAGER_CONF.parent.mkdir(parents=True, exist_ok=True)
    NETWORK_MANAGER_CONF.write_text('[main]\nplugins=keyfile\ndns=none\n'
                                    '[keyfile]\nunmanaged-devices=interface-name:*\n', encoding='ascii')
    os.makedirs('/etc/NetworkManager/system-connections', exist_ok=True)


def start_network_manager():
    check(run('systemctl', 'start', 'NetworkManager.service', timeout=300))


def start_all():
    """Returns the process of each by its name."""
    prepare_network_manager()
    lay_out('bolt')
    start_network_manager()
    start_modem_manager()
    check(run('systemctl', 'start', 'bolt.service'))
    check(dialctl('status'))
    programs = {'dialerd': 'dialerd', 'ModemManager': 'ModemManager', 'NetworkManager': 'NetworkManager',
                'boltd': 'boltd'}
    for name, program in programs.items():
        until(lambda program=program: pids_of(program), f'{name} runs')
    return {name: pids_of(program)[0] for name, program in programs.items()}
