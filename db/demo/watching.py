"""The watch of the demo: the real runs, at the moments when something of the story came.

While the demo is made, records of the usual city alone are not looked at one export at a time,
what has been found already is counted again by the hour, later by the quarter of a day, and of
the nights only the last is worked through: it must be made in seconds.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import Database
from commandcenter.watch.runner import Watch
from db.demo.exports import Arrival

FRESH = timedelta(hours=24)
AGAIN, LATER = timedelta(hours=1), timedelta(hours=6)


class DemoWatch:
    """`told`: the records of the story. `until`: the moment up to which the demo is made."""

    def __init__(
        self, db: Database, told: Iterable[Arrival] = (), until: datetime | None = None
    ) -> None:
        self._db, self._watch = db, Watch(db, PROGRAM)
        self._numbers = {arrival.complaint.number for arrival in told}
        self._night: datetime | None = self._watch.nights(None, until)[0] if until else None
        self._found: datetime | None = None
        self._looked: datetime | None = None
        self._left = False  # something came since

    def before(self, at: datetime) -> None:
        """The last night, when something comes after it."""
        if self._night and at > self._night:
            night, self._night = self._night, None
            self._watch.full(night)

    def came(self, numbers: Iterable[str]) -> None:
        """An export is in; of the story, or of whatever when the demo runs."""
        if self._numbers and self._numbers.isdisjoint(numbers):
            return
        self._left = True
        at = self._db.clock()
        if self._numbers and self._found and self._looked:
            often = AGAIN if at - self._found < FRESH else LATER
            if at - self._looked < often:
                return
        self.look()

    def look(self) -> None:
        if not self._left:
            return
        self._left, self._looked = False, self._db.clock()
        if self._watch.quick().found:
            self._found = self._looked

    def go_on(self) -> None:
        """Nights that passed while the demo ran."""
        for night in self._watch.missed_nights():
            self._watch.full(night)
