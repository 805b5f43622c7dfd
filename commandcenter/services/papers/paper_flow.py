"""A paper on its way: 送审, 核稿, 会签, 审核, 签发, 用印, 印发, 归档, and back.

Who judges hands in what they had before them (`Read`); it is kept as the version that step saw.
At 签发 that very text and its printed bytes are frozen; a change after it is a new paper.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.papers.paper import FileRole, Life, PaperState, PaperStep
from commandcenter.domain.papers.paper_acts import require_group
from commandcenter.domain.papers.paper_check import require_elements
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import text_if_any, text_of
from commandcenter.services.papers.paper_base import (
    WORDS_CHARS,
    FileRef,
    Read,
    add_step,
    keep_file,
    keep_version,
    newest_number,
    record,
    to_act,
)
from commandcenter.store.database import now
from commandcenter.store.papers.paper_facts import elements_of
from commandcenter.store.papers.paper_way import Standing
from commandcenter.store.types import to_micros

SIGN_CLAUSE = "2.1(1)"
REQUIRED = frozenset({FileRole.DOCUMENT, FileRole.SIGNED_PDF})


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is frozen at 签发; the files are in the store already.

    `as_of`: the moment the text was made; `sources`: 数据截至 of each source.
    """

    as_of: datetime
    sources: tuple[tuple[str, datetime], ...]
    files: tuple[FileRef, ...]


def submit(session: Session, actor: Actor, paper_id: int, read: Read) -> None:
    """送审: the draft goes to those who judge it."""
    state = to_act(session, actor, paper_id, PaperStep.SUBMIT, read.seen)
    require_elements(elements_of(session, state.row, state.flow), read.whole)
    version = keep_version(session, actor, state.row, read.whole)
    state.row.state = PaperState.FLOW
    add_step(session, actor, state.row, PaperStep.SUBMIT, version.number)
    record(session, actor, state.row, "submitted")


def check(session: Session, actor: Actor, paper_id: int, read: Read, words: str = "") -> None:
    """核稿通过, by another than who wrote it."""
    _judge(session, actor, paper_id, read, words, PaperStep.CHECK, "checked")


def review(session: Session, actor: Actor, paper_id: int, read: Read, words: str = "") -> None:
    """审核通过."""
    _judge(session, actor, paper_id, read, words, PaperStep.REVIEW, "reviewed")


def _judge(
    session: Session,
    actor: Actor,
    paper_id: int,
    read: Read,
    words: str,
    step: PaperStep,
    verb: str,
) -> None:
    state = to_act(session, actor, paper_id, step, read.seen)
    version = keep_version(session, actor, state.row, read.whole)
    add_step(session, actor, state.row, step, version.number, _remark(words))
    record(session, actor, state.row, verb)


def _remark(words: str) -> str:
    return text_if_any(words, "意见", WORDS_CHARS)


def countersign(session: Session, actor: Actor, paper_id: int, read: Read, words: str = "") -> None:
    """会签 for the group that the actor leads; several groups in any order."""
    state = to_act(session, actor, paper_id, PaperStep.COUNTERSIGN, read.seen)
    group = require_group(tuple(actor.groups(Role.LEADER)), state.missing_groups)
    version = keep_version(session, actor, state.row, read.whole)
    said = _remark(words)
    add_step(session, actor, state.row, PaperStep.COUNTERSIGN, version.number, said, group=group)
    record(session, actor, state.row, "countersigned")


def send_back(session: Session, actor: Actor, paper_id: int, words: str) -> None:
    """退回 by whoever is asked to judge now; what others passed before counts no more."""
    state = to_act(session, actor, paper_id, PaperStep.RETURN)
    said = text_of(words, "退回意见", 1_000)
    row, text = state.row, newest_number(session, state.row)
    row.state = PaperState.DRAFT
    add_step(session, actor, row, PaperStep.RETURN, text, said, passed=False)
    record(session, actor, row, "sent back")


def require_to_sign(session: Session, actor: Actor, paper_id: int, seen: int) -> None:
    """What `sign` would refuse is refused before the files are made and sent."""
    to_act(session, actor, paper_id, PaperStep.SIGN, seen)


def sign(
    session: Session, actor: Actor, paper_id: int, read: Read, frozen: Frozen, words: str = ""
) -> None:
    """签发: texts, as-of times and printed bytes are what they are from here on."""
    state = to_act(session, actor, paper_id, PaperStep.SIGN, read.seen)
    row, at = state.row, now(session)
    if frozen.as_of > at:
        raise RuleBroken("数据截至时间不能晚于现在。")
    if missing := REQUIRED - {file.role for file in frozen.files}:
        raise ValueError(f"nothing to freeze: {', '.join(sorted(missing))}")
    require_elements(elements_of(session, row, state.flow), read.whole)
    version = keep_version(session, actor, row, read.whole)
    _keep(session, actor, state, frozen.files)
    row.state, row.signed_by, row.signed_at = PaperState.SIGNED, actor.name, at
    row.as_of = frozen.as_of
    row.sources = [[name, to_micros(until)] for name, until in frozen.sources]
    add_step(session, actor, row, PaperStep.SIGN, version.number, _remark(words))
    record(session, actor, row, "signed", SIGN_CLAUSE)


def _keep(session: Session, actor: Actor, state: Standing, refs: Sequence[FileRef]) -> None:
    for ref in refs:
        keep_file(session, actor, Life.PAPER, state.row.id, state.row.incident_id, ref)


def seal(session: Session, actor: Actor, paper_id: int, words: str = "") -> None:
    """用印: the seal was set on the numbered print."""
    state = to_act(session, actor, paper_id, PaperStep.SEAL)
    _note(session, actor, state, PaperStep.SEAL, words, "sealed")


def issue(
    session: Session,
    actor: Actor,
    paper_id: int,
    copies: int,
    receivers: Sequence[str],
    way: str,
) -> None:
    """印发: so many copies, to whom, how."""
    state = to_act(session, actor, paper_id, PaperStep.ISSUE)
    if not 0 < copies <= 100_000:
        raise RuleBroken("请填写印发份数。")
    names = [text_of(name, "发送单位", 60) for name in receivers]
    if not names:
        raise RuleBroken("请填写发送单位。")
    said = f"{copies}份，以{text_of(way, '发送方式', 50)}发送{'、'.join(dict.fromkeys(names))}"
    state.row.state, state.row.issued_at = PaperState.ISSUED, now(session)
    _note(session, actor, state, PaperStep.ISSUE, said, "issued")


def file(session: Session, actor: Actor, paper_id: int, where: str) -> None:
    """归档: under which mark, in which place."""
    state = to_act(session, actor, paper_id, PaperStep.FILE)
    place = text_of(where, "归档号或存放处", 100)
    row = state.row
    row.state, row.filed_at, row.filed_where = PaperState.FILED, now(session), place
    _note(session, actor, state, PaperStep.FILE, place, "filed")


def void(session: Session, actor: Actor, paper_id: int, reason: str) -> None:
    """作废: a signed paper is of no effect. Its number stays used, with the reason."""
    state = to_act(session, actor, paper_id, PaperStep.VOID)
    words = text_of(reason, "作废的原因", 500)
    state.row.state = PaperState.VOID
    _note(session, actor, state, PaperStep.VOID, words, "voided")


def _note(
    session: Session, actor: Actor, state: Standing, step: PaperStep, words: str, verb: str
) -> None:
    add_step(session, actor, state.row, step, newest_number(session, state.row), words)
    record(session, actor, state.row, verb)
