"""Erasing personal data by a decision (突发事件应对法 85): rows blanked, their images taken out.

An erased image keeps its digest and the number of the line that decided it, so the
chain still verifies; its content and its salt are gone. On SQLite freed pages are
overwritten; on PostgreSQL the next vacuum takes the old versions.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.retention import Scope, Stays, stays
from commandcenter.domain.complaints.complaint import WITHOUT_LIMIT
from commandcenter.domain.complaints.handling import FINISHED
from commandcenter.domain.complaints.told import told_state
from commandcenter.domain.incident.incident import OPEN
from commandcenter.store import bulk_digests
from commandcenter.store.complaints import word_index
from commandcenter.store.incident.counts import belonging
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.tables.journal_image import JournalImageRow

PAGE = 500  # values in one statement
TITLE = "（内容已按决定删除）"
BLANK = {"name": "", "phone": "", "id_type": "", "id_number": "", "address": ""}


def why_they_stay(session: Session, incident_id: int) -> dict[int, Stays | None]:
    """Each complaint of the incident, and why its data stay; None: they may go."""
    here = select(ComplaintRow.id).where(belonging(incident_id))
    elsewhere = set(
        session.scalars(
            select(IncidentComplaintRow.complaint_id)
            .join(IncidentRow, IncidentRow.id == IncidentComplaintRow.incident_id)
            .where(
                IncidentComplaintRow.complaint_id.in_(here),
                IncidentComplaintRow.incident_id != incident_id,
                IncidentComplaintRow.removed_at.is_(None),
                IncidentRow.state.in_(OPEN),
            )
        )
    )
    rows = session.execute(
        select(ComplaintRow.id, ComplaintRow.kind, ComplaintRow.status, ComplaintHandlingRow.state)
        .outerjoin(ComplaintHandlingRow, ComplaintHandlingRow.complaint_id == ComplaintRow.id)
        .where(belonging(incident_id))
        .order_by(ComplaintRow.id)
    )
    return {
        number: stays(
            in_other_incident=number in elsewhere,
            handled=kind in WITHOUT_LIMIT or (state or told_state(kind, status)) in FINISHED,
        )
        for number, kind, status, state in rows
    }


def held(session: Session, incident_id: int, complaints: Sequence[int]) -> dict[Scope, int]:
    """How much of each kind there is to erase: of the complaints given, and of the callers."""
    named, told, keys = 0, 0, set()
    for part in _parts(complaints):
        rows = session.execute(
            select(ComplaintRow.title, ComplaintRow.person_key, *map(_column, BLANK))
            .outerjoin(ComplainantRow, ComplainantRow.complaint_id == ComplaintRow.id)
            .where(ComplaintRow.id.in_(part))
        )
        for title, key, *personal in rows:
            named += any(personal)
            told += title != TITLE
            keys.add(key)
    callers = session.scalars(_callers(incident_id)).all()
    return {
        Scope.IDENTITIES: named,
        Scope.TEXTS: told,
        Scope.CALLERS: len(callers),
        Scope.KEYS: len(keys - {""}),
    }


def _column(name: str) -> Any:
    return getattr(ComplainantRow, name)


def _callers(incident_id: int) -> Select[int]:
    """Lines of the duty log that name somebody."""
    return select(DutyLogRow.id).where(
        DutyLogRow.incident_id == incident_id, DutyLogRow.name + DutyLogRow.phone != ""
    )


def blank(
    session: Session, incident_id: int, complaints: Sequence[int], scope: frozenset[Scope]
) -> dict[str, int]:
    """Blank the rows; return how many of what. The images are taken out by `erase_images`."""
    session.flush()
    _overwrite_freed_pages(session)
    counts = {}
    if Scope.IDENTITIES in scope:
        for part in _parts(complaints):
            session.execute(
                update(ComplainantRow)
                .where(ComplainantRow.complaint_id.in_(part))
                .values(**BLANK)
                .execution_options(synchronize_session=False)
            )
        counts[Scope.IDENTITIES.value] = len(complaints)
    if Scope.TEXTS in scope:
        word_index.forget_for_good(session, True)
        for part in _parts(complaints):
            session.execute(
                update(ComplaintRow)
                .where(ComplaintRow.id.in_(part))
                .values(title=TITLE, text="")
                .execution_options(synchronize_session=False)
            )
        word_index.forget_for_good(session, False)
        counts[Scope.TEXTS.value] = len(complaints)
    if Scope.KEYS in scope:
        counts[Scope.KEYS.value] = _new_keys(session, complaints)
    if Scope.CALLERS in scope:
        counts[Scope.CALLERS.value] = _blank_callers(session, incident_id)
    session.expire_all()
    return counts


def _overwrite_freed_pages(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")


def _new_keys(session: Session, complaints: Sequence[int]) -> int:
    """Each person's key becomes a random mark, the same in all their complaints of the incident."""
    keys: dict[str, list[int]] = {}
    for part in _parts(complaints):
        rows = session.execute(
            select(ComplaintRow.id, ComplaintRow.person_key).where(
                ComplaintRow.id.in_(part), ComplaintRow.person_key != ""
            )
        )
        for number, key in rows:
            keys.setdefault(key, []).append(number)
    for numbers in keys.values():
        session.execute(
            update(ComplaintRow)
            .where(ComplaintRow.id.in_(numbers))
            .values(person_key=secrets.token_hex(16))
            .execution_options(synchronize_session=False)
        )
    return len(keys)


def _blank_callers(session: Session, incident_id: int) -> int:
    ids = session.scalars(_callers(incident_id)).all()
    for part in _parts(ids):
        session.execute(
            update(DutyLogRow)
            .where(DutyLogRow.id.in_(part))
            .values(name="", phone="", post="")
            .execution_options(synchronize_session=False)
        )
    return len(ids)


def erase_images(
    session: Session,
    incident_id: int,
    complaints: Sequence[int],
    scope: frozenset[Scope],
    decided_by: int,
) -> int:
    """Take out the images that hold what was blanked; `decided_by`: the deciding line's number."""
    count = 0
    if Scope.IDENTITIES in scope:
        count += _erase(session, "complainant", complaints, decided_by)
    if scope & {Scope.TEXTS, Scope.KEYS}:
        count += _erase(session, "complaint", complaints, decided_by)
    if Scope.CALLERS in scope:
        callers = session.scalars(
            select(DutyLogRow.id).where(DutyLogRow.incident_id == incident_id)
        ).all()
        count += _erase(session, "duty_log", callers, decided_by)
    return count


def _erase(session: Session, table: str, keys: Sequence[int], decided_by: int) -> int:
    image = JournalImageRow.__table__.c
    count = 0
    for part in _parts([str(key) for key in keys]):
        done = session.execute(
            update(JournalImageRow)
            .where(
                image.table_name == table,
                image.row_key.in_(part),
                image.op != "bulk",
                image.erased_by.is_(None),
            )
            .values(before=None, after=None, salt=None, erased_by=decided_by)
            .execution_options(synchronize_session=False)
        )
        count += done.rowcount  # type: ignore[attr-defined]  # a CursorResult, as of any UPDATE
    if session.get_bind().dialect.name == "sqlite":  # a server's trigger does it itself
        bulk_digests.forget(session.connection(), table, list(keys))
    return count


def _parts(values: Sequence[object]) -> Iterator[Sequence[object]]:
    for start in range(0, len(values), PAGE):
        yield values[start : start + PAGE]
