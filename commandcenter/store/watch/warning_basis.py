"""What a warning rests on: its signals, the complaints it is about, what its lifting shows."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase, put_in, word
from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.warning import LiftLine, first_by, quiet_days
from commandcenter.domain.watch.warning_items import StepState
from commandcenter.late_dataclass import dataclass
from commandcenter.store.incident.counts import settled
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.watch.warning import TraderTalkRow, WarningRow, WarningStepRow
from commandcenter.store.tables.watch.watch import SignalRow

if TYPE_CHECKING:
    from commandcenter.store.tables.watch.warning_act import WarningActRow

USUAL_DAYS = 28  # before the first sign: what is usual of the same traders
DAY = timedelta(days=1)
NO_COURSE = word("未指明经营主体，也没有监测提示")
UNSETTLED = and_(TraderTalkRow.promised != "", TraderTalkRow.kept.is_not(true()))


@dataclass(frozen=True, slots=True)
class Course:
    """Complaints of the warning's kind since its first sign; `usual` a day before it."""

    since: datetime
    usual: float
    times: tuple[datetime, ...]


def warning_of(session: Session, warning_id: int) -> WarningRow:
    row = session.get(WarningRow, warning_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预警。", id=warning_id)
    return row


def signals_of(session: Session, warning_id: int) -> list[SignalRow]:
    """The signals it was drafted from; what was merged into them hangs on them."""
    rows = select(SignalRow).where(SignalRow.warning_id == warning_id).order_by(SignalRow.id)
    key = ("signals of a warning", warning_id)
    return list(read_once(session, key, lambda: session.scalars(rows).all()))


def last_act(session: Session, warning_id: int) -> "WarningActRow | None":
    # no start reads it
    from commandcenter.store.tables.watch.warning_act import WarningActRow

    return session.scalars(
        select(WarningActRow)
        .where(WarningActRow.warning_id == warning_id)
        .order_by(WarningActRow.id.desc())
        .limit(1)
    ).first()


def acted_by(act: "WarningActRow | None") -> str:
    return first_by(act.by, act.at) if act else ""


def like(signal: SignalRow) -> ColumnElement[bool]:
    """The complaints that the signal's stream counts, before and after it."""
    if signal.subject_id is not None:
        return ComplaintRow.subject_id == signal.subject_id
    if signal.brand:
        return ComplaintRow.brand == signal.brand
    wanted: list[ColumnElement[bool]] = []
    if signal.category:
        wanted.append(ComplaintRow.category == signal.category)
    if signal.problem:
        wanted.append(ComplaintRow.problem == signal.problem)
    if signal.town:
        wanted.append(ComplaintRow.town == signal.town)
    if signal.channel is not None:
        wanted.append(ComplaintRow.channel == signal.channel)
    if signal.districts:
        wanted.append(ComplaintRow.district.in_(signal.districts))
    return and_(*wanted) if wanted else false()


def course(session: Session, warning: WarningRow, at: datetime) -> Course | None:
    """None where neither a signal nor a trader says which complaints are meant."""
    signals = signals_of(session, warning.id)
    kinds = [like(signal) for signal in signals]
    if warning.subject_id is not None:
        kinds.append(ComplaintRow.subject_id == warning.subject_id)
    if not kinds:
        return None
    since = min([signal.since_at for signal in signals], default=warning.drafted_at)
    meant = and_(or_(*kinds), settled())
    before = session.scalars(
        select(func.count())
        .select_from(ComplaintRow)
        .where(meant, ComplaintRow.registered_at < since)
        .where(ComplaintRow.registered_at >= since - USUAL_DAYS * DAY)
    ).one()
    times = session.scalars(
        select(ComplaintRow.registered_at)
        .where(meant, ComplaintRow.registered_at >= since, ComplaintRow.registered_at <= at)
        .order_by(ComplaintRow.registered_at)
    )
    return Course(since, before / USUAL_DAYS, tuple(times))


def notice_due(session: Session, warning_id: int | None) -> datetime | None:
    """By when its consumer notice should be out: the limit of the measure that asks for it."""
    codes = [m.code for m in plan_of(session).warning_measures.values() if m.notice]
    return session.scalars(
        select(WarningStepRow.deadline_at)
        .where(WarningStepRow.warning_id == warning_id, WarningStepRow.code.in_(codes))
        .order_by(WarningStepRow.id.desc())
        .limit(1)
    ).first()


def open_talks(session: Session, warning: WarningRow) -> list[TraderTalkRow]:
    """Talks whose promise is not known to be kept."""
    return open_talks_of(session, [warning.id])[warning.id]


def open_talks_of(session: Session, ids: Collection[int]) -> dict[int, list[TraderTalkRow]]:
    """The same of several warnings, by warning: of itself and of the signals before it."""
    found: dict[int, list[TraderTalkRow]] = {warning: [] for warning in ids}
    for talk, signal in unsettled_talks(session) if found else ():
        about = {talk.warning_id, signal.warning_id if signal else None}
        for warning in found.keys() & about:
            found[warning].append(talk)
    return found


def unsettled_talks(session: Session) -> Sequence[tuple[TraderTalkRow, SignalRow | None]]:
    """All talks with a promise that is not known to be kept, each with the signal before it."""
    rows = (
        select(TraderTalkRow, SignalRow)
        .outerjoin(SignalRow, SignalRow.id == TraderTalkRow.signal_id)
        .where(UNSETTLED)
        .order_by(TraderTalkRow.id)
    )
    return read_once(
        session, "unsettled talks", lambda: [(talk, s) for talk, s in session.execute(rows)]
    )


def lift_evidence(session: Session, warning: WarningRow, at: datetime) -> tuple[LiftLine, ...]:
    """What the plan's items ask for, beside what the rows say at `at`."""
    found = {
        "quiet_days": _quiet,
        "new_complaints": _new,
        "promises": _promises,
        "measures": _measures,
    }
    lines = []
    for item in plan_of(session).lift_items.values():
        words, met = (
            found[item.code](session, warning, at, item.value)
            if item.code in found
            else (word("没有数据"), None)
        )
        wanted = put_in(item.words, value=item.value)
        lines.append(LiftLine(item.code, item.title, wanted, words, met))
    return tuple(lines)


def kept_evidence(lines: Sequence[LiftLine]) -> list[dict[str, object]]:
    return [
        {"code": x.code, "title": x.title, "wanted": x.wanted, "found": x.found, "met": x.met}
        for x in lines
    ]


def _quiet(
    session: Session, warning: WarningRow, at: datetime, value: int
) -> tuple[str, bool | None]:
    lately = course(session, warning, at)
    if lately is None:
        return NO_COURSE, None
    days = quiet_days(lately.times, at, lately.usual, lately.since)
    words = phrase(
        "已连续 {days} 天不超过平时，平时每天 {usual:.1f} 件", days=days, usual=lately.usual
    )
    return words, days >= value


def _new(
    session: Session, warning: WarningRow, at: datetime, value: int
) -> tuple[str, bool | None]:
    lately = course(session, warning, at)
    if lately is None:
        return NO_COURSE, None
    fresh = sum(at - value * DAY < when for when in lately.times)
    words = phrase(
        "近 {days} 天 {fresh} 件，自 {since}共 {n} 件",
        days=value, fresh=fresh, since=date_zh(lately.since), n=len(lately.times),
    )  # fmt: skip
    return words, fresh == 0


def _promises(
    session: Session, warning: WarningRow, at: datetime, value: int
) -> tuple[str, bool | None]:
    talks = open_talks(session, warning)
    broken = sum(talk.kept is False for talk in talks)
    words = phrase("未兑现或未核对 {n} 项", n=len(talks))
    if broken:
        words = phrase(
            "未兑现或未核对 {n} 项，其中已确认未兑现 {broken} 项", n=len(talks), broken=broken
        )
    return words, len(talks) <= value


def _measures(
    session: Session, warning: WarningRow, at: datetime, value: int
) -> tuple[str, bool | None]:
    rows = session.execute(
        select(WarningStepRow.state, func.count())
        .where(WarningStepRow.warning_id == warning.id)
        .group_by(WarningStepRow.state)
    )
    counts: dict[StepState, int] = dict(rows.all())
    still, done = counts.get(StepState.OPEN, 0), counts.get(StepState.DONE, 0)
    return phrase("已办结 {done} 项，未办结 {open} 项", done=done, open=still), still <= value
