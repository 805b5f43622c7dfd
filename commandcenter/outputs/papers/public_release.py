"""情况通报, 消费警示: the text for the public under the office's name, without head or number."""

from commandcenter.domain.release import RELEASE_KIND_WORDS
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.words import journal_words, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Document,
    Face,
    Meta,
    Para,
    Run,
    Signature,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.paper_release import PublicPaper


def public_release(paper: PublicPaper) -> Document:
    title = one_line(paper.title)
    blocks: list[Block] = [Para(tight(paper.text))]
    if paper.out_at is None:
        mark = "（送审稿，签发前不得对外发布）"
        blocks.insert(0, Para((Run(mark, Face.KAI),), indent=0, align=Align.CENTER))
    if paper.figures and "截至" not in paper.text:
        words = f"（文中数据截至{minute_zh(paper.as_of)}）"
        blocks.append(Para((Run(words, Face.KAI),)))
    if paper.out_at is not None:
        blocks.append(Signature(one_line(paper.org), date_zh(paper.out_at)))
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
    )
