"""权利告知单: one page that is handed out where consumers are registered."""

from collections.abc import Mapping

from commandcenter.domain.numerals import chinese
from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers.complaint_words import LONG
from commandcenter.outputs.papers.paper_phrases import journal_words, sentence, tight
from commandcenter.outputs.pdf.document import Block, Document, Heading, Meta, Para, Signature
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_rights import RightsPaper

LIMIT = 1.0  # pages
OPEN = LONG[:6]
# The plan's phrases under their headings, in the order in which they are read.
PARTS = (("ways", "解决争议的途径"), ("bring", "登记时请带"))


def rights(paper: RightsPaper) -> Document:
    title = one_line(paper.title).removeprefix("关于")
    return Document(
        meta=Meta(
            author=paper.org,
            subject=f"权利告知单 {title}",
            at=paper.at,
            journal=journal_words(paper.journal),
        ),
        title=f"{one_line(paper.org)}关于{title}消费者权利的告知",
        addressee="各位消费者",
        blocks=tuple(_blocks(paper, title)),
        limit=LIMIT,
        drill=paper.journal.drill,
    )


def _blocks(paper: RightsPaper, title: str) -> list[Block]:
    days = chinese(paper.accept_days)
    told = {key: words.replace("{days}", days) for key, words in paper.words.items()}
    opening = f"{date_zh(paper.received_at)}，我局接报{title}，正在依法处理，"
    parts: list[Block] = [Para(f"{opening}现将有关权利告知如下。")]
    for key, name in PARTS:
        if words := _said(told, key):
            parts.append(Heading(1, name, words))
    parts.append(Heading(1, "登记地点、时间和电话", _where(paper, told)))
    for key, name in (("joint", "共同投诉"), ("after", "登记以后")):
        if words := _said(told, key):
            parts.append(Heading(1, name, words))
    return [*parts, Signature(one_line(paper.org), date_zh(paper.at))]


def _said(told: Mapping[str, str], key: str) -> str:
    return sentence(tight(one_line(told.get(key, ""))))


def _where(paper: RightsPaper, told: Mapping[str, str]) -> str:
    """What nobody has counted at is written by hand, and so are the hours."""
    places = "、".join(map(one_line, paper.places)) or OPEN
    phone = one_line(told.get("phone", "")) or OPEN
    return f"{places}；受理时间{OPEN}；咨询电话{phone}。"
