"""One warning with all that hangs on it, and the form of a new one, filled from its signal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import headed, word
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.rights import Action, Matter, Rights
from commandcenter.domain.watch.warning import (
    ACT_WORDS,
    FROM,
    Items,
    LiftLine,
    WarningAct,
    WarningState,
    issue_text,
    require_act,
)
from commandcenter.domain.watch.warning_draft import Ground, first_words
from commandcenter.domain.watch.warning_items import StepState, measures_for
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.command.officers import talkers
from commandcenter.queries.complaints.follow_rows import own_districts
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.seat.desk import Place, places
from commandcenter.queries.watch.related_signals import (
    OpenIncident,
    RelatedSignal,
    open_incidents,
    related_signal,
)
from commandcenter.queries.watch.talks import TalkLine, talks_of
from commandcenter.queries.watch.warnings import WarningLine, warning_lines
from commandcenter.store.incident.counts import counts_where
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.moment import moment
from commandcenter.store.office import office
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.warning import WarningRow, WarningStepRow
from commandcenter.store.tables.watch.warning_act import WarningActRow
from commandcenter.store.watch.signal_rows import (
    behind,
    counted_words,
    family,
    last_judging,
    signal_of,
)
from commandcenter.store.watch.warning_basis import (
    last_act,
    lift_evidence,
    signals_of,
    warning_of,
)

ACTIONS: dict[WarningAct, Action] = {
    WarningAct.ISSUED: Action.ISSUE_WARNING,
    WarningAct.AMENDED: Action.DRAFT_WARNING,
    WarningAct.RETURNED: Action.ISSUE_WARNING,
    WarningAct.DROPPED: Action.DRAFT_WARNING,
    WarningAct.ADJUSTED: Action.ADJUST_WARNING,
    WarningAct.LIFTED: Action.LIFT_WARNING,
    WarningAct.OPENED: Action.TRIAGE_SIGNAL,
}


@dataclass(frozen=True, slots=True)
class MeasureLine:
    id: int
    code: str
    title: str
    detail: str
    clause: str
    basis: str
    state: StepState
    deadline_at: datetime | None
    late: bool
    words: str
    done_by: str
    done_at: datetime | None
    talk: bool
    notice: bool
    version: int


@dataclass(frozen=True, slots=True)
class WarningEvent:
    """One act of its history. `text`: as signed; `evidence`: what a lifting showed."""

    act: WarningAct
    act_words: str
    by: str
    at: datetime
    words: str
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarningDetail:
    """`seen`: the newest act, for the forms. `carry`: the offer to carry out measures."""

    line: WarningLine
    items: Items
    districts: tuple[str, ...]
    subject_id: int | None
    subject: str
    text: str
    measures: tuple[MeasureLine, ...]
    talks: tuple[TalkLine, ...]
    events: tuple[WarningEvent, ...]
    evidence: tuple[LiftLine, ...]
    signals: tuple[RelatedSignal, ...]
    incidents: tuple[OpenIncident, ...]  # that it may be joined to
    offers: tuple[Offer, ...]  # by the act's value
    carry: Offer | None
    officers: tuple[str, ...]  # who may talk with the trader
    seen: int
    now: datetime

    def offer(self, act: WarningAct) -> Offer | None:
        return next((each for each in self.offers if each.key == act.value), None)


@dataclass(frozen=True, slots=True)
class WarningForm:
    """`measures`: titles by level, for 应当采取的措施; `seen`: newest judging act of the signal."""

    items: Items
    districts: tuple[str, ...]
    subject_id: int | None
    counties: tuple[Place, ...]
    measures: dict[Level, tuple[str, ...]]
    signal: str
    seen: int
    observed: int


def warning_detail(session: Session, actor: Actor, warning_id: int, now: datetime) -> WarningDetail:
    row = warning_of(session, warning_id)
    plan = plan_of(session)
    last = last_act(session, row.id)
    subject = session.get(SubjectRow, row.subject_id) if row.subject_id else None
    in_force = row.state is WarningState.ISSUED
    return WarningDetail(
        line=warning_lines(session, [row], now)[0],
        items=_items(row),
        districts=tuple(row.districts),
        subject_id=row.subject_id,
        subject=subject.name if subject else "",
        text=issue_text(_items(row)),
        measures=_measures(session, plan, row, now),
        talks=talks_of(session, row.id, now, [s.id for s in signals_of(session, row.id)]),
        events=_events(session, row),
        evidence=lift_evidence(session, row, now) if in_force else (),
        signals=tuple(related_signal(each) for each in signals_of(session, row.id)),
        incidents=open_incidents(session, own_districts(session, actor)),
        offers=tuple(_offers(plan.rights, actor, row)),
        carry=_carry(plan.rights, actor, row),
        officers=talkers(session, actor, now),
        seen=last.id if last else 0,
        now=now,
    )


def warning_form(session: Session, signal_id: int | None, now: datetime) -> WarningForm:
    """A new one: from a signal with its facts, or nearly empty."""
    plan = plan_of(session)
    titles = {
        level: tuple(m.title for m in measures_for(plan.warning_measures.values(), level))
        for level in Level
    }
    issuer = office(session)
    if signal_id is None:
        empty = Items("", "", Level.IV, now, "", "", "；".join(titles[Level.IV]), issuer)
        return WarningForm(empty, (), None, places(session), titles, "", 0, 0)
    row = signal_of(session, signal_id)
    counts = counts_where(session, moment(session, now), behind(family(session, row.id)))
    names = county_names(session)
    last = last_judging(session, row.id)
    ground = Ground(
        title=row.title, places="、".join(names[code] for code in row.districts) or "全市",
        category=row.category, problem=row.problem, keywords=tuple(row.keywords),
        complaints=counts.complaints, people=counts.people, since_at=row.since_at,
        usual=counted_words(row), issuer=issuer, level=Level.IV,
        titles=titles[Level.IV],
    )  # fmt: skip
    return WarningForm(
        items=first_words(ground, now),
        districts=tuple(row.districts),
        subject_id=row.subject_id,
        counties=places(session),
        measures=titles,
        signal=row.title,
        seen=last.id if last else 0,
        observed=row.observed,
    )


def amend_form(session: Session, warning_id: int, now: datetime) -> WarningForm:
    """The same form for a warning that is there."""
    row = warning_of(session, warning_id)
    last = last_act(session, row.id)
    return replace(
        warning_form(session, None, now),
        items=_items(row),
        districts=tuple(row.districts),
        subject_id=row.subject_id,
        seen=last.id if last else 0,
    )


def _items(row: WarningRow) -> Items:
    return Items(
        title=row.title, category=row.category, level=row.level, starts_at=row.starts_at,
        scope=row.scope, matters=row.matters, measures=row.measures, issuer=row.issuer,
    )  # fmt: skip


def _measures(
    session: Session, plan: PlanData, row: WarningRow, now: datetime
) -> tuple[MeasureLine, ...]:
    rows = session.scalars(
        select(WarningStepRow)
        .where(WarningStepRow.warning_id == row.id)
        .order_by(WarningStepRow.position, WarningStepRow.id)
    ).all()
    known = plan.warning_measures
    return tuple(
        MeasureLine(
            id=s.id, code=s.code, title=s.title, detail=s.detail, clause=s.clause, basis=s.basis,
            state=s.state, deadline_at=s.deadline_at,
            late=s.state is StepState.OPEN and s.deadline_at is not None and s.deadline_at < now,
            words=s.words, done_by=s.done_by, done_at=s.done_at,
            talk=s.code in known and known[s.code].talk,
            notice=s.code in known and known[s.code].notice, version=s.version,
        )
        for s in sorted(rows, key=lambda s: s.state is StepState.DROPPED)
    )  # fmt: skip


def _events(session: Session, row: WarningRow) -> tuple[WarningEvent, ...]:
    rows = session.scalars(
        select(WarningActRow)
        .where(WarningActRow.warning_id == row.id)
        .order_by(WarningActRow.id.desc())
    )
    return tuple(
        WarningEvent(
            act=act.act,
            act_words=ACT_WORDS[act.act],
            by=act.by,
            at=act.at,
            words=act.words,
            text=act.text,
            evidence=tuple(
                headed(word(str(e["title"])), word(str(e["found"]))) for e in act.evidence
            ),
        )
        for act in rows
    )


def _offers(rights: Rights, actor: Actor, row: WarningRow) -> Sequence[Offer]:
    """What has its place at this state; what the actor may never do is not shown."""
    matter = Matter(districts=frozenset(row.districts), level=row.level)
    return only(*(
        offer(act.value, rights, actor, action, matter, partial(require_act, act, row.state))
        for act, action in ACTIONS.items()
        if FROM[act] is row.state and (act is not WarningAct.OPENED or row.incident_id is None)
    ))  # fmt: skip


def _carry(rights: Rights, actor: Actor, row: WarningRow) -> Offer | None:
    """Carrying out measures, talks and promises."""
    if row.state is WarningState.DRAFT:
        return None
    matter = Matter(districts=frozenset(row.districts))
    return offer("carry", rights, actor, Action.TRIAGE_SIGNAL, matter)
