"""复函: what a department wrote back to a 函 is filed with it and answers the request."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import FileRole, Life, PaperStep
from commandcenter.domain.times import date_zh, dated_zh, day_start, local
from commandcenter.late_dataclass import dataclass
from commandcenter.services.command.liaison import note_answer
from commandcenter.services.guard import text_of
from commandcenter.services.papers.paper_base import (
    FileRef,
    add_step,
    keep_file,
    newest_number,
    record,
    to_act,
)
from commandcenter.services.papers.paper_files import KINDS
from commandcenter.store.database import now
from commandcenter.store.tables.command.command import LiaisonRow
from commandcenter.store.tables.papers.paper import PaperFileRow, PaperStepRow

CLAUSE = "2.1(2)"
NUMBER, WORDS = 60, 1_800  # characters


@dataclass(frozen=True, slots=True)
class Reply:
    """`number`: 发文字号 of the reply; `dated`: its 成文日期; `words`: what it says."""

    number: str
    dated: date
    words: str


def file_reply(
    session: Session, actor: Actor, paper_id: int, reply: Reply, ref: FileRef | None = None
) -> None:
    """What the letter asked is answered by it, unless it was answered before.

    Raises RuleBroken for a paper that is no letter, or was not sent.
    """
    state = to_act(session, actor, paper_id, PaperStep.REPLY)
    if reply.dated > local(now(session)).date():
        raise RuleBroken("复函的成文日期不能晚于今天。")
    number = text_of(reply.number, "复函的文号", NUMBER)
    words = text_of(reply.words, "复函的内容", WORDS)
    _require_new(session, state.row.id, number, brings_page=ref is not None)
    said = f"{number}（{date_zh(day_start(reply.dated))}）：{words}"
    row = state.row
    asked = session.get_one(LiaisonRow, row.subject)
    if ref is not None:
        require_page(ref.name)
        keep_file(session, actor, Life.PAPER, row.id, row.incident_id, ref)
    add_step(session, actor, row, PaperStep.REPLY, newest_number(session, row), said)
    record(session, actor, row, "reply filed", CLAUSE)
    if asked.answered_at is None:
        note_answer(session, actor, asked.id, f"复函{said}")


def _require_new(session: Session, paper_id: int, number: str, *, brings_page: bool) -> None:
    """Raise RuleBroken, saying who and when, for a reply of this number that is filed already.

    Its page may come later.
    """
    step, page = PaperStepRow, PaperFileRow
    before = session.scalars(
        select(step)
        .where(step.paper_id == paper_id, step.step == PaperStep.REPLY)
        .where(step.words.startswith(f"{number}（", autoescape=True))
        .limit(1)
    ).first()
    pages = select(func.count()).where(
        page.life == Life.PAPER, page.subject_id == paper_id, page.role == FileRole.REPLY
    )
    replies = select(func.count()).where(step.paper_id == paper_id, step.step == PaperStep.REPLY)
    lacks = (session.scalar(pages) or 0) < (session.scalar(replies) or 0)
    if before is not None and not (brings_page and lacks):
        raise RuleBroken(
            "复函“{number}”已由{who}于 {when} 登记。",
            number=number, who=before.by, when=dated_zh(before.at),
        )  # fmt: skip


def require_page(name: str) -> None:
    if not name.lower().endswith(KINDS):
        raise RuleBroken("复函须是 PDF、OFD 或图片文件。")
