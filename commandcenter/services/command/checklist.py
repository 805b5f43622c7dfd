"""What a person does to the steps of the checklist."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.checklist import StepState, require_done, require_open
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.level import Level
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, Role
from commandcenter.domain.rights import Action
from commandcenter.domain.times import dated_zh
from commandcenter.services import book
from commandcenter.services.guard import incident_of, open_incident, rights, text_of
from commandcenter.store.database import now
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.people import in_force
from commandcenter.store.tables.command.step import StepNoteRow, StepRow
from commandcenter.store.tables.files import AttachmentRow, StoredFileRow
from commandcenter.store.tables.person import PersonRow, RoleGrantRow


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


def add_note(session: Session, actor: Actor, step_id: int, words: str) -> None:
    row = _step(session, step_id)
    _require(session, actor, row, Action.WRITE_LOG)
    _add_note(session, actor, row, text_of(words, "备注", 2_000))
    _record(session, actor, row, "noted")


def attach_file(session: Session, actor: Actor, step_id: int, sha256: str, name: str) -> None:
    """Link a file that was sent before (store.files) to a step."""
    row = _step(session, step_id)
    _require(session, actor, row, Action.WRITE_LOG)
    stored = session.get(StoredFileRow, sha256)
    if stored is None or not stored.complete:
        raise RuleBroken("文件“{name}”还没有传完，请重新添加。", name=visible(name))
    session.add(
        AttachmentRow(
            step_id=row.id,
            sha256=sha256,
            name=text_of(visible(name), "文件名", 255),
            size=stored.size,
            at=now(session),
            by=actor.name,
        )
    )
    _record(session, actor, row, "attached")


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


def require_member(session: Session, person_id: int, group: Group) -> None:
    held = session.scalar(
        select(func.count())
        .select_from(RoleGrantRow)
        .where(
            RoleGrantRow.person_id == person_id,
            RoleGrantRow.group == group,
            RoleGrantRow.role.in_((Role.LEADER, Role.MEMBER)),
            in_force(now(session)),
        )
    )
    if not held:
        person = session.get(PersonRow, person_id)
        name = person.name if person else person_id
        raise RuleBroken("{name}不在{group}。", name=name, group=GROUP_WORDS[group])


def _add_note(session: Session, actor: Actor, row: StepRow, words: str) -> None:
    session.add(StepNoteRow(step_id=row.id, at=now(session), by=actor.name, text=words.strip()))


def _record(session: Session, actor: Actor, row: StepRow, verb: str) -> None:
    book.record(session, actor, "step", row.id, verb, incident=row.incident_id, clause=row.clause)
