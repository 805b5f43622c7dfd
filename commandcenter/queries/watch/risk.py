"""The risk ledger (plan 3.1): traders and categories by points, each with its reasons and rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import enumerated
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.watch.risk import (
    Band,
    JudgementAct,
    Measure,
    Reason,
    RiskPoint,
    Scope,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.watch.risk import RiskJudgementRow
from commandcenter.store.watch.risk_past import Asked
from commandcenter.store.watch.risk_ranking import Ranked, Ranking

LIMIT = 60  # lines of a scope that are shown


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody said of a line. `in_force`: a correction that still counts, or a measure
    that is still to be done.
    """

    id: int
    act: JudgementAct
    points: int
    correction: int
    words: str
    due_at: datetime | None
    done_at: datetime | None
    done_words: str
    done_by: str
    by: str
    at: datetime
    in_force: bool
    late: bool


@dataclass(frozen=True, slots=True)
class RiskLine:
    """`key`: the trader's id or the category's name. `points` with the correction in force."""

    scope: Scope
    key: str
    title: str
    county: str
    points: int
    computed: int
    correction: int
    band: Band
    reasons: tuple[Reason, ...]
    people: int
    complaints: int
    judgements: tuple[Judgement, ...]  # newest first
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class RiskBoard:
    """Most points first. `since`: from when each measure is counted; `more`: not shown.

    `approved`: no value of the weighting waits for the bureau's approval.
    """

    scope: Scope
    lines: tuple[RiskLine, ...]
    more: int
    points: tuple[RiskPoint, ...]
    since: Mapping[Measure, datetime]
    high: int
    watch: int
    valid_days: int  # how long a correction counts
    approved: bool
    own: str  # the county's name whose part it is, "" for the city
    now: datetime


def risk_board(session: Session, actor: Actor, scope: Scope, now: datetime) -> RiskBoard:
    plan = plan_of(session)
    asked = Asked(plan.risk_points, now, own_districts(session, actor))
    ranking = Ranking(session, plan, asked)
    ranked = ranking.lines(scope)
    offered = _Offered(plan, actor)
    names = {row.code: row.name for row in session.scalars(select(DistrictRow))}
    return RiskBoard(
        scope=scope,
        lines=tuple(_line(line, offered, now) for line in ranked[:LIMIT]),
        more=max(0, len(ranked) - LIMIT),
        points=tuple(plan.risk_points.values()),
        since={measure: asked.since(measure) for measure in plan.risk_points},
        high=ranking.high,
        watch=ranking.watch,
        valid_days=ranking.valid_days,
        approved=not any(point.proposal for point in plan.risk_points.values()),
        own=enumerated(names[code] for code in sorted(asked.own or ()) if code in names),
        now=now,
    )


class _Offered:
    """What the actor may do to a line: it is the same for each, but for the measures.

    `measures`: what may be done to one, and whether to one that is done.
    """

    measures: ClassVar = {"done": False, "withdraw": False, "reopen": True}

    def __init__(self, plan: PlanData, actor: Actor) -> None:
        matter, rights = Matter(districts=actor.districts()), plan.rights
        keys = ("confirm", "correct", "measure", "inspect", *self.measures)
        self._all = only(*(offer(key, rights, actor, Action.KEEP_RISK, matter) for key in keys))

    def of(self, rows: Iterable[RiskJudgementRow]) -> tuple[Offer, ...]:
        """A measure is done only where one waits, and opened again where one is done."""
        done = {row.done_at is not None for row in rows if row.act is JudgementAct.MEASURE}
        return tuple(
            each for each in self._all
            if each.key not in self.measures or self.measures[each.key] in done
        )  # fmt: skip


def _line(ranked: Ranked, offered: _Offered, now: datetime) -> RiskLine:
    return RiskLine(
        scope=ranked.scope,
        key=ranked.key,
        title=ranked.title,
        county=ranked.county,
        points=ranked.points,
        computed=ranked.computed,
        correction=ranked.correction,
        band=ranked.band,
        reasons=ranked.reasons,
        people=ranked.people,
        complaints=ranked.complaints,
        judgements=tuple(_judgement(row, ranked.valid, now) for row in ranked.said),
        offers=offered.of(ranked.said),
    )


def _judgement(row: RiskJudgementRow, valid: RiskJudgementRow | None, now: datetime) -> Judgement:
    waits = row.act is JudgementAct.MEASURE and row.done_at is None
    return Judgement(
        id=row.id,
        act=row.act,
        points=row.points,
        correction=row.correction,
        words=row.words,
        due_at=row.due_at,
        done_at=row.done_at,
        done_words=row.done_words,
        done_by=row.done_by,
        by=row.by,
        at=row.at,
        in_force=row is valid or waits,
        late=waits and row.due_at is not None and row.due_at < now,
    )
