"""Guards against three ways in which Python and Qt can bring each other down.

The collector: in a worker thread it may destroy widgets there, which crashes; so it
is switched off and run from a timer of the GUI thread. The count of None: PySide6
6.12 under Python before 3.12 loses one with each call and aborts after some
thousand; such a pair is refused at the start. Threads: what may only be done in
the GUI thread says so.
"""

import ctypes
import faulthandler
import gc
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer, Slot

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken

EVERY_MS = 1_000
FIRST_MS = 5_000  # what a start leaves behind is little, and looking for it would delay it
FULL_EVERY = 30  # rounds; the others look only at what is young
GIVE_BACK_EVERY = 300
CALLS = 500
MAY_LOSE = 50

_fault_files: list[TextIOWrapper] = []


class Collector(QObject):
    """Collects Python's garbage in the GUI thread, once a second, and nowhere else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._round = 0
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take over from Python. What lives now is taken to live for good.

        It is not collected before: that takes a fifth of a second, and frees little.
        """
        gc.disable()
        gc.freeze()
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def collect(self) -> None:
        if not self._round:
            self._timer.setInterval(EVERY_MS)
        self._round += 1
        gc.collect(2 if self._round % FULL_EVERY == 0 else 1)
        if self._round % GIVE_BACK_EVERY == 0:
            give_back()


def give_back() -> None:
    """Let the system have what was freed: else a seat that is never closed keeps every hole.

    A matter of some milliseconds; nothing where the system's library knows no such call.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def lost_nones(calls: int = CALLS) -> int:
    """How many references to None `calls` calls into Qt lose. About 0 is sound."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(calls):
        thing.setObjectName("x")
    return before - sys.getrefcount(None)


def require_sound_qt() -> None:
    """Raise RuleBroken if this PySide6 would abort under this Python within minutes."""
    if lost_nones() < MAY_LOSE:
        return
    raise RuleBroken(
        "PySide6 {qt} 在 Python {python} 下运行几分钟就会崩溃，请改用 PySide6 6.11.3。",
        qt=PySide6.__version__,
        python=".".join(str(part) for part in sys.version_info[:3]),
    )


def in_gui_thread() -> bool:
    app = QCoreApplication.instance()
    return app is not None and QThread.currentThread() is app.thread()


def require_gui_thread() -> None:
    """Raise RuntimeError in any other thread: a bug of the caller."""
    if not in_gui_thread():
        raise RuntimeError("this must be done in the GUI thread")


def record_faults(path: Path) -> None:
    """Write the stacks of all threads to `path` if the interpreter itself crashes."""
    own_files.make_folder(path.parent)
    file = own_files.opened(path, "a", encoding="utf-8")
    faulthandler.enable(file)
    _fault_files.append(file)


def forget_faults() -> None:
    """Stop recording and close the file."""
    faulthandler.disable()
    while _fault_files:
        _fault_files.pop().close()
