"""Ends the set-up in one line when Qt cannot load; without the web engine only says so."""

import sys

from commandcenter.offices import doctor

if __name__ == "__main__":
    interface, engine = doctor.interface(), doctor.web_engine()
    if not interface.ok:
        sys.exit(f"set-up: {interface.text}")
    if not engine.ok:
        print(f"set-up: {engine.text}", file=sys.stderr)
