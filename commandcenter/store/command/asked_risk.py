"""What the risk work (plan 3.1) asks for: the next assessment, a signature, inspections, 复查."""

from typing import Any

from sqlalchemy import Integer, Select, exists, func, literal_column, not_, select
from sqlalchemy.orm import aliased

from commandcenter.domain.watch.assessment import FIRST, AssessmentState
from commandcenter.store.command.act_columns import OF_NONE, word
from commandcenter.store.command.acts_risk import ASSESSED
from commandcenter.store.command.asked_columns import asked_line
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.watch.assessment import RiskAssessmentRow
from commandcenter.store.tables.watch.inspection import InspectionPlanRow, RiskFindingRow

TO_SIGN = (AssessmentState.SUBMITTED, AssessmentState.SIGNED)


def asked_of_risk() -> list[Select[Any]]:
    """The first assessment from the plan's first day on; never in a drill's own store."""
    version, row = PlanVersionRow, RiskAssessmentRow
    plan, finding = InspectionPlanRow, RiskFindingRow
    begun = version.id == select(func.min(aliased(version).id)).scalar_subquery()
    real = not_(exists(select(DrillRow.id)))
    next_one = {"table": word(ASSESSED), "incident": OF_NONE}
    return [
        asked_line(
            "risk_assessment", version, version.adopted_at,
            id=literal_column(str(FIRST), Integer), **next_one,
        ).where(begun, real),
        asked_line("risk_assessment", row, row.signed_at, **next_one)
        .where(row.state == AssessmentState.SIGNED),
        asked_line("risk_sign", row, row.submitted_at, first=row.title, incident=OF_NONE)
        .where(row.state.in_(TO_SIGN)),
        asked_line(
            "inspection", plan, plan.planned_at, due_at=plan.due_at, first=plan.title,
            group=plan.group, person=plan.person_id, district=plan.district, incident=OF_NONE,
        ).where(plan.called_off_at.is_(None)),
        asked_line(
            "risk_finding", finding, finding.at, due_at=finding.due_at, first=finding.words,
            group=finding.group, person=finding.person_id, district=finding.district,
            incident=OF_NONE,
        ).where(finding.dropped_at.is_(None)),
    ]  # fmt: skip
