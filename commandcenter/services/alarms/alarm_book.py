"""The engine's own book: what a turn found is written, each change with its act and its line.

Only who works the alarms out writes here; what people do with one is in alarm_acts. The same turn
kept again changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.machine import Alarm, AlarmAct, Move
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.services import book
from commandcenter.store.alarms.alarm_rows import ALARM, values_of
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow

BY = word("自动告警")  # as who the engine acts
KIND = "alarm"
EACH = 10  # changes of a turn that have a line each; more are told together
TOGETHER, TIMED = "changed together", "timed"
# What is stamped by people is never written by the engine.
PEOPLES = ("acknowledged_by", "acknowledged_at", "acknowledged_version")


def keep(session: Session, actor: Actor, moves: Sequence[Move], at: datetime) -> int:
    """Write the moves of a turn, in the caller's transaction. Return how many there were."""
    first = 0
    for move in moves:
        number = _write(session, move)
        for act, words in move.acts:
            add_act(session, number, move.alarm, act, words, BY, at)
        if len(moves) <= EACH:
            verb = move.acts[-1][0].value if move.acts else TIMED
            book.record(session, actor, KIND, number, verb, incident=move.alarm.incident_id)
        else:
            first = first or number
    if first:  # all that lies before the line is its own
        book.record(session, actor, KIND, first, TOGETHER)
    return len(moves)


def _write(session: Session, move: Move) -> int:
    values = values_of(move.alarm)
    if not move.alarm.id:
        return int(session.execute(insert(ALARM).returning(ALARM.c.id), values).scalar_one())
    kept = {name: value for name, value in values.items() if name not in PEOPLES}
    session.execute(update(ALARM).where(ALARM.c.id == move.alarm.id).values(kept))
    return move.alarm.id


def add_act(
    session: Session,
    number: int,
    alarm: Alarm | AlarmRow,
    act: AlarmAct,
    words: str,
    by: str,
    at: datetime,
    of_act: int | None = None,
) -> int:
    row = AlarmActRow(
        alarm_id=number, incident_id=alarm.incident_id, act=act, version=alarm.version,
        priority=alarm.priority,
        step=alarm.step, words=words, of_act=of_act, by=by, at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id
