"""One run of the watch over what is known at a moment: values in, findings out, nothing written.

A quick run looks at the hours just past (rules, bursts); a full one also at the days (baseline,
neighbouring towns, matters in texts). The same moment gives the same findings, whoever asks and
however the complaints were read. Each part runs for itself: one that raises is left out.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import numpy as np

from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.times import day_start
from commandcenter.domain.watch.signal import Detector
from commandcenter.domain.watch.watch_parts import OF_NIGHT, OF_QUICK, Part
from commandcenter.domain.watch.watching import Limits, rules
from commandcenter.late_dataclass import dataclass
from commandcenter.services.watch.mentions import Mentions, finder, mentions_of
from commandcenter.store.database import Database, Query, apart
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.types import from_micros, to_micros
from commandcenter.store.watch.stream_days import DayCounts
from commandcenter.store.watch.stream_news import News, news
from commandcenter.store.watch.stream_night import last_day, read_days
from commandcenter.store.watch.stream_texts import (
    Text,
    TownPlace,
    texts_before,
    texts_of,
    town_places,
)
from commandcenter.store.watch.streams import Bools, Rows, Window
from commandcenter.watch.areas import areas
from commandcenter.watch.attempt import Failures, attempt
from commandcenter.watch.bursts import bursts
from commandcenter.watch.daily import Alarm, alarms
from commandcenter.watch.findings import Finding, finding_of, micros
from commandcenter.watch.matters import Told, read_matters, text_matters
from commandcenter.watch.naming import WIDE, Sample, with_names
from commandcenter.watch.rules import by_rules

LOOK_BACK = timedelta(hours=3)  # records come up to an hour and a quarter after registration
SPARE_DAYS = 3
Since = Mapping[Part, datetime | None]
Judge = Callable[[int, Bools | None], list[Finding]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What all parts of a run look at."""

    rows: Rows
    plan: PlanData
    limits: Limits
    as_of: datetime


def window_days(limits: Limits) -> int:
    """How many days of single complaints a run needs."""
    weeks = 7 * limits.weeks + SPARE_DAYS
    return max(weeks, 2 * limits.area_days + SPARE_DAYS, limits.long_days + SPARE_DAYS)


def new_window(plan: PlanData) -> Window:
    limits = Limits.of(plan)
    return Window(window_days(limits), limits.illness, finder)


def start_of(as_of: datetime, since: datetime | None) -> datetime:
    """What ends after this a quick run judges anew, and what came after it is new to it.

    `since`: the run before, when it lies further back than usual.
    """
    return min(as_of, since or as_of) - LOOK_BACK


def _gathering(seen: Seen, new: News, since: datetime | None, judge: Judge) -> list[Finding]:
    """What gathers now, and what gathered in days past with those of `new` that came late."""
    rows, first = seen.rows, to_micros(start_of(seen.as_of, since))
    findings = judge(first, None)
    until = to_micros(seen.as_of)
    oldest = until - micros(timedelta(days=seen.limits.long_days))  # what comes later is history
    late = new.among(rows) & (rows.at <= first) & (rows.at > oldest)
    if late.any():
        begun = int(np.min(rows.at[late])) - 1
        findings += [each for each in judge(begun, late) if not _covered(each, findings)]
    return findings


def _covered(finding: Finding, found: Iterable[Finding]) -> bool:
    """Whether it says nothing that is not among these."""
    what = finding.stream, finding.key, finding.detector
    return any(
        what == (f.stream, f.key, f.detector) and set(finding.ids) <= set(f.ids) for f in found
    )


def _rules(seen: Seen, new: News, since: datetime | None) -> list[Finding]:
    by = rules(seen.plan)
    return _gathering(seen, new, since, lambda first, late: by_rules(seen.rows, by, first, late))


def _bursts(seen: Seen, new: News, since: datetime | None) -> list[Finding]:
    until = to_micros(seen.as_of)
    return _gathering(
        seen, new, since,
        lambda first, late: bursts(seen.rows, seen.limits, first, until, late),
    )  # fmt: skip


def _end_of(seen: Seen) -> int:
    return to_micros(day_start(last_day(seen.as_of) + timedelta(days=1)))


def _days(seen: Seen, counts: DayCounts) -> list[Finding]:
    """What is more than usual of the last whole days."""
    told = (_daily(seen.rows, a, _end_of(seen)) for a in alarms(counts, seen.plan, seen.limits))
    return [finding for finding in told if finding]


def _towns(seen: Seen, towns: Sequence[TownPlace]) -> list[Finding]:
    rows, limits, end = seen.rows, seen.limits, _end_of(seen)
    known = int((end - rows.at[0]) // micros(timedelta(days=1))) if len(rows.at) else 0
    days = min(known, 2 * limits.area_days)
    return areas(rows, towns, limits, end, days) if days > limits.long_days else []


def _matters(seen: Seen, told: Told) -> list[Finding]:
    return text_matters(told, seen.limits)


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
    return finding_of(
        rows, alarm.kind, where, Detector.DAILY, span, expected=alarm.expected, surprise=surprise
    )


Judged = Callable[[], list[Finding]]


def _gathered(seen: Seen, since: datetime | None, judge: Callable[..., Any]) -> Query[Judged]:
    start = start_of(seen.as_of, since)
    return lambda session: partial(judge, seen, news(session, start, seen.as_of), since)


def _reader(seen: Seen, part: Part, since: Since) -> Query[Judged]:
    """Reads what the part needs beside the rows, and gives what judges it."""
    as_of, limits = seen.as_of, seen.limits
    match part:
        case Part.RULES:
            return _gathered(seen, since.get(part), _rules)
        case Part.BURSTS:
            return _gathered(seen, since.get(part), _bursts)
        case Part.DAILY:
            return lambda s: partial(_days, seen, read_days(s, limits, as_of))
        case Part.AREAS:
            return lambda s: partial(_towns, seen, town_places(s))
        case _:
            return lambda s: partial(_matters, seen, read_matters(limits, as_of)(s))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for garbage: a run leaves none, and to go through all that it has
    read, over and over, costs a sixth of a night."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@uncollected()
def look(
    db: Database,
    as_of: datetime,
    parts: Collection[Part],
    failed: Failures,
    *,
    window: Window | None = None,
    since: Since | None = None,
) -> list[Finding]:
    """Read and judge these parts; without a `window` everything is read anew.

    A part that raises is left out and noted in `failed`.
    """
    ready: dict[Part, Judged | None] = {}
    with db.read() as session:
        plan = plan_of(session)
        rows = (window or new_window(plan)).at(session, as_of)
        seen = Seen(rows, plan, Limits.of(plan), as_of)
        for part in OF_NIGHT:
            if part in parts:
                reader = _reader(seen, part, since or {})
                ready[part] = attempt(part, partial(apart, session, reader), failed)
    found: dict[Part, list[Finding]] = {}
    for part in reversed(list(ready)):  # the texts first, and gone: they and the years are much
        if judged := ready.pop(part):
            found[part] = attempt(part, judged, failed) or []
            del judged
    findings = [finding for part in OF_NIGHT for finding in found.get(part, ())]
    if any(finding.stream in WIDE for finding in findings):
        with db.read() as session:
            name = partial(apart, session, _named(seen, findings))
            return attempt(Part.WORDS, name, failed) or findings
    return findings


def _named(seen: Seen, findings: Sequence[Finding]) -> Query[list[Finding]]:
    return lambda s: with_names(
        seen.rows,
        findings,
        seen.limits,
        _sample(
            partial(texts_of, s), partial(texts_before, s, seen.as_of), partial(mentions_of, s)
        ),
    )


def _sample(
    now: Callable[[Sequence[int]], Sequence[Text]],
    before: Callable[[datetime], Sequence[Text]],
    mentions: Callable[[], Mentions],
) -> Sample:
    def read(ids: Sequence[int]) -> tuple[Sequence[Text], Sequence[Text], Mentions]:
        texts = now(ids)
        earlier = before(from_micros(min(text.at for text in texts))) if texts else ()
        return texts, earlier, mentions()

    return read


def detect(
    db: Database,
    as_of: datetime,
    *,
    full: bool,
    window: Window | None = None,
    since: datetime | None = None,
    failed: Failures | None = None,
) -> list[Finding]:
    """All parts of a quick run, or of a night's; parts left out are noted in `failed`."""
    noted = {} if failed is None else failed
    parts = OF_NIGHT if full else OF_QUICK
    return look(
        db, as_of, parts, noted, window=window, since=dict.fromkeys(OF_QUICK, since)
    )  # fmt: skip
