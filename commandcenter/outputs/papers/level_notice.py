"""启动、调整、终止通知: a 文件 with the text to the letter as it was signed."""

import re

from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers.paper_phrases import journal_words, tight
from commandcenter.outputs.pdf.document import Banji, Document, Head, Meta, Para, Run, Signature
from commandcenter.outputs.pdf.faces import Face
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.papers.paper_levels import LevelNotice

# 一、响应事项：…: the item's name is set as a first heading is.
_ITEM = re.compile(r"([一二三四五六七八九十]+、[^：。；]{1,12}：)(.*)", re.DOTALL)


def level_notice(paper: LevelNotice) -> Document:
    stamp = paper.stamp
    date, org = date_zh(paper.signed_at), one_line(stamp.org)
    return Document(
        meta=Meta(
            author=stamp.org,
            subject=f"{one_line(paper.title)} {one_line(stamp.head.title)}",
            at=paper.signed_at,
            journal=journal_words(stamp.journal),
        ),
        title=one_line(paper.title),
        head=Head(name=f"{org}文件", rows=((one_line(stamp.number),),)),
        addressee=one_line(paper.addressee),
        blocks=(
            *(_paragraph(text) for text in paper.paragraphs),
            Signature(org, date),
            Banji("，".join(map(one_line, paper.copies)), f"{org}办公室", date),
        ),
        drill=stamp.drill,
    )


def _paragraph(text: str) -> Para:
    text = tight(text)
    item = _ITEM.fullmatch(text)
    return Para((Run(item[1], Face.HEI), Run(item[2])) if item else text)
