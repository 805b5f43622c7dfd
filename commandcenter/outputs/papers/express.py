"""值班快报: what happened, how large it is, what is done; in three paragraphs."""

from datetime import datetime

from commandcenter.domain.level import Axis
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.situation_words import harmed, heard, overall
from commandcenter.outputs.papers.words import as_of_words, journal_words, moment, sentence, tight
from commandcenter.outputs.pdf.document import Block, Document, Face, Head, Meta, Para, Run
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.paper_express import Express, LevelStep

LIMIT = 1.5  # pages
DRAFT_ISSUE = "第　期"


def express(paper: Express) -> Document:
    stamp = paper.stamp
    title = one_line(stamp.head.title).removeprefix("关于")
    signer = (Run("签发人："), Run(one_line(stamp.signer) or "待签发", Face.KAI))
    issue = one_line(stamp.number) or DRAFT_ISSUE
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=f"值班快报 {title}",
            at=stamp.at,
            journal=journal_words(stamp.journal),
        ),
        title=f"关于{title}的快报",
        keep=(title,) if len(title) <= 8 else (),
        head=Head(
            name="值班快报",
            office=one_line(stamp.org),
            rows=((issue, minute_zh(stamp.at), signer),),
        ),
        addressee="、".join(map(one_line, paper.sent_to)),
        blocks=_blocks(paper),
        limit=LIMIT,
        snug=True,
        drill=stamp.drill,
    )


def _blocks(paper: Express) -> tuple[Block, ...]:
    head, at = paper.stamp.head, paper.stamp.at
    summary = tight(one_line(paper.summary))
    course = sentence(summary) if summary else "基本经过正在核查。"
    sources = as_of_words(paper.situation.sources, at)
    blocks: list[Block] = [
        Para(f"{heard(head.received_at, paper.way)}{course}"),
        Para(
            f"{overall(paper.situation).removesuffix('。')}（{sources}）。{harmed(paper.harm, at)}"
        ),
        Para(f"{_done(paper, at)}有关情况正在进一步核查处置中，进展将及时续报。"),
    ]
    if paper.contact:
        who = f"{one_line(paper.contact)}，电话{one_line(paper.phone)}".removesuffix("，电话")
        blocks.append(Para(f"（联系人：{who}）"))
    return tuple(blocks)


def _done(paper: Express, at: datetime) -> str:
    steps = level_words(paper.levels, at)
    if not steps:
        return "事件等级正在研判，我局正在组织核实处置。"
    lead = one_line(paper.stamp.head.lead_body).rstrip("。")
    measures = one_line(paper.measures)
    told = f"主要措施：{sentence(tight(measures))}" if measures else ""
    return f"接报后，我局{'，'.join(steps)}。{sentence(lead)}{told}"


def level_words(steps: tuple[LevelStep, ...], at: datetime) -> list[str]:
    """Only what changed: the same level decided again is no news."""
    said: list[str] = []
    last: dict[Axis, str] = {}
    for step in steps:
        grade = step.axis is Axis.GRADE
        level = step.level.grade_title if grade else step.level.response_title
        before, last[step.axis] = last.get(step.axis), level
        if before == level:
            continue
        when = f"于{moment(step.at, at)}"
        if grade:
            said.append(f"{when}{'改定' if before else '定'}为{level}事件")
        else:
            said.append(f"{when}{'将响应调整为' if before else '启动'}{level}")
    return said
