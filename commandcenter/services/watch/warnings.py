"""Warnings inside the bureau (3.2): drafted from a signal; issued, adjusted, lifted by signature.

What was read before signing is, to the letter, what is kept; the time of issue is added by the
signature. Who comes second is told who was first.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.incident import Category
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.times import day_start, local
from commandcenter.domain.watch.signal import SignalState
from commandcenter.domain.watch.warning import (
    ACT_WORDS,
    Items,
    WarningAct,
    WarningState,
    adjust_text,
    issue_text,
    lift_text,
    require_act,
    require_adjusted,
    signed_text,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.services.incident import incidents
from commandcenter.services.incident.warrant import require_shown
from commandcenter.services.watch import signals, warning_steps
from commandcenter.services.watch.signals import TriageNote
from commandcenter.store.database import now
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.complaints.complaint import SubjectRow
from commandcenter.store.tables.watch.warning import WarningRow
from commandcenter.store.tables.watch.warning_act import WarningActRow
from commandcenter.store.watch.signal_rows import complaint_ids
from commandcenter.store.watch.warning_basis import (
    acted_by,
    kept_evidence,
    last_act,
    lift_evidence,
    signals_of,
    warning_of,
)

CLAUSE = {
    WarningAct.DRAFTED: "3.2(1)", WarningAct.AMENDED: "3.2(1)", WarningAct.RETURNED: "3.2(1)",
    WarningAct.ISSUED: "3.2(1)", WarningAct.ADJUSTED: "3.2(2)", WarningAct.LIFTED: "3.2(3)",
    WarningAct.DROPPED: "3.2(1)", WarningAct.OPENED: "4.1(1)",
}  # fmt: skip
KIND = "warning"
SHORT, LONG = 60, 2_000  # characters


@dataclass(frozen=True, slots=True)
class Draft:
    """The items that 突发事件应对法 Art. 64 asks for, and where it holds."""

    items: Items
    districts: tuple[str, ...]
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """`name` as typed; `shown`: the text as read before signing, "" when nobody looked.

    `seen`: the id of the newest act on the screen, None where there was none.
    """

    name: str
    shown: str = ""
    seen: int | None = None


def draft(
    session: Session,
    actor: Actor,
    new: Draft,
    signal_id: int | None = None,
    said: TriageNote | None = None,
) -> int:
    """A new draft, mostly from a signal that was assessed; return its id.

    Raises RuleBroken without the right, an item, or where the signal is not ready.
    """
    said = said or TriageNote("")
    signal = None
    if signal_id is not None:
        signal = signals.ready_to_warn(session, actor, signal_id, said)
    _require(session, actor, Action.DRAFT_WARNING, new.districts, new.items.level)
    at = now(session)
    row = WarningRow(
        state=WarningState.DRAFT, drafter_id=actor.person_id or None, drafted_by=actor.name,
        drafted_at=at,
    )  # fmt: skip
    _fill(session, row, new)
    session.add(row)
    session.flush()
    _add_act(session, actor, row, WarningAct.DRAFTED, said.words)
    if signal is not None:
        signals.warn(session, actor, signal, row.id, said)
    _record(session, actor, row, WarningAct.DRAFTED)
    return row.id


def amend(session: Session, actor: Actor, warning_id: int, new: Draft, seen: int | None) -> None:
    """Put other words into the draft, as a whole."""
    row = _ready(session, warning_id, WarningAct.AMENDED, seen)
    _require(session, actor, Action.DRAFT_WARNING, row.districts, row.level)
    _require(session, actor, Action.DRAFT_WARNING, new.districts, new.items.level)
    before = row.level
    _fill(session, row, new)
    _add_act(session, actor, row, WarningAct.AMENDED, before=before)
    _record(session, actor, row, WarningAct.AMENDED)


def send_back(
    session: Session, actor: Actor, warning_id: int, reason: str, seen: int | None = None
) -> None:
    """退回修改, by who might issue it."""
    row = _ready(session, warning_id, WarningAct.RETURNED, seen)
    _require(session, actor, Action.ISSUE_WARNING, row.districts, row.level)
    words = text_of(reason, "退回的原因", LONG)
    _add_act(session, actor, row, WarningAct.RETURNED, words)
    _record(session, actor, row, WarningAct.RETURNED)


def drop(
    session: Session, actor: Actor, warning_id: int, reason: str, seen: int | None = None
) -> None:
    """The draft is not needed; its signals wait for their assessment again."""
    row = _ready(session, warning_id, WarningAct.DROPPED, seen)
    _require(session, actor, Action.DRAFT_WARNING, row.districts, row.level)
    words = text_of(reason, "撤销的原因", LONG)
    row.state, row.ends_at = WarningState.DROPPED, now(session)
    for signal in signals_of(session, row.id):
        if signal.state is SignalState.WARNED:
            signals.give_back(session, actor, signal, f"预警草稿已撤销：{words}")
    _add_act(session, actor, row, WarningAct.DROPPED, words)
    _record(session, actor, row, WarningAct.DROPPED)


def issue(session: Session, actor: Actor, warning_id: int, signature: Signature) -> None:
    """签发: it holds from now on, has its number within the year, and its measures appear."""
    row = _ready(session, warning_id, WarningAct.ISSUED, signature.seen)
    _require(session, actor, Action.ISSUE_WARNING, row.districts, row.level)
    require_signature(signature.name, actor.name)
    text, at = issue_text(items_of(row)), now(session)
    require_shown(signature.shown, text)
    row.state, row.issued_at = WarningState.ISSUED, at
    row.number = _next_number(session, at)
    _add_act(
        session, actor, row, WarningAct.ISSUED, text=signed_text(text, at),
        signed=signature.name, at=at,
    )  # fmt: skip
    warning_steps.lay_out(session, row, at)
    _record(session, actor, row, WarningAct.ISSUED)


def adjust(
    session: Session, actor: Actor, warning_id: int, new: Draft, reason: str, signature: Signature
) -> None:
    """调整 (Art. 70): another level or other words, published anew; measures are planned again.

    The graver of both levels decides who may.
    """
    row = _ready(session, warning_id, WarningAct.ADJUSTED, signature.seen)
    before = items_of(row)
    graver = min(before.level, new.items.level, key=lambda level: level.rank)
    places = {*row.districts, *new.districts}
    _require(session, actor, Action.ADJUST_WARNING, tuple(places), graver)
    words = text_of(reason, "调整的理由", LONG)
    require_signature(signature.name, actor.name)
    _fill(session, row, new)
    require_adjusted(before, items_of(row))
    text, at = adjust_text(items_of(row), before.level, words), now(session)
    require_shown(signature.shown, text)
    _add_act(
        session, actor, row, WarningAct.ADJUSTED, words, text=signed_text(text, at),
        signed=signature.name, before=before.level, at=at,
    )  # fmt: skip
    if row.level is not before.level:
        warning_steps.plan_again(session, row, at)
    _record(session, actor, row, WarningAct.ADJUSTED)


def lift(
    session: Session, actor: Actor, warning_id: int, reason: str, signature: Signature
) -> None:
    """解除 (3.2(3)): with the evidence as it stands now; open measures end with it."""
    row = _ready(session, warning_id, WarningAct.LIFTED, signature.seen)
    _require(session, actor, Action.LIFT_WARNING, row.districts, row.level)
    words = text_of(reason, "解除的理由", LONG)
    require_signature(signature.name, actor.name)
    at = now(session)
    evidence = lift_evidence(session, row, at)
    text = lift_text(items_of(row), words, evidence)
    require_shown(signature.shown, text)
    row.state, row.ends_at = WarningState.LIFTED, at
    act = _add_act(
        session, actor, row, WarningAct.LIFTED, words, text=signed_text(text, at),
        signed=signature.name, at=at,
    )  # fmt: skip
    act.evidence = kept_evidence(evidence)
    warning_steps.wind_up(session, row)
    _record(session, actor, row, WarningAct.LIFTED)


def open_incident(
    session: Session,
    actor: Actor,
    warning_id: int,
    new: incidents.NewIncident,
    words: str,
    seen: int | None = None,
) -> int:
    """Register an incident from a warning in force; return its id.

    The complaints of its signals join. The warning holds until it is lifted.
    """
    row = _ready(session, warning_id, WarningAct.OPENED, seen)
    if row.incident_id is not None:
        raise RuleBroken("该预警已转为事件，不需要再登记。")
    _require(session, actor, Action.TRIAGE_SIGNAL, row.districts, row.level)
    reason = text_of(words, "转为事件的理由", LONG)
    others = tuple(c for c in new.categories if c is not Category.CLUSTER)
    counted = replace(new, categories=(Category.CLUSTER, *others))
    incident = incidents.register(session, actor, counted)
    row.incident_id = incident
    _add_act(session, actor, row, WarningAct.OPENED, reason)
    _record(session, actor, row, WarningAct.OPENED)
    for signal in signals_of(session, row.id):
        if signal.state is SignalState.WARNED:
            signals.hand_to(session, actor, signal, incident, TriageNote(reason))
    return incident


def join_incident(
    session: Session,
    actor: Actor,
    warning_id: int,
    incident_id: int,
    words: str,
    seen: int | None = None,
) -> None:
    """What it warned of has become an incident that is open; its signals' complaints join it."""
    row = _ready(session, warning_id, WarningAct.OPENED, seen)
    if row.incident_id is not None:
        raise RuleBroken("该预警已转为事件，不需要再登记。")
    _require(session, actor, Action.TRIAGE_SIGNAL, row.districts, row.level)
    reason = text_of(words, "转为事件的理由", LONG)
    incident = incidents.open_to_join(session, actor, incident_id)
    held = [each for each in signals_of(session, row.id) if each.state is SignalState.WARNED]
    for signal in held:
        if ids := complaint_ids(session, signal.id):  # none: its import was undone since
            incidents.attach_complaints(session, actor, incident.id, ids)
        signals.hand_to(session, actor, signal, incident.id, TriageNote(reason))
    row.incident_id = incident.id
    _add_act(session, actor, row, WarningAct.OPENED, reason)
    _record(session, actor, row, WarningAct.OPENED)


def items_of(row: WarningRow) -> Items:
    return Items(
        title=row.title, category=row.category, level=row.level, starts_at=row.starts_at,
        scope=row.scope, matters=row.matters, measures=row.measures, issuer=row.issuer,
    )  # fmt: skip


def _fill(session: Session, row: WarningRow, new: Draft) -> None:
    _require_known(session, new)
    items = new.items
    row.title = text_of(items.title, "预警名称", SHORT)
    row.category = text_of(items.category, "预警类别", SHORT)
    row.level = items.level
    row.starts_at = items.starts_at.replace(second=0, microsecond=0)  # as forms and papers say it
    row.scope = text_of(items.scope, "可能影响的范围", LONG)
    row.matters = text_of(items.matters, "警示事项", LONG)
    row.measures = text_of(items.measures, "应当采取的措施", LONG)
    row.issuer = text_of(items.issuer, "发布单位", SHORT)
    row.districts, row.subject_id = list(new.districts), new.subject_id


def _require_known(session: Session, new: Draft) -> None:
    known = set(session.scalars(select(DistrictRow.code)))
    if not new.districts or not known.issuperset(new.districts):
        raise RuleBroken("请选择涉及的县（市、区）。")
    if new.subject_id is not None and session.get(SubjectRow, new.subject_id) is None:
        raise RuleBroken("没有编号为 {id} 的经营主体。", id=new.subject_id)


def _require(
    session: Session,
    actor: Actor,
    action: Action,
    districts: tuple[str, ...] | list[str],
    level: Level,
) -> None:
    rights(session).require(actor, action, district=frozenset(districts), level=level)


def _ready(session: Session, warning_id: int, act: WarningAct, seen: int | None) -> WarningRow:
    """The warning, where the act has its place and nobody was faster."""
    row = warning_of(session, warning_id)
    last = last_act(session, row.id)
    if seen is not None and seen != (last.id if last else 0):
        raise RuleBroken(
            "{who} 刚刚{act}了这份预警，您看到的不是最新内容。您写的文字没有丢失，请核对后再办理。",
            who=acted_by(last),
            act=ACT_WORDS[last.act] if last else "",
        )
    require_act(act, row.state, acted_by(last))
    return row


def _next_number(session: Session, at: datetime) -> int:
    """Within the Shanghai year of the issue, from 1."""
    year = day_start(local(at).date().replace(month=1, day=1))
    highest = session.scalar(
        select(func.max(WarningRow.number)).where(WarningRow.issued_at >= year)
    )
    return (highest or 0) + 1


def _add_act(
    session: Session,
    actor: Actor,
    row: WarningRow,
    act: WarningAct,
    words: str = "",
    *,
    text: str = "",
    signed: str = "",
    before: Level | None = None,
    at: datetime | None = None,
) -> WarningActRow:
    new = WarningActRow(
        warning_id=row.id, act=act, level=row.level, level_before=before, words=words, text=text,
        evidence=[], signature=signed.strip(), person_id=actor.person_id or None, by=actor.name,
        at=at or now(session),
    )  # fmt: skip
    session.add(new)
    return new


def _record(session: Session, actor: Actor, row: WarningRow, act: WarningAct) -> None:
    book.record(
        session, actor, KIND, row.id, act.value, incident=row.incident_id, clause=CLAUSE[act]
    )
