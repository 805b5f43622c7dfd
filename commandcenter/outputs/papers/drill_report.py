"""演练评估报告: how the drill went, its score by clause with the record of every lost point.

What was found and what is to be mended stand in the register of the bureau. Every page is marked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from commandcenter.domain.drills.drill import KIND_WORDS, MODE_WORDS, InjectKind, InjectState
from commandcenter.domain.moments import Moments
from commandcenter.domain.record_words import table_word
from commandcenter.domain.times import date_zh, minute_zh, span_zh
from commandcenter.outputs.papers.paper_phrases import joined, journal_words, sentence, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Meta,
    Para,
    Signature,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.drills.board import AnswerLine, ClauseScore, InjectLine, PastLine
from commandcenter.queries.drills.drill_paper import DrillFindings, DrillPaper

LONG = 180  # minutes, told as such
STATES = {InjectState.SKIPPED: "跳过", InjectState.COMING: "未注入", InjectState.OPEN: "未应答"}
NAMED = 40  # of the people who took part; more are counted alone


def drill_report(paper: DrillPaper, findings: DrillFindings | None = None) -> Document:
    """The whole. Without `findings`: where the drill was held, before the bureau wrote any."""
    own = DrillFindings(paper.org, paper.board.real_now)
    return of_register(drill_course(paper), findings or own)


def of_register(course: Document, findings: DrillFindings) -> Document:
    """How a drill went, with what was found and what is to be mended."""
    blocks = (*course.blocks, *_findings(findings), *_measures(findings), _signature(findings))
    return replace(course, blocks=tuple(_numbered(blocks)))


def drill_course(paper: DrillPaper) -> Document:
    """How it went; its tables have no numbers yet."""
    title = f"{_named(paper.board.mark.title)}评估报告"
    return Document(
        meta=Meta(
            author=paper.org, subject=title, at=paper.at, journal=journal_words(paper.journal)
        ),
        title=title,
        blocks=tuple(_blocks(paper)),
        drill=True,
    )


def _blocks(paper: DrillPaper) -> Iterator[Block]:
    yield from _facts(paper)
    yield from _course(paper)
    yield from _answers(paper.board.answers)
    yield from _scores(paper)
    yield from _past(paper.board.past)


def _named(title: str) -> str:
    """校园食物中毒 is a drill, and named as one; 停电推演 is by itself."""
    line = one_line(title)
    return line if line.endswith(("演练", "推演")) else f"{line}演练"


def _signature(findings: DrillFindings) -> Signature:
    return Signature(one_line(findings.org), date_zh(findings.at), seal=False)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """表1, 表2 …: some are not there in every drill."""
    number = 0
    for block in blocks:
        if isinstance(block, TableBlock):
            number += 1
            block = replace(block, title=f"表{number}　{block.title}")
        yield block


def _facts(paper: DrillPaper) -> Iterator[Block]:
    board = paper.board
    blind = "，采用盲演，参演人员事先不知道演练内容" if paper.blind else ""
    yield Heading(1, "基本情况")
    source = f"，演练内容取自{one_line(board.source).removeprefix('取自')}" if board.source else ""
    real = ""
    if board.real_began_at is not None:
        real = f"{minute_zh(board.real_began_at)}开始，"
    yield Para(
        f"本次演练方式为{MODE_WORDS[board.mark.mode]}{blind}{source}。{real}"
        f"演练时间从{minute_zh(board.began_at)}到{Moments(board.began_at).say(paper.at)}。"
        "演练在单独的演练库中进行，没有进入实战记录，没有对外发送。"
    )
    people = f"{len(paper.players)}人"
    if 0 < len(paper.players) <= NAMED:
        people += f"：{joined([one_line(name) for name in paper.players])}"
    watched = f"观察员{joined([one_line(n) for n in paper.observers])}。" if paper.observers else ""
    yield Para(f"导调员{one_line(board.conductor)}。{watched}参演{people}。")


def _course(paper: DrillPaper) -> Iterator[Block]:
    board = paper.board
    lots = [line for line in board.injects if line.kind is InjectKind.COMPLAINTS]
    others = [line for line in board.injects if line.kind is not InjectKind.COMPLAINTS]
    come = [line for line in others if line.carried_out_at is not None]
    answered = sum(line.answered_at is not None for line in come)
    late = sum(line.state is InjectState.LATE for line in come)
    yield Heading(1, "演练过程")
    batches = sum(line.carried_out_at is not None for line in lots)
    came = f"投诉分{batches}批到达。此外，" if batches else ""
    yield Para(
        f"{came}计划注入{len(others)}项，实际注入{len(come)}项，应答{answered}项，"
        f"超过时限{late}项。各项时间均为演练时间。"
    )
    columns = (
        Column("时间", 3.0, Align.CENTER),
        Column("注入", 11.0),
        Column("对象", 4.4, Align.CENTER),
        Column("应答", 9.6),
    )
    say = Moments(board.began_at, named=True)
    rows = tuple(
        (say.short(line.at), _inject(line), one_line(line.to), _answered(line, say))
        for line in others
    )
    if rows:
        yield TableBlock(columns, rows, "注入和应答")


def _inject(line: InjectLine) -> str:
    return f"{KIND_WORDS[line.kind]}：{tight(one_line(line.title))}"


def _answered(line: InjectLine, say: Moments) -> str:
    if line.answered_at is None:
        late = line.state is InjectState.LATE
        return "超时未应答" if late else STATES.get(line.state, "不需应答")
    limit = f"，时限{_span(line.limit)}" if line.limit else ""
    over = "，超时" if line.state is InjectState.LATE else ""
    took = f"用时{_span(line.took)}" if line.took is not None else ""
    parts = f"{one_line(line.answered_by)}{say.short(line.answered_at)}"
    return f"{parts}，{took}{limit}{over}" if took else parts


def _span(span: timedelta | None) -> str:
    """So many minutes, to be held against a limit; from three hours on in hours and days."""
    minutes = _minutes(span)
    return f"{minutes}分钟" if minutes <= LONG else tight(span_zh(timedelta(minutes=minutes)))


def _minutes(span: timedelta | None) -> int:
    """Begun minutes count."""
    return 0 if span is None else max(0, -(-span // timedelta(minutes=1)))


def _answers(lines: tuple[AnswerLine, ...]) -> Iterator[Block]:
    if not lines:
        return
    columns = (
        Column("事项", 13.0),
        Column("承办", 6.0, Align.CENTER),
        Column("用时", 4.5, Align.CENTER),
        Column("时限", 4.5, Align.CENTER),
    )
    rows = tuple(
        (
            tight(one_line(line.title)),
            one_line(line.who) or "—",
            Cell(
                _taken(line),
                Face.HEI if line.late else Face.FANG,
            ),
            f"{_span(line.limit)}",
        )
        for line in lines
    )
    yield TableBlock(
        columns, rows, "有时限事项的用时", "注：用时以黑体表示的，超过时限或者超过时限才补记。"
    )


def _taken(line: AnswerLine) -> str:
    if line.took is None:
        return "未应答"
    added = f"（{_span(line.added)}补记）" if line.added is not None else ""
    return f"{_span(line.took)}{added}"


def _scores(paper: DrillPaper) -> Iterator[Block]:
    board = paper.board
    given = [line for line in board.scores if line.points is not None]
    yield Heading(1, "按条款评分")
    total = "没有可以评分的记录" if board.total is None else f"得{board.total:g}分"
    left = len(board.scores) - len(given)
    missing = f"；{left}条没有记录，不予评分" if left else ""
    yield Para(f"满分{board.full:g}分，{total}。已评{len(given)}条{missing}。每项扣分均列出记录。")
    columns = (
        Column("条款", 3.4, Align.CENTER),
        Column("内容", 5.0, Align.CENTER),
        Column("得分", 3.6, Align.CENTER),
        Column("扣分事项和记录", 16.0),
    )
    rows = [row for line in board.scores for row in _score_rows(line)]
    rows.append(
        (
            Cell("合计", Face.HEI, Align.CENTER, span=2),
            Cell("未评" if board.total is None else f"{board.total:g}／{board.full:g}", Face.HEI),
            "",
        )
    )
    yield TableBlock(columns, tuple(rows), "条款得分", "注：分值为建议值。")


def _score_rows(line: ClauseScore) -> Iterator[tuple[Cell | str, ...]]:
    points = "未评" if line.points is None else f"{line.points:g}／{line.full:g}"
    lost = [
        f"扣{loss.points:g}分：{tight(one_line(loss.reason))}（{_record(loss.record)}）"
        for loss in line.losses
    ]
    said = "没有记录" if line.points is None else "\n".join(lost) or "没有扣分"
    yield (line.clause, one_line(line.title), points, said)


def _record(record: tuple[str, int]) -> str:
    table, row = record
    return f"日志第{row}行" if table == "journal" else f"{table_word(table)}第{row}号"


def _past(lines: tuple[PastLine, ...]) -> Iterator[Block]:
    if not lines:
        return
    yield Heading(1, "与原事件对照")
    yield Para("各项时间从接报起算。")
    columns = (
        Column("事项", 16.0),
        Column("原事件", 6.0, Align.CENTER),
        Column("本次演练", 6.0, Align.CENTER),
    )
    rows = tuple((tight(one_line(x.title)), _after(x.then), _after(x.now)) for x in lines)
    yield TableBlock(columns, rows, "同一事项的用时")


def _after(span: timedelta | None) -> str:
    return "没有办理" if span is None else f"{_span(span)}"


def _findings(paper: DrillFindings) -> Iterator[Block]:
    yield Heading(1, "存在的问题")
    lines = [line.strip() for line in clean(paper.findings).split("\n") if line.strip()]
    for line in lines:
        yield Para(sentence(tight(line)))
    if not lines:
        yield Para("没有登记需要整改的问题。")


def _measures(paper: DrillFindings) -> Iterator[Block]:
    yield Heading(1, "整改措施")
    if not paper.measures:
        yield Para("没有登记整改措施。")
        return
    columns = (
        Column("序号", 2.0, Align.CENTER),
        Column("措施", 10.0),
        Column("责任单位", 5.0, Align.CENTER),
        Column("完成期限", 6.4, Align.CENTER),
        Column("完成情况", 4.6, Align.CENTER),
    )
    rows = tuple(
        (str(n), tight(one_line(m.words)), one_line(m.office), _day(m.due_at), m.done or "未完成")
        for n, m in enumerate(paper.measures, 1)
    )
    yield TableBlock(columns, rows, "整改措施")


def _day(at: datetime) -> str:
    return date_zh(at)
