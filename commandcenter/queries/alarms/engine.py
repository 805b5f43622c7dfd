"""Whether the alarms are worked out at all: asked every few seconds by every desk and the wall."""

from sqlalchemy.orm import Session

from commandcenter.queries.alarms.board import EngineState
from commandcenter.store.alarms.alarm_rows import last_beat


def engine_state(session: Session) -> EngineState:
    """One statement, or two."""
    beat = last_beat(session)
    return EngineState(alive=beat.alive, seat=beat.seat, last=beat.last)
