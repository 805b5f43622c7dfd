"""What is shown of 巡查 by a plan (plan 3.1(2)): a plan, a trader of one, a task."""

from datetime import datetime

from commandcenter.domain.org import Group
from commandcenter.domain.watch.inspection import FindingState, PlanState, TargetState, Whom
from commandcenter.domain.watch.risk import RecordResult
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer


@dataclass(frozen=True, slots=True)
class Doers:
    """Who may be asked to inspect, or to see to a task; a county names itself alone."""

    groups: tuple[Group, ...]
    people: tuple[tuple[int, str], ...]
    counties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """`doer`: who inspects, in words. The counts are of its traders."""

    id: int
    title: str
    category: str
    why: str
    whom: Whom
    doer: str
    due_at: datetime
    state: PlanState
    traders: int
    done: int
    late: int
    dropped: int
    planned_at: datetime
    planned_by: str
    changed_at: datetime | None
    changed_by: str
    called_off_at: datetime | None
    called_off_by: str
    called_off_why: str
    done_at: datetime | None
    done_by: str
    version: int
    offers: tuple[Offer, ...]  # add, change, call_off


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A trader of a plan, with the inspection that is its result."""

    id: int
    plan_id: int
    plan: str
    name: str
    credit_code: str
    category: str
    district: str | None
    county: str
    doer: str
    reason: str
    due_at: datetime
    state: TargetState
    inspected_at: datetime | None
    result: RecordResult | None
    found: str
    record_id: int | None
    tasks: int  # of the result, still open
    dropped_why: str
    dropped_by: str
    dropped_at: datetime | None
    offers: tuple[Offer, ...]  # result, drop, task


@dataclass(frozen=True, slots=True)
class Check:
    """复查 of a task, as it was written."""

    at: datetime
    by: str
    passed: bool
    words: str
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A task of what an inspection found."""

    id: int
    record_id: int
    subject: str
    county: str
    inspected_at: datetime
    words: str
    doer: str
    due_at: datetime
    state: FindingState
    at: datetime
    by: str
    closed_at: datetime | None
    closed_by: str
    dropped_at: datetime | None
    dropped_by: str
    dropped_why: str
    checks: tuple[Check, ...]
    offers: tuple[Offer, ...]  # check, drop


@dataclass(frozen=True, slots=True)
class InspectionNumbers:
    """Each is the number of the lines that it opens: of traders, and of tasks."""

    planned: int
    done: int
    late: int
    findings: int
    late_findings: int
    closed: int
