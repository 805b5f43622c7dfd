"""A 典型案例 on its way out (plan 7.2): legality, secrecy, signature, publication; and back.

Each gate judges the text its person has seen, by its SHA-256. Nothing of the incident is touched,
so that a case goes on after its incident is archived.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.oral import require_signature
from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.cases import (
    NEXT,
    CaseAct,
    CaseStep,
    require_out,
    require_place,
    require_same_case,
)
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.aftermath.typical_case import add_step, case_of
from commandcenter.services.guard import incident_of, rights, text_if_any, text_of
from commandcenter.store.database import now
from commandcenter.store.publicity.case_gate import (
    require_clean,
    right_refusal,
    sha256_of,
    signed_at,
    state_of,
    steps_of,
)
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.publicity.case_step import TypicalCaseStepRow

CLAUSE = "7.2"
VERBS: dict[CaseAct, str] = {
    CaseAct.SUBMIT: "submitted",
    CaseAct.LEGAL: "legality passed",
    CaseAct.SECRECY: "secrecy passed",
    CaseAct.APPROVE: "approved",
    CaseAct.PUBLISH: "published",
    CaseAct.RETURN: "returned",
    CaseAct.WITHDRAW: "withdrawn",
    CaseAct.REVOKE: "revoked",
}


def submit(session: Session, actor: Actor, case_id: int, seen: str) -> None:
    """送审. `seen`: SHA-256 of the text on the screen. Raises RuleBroken for a name in it, and for
    words that an office does not write.
    """
    row = _to_act(session, actor, case_id, CaseAct.SUBMIT, seen)
    _require_clean(session, row)
    if row.drafter_id is None:  # an older program did not say whose it is
        row.drafted_by, row.drafter_id = actor.name, actor.person_id
        session.flush()
    _move(session, actor, row, CaseAct.SUBMIT)


def pass_legality(session: Session, actor: Actor, case_id: int, seen: str, words: str = "") -> None:
    """合法性审核通过, with remarks if there are any."""
    _pass(session, actor, case_id, seen, CaseAct.LEGAL, words)


def pass_secrecy(session: Session, actor: Actor, case_id: int, seen: str, words: str = "") -> None:
    """保密审查通过; by another than who wrote it."""
    _pass(session, actor, case_id, seen, CaseAct.SECRECY, words)


def approve(
    session: Session, actor: Actor, case_id: int, seen: str, signature: str, words: str = ""
) -> None:
    """签发, by another than who wrote it; `signature`: the name as typed."""
    require_signature(signature, actor.name)
    _pass(session, actor, case_id, seen, CaseAct.APPROVE, words)


@dataclass(frozen=True, slots=True)
class Publication:
    """By which channels, when, under which number."""

    channels: Sequence[str]
    published_at: datetime
    number: str
    words: str = ""


def publish(session: Session, actor: Actor, case_id: int, seen: str, out: Publication) -> None:
    """Register that it went out. Its text is frozen then."""
    row = _to_act(session, actor, case_id, CaseAct.PUBLISH, seen)
    _require_clean(session, row)
    ways = [text_of(way, "发布渠道", 40) for way in out.channels]
    if not ways:
        raise RuleBroken("请选择发布渠道。")
    number = text_of(out.number, "编号", 40)
    _require_unused(session, number)
    require_out(out.published_at, signed_at(row, steps_of(session, [row.id])), now(session))
    _move(
        session, actor, row, CaseAct.PUBLISH, _remark(out.words),
        channels="、".join(dict.fromkeys(ways)), number=number, done_at=out.published_at,
    )  # fmt: skip


def send_back(session: Session, actor: Actor, case_id: int, seen: str, reason: str) -> None:
    """退回修改, by whoever has it before them; it is a draft again."""
    row = _to_act(session, actor, case_id, CaseAct.RETURN, seen)
    _move(session, actor, row, CaseAct.RETURN, text_of(reason, "退回的原因", 1_000))


def withdraw(session: Session, actor: Actor, case_id: int, reason: str) -> None:
    """It will not go out; another may be drafted of the same incident."""
    row = _to_act(session, actor, case_id, CaseAct.WITHDRAW)
    _move(session, actor, row, CaseAct.WITHDRAW, text_of(reason, "撤回的原因", 500))


def revoke(session: Session, actor: Actor, case_id: int, reason: str) -> None:
    """撤销 of one that is out, with the reason; it stays in the record."""
    row = _to_act(session, actor, case_id, CaseAct.REVOKE)
    _move(session, actor, row, CaseAct.REVOKE, text_of(reason, "撤销的原因", 500))


def _pass(
    session: Session, actor: Actor, case_id: int, seen: str, act: CaseAct, words: str
) -> None:
    row = _to_act(session, actor, case_id, act, seen)
    _require_clean(session, row)
    _move(session, actor, row, act, _remark(words))


def _to_act(
    session: Session, actor: Actor, case_id: int, act: CaseAct, seen: str | None = None
) -> TypicalCaseRow:
    """The case, which the actor may do `act` to now. That its text is another by now is said first:
    else they would be told of a state that they never saw.
    """
    row = case_of(session, case_id)
    steps = steps_of(session, [row.id])
    if refusal := right_refusal(rights(session), actor, row, steps, act):
        raise refusal
    if seen is not None:
        require_same_case(seen, sha256_of(row))
    require_place(act, state_of(row))
    return row


def _require_clean(session: Session, row: TypicalCaseRow) -> None:
    require_clean(session, incident_of(session, row.incident_id), row.title, row.text)


def _move(
    session: Session,
    actor: Actor,
    row: TypicalCaseRow,
    act: CaseAct,
    words: str = "",
    *,
    channels: str = "",
    number: str = "",
    done_at: datetime | None = None,
) -> None:
    step, state = NEXT[act]
    row.state = state.value
    session.flush()
    add_step(session, actor, row, step, words, channels, number, done_at)
    book.record(
        session, actor, "typical_case", row.id, VERBS[act], incident=row.incident_id,
        clause=CLAUSE,
    )  # fmt: skip


def _require_unused(session: Session, number: str) -> None:
    step = TypicalCaseStepRow
    there = session.scalar(
        select(step.id).where(step.step == CaseStep.PUBLISH, step.number == number).limit(1)
    )
    if there is not None:
        raise RuleBroken("编号“{number}”已经用过，请另编。", number=number)


def _remark(words: str) -> str:
    return text_if_any(words, "意见", 1_000)
