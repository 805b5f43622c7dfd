"""Checked complaints by column, as an import carries them: a million dataclasses cost more than all
that is done with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from itertools import islice
from typing import Any, overload

from commandcenter.domain.complaints.complaint import Complainant, NewComplaint
from commandcenter.late_dataclass import dataclass

FIELDS = tuple(f.name for f in fields(NewComplaint) if f.name != "complainant")
PERSON_FIELDS = tuple(f.name for f in fields(Complainant))


@dataclass(frozen=True, slots=True)
class Seconds(Sequence[datetime | None]):
    """Times as files tell them, in whole seconds since 1970 UTC: one is made where it is asked
    for."""

    seconds: Sequence[int | None]

    def __len__(self) -> int:
        return len(self.seconds)

    @overload
    def __getitem__(self, n: int) -> datetime | None: ...
    @overload
    def __getitem__(self, n: slice) -> "Seconds": ...
    def __getitem__(self, n: int | slice) -> "datetime | None | Seconds":
        if isinstance(n, slice):
            return Seconds(self.seconds[n])
        at = self.seconds[n]
        return None if at is None else datetime.fromtimestamp(at, UTC)

    def picked(self, places: Sequence[int]) -> "Seconds":
        return Seconds([self.seconds[n] for n in places])


@dataclass(frozen=True, slots=True)
class Columns:
    """`of`: field of NewComplaint → its values, as that has them; `people`: of Complainant.

    All of one length. `keys`: who complained, as the database knows people; empty till it is told.
    """

    of: Mapping[str, Sequence[Any]]
    people: Mapping[str, Sequence[str]]
    keys: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.of["number"])

    def __getitem__(self, n: int) -> NewComplaint:
        values = {name: column[n] for name, column in self.of.items()}
        person = Complainant(**{name: column[n] for name, column in self.people.items()})
        return NewComplaint(complainant=person, **values)

    def picked(self, places: Sequence[int]) -> "Columns":
        """Only these, each once, in the order that they have."""
        if len(places) == len(self):
            return self
        return Columns(
            {name: _picked(column, places) for name, column in self.of.items()},
            {name: _picked(column, places) for name, column in self.people.items()},
            _picked(self.keys, places) if self.keys else (),
        )


def _picked(column: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    if isinstance(column, Seconds):
        return column.picked(places)
    return [column[n] for n in places]


def by_column(complaints: Iterable[NewComplaint], size: int) -> Iterator[Columns]:
    """Some at a time."""
    stream = iter(complaints)
    while chunk := list(islice(stream, size)):
        yield columns_of(chunk)


def columns_of(complaints: Sequence[NewComplaint]) -> Columns:
    people = [c.complainant for c in complaints]
    return Columns(
        {name: [getattr(c, name) for c in complaints] for name in FIELDS},
        {name: [getattr(p, name) for p in people] for name in PERSON_FIELDS},
    )
