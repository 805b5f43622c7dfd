"""Proof on one's own past: what the watch would have shown, night by night, with the settings in
force or with others; nothing of it is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.phrase import clauses, enumerated, phrase, word
from commandcenter.domain.plan.plan_changes import ItemChange, amended
from commandcenter.domain.quotes import INNER
from commandcenter.domain.times import date_zh, day_start, iso, minute_zh
from commandcenter.domain.watch.watching import Limits
from commandcenter.late_dataclass import dataclass
from commandcenter.offices import failure_log
from commandcenter.offices.opening import opened
from commandcenter.offices.progress import UNHEARD, Progress
from commandcenter.offices.watch_service import failed_words
from commandcenter.services.guard import PROGRAM
from commandcenter.store.database import Database
from commandcenter.store.incident.counts import settled
from commandcenter.store.plan.plan import items_of, version_in_force
from commandcenter.store.plan.plan_files import (
    PlanItem,
    items_of_tables,
    plan_from_items,
    tables_of_items,
)
from commandcenter.store.refusals import require_tables
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.incident.incident import IncidentComplaintRow, IncidentRow
from commandcenter.store.watch.past_signals import PastSignal
from commandcenter.watch.past import PastNight, copy_for, month_of, night_of, nights

DAY = timedelta(days=1)
MOST_NIGHTS = 400
SOURCE = "本局历史数据回测"  # of settings that were saved with that evidence
COPYING = 300  # thousandths of the progress
WHOLE = 1_000


@dataclass(frozen=True, slots=True)
class Lead:
    """A signal that spoke of an incident's complaints, the first one, before it was received here.

    `days`: whole days from the night of the signal to the incident.
    """

    incident_id: int
    incident: str
    received_at: datetime
    signal: PastSignal
    night: datetime
    days: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A signal of two runs over the same nights, by the night it would first be shown in each;
    None: not at all."""

    signal: PastSignal
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class PastRun:
    """`complaints`: registered in the nights' days; 0: there is nothing to judge by."""

    first: date
    last: date
    as_registered: bool
    nights: tuple[PastNight, ...]
    complaints: int
    leads: tuple[Lead, ...]

    @property
    def signals(self) -> tuple[tuple[PastNight, PastSignal], ...]:
        return tuple((night, signal) for night in self.nights for signal in night.new)

    def months(self) -> tuple[tuple[tuple[int, int], int], ...]:
        """Year and month, and how many signals; months without one, too."""
        counted = Counter(month_of(night) for night, _ in self.signals)
        every = dict.fromkeys(map(month_of, self.nights))
        return tuple((month, counted[month]) for month in every)

    @property
    def a_month(self) -> float:
        """Signals in thirty nights."""
        return 30 * len(self.signals) / max(1, len(self.nights))


def run_past(
    db: Database,
    first: date,
    last: date,
    changes: Sequence[ItemChange] = (),
    *,
    as_registered: bool = True,
    progress: Progress = UNHEARD,
) -> PastRun:
    """The nights from `first` to `last`. `changes`: of the plan, only for this.

    Raises RuleBroken for nights that are still to come or are too many, Cancelled.
    """
    with db.read() as session:
        items = _items(session, changes)
        _require_nights(plan_limits(items), first, last, db.clock())
        inside = _complaints(session, first, last)

    def copied(done: int) -> None:
        progress.check()
        progress.report(min(COPYING - 1, done // 2_000), WHOLE)

    copy = copy_for(db, first, last, items, as_registered=as_registered, on_progress=copied)
    try:
        found = []
        count = (last - first).days + 1
        for night in nights(copy, PROGRAM, first, last):
            found.append(night)
            progress.check()
            progress.report(COPYING + (WHOLE - COPYING) * len(found) // count, WHOLE)
    finally:
        copy.close()
    with db.read() as session:
        leads = tuple(_leads(session, found))
    return PastRun(first, last, as_registered, tuple(found), inside, leads)


def compare(before: PastRun, after: PastRun) -> tuple[Compared, ...]:
    """Which signals other settings bring, take away, or show on another night; by time. The same is
    what has half of the smaller one's complaints in common."""
    left = list(before.signals)
    found: list[Compared] = []
    for night, signal in after.signals:
        same = next((pair for pair in left if _alike(pair[1], signal)), None)
        if same is not None:
            left.remove(same)
        found.append(Compared(signal, same[0].at if same else None, night.at))
    found += [Compared(signal, night.at, None) for night, signal in left]
    return tuple(sorted(found, key=lambda each: each.after or each.before or before.nights[0].at))


def _alike(one: PastSignal, other: PastSignal) -> bool:
    mine, theirs = set(one.complaints), set(other.complaints)
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0


def plan_limits(items: Sequence[PlanItem]) -> Limits:
    return Limits.of(plan_from_items(items))


def _items(session: Session, changes: Sequence[ItemChange]) -> list[PlanItem]:
    tables = tables_of_items(items_of(session, version_in_force(session)))
    return items_of_tables(amended(tables, changes) if changes else tables)


def _require_nights(limits: Limits, first: date, last: date, now: datetime) -> None:
    if last < first:
        raise RuleBroken("止日不能早于起日。")
    if (last - first).days >= MOST_NIGHTS:
        raise RuleBroken("一次最多回测 {most} 夜，请缩短起止日期。", most=MOST_NIGHTS)
    if night_of(limits, last) > now:
        raise RuleBroken(
            "{day}的夜间分析还没有到时间，请选更早的止日。", day=date_zh(night_of(limits, last))
        )


def _complaints(session: Session, first: date, last: date) -> int:
    """Of the days that these nights judge."""
    row = ComplaintRow
    within = row.registered_at >= day_start(first - DAY), row.registered_at < day_start(last)
    counted = select(func.count()).select_from(row).where(*within, settled())
    return session.scalar(counted) or 0


def _leads(session: Session, found: Sequence[PastNight]) -> Iterator[Lead]:
    """By incident, in the order in which they were received."""
    spoken: dict[int, tuple[PastNight, PastSignal]] = {}  # by complaint
    for night in found:
        for signal in night.new:
            for number in signal.complaints:
                spoken.setdefault(number, (night, signal))
    links = select(IncidentComplaintRow.incident_id, IncidentComplaintRow.complaint_id).where(
        IncidentComplaintRow.removed_at.is_(None)
    )
    first: dict[int, tuple[PastNight, PastSignal]] = {}
    for incident, complaint in session.execute(links):
        told = spoken.get(complaint)
        if told and (incident not in first or told[0].at < first[incident][0].at):
            first[incident] = told
    rows = session.scalars(
        select(IncidentRow).where(IncidentRow.id.in_(first)).order_by(IncidentRow.received_at)
    )
    for row in rows:
        night, signal = first[row.id]
        days = (row.received_at - night.at) // DAY
        yield Lead(row.id, row.title, row.received_at, signal, night.at, days)


def on_command(url: str, first: str, last: str, *, as_registered: bool) -> PastRun:
    """`first`, `last`: days such as 2026-08-01."""
    with failure_log.logged(), opened(url) as db:
        require_tables(db)
        return run_past(db, _day(first), _day(last), as_registered=as_registered)


def require_span(first: str, last: str, as_of: str) -> None:
    """Raises AskedWrongly for half of a span, or one beside a single moment."""
    if not (first and last):
        raise AskedWrongly("回测要写明 --from 和 --to。")
    if as_of:
        raise AskedWrongly("--as-of 不能与 --from、--to 一起用。")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise AskedWrongly("日期“{day}”写法不对，应如 2026-08-01。", day=words) from error


def as_dict(run: PastRun) -> dict[str, object]:
    """For scripts: times of Beijing, complaints by their ids."""
    return {
        "from": run.first.isoformat(),
        "to": run.last.isoformat(),
        "as_registered": run.as_registered,
        "complaints": run.complaints,
        "a_month": round(run.a_month, 2),
        "nights": [
            {
                "night": iso(night.at),
                "new": [_signal_dict(signal) for signal in night.new],
                "grew": [_signal_dict(signal) for signal in night.grew],
                "failed": {part.value: reason for part, reason in night.failed.items()},
            }
            for night in run.nights
        ],
        "leads": [
            {
                "incident": lead.incident_id,
                "received_at": iso(lead.received_at),
                "signal": lead.signal.number,
                "night": iso(lead.night),
                "days": lead.days,
            }
            for lead in run.leads
        ],
    }


def _signal_dict(signal: PastSignal) -> dict[str, object]:
    return {
        "signal": signal.number,
        "stream": signal.stream.value,
        "key": signal.key,
        "detector": signal.detector.value,
        "title": signal.title,
        "words": signal.words,
        "since": iso(signal.since),
        "until": iso(signal.until),
        "observed": signal.observed,
        "people": signal.people,
        "complaints": list(signal.complaints),
    }


def lines(run: PastRun) -> Iterator[str]:
    """A line a night on which something would have been shown, then the sum."""
    for night in run.nights:
        for kind, signals in (("新提示", night.new), ("继续增多", night.grew)):
            for signal in signals:
                yield f"{minute_zh(night.at)} {kind}：{signal.words}"
        if night.failed:
            yield f"{minute_zh(night.at)} {failed_words(night.failed)}"
    for lead in run.leads:
        yield lead_words(lead)
    yield sum_words(run)


def lead_words(lead: Lead) -> str:
    told = {
        "incident": lead.incident.translate(INNER),
        "title": lead.signal.title.translate(INNER),
        "night": minute_zh(lead.night),
    }
    if lead.days < 0:
        return phrase("事件“{incident}”：接报之后才有提示“{title}”（{night}）。", **told)
    return phrase(
        "事件“{incident}”：提示“{title}”（{night}）早于接报 {days} 天。", **told, days=lead.days
    )


def sum_words(run: PastRun) -> str:
    span = phrase(
        "{first:%Y-%m-%d} 至 {last:%Y-%m-%d} 共 {n} 夜",
        first=run.first, last=run.last, n=len(run.nights),
    )  # fmt: skip
    basis = word("按登记时间回测") if run.as_registered else word("按当时已导入的投诉回测")
    if not run.complaints:
        return phrase("{span}，{basis}：这些天没有投诉数据，无从判断。", span=span, basis=basis)
    return phrase(
        "{span}，{basis}：这些天登记投诉 {complaints:,} 件，会提示 {n} 项，"
        "平均每 30 夜 {month:.1f} 项。",
        span=span, basis=basis, complaints=run.complaints, n=len(run.signals), month=run.a_month,
    )  # fmt: skip


def months_words(now: PastRun, other: PastRun | None = None) -> str:
    """Signals of each month, of both settings where two were tried."""
    if other is None:
        parts = [
            phrase("{year}年{month}月 {n} 项", year=year, month=month, n=n)
            for (year, month), n in now.months()
        ]
        return phrase("按月：{months}。", months=enumerated(parts))
    both = zip(now.months(), other.months(), strict=True)
    parts = [
        phrase("{year}年{month}月 {a} 项、{b} 项", year=year, month=month, a=a, b=b)
        for ((year, month), a), (_, b) in both
    ]
    return phrase("按月（先现行，后试用）：{months}。", months=clauses(parts))


def difference_words(found: Sequence[Compared]) -> str:
    """What the other settings bring and take away, in one sentence."""
    both = [(each.before, each.after) for each in found if each.before and each.after]
    early, late = sum(b > a for b, a in both), sum(b < a for b, a in both)
    lost, gained = sum(not each.after for each in found), sum(not each.before for each in found)
    values = {"n": len(both), "lost": lost, "gained": gained}
    if early or late:
        return phrase(
            "比较：都提示 {n} 项（其中试用早 {early} 项、晚 {late} 项），"
            "试用不再提示 {lost} 项，试用新提示 {gained} 项。",
            early=early, late=late, **values,
        )  # fmt: skip
    return phrase("比较：都提示 {n} 项，试用不再提示 {lost} 项，试用新提示 {gained} 项。", **values)
