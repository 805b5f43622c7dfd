"""调查报告, 总结评估报告: its sections as they were signed; the course of events as a table.

What the data filled in says its source and time. The journal's numbers stay off the page.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.incident.notices import PLAN
from commandcenter.domain.reports.report import UNDER_CHECK
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Face,
    Heading,
    Marking,
    Meta,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.papers.paper_inquiry import InquiryPaper, InquiryPart

_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_JOURNAL = re.compile(r"〔日志\d+〕")
_TIMED = re.compile(r"(\d{2}:\d{2})[\s　]+(.+)", re.DOTALL)
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日：")

OPENINGS = {
    InquiryKind.INVESTIGATION: "我局组织调查组对{title}进行了调查。现将调查情况报告如下：",
    InquiryKind.ASSESSMENT: "我局对{title}的应急处置工作进行了总结评估。现将有关情况报告如下：",
}


def inquiry(paper: InquiryPaper) -> Document:
    stamp = paper.stamp
    title = one_line(stamp.head.title)
    words = f"{'补充' if paper.supplement else ''}{paper.words}"
    ground = f"根据{PLAN}{paper.clause}的规定，"
    opening = OPENINGS[paper.kind].format(title=title)
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=f"{title}{words}",
            at=stamp.at,
            journal=journal_words(stamp.journal),
        ),
        title=f"{title}{words}",
        blocks=(
            *_draft(paper),
            Para(f"{ground}{opening}"),
            *(block for part in paper.parts for block in _part(part)),
            *_signature(paper),
        ),
        drill=stamp.drill,
        marking=None if paper.signed_at else Marking.DRAFT,
    )


def _draft(paper: InquiryPaper) -> list[Block]:
    if paper.signed_at is not None:
        return []
    return [Para((Run("（送审稿）", Face.KAI),), indent=0, align=Align.CENTER)]


def _signature(paper: InquiryPaper) -> list[Block]:
    date = date_zh(paper.signed_at) if paper.signed_at else ""
    return [Signature(one_line(paper.stamp.org), date)] if date else []


def _part(part: InquiryPart) -> Iterator[Block]:
    yield Heading(1, _NUMBERED.sub("", one_line(part.title)))
    lines = [tight(_JOURNAL.sub("", line).strip()) for line in clean(part.text).split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        yield Para(f"{UNDER_CHECK}。")
    dated = any(map(_TIMED.fullmatch, lines))
    for course, some in groupby(lines, key=lambda line: dated and _of_course(line)):
        if course:
            yield _course(list(some))
        else:
            yield from (Para(sentence(line)) for line in some)
    if part.as_of is not None:
        source = one_line(part.source)
        from_ = f"来源：{source}；" if source else ""
        yield Para((Run(f"（{from_}截至{minute_zh(part.as_of)}）", Face.KAI),))


def _of_course(line: str) -> bool:
    return bool(_TIMED.fullmatch(line) or _DAY.fullmatch(line))


def _course(lines: list[str]) -> TableBlock:
    """A row for each line, and one across the table for each day."""
    columns = (Column("时间", 3.2, Align.CENTER), Column("情况", 24.8))
    rows: list[tuple[Cell | str, ...]] = []
    for line in lines:
        timed = _TIMED.fullmatch(line)
        day = Cell(line.rstrip("："), Face.HEI, Align.CENTER, span=2)
        rows.append((timed[1], timed[2]) if timed else (day,))
    return TableBlock(columns, tuple(rows))
