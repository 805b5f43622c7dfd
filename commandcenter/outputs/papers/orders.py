"""批示和指令办理单: a form for each 批示, a table of the 指令."""

from datetime import datetime

from commandcenter.domain.command.directive import STANDING_WORDS, Standing
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.paper_phrases import (
    full_moment,
    in_lines,
    journal_words,
    tight,
)
from commandcenter.outputs.papers.sheets import form, name_and_time, pair, when, wide
from commandcenter.outputs.pdf.document import (
    Align,
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Meta,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_orders import Given, OrdersPaper

LATE = (Standing.OVERDUE, Standing.LATE)


def orders(paper: OrdersPaper) -> Document:
    stamp = paper.stamp
    title = one_line(stamp.head.title)
    kinds = (("领导批示", paper.directives), ("指令", paper.instructions))
    name = f"{'和'.join(words for words, given in kinds if given)}办理单"
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=f"{title}{name}",
            at=stamp.at,
            journal=journal_words(stamp.journal),
        ),
        title=f"{title}{name}",
        blocks=(
            Para(f"{one_line(stamp.org)}　截至{minute_zh(stamp.at)}", indent=0, align=Align.CENTER),
            *_directives(paper),
            *_instructions(paper),
        ),
        drill=stamp.drill,
    )


def _directives(paper: OrdersPaper) -> list[Block]:
    if not paper.directives:
        return []
    done = sum(given.done_at is not None for given in paper.directives)
    blocks: list[Block] = [
        Heading(1, "领导批示"),
        Para(f"登记批示{len(paper.directives)}件，已办结{done}件。"),
    ]
    for number, given in enumerate(paper.directives):
        blocks += [Blank(), _directive(given)] if number else [_directive(given)]
    return blocks


def _directive(given: Given) -> TableBlock:
    post = f"（{one_line(given.post)}）" if given.post else ""
    chased = f"催办{given.reminders}次" if given.reminders else "未催办"
    told = name_and_time(one_line(given.told_way), given.told_at, "尚未回告").replace("，", "\n", 1)
    return form(
        (
            pair(("批 示 人", f"{one_line(given.by)}{post}"), ("批示时间", when(given.at))),
            wide("来　　文", one_line(given.document) or "—"),
            wide("批示原文", tight(given.words)),
            pair(
                ("承　　办", one_line(given.to) or "待交办"),
                ("办理时限", when(given.due_at, "未定")),
            ),
            pair(
                (
                    "签　　收",
                    name_and_time(one_line(given.received_by), given.received_at, "待签收"),
                ),
                ("办理状态", f"{STANDING_WORDS[given.standing]}，{chased}"),
            ),
            wide("办理结果", tight(given.result) or "正在办理。"),
            pair(
                ("办　　结", name_and_time(one_line(given.done_by), given.done_at, "尚未办结")),
                ("回　　告", told),
            ),
        )
    )


def _instructions(paper: OrdersPaper) -> list[Block]:
    if not paper.instructions:
        return []
    at = paper.stamp.at
    done = sum(given.done_at is not None for given in paper.instructions)
    columns = (
        Column("序号", 2.0, Align.CENTER),
        Column("下达", 4.2, Align.CENTER),
        Column("指令内容", 7.2),
        Column("承办", 3.4, Align.CENTER),
        Column("时限", 3.6, Align.CENTER),
        Column("办理情况", 7.6),
    )
    rows = tuple(_row(n, given, at) for n, given in enumerate(paper.instructions, 1))
    said = f"下达指令{len(paper.instructions)}件，已回报{done}件。"
    late = any(given.standing in LATE for given in paper.instructions)
    note = "注：时限为黑体的，逾期未回报或者逾期回报。" if late else ""
    return [Heading(1, "指令"), Para(said), TableBlock(columns, rows, note=note)]


def _row(number: int, given: Given, at: datetime) -> tuple[Cell | str, ...]:
    late = given.standing in LATE
    due = in_lines(given.due_at, given.at) if given.due_at else "不限时"
    return (
        str(number),
        f"{one_line(given.by)}\n{in_lines(given.at)}",
        tight(given.words),
        one_line(given.to),
        Cell(due, Face.HEI if late else Face.FANG),
        _handled(given, at),
    )


def _handled(given: Given, at: datetime) -> str:
    if given.done_at is not None:
        said = tight(given.result).rstrip("。；")
        return f"{said}（{one_line(given.done_by)}，{full_moment(given.done_at)}）"
    state = STANDING_WORDS[given.standing]
    if given.received_at is not None:
        state = f"{one_line(given.received_by)}{full_moment(given.received_at)}签收，{state}"
    chased = f"，已催办{given.reminders}次" if given.reminders else ""
    return f"{state}{chased}"
