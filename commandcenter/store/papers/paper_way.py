"""How a paper stands on its way, and why an act is refused: one logic for services and queries."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken, refusal_of
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor, Group, Role
from commandcenter.domain.papers.paper import (
    FROZEN,
    OF_INCIDENT,
    Done,
    FileRole,
    Life,
    PaperKind,
    PaperState,
    PaperStep,
    PaperText,
    Subject,
    missing_groups,
    next_step,
)
from commandcenter.domain.papers.paper_acts import (
    AFTER_SIGNATURE,
    Signer,
    action_for,
    require_place,
    require_to_void,
)
from commandcenter.domain.papers.paper_items import PaperFlow
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.reports.report import Chain
from commandcenter.domain.rights import Matter, Rights
from commandcenter.domain.times import day_start
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now as moment
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.incident.level_now import level_of
from commandcenter.store.people import holders
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.papers.paper import PaperFileRow, PaperRow, PaperStepRow
from commandcenter.store.tables.reports.report import ReportRow

if TYPE_CHECKING:
    from commandcenter.store.tables.papers.paper_number import PaperNumberRow
    from commandcenter.store.tables.papers.paper_text import PaperTextRow

GONE_ON = frozenset({PaperStep.SEAL, PaperStep.ISSUE, PaperStep.FILE})  # with its number


@dataclass(frozen=True, slots=True)
class Standing:
    """A paper with its steps, oldest first, and its files, newest of each role.

    `level`: the graver of grade and response of its incident as they are now. `deputies`: who is
    a deputy now, as far as it matters.
    """

    row: PaperRow
    flow: PaperFlow
    steps: tuple[PaperStepRow, ...]
    files: dict[FileRole, PaperFileRow]
    level: Level | None
    districts: frozenset[str]
    deputies: frozenset[int] = frozenset()

    @property
    def done(self) -> tuple[Done, ...]:
        return tuple(Done(step.step, step.passed, step.group) for step in self.steps)

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(Group(code) for code in self.row.groups)

    @property
    def wanted(self) -> PaperStep | None:
        return next_step(self.flow.steps, self.groups, self.row.state, self.done)

    @property
    def missing_groups(self) -> tuple[Group, ...]:
        return missing_groups(self.groups, self.done)

    @property
    def governing(self) -> PaperFileRow | None:
        """The file that counts: the signed page itself, else the numbered print, else as signed."""
        old = {FileRole.PRINT_PDF} if self.lacks_print or not self.row.number else set()
        for role in (FileRole.SCAN, FileRole.PRINT_PDF, FileRole.SIGNED_PDF):
            if role in self.files and role not in old:
                return self.files[role]
        return None

    @property
    def lacks_print(self) -> bool:
        """Whether it was numbered and not yet set anew with its number."""
        if not self.row.number:
            return False
        made = self.files.get(FileRole.PRINT_PDF)
        numbered = max(step.at for step in self.steps if step.step is PaperStep.NUMBER)
        return made is None or made.at < numbered

    def author_for(self, person_id: int) -> int | None:
        """Whose work it is in the eyes of a person: their own if they wrote any of it."""
        wrote = {step.person_id for step in self.steps if step.step is PaperStep.DRAFT}
        return person_id if person_id in wrote else self.row.drafter_id

    @property
    def signer(self) -> Signer | None:
        """Who signed it; None before that."""
        signed = [step for step in self.steps if step.step is PaperStep.SIGN]
        if self.row.state not in FROZEN or not signed:
            return None
        number = signed[-1].person_id
        return Signer(number, signed[-1].by, number in self.deputies)


def flow_of(plan: PlanData, kind: PaperKind) -> PaperFlow:
    """Raises RuleBroken where the plan in force was stored before papers had their way."""
    flow = plan.paper_flows.get(kind)
    if flow is None:
        raise RuleBroken("现行预案还没有这类公文的办理环节，请先运行 commandcenter init 升级。")
    return flow


def paper_of(session: Session, paper_id: int) -> PaperRow:
    row = session.get(PaperRow, paper_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的公文。", id=paper_id)
    return row


def standing(session: Session, row: PaperRow) -> Standing:
    steps = session.scalars(
        select(PaperStepRow).where(PaperStepRow.paper_id == row.id).order_by(PaperStepRow.id)
    )
    incident = session.get(IncidentRow, row.incident_id) if row.incident_id else None
    files = files_of(session, Life.PAPER, row.id)
    held = _deputies(session, [row])
    return _standing(plan_of(session), row, tuple(steps), files, incident, held)


def _deputies(session: Session, rows: Collection[PaperRow]) -> frozenset[int]:
    """Asked only where something is signed: it says who may make that void."""
    if not any(row.state in FROZEN for row in rows):
        return frozenset()
    return frozenset(person.id for person in holders(session, moment(session), Role.DEPUTY))


def standings(
    session: Session, states: Collection[PaperState] = tuple(PaperState)
) -> list[Standing]:
    """Those of all papers in these states; each table is asked once."""
    plan, steps = plan_of(session), defaultdict[int, list[PaperStepRow]](list)
    files = defaultdict[int, dict[FileRole, PaperFileRow]](dict)
    taken = session.execute(
        select(PaperRow, PaperStepRow)
        .outerjoin(PaperStepRow, PaperStepRow.paper_id == PaperRow.id)
        .where(PaperRow.state.in_(states))
        .order_by(PaperRow.id, PaperStepRow.id)
    ).all()
    rows = list(dict.fromkeys(row for row, _ in taken))
    if not rows:
        return []
    for row, step in taken:
        if step is not None:
            steps[row.id].append(step)
    ids = select(PaperRow.id).where(PaperRow.state.in_(states))
    kept = select(PaperFileRow).where(
        PaperFileRow.life == Life.PAPER, PaperFileRow.subject_id.in_(ids)
    )
    for file in session.scalars(kept.order_by(PaperFileRow.id)):
        files[file.subject_id][file.role] = file
    incidents = {row.id: row for row in all_incidents(session)}
    held = _deputies(session, rows)
    return [
        _standing(
            plan, row, tuple(steps[row.id]), files[row.id],
            incidents.get(row.incident_id or 0), held,
        )
        for row in rows
    ]  # fmt: skip


def _standing(
    plan: PlanData,
    row: PaperRow,
    steps: tuple[PaperStepRow, ...],
    files: dict[FileRole, PaperFileRow],
    incident: IncidentRow | None,
    deputies: frozenset[int],
) -> Standing:
    return Standing(
        row=row,
        flow=flow_of(plan, row.kind),
        steps=steps,
        files=files,
        level=level_of(incident) if incident else None,
        districts=frozenset(incident.districts) if incident else frozenset(),
        deputies=deputies,
    )


def files_of(session: Session, life: Life, subject_id: int) -> dict[FileRole, PaperFileRow]:
    """The newest of each role."""
    rows = session.scalars(
        select(PaperFileRow)
        .where(PaperFileRow.life == life, PaperFileRow.subject_id == subject_id)
        .order_by(PaperFileRow.id)
    )
    return {row.role: row for row in rows}


def refusal(rights: Rights, actor: Actor, now: Standing, act: PaperStep) -> RuleBroken | None:
    """Why the actor may not do it now; None when they may."""
    return right_refusal(rights, actor, now, act) or gate_refusal(now, act)


def right_refusal(rights: Rights, actor: Actor, now: Standing, act: PaperStep) -> RuleBroken | None:
    """Why the actor is not the one to do it."""
    action = action_for(act, now.flow, now.wanted)
    matter = Matter(
        group=_group_for(actor, now, act),
        districts=now.districts,
        level=now.level,
        author_id=now.author_for(actor.person_id),
        involved=bool(actor.groups()),
    )
    broken = rights.refusal(actor, action, matter)
    if broken is None and act is PaperStep.VOID:
        return refusal_of(lambda: require_to_void(actor, now.signer))
    return broken


def _group_for(actor: Actor, now: Standing, act: PaperStep) -> Group | None:
    """The group that is asked: of those still missing the actor's own, else the first."""
    if PaperStep.COUNTERSIGN not in (act, now.wanted if act is PaperStep.RETURN else None):
        return None
    mine = actor.groups(Role.LEADER)
    asked = now.missing_groups or now.groups
    return next((group for group in asked if group in mine), next(iter(asked), None))


def gate_refusal(now: Standing, act: PaperStep) -> RuleBroken | None:
    """Why nobody can do it now."""
    return refusal_of(lambda: _require_gate(now, act))


def _require_gate(now: Standing, act: PaperStep) -> None:
    require_place(act, now.flow, now.row.state, now.wanted)
    if act in AFTER_SIGNATURE and act is not PaperStep.NUMBER and now.lacks_print:
        raise RuleBroken("公文已编号，带编号的正本尚未排印。请先排印正本。")


def void_refusal(number: "PaperNumberRow", bearer: Standing | None) -> RuleBroken | None:
    """Why a number cannot be made of no effect; `bearer`: the paper that it was given to."""
    if number.void_at is not None:
        return RuleBroken("“{number}”已于此前作废。", number=number.written)
    if bearer is None or bearer.row.number != number.written:
        return None
    if bearer.row.state is PaperState.VOID:
        return RuleBroken("公文已作废，“{number}”随之作废。", number=number.written)
    if any(step.step in GONE_ON for step in bearer.steps):
        return RuleBroken("“{number}”已用印或者印发，请作废公文本身。", number=number.written)
    return None


def issued_paper(session: Session, kind: str, subject: int, of: Subject) -> int | None:
    """The newest that was issued, of a kind that is sealed: what it says stands once and for all.

    Of the others (会商简报, 日报) a new one is another paper. None where there is none.
    """
    flow = plan_of(session).paper_flows.get(PaperKind(kind)) if kind in set(PaperKind) else None
    if flow is None or flow.life is not Life.PAPER or PaperStep.SEAL not in flow.steps:
        return None
    mine = PaperRow.incident_id.is_not(None) == (of in OF_INCIDENT)
    out = PaperRow.state.in_((PaperState.ISSUED, PaperState.FILED))
    return session.scalars(
        select(PaperRow.id)
        .where(PaperRow.kind == kind, PaperRow.subject == subject, mine, out)
        .order_by(PaperRow.id.desc())
        .limit(1)
    ).first()


def newest_text(session: Session, paper_id: int) -> "PaperTextRow | None":
    # no start reads it
    from commandcenter.store.tables.papers.paper_text import PaperTextRow

    return session.scalars(
        select(PaperTextRow)
        .where(PaperTextRow.paper_id == paper_id)
        .order_by(PaperTextRow.number.desc())
        .limit(1)
    ).first()


def texts_in(row: "PaperTextRow") -> tuple[PaperText, ...]:
    return tuple(PaperText(*part) for part in row.parts)


def amendments_of(session: Session, paper_id: int) -> list[PaperRow]:
    """The papers that put it right, those given up apart."""
    gone = (PaperState.WITHDRAWN, PaperState.VOID)
    return list(
        session.scalars(
            select(PaperRow)
            .where(PaperRow.amends == paper_id, PaperRow.state.not_in(gone))
            .order_by(PaperRow.id)
        )
    )


def last_number(session: Session, series: str, year: int) -> int:
    """The highest number of a series in a year; 0 for none.

    Those of no effect count, and those given before the program kept the series. Information
    reports count their issues themselves: a series that they share goes on behind.
    """
    # no start reads it
    from commandcenter.store.tables.papers.paper_number import PaperNumberRow

    highest = session.scalar(
        select(func.max(PaperNumberRow.number)).where(
            PaperNumberRow.series == series, PaperNumberRow.year == year
        )
    )
    plan = plan_of(session)
    flows, kept = plan.paper_flows.values(), plan.paper_series.get(series)
    shared = any(flow.life is Life.REPORT and flow.series == series for flow in flows)
    issues = _last_issue(session, year) if shared else 0
    return max(highest or 0, issues, kept.taken_in(year) if kept else 0)


def _last_issue(session: Session, year: int) -> int:
    """Of the city's own reports in a year."""
    numbered_at = func.coalesce(ReportRow.signed_at, ReportRow.drafted_at)
    highest = session.scalar(
        select(func.max(ReportRow.issue)).where(
            func.coalesce(ReportRow.chain, Chain.CITY) == Chain.CITY,
            numbered_at >= day_start(date(year, 1, 1)),
            numbered_at < day_start(date(year + 1, 1, 1)),
        )
    )
    return highest or 0
