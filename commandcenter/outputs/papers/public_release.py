"""情况通报, 消费警示: the text for the public under the office's name, without head or number."""

import re

from commandcenter.domain.releases.release import RELEASE_KIND_WORDS
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Document,
    Marking,
    Meta,
    Para,
    Run,
    Signature,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.papers.paper_release import PublicPaper

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def closing(paper: PublicPaper) -> tuple[str, str]:
    """The text without the office and date that it ends with, and that date.

    They are set as 署名 and 成文日期, once: the date is the one that was signed with the text.
    """
    lines = clean(paper.text).rstrip().split("\n")
    dated = len(lines) > 2 and _DATE.fullmatch(lines[-1].strip())
    if dated and one_line(lines[-2]) == one_line(paper.org):
        return "\n".join(lines[:-2]).rstrip(), lines[-1].strip()
    return paper.text, ""


def public_release(paper: PublicPaper) -> Document:
    title = one_line(paper.title)
    text, close = closing(paper)
    blocks: list[Block] = [Para(tight(text))]
    if paper.out_at is None:
        mark = "（送审稿，签发前不得对外发布）"
        blocks.insert(0, Para((Run(mark, Face.KAI),), indent=0, align=Align.CENTER))
    if paper.figures and "截至" not in paper.text:
        words = f"（文中数据截至{minute_zh(paper.as_of)}）"
        blocks.append(Para((Run(words, Face.KAI),)))
    if close or paper.out_at is not None:
        date = date_zh(paper.out_at) if paper.out_at else ""
        blocks.append(Signature(one_line(paper.org), close or date))
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"{RELEASE_KIND_WORDS[paper.kind]} {title}",
            at=paper.out_at or paper.as_of,
            journal=journal_words(paper.journal),
        ),
        title=title,
        blocks=tuple(blocks),
        drill=paper.drill,
        marking=None if paper.out_at else Marking.REVIEW,
    )
