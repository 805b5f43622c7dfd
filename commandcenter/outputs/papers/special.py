"""要情专报: 概况、处置、舆情、研判、下一步、请求事项 for who decides, with its figures behind."""

from commandcenter.domain.moments import Moments
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers import opinion_words
from commandcenter.outputs.papers.briefing_first_page import asked_words, trend_words
from commandcenter.outputs.papers.express import DRAFT_ISSUE, level_words
from commandcenter.outputs.papers.paper_phrases import (
    as_of_note,
    day_over_clock,
    full_moment,
    journal_words,
    sentence,
    tight,
)
from commandcenter.outputs.papers.situation_words import harmed, overall, received_words
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
from commandcenter.queries.papers.paper_special import SpecialPaper


def special(paper: SpecialPaper) -> Document:
    brief = paper.brief
    title = one_line(brief.situation.head.title).removeprefix("关于")
    signer = (Run("签发人："), Run("待签发", Face.KAI))
    return Document(
        meta=Meta(
            author=brief.org,
            subject=f"要情专报 {title}",
            at=brief.at,
            journal=journal_words(brief.journal),
        ),
        title=f"关于{title}的专报",
        keep=(title,) if len(title) <= 8 else (),
        head=Head(
            name="要情专报",
            office=one_line(brief.org),
            rows=((DRAFT_ISSUE, minute_zh(brief.at), signer),),
        ),
        addressee="、".join(map(one_line, paper.sent_to)),
        blocks=tuple(_blocks(paper)),
        drill=brief.drill,
    )


def _blocks(paper: SpecialPaper) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, "事件概况"),
        Para(_course(paper)),
        Heading(1, "处置情况"),
        *_handled(paper),
        Heading(1, "舆情情况", (Run(_opinions(paper)),)),
        Heading(1, "形势研判", (Run(_judged(paper)),)),
        Heading(1, "下一步工作", (Run(_planned(paper)),)),
        Heading(1, "请求事项"),
        *_asked(paper),
    ]
    if paper.contact:
        who = f"{one_line(paper.contact)}，电话{one_line(paper.phone)}".removesuffix("，电话")
        blocks.append(Para(f"（联系人：{who}）"))
    return [*blocks, *_behind(paper)]


def _course(paper: SpecialPaper) -> str:
    brief = paper.brief
    summary = tight(one_line(brief.summary))
    say = Moments(brief.at)
    heard = received_words(brief.situation.head.received_at, paper.way)
    course = sentence(summary) if summary else "基本经过正在核查。"
    opening = say.quote(f"{heard}{course}")
    return f"{opening}{overall(brief.situation, say, brief.lost)}{harmed(brief.harm, say)}"


def _handled(paper: SpecialPaper) -> list[Block]:
    brief, say = paper.brief, Moments(paper.brief.at, named=True)
    levels = level_words(brief.levels, say)
    lead = one_line(brief.situation.head.lead_body).rstrip("。")
    decided = f"{'，'.join(levels)}。{sentence(lead)}" if levels else "事件等级尚未确定。"
    say = Moments(brief.at, named=True)
    order = sorted(brief.measures, key=lambda each: each.place)
    done = "".join(f"{say.say(d.at)}，{say.quote(tight(one_line(d.words)))}。" for d in order)
    return [Para(decided), Para(done or f"截至{full_moment(brief.at)}，尚无已完成的处置措施记录。")]


def _opinions(paper: SpecialPaper) -> str:
    found = paper.opinions
    said = opinion_words.seen(found)
    if not found.total and not found.asked:
        return f"截至{full_moment(paper.brief.at)}，{said}"
    return f"截至{full_moment(paper.brief.at)}，{said}{opinion_words.answered(found)}"


def _judged(paper: SpecialPaper) -> str:
    """What was concluded, what the numbers show, and what is late: the risk that is known."""
    brief = paper.brief
    say = Moments(brief.at, named=True)
    shown = trend_words(brief.trend)[0]
    late = sum(line.late for line in brief.tasks)
    risk = f"逾期未办结的任务有{late}项。" if late else "没有逾期未办结的任务。"
    return f"{opinion_words.judged_words(brief.judged, say)}{shown}{risk}"


def _planned(paper: SpecialPaper) -> str:
    planned = tight(one_line(paper.planned))
    return sentence(planned) if planned else "继续按应急预案处置，进展及时续报。"


def _asked(paper: SpecialPaper) -> list[Block]:
    if not paper.brief.wanted:
        return [Para("目前没有请求事项。")]
    return [Para(words) for words in asked_words(paper.brief.wanted)]


def _behind(paper: SpecialPaper) -> list[Block]:
    """附表: how it went on, hour by hour, and the last entries of the log."""
    brief = paper.brief
    line = brief.timeline
    usual = "；虚线为以往各周同时段预期值，浅色区为正常范围" if line.band else ""
    note = f"注：{as_of_note(line.sources, brief.at)}{usual}。"
    behind: list[Block] = [
        PageBreak(),
        Figure(TimelineChart(line), "附图　投诉举报登记量", lines=6, note=note),
    ]
    if brief.log:
        columns = (
            Column("时间", 7.0, Align.CENTER),
            Column("单位", 5.0, Align.CENTER),
            Column("情况", 16.0),
        )
        rows = tuple(
            (day_over_clock(each.at), one_line(each.office), tight(each.text))
            for each in reversed(brief.log)
        )
        behind.append(TableBlock(columns, rows, "附表　处置大事记"))
    return behind
