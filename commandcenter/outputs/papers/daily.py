"""应急处置日报: figures of the day and in all, what changed, what is wrong, what comes next."""

from datetime import datetime

from commandcenter.domain.moments import Moments
from commandcenter.domain.numerals import money_zh
from commandcenter.domain.times import clock_zh, date_zh, day_start, local, minute_zh, span_zh
from commandcenter.outputs.papers.express import DRAFT_ISSUE, level_words
from commandcenter.outputs.papers.paper_phrases import (
    as_of_note,
    full_moment,
    journal_words,
    moment,
    sentence,
    tight,
)
from commandcenter.outputs.papers.situation_words import (
    harmed,
    lost_part,
    on_the_spot,
    received,
    until,
)
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Column,
    Document,
    Figure,
    Head,
    Heading,
    Meta,
    PageBreak,
    Para,
    Run,
    TableBlock,
    TimelineChart,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.command.obligation_lines import ObligationLine
from commandcenter.queries.papers.paper_daily import Daily, DayFigure

NAMED = 3  # late steps told one by one
PLANNED = 6
OF_REPORTS = ("phone_report", "report")  # the next report has a line of its own


def daily(paper: Daily) -> Document:
    stamp = paper.stamp
    title = one_line(stamp.head.title).removeprefix("关于")
    signer = (Run("签发人："), Run(one_line(stamp.signer) or "待签发", Face.KAI))
    issue = one_line(stamp.number) or DRAFT_ISSUE
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=f"应急处置日报 {title} {date_zh(stamp.at)}",
            at=stamp.at,
            journal=journal_words(stamp.journal),
        ),
        title=f"{title}处置情况",
        head=Head(
            name="应急处置日报",
            office=one_line(stamp.org),
            rows=((issue, minute_zh(stamp.at), signer),),
        ),
        addressee="、".join(map(one_line, paper.sent_to)),
        blocks=(
            *_situation(paper),
            *_changes(paper),
            Heading(1, "存在问题", (Run(_problems(paper)),)),
            *_plan(paper),
        ),
        drill=stamp.drill,
    )


def _situation(paper: Daily) -> list[Block]:
    situation, at = paper.situation, paper.stamp.at
    counts, today = situation.counts, paper.figures[0].today if paper.figures else 0
    head = paper.stamp.head
    level = head.response.response_title if head.response else "响应已终止"
    new = f"当日新增投诉举报{today}件" if today else "当日没有新增投诉举报"
    whole = (
        f"{new}，累计{counts.complaints}件、{counts.person_times}人次，"
        f"去重后涉及消费者{counts.people}人"
    )
    as_of = until(situation, Moments(at, named=True))
    said = (
        f"{date_zh(at)}为应急响应第{paper.day}日（{level}）。{as_of}，"
        f"{whole if counts.complaints else received(counts)}{lost_part(paper.lost)}。"
    )
    line, say = paper.timeline, Moments(at)
    note = f"注：{as_of_note(situation.sources, at)}"
    usual = "；虚线为以往各周同时段预期值，浅色区为正常范围" if line.band else ""
    return [
        Heading(1, "当日和累计情况", (Run(said),)),
        Figure(TimelineChart(line), "图1　投诉举报登记量", lines=5, note=f"{note}{usual}。"),
        PageBreak(),  # the table stands whole
        _table(paper, note),
        Para(f"{harmed(paper.harm, say)}{'；'.join(on_the_spot(situation, say))}。"),
    ]


def _table(paper: Daily, note: str) -> TableBlock:
    columns = (
        Column("项目", 10.0),
        Column("当日", 6.0, Align.CENTER),
        Column("前一日全天", 6.0, Align.CENTER),
        Column("累计", 6.0, Align.CENTER),
    )
    rows = tuple(
        (
            one_line(row.title),
            _figure(row, row.today),
            _figure(row, row.before),
            _figure(row, row.total),
        )
        for row in paper.figures
    )
    tail = "；消费者和金额的“当日”为当日新增；办理情况以本局登记为准。"
    return TableBlock(columns, rows, "表1　当日和累计数据", f"{note}{tail}")


def _figure(row: DayFigure, value: int | None) -> str:
    if value is None:
        return "—"
    return money_zh(value) if row.cents else str(value)


def _changes(paper: Daily) -> list[Block]:
    at = paper.stamp.at
    today = day_start(local(at).date())
    levels = level_words(paper.levels, Moments(at, named=True), today)
    said = f"当日{'，'.join(levels)}。" if levels else "当日响应级别没有调整。"
    blocks: list[Block] = [Heading(1, "主要变化和处置进展", (Run(said),))]
    if not paper.log:
        return [*blocks, Para("当日没有登记重要工作动态。")]
    columns = (
        Column("时间", 4.0, Align.CENTER),
        Column("单位", 5.0, Align.CENTER),
        Column("情况", 19.0),
    )
    rows = tuple((clock_zh(line.at), one_line(line.office), tight(line.text)) for line in paper.log)
    return [*blocks, TableBlock(columns, rows, "表2　当日工作动态")]


def _problems(paper: Daily) -> str:
    at = paper.stamp.at
    said: list[str] = []
    if paper.late:
        named = "；".join(_late(step, at) for step in paper.late[:NAMED])
        more = "等" if len(paper.late) > NAMED else ""
        said.append(f"没有按时办结的工作{len(paper.late)}项：{named}{more}。")
    if paper.silent:
        units = "、".join(
            f"{one_line(each.name)}（{_span(each.minutes or 0)}）" for each in paper.silent
        )
        said.append(f"超过规定时间没有报告情况的县区：{units}。")
    if paper.unanswered:
        said.append(f"媒体提问尚有{paper.unanswered}个没有答复。")
    report = paper.situation.next_report
    if report is not None and report.deadline_at < at and not report.grey:
        due = moment(report.deadline_at, at)
        said.append(f"{one_line(report.label)}应于{due}前报送，尚未报送。")
    return "".join(said) or f"截至{full_moment(at)}，据登记，{'、'.join(_in_order(paper))}。"


def _in_order(paper: Daily) -> list[str]:
    """What the record shows to be in order; of what there was nothing, nothing is said."""
    press = [f"媒体提问{paper.asked}个均已答复"] if paper.asked else []
    return ["没有逾期任务", "没有超过规定时间未报告情况的县区", *press]


def _late(step: ObligationLine, at: datetime) -> str:
    late = span_zh(at - step.row.due_at).replace(" ", "") if step.row.due_at else ""
    return f"{tight(one_line(step.title))}（{one_line(step.office)}，逾期{late}）"


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}天{hours}小时" if hours else f"{days}天"
    return f"{hours}小时{rest}分" if hours else f"{rest}分"


def _plan(paper: Daily) -> list[Block]:
    at = paper.stamp.at
    first = sorted(paper.steps, key=lambda step: (not step.row.must, step.row.due_at or at))
    said = [_step(step, at) for step in first if step.row.form not in OF_REPORTS][:PLANNED]
    report = paper.situation.next_report
    if report is not None:
        due = f"（{moment(report.deadline_at, at)}前）" if report.deadline_at > at else "（立即）"
        said.append(f"综合协调组：报送{one_line(report.label)}{due}")
    said.append("继续登记受理投诉举报，按法定期限跟踪办理")
    return [
        Heading(1, "下一步计划"),
        *(Para(f"{number}.{sentence(words)}") for number, words in enumerate(said, 1)),
    ]


def _step(step: ObligationLine, at: datetime) -> str:
    due = f"（{moment(step.row.due_at, at)}前）" if step.row.due_at else ""
    return f"{one_line(step.office)}：{tight(one_line(step.title))}{due}"
