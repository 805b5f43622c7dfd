"""One run of the watch over what is known at a moment: values in, findings out, nothing written.

A quick run looks at the hours just past (rules, bursts); a full one also at the days (baseline,
neighbouring towns, words). The same moment gives the same findings, whoever asks and however
the complaints were read.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from commandcenter.domain.plan import PlanData
from commandcenter.domain.signal import Detector
from commandcenter.domain.times import day_start
from commandcenter.domain.watching import Limits, rules
from commandcenter.store.database import Database
from commandcenter.store.plan import plan_of
from commandcenter.store.stream_news import NOTHING, News, news
from commandcenter.store.stream_night import Night, read_night
from commandcenter.store.streams import Rows, Window
from commandcenter.store.types import to_micros
from commandcenter.watch.areas import areas
from commandcenter.watch.bursts import bursts
from commandcenter.watch.daily import Alarm, alarms
from commandcenter.watch.findings import Finding, found, micros
from commandcenter.watch.rules import by_rules
from commandcenter.watch.words import alike

LOOK_BACK = timedelta(hours=3)  # records come up to an hour and a quarter after registration
SPARE_DAYS = 3


def window_days(limits: Limits) -> int:
    """How many days of single complaints a run needs."""
    weeks = 7 * limits.weeks + SPARE_DAYS
    return max(weeks, 2 * limits.area_days + SPARE_DAYS, limits.long_days + SPARE_DAYS)


def new_window(plan: PlanData) -> Window:
    limits = Limits.of(plan)
    return Window(window_days(limits), limits.illness)


def start_of(as_of: datetime, since: datetime | None) -> datetime:
    """What ends after this a quick run judges anew, and what came after it is new to it.

    `since`: the run before, when it lies further back than usual.
    """
    return min(as_of, since or as_of) - LOOK_BACK


def quick(
    rows: Rows, plan: PlanData, as_of: datetime, since: datetime | None = None, new: News = NOTHING
) -> list[Finding]:
    """What gathers now, and what gathered in days past with those of `new` that came late."""
    start, limits = start_of(as_of, since), Limits.of(plan)
    first, until, by = to_micros(start), to_micros(as_of), rules(plan)
    findings = [*by_rules(rows, by, first), *bursts(rows, limits, first, until)]
    oldest = until - micros(timedelta(days=limits.long_days))  # what comes later is history
    late = new.among(rows) & (rows.at <= first) & (rows.at > oldest)
    if late.any():
        begun = int(np.min(rows.at[late])) - 1
        past = by_rules(rows, by, begun, late) + bursts(rows, limits, begun, until, late)
        findings += [each for each in past if not _told(each, findings)]
    return findings


def _told(finding: Finding, found: Iterable[Finding]) -> bool:
    """Whether it says nothing that is not among these."""
    what = finding.stream, finding.key, finding.detector
    return any(
        what == (f.stream, f.key, f.detector) and set(finding.ids) <= set(f.ids) for f in found
    )


def nightly(rows: Rows, read: Night, plan: PlanData) -> list[Finding]:
    """What gathered over the last whole days."""
    limits = Limits.of(plan)
    end = to_micros(day_start(read.last_day + timedelta(days=1)))
    alarmed = [_daily(rows, alarm, end) for alarm in alarms(read.days, plan, limits)]
    known = int((end - rows.at[0]) // micros(timedelta(days=1))) if len(rows.at) else 0
    days = min(known, 2 * limits.area_days)
    clusters = areas(rows, read.towns, limits, end, days) if days > limits.long_days else []
    return [
        *(finding for finding in alarmed if finding),
        *clusters,
        *alike(read.recent, read.before, limits),
    ]


def _daily(rows: Rows, alarm: Alarm, end: int) -> Finding | None:
    keys = rows.keys[alarm.kind]
    if alarm.key not in keys:
        return None
    code = list(keys).index(alarm.key)
    span = timedelta(days=alarm.days)
    inside = (rows.at >= end - micros(span)) & (rows.at < end)
    where = np.flatnonzero(inside & (rows.streams[alarm.kind] == code))
    if not len(where):
        return None
    surprise = -float(np.log10(max(alarm.p_value, 1e-300)))
    return found(
        rows, alarm.kind, where, Detector.DAILY, span, expected=alarm.expected, surprise=surprise
    )


def detect(
    db: Database,
    as_of: datetime,
    *,
    full: bool,
    window: Window | None = None,
    since: datetime | None = None,
) -> list[Finding]:
    """Read and judge; without a `window` everything is read anew."""
    with db.read() as session:
        plan = plan_of(session)
        rows = (window or new_window(plan)).at(session, as_of)
        new = news(session, start_of(as_of, since), as_of)
        read = read_night(session, Limits.of(plan), as_of) if full else None
    findings = quick(rows, plan, as_of, since, new)
    return findings + (nightly(rows, read, plan) if read else [])
