"""Releases (plan 4.1(5)): drafted from data, edited, submitted, withdrawn, corrected by a new one.

The gates they go through are in release_gates. Every step keeps the very text it judged.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.figures import Finding, Why, require_explained, shown
from commandcenter.domain.incident.counts import Counts
from commandcenter.domain.incident.level_course import changes
from commandcenter.domain.level import Axis
from commandcenter.domain.org import Actor
from commandcenter.domain.releases.former_phrases import proved
from commandcenter.domain.releases.release import (
    GATE_WORDS,
    GateStep,
    ReleaseKind,
    ReleaseState,
    require_same_text,
)
from commandcenter.domain.releases.release_acts import ReleaseAct, require_undoable
from commandcenter.domain.releases.release_text import require_no_faults
from commandcenter.domain.rights import Action
from commandcenter.domain.times import date_zh, dated_zh, minute_zh
from commandcenter.domain.watch.warning import WarningState
from commandcenter.services import book
from commandcenter.services.guard import (
    carried_incident,
    open_incident,
    rights,
    text_if_any,
    text_of,
)
from commandcenter.store.database import now
from commandcenter.store.incident.counts import counts_where
from commandcenter.store.moment import moment
from commandcenter.store.office import office
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.private import traders_for
from commandcenter.store.releases.release_basis import Basis, basis_of, public_name
from commandcenter.store.releases.release_facts import (
    TextCheck,
    check_text,
    known,
    release_label,
)
from commandcenter.store.releases.release_figures import explanations, pack
from commandcenter.store.releases.release_gate import (
    Standing,
    authority_words,
    gate_refusal,
    next_number,
    right_refusal,
    standing,
)
from commandcenter.store.reports.report_done import level_steps
from commandcenter.store.tables.releases.release import ReleaseCheckRow, ReleaseRow
from commandcenter.store.watch.warning_basis import signals_of, warning_of

CLAUSE, TIP_CLAUSE = "4.1(5)", "3.2(1)"
TITLE_CHARS, TEXT_CHARS, WHY_CHARS = 80, 5_000, 300


def draft(session: Session, actor: Actor, incident_id: int, kind: ReleaseKind) -> int:
    """A new release from the plan's phrase and the data as of now. Returns its id."""
    incident = open_incident(session, incident_id)
    rights(session).require(actor, Action.DRAFT_RELEASE)
    return _new(session, actor, Basis(incident), kind, None)


def draft_notice(session: Session, actor: Actor, warning_id: int) -> int:
    """消费警示 of a warning in force (3.2(1)), through the same gate. Returns its id."""
    warning = warning_of(session, warning_id)
    rights(session).require(actor, Action.DRAFT_RELEASE)
    if warning.state is not WarningState.ISSUED:
        raise RuleBroken("预警签发后才能起草消费警示。")
    return _new(session, actor, Basis(warning=warning), ReleaseKind.TIP, None)


def correct(session: Session, actor: Actor, release_id: int) -> int:
    """更正: a new draft of the same kind that says which one it puts right. Returns its id."""
    old = to_act(session, actor, release_id, ReleaseAct.CORRECT)
    pending = session.scalars(
        select(ReleaseRow).where(
            ReleaseRow.corrects == old.row.id, ReleaseRow.state != ReleaseState.WITHDRAWN
        )
    ).first()
    if pending is not None:
        raise RuleBroken(
            "“{title}”已由{who}起草更正。", title=old.row.title, who=pending.drafted_by
        )
    return _new(session, actor, basis_of(session, old.row), old.row.kind, old.row)


def _new(
    session: Session,
    actor: Actor,
    basis: Basis,
    kind: ReleaseKind,
    corrects: ReleaseRow | None,
) -> int:
    at = now(session)
    title, text = _written(session, basis, kind, at)
    if corrects is not None:
        label = release_label(corrects.kind, corrects.number)
        title, text = f"{corrects.title}（更正）", f"更正我局{label}：\n{text}"
    number = next_number(session, basis, kind)
    row = ReleaseRow(
        incident_id=basis.incident_id,
        warning_id=basis.warning_id,
        kind=kind,
        number=number,
        title=title[:TITLE_CHARS],
        text=text,
        state=ReleaseState.DRAFT,
        as_of=at,
        figures=[],
        authority="",
        needs_telling=False,
        drafted_by=actor.name,
        drafter_id=actor.person_id,
        drafted_at=at,
        corrects=corrects.id if corrects else None,
    )
    session.add(row)
    session.flush()
    state = standing(session, row)
    _keep_authority(state)
    row.figures = pack(text_check(session, row).findings, {})
    add_step(session, actor, state, GateStep.DRAFT)
    _record(session, actor, row, "corrected" if corrects else "drafted")
    return row.id


def _written(session: Session, basis: Basis, kind: ReleaseKind, at: datetime) -> tuple[str, str]:
    """Title and text by the plan's phrase of the kind, filled from the data as of `at`."""
    phrases = plan_of(session, basis.plan_version).release_phrases
    phrase = next(p for p in phrases.values() if p.kind is kind)
    if basis.warning is not None:
        phrase = phrases.get("warning_tip", phrase)
    counts = _counts(session, basis, at)
    received = basis.incident.received_at if basis.incident else at
    words = {
        "title": public_name(basis),
        "about": _gathered(session, basis),
        "received": minute_zh(received),
        "as_of": minute_zh(at),
        "complaints": str(counts.complaints),
        "people": str(counts.people),
        "amount": _amount(session, basis, at),
        "office": office(session),
        "today": date_zh(at),
        "response": _responded(session, basis),
    }
    return phrase.title.format(**words), proved(phrase.text).format(**words).strip()


def _responded(session: Session, basis: Basis) -> str:
    """What has been decided on the response; nothing is said of work that no record shows."""
    if basis.incident is None:
        return ""
    steps = level_steps(session, basis.incident.id)
    found = list(changes(step for step in steps if step.axis is Axis.RESPONSE))
    if not found:
        return ""
    newest = found[-1]
    return f"{newest.organ or '我局'}于{minute_zh(newest.at)}{newest.words}。"


def _counts(session: Session, basis: Basis, at: datetime) -> Counts:
    m = moment(session, at)
    return counts_where(session, m, basis.counted(session, m))


def _gathered(session: Session, basis: Basis) -> str:
    """What the complaints of a warning say alike, without the trader's name."""
    signals = signals_of(session, basis.warning_id) if basis.warning_id else []
    known_names = traders_for(session, basis)
    words = [word for row in signals for word in row.keywords if word not in known_names]
    problems = [row.problem for row in signals if row.problem]
    return "、".join(dict.fromkeys(words[:4])) or "、".join(dict.fromkeys(problems)) or "消费纠纷"


def _amount(session: Session, basis: Basis, at: datetime) -> str:
    figures = known(session, basis, at).figures
    amount = next(f for f in figures if f.code == "amount")
    return shown(amount.value, amount.unit).replace(" ", "")


def edit(
    session: Session,
    actor: Actor,
    release_id: int,
    title: str,
    text: str,
    why: Mapping[str, str],
    seen: int,
    as_of: datetime | None = None,
) -> None:
    """Put new words in the place of those of version `seen`; it is a draft again.

    `why`: explanations by Finding.key. `as_of`: the moment the figures are true at, if
    another. Raises RuleBroken, saying who and when, where somebody was faster.
    """
    state = to_act(session, actor, release_id, ReleaseAct.EDIT)
    row, at = state.row, now(session)
    _require_seen(state, seen)
    if as_of is not None and as_of > at:
        raise RuleBroken("数据截至时间不能晚于现在。")
    words = text_of(title, "标题", TITLE_CHARS), text_of(text, "正文", TEXT_CHARS)
    _take_back(session, row)
    row.title, row.text = words
    row.as_of = as_of or row.as_of
    reasons = _reasons(actor, row, why, at)
    row.figures = pack(text_check(session, row).findings, reasons)
    _keep_authority(state)
    add_step(session, actor, state, GateStep.DRAFT)
    _record(session, actor, row, "edited")


def _take_back(session: Session, row: ReleaseRow) -> None:
    """Out of the gate first: while a text is judged the server lets nobody change it."""
    if row.state is not ReleaseState.DRAFT:
        row.state = ReleaseState.DRAFT
        session.flush()


def _reasons(actor: Actor, row: ReleaseRow, why: Mapping[str, str], at: datetime) -> dict[str, Why]:
    """Each as it stood under its author's name, or given anew under the actor's."""
    before, given = explanations(row.figures), {}
    for key, words in why.items():
        kept = text_if_any(words, "数字不同的说明", WHY_CHARS)
        old = before.get(key)
        if kept:
            given[key] = old if old and old.words == kept else Why(kept, actor.name, at)
    return given


def _require_seen(state: Standing, seen: int) -> None:
    if state.row.version != seen:
        last = state.steps[-1]
        raise RuleBroken(
            "{who}已于 {when} 办理了这份稿件（{step}），您看到的不是最新内容。"
            "您写的文字没有丢失，请对照最新内容后再保存。",
            who=last.by,
            when=dated_zh(last.at),
            step=GATE_WORDS[GateStep(last.step)],
        )


def submit(session: Session, actor: Actor, release_id: int, seen: str) -> None:
    """送审. `seen`: SHA-256 of the text that is on the actor's screen.

    Raises RuleBroken for a number that agrees with nothing and is not explained, and for
    what must not be made public.
    """
    state = to_act(session, actor, release_id, ReleaseAct.SUBMIT, seen)
    findings = require_clean(session, state)
    state.row.figures = pack(findings, explanations(state.row.figures))
    state.row.state = ReleaseState.LEGAL
    _keep_authority(state)
    add_step(session, actor, state, GateStep.SUBMIT)
    _record(session, actor, state.row, "submitted")


def withdraw(session: Session, actor: Actor, release_id: int, reason: str) -> None:
    """It will not go out; what is published stays published."""
    state = to_act(session, actor, release_id, ReleaseAct.WITHDRAW)
    words = text_of(reason, "撤回的原因", 500)
    state.row.state = ReleaseState.WITHDRAWN
    add_step(session, actor, state, GateStep.WITHDRAW, words)
    _record(session, actor, state.row, "withdrawn")


# What the gates share.


def to_act(
    session: Session, actor: Actor, release_id: int, act: ReleaseAct, seen: str | None = None
) -> Standing:
    """The release, which the actor may do `act` to now. Raises RuleBroken.

    `seen`: SHA-256 of the text the actor has read. That it is another by now is said first:
    else they would be told of a state that they never saw.
    """
    state = _standing(session, release_id)
    if broken := right_refusal(rights(session), actor, state, act):
        raise broken
    if seen is not None:
        require_same_text(seen, state.sha256)
    if broken := gate_refusal(state, act):
        raise broken
    return state


def to_undo(session: Session, release_id: int) -> Standing:
    """The release, whose last step may be taken back where it stands. Raises RuleBroken."""
    state = _standing(session, release_id)
    require_undoable(state.row.kind, state.row.state)
    return state


def _standing(session: Session, release_id: int) -> Standing:
    row = session.get(ReleaseRow, release_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的发布稿。", id=release_id)
    _require_open(session, row)
    return standing(session, row)


def _require_open(session: Session, row: ReleaseRow) -> None:
    """Its incident's record may grow; its warning is in force."""
    if row.incident_id is not None:
        carried_incident(session, row.incident_id)
        return
    warning = basis_of(session, row).warning
    if warning is not None and warning.state is not WarningState.ISSUED:
        raise RuleBroken("该预警已不在生效中，消费警示不再办理。")


def text_check(session: Session, row: ReleaseRow) -> TextCheck:
    """The text against the data as of the release's moment, and against earlier words."""
    facts = known(session, basis_of(session, row), row.as_of, row.id)
    return check_text(facts, f"{row.title}\n{row.text}")


def require_clean(session: Session, state: Standing) -> tuple[Finding, ...]:
    """Raise RuleBroken for what may not be public and for what is not explained.

    Each gate looks at the figures anew; kept are those of the text that was handed in, for who
    judges a text changes nothing of it.
    """
    check = text_check(session, state.row)
    require_no_faults(check.faults)
    require_explained(check.findings, explanations(state.row.figures))
    return check.findings


def add_step(
    session: Session,
    actor: Actor,
    state: Standing,
    step: GateStep,
    words: str = "",
    receiver: str = "",
    *,
    passed: bool = True,
    done_at: datetime | None = None,
) -> ReleaseCheckRow:
    at = now(session)
    row = ReleaseCheckRow(
        incident_id=state.row.incident_id,
        release_id=state.row.id,
        step=step.value,
        passed=passed,
        words=words,
        receiver=receiver,
        judged=state.judged,
        text_sha256=state.sha256,
        person_id=actor.person_id,
        by=actor.name,
        done_at=done_at or at,
        at=at,
    )
    session.add(row)
    return row


def _keep_authority(state: Standing) -> None:
    state.row.authority = authority_words(state.rule)  # who must be told is settled at 签发


def clause_of(row: ReleaseRow) -> str:
    """消费警示 is what 3.2(1) asks for, of a warning or of an incident."""
    return TIP_CLAUSE if row.kind is ReleaseKind.TIP else CLAUSE


def _record(session: Session, actor: Actor, row: ReleaseRow, verb: str) -> None:
    clause = clause_of(row)
    book.record(session, actor, "release", row.id, verb, incident=row.incident_id, clause=clause)
