"""The end of a case (plan 5.3): steps waived by name, duties stated not to apply, then closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.closing import require_closable, require_waivable
from commandcenter.domain.command.duty_judgement import require_nothing_open
from commandcenter.domain.command.obligation import UNDONE
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.command import obligations
from commandcenter.services.guard import incident_of, open_incident, rights, text_of
from commandcenter.services.incident import incident_moves
from commandcenter.store.aftermath.closing import close_facts, tasks_left
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.tables.aftermath.aftermath import DutyNoteRow
from commandcenter.store.tables.incident.incident import IncidentRow


def close(session: Session, actor: Actor, incident_id: int, signature: str) -> None:
    """Close the case (归档). Raises RuleBroken naming what is still open.

    Nobody closes it who settled, or waived, the last line of its ledgers.
    """
    incident = incident_of(session, incident_id)
    facts = close_facts(session, incident)
    rights(session).require(actor, Action.CLOSE_CASE, author_id=facts.last_settler)
    require_closable(facts, now(session))
    require_signature(signature, actor.name)
    incident_moves.move(
        session, actor, incident, State.ARCHIVED, word("各项已结，同意结案归档"), "5.3"
    )


def waive_steps(session: Session, actor: Actor, incident_id: int, reason: str) -> int:
    """Put all open tasks of an ended response aside by name (不适用); return how many.

    They stay in the book with the reason, and the clause sheet shows them.
    """
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.WAIVE_LINE)
    require_waivable(incident.state)
    words = text_of(reason, "豁免的理由", 500)
    left = tasks_left(obligations_of(session, incident.id, now(session)))
    if not left:
        raise RuleBroken("没有未办结的任务。")
    for row in left:
        obligations.not_applicable(session, actor, row.id, words)
    return len(left)


def state_not_applicable(
    session: Session, actor: Actor, incident_id: int, duty: str, reason: str
) -> int:
    """State by name why a duty of the plan does not apply (不适用); return the note's id."""
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.WAIVE_LINE)
    item = plan_of(session, incident.plan_version_id).duty_lines.get(duty)
    if item is None:
        raise RuleBroken("没有“{duty}”这项职责。", duty=duty)
    if _note(session, incident, duty):
        raise RuleBroken("“{title}”已注明不适用。", title=item.title)
    listed = obligations_of(session, incident.id, now(session))
    open_ones = [row for row in listed if row.code in item.codes and row.state in UNDONE]
    require_nothing_open(item.title, len(open_ones))
    row = DutyNoteRow(
        incident_id=incident.id,
        duty=duty,
        reason=text_of(reason, "不适用的理由", 500),
        at=now(session),
        by=actor.name,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "stated", item.clause)
    return row.id


def withdraw_not_applicable(session: Session, actor: Actor, incident_id: int, duty: str) -> None:
    """Take the statement back; it stays in the record."""
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.WAIVE_LINE)
    row = _note(session, incident, duty)
    if row is None:
        raise RuleBroken("该项职责没有注明不适用。")
    row.withdrawn_at, row.withdrawn_by = now(session), actor.name
    clause = plan_of(session, incident.plan_version_id).duty_lines[duty].clause
    _record(session, actor, row, "withdrawn", clause)


def _note(session: Session, incident: IncidentRow, duty: str) -> DutyNoteRow | None:
    rows = session.scalars(
        select(DutyNoteRow).where(DutyNoteRow.incident_id == incident.id, DutyNoteRow.duty == duty)
    ).all()
    about(session, "duty_note", *(row.id for row in rows))
    return next((row for row in rows if row.withdrawn_at is None), None)


def _record(session: Session, actor: Actor, row: DutyNoteRow, verb: str, clause: str) -> None:
    book.record(session, actor, "duty_note", row.id, verb, incident=row.incident_id, clause=clause)
