"""What an obligation that a row asks for is called, and who is to do it, from the row's line.

The lines are those of asked.py: kinds and states as they are kept. Here they become words, and the
next step of a release or a paper the person or group who has it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from json import loads
from typing import Any

from sqlalchemy import Row

from commandcenter.domain.aftermath.aftermath import INQUIRY_WORDS, InquiryKind
from commandcenter.domain.command.life import ASKED, LONGEST, Asked
from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.drills.register import MONTHS, due_after
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import (
    PAPER_WORDS,
    STEP_WORDS,
    Done,
    PaperKind,
    PaperState,
    PaperStep,
    missing_groups,
    next_step,
)
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.plan.revision import (
    FILING_DAYS,
    REVIEW_YEARS,
    RULES_DAYS,
    filing_due,
    review_due,
    rules_due,
)
from commandcenter.domain.publicity.cases import STEP_WORDS as CASE_STEP_WORDS
from commandcenter.domain.publicity.cases import CaseState, CaseStep
from commandcenter.domain.releases.release import (
    GATE_WORDS,
    RELEASE_KIND_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.reports.report import Chain, ReportKind, report_label
from commandcenter.late_dataclass import dataclass

REPORTS = ("report", "signed_report", "receipt", "returned_report")
RECEIPTS = ("receipt", "returned_report")
# What comes round after so many months: the setting that says how many.
ROUNDS: Mapping[str, str] = {f"drill_{mode}": MONTHS[mode] for mode in Mode} | {
    "restore_drill": "restore_drill_months",
    "risk_assessment": "risk_assessment_months",
}
# Who is to do it is a county's people, where the row names a county.
OF_COUNTY = ("inspection", "risk_finding")
# The gate that a release waits at, and who has it.
GATES: Mapping[ReleaseState, tuple[GateStep, Group | None, Role | None]] = {
    ReleaseState.DRAFT: (GateStep.SUBMIT, Group.OPINION, None),
    ReleaseState.LEGAL: (GateStep.LEGAL, Group.LEGAL, None),
    ReleaseState.SECRECY: (GateStep.SECRECY, None, Role.CLERK),
    ReleaseState.APPROVAL: (GateStep.APPROVAL, None, Role.COMMANDER),
    ReleaseState.APPROVED: (GateStep.PUBLISH, Group.OPINION, None),
    ReleaseState.PUBLISHED: (GateStep.PUBLISH, Group.OPINION, None),
}
# The same of a typical case.
CASE_GATES: Mapping[CaseState, tuple[CaseStep, Group | None, Role | None]] = {
    CaseState.LEGAL: (CaseStep.LEGAL, Group.LEGAL, None),
    CaseState.SECRECY: (CaseStep.SECRECY, None, Role.CLERK),
    CaseState.APPROVAL: (CaseStep.APPROVAL, None, Role.COMMANDER),
    CaseState.APPROVED: (CaseStep.PUBLISH, Group.OPINION, None),
    CaseState.PUBLISHED: (CaseStep.PUBLISH, Group.OPINION, None),
    CaseState.REVOKED: (CaseStep.PUBLISH, Group.OPINION, None),
}
# Who takes the next step of a paper; of what is not named who drafted it.
STEPS: Mapping[PaperStep, tuple[Group | None, Role | None]] = {
    PaperStep.CHECK: (None, Role.CLERK),
    PaperStep.REVIEW: (None, Role.DEPUTY),
    PaperStep.SIGN: (None, Role.COMMANDER),
    PaperStep.NUMBER: (None, Role.CLERK),
    PaperStep.SEAL: (None, Role.CLERK),
    PaperStep.ISSUE: (None, Role.CLERK),
    PaperStep.FILE: (None, Role.CLERK),
}


@dataclass(frozen=True, slots=True)
class Doer:
    group: Group | None = None
    role: Role | None = None
    district: str | None = None


class Wording:
    """For the lines of one incident."""

    def __init__(
        self,
        plan: PlanData,
        county_names: Mapping[str, str],
        paper_steps: Iterable[Row[Any]],
    ) -> None:
        self._plan, self._counties = plan, county_names
        self._done = defaultdict[int, list[Done]](list)
        for line in sorted(paper_steps, key=lambda x: x.id):
            group = Group(line.second) if line.second else None
            self._done[line.person].append(Done(PaperStep(line.first), bool(line.number), group))

    def asked(self, kind: str, lines: Iterable[Row[Any]]) -> Iterator[Asked]:
        names = ASKED[kind]
        for line in lines:
            if kind == "receipt" and not self._inside(line):
                continue
            *words, doer = self._told(kind, line)
            yield Asked(
                kind=kind,
                table=line.table,
                id=line.id,
                at=line.at,
                due_at=self._due(kind, line),
                words={n: w[:LONGEST] for n, w in zip(names, words, strict=True)},
                group=doer.group,
                role=doer.role,
                district=doer.district,
                person=line.person,
                limits=self._limits(line) if kind == "release" else (),
            )

    def _due(self, kind: str, line: Row[Any]) -> datetime | None:
        """Its own limit; of what comes round the months after this one, and of what
        the plan itself asks for as the bureau has set it."""
        plan = self._plan
        match kind:
            case _ if kind in ROUNDS and ROUNDS[kind] in plan.settings:
                return due_after(line.at, plan.number(ROUNDS[kind]))
            case "plan_review":
                return review_due(line.at, plan.number(REVIEW_YEARS))
            case "plan_filing":
                return filing_due(plan, line.at, plan.number(FILING_DAYS))
            case "county_rules":
                return rules_due(line.at, plan.number(RULES_DAYS))
        return line.due_at  # type: ignore[no-any-return]  # a column of type UtcTime

    def _told(self, kind: str, line: Row[Any]) -> tuple[Any, ...]:
        """The words of ASKED, and who is to do it."""
        own = Doer(Group(line.group) if line.group else None, None, line.district)
        if kind in REPORTS:
            return self._report(kind, line)
        match kind:
            case "release":
                step, group, role = GATES[ReleaseState(line.second)]
                title = RELEASE_KIND_WORDS[ReleaseKind(line.first)]
                return title, GATE_WORDS[step], Doer(group, role)
            case "typical_case":
                gate, group, role = CASE_GATES[CaseState(line.second)]
                return line.first, CASE_STEP_WORDS[gate], Doer(group, role)
            case "paper":
                return self._paper(line)
            case "inquiry":
                return INQUIRY_WORDS[InquiryKind(line.first)], own
            case "case_limit":
                clock = self._plan.clocks.get(line.first)
                return clock.title if clock else line.first, own
            case "plan_review":
                return (own,)
            case "county_rules":
                return line.first, Doer(role=Role.COUNTY, district=line.district)
            case _ if kind in ROUNDS:
                return (own,)
            case _ if kind in OF_COUNTY and line.district:
                return line.first, Doer(role=Role.COUNTY, district=line.district)
        return line.first, own

    def _limits(self, line: Row[Any]) -> tuple[str, ...]:
        """What a release closes when it is out, the first one of its kind before the next ones."""
        of_kind = [x for x in self._plan.release_limits.values() if x.kind == line.first]
        steps = [limit.step for limit in sorted(of_kind, key=lambda limit: limit.again)]
        items = self._plan.obligations.values()
        return tuple(x.code for step in steps for x in items if step in (x.code, *x.old))

    def _report(self, kind: str, line: Row[Any]) -> tuple[Any, ...]:
        """A county signs and sends its own; what it sent is received in the city."""
        label = report_label(ReportKind(line.first), line.number)
        if kind == "receipt":
            return label, line.second, Doer(role=Role.DUTY)
        doer = Doer(role=Role.COUNTY, district=line.district) if line.district else Doer()
        return (label, line.second, doer) if kind in RECEIPTS else (label, doer)

    def _inside(self, line: Row[Any]) -> bool:
        """Whether the receiver receives in this program: the city bureau, of its counties."""
        chain = Chain(line.third or Chain.CITY)
        county = self._counties.get(line.district or "", "县（市、区）")
        return any(
            to.inside and to.chain == chain and to.title.replace("{county}", county) == line.second
            for to in self._plan.addressees.values()
        )

    def _paper(self, line: Row[Any]) -> tuple[str, str, Doer]:
        kind, done = PaperKind(line.first), self._done[line.id]
        groups = [Group(code) for code in loads(line.third)]
        flow = self._plan.paper_flows.get(kind)
        steps = flow.steps if flow else ()
        step = next_step(steps, groups, PaperState(line.second), done)
        missing = missing_groups(groups, done)
        if step is PaperStep.COUNTERSIGN and missing:
            return PAPER_WORDS[kind], STEP_WORDS[step], Doer(missing[0])
        group, role = STEPS.get(step, (None, None)) if step else (None, None)
        return PAPER_WORDS[kind], STEP_WORDS[step or PaperStep.FILE], Doer(group, role)
