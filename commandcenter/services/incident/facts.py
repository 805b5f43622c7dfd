"""Facts of the grading matrix, stated by people: a value or 正在核查, with source and time.

Who takes part in the response may state what they know (the right to write the running
record, in their own capacity): a fact is an observation with a source, and decides nothing.
The 定级建议 that is drawn from it needs a right of its own.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import (
    CHECKING,
    NewFact,
    require_sound,
    require_statement,
)
from commandcenter.domain.incident.incident import OPEN, STATE_WORDS
from commandcenter.domain.org import Actor
from commandcenter.services import book
from commandcenter.services.guard import incident_of, require_to_write, text_of
from commandcenter.store.database import now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentFactRow, IncidentRow

SOURCE_LENGTH = 60


def state_facts(
    session: Session, actor: Actor, incident_id: int, told: Sequence[NewFact]
) -> tuple[int, ...]:
    """Keep what was stated, all of it or nothing; return the ids. Earlier words stay.

    Raises RuleBroken without the right, without a source, or where one cannot be true.
    """
    incident = incident_of(session, incident_id)
    require_to_write(session, actor, incident)
    _require_live(incident)
    if not told:
        raise RuleBroken("请至少填写一项事实。")
    if len({new.code for new in told}) < len(told):
        raise RuleBroken("同一项事实填写了两次，请只留一次。")
    plan, at = plan_of(session, incident.plan_version_id), now(session)
    for new in told:
        require_statement(plan, new, at)
    require_sound(plan, told)
    rows = [
        IncidentFactRow(
            incident_id=incident.id,
            code=new.code,
            value=new.value,
            words=CHECKING if new.value is None else "",
            source=text_of(new.source, "来源", SOURCE_LENGTH),
            as_of=new.as_of,
            at=at,
            by=actor.name,
        )
        for new in told
    ]
    session.add_all(rows)
    book.record(session, actor, "fact", incident.id, "stated", incident=incident.id, clause="1.4.2")
    return tuple(row.id for row in rows)


def _require_live(incident: IncidentRow) -> None:
    if incident.state not in OPEN:
        raise RuleBroken(
            "事件处于“{state}”，不能再填写研判事实。", state=STATE_WORDS[incident.state]
        )
