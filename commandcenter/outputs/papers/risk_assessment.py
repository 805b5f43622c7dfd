"""定期风险评估报告 (plan 3.1): the frozen ranking, what is made of it, and the one before."""

from collections.abc import Iterator, Sequence

from commandcenter.domain.times import date_zh, minute_zh
from commandcenter.domain.watch.assessment import AssessmentState, counts_words
from commandcenter.domain.watch.risk import BAND_WORDS, Band, Scope
from commandcenter.outputs.papers.paper_phrases import sentence, tight
from commandcenter.outputs.papers.risk_words import meta_of, or_dash
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Marking,
    Para,
    Run,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.watch.assessments import JudgedBoard, JudgedLine
from commandcenter.queries.watch.risk_papers import AssessmentPaper

NAME = "定期风险评估报告"
COLUMNS = (
    Column("位次", 2.4, Align.CENTER), Column("名称", 6.4), Column("分值", 2.4, Align.CENTER),
    Column("程度", 2.4, Align.CENTER), Column("与上次比", 4.8), Column("依据", 12.0),
)  # fmt: skip
MARKING = {
    AssessmentState.DRAFT: Marking.DRAFT,
    AssessmentState.SUBMITTED: Marking.REVIEW,
    AssessmentState.WITHDRAWN: Marking.DRAFT,
}


def risk_assessment(paper: AssessmentPaper) -> Document:
    board = paper.board
    about = board.about
    return Document(
        meta=meta_of(paper.head, about.title),
        title=NAME,
        blocks=(
            Para((Run(f"（{one_line(about.title)}）", Face.KAI),), indent=0, align=Align.CENTER),
            *_opening(board),
            *_ranking(board, Scope.CATEGORY, "消费类别"),
            *_judged(board),
            *_ranking(board, Scope.SUBJECT, "经营主体"),
            *_end(paper),
        ),
        drill=paper.head.drill,
        marking=MARKING.get(about.state),
    )


def _opening(board: JudgedBoard) -> Iterator[Block]:
    about = board.about
    yield Para(
        f"本次评估以{minute_zh(about.as_of)}的风险清单为准，由{one_line(about.drafted_by)}组织编制。"
        f"消费类别{_count(board, Scope.CATEGORY)}，经营主体{_count(board, Scope.SUBJECT)}。"
    )
    yield Heading(1, "总体研判")
    yield Para(sentence(tight(clean(about.summary).strip())) if about.summary else "尚未填写。")
    yield Para(_compared_words(board))


def _count(board: JudgedBoard, scope: Scope) -> str:
    own = [line for line in board.lines if line.scope is scope and not line.gone]
    high = sum(line.band is Band.HIGH for line in own)
    watch = sum(line.band is Band.WATCH for line in own)
    return f"{len(own)}项，其中重点{high}项、关注{watch}项"


def _compared_words(board: JudgedBoard) -> str:
    if not board.about.before:
        return "这是第一次评估，没有可以比较的上一次。"
    moved = [line.moved for line in board.lines if line.moved and line.scope is Scope.CATEGORY]
    traders = [line.moved for line in board.lines if line.moved and line.scope is Scope.SUBJECT]
    said = "；".join(
        f"{what}{counts_words(each)}"
        for what, each in (("消费类别", moved), ("经营主体", traders))
        if each
    )
    return f"与《{one_line(board.about.before)}》相比：{said}。"


def _ranking(board: JudgedBoard, scope: Scope, title: str) -> Iterator[Block]:
    lines = [line for line in board.lines if line.scope is scope]
    if lines:
        yield Heading(1, f"{title}的位次")
        yield TableBlock(COLUMNS, tuple(map(_row, lines)))


def _row(line: JudgedLine) -> tuple[str, ...]:
    moved = line.moved.words if line.moved else "—"
    if line.gone:
        return "—", or_dash(line.title), "—", "—", moved, "—"
    reasons = "；".join(
        [*(reason.words for reason in line.reasons), *_correction(line.correction)]
    )  # fmt: skip
    name = f"{one_line(line.title)}（{one_line(line.county)}）" if line.county else line.title
    points, band = str(line.points), BAND_WORDS[line.band]
    return str(line.rank), or_dash(name), points, band, moved, or_dash(reasons)


def _correction(points: int) -> Sequence[str]:
    return (f"人工校正 {points:+d} 分",) if points else ()


def _judged(board: JudgedBoard) -> Iterator[Block]:
    lines = [line for line in board.lines if line.judgement and not line.gone]
    if not lines:
        return
    yield Heading(1, "研判和措施")
    for line in lines:
        words = f"{line.points} 分，{BAND_WORDS[line.band]}。"
        yield Heading(2, one_line(line.title))
        yield Para(f"{words}{sentence(tight(clean(line.judgement).strip()))}")
        if line.measures:
            yield Para(f"措施：{sentence(tight(clean(line.measures).strip()))}")


def _end(paper: AssessmentPaper) -> Iterator[Block]:
    about = paper.board.about
    if about.signed_at is not None:
        yield Para(f"签发人：{one_line(about.signed_by or '')}", indent=0)
        yield Signature(one_line(paper.head.org), date_zh(about.signed_at), seal=False)
