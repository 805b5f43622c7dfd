"""值班快报: what happened, how large it is, what was decided, done and is intended."""

from collections.abc import Sequence
from datetime import datetime

from commandcenter.domain.incident.level_course import LevelChange, LevelStep, changes, in_order
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import minute_zh
from commandcenter.outputs.papers.paper_phrases import (
    full_moment,
    journal_words,
    sentence,
    tight,
)
from commandcenter.outputs.papers.situation_words import harmed, overall, received_words
from commandcenter.outputs.pdf.document import Block, Document, Head, Meta, Para, Run
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_express import Express

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
        drill=stamp.drill,
    )


def _blocks(paper: Express) -> tuple[Block, ...]:
    head, at = paper.stamp.head, paper.stamp.at
    summary = tight(one_line(paper.summary))
    course = sentence(summary) if summary else "基本经过正在核查。"
    say = Moments(at)
    opening = say.quote(f"{received_words(head.received_at, paper.way)}{course}")
    counted = overall(paper.situation, say, paper.lost)
    blocks: list[Block] = [
        Para(opening),
        Para(f"{counted}{harmed(paper.harm, say)}"),
        Para(_decided(paper, Moments(at))),
        Para(f"已采取的措施：{_done(paper)}"),
    ]
    if paper.planned:
        blocks.append(Para(f"拟采取的措施：{sentence(tight(one_line(paper.planned)))}"))
    blocks.append(Para("有关情况正在进一步核查中，进展将及时续报。"))
    if paper.contact:
        who = f"{one_line(paper.contact)}，电话{one_line(paper.phone)}".removesuffix("，电话")
        blocks.append(Para(f"（联系人：{who}）"))
    return tuple(blocks)


def _decided(paper: Express, say: Moments) -> str:
    steps = level_words(paper.levels, say)
    if not steps:
        return "事件等级尚未确定。"
    lead = one_line(paper.stamp.head.lead_body).rstrip("。")
    return f"接报后，{'，'.join(steps)}。{sentence(lead)}"


def _done(paper: Express) -> str:
    """Only what the record proves; nothing is told as such."""
    if not paper.done:
        return f"截至{full_moment(paper.stamp.at)}，尚无已完成的处置措施记录。"
    return sentence(tight(one_line(paper.done)))


def level_words(
    steps: Sequence[LevelStep], say: Moments, since: datetime | None = None
) -> list[str]:
    """Only what changed: the same level decided again is no news.

    `steps` from the first on; told are those that took effect from `since` on.
    """
    said: list[str] = []
    subject = ""
    for change in in_order(changes(steps)):
        if since is not None and change.known_at < since:
            continue
        who = one_line(change.organ) or "我局"
        if since is not None and change.at < since:
            said.append(f"登记{who}于{say.say(change.at)}作出的决定：{change.words}")
            subject = ""
            continue
        said.append(f"{who if who != subject else ''}{_level(change, say)}")
        subject = who
    return said


def _level(change: LevelChange, say: Moments) -> str:
    words = f"于{say.say(change.at)}{change.words}"
    return (
        f"{words}（{say.say(change.registered_late_at)}登记）"
        if change.registered_late_at
        else words
    )
