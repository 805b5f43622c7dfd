"""The watch of the demo: the real runs, at the moments when something of the story came.

While the demo is made, records of the usual city alone are not looked at one export at a time,
what has been found already is counted again by the hour, later by the quarter of a day, and of
the nights only the last is worked through: it must be made in seconds.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from commandcenter.db.demo.exports import Arrival
from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import Database
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.watch.runs import Watch

FRESH = timedelta(hours=24)
AGAIN, LATER = timedelta(hours=1), timedelta(hours=6)


class DemoWatch:
    """`told`: the records of the story. `until`: the moment up to which the demo is made."""

    def __init__(
        self, db: Database, told: Iterable[Arrival] = (), until: datetime | None = None
    ) -> None:
        self._db, self._watch = db, Watch(db, PROGRAM)
        self._told = {arrival.complaint.number for arrival in told}
        self._night: datetime | None = self._watch.nights(None, until)[0] if until else None
        self._found: dict[str, datetime] = {}  # by brand since when it is known
        self._looked = self._db.clock()
        self._left = False  # something came since

    def before(self, at: datetime) -> None:
        """The last night, when something comes after it."""
        if self._night and at > self._night:
            night, self._night = self._night, None
            self._watch.full(night)

    def came(self, complaints: Iterable[NewComplaint]) -> None:
        """An export is in; of the story, or of whatever when the demo runs."""
        brands = {c.brand for c in complaints if c.number in self._told or not self._told}
        if not brands:
            return
        self._left = True
        at = self._db.clock()
        if self._told and brands <= self._found.keys():
            since = max(self._found[brand] for brand in brands)
            if at - self._looked < (AGAIN if at - since < FRESH else LATER):
                return
        self.look()
        self._found |= dict.fromkeys(self._signs_of(brands - self._found.keys()), at)

    def look(self) -> None:
        if self._left:
            self._left, self._looked = False, self._db.clock()
            self._watch.quick()

    def _signs_of(self, brands: Collection[str]) -> set[str]:
        """Those of the brands that a signal is about by now."""
        if not brands:
            return set()
        of_them = select(SignalRow.key).where(
            SignalRow.stream == StreamKind.FAMILY, SignalRow.key.in_(sorted(brands))
        )
        with self._db.read() as session:
            return set(session.scalars(of_them))

    def go_on(self) -> None:
        """Nights that passed while the demo ran."""
        for night in self._watch.missed_nights():
            self._watch.full(night)
