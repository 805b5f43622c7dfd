"""Remember a start of the web engine that never came to its page.

A web engine that cannot start (no sandbox, a broken driver) may end the whole process
without an exception. A file is held from before the engine is made until its page
answers; a process that died in between leaves it behind, and the next one goes native.
"""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QLockFile

from commandcenter import own_files

TRIED_AGAIN_AFTER = timedelta(hours=24)


class StartMark:
    """One in a process. `folder` is the user's cache."""

    def __init__(self, folder: Path) -> None:
        own_files.make_folder(folder)
        self._held = folder / "map-engine-starting"
        self._died = folder / "map-engine-died"
        self._lock = QLockFile(str(self._held))
        self._lock.setStaleLockTime(0)  # only the death of its process makes it stale

    def begin(self, now: datetime) -> bool:
        """Hold the mark; False when a start died here in the last 24 hours.

        Another process that is just starting holds it too: then nothing is known, and
        this one may start.
        """
        left_behind = self._held.exists()
        if self._lock.tryLock(0) and left_behind:
            own_files.write_text(self._died, now.isoformat())
            self._lock.unlock()
        return not self._died_lately(now) or self._give_up()

    def reached(self) -> None:
        """The page answers: whatever happens now is no failed start."""
        self._lock.unlock()

    def forget(self) -> None:
        """Try again although a start died, because a person asked for it."""
        self._died.unlink(missing_ok=True)

    def _died_lately(self, now: datetime) -> bool:
        try:
            died = datetime.fromisoformat(self._died.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return False
        return now - died < TRIED_AGAIN_AFTER

    def _give_up(self) -> bool:
        self._lock.unlock()
        return False
