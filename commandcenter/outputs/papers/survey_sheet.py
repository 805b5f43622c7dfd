"""问卷调查统计 (plan 3.1(3)): of each question how many answered what, as bars and as a table."""

from collections.abc import Iterator

from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.survey import Question, share_words
from commandcenter.outputs.papers.risk_words import meta_of, or_dash
from commandcenter.outputs.pdf.document import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.watch.risk_papers import SurveyPaper

NAME = "问卷调查统计"
COLUMNS = (
    Column("选项", 12.0), Column("人数", 3.0, Align.CENTER), Column("占比", 3.0, Align.CENTER),
    Column("反映问题", 3.4, Align.CENTER),
)  # fmt: skip


def survey_sheet(paper: SurveyPaper) -> Document:
    title = one_line(paper.board.title)
    return Document(
        meta=meta_of(paper.head, f"{title}{NAME}"),
        title=f"{title}统计",
        keep=(title,),
        blocks=(_opening(paper), *(block for q in paper.board.questions for block in _question(q))),
        drill=paper.head.drill,
    )


def _opening(paper: SurveyPaper) -> Para:
    board = paper.board
    by = f"，由{one_line(board.officers)}开展" if board.officers else ""
    people = f"，{board.asked} 人参加" if board.asked is not None else ""
    trade = f"，消费类别为{one_line(board.category)}" if board.category else ""
    return Para(
        f"{date_zh(board.held_at)}{by}{people}{trade}，共 {len(board.questions)} 道题目。"
        "只保存各选项的人数，不保存个人的答卷。"
    )


def _question(question: Question) -> Iterator[Block]:
    how = "，可以多选" if question.many else ""
    yield Heading(1, one_line(question.words))
    yield Para(f"{question.base} 人作答{how}。")
    bars = tuple(Bar(one_line(o.words), o.count) for o in question.options)
    yield Figure(BarChart(bars, "人数", unit="人"), "", max(4, 2 + len(bars)))
    rows = tuple(
        (
            or_dash(o.words),
            str(o.count),
            share_words(o.count, question.base),
            "是" if o.problem else "—",
        )
        for o in question.options
    )
    yield TableBlock(COLUMNS, rows)
