"""The gates of a release (plan 4.1(5), 2.1(3)): legality, secrecy, signature, telling, publication.

Each judges the text its person has seen, by its SHA-256; another text starts again.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.releases.release import (
    GATE_WORDS,
    NEXT,
    GateStep,
    ReleaseState,
    require_past,
)
from commandcenter.domain.releases.release_acts import AT, RETURNS, UNDONE, ReleaseAct
from commandcenter.domain.releases.release_text import require_no_faults
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import rights, text_if_any, text_of
from commandcenter.services.releases.releases import (
    add_step,
    clause_of,
    require_clean,
    text_check,
    to_act,
    to_undo,
)
from commandcenter.services.watch import warning_steps
from commandcenter.store.database import now
from commandcenter.store.releases.release_gate import authority_words, right_refusal
from commandcenter.store.seat.recall import require_own
from commandcenter.store.tables.releases.release import ReleaseRow

CHECK_CLAUSE, SIGN_CLAUSE = "2.2(5)", "2.1(3)"
WORDS_CHARS = 1_000


def pass_legality(
    session: Session, actor: Actor, release_id: int, seen: str, words: str = ""
) -> None:
    """合法性审核通过, with remarks if there are any. `seen`: SHA-256 of what was read."""
    _pass(session, actor, release_id, seen, words, ReleaseAct.LEGAL)


def pass_secrecy(
    session: Session, actor: Actor, release_id: int, seen: str, words: str = ""
) -> None:
    """保密审查通过; by another than who wrote it."""
    _pass(session, actor, release_id, seen, words, ReleaseAct.SECRECY)


def _pass(
    session: Session, actor: Actor, release_id: int, seen: str, words: str, act: ReleaseAct
) -> None:
    state = to_act(session, actor, release_id, act, seen)
    require_clean(session, state)
    legal = act is ReleaseAct.LEGAL
    add_step(session, actor, state, GateStep.LEGAL if legal else GateStep.SECRECY, _remark(words))
    state.row.state = NEXT[state.row.state]
    if legal:
        _record(session, actor, state.row, "legality passed", CHECK_CLAUSE)
    else:
        _record(session, actor, state.row, "secrecy passed")


def approve(
    session: Session, actor: Actor, release_id: int, seen: str, signature: str, words: str = ""
) -> None:
    """签发, by another than who wrote it; `signature`: the name as typed.

    Raises RuleBroken where another body must have authorised the text and has not.
    """
    state = to_act(session, actor, release_id, ReleaseAct.APPROVE, seen)
    require_signature(signature, actor.name)
    require_clean(session, state)
    add_step(session, actor, state, GateStep.APPROVAL, _remark(words))
    state.row.state = NEXT[state.row.state]
    state.row.authority = authority_words(state.rule)
    state.row.needs_telling = bool(state.rule and state.rule.tell)
    _record(session, actor, state.row, "approved", SIGN_CLAUSE)


def send_back(session: Session, actor: Actor, release_id: int, seen: str, reason: str) -> None:
    """退回修改, by whoever has it before them; it is a draft again."""
    state = to_act(session, actor, release_id, ReleaseAct.RETURN, seen)
    words = text_of(reason, "退回的原因", WORDS_CHARS)
    step = RETURNS[state.row.state][1]
    add_step(session, actor, state, step, words, passed=False)
    state.row.state = ReleaseState.DRAFT
    _record(session, actor, state.row, "returned")


def take_back(session: Session, actor: Actor, release_id: int) -> None:
    """撤回 of a check or a signature that was just passed: the text waits at that gate again."""
    state = to_undo(session, release_id)
    row, last = state.row, state.steps[-1]
    act, step, verb = UNDONE[row.state]
    if broken := right_refusal(rights(session), actor, state, act):
        raise broken
    if last.step != step or last.person_id != actor.person_id:
        raise RuleBroken("{who}已办理了这份稿件，不能撤回。", who=last.by)
    require_own(session, actor, "release", row.id, verb, now(session))
    add_step(session, actor, state, GateStep.TAKEN_BACK, f"撤回{GATE_WORDS[step]}")
    row.state = AT[act]
    _record(session, actor, row, "taken back")


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The upper body's document by which this text may be published."""

    organ: str
    document: str
    given_at: datetime
    words: str = ""


def authorise(
    session: Session, actor: Actor, release_id: int, seen: str, paper: Authorisation
) -> None:
    """Register the authorisation; it holds for the text it was given for."""
    state = to_act(session, actor, release_id, ReleaseAct.AUTHORISE, seen)
    organ = text_of(paper.organ, "授权单位", 60)
    document = text_of(paper.document, "文号", 60)
    _require_not_ahead(paper.given_at, now(session), "授权时间")
    words = "；".join(part for part in (document, _remark(paper.words)) if part)
    add_step(session, actor, state, GateStep.AUTHORITY, words, organ, done_at=paper.given_at)
    _record(session, actor, state.row, "authorised")


def notify(
    session: Session,
    actor: Actor,
    release_id: int,
    seen: str,
    receiver: str,
    words: str,
    told_at: datetime,
) -> None:
    """Register that a department was told of the signed text: whom there, how, when."""
    state = to_act(session, actor, release_id, ReleaseAct.TELL, seen)
    who = text_of(receiver, "告知的部门", 60)
    person = text_of(words, "接告知的人和方式", 200)
    require_past(told_at, state.signed_at, now(session), "告知时间")
    add_step(session, actor, state, GateStep.TOLD, person, who, done_at=told_at)
    _record(session, actor, state.row, "told")


def publish(
    session: Session,
    actor: Actor,
    release_id: int,
    seen: str,
    channels: Sequence[str],
    published_at: datetime,
    words: str = "",
) -> None:
    """Register that it went out: by which channels, when, where it can be read. Frozen then."""
    state = to_act(session, actor, release_id, ReleaseAct.PUBLISH, seen)
    ways = [text_of(channel, "发布渠道", 40) for channel in channels]
    if not ways:
        raise RuleBroken("请选择发布渠道。")
    require_past(published_at, state.signed_at, now(session), "发布时间")
    require_no_faults(text_check(session, state.row).faults)
    receiver = "、".join(dict.fromkeys(ways))
    add_step(
        session, actor, state, GateStep.PUBLISH, _remark(words), receiver, done_at=published_at
    )
    state.row.state = ReleaseState.PUBLISHED
    _record(session, actor, state.row, "published")
    if state.row.warning_id is not None:
        said = f"已发布“{state.row.title}”（{receiver}）"
        warning_steps.published(session, actor, state.row.warning_id, said)


def _require_not_ahead(at: datetime, latest: datetime, what: str) -> None:
    if at > latest:
        raise RuleBroken("{what}不能晚于现在。", what=word(what))


def _remark(words: str) -> str:
    return text_if_any(words, "意见", WORDS_CHARS)


def _record(session: Session, actor: Actor, row: ReleaseRow, verb: str, clause: str = "") -> None:
    """`clause`: of the gate, "" where it is that of the release."""
    of = clause or clause_of(row)
    book.record(session, actor, "release", row.id, verb, incident=row.incident_id, clause=of)
