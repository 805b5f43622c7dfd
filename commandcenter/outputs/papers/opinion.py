"""舆情专报: how much is written, what, what was answered, and what is next."""

from datetime import datetime

from commandcenter.domain.command.opinion import OPINION_STATE_WORDS, TONE_WORDS
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers import opinion_words as told
from commandcenter.outputs.papers.briefing_first_page import reach_words
from commandcenter.outputs.papers.express import DRAFT_ISSUE
from commandcenter.outputs.papers.paper_phrases import (
    full_moment,
    in_lines,
    journal_words,
    moment,
    sentence,
    tight,
)
from commandcenter.outputs.pdf.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Head,
    Heading,
    Meta,
    Para,
    Run,
    TableBlock,
)
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line, shortened
from commandcenter.queries.papers.paper_opinion import OpinionItem, OpinionPaper

SHOWN, STEPS, LONGEST = 8, 4, 60


def opinion(paper: OpinionPaper) -> Document:
    stamp = paper.stamp
    title = one_line(stamp.head.title).removeprefix("关于")
    signer = (Run("签发人："), Run(one_line(stamp.signer) or "待签发", Face.KAI))
    issue = one_line(stamp.number) or DRAFT_ISSUE
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=f"舆情专报 {title}",
            at=stamp.at,
            journal=journal_words(stamp.journal),
        ),
        title=f"关于{title}的舆情专报",
        keep=(title,) if len(title) <= 8 else (),
        head=Head(
            name="舆情专报",
            office=one_line(stamp.org),
            rows=((issue, minute_zh(stamp.at), signer),),
        ),
        addressee="、".join(map(one_line, paper.sent_to)),
        blocks=tuple(_blocks(paper)),
        drill=stamp.drill,
    )


def _blocks(paper: OpinionPaper) -> list[Block]:
    at, found = paper.stamp.at, paper.opinions
    blocks: list[Block] = [
        Heading(1, "总体情况", (Run(f"截至{full_moment(at)}，{told.seen(found)}"),)),
    ]
    if found.items:
        blocks += [Heading(1, "主要内容"), _table(paper)]
    say = Moments(at, named=True)
    judged = f"{told.judged_words(paper.judged, say)}{told.heated(found)}"
    blocks += [
        Heading(1, "回应和发布", (Run(f"{told.answered(found)}{_published(paper)}"),)),
        Heading(1, "研判", (Run(judged),)),
        Heading(1, "下一步"),
        *(Para(f"{number}.{sentence(words)}") for number, words in enumerate(_next(paper), 1)),
    ]
    if paper.contact:
        who = f"{one_line(paper.contact)}，电话{one_line(paper.phone)}".removesuffix("，电话")
        blocks.append(Para(f"（联系人：{who}）"))
    return blocks


def _published(paper: OpinionPaper) -> str:
    if not paper.published:
        return "尚未对外发布信息。"
    say = Moments(paper.stamp.at, named=True)
    each = "；".join(f"{say.say(p.at)}，{p.words}“{one_line(p.title)}”" for p in paper.published)
    return f"已对外发布{len(paper.published)}次：{each}。"


def _table(paper: OpinionPaper) -> TableBlock:
    columns = (
        Column("发布时间", 4.0, Align.CENTER),
        Column("来源", 4.4, Align.CENTER),
        Column("内容", 10.6),
        Column("传播量", 2.8, Align.CENTER),
        Column("倾向", 2.6, Align.CENTER),
        Column("处理", 3.6, Align.CENTER),
    )
    shown = paper.opinions.items[:SHOWN]
    rest = len(paper.opinions.items) - len(shown)
    more = f"；其余{rest}条从略" if rest else ""
    rows = tuple(_row(item) for item in shown)
    note = f"注：按传播量排列{more}；“—”为没有统计；黑体的为不实信息。"
    return TableBlock(columns, rows, "表1　网上信息", note)


def _row(item: OpinionItem) -> tuple[Cell | str, ...]:
    face = Face.HEI if item.false_claim else Face.FANG
    return (
        in_lines(item.published_at),
        one_line(item.source),
        Cell(shortened(tight(item.title), LONGEST), face),
        reach_words(item.reach) if item.reach else "—",
        TONE_WORDS[item.tone],
        OPINION_STATE_WORDS[item.state],
    )


def _till(due: datetime | None, at: datetime) -> str:
    if due is None:
        return ""
    return f"（{moment(due, at)}前）" if due > at else "（已逾期，立即办理）"


def _next(paper: OpinionPaper) -> list[str]:
    """What the book still asks of the group; the watching goes on in any case."""
    at = paper.stamp.at
    said = []
    for step in paper.steps[:STEPS]:
        said.append(f"{tight(one_line(step.title))}{_till(step.row.due_at, at)}")
    return [*said, "持续监测网上信息，有重要变化及时续报"]
