"""What a person does to the steps of the checklist."""

from sqlalchemy.orm import Session

from commandcenter.domain.command.checklist import StepState, require_done, require_open
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.times import dated_zh
from commandcenter.services import book
from commandcenter.services.command.obligations import require_member
from commandcenter.services.guard import incident_of, open_incident, rights, text_of
from commandcenter.store.database import now
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.tables.command.step import StepNoteRow, StepRow


def complete_step(session: Session, actor: Actor, step_id: int, note: str = "") -> None:
    """Close a step. Raises RuleBroken if somebody closed it before: who, and when."""
    row = _step(session, step_id)
    _require(session, actor, row, Action.COMPLETE_STEP)
    when = dated_zh(row.done_at) if row.done_at else ""
    require_open(row.as_step(), row.done_by, when)
    row.state, row.done_at, row.done_by = StepState.DONE, now(session), actor.name
    if note.strip():
        _add_note(session, actor, row, note)
    _record(session, actor, row, "completed")


def reopen_step(session: Session, actor: Actor, step_id: int, reason: str) -> None:
    """Open a closed step again; the reason is kept as a note."""
    row = _step(session, step_id)
    _require(session, actor, row, Action.REOPEN_STEP)
    require_done(row.as_step())
    row.state, row.done_at, row.done_by = StepState.OPEN, None, ""
    _add_note(session, actor, row, text_of(reason, "恢复的原因", 500))
    _record(session, actor, row, "reopened")


def assign_step(session: Session, actor: Actor, step_id: int, person_id: int | None) -> None:
    """Give an open step to a member of its group; None gives it back to the leader."""
    row = _step(session, step_id)
    rights(session).require(actor, Action.ASSIGN_PEOPLE, group=row.group)
    require_open(row.as_step(), row.done_by)
    if person_id is not None:
        require_member(session, person_id, row.group)
    row.assigned_to = person_id
    _record(session, actor, row, "assigned")


def _step(session: Session, step_id: int) -> StepRow:
    """A step that may still be changed: the record of its incident is not closed."""
    row = session.get(StepRow, step_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的任务。", id=step_id)
    open_incident(session, row.incident_id)
    return row


def _require(session: Session, actor: Actor, row: StepRow, action: Action) -> None:
    incident = incident_of(session, row.incident_id)
    # plan 4.2(4): only then are steps the county's, those after the end too
    led_by_county = last_response(session, incident) is Level.IV
    rights(session).require(
        actor,
        action,
        group=row.group,
        district=frozenset(incident.districts) if led_by_county else None,
        person_id=row.assigned_to,
    )


def _add_note(session: Session, actor: Actor, row: StepRow, words: str) -> None:
    session.add(StepNoteRow(step_id=row.id, at=now(session), by=actor.name, text=words.strip()))


def _record(session: Session, actor: Actor, row: StepRow, verb: str) -> None:
    book.record(session, actor, "step", row.id, verb, incident=row.incident_id, clause=row.clause)
