"""On going up to Ⅱ or Ⅰ the lead goes to the body above, with a sheet of what is open (4.2)."""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import incident_of, rights, text_of
from commandcenter.services.incident.warrant import Warrant
from commandcenter.store.command import open_list
from commandcenter.store.database import now
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.incident.incident import IncidentRow

COMMANDS = {Level.I: "国家应急指挥部", Level.II: "省应急指挥部"}
KIND = "level"


def hand_up(
    session: Session,
    warrant: Warrant,
    incident: IncidentRow,
    level: Level,
    before: Level | None,
) -> None:
    """Make the sheet when the lead changes to the province or the nation; else nothing."""
    if level not in COMMANDS or not level.graver_than(before):
        return
    session.flush()
    session.add(
        HandoverRow(
            kind=KIND,
            incident_id=incident.id,
            from_person=warrant.recorder.person_id or None,
            to_organ=COMMANDS[level],
            items=open_list.packed(open_list.of_incident(session, incident.id)),
            words=f"{level.response_title}由{COMMANDS[level]}牵头，市应急指挥部在其指导下处置。",
            given_at=warrant.at,
            given_by=warrant.recorder.name,
            given_by_id=warrant.recorder.person_id or None,
        )
    )


def hand_up_received(session: Session, actor: Actor, handover_id: int, received_by: str) -> None:
    """Note who took the sheet over there: name and post."""
    row = session.get(HandoverRow, handover_id)
    if row is None or row.kind != KIND or row.incident_id is None:
        raise RuleBroken("没有编号为 {id} 的级别交接单。", id=handover_id)
    incident = incident_of(session, row.incident_id)
    rights(session).require(
        actor, Action.REGISTER_UPPER_DECISION, district=frozenset(incident.districts)
    )
    if row.received_at is not None:
        raise RuleBroken("交接单已由{who}接收。", who=row.received_by)
    row.received_by, row.received_at = text_of(received_by, "接收人", 50), now(session)
    book.record(
        session, actor, "handover", row.id, "taken over", incident=incident.id, clause="4.2"
    )
