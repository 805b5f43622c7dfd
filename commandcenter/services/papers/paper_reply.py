"""复函: what a department wrote back to a 函 is filed with it and answers the request."""

from datetime import date

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import Life, PaperStep
from commandcenter.domain.times import local
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
    said = f"{number}（{reply.dated.month}月{reply.dated.day}日）：{words}"
    row = state.row
    asked = session.get_one(LiaisonRow, row.subject)
    if ref is not None:
        require_page(ref.name)
        keep_file(session, actor, Life.PAPER, row.id, row.incident_id, ref)
    add_step(session, actor, row, PaperStep.REPLY, newest_number(session, row), said)
    record(session, actor, row, "reply filed", CLAUSE)
    if asked.answered_at is None:
        note_answer(session, actor, asked.id, f"复函{said}")


def require_page(name: str) -> None:
    if not name.lower().endswith(KINDS):
        raise RuleBroken("复函须是 PDF、OFD 或图片文件。")
