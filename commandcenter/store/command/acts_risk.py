"""What was done of the risk work (plan 3.1), as acts: assessments signed, plans of inspections
carried out, findings that passed their 复查.
"""

from typing import Any

from sqlalchemy import Select, Text, cast

from commandcenter.domain.watch.assessment import AssessmentState
from commandcenter.store.command.act_columns import OF_NONE, Told, numbered, told, word
from commandcenter.store.tables.watch.assessment import RiskAssessmentRow
from commandcenter.store.tables.watch.inspection import InspectionPlanRow, RiskFindingRow

# What asks for the next assessment, beside the number of the one before it: no table, so that no
# act is about what it asks for itself.
ASSESSED = "assessed"


def risk_acts() -> list[Told]:
    """An assessment answers what the one that it is compared with asked for, the first number 0."""
    row, plan, finding = RiskAssessmentRow, InspectionPlanRow, RiskFindingRow
    next_one = word(f"{ASSESSED}:").concat(cast(row.before_id, Text))
    return [
        Told("risk_assessment", ("risk.assessed",), _signed("risk.assessed", next_one)),
        Told(
            "risk_assessment",
            ("risk.signed",),
            _signed("risk.signed", numbered("risk_assessment", row.id)),
        ),
        Told(
            "inspection_plan",
            ("inspection.done",),
            told(
                "inspection.done", plan, plan.done_at, plan.done_by,
                about=numbered("inspection_plan", plan.id), incident=OF_NONE,
            ).where(plan.done_at.is_not(None)),
        ),
        Told(
            "risk_finding",
            ("finding.closed",),
            told(
                "finding.closed", finding, finding.closed_at, finding.closed_by,
                about=numbered("risk_finding", finding.id), incident=OF_NONE,
            ).where(finding.closed_at.is_not(None)),
        ),
    ]  # fmt: skip


def _signed(sign: str, about: Any) -> Select[Any]:
    row = RiskAssessmentRow
    told_of = told(sign, row, row.signed_at, row.signed_by, about=about, incident=OF_NONE)
    return told_of.where(row.state == AssessmentState.SIGNED)
