"""典型案例 of all incidents (plan 7.2): where each stands on its way out, and whose turn it is."""

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.aftermath.typical_case import TELLABLE
from commandcenter.domain.errors import refusal_of
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.usage_lists import Usage
from commandcenter.domain.publicity.cases import (
    OVER,
    STANDING,
    CaseAct,
    CaseState,
    CaseStep,
    action_for,
    require_place,
)
from commandcenter.domain.rights import Action, Rights
from commandcenter.domain.times import local
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer_if, only
from commandcenter.queries.watch.frequent import categories_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.publicity.case_gate import (
    Steps,
    last_step,
    right_refusal,
    sha256_of,
    state_of,
    steps_of,
)
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.incident.incident import IncidentRow

if TYPE_CHECKING:
    from commandcenter.store.papers.paper_facts import usage_of
    from commandcenter.store.tables.publicity.case_step import TypicalCaseStepRow
else:
    usage_of = late_name("store.papers.paper_facts", "usage_of")


@dataclass(frozen=True, slots=True)
class StepLine:
    step: CaseStep
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """`since`: when it came where it stands; `steps`: oldest first; `reason`: why it was sent back,
    withdrawn or revoked, "" where it was not. `who`: whose turn it is, "" for nobody's.
    """

    id: int
    incident_id: int
    incident: str
    title: str
    text: str
    category: str
    state: CaseState
    since: datetime
    by: str
    drafted_at: datetime
    number: str
    channels: str
    published_at: datetime | None
    signed_by: str
    reason: str
    who: str
    sha256: str
    version: int
    steps: tuple[StepLine, ...]
    offers: tuple[Offer, ...]

    @property
    def waits(self) -> bool:
        return self.state not in OVER

    @property
    def is_out(self) -> bool:
        return self.state is CaseState.PUBLISHED


@dataclass(frozen=True, slots=True)
class CasesBoard:
    """`lines`: what waits by how long, then what is out, the newest first. `tellable`: incidents of
    which a case may be drafted. `next_number`: what the form of publishing proposes.
    """

    lines: tuple[CaseLine, ...]
    year: int
    waiting: int
    published: int  # in the year that runs
    revoked: int
    tellable: tuple[tuple[int, str], ...]
    categories: tuple[str, ...]
    channels: tuple[str, ...]
    next_number: str
    usage: Usage
    offers: tuple[Offer, ...]  # draft
    now: datetime


# In the order in which they stand on a line.
ACTS = (
    CaseAct.SUBMIT, CaseAct.LEGAL, CaseAct.SECRECY, CaseAct.APPROVE, CaseAct.PUBLISH,
    CaseAct.EDIT, CaseAct.RETURN, CaseAct.REVOKE, CaseAct.WITHDRAW,
)  # fmt: skip
UNSIGNED = (CaseState.DRAFT, CaseState.LEGAL, CaseState.SECRECY, CaseState.APPROVAL)
HOLDERS: dict[CaseState, Action] = {
    CaseState.DRAFT: Action.DRAFT_CASE,
    CaseState.LEGAL: Action.CHECK_RELEASE,
    CaseState.SECRECY: Action.CHECK_SECRECY,
    CaseState.APPROVAL: Action.APPROVE_RELEASE,
    CaseState.APPROVED: Action.PUBLISH_RELEASE,
}


def cases_board(session: Session, actor: Actor, now: datetime) -> CasesBoard:
    plan, lines = plan_of(session), case_lines(session, actor)
    year = local(now).year
    out = [x for x in lines if x.published_at and local(x.published_at).year == year]
    tellable = _tellable(session)
    may = plan.rights.allows(actor, Action.DRAFT_CASE)
    return CasesBoard(
        lines=tuple(lines),
        year=year,
        waiting=sum(line.waits for line in lines),
        published=sum(line.state is CaseState.PUBLISHED for line in out),
        revoked=sum(line.state is CaseState.REVOKED for line in lines),
        tellable=tellable,
        categories=categories_of(session),
        channels=tuple(channel.title for channel in plan.release_channels.values()),
        next_number=f"{year}年第{len(out) + 1}期",
        usage=usage_of(session, PaperKind.RELEASE),
        offers=only(offer_if(may and bool(tellable), "draft")),
        now=now,
    )


def case_lines(session: Session, actor: Actor, incident_id: int | None = None) -> list[CaseLine]:
    """Of all incidents, or of one; sorted."""
    found = (
        select(TypicalCaseRow, IncidentRow.public_title)
        .join(IncidentRow, IncidentRow.id == TypicalCaseRow.incident_id)
        .order_by(TypicalCaseRow.id)
    )
    if incident_id is not None:
        found = found.where(TypicalCaseRow.incident_id == incident_id)
    rows = session.execute(found).all()
    steps: dict[int, list[TypicalCaseStepRow]] = defaultdict(list)
    for step in steps_of(session, [row.id for row, _ in rows]):
        steps[step.case_id].append(step)
    rights = plan_of(session).rights
    return sorted((_line(rights, actor, row, title, steps[row.id]) for row, title in rows),
                  key=_order)  # fmt: skip


def _line(
    rights: Rights, actor: Actor, row: TypicalCaseRow, incident: str, steps: Steps
) -> CaseLine:
    state, last = state_of(row), steps[-1] if steps else None
    published, signed = last_step(steps, CaseStep.PUBLISH), last_step(steps, CaseStep.APPROVAL)
    returned = last is not None and last.step in (
        CaseStep.RETURN, CaseStep.WITHDRAW, CaseStep.REVOKE
    )  # fmt: skip
    holder = HOLDERS.get(state)
    return CaseLine(
        id=row.id,
        incident_id=row.incident_id,
        incident=incident,
        title=row.title,
        text=row.text,
        category=row.category or "",
        state=state,
        since=last.at if last else row.drafted_at,
        by=row.drafted_by,
        drafted_at=row.drafted_at,
        number=published.number if published else "",
        channels=published.channels if published else "",
        published_at=published.done_at if published else None,
        signed_by=signed.by if signed and state not in UNSIGNED else "",
        reason=last.words if last is not None and returned else "",
        who=rights.holders(holder) if holder else "",
        sha256=sha256_of(row),
        version=row.version,
        steps=tuple(StepLine(CaseStep(x.step), x.by, x.done_at, x.words) for x in steps),
        offers=_offers(rights, actor, row, steps),
    )


def _offers(rights: Rights, actor: Actor, row: TypicalCaseRow, steps: Steps) -> tuple[Offer, ...]:
    """What has its place where the case stands, to who may ever do it; who wrote it is told that
    another must."""
    state = state_of(row)
    return only(
        *(
            Offer(act.value, right_refusal(rights, actor, row, steps, act))
            for act in ACTS
            if _has_place(act, state) and rights.scope(actor, action_for(act, state)) is not None
        )
    )


def _has_place(act: CaseAct, state: CaseState) -> bool:
    return refusal_of(lambda: require_place(act, state)) is None


def _tellable(session: Session) -> tuple[tuple[int, str], ...]:
    """Incidents that are over and have no case that stands, the newest first."""
    state = TypicalCaseRow.state
    has = exists().where(
        TypicalCaseRow.incident_id == IncidentRow.id,
        or_(state.is_(None), state.in_(sorted(STANDING))),
    )
    rows = session.execute(
        select(IncidentRow.id, IncidentRow.title)
        .where(IncidentRow.state.in_(TELLABLE), ~has)
        .order_by(IncidentRow.id.desc())
    )
    return tuple((key, title) for key, title in rows)


def _order(line: CaseLine) -> tuple[bool, float, int]:
    """What waits, the longest first; what is over, the newest first."""
    at = line.since.timestamp()
    return not line.waits, at if line.waits else -at, line.id
