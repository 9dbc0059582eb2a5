# SPDX-License-Identifier: LGPL-2.1-or-later
"""The system bus without a library that would keep one from saying nonsense, or from saying it a thousand times."""

import os
import select
import socket
import struct
import time

SOCKET = '/run/dbus/system_bus_socket'
CALL, RETURN, ERROR = 1, 2, 3
PATH, INTERFACE, MEMBER, ERROR_NAME, REPLY_SERIAL, DESTINATION, SENDER, SIGNATURE = range(1, 9)


def pad(data, to):
    return data + bytes(-len(data) % to)


def string(data, text):
    return pad(data, 4) + struct.pack('<I', len(text.encode())) + text.encode() + b'\0'


def add_field(header, code, kind, value):
    header = pad(header, 8) + bytes([code, len(kind)]) + kind.encode() + b'\0'
    if kind == 'g':
        return header + bytes([len(value)]) + value.encode() + b'\0'
    return string(header, value)


def make_call(serial, destination, path, interface, member, signature='', body=b''):
    fields = bytes(16)  # so that what follows is aligned as it will be
    for code, kind, value in ((PATH, 'o', path), (INTERFACE, 's', interface), (MEMBER, 's', member),
                              (DESTINATION, 's', destination)):
        fields = add_field(fields, code, kind, value)
    if signature:
        fields = add_field(fields, SIGNATURE, 'g', signature)
    head = struct.pack('<BBBBIII', ord('l'), CALL, 0, 1, len(body), serial, len(fields) - 16)
    return pad(head + fields[16:], 8) + body


class Answer:
    def __init__(self, kind, body, fields):
        self.kind, self.body, self.fields = kind, body, fields
        self.error = fields.get(ERROR_NAME)
        self.serial = fields.get(REPLY_SERIAL)
        self.text = body[4:4 + struct.unpack('<I', body[:4])[0]].decode() if self.error and len(body) > 4 else ''


def parse_fields(data):
    fields, at = {}, 0
    while at < len(data):
        at += -at % 8
        code, length = data[at], data[at + 1]
        kind = data[at + 2:at + 2 + length].decode()
        at += length + 3
        if kind == 'g':
            fields[code], at = data[at + 1:at + 1 + data[at]].decode(), at + data[at] + 2
        else:
            at += -at % 4
            number = struct.unpack('<I', data[at:at + 4])[0]
            at += 4
            if kind in 'so':
                fields[code], at = data[at:at + number].decode(), at + number + 1
            else:
                fields[code] = number
    return fields


def find_body(data, at=0):
    """Where the body of the message at @at begins and ends, or None until all of it is there."""
    if len(data) < at + 16:
        return None
    body_length, fields_length = struct.unpack_from('<I4xI', data, at + 4)
    start = at + 16 + fields_length + -fields_length % 8
    return (start, start + body_length) if start + body_length <= len(data) else None


class Bus:
    """A connection of the process's user."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(SOCKET)
        identity = str(os.getuid()).encode().hex().encode()
        self.socket.sendall(b'\0AUTH EXTERNAL ' + identity + b'\r\n')
        assert self.socket.recv(1000).startswith(b'OK')
        self.socket.sendall(b'BEGIN\r\n')
        self.serial = 0
        self.data = b''
        hello = self.send('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'Hello')
        self.wait_for(hello)

    def send(self, *call, **more):
        self.serial += 1
        self.socket.sendall(make_call(self.serial, *call, **more))
        return self.serial

    def take(self):
        """The next message if it is there whole."""
        place = find_body(self.data)
        if place is None:
            return None
        start, end = place
        fields_length = struct.unpack_from('<I', self.data, 12)[0]
        answer = Answer(self.data[1], self.data[start:end], parse_fields(self.data[16:16 + fields_length]))
        self.data = self.data[end:]
        return answer

    def read(self, patience):
        """The next answer to a call, or None."""
        end = time.monotonic() + patience
        while True:
            answer = self.take()
            if answer and answer.kind in (RETURN, ERROR):
                return answer
            if answer:
                continue
            if not select.select([self.socket], [], [], max(end - time.monotonic(), 0))[0]:
                return None
            data = self.socket.recv(1 << 20)
            if not data:
                raise ConnectionError('the bus has closed the connection')
            self.data += data

    def wait_for(self, serial, patience=60):
        while True:
            answer = self.read(patience)
            if answer is None or answer.serial == serial:
                return answer

    def call(self, *call, **more):
        return self.wait_for(self.send(*call, **more))

    def close(self):
        self.socket.close()


def array(data, align, fill):
    data = pad(data, 4)
    at = len(data)
    data = pad(data + bytes(4), align)
    start = len(data)
    data = fill(data)
    return data[:at] + struct.pack('<I', len(data) - start) + data[at + 4:]


def dictionary(data, entries, add_value):
    def fill(inner):
        for key, value in entries:
            inner = add_value(string(pad(inner, 8), key), value)
        return inner
    return array(data, 8, fill)


def variant(data, value):
    """A text, or, for a number, that many variants in each other."""
    if isinstance(value, str):
        return string(data + b'\1s\0', value)
    return string(data + b'\1v\0' * value + b'\1s\0', 'deep')


def options(*entries):
    """An a{sv}."""
    return dictionary(b'', entries, variant)


def settings(*groups):
    """An a{sa{sv}}: group, and its entries."""
    return dictionary(b'', groups, lambda data, entries: dictionary(data, entries, variant))
