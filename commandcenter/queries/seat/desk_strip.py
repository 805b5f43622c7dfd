"""The strip of the desk: all live incidents, each with how much of 待我处理 is of it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.live import LiveStrip, live_strip
from commandcenter.queries.seat.todo import todo


@dataclass(frozen=True, slots=True)
class DeskStrip:
    """`waits`: by the incident's id how much waits for who asks."""

    strip: LiveStrip
    waits: Mapping[int, int]


def desk_strip(session: Session, actor: Actor, now: datetime) -> DeskStrip:
    """The same list as the cards': what they count and what the strip says is one number."""
    waits = Counter(item.incident_id for item in todo(session, actor, now))
    return DeskStrip(live_strip(session, now), waits)
