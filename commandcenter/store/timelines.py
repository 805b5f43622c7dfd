"""The highest timeline met of each family of servers (see fence.py), also on this machine."""

import json
from contextlib import suppress
from pathlib import Path
from threading import Lock

from commandcenter import own_files


class Timelines:
    """The highest timeline met of each server family; `remember_in` keeps them in a file."""

    def __init__(self) -> None:
        self._highest: dict[str, int] = {}
        self._file: Path | None = None
        self._lock = Lock()

    def remember_in(self, file: Path) -> None:
        with self._lock:
            self._file = file
            with suppress(OSError, ValueError):
                for system, timeline in json.loads(file.read_text()).items():
                    self._highest[system] = max(timeline, self._highest.get(system, 0))

    def forget(self) -> None:
        """Remember nothing, and nowhere."""
        with self._lock:
            self._highest, self._file = {}, None

    def highest(self, system: str) -> int:
        return self._highest.get(system, 0)

    def met(self, system: str, timeline: int) -> bool:
        """Whether this server is none that was passed over; what is new is remembered."""
        with self._lock:
            known = self._highest.get(system, 0)
            if timeline > known:
                self._highest[system] = timeline
                self._keep()
            return timeline >= known

    def _keep(self) -> None:
        if self._file is None:
            return
        with suppress(OSError):  # what cannot be kept is remembered until the program ends
            own_files.write_text(self._file, json.dumps(self._highest))


TIMELINES = Timelines()  # one a process: all its databases learn from each other
