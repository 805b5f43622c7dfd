"""Forms of complaints from the choice to the bytes: what is journalled first, then set on pages."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from commandcenter.domain.complaints.form_items import FORM_WORDS, FormAsked
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.outputs.papers.complaint_forms import complaint_forms
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.complaints.forms import form_paper
from commandcenter.services.complaints.forms import Made, make_forms
from commandcenter.store.database import Database, now


def document_of(session: Session, actor: Actor, made: Made) -> Document:
    """Of what was just journalled, within a minute of it where anybody is named in full."""
    paper = form_paper(session, actor, made.asked, made.complaints, made.full, now(session))
    if not paper.sheets:
        raise RuleBroken("选择的投诉已经不在了，请刷新后再选。")
    return complaint_forms(paper)


def forms_of(
    db: Database, actor: Actor, asked: FormAsked, complaint_ids: Sequence[int]
) -> tuple[Made, Document]:
    """For the command line: one after the other."""
    with db.write() as session:
        made = make_forms(session, actor, asked, complaint_ids)
    with db.read() as session:
        return made, document_of(session, actor, made)


def outcome(made: Made) -> str:
    """已制作投诉受理决定书12份。另有3件没有制作：……"""
    words = f"{FORM_WORDS[made.asked.kind]}已制作 {len(made.complaints):,} 份。"
    covered = len(made.complaints) - len(made.full)
    if made.asked.full and covered:
        words += f"其中 {covered:,} 份您无权查看个人信息，已脱敏。"
    for broken, count in made.refused:
        words += f"另有 {count:,} 件没有制作：{broken}"
    return words
