"""巡查计划和情况 (plan 3.1(2)): each plan with its traders, results, and what is to be mended."""

from collections.abc import Iterator, Sequence

from commandcenter.domain.times import date_zh
from commandcenter.domain.watch.inspection import FINDING_WORDS, PLAN_WORDS, TARGET_WORDS
from commandcenter.domain.watch.risk import RESULT_WORDS
from commandcenter.outputs.papers.risk_words import meta_of, or_dash
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.watch.inspection_lines import FindingLine, PlanLine, TargetLine
from commandcenter.queries.watch.risk_papers import InspectionPaper

NAME = "市场巡查计划和情况"
TARGETS = (
    Column("序号", 2.4, Align.CENTER), Column("经营主体", 7.0), Column("县区", 3.0),
    Column("列入理由", 7.4), Column("状态", 3.0), Column("结果", 6.0),
)  # fmt: skip
FINDINGS = (
    Column("经营主体", 5.6), Column("问题", 7.4), Column("责任", 3.6), Column("复查期限", 3.8),
    Column("状态", 3.0), Column("复查情况", 5.0),
)  # fmt: skip


def inspection_sheet(paper: InspectionPaper) -> Document:
    return Document(
        meta=meta_of(paper.head, NAME),
        title=NAME,
        blocks=tuple(block for each in paper.plans for block in _plan(*each)),
        drill=paper.head.drill,
    )


def _plan(
    line: PlanLine, targets: Sequence[TargetLine], findings: Sequence[FindingLine]
) -> Iterator[Block]:
    yield Heading(1, one_line(line.title))
    trade = f"　消费类别：{one_line(line.category)}" if line.category else ""
    yield Para(
        f"由{one_line(line.doer)}于{date_zh(line.due_at)}前完成。{PLAN_WORDS[line.state]}：列入"
        f" {line.traders - line.dropped} 户，已巡查 {line.done} 户，"
        f"逾期未查 {line.late} 户{_dropped(line)}。{trade}"
    )
    yield Para(f"理由：{one_line(line.why)}")
    rows = tuple(
        (
            str(number), or_dash(x.name), or_dash(x.county), or_dash(x.reason),
            TARGET_WORDS[x.state], _result(x),
        )
        for number, x in enumerate(targets, 1)
    )  # fmt: skip
    yield TableBlock(TARGETS, rows, "巡查对象")
    if findings:
        yield TableBlock(FINDINGS, tuple(map(_finding, findings)), "整改任务")


def _dropped(line: PlanLine) -> str:
    return f"，不再巡查 {line.dropped} 户" if line.dropped else ""


def _result(line: TargetLine) -> str:
    if line.inspected_at is None or line.result is None:
        return or_dash(line.dropped_why)
    said = f"{date_zh(line.inspected_at)}{RESULT_WORDS[line.result]}"
    return f"{said}：{one_line(line.found)}" if line.found else said


def _finding(line: FindingLine) -> tuple[str, ...]:
    last = line.checks[-1].words if line.checks else line.dropped_why
    return (
        or_dash(line.subject), or_dash(line.words), or_dash(line.doer), date_zh(line.due_at),
        FINDING_WORDS[line.state], or_dash(last),
    )  # fmt: skip
