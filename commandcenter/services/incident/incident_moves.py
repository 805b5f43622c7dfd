"""The moves of an incident that decide no level: verified, false alarm, handed on, wound up."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import State, require_move
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import incident_of, require_for, rights, storable, text_of
from commandcenter.services.incident.report_deadlines import move_deadlines
from commandcenter.services.incident.warrant import record
from commandcenter.store.database import now
from commandcenter.store.incident.leading_body import last_response
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow

REASON = 1_000  # characters
VERBS: dict[State, str] = {
    State.REPORTED: "registered",
    State.ASSESSING: "verified",
    State.RESPONDING: "activated",
    State.ENDED: "ended",
    State.AFTERMATH: "aftermath begun",
    State.ARCHIVED: "archived",
    State.FALSE_ALARM: "false alarm",
    State.MERGED: "merged",
    State.TRANSFERRED: "transferred",
}


def move(
    session: Session, actor: Actor, incident: IncidentRow, to_state: State, reason: str, clause: str
) -> int:
    """Move an incident on, keep why, and record it; return the number of the journal line.

    Asks for no right: the verb that calls it does. Raises RuleBroken where the plan leads
    nowhere.
    """
    change_state(session, actor, incident, to_state, reason, clause)
    if to_state is State.ARCHIVED:
        incident.closed_at, incident.closed_by = now(session), actor.name
    return record(session, actor, incident, VERBS[to_state], clause)


def change_state(
    session: Session,
    actor: Actor,
    incident: IncidentRow,
    to_state: State,
    reason: str,
    clause: str,
    *,
    at: datetime | None = None,
    by: str = "",
    other: int | None = None,
) -> None:
    """The state and the row that says why, without the line: the verb writes it."""
    require_move(incident.state, to_state)
    add_move(
        session, incident, to_state, reason, clause, at or now(session), by or actor.name, other
    )
    incident.state = to_state


def add_move(
    session: Session,
    incident: IncidentRow,
    to_state: State,
    reason: str,
    clause: str,
    at: datetime,
    by: str,
    other: int | None = None,
    *,
    first: bool = False,
) -> None:
    """One row of the incident's life; `first` when it had none before."""
    session.add(
        IncidentMoveRow(
            incident_id=incident.id,
            from_state=None if first else incident.state,
            to_state=to_state,
            other_incident=other,
            reason=reason,
            clause=clause,
            at=at,
            by=by,
        )
    )


def require_to_dispose(session: Session, actor: Actor, incident: IncidentRow) -> None:
    """The right to settle where an incident goes: the county's own at level Ⅳ only."""
    rights(session).require(
        actor,
        Action.DISPOSE_INCIDENT,
        district=frozenset(incident.districts),
        level=last_response(session, incident) or incident.grade,
    )


def verify_report(session: Session, actor: Actor, incident_id: int) -> None:
    """The report (接报) is true: assessment begins, and the report clocks have run since then."""
    incident = incident_of(session, incident_id)
    require_for(session, actor, Action.REGISTER_INCIDENT, incident)
    change_state(session, actor, incident, State.ASSESSING, word("接报情况属实"), "4.1(1)")
    incident.verified_at, incident.verified_by = now(session), actor.name
    move_deadlines(session, incident, now(session))
    record(session, actor, incident, "verified", "4.1(1)")


def dismiss(session: Session, actor: Actor, incident_id: int, reason: str) -> None:
    """误报: it is no incident. Its complaints stay complaints, each with its own legal clock."""
    incident = incident_of(session, incident_id)
    require_to_dispose(session, actor, incident)
    move(
        session,
        actor,
        incident,
        State.FALSE_ALARM,
        text_of(reason, "误报的依据", REASON),
        "4.1(1)",
    )


@dataclass(frozen=True, slots=True)
class Transfer:
    """移送: to which body, on what paper, received by whom there."""

    to: str
    reason: str
    document: str = ""
    received_by: str = ""


def transfer(session: Session, actor: Actor, incident_id: int, paper: Transfer) -> None:
    """Hand the incident to the body that it belongs to. It ends here."""
    incident = incident_of(session, incident_id)
    require_to_dispose(session, actor, incident)
    to = text_of(paper.to, "接收单位", 100)
    reason = text_of(paper.reason, "移送理由", REASON)
    document, received_by = storable(paper.document).strip(), storable(paper.received_by).strip()
    if len(document) > 100 or len(received_by) > 50:
        raise RuleBroken("文号或接收人过长。")
    reason += f"；文号：{document}" if document else ""
    reason += f"；接收人：{received_by}" if received_by else ""
    change_state(session, actor, incident, State.TRANSFERRED, reason, "4.1(1)")
    incident.transferred_to = to
    record(session, actor, incident, "transferred", "4.1(1)")


def begin_aftermath(session: Session, actor: Actor, incident_id: int, reason: str = "") -> None:
    """后期处置 begins after the end of the response (plan 5)."""
    incident = incident_of(session, incident_id)
    require_to_dispose(session, actor, incident)
    words = text_of(reason or word("响应终止，转入后期处置"), "说明", REASON)
    move(session, actor, incident, State.AFTERMATH, words, "5")
