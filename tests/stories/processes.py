"""Seats in processes of their own, and what they say; see seat_process.py."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from commandcenter.paths import ROOT
from tests.patience import PATIENCE_S

SCRIPT = Path(__file__).with_name("seat_process.py")


class SeatProcess:
    """`heard` are its lines so far, oldest first. `script`: another that speaks as seat_process.py;
    `environment`: what it has of its own.
    """

    def __init__(self, kind, url, login, folder, *, script=SCRIPT, environment=None):
        self.heard = []
        self._silent = False  # it has ended, and all it said is heard
        self._news = threading.Condition()
        own = {
            "COMMANDCENTER_DATA": str(folder / f"data-{kind}-{login}"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
            **(environment or {}),
        }
        self.errors = folder / f"{kind}-{login}.err"
        with self.errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, str(script), kind, url, login],
                env={**os.environ, **own},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            with self._news:
                self.heard.append(json.loads(line))
                self._news.notify_all()
        with self._news:
            self._silent = True
            self._news.notify_all()

    def order(self, words):
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def wait(self, event, condition=lambda line: True, *, after=0):
        """The first line of an event that fits, from number `after` on; where it stands too."""
        end = time.monotonic() + PATIENCE_S
        with self._news:
            while True:
                for number, line in enumerate(self.heard[after:], after):
                    if line["event"] == event and condition(line):
                        return number, line
                left = end - time.monotonic()
                if self._silent or left <= 0 or not self._news.wait(left):
                    raise AssertionError(f"{event} not heard: {self.tail()}")

    def tail(self):
        return self.heard[-2:], self.errors.read_text(errors="replace")[-1000:]

    @property
    def alive(self):
        return self._process.poll() is None

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def close(self):
        if self.alive:
            self.order("close")
            self._process.wait(PATIENCE_S)
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()
        self._reader.join()
        return self._process.returncode
