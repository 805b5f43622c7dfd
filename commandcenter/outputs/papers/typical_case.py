"""典型案例 for the public under the office's name, set as a release is (plan 7.2)."""

import re

from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Document,
    Heading,
    Marking,
    Meta,
    Para,
    Run,
    Signature,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.publicity.case_paper import CasePaper

_PART = re.compile(r"【([^】\n]{1,20})】")


def typical_case(paper: CasePaper) -> Document:
    title = one_line(paper.title)
    blocks: list[Block] = [*_above(paper), *_parts(paper.text)]
    if paper.out_at is not None:
        blocks.append(Signature(one_line(paper.org), date_zh(paper.out_at)))
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"典型案例 {title}",
            at=paper.out_at or paper.at,
            journal=journal_words(paper.journal),
        ),
        title=title,
        blocks=tuple(blocks),
        drill=paper.drill,
        marking=None if paper.out_at else Marking.REVIEW,
    )


def _above(paper: CasePaper) -> list[Block]:
    marks = []
    if paper.number:
        marks.append(f"（{one_line(paper.number)}）")
    if paper.out_at is None:
        marks.append("（送审稿，签发前不得对外发布）")
    if paper.revoked:
        marks.append(f"（已撤销：{one_line(paper.revoked)}）")
    return [Para((Run(mark, Face.KAI),), indent=0, align=Align.CENTER) for mark in marks]


def _parts(text: str) -> list[Block]:
    """A line that is 【…】 alone stands as a heading over what follows it."""
    blocks: list[Block] = []
    for line in clean(text).split("\n"):
        part = _PART.fullmatch(line.strip())
        if part:
            blocks.append(Heading(1, part[1]))
        elif line.strip():
            blocks.append(Para(tight(line.strip())))
    return blocks
