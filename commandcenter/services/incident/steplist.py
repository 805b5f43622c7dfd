"""The checklist follows the level: laid out, planned again at a change, wound up at the end."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.checklist import (
    DONE_BY_ACTIVATION,
    Kept,
    StepState,
    replan,
    stops_at_end,
)
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlannedStep, deadline_of, steps_for
from commandcenter.domain.plan.plan_items import Start
from commandcenter.domain.reports.report import ReportKind
from commandcenter.services import book
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.step import StepNoteRow, StepRow
from commandcenter.store.tables.incident.incident import IncidentRow

# The steps whose act is an information report: by telephone, 首报, 续报 in rounds, 终报.
REPORTED_BY = {
    ReportKind.PHONE: "C3",
    ReportKind.FIRST: "C4",
    ReportKind.FOLLOW_UP: "C7",
    ReportKind.FINAL: "C10",
}


def lay_out(
    session: Session, incident: IncidentRow, level: Level, at: datetime, signer: str
) -> None:
    """The checklist of the level appears; what the activation itself is, is done by `signer`."""
    plan = plan_of(session, incident.plan_version_id)
    for planned in steps_for(plan, level):
        deadline = deadline_of(planned.template, level, incident.received_at, at)
        row = _new_row(incident, planned, deadline)
        if planned.template.code in DONE_BY_ACTIVATION:
            row.state, row.done_at, row.done_by = StepState.DONE, at, signer
        session.add(row)


def plan_again(session: Session, incident: IncidentRow, level: Level, at: datetime) -> None:
    """The list of another level: done stays done, deadlines by the new level from `at`."""
    plan = plan_of(session, incident.plan_version_id)
    rows = {row.id: row for row in _rows(session, incident)}
    again = replan(plan, level, [row.as_step() for row in rows.values()], at)
    for kept in again.kept:
        _keep(rows[kept.step.id], kept)
    for step in again.dropped:
        _drop(rows[step.id], f"调整为{level.response_title}，该级别不设此项")
    for planned, deadline in again.new:
        session.add(_new_row(incident, planned, deadline))


def wind_up(session: Session, incident: IncidentRow, level: Level, at: datetime) -> None:
    """What comes round again stops with the response; what follows the end gets its deadline."""
    plan = plan_of(session, incident.plan_version_id)
    for row in _rows(session, incident):
        template = plan.steps.get(row.code)
        if stops_at_end(row.as_step(), plan):
            _drop(row, "响应已终止，不再循环办理")
        elif template and template.start is Start.END and row.state is StepState.OPEN:
            row.deadline_at = deadline_of(template, level, incident.received_at, at, at)


def step_reported(
    session: Session,
    actor: Actor,
    incident: IncidentRow,
    kind: ReportKind,
    told: str,
    next_at: datetime | None,
) -> None:
    """A report went out: noted at the open step that it is part of, which a person still closes.

    The 续报 come round: their step is due when the next one is (`next_at`).
    """
    for row in _rows(session, incident):
        is_round = row.code == REPORTED_BY[ReportKind.FOLLOW_UP]
        if row.state is not StepState.OPEN or not (row.code == REPORTED_BY[kind] or is_round):
            continue
        if row.code == REPORTED_BY[kind]:
            session.add(StepNoteRow(step_id=row.id, at=now(session), by=actor.name, text=told))
        elif next_at in (None, row.deadline_at):
            continue
        if is_round and next_at is not None:
            row.deadline_at = next_at
        book.record(
            session, actor, "step", row.id, "reported", incident=incident.id, clause=row.clause
        )


def _rows(session: Session, incident: IncidentRow) -> list[StepRow]:
    rows = session.scalars(
        select(StepRow).where(StepRow.incident_id == incident.id).order_by(StepRow.id)
    )
    return list(rows)


def _keep(row: StepRow, kept: Kept) -> None:
    row.title, row.must, row.position = kept.planned.title, kept.planned.must, kept.planned.position
    row.deadline_at = kept.deadline_at
    if kept.returns:
        row.state, row.dropped_why = StepState.OPEN, None


def _drop(row: StepRow, why: str) -> None:
    row.state, row.dropped_why = StepState.DROPPED, why


def _new_row(incident: IncidentRow, planned: PlannedStep, deadline: datetime | None) -> StepRow:
    template = planned.template
    return StepRow(
        incident_id=incident.id,
        code=template.code,
        title=planned.title,
        detail=template.detail,
        group=template.group,
        clause=template.clause,
        basis=template.basis or template.source,
        must=planned.must,
        position=planned.position,
        deadline_at=deadline,
        state=StepState.OPEN,
    )
