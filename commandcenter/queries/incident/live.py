"""All live incidents beside each other: the strip of desk and wall, from the 接报 on."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import UNDONE, Obligation, ObligationState
from commandcenter.domain.command.tasks import PLACE, late_of
from commandcenter.domain.incident.incident import LIVE, Standing, State, main_of
from commandcenter.domain.level import Level
from commandcenter.domain.phrase import word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.releases.release_authority import graver
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.running_log import LogLine, log_lines
from commandcenter.queries.incident.place_words import public_places
from commandcenter.queries.reports.pending import PendingDecision, pending, pending_of_bureau
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.incident.incident_kind import has_cases, incident_kind
from commandcenter.store.incident.leading_body import lead_words
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.incident.incident import IncidentRow

OVER = (State.ENDED, State.AFTERMATH)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One obligation by its clock; of several places the one that is due first. `place`: which."""

    title: str
    due_at: datetime | None
    done_at: datetime | None = None
    place: str = ""
    added: bool = False  # entered after its limit


@dataclass(frozen=True, slots=True)
class LiveIncident:
    """`level`: the response, before it the grade; None: not graded, then limits run by
    `provisional` (暂按). `since`: what they count from (最早获知, else 接报). `following`: the next
    limit to come; `late`: open past its limit; `closed`: all that are done; `coming`: what runs on
    a clock, the next first; `done`: of the plan's own, the newest first.
    """

    id: int
    title: str
    public_title: str
    state: State
    level: Level | None
    responding: bool
    provisional: Level | None
    since: datetime
    activated_at: datetime | None
    lead: str
    pinned: bool
    late: int
    closed: int
    coming: tuple[StepLine, ...] = ()
    done: tuple[StepLine, ...] = ()

    @property
    def following(self) -> StepLine | None:
        return self.coming[0] if self.coming else None


@dataclass(frozen=True, slots=True)
class LiveStrip:
    """`live` in the order of opening, never re-ordered; `main`: of the wall; `over`: titles of
    those whose response has ended (后期处置), by id.
    """

    live: tuple[LiveIncident, ...]
    main: int | None
    over: tuple[tuple[int, str], ...]
    now: datetime


def live_strip(session: Session, now: datetime) -> LiveStrip:
    """One reading of the incidents, one of the book."""
    return read_once(session, ("live", now), lambda: _read(session, now))


def _read(session: Session, now: datetime) -> LiveStrip:
    rows = all_incidents(session)
    live = [row for row in rows if row.state in LIVE]
    book = obligations_of(session, {row.id for row in live}, now) if live else ()
    lines = (_line(session, row, [o for o in book if o.incident_id == row.id], now) for row in live)
    return LiveStrip(
        live=tuple(sorted(lines, key=lambda line: line.id)),
        main=main_of(_standing(session)),
        over=tuple((row.id, row.title) for row in rows if row.state in OVER),
        now=now,
    )


def _standing(session: Session) -> list[Standing]:
    return [
        Standing(row.id, graver(row.grade, row.response), row.received_at, row.pinned_at)
        for row in all_incidents(session)
        if row.state in LIVE
    ]


@dataclass(frozen=True, slots=True)
class WallIncidents:
    """Which incidents the wall shows. `food`: the main one is of a food kind, `foods`: which of the
    others are; `pinned`: somebody has made it the main one.
    """

    main: int | None
    others: tuple[int, ...] = ()  # by the same rule
    food: bool = False
    pinned: bool = False
    foods: tuple[int, ...] = ()


def wall_incidents(session: Session) -> WallIncidents:
    ordered, rest = list[int](), _standing(session)
    while (first := main_of(rest)) is not None:
        ordered.append(first)
        rest = [each for each in rest if each.id != first]
    if not ordered:
        return WallIncidents(None)
    row, others = session.get_one(IncidentRow, ordered[0]), tuple(ordered[1:])
    food, pinned = has_cases(session, row), row.pinned_at is not None
    foods = tuple(n for n in others if has_cases(session, session.get_one(IncidentRow, n)))
    return WallIncidents(ordered[0], others, food, pinned, foods)


@dataclass(frozen=True, slots=True)
class WaitingDecision:
    """待决事项 with its incident; None: the bureau's own. `name`: where the level does
    not tell which."""

    incident_id: int | None
    level: Level | None
    decision: PendingDecision
    name: str = ""


@dataclass(frozen=True, slots=True)
class WaitingDecisions:
    """Oldest first, no more than the bureau has set; `live`: how many incidents are."""

    decisions: tuple[WaitingDecision, ...]
    live: int


def waiting_decisions(session: Session) -> WaitingDecisions:
    """Of all live incidents; while nothing of these waits, what waits of the bureau itself."""
    live = [row for row in all_incidents(session) if row.state in LIVE]
    names = _names(live)
    found = [
        WaitingDecision(row.id, row.response or row.grade, decision, names[row.id])
        for row in live
        for decision in pending(session, row.id)
    ]
    ordered = sorted(found, key=lambda each: (each.decision.since, each.incident_id))
    own = () if ordered else pending_of_bureau(session)
    ordered += [WaitingDecision(None, None, each) for each in own]
    most = plan_of(session).number("pending_lines")
    return WaitingDecisions(tuple(ordered[:most]), len(live))


DATED = re.compile("^“[^”]*”")  # “11·24” before a title


def _names(live: Sequence[IncidentRow]) -> dict[int, str]:
    """By id the short public name of an incident that has its level with another, else ""."""
    levels = Counter(row.response or row.grade for row in live)
    return {
        row.id: DATED.sub("", row.public_title).removesuffix("事件")
        if levels[row.response or row.grade] > 1
        else ""
        for row in live
    }


def provisional_of(session: Session, row: IncidentRow) -> Level | None:
    """By which level limits run while none is decided."""
    if row.response or row.grade:
        return None
    kind = incident_kind(session, row)
    return kind.provisional if kind else None


def _line(
    session: Session, row: IncidentRow, book: Sequence[Obligation], now: datetime
) -> LiveIncident:
    plan, level = plan_of(session, row.plan_version_id), row.response or row.grade
    undone = [each for each in book if each.state in UNDONE]
    own = [each for each in book if is_plan_step(plan, each)]
    places = {f"{PLACE}{n}": words for n, words in public_places(session, row.id, now).items()}
    return LiveIncident(
        id=row.id,
        title=row.title,
        public_title=row.public_title,
        state=row.state,
        level=level,
        responding=row.response is not None,
        provisional=provisional_of(session, row),
        since=min(row.known_at or row.received_at, row.received_at),
        activated_at=row.activated_at,
        lead=lead_words(session, row, level) if level else "",
        pinned=row.pinned_at is not None,
        late=late_of(undone, now),
        closed=sum(each.state is ObligationState.DONE for each in book),
        coming=tuple(_coming(own, places, now)),
        done=tuple(_done(own, places)),
    )


def is_plan_step(plan: PlanData, each: Obligation) -> bool:
    """What the plan itself wants; what a row asks for may name people, and is no wall's."""
    item = plan.obligations.get(each.code)
    return item is not None and not item.asks


def _coming(
    book: Sequence[Obligation], places: Mapping[str, str], now: datetime
) -> Iterator[StepLine]:
    """By their limits, each title once; what is late is told as a number, not here."""
    due = [(each.due_at, each.position, each.title, places.get(each.about, "")) for each in book
           if each.state in UNDONE and each.due_at and each.due_at >= now]  # fmt: skip
    seen = set[str]()
    for due_at, _, title, place in sorted(due):
        if title not in seen:
            seen.add(title)
            yield StepLine(word(title), due_at, place=place)


def _done(book: Sequence[Obligation], places: Mapping[str, str]) -> Iterator[StepLine]:
    done = [(each.done_at, each.title, each.due_at, places.get(each.about, ""),
             each.added_at is not None) for each in book
            if each.state is ObligationState.DONE and each.done_at]  # fmt: skip
    for done_at, title, due_at, place, added in sorted(
        done, reverse=True, key=lambda line: line[:2]
    ):
        yield StepLine(word(title), due_at, done_at, place, added)


@dataclass(frozen=True, slots=True)
class WallNews:
    """The newest line of the log that is shown outside, of any live incident; with the level of
    its incident where two are live, and its `name` where the level does not tell which.
    """

    line: LogLine | None
    level: Level | None
    several: bool
    name: str = ""


def wall_news(session: Session, *, for_visitors: bool = False) -> WallNews:
    live = [row for row in all_incidents(session) if row.state in LIVE]
    names = _names(live)
    found = [
        (line.at, line.id, line, row.response or row.grade, names[row.id])
        for row in live
        for line in log_lines(session, row.id, limit=1, wall_only=True, for_visitors=for_visitors)
    ]
    if not found:
        return WallNews(None, None, len(live) > 1)
    *_, line, level, name = max(found, key=lambda each: each[:2])
    return WallNews(line, level, len(live) > 1, name)
