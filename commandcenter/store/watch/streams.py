"""Complaints as the watch counts them: columns of numbers, one stream of each kind a row.

Only complaints of imports that were whole at the moment asked for. A `Window` keeps the last
weeks in memory and reads only the imports that the journal has named since.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ASKING, FOOD, ComplaintKind
from commandcenter.domain.watch.signal import StreamKind
from commandcenter.late_dataclass import dataclass
from commandcenter.store import journal
from commandcenter.store.complaints.handling import among, pages
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow, SubjectRow
from commandcenter.store.types import to_micros

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
OF_COLUMNS = (
    StreamKind.SUBJECT, StreamKind.FAMILY, StreamKind.CATEGORY, StreamKind.PROBLEM,
    StreamKind.CHANNEL, StreamKind.TOWN, StreamKind.DISTRICT,
)  # fmt: skip
COUNTED = (*OF_COLUMNS, StreamKind.MENTION)
KINDS = (*COUNTED, StreamKind.TOWN_PROBLEM)
ARRAYS = 9  # of Rows, the first
NOWHERE = -1  # the row is in no stream of this kind
# Brands and legal persons make families; an erasure gives people other keys.
RENAMED = ("signal", "renamed")  # a person said what a name is
REREAD = frozenset({"subject", "retention", journal.EVERYTHING})
ONE_PERSON = "#"  # begins the key of a family that shares a legal person
ONE_NAME = 10  # more traders than this share a common name rather than a person


@dataclass(frozen=True, slots=True)
class Mention:
    """Whom the words of a complaint name: a known trader, a brand, or a `name` that is neither."""

    subject: int | None
    brand: str
    name: str


MentionOf = Callable[[str], Mention | None]  # of title and text


def nobody(words: str) -> Mention | None:
    """Where names are not looked for."""
    return None


@dataclass(frozen=True, slots=True)
class Rows:
    """Complaints by time of registration; arrays of one length.

    `at`: microseconds since 1970. `person`: 0 where nobody is named. `counts`: for the rules
    that count people (no enquiry, not from another province). `cause`: the problem class.
    `ill`: a food case by its words. `mentioned`: whom it is about is only named in its words,
    so it stands in streams of a trader that its column does not say. `streams`: by kind the
    number of the row's stream in `keys`, or NOWHERE. `traders`: the subject's id, 0 where none
    is named.
    """

    ids: Ints
    at: Ints
    batch: Ints
    person: Ints
    counts: Bools
    cause: Ints
    ill: Bools
    traders: Ints
    mentioned: Bools
    streams: Mapping[StreamKind, Ints]
    keys: Mapping[StreamKind, Sequence[str]]
    causes: Sequence[str]

    def part(self, chosen: Bools | Ints) -> "Rows":
        """The chosen rows, in the order of `chosen`."""
        columns = {f.name: getattr(self, f.name)[chosen] for f in fields(self)[:ARRAYS]}
        streams = {kind: codes[chosen] for kind, codes in self.streams.items()}
        return replace(self, **columns, streams=streams)


def known_at(at: datetime) -> ColumnElement[bool]:
    """Complaints of imports that were whole at this moment, and are not undone."""
    return ComplaintRow.batch_id.not_in(unknown_batches(at))


def unknown_batches(at: datetime) -> Select[int]:
    """The imports whose complaints do not count at a moment: see `known_at`."""
    late = (BatchRow.closed_at.is_(None), BatchRow.closed_at > at)
    return select(BatchRow.id).where(or_(BatchRow.state != "closed", *late))


def families(session: Session) -> dict[str, str]:
    """By legal person, the key of the first of the traders without a brand that share that one."""
    rows = session.execute(
        select(SubjectRow.legal_person, func.min(SubjectRow.id))
        .where(SubjectRow.legal_person != "", SubjectRow.brand == "")
        .group_by(SubjectRow.legal_person)
        .having(func.count().between(2, ONE_NAME))
    )
    return {person: f"{ONE_PERSON}{first}" for person, first in rows}


def brand_key(brand: str) -> str:
    """A brand as the key of its family; one that is written like a person's (#1) is told apart."""
    return f"＃{brand[1:]}" if brand.startswith(ONE_PERSON) else brand


@dataclass
class Names:
    """Numbers for names, in the order in which they were met."""

    numbers: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def number(self, name: str) -> int:
        found = self.numbers.get(name)
        if found is None:
            found = self.numbers[name] = len(self.names)
            self.names.append(name)
        return found


class Coder:
    """Turns what the database answers into numbers, the same for the same names."""

    def __init__(self, illness: Sequence[str]) -> None:
        self._illness = tuple(illness)
        self._streams = {kind: Names() for kind in KINDS}
        self._causes, self._people = Names(), Names()
        self._people.number("")
        self.legal: dict[str, str] = {}
        self.mention: MentionOf = nobody

    def columns(self) -> tuple[Any, ...]:
        c, s = ComplaintRow.__table__.c, SubjectRow.__table__.c
        read = or_(c.problem == FOOD, c.subject_id.is_(None))
        words = case((read, c.title + "。" + c.text), else_="")
        return (
            c.id, c.registered_at, c.batch_id, c.person_key, c.kind, c.other_province, c.problem,
            c.category, c.district, c.town, c.channel, c.subject_id, c.brand, s.brand,
            s.legal_person, words,
        )  # fmt: skip

    def rows(self, found: Iterable[Row[Any]]) -> Rows:
        """Of rows with `columns()`, in their order."""
        lines = [self._line(*row) for row in found]  # type: ignore[call-arg]  # as in columns()
        table = np.array(lines, dtype=np.int64).reshape(len(lines), ARRAYS + len(KINDS)).T
        ids, at, batch, person, counts, cause, ill, trader, mentioned = table[:ARRAYS]
        streams = dict(zip(KINDS, table[ARRAYS:], strict=True))
        keys = {kind: names.names for kind, names in self._streams.items()}
        return Rows(
            ids, at, batch, person, counts.astype(bool), cause, ill.astype(bool), trader,
            mentioned.astype(bool), streams, keys, self._causes.names,
        )  # fmt: skip

    def _line(
        self,
        number: int,
        at: datetime,
        batch: int,
        person: str,
        kind: ComplaintKind,
        elsewhere: bool,
        problem: str,
        category: str,
        district: str | None,
        town: str,
        channel: str,
        subject: int | None,
        brand: str,
        known_brand: str | None,
        legal: str | None,
        words: str,
    ) -> tuple[int, ...]:
        counts = kind not in ASKING and not elsewhere
        ill = problem == FOOD and any(word in words for word in self._illness)
        mention = None if subject else self.mention(words)
        if mention:
            subject, known_brand = mention.subject, known_brand or mention.brand
        family = brand_key(brand or known_brand or "") or self.legal.get(legal or "", "")
        keys = (
            str(subject) if subject else "",
            family,
            f"{district}/{category}" if district and category else "",
            f"{district}/{problem}" if district and problem else "",
            str(channel),
            f"{district}/{town}" if district and town else "",
            district or "",
            mention.name if mention else "",
            f"{district}/{town}/{problem}" if district and town and problem else "",
        )
        numbered = zip(keys, self._streams.values(), strict=True)
        codes = [names.number(key) if key else NOWHERE for key, names in numbered]
        cause = self._causes.number(problem)
        head = (number, to_micros(at), batch, self._people.number(person))
        return (*head, counts, cause, ill, subject or 0, mention is not None, *codes)


def keys_of(
    session: Session, ids: Iterable[int], mention: MentionOf
) -> dict[int, dict[StreamKind, str]]:
    """Of each complaint the streams in which it counts now."""
    coder, found = Coder(()), dict[int, dict[StreamKind, str]]()
    coder.legal, coder.mention = families(session), mention
    for page in pages(sorted(ids)):
        rows = coder.rows(
            session.execute(
                select(*coder.columns())
                .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
                .where(among(ComplaintRow.__table__.c.id, page))
            )
        )
        for place, number in enumerate(rows.ids.tolist()):
            codes = {kind: int(rows.streams[kind][place]) for kind in KINDS}
            found[number] = {k: rows.keys[k][code] for k, code in codes.items() if code != NOWHERE}
    return found


class Window:
    """The complaints of the last `days`, kept between runs of one process.

    `mentions`: gives what finds names in words, by what is known then.
    """

    def __init__(
        self,
        days: int,
        illness: Sequence[str],
        mentions: Callable[[Session], MentionOf],
    ) -> None:
        self._days, self._coder = timedelta(days=days), Coder(illness)
        self._mentions = mentions
        self._rows: Rows | None = None
        self._line = 0
        self._later: set[int] = set()  # imports that the journal names, but were whole only after

    def at(self, session: Session, as_of: datetime) -> Rows:
        """As they are known at `as_of`; it must not go back between calls."""
        newest = journal.latest(session)
        if self._rows is None:
            rows = self._read_all(session, as_of)
        else:
            rows = self._catch_up(session, as_of, self._rows, newest)
        self._rows, self._line = rows, newest
        self._later = later_batches(session, as_of)
        first, last = to_micros(as_of - self._days), to_micros(as_of)
        return rows.part((rows.at > first) & (rows.at <= last))

    def _read_all(self, session: Session, as_of: datetime) -> Rows:
        self._coder.mention = self._mentions(session)
        return self._read(session, as_of)

    def _read(self, session: Session, as_of: datetime, *which: ColumnElement[bool]) -> Rows:
        self._coder.legal = families(session)
        # Registered later than now: a machine whose clock is ahead; shown when its time comes.
        found = session.execute(
            select(*self._coder.columns())
            .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
            .where(ComplaintRow.registered_at > as_of - self._days, known_at(as_of), *which)
            .order_by(ComplaintRow.registered_at, ComplaintRow.id)
        )
        return self._coder.rows(found)

    def _catch_up(self, session: Session, as_of: datetime, rows: Rows, newest: int) -> Rows:
        named = touched_batches(session, self._line, newest)
        if named is None:
            return self._read_all(session, as_of)
        touched = {*named, *self._later}
        kept = rows.at > to_micros(as_of - self._days)
        if touched:
            kept &= ~np.isin(rows.batch, list(touched))
        parts = [rows.part(kept)]
        parts += [
            self._read(session, as_of, among(ComplaintRow.__table__.c.batch_id, page))
            for page in pages(sorted(touched))
        ]
        return together(parts)


def later_batches(session: Session, as_of: datetime) -> set[int]:
    """Imports that were whole only after `as_of`."""
    return set(session.scalars(select(BatchRow.id).where(BatchRow.closed_at > as_of)))


def touched_batches(session: Session, after: int, newest: int) -> Collection[int] | None:
    """The imports that came, went or changed since a journal line; None: too much to tell."""
    if not 0 <= newest - after <= journal.GAP:
        return None
    touched: set[int] = set()
    while changes := journal.changes_after(session, after):
        after = changes[-1].number
        for change in changes:
            if change.kind in REREAD or (change.kind, change.verb) == RENAMED:
                return None
            if change.kind == "complaint" and change.verb not in ("stored", "removed"):
                return None
            if change.kind in ("batch", "complaint"):
                touched.add(change.subject)
    return touched


def together(parts: Sequence[Rows]) -> Rows:
    """One table by time; the parts must come from one Coder."""
    first = parts[0]
    if len(parts) == 1:
        return first
    names = [f.name for f in fields(first)[:ARRAYS]]
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    streams = {
        kind: np.concatenate([part.streams[kind] for part in parts]) for kind in first.streams
    }
    whole = replace(first, **columns, streams=streams)  # type: ignore[arg-type]  # arrays only
    return whole.part(np.lexsort((whole.ids, whole.at)))
