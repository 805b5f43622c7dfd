"""The watch as a part of a desk: loaded and run beside it, so that no picture waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from commandcenter.domain.org import Actor, Role
from commandcenter.late import late
from commandcenter.settings import Settings
from commandcenter.store.database import Database

if TYPE_CHECKING:
    from commandcenter.offices import watch_service
    from commandcenter.watch.runner import Runner
else:
    watch_service = late("offices.watch_service")

STOP_S = 10.0
AGAIN_S = 60.0  # until a thread that died begins again


class SeatWatch:
    """The watch on a thread and connections of its own.

    Whatever ends the thread: it begins again after a while. Meanwhile the lease runs out, which
    every screen tells.
    """

    def __init__(self, db: Database, seat: str, settings: Settings) -> None:
        self._db, self._stop = db.again(), Event()
        self._seat, self._settings = seat, settings
        self._runner: Runner | None = None
        self._thread = Thread(target=self._keep_running, name="watch", daemon=True)
        self._thread.start()

    def _keep_running(self) -> None:
        while not self._stop.is_set():
            # A thread of its own dies alone, of whatever; Python's hook for threads records it.
            inner = Thread(target=self._run, name="watch-runs", daemon=True)
            inner.start()
            inner.join()
            self._stop.wait(AGAIN_S)

    def _run(self) -> None:
        self._runner = self._runner or watch_service.runner_of(self._db, self._seat, self._settings)
        if not self._stop.is_set():
            self._runner.run()

    def stop(self) -> None:
        """Leaves the lease to the next; what is being worked through is given a moment."""
        self._stop.set()
        if self._runner:
            self._runner.stop()
        self._thread.join(STOP_S)
        if not self._thread.is_alive():
            self._db.close()


@contextmanager
def watching(db: Database, actor: Actor, settings: Settings) -> Iterator[None]:
    """Watch while a desk is open: of one on duty, or of whoever sits at a file of their own."""
    on_duty = actor.has(Role.DUTY) or actor.has(Role.LEAD_DUTY)
    if not settings.watch or not (on_duty or db.embedded):
        yield
        return
    watch = SeatWatch(db, actor.name, settings)
    try:
        yield
    finally:
        watch.stop()
