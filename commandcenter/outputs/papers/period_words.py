"""What the weekly and the monthly analysis say alike: counts compared, tables, figures."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from commandcenter.domain.complaints.complaint import KIND_WORDS, ComplaintKind
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.papers.period import PeriodKind, Span
from commandcenter.domain.times import date_zh, day_start, local
from commandcenter.outputs.papers.paper_phrases import as_of_note, full_moment, tight
from commandcenter.outputs.pdf.document import (
    Align,
    Bar,
    BarChart,
    Block,
    Column,
    DistrictMap,
    Figure,
    Heading,
    Para,
    Run,
    TableBlock,
    TimelineChart,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_period import Ahead, PeriodPaper
from commandcenter.queries.papers.period_counts import Compared, Spans
from commandcenter.queries.papers.period_moves import Grown, Moves

UNKNOWN = "无同期数据"
NAMED = 5  # categories told in a sentence
BARS = 10

_BEFORE = {PeriodKind.WEEK: "上周", PeriodKind.MONTH: "上月"}
_THIS = {PeriodKind.WEEK: "本周", PeriodKind.MONTH: "本月"}
_NEXT = {PeriodKind.WEEK: "下周", PeriodKind.MONTH: "下月"}

ALWAYS_SAID = (ComplaintKind.COMPLAINT, ComplaintKind.REPORT, ComplaintKind.ENQUIRY)


def this(paper: PeriodPaper) -> str:
    return _THIS[paper.period.kind]


def following(paper: PeriodPaper) -> str:
    return _NEXT[paper.period.kind]


def before(paper: PeriodPaper) -> str:
    """上周; 上周同期 while this one is not over: as many days are compared."""
    same = "" if paper.spans.now == paper.period.span else "同期"
    return f"{_BEFORE[paper.period.kind]}{same}"


def days_words(span: Span) -> str:
    """2026年11月16日至22日."""
    first, last = span.first, span.last
    begins = _day(first)
    if first == last:
        return begins
    ends = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else _day(last)
    return f"{begins}至{ends}"


def _day(day: date) -> str:
    return date_zh(day_start(day))


def moved_words(paper: PeriodPaper) -> list[Block]:
    """What changed by more than chance, on which days, what stands and which incident grew."""
    moves = paper.moves
    if moves is None:
        return []
    paragraphs = (
        _high_words(moves, this(paper)),
        _change_words(moves, before(paper)),
        _grown_words(moves, this(paper), before(paper)),
        _standing_words(moves, paper.at),
    )
    return [Heading(1, "变化和研判"), *(Para(words) for words in paragraphs if words)]


def _high_words(moves: Moves, name: str) -> str:
    if not moves.high:
        return ""
    most = max(moves.high, key=lambda day: day.count)
    days = "、".join(_day(local(day.at).date()) for day in moves.high[:NAMED])
    more = f"等{len(moves.high)}天" if len(moves.high) > NAMED else ""
    peak = f"，最多的{_day(local(most.at).date())}{most.count}件" if len(moves.high) > 1 else ""
    return (
        f"{name}{days}{more}登记量高于以往同星期几的正常范围{peak}"
        f"（{'当日' if peak else f'{most.count}件，'}正常范围上限{most.high:.0f}件）。"
    )


def _change_words(moves: Moves, before: str) -> str:
    """Each with what would have been expected, and how rare it is; none is an answer too."""
    if not moves.compared:
        return ""
    if not moves.found:
        return (
            f"各县区、类别、问题和经营者（共{moves.compared}项）与{before}相比，"
            "没有超出偶然波动的变化。"
        )
    said = "；".join(
        f"{one_line(move.label)}{move.now}件，比{before}{move.before}件"
        f"{'增加' if move.more else '减少'}{abs(move.now - move.before)}件，"
        f"按其余部分的增减推算应为{move.expected:.0f}件左右"
        for move in moves.found
    )
    return f"{said}。各件投诉如果互不相关，这样的变化属于偶然的可能性低于千分之一。"


def _grown_words(moves: Moves, name: str, before: str) -> str:
    if not moves.grown:
        return ""
    said = "；".join(
        f"{tight(one_line(each.title))}{name}登记投诉举报{each.now}件{_against(each, before)}"
        for each in moves.grown[:NAMED]
    )
    return f"{said}。"


def _against(grown: Grown, before: str) -> str:
    if grown.before is None:
        return ""
    return f"（{before}{grown.before}件）" if grown.before else f"（{before}没有）"


def _standing_words(moves: Moves, at: datetime) -> str:
    """A signal goes on growing: its numbers are those of the paper's moment, not of the period."""
    if not moves.standing:
        return f"截至{full_moment(at)}，没有尚待处置的苗头信号。"
    said = "、".join(
        f"“{tight(one_line(each.title)).strip('“”')}”（{each.observed}件、{each.people}人）"
        for each in moves.standing[:NAMED]
    )
    more = f"等{len(moves.standing)}条" if len(moves.standing) > NAMED else ""
    return f"截至{full_moment(at)}，仍在关注的苗头信号：{said}{more}。"


def percent(now: int, before: int | None) -> str:
    """+12.3%, for a table; what cannot be compared in words."""
    if before is None:
        return UNKNOWN
    if before == 0:
        return "上期为0" if now else "持平"
    share = 100 * (now - before) / before
    return "持平" if now == before else f"{share:+.1f}%"


def _change(now: int, before: int | None) -> str:
    """，环比上升12.3%, in a sentence; nothing of a time that is not known."""
    if before is None:
        return ""
    if before and now != before:
        word = "上升" if now > before else "下降"
        return f"，环比{word}{abs(100 * (now - before) / before):.1f}%"
    return f"，环比{percent(now, before)}"


def moved(now: int, before: int | None, against: str) -> str:
    """比上周168件上升12.3%."""
    if before is None:
        return f"没有{against}同样天数的数据可比"
    if now == before:
        return f"与{against}{before}件持平"
    if before == 0:
        return f"{against}没有登记"
    word = "上升" if now > before else "下降"
    return f"比{against}{before}件{word}{abs(100 * (now - before) / before):.1f}%"


def opening(paper: PeriodPaper) -> list[Block]:
    """How many, of which kind, compared; that the period is not over, if it is not."""
    counts, spans = paper.counts, paper.spans
    kinds = {row.label: row.now for row in counts.kinds}
    shown = [k for k in ComplaintKind if k in ALWAYS_SAID or kinds.get(k.value)]
    parts = [f"{KIND_WORDS[k]}{kinds.get(k.value, 0)}件" for k in shown]
    named = "、".join(KIND_WORDS[k] for k in shown)
    said = (
        f"{days_words(spans.now)}，全市共登记{named}{counts.total.now}件，"
        f"{moved(counts.total.now, counts.total.before, before(paper))}，"
        f"{moved(counts.total.now, counts.total.year_before, '上年同期')}；其中{'、'.join(parts)}。"
        f"去重后涉及消费者{counts.people}人，涉及金额{money_zh(counts.amount_cents)}{counts.left_out}。"
    )
    blocks: list[Block] = [Heading(1, "总体情况", (Run(said),))]
    if not paper.whole:
        words = f"{this(paper)}数据尚不完整：只统计到{_day(spans.now.last)}，对比期取同样天数。"
        if spans.now == paper.period.span:
            words = f"{this(paper)}部分来源的数据尚未导入到期末，以上数字可能偏低。"
        blocks.append(Para(words))
    return blocks


def course_figure(paper: PeriodPaper, number: int, lines: int = 6) -> Figure:
    band = paper.timeline.band is not None
    usual = "；虚线为以往各周同一天的预期值，浅色区为正常范围" if band else ""
    note = f"注：{as_of_note(paper.sources, paper.at)}{usual}。"
    title = f"图{number}　{this(paper)}每日登记量"
    return Figure(TimelineChart(paper.timeline), title, lines=lines, note=note)


def map_figure(paper: PeriodPaper, number: int, lines: int = 8) -> Figure:
    picture = DistrictMap(paper.picture, paper.boundaries)
    return Figure(picture, f"图{number}　{this(paper)}各县区登记量分布", lines=lines)


def bars_figure(paper: PeriodPaper, number: int, title: str, rows: Sequence[Compared]) -> Figure:
    shown = tuple(Bar(one_line(row.label), row.now, row.before) for row in rows[:BARS])
    before = _BEFORE[paper.period.kind]
    chart = BarChart(shown, this(paper), before if paper.spans.before else "")
    lines = max(4, len(shown) // 2 + 2)
    return Figure(chart, f"图{number}　{title}", lines=lines)


def most(rows: Sequence[Compared], total: int) -> str:
    """食品安全96件（占31.2%，环比上升12.3%）、…."""
    named = [row for row in rows if row.label][:NAMED]
    parts = [
        f"{one_line(row.label)}{row.now}件（占{100 * row.now / total:.1f}%"
        f"{_change(row.now, row.before)}）"
        for row in named
    ]
    return "、".join(parts) if total and parts else "无登记"


def district_table(paper: PeriodPaper, number: int) -> TableBlock:
    """A time that the records do not reach has no columns."""
    spans = paper.spans
    columns = (
        Column("县（市、区）", 7),
        Column("件数", 4, Align.RIGHT),
        Column("占比", 4, Align.RIGHT),
        *_earlier(spans.before, _BEFORE[paper.period.kind], "环比"),
        *_earlier(spans.year_before, "上年同期", "同比"),
    )
    total = paper.counts.total
    rows = [_line(each, each.label or "未填写", total.now, spans) for _, each in
            paper.counts.districts]  # fmt: skip
    rows.append(_line(total, "合计", total.now, spans))
    named = (("环比", spans.before), ("同比", spans.year_before))
    against = [f"{name}与{days_words(span)}比较" for name, span in named if span]
    lacking = [name for name, span in named if span is None]
    none = [f"没有{'、'.join(lacking)}数据"] if lacking else []
    note = f"注：{'，'.join([*against, *none])}。"
    return TableBlock(columns, tuple(rows), f"表{number}　各县区登记量", note)


def _earlier(span: Span | None, name: str, change: str) -> tuple[Column, ...]:
    if span is None:
        return ()
    return Column(name, 4.5, Align.RIGHT), Column(change, 5.5, Align.RIGHT)


def _line(row: Compared, label: str, total: int, spans: Spans) -> tuple[str, ...]:
    share = f"{100 * row.now / total:.1f}%" if total else "—"
    cells = [one_line(label), f"{row.now}", share]
    for span, count in ((spans.before, row.before), (spans.year_before, row.year_before)):
        if span is not None:
            cells += ["—" if count is None else f"{count}", percent(row.now, count)]
    return tuple(cells)


def subject_table(paper: PeriodPaper, number: int) -> TableBlock:
    columns = (
        Column("序号", 2.6, Align.CENTER),
        Column("经营者", 12),
        Column("所在地", 4),
        Column("主要类别", 5.5),
        Column("件数", 3, Align.RIGHT),
        Column("人数", 3, Align.RIGHT),
        Column(_BEFORE[paper.period.kind], 3, Align.RIGHT),
    )
    rows = tuple(
        (
            f"{at}", one_line(each.name), one_line(each.district) or "—", one_line(each.category),
            f"{each.count}", f"{each.people}", "—" if each.before is None else f"{each.before}",
        )
        for at, each in enumerate(paper.counts.subjects, 1)
    )  # fmt: skip
    note = "注：件数按登记件统计，人数按消费者去重；名单仅供内部研判，不对外公布。"
    return TableBlock(columns, rows, f"表{number}　被投诉较多的经营者", note)


def watch_words(paper: PeriodPaper) -> str:
    """What the watch found, which warnings went out, which incidents were registered."""
    course = paper.course
    signals, warnings, incidents = course.signals, len(course.warnings), len(course.incidents)
    parts = (
        f"监测发现苗头信号{signals}条{_named(course.found)}" if signals else "监测未发现苗头信号",
        f"发布预警{warnings}次{_named(course.warnings)}" if warnings else "没有发布预警",
        f"登记突发事件{incidents}起{_named(course.incidents)}" if incidents else "没有登记突发事件",
    )
    return f"{'；'.join(parts)}。"


def _named(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    said = "".join(f"“{tight(one_line(title)).strip('“”')}”" for title in titles[:NAMED])
    return f"（{said}{'等' if len(titles) > NAMED else ''}）"


def ahead_words(ahead: Ahead, name: str) -> Iterator[str]:
    """What is known of the time that follows, sentence by sentence; nothing is guessed."""
    for title, span in ahead.dates:
        yield f"{name}逢{one_line(title)}（{days_words(span)}），应提前做好受理和值守准备。"
    if ahead.categories is None:
        yield f"没有上年同期（{days_words(ahead.year_ago)}）的数据，不作类别预判。"
        return
    if not ahead.categories:
        yield f"上年同期（{days_words(ahead.year_ago)}）没有登记。"
        return
    said = "、".join(f"{one_line(key)}{count}件" for key, count in ahead.categories)
    yield f"上年同期（{days_words(ahead.year_ago)}）居前的类别为{said}。"
