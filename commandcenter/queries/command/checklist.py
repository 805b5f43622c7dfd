"""What the checklist shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from commandcenter.domain.command.checklist import StepState, is_overdue
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Group
from commandcenter.store.people import posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.step import StepNoteRow, StepRow
from commandcenter.store.tables.files import AttachmentRow
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class StepLine:
    """`clause` is the plan's (4.1(3)) or "" ; `basis` the law or setting, in words.

    `dropped_why`: why a step is no longer asked for, of those in `Checklist.dropped`.
    """

    id: int
    code: str
    title: str
    group: Group
    person: str  # who it is assigned to, else the leader of its group
    person_id: int | None
    clause: str
    basis: str
    must: bool  # one of the 必办 of this level
    state: StepState
    deadline_at: datetime | None
    overdue: bool
    done_at: datetime | None
    done_by: str
    notes: int
    attachments: int
    version: int
    dropped_why: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Overdue first, then open by deadline, then done (newest first).

    `dropped`: what a change of the level or the end took off the list; counted nowhere.
    """

    steps: tuple[StepLine, ...]
    must_done: int
    must_total: int
    overdue: int
    now: datetime
    dropped: tuple[StepLine, ...] = ()


FAR = 2**62


def checklist(session: Session, incident_id: int | None, now: datetime) -> Checklist:
    rows = session.scalars(
        select(StepRow).where(StepRow.incident_id == incident_id).order_by(StepRow.id)
    ).all()
    every = _lines(session, list(rows), now)
    lines = [line for line in every if line.state is not StepState.DROPPED]
    must = [line for line in lines if line.must]
    return Checklist(
        steps=tuple(sorted(lines, key=_order)),
        must_done=sum(line.state is StepState.DONE for line in must),
        must_total=len(must),
        overdue=sum(line.overdue for line in lines),
        now=now,
        dropped=tuple(line for line in every if line.state is StepState.DROPPED),
    )


def _order(line: StepLine) -> tuple[bool, bool, float, int]:
    """Overdue, then open by deadline, those without one last; then done, newest first."""
    if line.state is StepState.DONE:
        done = line.done_at.timestamp() if line.done_at else 0.0
        return True, True, -done, line.id
    due = line.deadline_at.timestamp() if line.deadline_at else FAR
    return False, not line.overdue, due, line.id


def _lines(session: Session, rows: list[StepRow], now: datetime) -> list[StepLine]:
    ids = [row.id for row in rows]
    notes = _count(session, StepNoteRow.step_id, ids)
    files = _count(session, AttachmentRow.step_id, ids)
    held = posts(session, now)
    leaders = {group: held.leader(group) for group in {row.group for row in rows}}
    wanted = {row.assigned_to for row in rows if row.assigned_to}
    people = {p.id: p for p in session.scalars(select(PersonRow).where(PersonRow.id.in_(wanted)))}
    lines = []
    for row in rows:
        person = people.get(row.assigned_to or 0) or leaders[row.group]
        lines.append(
            StepLine(
                id=row.id,
                code=row.code,
                title=row.title,
                group=row.group,
                person=person.name if person else "",
                person_id=row.assigned_to,
                clause=row.clause,
                basis=row.basis,
                must=row.must,
                state=row.state,
                deadline_at=row.deadline_at,
                overdue=is_overdue(row.as_step(), now),
                done_at=row.done_at,
                done_by=row.done_by,
                notes=notes.get(row.id, 0),
                attachments=files.get(row.id, 0),
                version=row.version,
                dropped_why=row.dropped_why or "",
            )
        )
    return lines


OfStep = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def _count(session: Session, column: OfStep, ids: list[int]) -> dict[int, int]:
    rows = session.execute(select(column, func.count()).where(column.in_(ids)).group_by(column))
    return {step: count for step, count in rows if step is not None}


@dataclass(frozen=True, slots=True)
class NoteLine:
    at: datetime
    by: str
    text: str
    sha256: str  # of an attached file; "" for a note
    size: int


def step_notes(session: Session, step_id: int) -> list[NoteLine]:
    """Notes and attached files of a step, oldest first."""
    notes = session.scalars(select(StepNoteRow).where(StepNoteRow.step_id == step_id))
    files = session.scalars(select(AttachmentRow).where(AttachmentRow.step_id == step_id))
    lines = [NoteLine(n.at, n.by, n.text, "", 0) for n in notes]
    lines += [NoteLine(f.at, f.by, visible(f.name), f.sha256, f.size) for f in files]
    return sorted(lines, key=lambda line: line.at)


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
