"""巡查 by a plan (plan 3.1(2)): plans, their traders, what was found; the numbers of all of it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.org import GROUP_WORDS, Actor, Group
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.watch.inspection import (
    FindingState,
    PlanState,
    TargetState,
    Whom,
    finding_state,
    plan_state,
    target_state,
)
from commandcenter.domain.watch.risk import RecordResult
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, offer_if, only
from commandcenter.queries.watch.inspection_lines import (
    Check,
    Doers,
    FindingLine,
    InspectionNumbers,
    PlanLine,
    TargetLine,
)
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.watch.inspection import (
    InspectionPlanRow,
    InspectionTargetRow,
    RiskFindingCheckRow,
    RiskFindingRow,
)
from commandcenter.store.tables.watch.risk import RiskRecordRow

LIMIT = 1_000  # traders and tasks that are read: the newest


@dataclass(frozen=True, slots=True)
class InspectionBoard:
    """Late first, then by day, then what is over, the newest first."""

    plans: tuple[PlanLine, ...]
    targets: tuple[TargetLine, ...]
    findings: tuple[FindingLine, ...]
    numbers: InspectionNumbers
    doers: Doers
    categories: tuple[str, ...]
    offers: tuple[Offer, ...]  # plan
    now: datetime


def inspection_board(session: Session, actor: Actor, now: datetime) -> InspectionBoard:
    asked = _Asked(session, actor, now)
    plans, targets, findings = asked.plans(), asked.targets(), asked.findings()
    own = Matter(districts=actor.districts())
    counted = [line for line in targets if line.state is not TargetState.DROPPED]
    kept = [line for line in findings if line.state is not FindingState.DROPPED]
    return InspectionBoard(
        plans=plans,
        targets=targets,
        findings=findings,
        numbers=InspectionNumbers(
            planned=len(counted),
            done=_count(counted, TargetState.DONE),
            late=_count(counted, TargetState.LATE),
            findings=len(kept),
            late_findings=_count(kept, FindingState.LATE),
            closed=_count(kept, FindingState.CLOSED),
        ),
        doers=asked.doers(),
        categories=tuple(sorted({line.category for line in plans if line.category})),
        offers=only(offer("plan", asked.rights, actor, Action.KEEP_RISK, own)),
        now=now,
    )


def doers_of(session: Session, actor: Actor, now: datetime) -> Doers:
    """For a form that opens elsewhere."""
    return _Asked(session, actor, now).doers()


def _count(lines: list[TargetLine] | list[FindingLine], state: TargetState | FindingState) -> int:
    return sum(line.state is state for line in lines)


class _Asked:
    """What all three lists need, read once."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.session, self.actor, self.now = session, actor, now
        self.rights: Rights = plan_of(session).rights
        self.own = own_districts(session, actor)
        self.counties = {x.code: x.name for x in session.scalars(select(DistrictRow))}
        self.people = {x.id: x for x in session.scalars(select(PersonRow))}

    def doers(self) -> Doers:
        if self.own is not None:
            mine = tuple((c, self.counties[c]) for c in sorted(self.own) if c in self.counties)
            return Doers((), (), mine)
        people = sorted((x.id, x.name) for x in self.people.values() if x.active)
        return Doers(tuple(Group), tuple(people), tuple(sorted(self.counties.items())))

    def plans(self) -> tuple[PlanLine, ...]:
        counts = self._counts()
        rows = self.session.scalars(select(InspectionPlanRow).where(self._plan_seen()))
        found = [self._plan(row, counts.get(row.id, {})) for row in rows]
        return tuple(sorted(found, key=_plan_order))

    def _counts(self) -> dict[int, Counter[TargetState]]:
        """By plan and state of its traders; what is late by the plan's own day."""
        target, plan = InspectionTargetRow, InspectionPlanRow
        inspected = target.result_id.is_not(None).label("inspected")
        dropped = target.dropped_at.is_not(None).label("dropped")
        rows = self.session.execute(
            select(plan, inspected, dropped, func.count())
            .join(target, target.inspection_id == plan.id)
            .group_by(plan.id, inspected, dropped)
        )
        found: dict[int, Counter[TargetState]] = {}
        for row, is_done, is_dropped, n in rows:
            state = self._state(row, inspected=is_done, dropped=is_dropped)
            found.setdefault(row.id, Counter())[state] += n
        return found

    def _state(self, row: InspectionPlanRow, *, inspected: bool, dropped: bool) -> TargetState:
        return target_state(
            inspected=inspected, dropped=dropped, called_off=row.called_off_at is not None,
            due_at=row.due_at, now=self.now,
        )  # fmt: skip

    def _plan_seen(self) -> ColumnElement[bool]:
        row = InspectionPlanRow
        if self.own is None:
            return true()
        return or_(row.district.in_(self.own), row.person_id == self.actor.person_id)

    def _plan(self, row: InspectionPlanRow, counts: Mapping[TargetState, int]) -> PlanLine:
        state = plan_state(row.done_at, row.called_off_at, row.due_at, self.now)
        whom = Whom(row.group, row.person_id, row.district)
        same = {
            name: getattr(row, name)
            for name in PlanLine.__slots__
            if hasattr(InspectionPlanRow, name) and name not in ("group",)
        }
        keep = self._keep("change", row.district)
        runs = state in (PlanState.LATE, PlanState.RUNNING)
        may, refused = keep is not None, keep.refusal if keep else None
        open_still = state is not PlanState.CALLED_OFF and row.due_at > self.now
        return PlanLine(
            **same,
            whom=whom,
            doer=self.doer(whom),
            state=state,
            traders=sum(counts.values()),
            done=counts.get(TargetState.DONE, 0),
            late=counts.get(TargetState.LATE, 0),
            dropped=counts.get(TargetState.DROPPED, 0),
            offers=only(
                offer_if(may and open_still, "add", refused),
                keep if runs else None,
                offer_if(may and runs, "call_off", refused),
            ),
        )

    def _keep(self, key: str, district: str | None) -> Offer | None:
        matter = Matter(districts=frozenset({district} if district else ()))
        return offer(key, self.rights, self.actor, Action.KEEP_RISK, matter)

    def doer(self, whom: Whom) -> str:
        if whom.group is not None:
            return GROUP_WORDS[whom.group]
        if whom.person_id is not None:
            person = self.people.get(whom.person_id)
            return person.name if person else ""
        return self.counties.get(whom.district or "", whom.district or "")

    def targets(self) -> tuple[TargetLine, ...]:
        target, plan, record = InspectionTargetRow, InspectionPlanRow, RiskRecordRow
        seen = self._plan_seen()
        if self.own is not None:
            seen = or_(seen, target.district.in_(self.own))
        rows = self.session.execute(
            select(target, plan, record, self._open_tasks())
            .join(plan, plan.id == target.inspection_id)
            .outerjoin(record, record.id == target.result_id)
            .where(seen)
            .order_by(target.id.desc())
            .limit(LIMIT)
        )
        return tuple(sorted((self._target(*row) for row in rows), key=_target_order))

    def _open_tasks(self) -> ColumnElement[int]:
        row = RiskFindingRow
        return (
            select(func.count(row.id))
            .where(
                row.risk_record_id == InspectionTargetRow.result_id,
                row.closed_at.is_(None),
                row.dropped_at.is_(None),
            )
            .correlate(InspectionTargetRow)
            .scalar_subquery()
        )

    def _target(
        self,
        row: InspectionTargetRow,
        plan: InspectionPlanRow,
        record: RiskRecordRow | None,
        tasks: int,
    ) -> TargetLine:
        state = self._state(
            plan, inspected=row.result_id is not None, dropped=row.dropped_at is not None
        )
        waits = state in (TargetState.LATE, TargetState.WAITING)
        found = record is not None and record.result is not RecordResult.CLEAN
        return TargetLine(
            id=row.id,
            plan_id=plan.id,
            plan=plan.title,
            name=row.name,
            credit_code=row.credit_code,
            category=plan.category,
            district=row.district,
            county=self.counties.get(row.district or "", ""),
            doer=self.doer(Whom(plan.group, plan.person_id, plan.district)),
            reason=row.reason,
            due_at=plan.due_at,
            state=state,
            inspected_at=record.held_at if record else None,
            result=record.result if record else None,
            found=record.findings if record else "",
            record_id=record.id if record else None,
            tasks=tasks,
            dropped_why=row.dropped_why or plan.called_off_why,
            dropped_by=row.dropped_by or plan.called_off_by,
            dropped_at=row.dropped_at or plan.called_off_at,
            offers=only(
                self._keep("result", row.district) if waits else None,
                self._keep("drop", plan.district) if waits else None,
                self._keep("task", record.district) if record and found else None,
            ),
        )

    def findings(self) -> tuple[FindingLine, ...]:
        row, record = RiskFindingRow, RiskRecordRow
        seen: ColumnElement[bool] = true()
        if self.own is not None:
            mine = row.person_id == self.actor.person_id
            seen = or_(record.district.in_(self.own), row.district.in_(self.own), mine)
        rows = self.session.execute(
            select(row, record)
            .join(record, record.id == row.risk_record_id)
            .where(seen)
            .order_by(row.id.desc())
            .limit(LIMIT)
        ).all()
        checks = self._checks([each.id for each, _ in rows])
        found = [self._finding(each, of, checks.get(each.id, ())) for each, of in rows]
        return tuple(sorted(found, key=_finding_order))

    def _checks(self, findings: list[int]) -> dict[int, tuple[Check, ...]]:
        row, found = RiskFindingCheckRow, dict[int, tuple[Check, ...]]()
        rows = self.session.scalars(
            select(row).where(row.finding_id.in_(findings)).order_by(row.id)
        )
        for each in rows:
            check = Check(each.at, each.by, each.passed, each.words, each.next_due_at)
            found[each.finding_id] = (*found.get(each.finding_id, ()), check)
        return found

    def _finding(
        self, row: RiskFindingRow, record: RiskRecordRow, checks: tuple[Check, ...]
    ) -> FindingLine:
        state = finding_state(row.closed_at, row.dropped_at, row.due_at, self.now)
        waits = state in (FindingState.LATE, FindingState.OPEN)
        same = {
            name: getattr(row, name)
            for name in ("id", "words", "due_at", "at", "by", "closed_at", "closed_by",
                         "dropped_at", "dropped_by", "dropped_why")
        }  # fmt: skip
        return FindingLine(
            **same,
            record_id=record.id,
            subject=record.subject_name or record.category,
            county=self.counties.get(record.district or "", ""),
            inspected_at=record.held_at,
            doer=self.doer(Whom(row.group, row.person_id, row.district)),
            state=state,
            checks=checks,
            offers=only(
                self._keep("check", record.district) if waits else None,
                self._keep("drop", record.district) if waits else None,
            ),
        )


def _plan_order(line: PlanLine) -> tuple[int, float, int]:
    rank = list(PlanState).index(line.state)
    at = line.due_at.timestamp()
    return rank, at if rank < 2 else -at, line.id


def _target_order(line: TargetLine) -> tuple[int, float, int]:
    rank = list(TargetState).index(line.state)
    if line.inspected_at is not None:
        return rank, -line.inspected_at.timestamp(), line.id
    return rank, line.due_at.timestamp(), line.id


def _finding_order(line: FindingLine) -> tuple[int, float, int]:
    rank = list(FindingState).index(line.state)
    over = line.closed_at or line.dropped_at
    return rank, -over.timestamp() if over else line.due_at.timestamp(), line.id
