"""拟采取的措施: what was decided or ordered in an incident and no record proves as done."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.level import Axis
from commandcenter.domain.moments import Moments
from commandcenter.domain.org import GROUP_WORDS
from commandcenter.store.lead import IN_FORCE
from commandcenter.store.report_done import closed
from commandcenter.store.tables.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.instruction import InstructionRow
from commandcenter.store.tables.person import PersonRow

DECIDED, ORDERED = "响应决定", "指令"


def intended(
    session: Session, incident: IncidentRow, at: datetime, since: datetime | None = None
) -> tuple[str, str]:
    """The words and their sources; "" when nothing is.

    `since`: only measures that were decided after it, of orders all that are open.
    """
    say = Moments(at)
    found = [*_measures(session, incident, at, since, say), *_orders(session, incident, at, say)]
    sources = "、".join(dict.fromkeys(source for _, source in found))
    return "；".join(words for words, _ in found), sources


def _measures(
    session: Session, incident: IncidentRow, at: datetime, since: datetime | None, say: Moments
) -> Iterator[tuple[str, str]]:
    """Those of the newest decision on the response; once it has ended there are none."""
    rows = session.scalars(
        select(LevelDecisionRow)
        .where(
            LevelDecisionRow.incident_id == incident.id,
            LevelDecisionRow.axis == Axis.RESPONSE,
            LevelDecisionRow.step.in_(IN_FORCE),
            LevelDecisionRow.at <= at,
        )
        .order_by(LevelDecisionRow.at, LevelDecisionRow.id)
    ).all()
    newest = rows[-1] if rows else None
    if newest is None or newest.ends or (since is not None and newest.at <= since):
        return
    measures = closed(newest.measures or "")
    if measures:
        verb = "调整" if len(rows) > 1 else "启动"
        when = say.say(newest.at)
        yield f"{when}{verb}响应时部署：{say.hear(measures)}", DECIDED


def _orders(
    session: Session, incident: IncidentRow, at: datetime, say: Moments
) -> Iterator[tuple[str, str]]:
    """Orders on which nobody has reported back."""
    rows = session.execute(
        select(InstructionRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == InstructionRow.to_person)
        .where(
            InstructionRow.incident_id == incident.id,
            InstructionRow.at <= at,
            InstructionRow.reported_at.is_(None),
        )
        .order_by(InstructionRow.at, InstructionRow.id)
    )
    for row, person in rows:
        to = GROUP_WORDS[row.to_group] if row.to_group else person or ""
        words = say.hear(closed(row.text))
        due = f"（{say.say(row.deadline_at)}前回报）" if row.deadline_at else ""
        yield f"要求{to}{words}{due}", ORDERED
