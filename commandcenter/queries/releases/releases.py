"""Releases on their way: where each stands at its gates, who did what, and what is missing next."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import Obligation
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import KeptNumber
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import clauses, enumerated, phrase
from commandcenter.domain.releases.release import (
    GATE_WORDS,
    GateStep,
    Naming,
    ReleaseKind,
    ReleaseState,
)
from commandcenter.domain.releases.release_acts import (
    AT,
    RETURNS,
    ReleaseAct,
    action_for,
    is_out,
    waits,
)
from commandcenter.domain.releases.release_authority import NOT_GRADED
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.watch.warning import WarningState
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.closed import closed
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.releases.release_next import next_words
from commandcenter.store.incident.naming import grounds
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_about import about
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.releases.release_facts import release_label
from commandcenter.store.releases.release_figures import unpack
from commandcenter.store.releases.release_gate import (
    Standing,
    authority_words,
    refusal,
    standing,
    wanted_out,
)
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.watch.warning_basis import notice_due, warning_of

ORDER = list(ReleaseState)
CAP = "cap"  # offered of a published 消费警示, beside the acts: it leaves as a file


class MarkState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"
    BACK = "back"  # sent back at this gate, and not yet submitted again


@dataclass(frozen=True, slots=True)
class GateMark:
    """One gate: who passed it when; `words` their remark, or what waits for whom."""

    step: GateStep
    label: str
    state: MarkState
    by: str = ""
    at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class GateEvent:
    """One step of the way as it was noted. `receiver`: whom it was told to, or the channel."""

    step: GateStep
    label: str
    passed: bool
    by: str
    at: datetime
    words: str
    receiver: str


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """`next_words`: what is missing next. `sha256`: of the text, to say what was seen."""

    id: int
    incident_id: int | None
    warning_id: int | None
    kind: ReleaseKind
    label: str
    title: str
    text: str
    state: ReleaseState
    as_of: datetime
    drafted_by: str
    drafted_at: datetime
    due_at: datetime | None
    late: bool
    authority: str
    source: str
    tell: tuple[str, ...]
    untold: tuple[str, ...]
    gates: tuple[GateMark, ...]
    events: tuple[GateEvent, ...]
    numbers: tuple[KeptNumber, ...]
    next_words: str
    corrects: str
    corrected_by: str
    offers: tuple[Offer, ...]  # by the code of a ReleaseAct, or CAP
    sha256: str
    version: int

    def offer(self, act: ReleaseAct) -> Offer | None:
        return next((offer for offer in self.offers if offer.key == act), None)


@dataclass(frozen=True, slots=True)
class NameState:
    """Whether the trader may be named outside, and why."""

    named: bool
    why: str
    by: str
    at: datetime | None
    grounds: frozenset[Naming]


@dataclass(frozen=True, slots=True)
class ReleaseBoard:
    """What waits first, then the newest. `offers`: to draft each kind; `name`."""

    lines: tuple[ReleaseLine, ...]
    offers: tuple[Offer, ...]
    name: NameState
    now: datetime


def release_board(
    session: Session, actor: Actor, incident_id: int | None, now: datetime
) -> ReleaseBoard:
    incident = session.get(IncidentRow, incident_id) if incident_id else None
    return _board(session, actor, Basis(incident), closed(incident), now)


def notice_board(session: Session, actor: Actor, warning_id: int, now: datetime) -> ReleaseBoard:
    """The consumer notices of a warning, as releases are shown."""
    warning = warning_of(session, warning_id)
    shut = None
    if warning.state is not WarningState.ISSUED:
        shut = RuleBroken("预警签发后、解除前可以发布消费警示。")
    return _board(session, actor, Basis(warning=warning), shut, now)


def _board(
    session: Session, actor: Actor, basis: Basis, shut: RuleBroken | None, now: datetime
) -> ReleaseBoard:
    rights = plan_of(session).rights
    there = basis.incident is not None or basis.warning is not None
    words = about(session, basis) if there else ""
    mine = select(ReleaseRow).where(basis.owns()).order_by(ReleaseRow.id)
    rows = session.scalars(mine).all() if there else []
    labels = {row.id: release_label(row.kind, row.number) for row in rows}
    corrected = {
        row.corrects: labels[row.id]
        for row in rows
        if row.corrects and row.state is not ReleaseState.WITHDRAWN
    }
    wanted = wanted_out(session, basis.incident, now)
    notice = notice_due(session, basis.warning_id) if basis.warning is not None else None
    lines = [
        _line(
            rights, actor, standing(session, row, words), labels, corrected, shut,
            wanted.get(row.id), notice, now,
        )
        for row in rows
    ]  # fmt: skip
    lines.sort(key=lambda line: (not waits(line.kind, line.state), -line.id))
    return ReleaseBoard(
        lines=tuple(lines),
        offers=_heading(rights, actor, basis, shut),
        name=_name(session, basis.incident),
        now=now,
    )


def _heading(
    rights: Rights, actor: Actor, basis: Basis, shut: RuleBroken | None
) -> tuple[Offer, ...]:
    """Of a warning only 消费警示 is drafted; nobody is named before an incident allows it."""
    of_warning = basis.warning is not None
    drafts = (
        offer(kind.value, rights, actor, Action.DRAFT_RELEASE, Matter(), shut=shut)
        for kind in ((ReleaseKind.TIP,) if of_warning else ReleaseKind)
    )
    signs = Matter(author_id=0)
    name = offer("name", rights, actor, Action.APPROVE_RELEASE, signs, shut=shut)
    return only(*drafts, None if of_warning else name)


def release_line(session: Session, actor: Actor, release_id: int, now: datetime) -> ReleaseLine:
    """One of them, as on the board."""
    row = session.get_one(ReleaseRow, release_id)
    if row.warning_id is not None:
        board = notice_board(session, actor, row.warning_id, now)
    else:
        board = release_board(session, actor, row.incident_id, now)
    return next(line for line in board.lines if line.id == release_id)


def release_of_check(session: Session, check_id: int) -> int:
    """Whose gate it was."""
    return session.get_one(ReleaseCheckRow, check_id).release_id


def _line(
    rights: Rights,
    actor: Actor,
    at: Standing,
    labels: dict[int, str],
    corrected: dict[int, str],
    shut: RuleBroken | None,
    wanted: Obligation | None,
    notice: datetime | None,
    now: datetime,
) -> ReleaseLine:
    """`wanted`: by the book of the incident; `notice`: by when the measure of the warning is."""
    row = at.row
    out = is_out(row.kind, row.state)
    frozen = out or row.state is ReleaseState.WITHDRAWN
    return ReleaseLine(
        id=row.id,
        incident_id=row.incident_id,
        warning_id=row.warning_id,
        kind=row.kind,
        label=labels[row.id],
        title=row.title,
        text=row.text,
        state=row.state,
        as_of=row.as_of,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        due_at=wanted.due_at if wanted else notice,
        late=wanted.is_late(now) if wanted else _is_late(at, notice, out, now),
        authority=row.authority if frozen else authority_words(at.rule) or NOT_GRADED,
        source=at.rule.source if at.rule else "",
        tell=at.rule.tell if at.rule else (),
        untold=at.untold,
        gates=tuple(_marks(rights, at)),
        events=tuple(_event(step) for step in reversed(at.steps)),
        numbers=unpack(row.figures),
        next_words=next_words(rights, at),
        corrects=labels.get(row.corrects or 0, ""),
        corrected_by=corrected.get(row.id, ""),
        offers=tuple(_offers(rights, actor, at, shut)),
        sha256=at.sha256,
        version=row.version,
    )


def _is_late(at: Standing, due_at: datetime | None, out: bool, now: datetime) -> bool:
    """Of a warning: it went out after its limit, or has not gone out and the limit is over."""
    if due_at is None or at.row.state is ReleaseState.WITHDRAWN:
        return False
    went = [step.done_at for step in at.since_submission if step.step == GateStep.PUBLISH]
    return (went[-1] if out and went else now) > due_at


def _event(step: ReleaseCheckRow) -> GateEvent:
    kind = GateStep(step.step)
    return GateEvent(
        step=kind,
        label=GATE_WORDS[kind],
        passed=step.passed,
        by=step.by,
        at=step.done_at,
        words=step.words,
        receiver=step.receiver,
    )


def _marks(rights: Rights, at: Standing) -> Iterator[GateMark]:
    """The gates of the way from left to right, as far as this release has to go."""
    row = at.row
    written = [s for s in at.steps if s.step == GateStep.DRAFT]
    sent = [s for s in at.steps if s.step == GateStep.SUBMIT]
    there = ORDER.index(row.state)
    yield _mark(GateStep.DRAFT, written[-1:], MarkState.DONE if there else MarkState.NOW)
    if there:
        yield _mark(GateStep.SUBMIT, sent[-1:], MarkState.DONE)
    for act, step in _way(at):
        passed = [s for s in _counting(at, step) if s.passed]
        short = act is ReleaseAct.TELL and at.untold
        if passed and not short and there:
            yield _mark(step, passed, MarkState.DONE)
            continue
        back = [s for s in at.steps[-1:] if s.step == step and not s.passed]
        now = _is_now(act, at)
        state = MarkState.BACK if back else MarkState.NOW if now else MarkState.LATER
        yield _mark(step, back or passed, state, _waits_for(rights, act, at) if now else "")


def _is_now(act: ReleaseAct, at: Standing) -> bool:
    """Whether this is what is done next."""
    match act:
        case ReleaseAct.AUTHORISE:
            return at.row.state is ReleaseState.APPROVAL
        case ReleaseAct.APPROVE if at.lacks_document:
            return False
        case ReleaseAct.PUBLISH if at.untold:
            return False
    return AT[act] is at.row.state


def _waits_for(rights: Rights, act: ReleaseAct, at: Standing) -> str:
    if act is ReleaseAct.TELL:
        return phrase("待告知{receivers}", receivers=enumerated(at.untold))
    return phrase("待{who}", who=rights.holders(action_for(act, at.row.state)))


def _counting(at: Standing, step: GateStep) -> list[ReleaseCheckRow]:
    """The steps of this kind that hold for the text as it is."""
    if step is GateStep.AUTHORITY:
        return [s for s in at.steps if s.step == step and s.text_sha256 == at.sha256]
    return [s for s in at.since_submission if s.step == step and s.text_sha256 == at.sha256]


def _way(at: Standing) -> Iterator[tuple[ReleaseAct, GateStep]]:
    yield ReleaseAct.LEGAL, GateStep.LEGAL
    yield ReleaseAct.SECRECY, GateStep.SECRECY
    if at.rule and at.rule.document:
        yield ReleaseAct.AUTHORISE, GateStep.AUTHORITY
    yield ReleaseAct.APPROVE, GateStep.APPROVAL
    if at.row.kind is ReleaseKind.LINE:
        return
    if at.rule and at.rule.tell:
        yield ReleaseAct.TELL, GateStep.TOLD
    yield ReleaseAct.PUBLISH, GateStep.PUBLISH


def _mark(
    step: GateStep, rows: list[ReleaseCheckRow], state: MarkState, waits_for: str = ""
) -> GateMark:
    """The last of `rows` speaks; all the receivers of several are named."""
    if not rows:
        return GateMark(step, GATE_WORDS[step], state, words=waits_for)
    row = rows[-1]
    receivers = enumerated(dict.fromkeys(r.receiver for r in rows))
    words = clauses((receivers, row.words if len(rows) == 1 else "", waits_for))
    return GateMark(step, GATE_WORDS[step], state, row.by, row.done_at, words)


def _offers(rights: Rights, actor: Actor, at: Standing, shut: RuleBroken | None) -> Iterator[Offer]:
    for act in ReleaseAct:
        held = rights.scope(actor, action_for(act, at.row.state)) is not None
        if held and _fits(act, at):
            yield Offer(act.value, shut or refusal(rights, actor, at, act))
    published = at.row.state is ReleaseState.PUBLISHED and at.row.kind is ReleaseKind.TIP
    if published and rights.scope(actor, Action.SEE_PICTURE) is not None:
        yield Offer(CAP)  # of what was closed since, too


def _fits(act: ReleaseAct, at: Standing) -> bool:
    """Whether it still lies on the way: what is behind is not offered again."""
    row = at.row
    out, there = is_out(row.kind, row.state), ORDER.index(row.state)
    if act is ReleaseAct.CORRECT:
        return out
    if row.state in (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN):
        return False
    if act is ReleaseAct.RETURN:
        return row.state in RETURNS
    if act is ReleaseAct.AUTHORISE:
        return at.lacks_document
    if act in (ReleaseAct.TELL, ReleaseAct.PUBLISH):
        return row.kind is not ReleaseKind.LINE and row.state is ReleaseState.APPROVED
    if act in (ReleaseAct.EDIT, ReleaseAct.WITHDRAW):
        return not (act is ReleaseAct.EDIT and out)
    return ORDER.index(AT[act]) >= there


def _name(session: Session, incident: IncidentRow | None) -> NameState:
    return NameState(
        named=bool(incident and incident.released_name),
        why=(incident and incident.named_why) or "",
        by=(incident and incident.named_by) or "",
        at=incident.named_at if incident else None,
        grounds=grounds(session, incident.id) if incident else frozenset(),
    )
