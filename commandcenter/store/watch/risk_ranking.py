"""The ranking of risks (plan 3.1) at a moment: traders and categories by points, with reasons.

The ledger shows it as it is, an assessment freezes it: both must come out the same.
"""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.watch.risk import (
    Band,
    Counted,
    JudgementAct,
    Measure,
    Reason,
    Scope,
    band_of,
    reasons_of,
    total,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.risk import RiskJudgementRow
from commandcenter.store.watch import risk_counts
from commandcenter.store.watch.risk_past import Asked

HIGH, WATCH, VALID_DAYS = "risk_high_points", "risk_watch_points", "risk_correction_days"


@dataclass(frozen=True, slots=True)
class Ranked:
    """`key`: the trader's id or the category's name. `points` with the correction in force, which
    is the row `valid`; `said`: all that people said of it, the newest first.
    """

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
    said: tuple[RiskJudgementRow, ...]
    valid: RiskJudgementRow | None


class Ranking:
    """What the plan makes of points, and what people said, read once."""

    def __init__(self, session: Session, plan: PlanData, asked: Asked) -> None:
        self._session, self._plan, self.asked = session, plan, asked
        self.high, self.watch = _setting(plan, HIGH, 50), _setting(plan, WATCH, 25)
        self.valid_days = _setting(plan, VALID_DAYS, 90)
        self._said: dict[tuple[Scope, str], list[RiskJudgementRow]] = {}
        of_whom = RiskJudgementRow.district
        rows = session.scalars(
            select(RiskJudgementRow)
            .where(of_whom.is_(None) if asked.own is None else of_whom.in_(asked.own))
            .order_by(RiskJudgementRow.id.desc())
        )
        for row in rows:
            self._said.setdefault((row.scope, row.key), []).append(row)

    def lines(self, scope: Scope) -> list[Ranked]:
        """Most points first; what has neither points nor judgement is no line."""
        own = {key for of, key in self._said if of is scope}
        if scope is Scope.SUBJECT:
            counted = risk_counts.of_subjects(self._session, self.asked)
            names = _traders(self._session, {*counted, *own})
        else:
            counted = risk_counts.of_categories(self._session, self.asked)
            names = {key: (key, "") for key in {*counted, *own}}
        nothing = Counted({})
        found = [
            self._line(scope, key, *names[key], counted.get(key, nothing)) for key in sorted(names)
        ]
        lines = [line for line in found if line.points or line.said]
        return sorted(lines, key=lambda line: (-line.points, -line.people, line.title, line.key))

    def _line(self, scope: Scope, key: str, title: str, county: str, counted: Counted) -> Ranked:
        rows = self._said.get((scope, key), [])
        last = next((row for row in rows if row.act is JudgementAct.CORRECTED), None)
        until = timedelta(days=self.valid_days)
        valid = last if last is not None and last.at + until > self.asked.now else None
        correction = valid.correction if valid is not None else 0
        reasons = reasons_of(self._plan.risk_points, counted, scope)
        points = total(reasons, correction)
        return Ranked(
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
            said=tuple(rows),
            valid=valid,
        )


def _setting(plan: PlanData, code: str, otherwise: int) -> int:
    """A plan that was adopted before this was known says nothing of it."""
    return plan.number(code) if code in plan.settings else otherwise


def _traders(session: Session, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Name and county of each."""
    rows = session.execute(
        select(SubjectRow.id, SubjectRow.name, DistrictRow.name)
        .outerjoin(DistrictRow, DistrictRow.code == SubjectRow.district)
        .where(SubjectRow.id.in_([int(key) for key in keys]))
    )
    return {str(number): (name, county or "") for number, name, county in rows}
