"""The three recovery ledgers (plan 5.3): opened, settled in part or whole, waived by name."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.aftermath import (
    LEDGER_CLAUSES,
    LEDGER_WORDS,
    Ledger,
    LineState,
    Sums,
    require_settled_or_why,
    require_sums,
    require_unsettled,
    state_of,
)
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Group
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import (
    office_of,
    open_incident,
    rights,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.aftermath.aftermath import RecoveryRow
from commandcenter.store.tables.incident.incident import IncidentRow

NONE = word("无此类情形")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says. `people` and `cents`: what there is to make whole, None: not known.

    Without group and county it falls to those of the writer.
    """

    ledger: Ledger
    title: str
    way: str
    people: int | None = None
    cents: int | None = None
    group: Group | None = None
    district: str | None = None
    due_at: datetime | None = None
    note: str = ""


def open_line(session: Session, actor: Actor, incident_id: int, line: Line) -> int:
    """Open a line; return its id."""
    incident = open_incident(session, incident_id)
    row = RecoveryRow(
        incident_id=incident.id,
        ledger=line.ledger,
        title="",
        way="",
        at=now(session),
        by=actor.name,
    )
    _fill(session, actor, incident, row, line)
    _require(session, actor, row)
    session.add(row)
    session.flush()
    _record(session, actor, row, "opened")
    return row.id


def amend_line(session: Session, actor: Actor, line_id: int, line: Line, seen: int) -> None:
    """Change an open line. `seen`: the version that was on the screen."""
    row = _row(session, line_id)
    _require(session, actor, row)
    require_seen(row.version, seen)
    require_unsettled(_state(row), _decided_by(row))
    _fill(session, actor, open_incident(session, row.incident_id), row, line)
    _require(session, actor, row)
    require_sums(_sums(row))
    _record(session, actor, row, "amended")


def settle_line(
    session: Session,
    actor: Actor,
    line_id: int,
    people: int | None,
    cents: int | None,
    note: str = "",
    *,
    whole: bool,
    seen: int | None = None,
) -> None:
    """What is made whole by now, in all; `whole` closes the line.

    `seen`: the version that was on the screen. Raises RuleBroken when somebody changed it since,
    or it is closed short of its numbers without a note on the rest.
    """
    row = _row(session, line_id)
    open_incident(session, row.incident_id)
    _require(session, actor, row)
    if seen is not None:
        require_seen(row.version, seen)
    require_unsettled(_state(row), _decided_by(row))
    sums = Sums(row.people, row.amount_cents, people, cents)
    require_sums(sums)
    if whole:
        require_settled_or_why(sums, note)
        row.settled_at, row.settled_by = now(session), actor.name
        row.settler_id = actor.person_id
    row.settled_people, row.settled_cents = people, cents
    if note.strip():
        row.note = text_of(note, "说明", 1_000)
    _record(session, actor, row, "settled" if whole else "settled in part")


def reopen_line(session: Session, actor: Actor, line_id: int, seen: int) -> None:
    """Take back one's own settling while the case is open (the undo of a notice)."""
    row = _row(session, line_id)
    open_incident(session, row.incident_id)
    _require(session, actor, row)
    require_seen(row.version, seen)
    if row.settled_at is None:
        raise RuleBroken("该事项尚未办结，无需恢复。")
    if row.settler_id != actor.person_id:
        raise RuleBroken("只有办结的人（{who}）可以恢复。", who=row.settled_by)
    row.settled_at = row.settled_by = row.settler_id = None
    _record(session, actor, row, "reopened")


def waive_line(session: Session, actor: Actor, line_id: int, reason: str) -> None:
    """Waive an open line by name, with the reason; the case may be closed over it."""
    row = _row(session, line_id)
    open_incident(session, row.incident_id)
    rights(session).require(actor, Action.WAIVE_LINE)
    require_unsettled(_state(row), _decided_by(row))
    _waive(session, actor, row, reason)
    _record(session, actor, row, "waived")


def state_none(
    session: Session, actor: Actor, incident_id: int, ledger: Ledger, reason: str
) -> int:
    """State by name that an incident has nobody for a ledger; return the line's id."""
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.WAIVE_LINE)
    row = RecoveryRow(
        incident_id=incident.id,
        ledger=ledger,
        title=f"{LEDGER_WORDS[ledger]}：{NONE}",
        way="",
        people=0,
        at=now(session),
        by=actor.name,
    )
    _waive(session, actor, row, reason)
    session.add(row)
    session.flush()
    _record(session, actor, row, "waived")
    return row.id


def _waive(session: Session, actor: Actor, row: RecoveryRow, reason: str) -> None:
    row.waive_reason = text_of(reason, "豁免的理由", 500)
    row.waived_at, row.waived_by = now(session), actor.name
    row.settler_id = actor.person_id


def _fill(
    session: Session, actor: Actor, incident: IncidentRow, row: RecoveryRow, line: Line
) -> None:
    plan = plan_of(session, incident.plan_version_id)
    ways = {way.title for way in plan.recovery_ways.values() if way.ledger is line.ledger}
    if line.way not in ways:
        raise RuleBroken("请选择办理方式。")
    require_sums(Sums(line.people, line.cents))
    if line.district is not None and line.district not in incident.districts:
        raise RuleBroken("该县区不在本事件的涉及县区之内。")
    group, district = line.group, line.district
    if group is None and district is None:
        _, group, district = office_of(session, actor)
    row.title, row.way = text_of(line.title, "事项", 200), line.way
    row.people, row.amount_cents = line.people, line.cents
    row.group, row.district, row.due_at = group, district, line.due_at
    row.note = text_if_any(line.note, "说明", 1_000)


def _require(session: Session, actor: Actor, row: RecoveryRow) -> None:
    rights(session).require(actor, Action.LEDGER_WRITE, group=row.group, district=row.district)


def require_seen(version: int, seen: int) -> None:
    """Raise RuleBroken when somebody changed the row since it was shown."""
    if version != seen:
        raise RuleBroken("该事项刚被别人修改，请看过新内容后再办理。")


def _row(session: Session, line_id: int) -> RecoveryRow:
    row = session.get(RecoveryRow, line_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的善后事项。", id=line_id)
    return row


def _sums(row: RecoveryRow) -> Sums:
    return Sums(row.people, row.amount_cents, row.settled_people, row.settled_cents)


def _state(row: RecoveryRow) -> LineState:
    return state_of(
        _sums(row), settled=row.settled_at is not None, waived=row.waived_at is not None
    )


def _decided_by(row: RecoveryRow) -> str:
    return row.waived_by or row.settled_by or ""


def _record(session: Session, actor: Actor, row: RecoveryRow, verb: str) -> None:
    book.record(
        session,
        actor,
        "recovery",
        row.id,
        verb,
        incident=row.incident_id,
        clause=LEDGER_CLAUSES[Ledger(row.ledger)],
    )
