"""Something happens while the program works on files: at one step that it makes in a folder."""

import os
import sys

EVENTS = frozenset({"open", "os.rename", "os.link", "os.remove", "os.scandir", "os.mkdir"})
_open: list["Steps"] = []


def _hear(event, arguments):
    if _open and event in EVENTS:
        _open[-1].hear(arguments[0])


sys.addaudithook(_hear)  # stays as long as the process


class Steps:
    """`act()` is done once, before the `at`th step; `count`: how many there were."""

    def __init__(self, folder, at, act):
        self.count, self._folder, self._at, self._act = 0, str(folder), at, act

    def __enter__(self):
        _open.append(self)
        return self

    def __exit__(self, *_):
        if self in _open:
            _open.remove(self)

    def hear(self, path):
        if isinstance(path, str | os.PathLike) and self._folder in os.fspath(path):
            self.count += 1
            if self.count == self._at:
                _open.remove(self)
                try:
                    self._act()
                finally:
                    _open.append(self)
