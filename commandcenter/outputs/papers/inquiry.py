"""调查报告, 总结评估报告: its sections as they were signed; the course of events as a table.

What the data filled in says its source and time. The journal's numbers stay off the page.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from commandcenter.domain.aftermath.aftermath import InquiryKind
from commandcenter.domain.incident.notices import cited
from commandcenter.domain.reports.report import UNDER_CHECK
from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.outputs.papers.paper_phrases import in_lines, journal_words, sentence, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Attachments,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Marking,
    Meta,
    PageBreak,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.papers.paper_inquiry import Annex, InquiryPaper, InquiryPart, Piece

_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_JOURNAL = re.compile(r"〔日志\d+〕")
_TIMED = re.compile(r"(\d{1,2}时(?:\d{2}分)?)[\s　]+(.+)", re.DOTALL)
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日：")

OPENINGS = {
    InquiryKind.INVESTIGATION: "我局组织调查组对{title}进行了调查。现将调查情况报告如下：",
    InquiryKind.ASSESSMENT: "我局对{title}的应急处置工作进行了总结评估。现将有关情况报告如下：",
}


def inquiry(paper: InquiryPaper) -> Document:
    stamp = paper.stamp
    title = one_line(stamp.head.title)
    words = f"{'补充' if paper.supplement else ''}{paper.words}"
    named = f"关于{title}的{words}"
    ground = f"根据{cited(paper.clause)}规定，"
    opening = OPENINGS[paper.kind].format(title=title)
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=named,
            at=stamp.at,
            journal=journal_words(stamp.journal),
        ),
        title=named,
        blocks=(
            *_draft(paper),
            Para(f"{ground}{opening}"),
            *(block for part in paper.parts for block in _part(part)),
            *_named(paper.annex),
            *_signature(paper),
            *_annex(paper.annex),
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


TEAM, EVIDENCE, LOSSES = "调查组成员名单", "证据清单", "损失和影响统计表"


def _named(annex: Annex | None) -> list[Block]:
    """附件说明."""
    titles = tuple(title for title, _ in _tables(annex))
    return [Attachments(titles)] if titles else []


def _annex(annex: Annex | None) -> Iterator[Block]:
    """Each on a page of its own, the names to be signed first."""
    tables = list(_tables(annex))
    for number, (title, table) in enumerate(tables, 1):
        yield PageBreak()
        yield Para((Run(f"附件{number if len(tables) > 1 else ''}", Face.HEI),), indent=0)
        yield Para((Run(title, Face.HEI),), indent=0, align=Align.CENTER)
        yield table


def _tables(annex: Annex | None) -> Iterator[tuple[str, TableBlock]]:
    if annex is None:
        return
    if annex.team:
        columns = (
            Column("序号", 2.5, Align.CENTER), Column("姓名", 5.5, Align.CENTER),
            Column("职务", 11), Column("签名", 9),
        )  # fmt: skip
        rows = tuple(
            (str(n), one_line(name), one_line(post), "　\n　")
            for n, (name, post) in enumerate(annex.team, 1)
        )
        yield TEAM, TableBlock(columns, rows)
    if annex.evidence:
        yield EVIDENCE, _evidence(annex.evidence)
    if annex.losses:
        wide = (Column("项目", 11), Column("数量", 8.5), Column("来源", 8.5))
        cells = tuple((one_line(a), one_line(b), one_line(c)) for a, b, c in annex.losses)
        yield LOSSES, TableBlock(wide, cells)


def _evidence(pieces: Sequence[Piece]) -> TableBlock:
    columns = (
        Column("编号", 2.2, Align.CENTER), Column("种类", 3.4), Column("名称", 8.2),
        Column("提取地点、保管", 6.2), Column("提取时间", 4, Align.CENTER), Column("提取人", 4),
    )  # fmt: skip
    rows = tuple(
        (
            str(each.number), one_line(each.kind), one_line(each.title),
            "，".join(filter(None, (one_line(each.place), one_line(each.where)))),
            in_lines(each.collected_at), one_line(each.collectors),
        )
        for each in pieces
    )  # fmt: skip
    return TableBlock(columns, rows)


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
    columns = (Column("时间", 4.0, Align.CENTER), Column("情况", 24.0))
    rows: list[tuple[Cell | str, ...]] = []
    for line in lines:
        timed = _TIMED.fullmatch(line)
        day = Cell(line.rstrip("："), Face.HEI, Align.CENTER, span=2)
        rows.append((timed[1], timed[2]) if timed else (day,))
    return TableBlock(columns, tuple(rows))
