"""函 to a department, in 信函格式: what it is asked, by when, to be answered in writing."""

from collections.abc import Iterator
from dataclasses import replace

from commandcenter.domain.incident.notices import PLAN
from commandcenter.domain.moments import Moments
from commandcenter.domain.times import date_zh
from commandcenter.outputs.papers.paper_phrases import (
    clause_zh,
    contact_line,
    journal_words,
    sentence,
    tight,
)
from commandcenter.outputs.papers.situation_words import overall, received_words
from commandcenter.outputs.pdf.document import (
    Banji,
    Block,
    Document,
    Form,
    Head,
    Heading,
    Meta,
    Para,
    Signature,
)
from commandcenter.outputs.pdf.text import clean, one_line
from commandcenter.queries.papers.paper_letter import LetterPaper

DRAFT_NUMBER = "〔　　〕　号"


def letter(paper: LetterPaper) -> Document:
    stamp = paper.stamp
    org, event = one_line(stamp.org), one_line(stamp.head.title).removeprefix("关于")
    date = date_zh(stamp.at)
    copies = "，".join(map(one_line, paper.copies))
    return Document(
        meta=Meta(stamp.org, f"{event}函", stamp.at, journal_words(stamp.journal)),
        title=f"{org}关于商请协助处置{event}的函",
        keep=(org,),
        head=Head(org, rows=((DRAFT_NUMBER,),), form=Form.LETTER),
        addressee=one_line(paper.department),
        blocks=(
            *_text(paper),
            Signature(org, date),
            *contact_line(one_line(paper.contact), one_line(paper.phone)),
            *((Banji(copies, "", ""),) if copies else ()),
        ),
        drill=stamp.drill,
    )


def _text(paper: LetterPaper) -> Iterator[Block]:
    at = paper.stamp.at
    say = Moments(at)
    summary = tight(one_line(paper.summary))
    heard = received_words(paper.stamp.head.received_at, paper.way_heard)
    yield Para(say.quote(f"{heard}{sentence(summary)}"))
    # How many wait at the bureau's own desks is nothing to others.
    yield Para(overall(replace(paper.situation, registered=None, waiting=None), say))
    yield from _wishes(paper)
    yield Para(f"{_before(paper)}{_by_when(paper)}")


def _wishes(paper: LetterPaper) -> Iterator[Block]:
    """One wish goes on in the sentence; several are numbered."""
    wishes = [tight(line.strip()) for line in clean(paper.request).split("\n") if line.strip()]
    ground = f"根据{PLAN}{clause_zh(one_line(paper.clause))}，商请贵单位"
    if len(wishes) == 1:
        yield Para(f"{ground}协助办理以下事项：{sentence(wishes[0])}")
        return
    yield Para(f"{ground}协助办理以下事项：")
    for wish in wishes:
        yield Heading(1, wish.rstrip("。；"))


def _before(paper: LetterPaper) -> str:
    """How they were asked already, and what they said to it."""
    say = Moments(paper.stamp.at)
    asked = f"上述事项，我局已于{say.say(paper.asked_at)}通过{one_line(paper.way)}联系贵单位"
    if not paper.promise or paper.promised_at is None:
        return f"{asked}。"
    promise = tight(one_line(paper.promise)).rstrip("。；")
    return f"{asked}；贵单位于{say.say(paper.promised_at)}答应{promise}。"


def _by_when(paper: LetterPaper) -> str:
    if paper.due_at is None:
        return "请予支持，并函复。"
    if paper.due_at <= paper.stamp.at:
        return "请予支持，并尽快函复。"
    return f"请予支持，并于{Moments(paper.stamp.at).say(paper.due_at)}前函复。"
