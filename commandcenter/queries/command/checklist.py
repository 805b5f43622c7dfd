"""What the checklist shows: the book of an incident, who has each row, what closed it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.command.obligation import (
    UNDONE,
    Obligation,
    ObligationState,
    require_file_loose,
)
from commandcenter.domain.command.tasks import PLACE, late_of, task_counts
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group, Role
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.reports.report import report_label
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.obligation_lines import ObligationLine, obligation_lines
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.incident.place_words import public_places
from commandcenter.queries.offers import broken
from commandcenter.store.command.relied_files import relies_on
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.command.obligation_note import ObligationNoteRow
from commandcenter.store.tables.files import AttachmentRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

GONE = (ObligationState.CEASED, ObligationState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class StepLine:
    """`clause` is the plan's (4.1(3)) or "" ; `basis` the law or setting, in words.

    `person`: who has it, `person_id` only where it was given to them by name; `office`: whose it
    is, a group, a role or a county's bureau. `form`: of the act (去办理), "" where there is none;
    `by_hand`: a sentence closes it. `act`: what closed it, as the record is called. `why`: why
    it is no longer asked for, does not apply, or in which case it would.
    """

    id: int
    code: str
    title: str
    group: Group | None
    person: str
    person_id: int | None
    clause: str
    basis: str
    must: bool  # one of the 必办 of this level
    state: ObligationState
    deadline_at: datetime | None
    overdue: bool
    done_at: datetime | None
    done_by: str
    notes: int
    attachments: int
    office: str = ""
    role: Role | None = None
    district: str | None = None
    holder_id: int | None = None
    detail: str = ""
    round: int = 0
    about: str = ""  # what it concerns, in the key's words: place:7, directive:12
    place: str = ""  # of one that each place has
    public_place: str = ""  # the same on the wall, without names
    form: str = ""
    by_hand: bool = False
    words: str = ""  # what was said to be done
    act: str = ""
    act_table: str = ""
    act_id: int | None = None
    done_late: bool = False
    added_at: datetime | None = None  # entered after the limit, by `entered_by` (补记)
    entered_by: str = ""
    level: Level | None = None  # whose limit stands
    provisional: bool = False  # 暂按
    can_reopen: bool = False
    why: str = ""

    @property
    def undone(self) -> bool:
        return self.state in UNDONE


@dataclass(frozen=True, slots=True)
class Checklist:
    """Overdue first, then open by deadline, what waits for its case, then done (newest first).

    `dropped`: what is not asked for any more, or does not apply; counted nowhere.
    """

    steps: tuple[StepLine, ...]
    must_done: int
    must_total: int
    overdue: int
    now: datetime
    dropped: tuple[StepLine, ...] = ()


def checklist(session: Session, incident_id: int | None, now: datetime) -> Checklist:
    if incident_id is None:
        return Checklist((), 0, 0, 0, now)
    book = obligation_lines(session, incident_id, now)
    rows = [line.row for line in book]
    must = task_counts(rows, now, must=True)
    lines = _lines(session, incident_id, book, now)
    return Checklist(
        steps=tuple(line for line in lines if line.state not in GONE),
        must_done=must.done,
        must_total=must.asked,
        overdue=late_of(rows, now),
        now=now,
        dropped=tuple(line for line in lines if line.state in GONE),
    )


def _lines(
    session: Session, incident_id: int, book: Sequence[ObligationLine], now: datetime
) -> list[StepLine]:
    ids = [line.row.id for line in book]
    around = _Around(
        session,
        incident_id,
        public_places(session, incident_id, now),
        notes=_count(session, ObligationNoteRow.obligation_id, ids),
        files=_count(session, AttachmentRow.obligation_id, ids, AttachmentRow.removed_at.is_(None)),
        told=_reports_told(session, (line.row for line in book)),
    )
    return [_line(around, line) for line in book]


class _Around:
    """What the plan says of the rows, and what hangs on them."""

    def __init__(
        self,
        session: Session,
        incident_id: int,
        public: Mapping[int, str],
        notes: Mapping[int, int],
        files: Mapping[int, int],
        told: Mapping[int, str],
    ) -> None:
        incident = session.get_one(IncidentRow, incident_id)
        self.items = plan_of(session, incident.plan_version_id).obligations
        places = rows_of_incident(session, IncidentPlaceRow, incident_id)
        self.places = {f"{PLACE}{place.id}": place.label for place in places}
        self.public = {f"{PLACE}{number}": words for number, words in public.items()}
        self.notes, self.files, self.told = notes, files, told


def _line(around: _Around, line: ObligationLine) -> StepLine:
    row = line.row
    item = around.items.get(row.code)
    done = row.state is ObligationState.DONE
    of_receipt = row.act_table == ReportReceiptRow.__tablename__
    receipt = around.told.get(row.act_id or 0) if of_receipt else None
    return StepLine(
        id=row.id, code=row.code, title=word(row.title), group=row.group, person=line.person,
        person_id=row.assigned_to, clause=row.clause, basis=word(row.basis), must=row.must,
        state=row.state, deadline_at=row.due_at, overdue=line.late and not done,
        done_at=row.done_at, done_by=row.done_by, notes=around.notes.get(row.id, 0),
        attachments=around.files.get(row.id, 0), office=line.office, role=row.role,
        district=row.district, holder_id=line.holder_id, detail=word(row.detail), round=row.round,
        about=row.about, place=around.places.get(row.about, ""),
        public_place=around.public.get(row.about, ""),
        form=row.form or (item.form if item else ""), by_hand=row.by_hand, words=row.hand_words,
        act=receipt or line.act, act_table=row.act_table, act_id=row.act_id,
        done_late=line.late and done, added_at=row.added_at,
        entered_by=row.entered_by or "", level=row.level, provisional=row.provisional,
        can_reopen=done and (bool(row.hand_words) or row.is_old_tick),
        why=_why(row, item.when if item else ""),
    )  # fmt: skip


def _why(row: Obligation, when: str) -> str:
    if row.state is ObligationState.NOT_APPLICABLE:
        return phrase("不适用：{why}（{by}）", why=row.na_why, by=row.na_by)
    return when if row.state is ObligationState.WAITING else row.ceased_why


def _reports_told(session: Session, book: Iterable[Obligation]) -> Mapping[int, str]:
    """The label of the report behind each receipt that closed something."""
    wanted = {row.act_id for row in book if row.act_table == ReportReceiptRow.__tablename__}
    if not wanted:
        return {}
    rows = session.execute(
        select(ReportReceiptRow.id, ReportRow.kind, ReportRow.number)
        .join(ReportRow, ReportRow.id == ReportReceiptRow.report_id)
        .where(ReportReceiptRow.id.in_(wanted))
    )
    return {receipt: report_label(kind, number) for receipt, kind, number in rows}


OfRow = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def _count(
    session: Session, column: OfRow, ids: list[int], *which: ColumnElement[bool]
) -> dict[int, int]:
    counted = select(column, func.count()).where(column.in_(ids), *which)
    rows = session.execute(counted.group_by(column))
    return {row: count for row, count in rows if row is not None}


@dataclass(frozen=True, slots=True)
class FileLine:
    """Of an attached file. `removed_at`: it was struck out, by whom and why; `refusal`: why it
    cannot be.
    """

    id: int
    size: int
    by_id: int | None  # who attached it
    removed_at: datetime | None
    removed_by: str
    removed_why: str
    refusal: RuleBroken | None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """`file` None: a note."""

    at: datetime
    by: str
    text: str
    file: FileLine | None = None


def step_notes(session: Session, obligation_id: int) -> list[NoteLine]:
    """What was said of an obligation and the files attached to it, oldest first."""
    notes = session.scalars(
        select(ObligationNoteRow).where(ObligationNoteRow.obligation_id == obligation_id)
    )
    files = session.scalars(
        select(AttachmentRow).where(AttachmentRow.obligation_id == obligation_id)
    )
    lines = [NoteLine(n.at, n.by, n.text) for n in notes]
    row = session.get_one(ObligationRow, obligation_id)
    incident = session.get(IncidentRow, row.incident_id) if row.incident_id else None
    shut = closed(incident)
    lines += [NoteLine(f.at, f.by, visible(f.name), _file(row, f, shut)) for f in files]
    return sorted(lines, key=lambda line: line.at)


def _file(row: ObligationRow, file: AttachmentRow, shut: RuleBroken | None) -> FileLine:
    gone, relied_on = file.removed_at is not None, relies_on(row, file)
    loose = partial(
        require_file_loose, visible(file.name), row.title, gone=gone, relied_on=relied_on
    )
    return FileLine(
        file.id, file.size, file.by_id, file.removed_at, file.removed_by or "",
        file.removed_why or "", shut or broken(loose),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClauseText:
    code: str
    title: str
    text: str


def clause_text(session: Session, code: str) -> ClauseText:
    """The plan's own words for a clause such as 4.1(3), from the plan in force."""
    clause = plan_of(session).clauses.get(code)
    if clause is None:
        return ClauseText(code, "", "")
    return ClauseText(clause.code, clause.title, clause.text)
