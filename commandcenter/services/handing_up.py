"""On going up to Ⅱ or Ⅰ the lead goes to the body above, with a sheet of what is open (4.2)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.checklist import StepState
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.report import ReportState
from commandcenter.domain.rights import Action
from commandcenter.services.guard import incident_of, rights, text_of
from commandcenter.services.warrant import Warrant
from commandcenter.store import journal
from commandcenter.store.database import now
from commandcenter.store.tables.command import DirectiveRow, LiaisonRow
from commandcenter.store.tables.duty_log import HandoverRow
from commandcenter.store.tables.incident import IncidentRow
from commandcenter.store.tables.instruction import InstructionRow
from commandcenter.store.tables.release import PressQuestionRow
from commandcenter.store.tables.report import ReportRow
from commandcenter.store.tables.step import StepRow
from commandcenter.store.types import to_micros

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
            items=_open_list(session, incident.id),
            words=f"{level.response_title}由{COMMANDS[level]}牵头，市应急指挥部在其指导下处置。",
            given_at=warrant.at,
            given_by=warrant.recorder.name,
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
    journal.record(
        session, actor, "handover", row.id, "taken over", incident=incident.id, clause="4.2"
    )


def _open_list(session: Session, incident_id: int) -> list[dict[str, object]]:
    """What is open, by kind, as the sheet prints it."""
    items = [
        _item("step", row.id, row.title, row.deadline_at)
        for row in session.scalars(
            select(StepRow)
            .where(StepRow.incident_id == incident_id, StepRow.state == StepState.OPEN)
            .order_by(StepRow.position)
        )
    ]
    items += [
        _item("instruction", row.id, row.text, row.deadline_at)
        for row in session.scalars(
            select(InstructionRow)
            .where(InstructionRow.incident_id == incident_id, InstructionRow.reported_at.is_(None))
            .order_by(InstructionRow.id)
        )
    ]
    items += [
        _item("directive", row.id, row.words, row.due_at)
        for row in session.scalars(
            select(DirectiveRow)
            .where(DirectiveRow.incident_id == incident_id, DirectiveRow.done_at.is_(None))
            .order_by(DirectiveRow.id)
        )
    ]
    return items + _outward(session, incident_id)


def _outward(session: Session, incident_id: int) -> list[dict[str, object]]:
    """What others wait for, or are waited for."""
    items = [
        _item("liaison", row.id, f"{row.department}：{row.request}", row.due_at)
        for row in session.scalars(
            select(LiaisonRow)
            .where(LiaisonRow.incident_id == incident_id, LiaisonRow.answered_at.is_(None))
            .order_by(LiaisonRow.id)
        )
    ]
    items += [
        _item("report", row.id, row.kind.value, row.deadline_at)
        for row in session.scalars(
            select(ReportRow)
            .where(ReportRow.incident_id == incident_id, ReportRow.state != ReportState.SENT)
            .order_by(ReportRow.id)
        )
    ]
    items += [
        _item("press", row.id, f"{row.outlet}：{row.question}", row.due_at)
        for row in session.scalars(
            select(PressQuestionRow)
            .where(
                PressQuestionRow.incident_id == incident_id,
                PressQuestionRow.answered_at.is_(None),
            )
            .order_by(PressQuestionRow.id)
        )
    ]
    return items


def _item(kind: str, number: int, title: str, due: datetime | None) -> dict[str, object]:
    return {"kind": kind, "id": number, "title": title, "due": to_micros(due) if due else None}
