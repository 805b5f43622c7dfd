"""What goes out about alarms to people who are at no seat: which acts wait, and for whom."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
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
UNSENT = "unsent"  # the alarm of messages that do not get out: for seats alone, or it would go on
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
        .where(AlarmRow.kind != UNSENT)
        .where(~select(ended.id).where(ended.of_act == act.id, ended.act == AlarmAct.SENT).exists())
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


@dataclass(frozen=True, slots=True)
class Unsent:
    """The newest message about an alarm that nobody has acknowledged, and which did not get out
    while none has since. `step`: of the alarm then; `words`: whom by which way it did not reach."""

    alarm_id: int
    step: int
    words: str
    at: datetime


def unsent_messages(session: Session) -> list[Unsent]:
    """Oldest first. None once any message got out again, or somebody acknowledged the alarm."""
    act, about, later = AlarmActRow, aliased(AlarmActRow), aliased(AlarmActRow)
    newest_sent = select(func.max(later.id)).where(later.act == AlarmAct.SENT).scalar_subquery()
    newer = select(later.id).where(
        later.alarm_id == about.alarm_id, later.id > about.id, later.act.in_(GOES_OUT)
    )
    rows = session.execute(
        select(act.alarm_id, about.step, act.words, act.at)
        .join(about, about.id == act.of_act)
        .join(AlarmRow, AlarmRow.id == act.alarm_id)
        .where(act.act == AlarmAct.UNSENT, act.id > func.coalesce(newest_sent, 0))
        .where(AlarmRow.standing == Standing.UNACKNOWLEDGED, ~newer.exists())
        .order_by(act.id)
    )
    return [Unsent(*row) for row in rows]


def is_noted(session: Session, of_act: int, act: AlarmAct) -> bool:
    """Whether it is told already that this became of a message."""
    row = AlarmActRow
    wanted = select(row.id).where(row.of_act == of_act, row.act == act).limit(1)
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
