"""The kind of an incident (学校食品 …): entered at the 接报, or proposed by its categories."""

from collections.abc import Collection

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.plan.obligation_items import KindItem
from commandcenter.domain.plan.plan import PlanData

PATIENTS = frozenset({"treated", "inpatient", "severe", "dead", "hurt"})  # figures of people
BY_HAND = (*sorted(PATIENTS), "schools")  # figures that only people can count
TOTALS = frozenset(BY_HAND)  # told of the whole incident, by a source; never added up
FEW = 5  # of 1 to 4 patients the wall says <5
# The facts of the grading matrix that say the same as a figure.
FACT_OF = {"treated": "hurt", "hurt": "hurt", "dead": "dead"}
PATIENT_FACTS = tuple(dict.fromkeys(FACT_OF.values()))


def proposed_kind(plan: PlanData, categories: Collection[Category]) -> KindItem | None:
    """建议 by the categories: the first kind of the plan that is proposed for one of them."""
    fitting = (k for k in plan.kinds.values() if set(k.categories) & set(categories))
    return next(fitting, None)


def kind_of(plan: PlanData, code: str | None, categories: Collection[Category]) -> KindItem | None:
    """As entered; None only where the plan has no kinds."""
    return plan.kinds.get(code or "") or proposed_kind(plan, categories)


def require_kind(plan: PlanData, code: str) -> str:
    """Raises RuleBroken for what is no kind of the plan."""
    if code not in plan.kinds:
        raise RuleBroken("预案里没有“{code}”这一事件种类。", code=code[:20])
    return code
