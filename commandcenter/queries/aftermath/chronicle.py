"""大事记: one timeline of an incident from all its records, newest first, by pages.

Each entry is a line of the journal; its words come from the row that the line changed. There
is no second store of events.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Group
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.record import CHIEF, KINDS, Part, act_words, kinds_of, part_of
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.aftermath.record_readers import refused_record
from commandcenter.queries.seat.journal_mains import main_words
from commandcenter.queries.seat.journal_subjects import About, Key, Reader, Subject, subjects
from commandcenter.queries.seat.verification import Checked, checked
from commandcenter.store.complaints.word_index import asked_text
from commandcenter.store.incident.family import family_of
from commandcenter.store.people import names
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow

PAGE = 100
PROGRAM = word("系统")  # who did what no person did


@dataclass(frozen=True, slots=True)
class ChronicleFilter:
    """`chief`: only the course of events. `clause`: with what stands below it. `text`: in the
    words or the name of who did it."""

    part: Part | None = None
    chief: bool = False
    group: Group | None = None
    clause: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. `number` is the line of the journal; `table` and `key` the row
    it is about, key 0 where it is about many or none."""

    number: int
    at: datetime
    by: str
    part: Part
    kind: str
    deed: str
    words: str
    clause: str
    table: str
    key: int
    chief: bool


@dataclass(frozen=True, slots=True)
class ChroniclePage:
    """`total` counts what fits the filter; `clauses` are all that the incident's lines bear.

    `checked`: when the whole record was checked last, how far, and what was found.
    """

    entries: tuple[Entry, ...]
    total: int
    offset: int
    clauses: tuple[str, ...]
    checked: Checked | None = None


def chronicle(
    session: Session,
    actor: Actor,
    incident_id: int,
    wanted: ChronicleFilter,
    offset: int = 0,
    limit: int = PAGE,
) -> ChroniclePage:
    """Raises RuleBroken for a person who may not read the record."""
    if refused := refused_record(session, actor):
        raise refused
    family = family_of(session, incident_id)
    reader = _Reader(session, family, actor)
    lines = _lines(family, wanted)
    if wanted.text.strip() or wanted.group:
        logins = _logins(session, wanted.group) if wanted.group else frozenset()
        rows = session.execute(lines.where(_log_fits(family, wanted, logins))).all()
        found = _filtered(reader, rows, wanted, logins)
        total, part = len(found), found[offset : offset + limit]
    else:
        total = session.scalar(select(func.count()).select_from(lines.subquery())) or 0
        part = _entries(reader, session.execute(lines.offset(offset).limit(limit)).all())
    clauses = _clauses(session, family)
    return ChroniclePage(tuple(part), total, offset, clauses, checked(session))


def _lines(family: Sequence[int], wanted: ChronicleFilter) -> Select[Any]:
    line = JournalLineRow.__table__.c
    rows = select(
        line.number, line.at, line.actor, line.kind, line.verb, line.clause, line.subject,
        line.incident_id,
    )  # fmt: skip
    rows = rows.where(line.incident_id.in_(family))
    if wanted.part:
        rows = rows.where(line.kind.in_(kinds_of(wanted.part)))
    else:
        rows = rows.where(line.kind.in_([k for part in Part for k in kinds_of(part)]))
    if wanted.chief:
        rows = rows.where(tuple_(line.kind, line.verb).in_(sorted(CHIEF)))
    if wanted.clause:
        rows = rows.where(_below(line.clause, wanted.clause))
    return rows.order_by(line.number.desc())


def _below(column: ColumnElement[str], clause: str) -> ColumnElement[bool]:
    """The clause itself, its items, its sections: 4.1 has 4.1(2), but not 4.10."""
    return or_(
        column == clause,
        column.startswith(f"{clause}(", autoescape=True),
        column.startswith(f"{clause}.", autoescape=True),
    )


def _clauses(session: Session, family: Sequence[int]) -> tuple[str, ...]:
    line = JournalLineRow.__table__.c
    rows = session.scalars(
        select(line.clause).where(line.incident_id.in_(family), line.clause != "").distinct()
    )
    return tuple(sorted(rows))


class _Reader:
    """What lines are about, told to one person: by the row that came with it, or what it names."""

    def __init__(self, session: Session, family: Sequence[int], actor: Actor) -> None:
        self.session, self._actor = session, actor
        self._rows = {number: Reader(session, number, actor) for number in family}
        self.merged = {n: session.get_one(IncidentRow, n).title for n in family[1:]}

    def read(self, lines: Sequence[Any]) -> dict[int, tuple[About | None, Subject | None]]:
        """By the number of the line."""
        abouts = subjects(self.session, [row.number for row in lines])
        found: dict[int, Subject | None] = {}
        for number, rows in self._rows.items():
            own = [row.number for row in lines if row.incident_id == number]
            told = rows.read(abouts[each] for each in own if each in abouts)
            found |= {each: subject_of(abouts.get(each), told) for each in own}
        bare = [(row.kind, row.subject) for row in lines if not found[row.number]]
        mains = main_words(self.session, self._actor, bare)
        for row in lines:
            main = mains.get((row.kind, row.subject))
            if main and not found[row.number]:
                found[row.number] = Subject(main)
        return {row.number: (abouts.get(row.number), found[row.number]) for row in lines}


def _entries(reader: _Reader, lines: Sequence[Any]) -> list[Entry]:
    told, by_login = reader.read(lines), names(reader.session).by_login
    merged = reader.merged
    return [_entry(row, *told[row.number], by_login, merged.get(row.incident_id)) for row in lines]


def _entry(
    row: Any,
    about: About | None,
    words: Subject | None,
    names: Mapping[str, str],
    merged: str | None,
) -> Entry:
    """`merged`: title of the incident that was merged into this one, of whose record it is."""
    part = part_of(row.kind)
    assert part is not None
    said = words.words if words else ""
    if merged is not None:
        said = phrase("〔并入的“{title}”〕{words}", title=merged, words=said)
    return Entry(
        number=row.number,
        at=row.at,
        by=names.get(row.actor, row.actor) if row.actor else PROGRAM,
        part=part,
        kind=row.kind,
        deed=act_words(row.kind, row.verb),
        words=said,
        clause=row.clause,
        table=about.table if about else "",
        key=about.key if about else 0,
        chief=(row.kind, row.verb) in CHIEF,
    )


def subject_of(about: About | None, told: Mapping[Key, Subject]) -> Subject | None:
    if about is None:
        return None
    return told.get((about.table, -about.count if about.count else about.key))


def _log_fits(
    family: Sequence[int], wanted: ChronicleFilter, logins: frozenset[str]
) -> ColumnElement[bool]:
    """The running log is long: the database leaves out what cannot fit; the rest is read."""
    line, row = JournalLineRow.__table__.c, LogEntryRow
    here = select(row.id).where(row.incident_id.in_(family))
    fits: list[ColumnElement[bool]] = []
    if wanted.group:
        of_group = line.subject.in_(here.where(row.group == wanted.group))
        fits.append(or_(line.actor.in_(logins), of_group))
    text = asked_text(wanted.text)
    if text and not any(text in words for words in KINDS["log"][1].values()):
        said = or_(*(each.icontains(text, autoescape=True) for each in (row.text, row.office)))
        named = select(PersonRow.login).where(PersonRow.name.icontains(text, autoescape=True))
        fits.append(or_(line.subject.in_(here.where(said)), line.actor.in_(named)))
    return or_(line.kind != "log", and_(true(), *fits))


def _filtered(
    reader: _Reader,
    lines: Sequence[Any],
    wanted: ChronicleFilter,
    logins: frozenset[str],
) -> list[Entry]:
    """Those of a group: its rows, and what its people did. Those with a text, in any case."""
    told, by_login = reader.read(lines), names(reader.session).by_login
    text = wanted.text.strip().casefold()
    found = []
    for row in lines:
        about, words = told[row.number]
        if wanted.group and row.actor not in logins and (not words or words.group != wanted.group):
            continue
        entry = _entry(row, about, words, by_login, reader.merged.get(row.incident_id))
        if not text or text in f"{entry.by} {entry.deed} {entry.words}".casefold():
            found.append(entry)
    return found


def _logins(session: Session, group: Group) -> frozenset[str]:
    rows = session.scalars(
        select(PersonRow.login)
        .join(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
        .where(RoleGrantRow.group == group)
    )
    return frozenset(rows)
