"""What goes out about alarms to people who are at no seat: which acts wait, and for whom."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from commandcenter.domain.alarms.alarm import Standing
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.late_dataclass import dataclass
from commandcenter.store.alarms.alarm_people import Behind, Reached, behind
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from commandcenter.store.tables.seat.seat import SeatRow
from commandcenter.store.tables.setting import SimulatedClockRow

GOES_OUT = (
    AlarmAct.RAISED, AlarmAct.RISEN, AlarmAct.AGAIN, AlarmAct.ESCALATED, AlarmAct.REMINDED
)  # fmt: skip
ENDS = (AlarmAct.SENT, AlarmAct.UNSENT)
LATEST = timedelta(hours=1)  # what is older has been overtaken
AT_SEAT = timedelta(seconds=30)  # a window says so itself every few seconds


@dataclass(frozen=True, slots=True)
class Message:
    """About one act on an alarm that nobody has acknowledged. `to`: who is at no seat."""

    act: AlarmActRow
    alarm: AlarmRow
    to: tuple[Reached, ...]


def waiting_messages(session: Session, at: datetime) -> list[Message]:
    """Oldest first; an act whose people all sit at a seat has none. None of a demo or a drill:
    nothing of it may leave.
    """
    if session.scalar(select(SimulatedClockRow.id).limit(1)) is not None:
        return []
    act, ended = AlarmActRow, aliased(AlarmActRow)
    rows = session.execute(
        select(act, AlarmRow)
        .join(AlarmRow, AlarmRow.id == act.alarm_id)
        .where(act.act.in_(GOES_OUT), act.at > at - LATEST)
        .where(AlarmRow.standing == Standing.UNACKNOWLEDGED, AlarmRow.shelved_by == "")
        .where(~select(ended.id).where(ended.of_act == act.id, ended.act.in_(ENDS)).exists())
        .order_by(act.id)
    ).all()
    if not rows:
        return []
    people, present = behind(session, at), _present(session, at)
    found = []
    for row, alarm in rows:
        to = [each for each in _reached_by(row, alarm, people) if each.person_id not in present]
        if to:
            found.append(Message(row, alarm, tuple(to)))
    return found


def is_noted(session: Session, of_act: int) -> bool:
    """Whether it is told already what became of a message."""
    row = AlarmActRow
    wanted = select(row.id).where(row.of_act == of_act, row.act.in_(ENDS)).limit(1)
    return session.scalar(wanted) is not None


def _present(session: Session, at: datetime) -> set[int]:
    return set(session.scalars(select(SeatRow.person_id).where(SeatRow.at > at - AT_SEAT)))


def _reached_by(act: AlarmActRow, alarm: AlarmRow, people: Behind) -> Sequence[Reached]:
    """Whom this act reached: of a climb those whom it names, else all whom it has reached."""
    reached = people.of(alarm.reached)
    if act.act is not AlarmAct.ESCALATED:
        return reached
    named = set(act.words.split("、"))
    return [each for each in reached if each.words in named]
