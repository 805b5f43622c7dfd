"""Holds the lease of the watch: beats while the seat lives, and stops all work once it is lost."""

from collections.abc import Callable
from functools import partial
from threading import Event, Thread

from commandcenter.domain.watch.watch_parts import Part
from commandcenter.store.database import Database, Lost
from commandcenter.store.watch.watch_lease import BEAT, Lease, beat, give_up, holder_name, take
from commandcenter.watch.attempt import attempt

BEAT_S = BEAT.total_seconds()


class Holder:
    """One process's part in the lease. `held` is None while another seat watches."""

    def __init__(self, db: Database, seat: str, on_lost: Callable[[], None]) -> None:
        self._db, self._seat, self._on_lost = db, seat, on_lost
        self._name = holder_name()
        self._stop = Event()
        self._beating: Thread | None = None
        self.held: Lease | None = None

    def try_to_take(self) -> bool:
        lease = take(self._db, self._name, self._seat)
        if lease is None:
            return False
        self.held = lease
        self._stop.clear()
        # A thread of its own: a full run may take longer than others wait for a beat.
        self._beating = Thread(target=self._beat, args=(lease,), name="watch-beat", daemon=True)
        self._beating.start()
        return True

    def _beat(self, lease: Lease) -> None:
        while not self._stop.wait(BEAT_S):
            try:
                alive = attempt(Part.WATCH, partial(beat, self._db, lease), {})
            except Lost:  # the next beat tries again; if another took over meanwhile, it says so
                continue
            if not alive:  # another's by now; or it cannot be told, so it will be
                self.held = None
                self._on_lost()
                return

    def let_go(self) -> None:
        """Stop beating and leave the lease to the next; Lost where the database is away."""
        lease, self.held = self.held, None
        self._stop.set()
        if self._beating:
            self._beating.join()
            self._beating = None
        if lease:
            give_up(self._db, lease)
