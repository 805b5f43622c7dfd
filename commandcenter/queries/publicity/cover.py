"""Which risk is answered (plan 7.1): the first categories of the risk ledger, what is done.

The first of today, as the page 风险 ranks them; and behind them what was planned for another.
"""

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.activities import RISKS, ActivityState
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.times import local
from commandcenter.domain.watch.risk import Band, Scope
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.publicity.activities import ActivityLine, activity_lines
from commandcenter.queries.publicity.cases import CaseLine, case_lines
from commandcenter.queries.watch.risk import risk_board
from commandcenter.store.plan.plan import plan_of

USUAL = 6  # of a plan that was adopted before it was asked


@dataclass(frozen=True, slots=True)
class CoverLine:
    """`rank`: its place in the risk ledger, 0 behind those that are asked for. `held`, `planned`:
    topics of the year that runs. `next_at`: of those planned; `late`: how many should have been.
    """

    category: str
    rank: int
    points: int
    band: Band | None
    people: int
    held: tuple[str, ...]
    planned: tuple[str, ...]
    cases: tuple[str, ...]
    late: int
    next_at: datetime | None

    @property
    def bare(self) -> bool:
        """Nothing answers it, though it is one of the first."""
        return self.rank > 0 and not (self.held or self.planned or self.cases)


@dataclass(frozen=True, slots=True)
class CoverBoard:
    """`lines`: by rank; `bare`: how many of the first nothing answers."""

    lines: tuple[CoverLine, ...]
    asked: int
    bare: int
    year: int
    offers: tuple[Offer, ...]  # plan
    now: datetime


def cover_board(session: Session, actor: Actor, now: datetime) -> CoverBoard:
    plan = plan_of(session)
    asked = plan.number(RISKS) if RISKS in plan.settings else USUAL
    year, lines_there = local(now).year, activity_lines(session, actor, now)
    done = _by_category([x for x in lines_there if x.at and local(x.at).year == year])
    told = _told(case_lines(session, actor), year)
    ranked = risk_board(session, actor, Scope.CATEGORY, now).lines[:asked]
    lines = [
        _line(risk.key, rank, risk.points, risk.band, risk.people, done, told)
        for rank, risk in enumerate(ranked, 1)
    ]
    first = {line.category for line in lines}
    others = sorted((set(done) | set(told)) - first)
    lines += [_line(each, 0, 0, None, 0, done, told) for each in others]
    return CoverBoard(
        lines=tuple(lines),
        asked=asked,
        bare=sum(line.bare for line in lines),
        year=year,
        offers=only(offer("plan", plan.rights, actor, Action.KEEP_PUBLICITY, Matter())),
        now=now,
    )


Done = dict[str, list[ActivityLine]]


def _by_category(lines: list[ActivityLine]) -> Done:
    found: Done = defaultdict(list)
    for line in lines:
        if line.category and line.state is not ActivityState.CALLED_OFF:
            found[line.category].append(line)
    return dict(found)


def _told(cases: list[CaseLine], year: int) -> dict[str, list[str]]:
    """Titles of the cases of the year that are out."""
    found = defaultdict[str, list[str]](list)
    for case in cases:
        out = case.published_at is not None and local(case.published_at).year == year
        if case.category and out and case.is_out:
            found[case.category].append(case.title)
    return dict(found)


def _line(
    category: str,
    rank: int,
    points: int,
    band: Band | None,
    people: int,
    done: Done,
    told: dict[str, list[str]],
) -> CoverLine:
    lines = done.get(category, [])
    ahead = [x for x in lines if x.state in (ActivityState.PLANNED, ActivityState.LATE)]
    days = [x.due_at for x in ahead if x.due_at and x.state is ActivityState.PLANNED]
    return CoverLine(
        category=category,
        rank=rank,
        points=points,
        band=band,
        people=people,
        held=tuple(x.topic for x in lines if x.state is ActivityState.HELD),
        planned=tuple(x.topic for x in ahead),
        cases=tuple(told.get(category, ())),
        late=sum(x.state is ActivityState.LATE for x in ahead),
        next_at=min(days, default=None),
    )
