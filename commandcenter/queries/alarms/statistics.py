"""告警统计: how many a shift had, which most often, which stood longest, how soon acknowledged.

Held against the figures of EEMUA 191, as known from secondary sources: no conformity is claimed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.alarms.alarm import Priority
from commandcenter.domain.alarms.alarm_items import QUIET_RATE, UPSET_RATE, Rules, rules_of
from commandcenter.domain.alarms.machine import AlarmAct
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now
from commandcenter.store.people import names
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.alarms.alarm import AlarmRow
from commandcenter.store.tables.alarms.alarm_act import AlarmActRow
from commandcenter.store.tables.person import DutyRow

TEN = timedelta(minutes=10)
ALARMING = (AlarmAct.RAISED, AlarmAct.RISEN, AlarmAct.AGAIN, AlarmAct.CHANGED)
MOST = 10
NOTE = word("EEMUA 191 的数字据二手资料，不主张符合标准")


@dataclass(frozen=True, slots=True)
class Often:
    """A kind of alarm, how often it was raised, and of a hundred how many were of it."""

    kind: str
    title: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Longest:
    id: int
    title: str
    place: str
    raised_at: datetime
    until: datetime | None  # None: it still stands
    lasted: timedelta


@dataclass(frozen=True, slots=True)
class Rate:
    """Ten minutes: how many alarms came, and whether that is more than one seat can take."""

    since: datetime
    count: int
    over: bool


@dataclass(frozen=True, slots=True)
class ShiftStatistics:
    """A turn of the roster, or the whole time where there is none. Times to acknowledge: the
    median and what nine of ten stayed below; None where nothing was acknowledged.

    `quiet`, `upset`: what a seat can take in ten minutes; `over_quiet`, `over_upset`: in how many
    of the ten minutes there were more.
    """

    since: datetime
    until: datetime
    who: str
    raised: int
    by_priority: tuple[tuple[Priority, int], ...]
    acknowledged: int
    escalated: int
    median: timedelta | None
    ninety: timedelta | None
    often: tuple[Often, ...]
    longest: tuple[Longest, ...]
    rates: tuple[Rate, ...]
    over_quiet: int
    over_upset: int
    quiet: int
    upset: int
    note: str = NOTE


def alarm_statistics(
    session: Session, actor: Actor, since: datetime, until: datetime
) -> tuple[ShiftStatistics, ...]:
    """Each turn of duty in that time, oldest first. What the actor may not read is not counted."""
    at, rules = now(session), rules_of(plan_of(session))
    alarms = session.scalars(
        select(AlarmRow).where(
            AlarmRow.raised_at < until,
            or_(AlarmRow.cleared_at.is_(None), AlarmRow.cleared_at >= since),
        )
    ).all()
    acts = session.scalars(
        select(AlarmActRow)
        .where(AlarmActRow.at >= since, AlarmActRow.at < until)
        .order_by(AlarmActRow.at, AlarmActRow.id)
    ).all()
    shifts = _shifts(session, since, min(until, at))
    return tuple(_shift(shift, alarms, acts, rules, at) for shift in shifts)


Shift = tuple[datetime, datetime, str]


def _shifts(session: Session, since: datetime, until: datetime) -> list[Shift]:
    row = DutyRow
    turns = session.execute(
        select(row.starts_at, row.ends_at, row.person_id)
        .where(row.role == Role.DUTY, row.starts_at < until, row.ends_at > since)
        .order_by(row.starts_at)
    ).all()
    known = names(session).by_id
    return [
        (max(begins, since), min(ends, until), known.get(person, ""))
        for begins, ends, person in turns
    ] or [(since, until, "")]


def _shift(
    shift: Shift,
    alarms: Sequence[AlarmRow],
    acts: Sequence[AlarmActRow],
    rules: Rules,
    at: datetime,
) -> ShiftStatistics:
    since, until, who = shift
    own = [act for act in acts if since <= act.at < until]
    raised = [act for act in own if act.act in ALARMING]
    kinds = {row.id: row.kind for row in alarms}
    waited = _waited(own)
    rates = _rates(raised, since, until, rules.number(UPSET_RATE))
    return ShiftStatistics(
        since=since, until=until, who=who, raised=len(raised),
        by_priority=tuple((p, sum(act.priority is p for act in raised)) for p in Priority),
        acknowledged=len(waited), escalated=sum(a.act is AlarmAct.ESCALATED for a in own),
        median=timedelta(seconds=median(waited)) if waited else None, ninety=_ninety(waited),
        often=_often([kinds.get(act.alarm_id, "") for act in raised], rules),
        longest=_longest(alarms, since, until, at), rates=rates,
        over_quiet=sum(rate.count > rules.number(QUIET_RATE) for rate in rates),
        over_upset=sum(rate.over for rate in rates),
        quiet=rules.number(QUIET_RATE), upset=rules.number(UPSET_RATE),
    )  # fmt: skip


def _waited(acts: Iterable[AlarmActRow]) -> list[float]:
    """Seconds from what alarmed last to the acknowledgement."""
    asked: dict[int, datetime] = {}
    found = []
    for act in acts:
        if act.act in ALARMING:
            asked.setdefault(act.alarm_id, act.at)
        elif act.act is AlarmAct.ACKNOWLEDGED and act.alarm_id in asked:
            found.append((act.at - asked.pop(act.alarm_id)).total_seconds())
    return sorted(found)


def _ninety(waited: Sequence[float]) -> timedelta | None:
    if not waited:
        return None
    return timedelta(seconds=waited[max(0, -(-9 * len(waited) // 10) - 1)])


def _often(kinds: Sequence[str], rules: Rules) -> tuple[Often, ...]:
    titles = {code: item.title for code, item in rules.items.items()}
    return tuple(
        Often(kind, titles.get(kind, kind), count, round(100 * count / len(kinds)))
        for kind, count in Counter(kind for kind in kinds if kind).most_common(MOST)
    )


def _longest(
    alarms: Iterable[AlarmRow], since: datetime, until: datetime, at: datetime
) -> tuple[Longest, ...]:
    """Those that stood in this time, by how long they have stood."""
    found = []
    for row in alarms:
        ended = row.cleared_at
        if row.raised_at < until and (ended is None or ended >= since):
            lasted = (ended or min(until, at)) - row.raised_at
            found.append(
                Longest(row.id, word(row.title), word(row.place), row.raised_at, ended, lasted)
            )
    return tuple(sorted(found, key=lambda each: (-each.lasted, each.id))[:MOST])


def _rates(
    raised: Iterable[AlarmActRow], since: datetime, until: datetime, most: int
) -> tuple[Rate, ...]:
    counts = Counter(int((act.at - since) / TEN) for act in raised)
    slots = -(-int((until - since).total_seconds()) // int(TEN.total_seconds()))
    return tuple(Rate(since + n * TEN, counts[n], counts[n] > most) for n in range(slots))
