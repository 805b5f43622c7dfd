"""The risk ledger (plan 3.1): traders and categories by points, each with its reasons and rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.watch.risk import (
    Band,
    Counted,
    JudgementAct,
    Measure,
    Reason,
    RiskPoint,
    Scope,
    band_of,
    reasons_of,
    total,
)
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.watch import risk_counts
from commandcenter.queries.watch.risk_past import Asked
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.risk import RiskJudgementRow

LIMIT = 60  # lines of a scope that are shown
HIGH, WATCH, VALID_DAYS = "risk_high_points", "risk_watch_points", "risk_correction_days"


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
    judging = _Judging(session, plan, actor, asked)
    ranked = _ranked(session, judging, asked, scope)
    names = {row.code: row.name for row in session.scalars(select(DistrictRow))}
    return RiskBoard(
        scope=scope,
        lines=tuple(ranked[:LIMIT]),
        more=max(0, len(ranked) - LIMIT),
        points=tuple(plan.risk_points.values()),
        since={measure: asked.since(measure) for measure in plan.risk_points},
        high=judging.high,
        watch=judging.watch,
        valid_days=judging.valid_days,
        approved=not any(point.proposal for point in plan.risk_points.values()),
        own="、".join(names[code] for code in sorted(asked.own or ()) if code in names),
        now=now,
    )


class _Judging:
    """What people said, by line; what the plan makes of points."""

    def __init__(self, session: Session, plan: PlanData, actor: Actor | None, asked: Asked) -> None:
        self.plan, self.actor, self.asked = plan, actor, asked
        self.high, self.watch = _setting(plan, HIGH, 50), _setting(plan, WATCH, 25)
        self.valid_days = _setting(plan, VALID_DAYS, 90)
        self._offered = self._offers()
        self._said: dict[tuple[Scope, str], list[RiskJudgementRow]] = {}
        of_whom = RiskJudgementRow.district
        rows = session.scalars(
            select(RiskJudgementRow)
            .where(of_whom.is_(None) if asked.own is None else of_whom.in_(asked.own))
            .order_by(RiskJudgementRow.id.desc())
        )
        for row in rows:
            self._said.setdefault((row.scope, row.key), []).append(row)

    def keys(self, scope: Scope) -> set[str]:
        return {key for own, key in self._said if own is scope}

    def line(self, scope: Scope, key: str, title: str, county: str, counted: Counted) -> RiskLine:
        rows = self._said.get((scope, key), [])
        last = next((row for row in rows if row.act is JudgementAct.CORRECTED), None)
        valid = last is not None and last.at + timedelta(days=self.valid_days) > self.asked.now
        correction = last.correction if last is not None and valid else 0
        reasons = reasons_of(self.plan.risk_points, counted, scope)
        points = total(reasons, correction)
        return RiskLine(
            scope=scope,
            key=key,
            title=title,
            county=county,
            points=points,
            computed=total(reasons, 0),
            correction=correction,
            band=band_of(points, self.high, self.watch),
            reasons=reasons,
            people=counted.values.get(Measure.PEOPLE, 0),
            complaints=counted.complaints,
            judgements=tuple(self._judgement(row, last if valid else None) for row in rows),
            offers=self.offers(rows),
        )

    def _judgement(self, row: RiskJudgementRow, valid: RiskJudgementRow | None) -> Judgement:
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
            late=waits and row.due_at is not None and row.due_at < self.asked.now,
        )

    def _offers(self) -> tuple[Offer, ...]:
        if self.actor is None:
            return ()
        matter, rights = Matter(districts=self.actor.districts()), self.plan.rights
        keys = ("confirm", "correct", "measure", "done")
        return only(*(offer(key, rights, self.actor, Action.KEEP_RISK, matter) for key in keys))

    def offers(self, rows: Iterable[RiskJudgementRow]) -> tuple[Offer, ...]:
        """A measure is done only where one waits."""
        waits = any(row.act is JudgementAct.MEASURE and row.done_at is None for row in rows)
        return self._offered if waits else self._offered[:-1]


def _setting(plan: PlanData, code: str, otherwise: int) -> int:
    """A plan that was adopted before this was known says nothing of it."""
    return plan.number(code) if code in plan.settings else otherwise


def _ranked(session: Session, judging: _Judging, asked: Asked, scope: Scope) -> list[RiskLine]:
    """Most points first; what has neither points nor judgement is no line."""
    if scope is Scope.SUBJECT:
        counted = risk_counts.of_subjects(session, asked)
        names = _traders(session, {*counted, *judging.keys(scope)})
    else:
        counted = risk_counts.of_categories(session, asked)
        names = {key: (key, "") for key in {*counted, *judging.keys(scope)}}
    nothing = Counted({})
    found = [
        judging.line(scope, key, *names[key], counted.get(key, nothing)) for key in sorted(names)
    ]
    lines = [line for line in found if line.points or line.judgements]
    return sorted(lines, key=lambda line: (-line.points, -line.people, line.title, line.key))


def _traders(session: Session, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Name and county of each."""
    rows = session.execute(
        select(SubjectRow.id, SubjectRow.name, DistrictRow.name)
        .outerjoin(DistrictRow, DistrictRow.code == SubjectRow.district)
        .where(SubjectRow.id.in_([int(key) for key in keys]))
    )
    return {str(number): (name, county or "") for number, name, county in rows}
