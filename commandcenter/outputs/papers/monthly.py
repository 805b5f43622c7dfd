"""月度分析 for the monthly meeting: counts, handling, counties, traders, next month's 消费提示."""

from commandcenter.domain.numerals import money_zh
from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers import period_words as said
from commandcenter.outputs.papers.express import DRAFT_ISSUE
from commandcenter.outputs.papers.paper_phrases import journal_words
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Column,
    Document,
    Head,
    Heading,
    Meta,
    Para,
    Run,
    TableBlock,
)
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_period import PeriodPaper
from commandcenter.queries.papers.period_handling import PeriodHandling

NAME = "月度分析"
_NOT_RECORDED = (
    "本月没有在本局登记办理过程、也没有随文件导入办理结果的投诉举报，按时办结率、调解成功率和挽回经济损失无数据；"
    "请以全国12315平台和12345热线的办理统计为准。"
)


def monthly(paper: PeriodPaper) -> Document:
    org = one_line(paper.org)
    return Document(
        meta=Meta(org, f"{NAME} {paper.period.words}", paper.at, journal_words(paper.journal)),
        title=f"{paper.period.words}消费投诉举报月度分析",
        head=Head(NAME, org, rows=((DRAFT_ISSUE, paper.period.words, date_zh(paper.at)),)),
        drill=paper.journal.drill,
        blocks=(
            *said.opening(paper),
            said.course_figure(paper, 1),
            *said.moved_words(paper),
            Heading(1, "办理情况", (Run(_handled(paper.handling)),)),
            *_shares(paper.handling),
            Heading(1, "地区分布"),
            said.district_table(paper, 2 if paper.handling.recorded else 1),
            said.map_figure(paper, 2),
            *_kinds(paper),
            Heading(1, "苗头、预警和事件", (Run(said.watch_words(paper)),)),
            *_tips(paper),
        ),
    )


def _handled(handling: PeriodHandling) -> str:
    if not handling.recorded:
        return _NOT_RECORDED
    return (
        f"{_basis(handling)}，本月办结{handling.finished}件，到期未办结{handling.late}件；"
        f"调解成功{handling.agreed}件，终止调解{handling.ended}件；"
        f"为消费者挽回经济损失{money_zh(handling.recovered_cents)}。"
    )


def _basis(handling: PeriodHandling) -> str:
    """Where the figures come from: what was recorded here, what files say."""
    if not handling.told:
        return "按本局登记的办理过程"
    if handling.told == handling.finished:
        return "按导入文件的办理结果"
    return f"按本局登记的办理过程和导入文件的办理结果（其中{handling.told}件）"


def _shares(handling: PeriodHandling) -> list[Block]:
    if not handling.recorded:
        return []
    columns = (
        Column("指标", 6),
        Column("数值", 4, Align.RIGHT),
        Column("怎样计算", 14),
    )
    rows = (
        (
            "按时办结率",
            _share(handling.in_time_share),
            f"法定期限内办结{handling.in_time}件 ÷（办结{handling.finished}件＋"
            f"到期未办结{handling.late}件）",
        ),
        (
            "调解成功率",
            _share(handling.agreed_share),
            f"达成调解{handling.agreed}件 ÷（达成调解{handling.agreed}件＋"
            f"终止调解{handling.ended}件）",
        ),
        ("挽回经济损失", money_zh(handling.recovered_cents), "办结时登记的退款和赔偿之和"),
    )
    note = (
        "注：只统计在本局登记了办理过程、或者随文件导入了办理结果的投诉举报；期限按《市场监督管理投诉"
        "举报处理办法》计算，只有办理结果的，调解期限自登记之日起算。"
    )
    return [TableBlock(columns, rows, "表1　办理指标", note)]


def _share(share: float | None) -> str:
    return "无数据" if share is None else f"{share:.1f}%"


def _kinds(paper: PeriodPaper) -> list[Block]:
    counts, total = paper.counts, paper.counts.total.now
    number = 3 if paper.handling.recorded else 2
    return [
        Heading(1, "类别、问题和经营者"),
        Heading(2, "类别", (Run(f"居前的为{said.most(counts.categories, total)}。"),)),
        said.bars_figure(paper, 3, "各类别登记量", counts.categories),
        Heading(2, "问题", (Run(f"居前的为{said.most(counts.problems, total)}。"),)),
        said.bars_figure(paper, 4, "各类问题登记量", counts.problems),
        Heading(2, "被投诉最多的十家经营者"),
        said.subject_table(paper, number),
    ]


def _tips(paper: PeriodPaper) -> list[Block]:
    """What may be said to consumers next month: from the dates and the same month a year ago."""
    words = list(said.ahead_words(paper.ahead, "下月"))
    blocks: list[Block] = [Heading(1, "下月消费提示"), *(Para(each) for each in words)]
    if paper.ahead.categories:
        first = "".join(f"“{one_line(key)}”" for key, _ in paper.ahead.categories[:3])
        blocks.append(
            Para(
                f"拟就{first}等类别发布消费提示：提醒消费者查验经营者证照，留存合同、凭证和聊天记录，"
                "预付费消费量力而行；发生纠纷先与经营者协商，协商不成可拨打12315、12345投诉举报。"
            )
        )
    return blocks
