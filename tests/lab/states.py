# SPDX-License-Identifier: LGPL-2.1-or-later
"""How a call is brought to a state, and stays there long enough to be interrupted."""

from harness import LabCase

# For each state the number, and the settings, with which a call stays in it for a while.
LONG = {
    'opening': ('5551234',),  # with a deaf modem
    'dialing': ('5550021',),  # rings for two minutes
    'login': ('5550010', 'login.method=auto'),
    'negotiating': ('5550010',),  # never speaks
    'authenticating': ('5551261',),
    'configuring': ('5551261',),
    'online': ('5551234',),
}


class StatesCase(LabCase):
    def set_quirk(self, quirk):
        self.exchange.control('set', 'modem0', f'quirk={quirk}')

    def dial_to(self, state):
        """Makes the call of the profile isp, and returns dialctl's lines when it has come to that state."""
        number, *settings = LONG[state]
        if state == 'opening':
            self.set_quirk('deaf')
            self.addCleanup(self.set_quirk, '')
        lines = self.start_dial('--number', number, *settings)
        lines.wait_for(f'^{state}')
        return lines
