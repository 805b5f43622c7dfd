"""Corrected rows: a later file gives other words under a number that is here already.

What a file leaves empty, or has no column for, takes nothing away; a file older than what is here
changes nothing, and another system's record under the same number is none of its business. A
report (举报) stays one unless who brings the file may see its reporter. What was before is in the
images of the line.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import columns_of
from commandcenter.domain.complaints.complaint import (
    KEY_CHARACTERS,
    ComplaintKind,
    NewComplaint,
    Source,
    reporter_key,
)
from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.complaints import arrivals, correcting, reporters, subjects
from commandcenter.services.complaints.differences import (
    PERSON,
    Change,
    change_of,
    compare_person,
)
from commandcenter.store import images, journal
from commandcenter.store.complaints import complainants, people, rollups
from commandcenter.store.database import now
from commandcenter.store.tables.aftermath.aftermath import RetentionRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow, SubjectRow
from commandcenter.store.tables.complaints.intake import ComplaintCorrectionRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow

Keyed = tuple[NewComplaint, str]


def ask(session: Session, actor: Actor, batch_id: int, chunk: Sequence[Keyed]) -> None:
    """Where nobody may read who complained: what a file says of those that are here is written
    down, with a line, before it is compared (`differing`, in a later transaction)."""
    if not chunk or not complainants.hidden(session):
        return
    said = {c.number: c.complainant for c, _ in reversed(chunk)}
    rows = session.execute(
        select(ComplaintRow.id, ComplaintRow.number)
        .where(ComplaintRow.number.in_(said), ComplaintRow.batch_id != batch_id)
        .order_by(ComplaintRow.id)
    ).all()
    if rows:
        complainants.ask(session, {row.id: said[row.number] for row in rows})
        book.record(session, actor, "complainant", batch_id, "compared")


def differing(
    session: Session,
    actor: Actor,
    batch_id: int,
    chunk: Sequence[Keyed],
    to: dict[Source, datetime],
    known: subjects.Known,
    left: correcting.LeftAlone,
    has: Collection[str] | None = None,
) -> list[Change]:
    """What the records of a file that are here already say otherwise. `to`: its as-of times.

    To `left` is added what stays as it is. `has`: the fields that the file has columns for, as a
    mapping names them; None: all.
    """
    given = {c.number: (c, key) for c, key in reversed(chunk)}
    rows = session.execute(
        select(ComplaintRow, ComplainantRow, SubjectRow)
        .join(ComplainantRow, ComplainantRow.complaint_id == ComplaintRow.id)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .where(ComplaintRow.number.in_(given), ComplaintRow.batch_id != batch_id)
        .order_by(ComplaintRow.id)
    ).all()
    stale = _updated_later(session, [row for row, _, _ in rows], to, given)
    left.older += [
        row.number
        for row, _, trader in rows
        if row.id in stale
        and (new := given[row.number][0]).source is row.source
        and change_of(row, trader, new, known, has)
    ]
    told = complainants.told(session, [row.id for row, _, _ in rows])
    fresh = [
        (row, person, trader, *given[row.number])
        for row, person, trader in rows
        if given[row.number][0].source is row.source and row.id not in stale
    ]
    found = _changes(session, actor, fresh, told, known, left, has)
    wanted = _allowed(session, actor, found, {row.id: row for row, *_ in fresh}, left)
    erased = _erased(session, [each.complaint_id for each in wanted])
    return [each for each in wanted if each.complaint_id not in erased]


def _changes(
    session: Session,
    actor: Actor,
    fresh: Sequence[tuple[ComplaintRow, ComplainantRow, SubjectRow | None, NewComplaint, str]],
    told: complainants.Told | None,
    known: subjects.Known,
    left: correcting.LeftAlone,
    has: Collection[str] | None,
) -> list[Change]:
    stay = reporters.stay(session, actor, [(row, new.kind) for row, _, _, new, _ in fresh])
    left.reports += [row.number for row, *_ in fresh if row.id in stay]
    found = []
    for row, person, trader, new, key in fresh:
        if row.id in stay:
            new = replace(new, kind=row.kind)
        change = change_of(row, trader, new, known, has)
        compare_person(change, row, person, told, new, key)
        found.append(change)
    return found


def _allowed(
    session: Session,
    actor: Actor,
    found: Sequence[Change],
    rows: Mapping[int, ComplaintRow],
    left: correcting.LeftAlone,
) -> list[Change]:
    """What this person may change of it; the rest is added to `left`."""
    shut = correcting.barred(session, actor, list(rows.values()))
    wanted = []
    for change in found:
        row = rows[change.complaint_id]
        less = change.of_kind(row.kind) if row.id in shut else change
        left.others += [row.number] if less != change else []
        wanted += [less] if less else []
    return wanted


def _updated_later(
    session: Session,
    rows: Sequence[ComplaintRow],
    to: dict[Source, datetime],
    given: Mapping[str, Keyed],
) -> set[int]:
    """Complaints that a file newer than this one was the last to say something about.

    What tells of an end was exported after it, however old the complaints of its file are.
    """
    ids = [row.id for row in rows]
    corrected = session.execute(
        select(ComplaintCorrectionRow.complaint_id, ComplaintCorrectionRow.batch_id).where(
            ComplaintCorrectionRow.complaint_id.in_(ids),
            ComplaintCorrectionRow.undone_at.is_(None),
        )
    ).all()
    batches = {row.batch_id for row in rows} | {batch for _, batch in corrected}
    as_of: dict[int, dict[Source, datetime | None]] = {
        batch.id: {Source.PLATFORM: batch.platform_to, Source.HOTLINE: batch.hotline_to}
        for batch in session.scalars(select(BatchRow).where(BatchRow.id.in_(batches)))
    }
    sources, at = {row.id: row.source for row in rows}, now(session)
    ends = {row.id: end for row in rows if (end := given[row.number][0].finished_at) and end <= at}
    said = [(row.id, row.batch_id) for row in rows] + [(c, b) for c, b in corrected]
    stale = set()
    for complaint, batch in said:
        source = sources[complaint]
        known, mine = as_of[batch].get(source), to.get(source)
        if mine is not None:
            mine = max(mine, ends.get(complaint, mine))
            stale |= {complaint} if known is not None and mine < known else set()
    return stale


def _erased(session: Session, ids: Sequence[int]) -> set[int]:
    """Complaints whose personal data went by a decision: no file brings them back."""
    return set(
        session.scalars(
            select(IncidentComplaintRow.complaint_id)
            .join(RetentionRow, RetentionRow.incident_id == IncidentComplaintRow.incident_id)
            .where(IncidentComplaintRow.complaint_id.in_(ids), RetentionRow.decision == "erase")
        )
    )


def carry_out(
    session: Session,
    actor: Actor,
    batch_id: int,
    changes: Sequence[Change],
    known: subjects.Known,
) -> None:
    """Write what a file says otherwise: rows, counts, incidents, flags; one journal line."""
    if not changes:
        return
    wanted = {change.complaint_id: change for change in changes}
    at, line = now(session), journal.latest(session) + 1
    moves, rows = _Moves(session), _rows(session, list(wanted))
    shut = correcting.barred(session, actor, [row for row, _ in rows])
    for row in (row for row, _ in rows if row.id in shut):
        wanted[row.id] = wanted[row.id].of_kind(row.kind)  # the right ended while it was read
    rows = [pair for pair in rows if wanted[pair[0].id]]
    traders = _traders(session, list(wanted.values()), known)
    said = [(row, wanted[row.id].values.get("kind", row.kind)) for row, _ in rows]
    for number in reporters.stay(session, actor, said):  # became one while the file was read
        del wanted[number].values["kind"]
    for row, person in rows:
        change = wanted[row.id]
        values = change.values | (
            {"subject_id": traders[row.id]} if traders.get(row.id, row.subject_id) != row.subject_id
            else {}
        )  # fmt: skip
        moves.write(row, person, values, change.person)
        session.add(
            ComplaintCorrectionRow(
                complaint_id=row.id, batch_id=batch_id, fields=sorted({*values, *change.person}),
                line=line, at=at, by=actor.name,
            )
        )  # fmt: skip
    moves.count(session)
    made = book.record(session, actor, "complaint", batch_id, "corrected")
    assert made == line, "the pen was not held"
    people.number(session)
    arrivals.follow_corrected(session, actor, batch_id, list(wanted))


def _traders(
    session: Session, changes: Sequence[Change], known: subjects.Known
) -> dict[int, int | None]:
    moved = [(c.complaint_id, c.trader) for c in changes if c.trader]
    subjects.catch_up(session, known)
    found, _ = subjects.find_or_enter(session, columns_of([new for _, new in moved]), known)
    return dict(zip([number for number, _ in moved], found, strict=True))


def _rows(session: Session, ids: Sequence[int]) -> list[tuple[ComplaintRow, ComplainantRow]]:
    rows = session.execute(
        select(ComplaintRow, ComplainantRow)
        .join(ComplainantRow, ComplainantRow.complaint_id == ComplaintRow.id)
        .where(ComplaintRow.id.in_(ids))
        .order_by(ComplaintRow.id)
    )
    return [(row, person) for row, person in rows]


class _Moves:
    """Rows that are changed, and how their counts move by it, import by import."""

    def __init__(self, session: Session) -> None:
        self._keyed_here = people.numbered_here(session)
        self._was: dict[int, list[rollups.Facts]] = {}
        self._is_now: dict[int, list[rollups.Facts]] = {}

    def write(
        self,
        row: ComplaintRow,
        person: ComplainantRow,
        values: dict[str, Any],
        personal: dict[str, Any],
        *,
        reported: bool = False,
    ) -> None:
        """A key in `values` is a complainant's; what is or becomes a report gets its reporter's.

        `reported`: it is a reporter's already.
        """
        was, hidden = _counted(row), row.hides_reporter
        for name, value in values.items():
            setattr(row, name, value)
        if row.kind is ComplaintKind.REPORT:
            row.reporter_protected = True  # and stays so, whatever it is corrected to
        if row.hides_reporter and not reported and ("person_key" in values or not hidden):
            self._hide(row)
        for name, value in personal.items():
            setattr(person, name, value)
        if _counted(row) != was:
            self._was.setdefault(row.batch_id, []).append(was)
            self._is_now.setdefault(row.batch_id, []).append(_counted(row))

    def _hide(self, row: ComplaintRow) -> None:
        """A server does so itself; what is longer than a key is the mark of an erasure."""
        if self._keyed_here and len(row.person_key) == KEY_CHARACTERS:
            row.person_key = reporter_key(row.person_key)

    def count(self, session: Session) -> None:
        for batch_id, was in self._was.items():
            rollups.move(session, batch_id, was, self._is_now[batch_id])


def _counted(row: ComplaintRow) -> rollups.Facts:
    return row.registered_at, row.channel, row.district, row.category, row.problem


def put_back(session: Session, actor: Actor, batch_id: int, limit: int) -> bool:
    """Undo corrections of an import, the newest first; whether there were any left.

    What a later file corrected again stays as that one has it.
    """
    rows = session.scalars(
        select(ComplaintCorrectionRow)
        .where(
            ComplaintCorrectionRow.batch_id == batch_id, ComplaintCorrectionRow.undone_at.is_(None)
        )
        .order_by(ComplaintCorrectionRow.id.desc())
        .limit(limit)
    ).all()
    if not rows:
        return False
    at, later = now(session), _later(session, rows)
    by_line: dict[int, list[int]] = {}
    for correction in rows:
        by_line.setdefault(correction.line, []).append(correction.complaint_id)
    old = {line: images.before(session, ComplaintRow, ids, line) for line, ids in by_line.items()}
    people = {
        line: images.before(session, ComplainantRow, ids, line) for line, ids in by_line.items()
    }
    here = {row.id: (row, person) for row, person in _rows(session, [r.complaint_id for r in rows])}
    moves, unseen = _Moves(session), complainants.hidden(session)
    for correction in rows:
        number = correction.complaint_id
        mine = set(correction.fields) - later.get(correction.id, set())
        values = old[correction.line].get(number, {})
        personal = people[correction.line].get(number, {})
        correction.undone_at = at
        moves.write(
            *here[number],
            {name: values[name] for name in sorted(mine) if name in values},
            {name: personal[name] for name in sorted(mine & set(PERSON)) if name in personal},
            reported=bool(values.get("reporter_protected")),
        )  # fmt: skip
        if unseen and mine & set(PERSON):
            complainants.restore(session, number, correction.line, sorted(mine & set(PERSON)))
    moves.count(session)
    book.record(session, actor, "complaint", batch_id, "put_back")
    arrivals.follow_put_back(session, actor, batch_id, sorted(here))
    return True


def _later(session: Session, rows: Sequence[ComplaintCorrectionRow]) -> dict[int, set[str]]:
    """For each correction the fields that corrections of other imports changed after it."""
    others = session.scalars(
        select(ComplaintCorrectionRow).where(
            ComplaintCorrectionRow.complaint_id.in_([row.complaint_id for row in rows]),
            ComplaintCorrectionRow.batch_id != rows[0].batch_id,
            ComplaintCorrectionRow.undone_at.is_(None),
        )
    ).all()
    found: dict[int, set[str]] = {}
    for row in rows:
        for other in others:
            if other.complaint_id == row.complaint_id and other.id > row.id:
                found.setdefault(row.id, set()).update(other.fields)
    return found
