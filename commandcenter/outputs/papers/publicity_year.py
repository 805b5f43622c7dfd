"""年度宣传工作情况: the year's publicity on pages, a sheet made of records (plan 7)."""

from collections.abc import Iterator, Sequence

from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.publicity.activities import ACTIVITY_WORDS, ActivityState
from commandcenter.domain.publicity.cases import STATE_WORDS
from commandcenter.domain.publicity.research import RESEARCH_WORDS
from commandcenter.domain.times import date_zh, local, minute_zh
from commandcenter.outputs.papers.paper_phrases import journal_words
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Meta,
    Para,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.publicity.activities import ActivityLine
from commandcenter.queries.publicity.cover import CoverLine
from commandcenter.queries.publicity.year_sheet import YearSheet

NAME = "宣传工作情况"
Row = tuple[Cell | str, ...]


def publicity_year(sheet: YearSheet) -> Document:
    org = one_line(sheet.org)
    return Document(
        meta=Meta(sheet.org, f"{sheet.year}年{NAME}", sheet.at, journal_words(sheet.journal)),
        title=f"{org}{sheet.year}年{NAME}",
        keep=(org, NAME),
        blocks=(
            Para(_summary(sheet)),
            *_held(sheet),
            *_ahead(sheet),
            *_cases(sheet),
            *_cover(sheet),
            *_research(sheet),
        ),
        drill=sheet.drill,
    )


def _summary(sheet: YearSheet) -> str:
    parts = [
        f"截至{minute_zh(sheet.at)}，{sheet.year}年举办宣传活动{len(sheet.held)}次，"
        f"触达{sheet.reached}人次，发放资料{sheet.handed_out}份"
    ]
    if sheet.partners:
        parts.append(f"合作单位{len(sheet.partners)}家参加（{'、'.join(sheet.partners)}）")
    late = sum(line.state is ActivityState.LATE for line in sheet.ahead)
    if sheet.ahead:
        parts.append(f"尚待举办{len(sheet.ahead)}次" + (f"，其中逾期{late}次" if late else ""))
    if sheet.called_off:
        parts.append(f"取消{len(sheet.called_off)}次")
    if sheet.cases:
        out = sum(case.is_out for case in sheet.cases)
        gone = len(sheet.cases) - out
        parts.append(f"发布典型案例{len(sheet.cases)}件" + (f"，其后撤销{gone}件" if gone else ""))
    return "；".join(parts) + "。"


def _held(sheet: YearSheet) -> Iterator[Block]:
    yield Heading(1, "已举办的活动")
    if not sheet.held:
        yield Para("没有登记已举办的活动。")
        return
    columns = (
        Column("日期", 3.6, Align.CENTER),
        Column("形式", 4.4, Align.CENTER),
        Column("主题", 7.6),
        Column("地点、对象", 7.0),
        Column("触达（人次）", 3.2, Align.RIGHT),
        Column("资料（份）", 3.0, Align.RIGHT),
    )
    rows = [_held_row(line) for line in sheet.held]
    sums = (
        "合计", "", f"{len(sheet.held)}次", "", str(sheet.reached), str(sheet.handed_out)
    )  # fmt: skip
    yield TableBlock(columns, (*rows, sums))


def _held_row(line: ActivityLine) -> Row:
    return (
        date_zh(line.held_at) if line.held_at else "",
        line.title,
        one_line(line.topic) + _with(line.partners),
        f"{one_line(line.held_place)}，{one_line(line.held_audience)}",
        str(line.reached or 0),
        str(line.held_copies or 0),
    )


def _with(partners: Sequence[str]) -> str:
    return f"（{'、'.join(one_line(name) for name in partners)}参加）" if partners else ""


def _ahead(sheet: YearSheet) -> Iterator[Block]:
    lines = (*sheet.ahead, *sheet.called_off)
    if not lines:
        return
    yield Heading(1, "尚待举办和取消的活动")
    columns = (
        Column("计划日期", 4.4, Align.CENTER),
        Column("主题", 10.0),
        Column("承办", 6.0),
        Column("状态", 8.4),
    )
    yield TableBlock(columns, tuple(_ahead_row(line) for line in lines))


def _ahead_row(line: ActivityLine) -> Row:
    day = local(line.due_at) if line.due_at else None
    shown = f"{day.year}年{day.month}月{'' if line.whole_month else f'{day.day}日'}" if day else ""
    why = f"：{one_line(line.called_off_why)}" if line.called_off_why else ""
    return (
        shown,
        one_line(line.topic),
        GROUP_WORDS[line.group],
        f"{ACTIVITY_WORDS[line.state]}{why}",
    )


def _cases(sheet: YearSheet) -> Iterator[Block]:
    if not sheet.cases:
        return
    yield Heading(1, "典型案例")
    columns = (
        Column("编号", 5.6, Align.CENTER),
        Column("案例", 10.4),
        Column("发布", 8.4),
        Column("状态", 4.4, Align.CENTER),
    )
    rows = tuple(
        (
            one_line(case.number), one_line(case.title),
            f"{date_zh(case.published_at)}，{one_line(case.channels)}" if case.published_at else "",
            STATE_WORDS[case.state],
        )
        for case in sheet.cases
    )  # fmt: skip
    yield TableBlock(columns, rows)


def _cover(sheet: YearSheet) -> Iterator[Block]:
    if not sheet.cover:
        return
    yield Heading(1, "对照当前风险")
    bare = [line.category for line in sheet.cover if line.bare]
    words = f"当前风险最高的{len(sheet.cover)}类中，"
    words += f"{'、'.join(bare)}尚无安排。" if bare else "各类均有安排。"
    yield Para(words)
    columns = (
        Column("序号", 2.4, Align.CENTER),
        Column("风险类别", 7.2),
        Column("分值", 2.6, Align.RIGHT),
        Column("已办（次）", 3.4, Align.RIGHT),
        Column("待办（次）", 3.4, Align.RIGHT),
        Column("案例（件）", 3.4, Align.RIGHT),
        Column("情况", 6.4),
    )
    yield TableBlock(columns, tuple(_cover_row(line) for line in sheet.cover))


def _cover_row(line: CoverLine) -> Row:
    late = f"逾期{line.late}次" if line.late else ""
    return (
        str(line.rank), one_line(line.category), str(line.points), str(len(line.held)),
        str(len(line.planned)), str(len(line.cases)), "尚无安排" if line.bare else late or "有安排",
    )  # fmt: skip


def _research(sheet: YearSheet) -> Iterator[Block]:
    if not sheet.research:
        return
    yield Heading(1, "科研合作")
    columns = (
        Column("合作单位", 8.0),
        Column("课题", 9.6),
        Column("结题", 5.0, Align.CENTER),
        Column("状态", 6.2),
    )
    rows = tuple(
        (
            one_line(line.partner), one_line(line.topic),
            f"{line.ends_on.year}年{line.ends_on.month}月{line.ends_on.day}日",
            RESEARCH_WORDS[line.state],
        )
        for line in sheet.research
    )  # fmt: skip
    yield TableBlock(columns, rows)
