"""Boards of alarms made by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

from commandcenter.domain.alarms.alarm import Priority, Standing
from commandcenter.domain.times import from_local
from commandcenter.queries.alarms.board import AlarmBoard, AlarmLine, EngineState
from commandcenter.queries.offers import Offer

NOW = from_local(2026, 11, 26, 9, 7, 57)
ALL = tuple(Offer(key) for key in ("acknowledge", "ring", "shelve"))

LINE = AlarmLine(
    id=1,
    version=1,
    key="unanswered/call:1",
    kind="unanswered",
    priority=Priority.HIGH,
    standing=Standing.UNACKNOWLEDGED,
    title="带班领导罗敏两次未接",
    place="“11·26”育新学校疑似食物中毒",
    todo="值班员请立即再次叫应罗敏；仍未接通的叫应其代理人。",
    since=NOW - timedelta(seconds=38),
    due_at=None,
    raised_at=NOW - timedelta(seconds=38),
    incident_id=None,
    act="call_ups",
    act_id=None,
    act_word="去叫应",
    reached=("值班员李蔚",),
    next_to="副总指挥杜川",
    next_at=NOW + timedelta(seconds=50),
    acknowledged_by="",
    acknowledged_at=None,
    shelved_by="",
    shelved_why="",
    shelved_until=None,
    count=1,
    members=(1,),
    sounds=True,
    offers=ALL,
    room=False,
)


def line(number: int = 1, **changed: object) -> AlarmLine:
    fields = {"id": number, "key": f"limit/obligation:{number}", "members": (number,)}
    return replace(LINE, **fields | changed)  # type: ignore[arg-type]  # by their names


def seen(at: AlarmLine, by: str = "李蔚") -> AlarmLine:
    """Acknowledged a moment ago."""
    return replace(
        at,
        standing=Standing.ACKNOWLEDGED,
        sounds=False,
        acknowledged_by=by,
        acknowledged_at=at.raised_at,
        offers=(),
    )


def board(*lines: AlarmLine, now: datetime = NOW, **parts: object) -> AlarmBoard:
    engine = EngineState(alive=True, seat="", last=None)
    whole = AlarmBoard(lines, (), (), (), engine, now)
    return replace(whole, **parts)  # type: ignore[arg-type]  # by their names


def moved(at: AlarmLine, by: timedelta) -> AlarmLine:
    """The same, so much later."""
    names = ("since", "due_at", "raised_at", "next_at", "acknowledged_at", "shelved_until")
    times = {name: getattr(at, name) for name in names}
    return replace(at, **{name: time and time + by for name, time in times.items()})
