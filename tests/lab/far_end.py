# SPDX-License-Identifier: LGPL-2.1-or-later
"""The network behind the provider of a call that is online, and what is served there."""

import os
import socket
import threading
import time

from harness import Lines, pids_of, run, until

ADDRESS = '192.0.2.80'
PORT = 8080
# Sends zeros to whoever comes, for as long as he takes them.
SERVER = f"""
import socket
listening = socket.create_server(('', {PORT}))
print('ready', flush=True)
while True:
    connection, _ = listening.accept()
    try:
        while True:
            connection.sendall(bytes(65536))
    except OSError:
        connection.close()
"""

NAME_SERVER = '198.51.100.53'
# Knows one name; whatever else it is asked, it knows not (RFC 1035).
DNS_SERVER = f"""
import socket
listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
listening.bind(('{NAME_SERVER}', 53))
print('ready', flush=True)
while True:
    question, who = listening.recvfrom(512)
    if b'isp' in question:
        head = bytes([0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])
        answer = bytes([192, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 80])
    else:
        head, answer = bytes([0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0]), b''
    listening.sendto(question[:2] + head + question[12:] + answer, who)
"""


def get_network(pid):
    """Its network namespace; nothing once the process is gone."""
    try:
        return os.readlink(f'/proc/{pid}/ns/net')
    except FileNotFoundError:
        return ''


class FarEnd:
    """Beyond the telephone line: addresses that only the call leads to."""

    def __init__(self):
        here = {get_network('self'), ''}
        self.pid, = [pid for pid in pids_of('pppd') if get_network(pid) not in here]
        self.servers = []

    def add_address(self, address=ADDRESS, prefix=32):
        self.run('ip', 'address', 'add', f'{address}/{prefix}', 'dev', 'lo')

    def run(self, *words, **options):
        answer = run('nsenter', '-t', self.pid, '-n', *words, **options)
        if answer.returncode != 0:
            raise AssertionError(answer.stderr)
        return answer.stdout

    def start(self, *words):
        server = Lines('nsenter', '-t', self.pid, '-n', *words)
        self.servers.append(server)
        return server

    def serve(self, program=SERVER):
        self.start('python3', '-c', program).wait_for('^ready')

    def close(self):
        for server in self.servers:
            server.close()


class Download:
    """Takes all that the far end sends."""

    def __init__(self):
        self.bytes = 0
        self.began = time.monotonic()
        self.socket = socket.create_connection((ADDRESS, PORT), timeout=60)
        self.thread = threading.Thread(target=self.take)
        self.thread.start()

    def take(self):
        try:
            while data := self.socket.recv(65536):
                self.bytes += len(data)
        except OSError:
            pass

    def wait_for(self, amount):
        until(lambda: self.bytes >= amount, f'{amount} bytes have come, not {self.bytes}', 180)

    def get_rate(self):
        """Bytes a second since the last time it was asked."""
        now = time.monotonic()
        rate = self.bytes / (now - self.began)
        self.bytes, self.began = 0, now
        return rate

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.socket.close()
