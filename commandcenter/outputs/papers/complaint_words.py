"""Words that the forms of complaints share: who, about whom, which law, and lines left open."""

from datetime import datetime

from commandcenter.domain.complaints.complaint import KIND_WORDS, ComplaintKind
from commandcenter.domain.times import date_zh, local
from commandcenter.outputs.papers.paper_phrases import tight
from commandcenter.outputs.pdf.document import Align, Block, Para, Signature
from commandcenter.outputs.pdf.text import one_line
from commandcenter.queries.complaints.forms import FormFacts, FormPaper

OPEN = "＿＿＿＿＿＿"  # to be written on by hand
LONG = "＿" * 26
NO_DATE = "＿＿＿＿年＿＿月＿＿日"
ESTIMATED = "推算至"  # over a year whose holidays nobody has announced yet


def law(paper: FormPaper, place: int = 0) -> str:
    """One of those that the plan names for the form, from 0; the first where there are fewer."""
    laws = paper.item.laws
    return laws[place] if place < len(laws) else laws[0]


def number_line(paper: FormPaper) -> list[Block]:
    if not paper.item.number:
        return []
    written = paper.item.number.replace("{year}", str(local(paper.at).year))
    written = written.replace("{code}", one_line(paper.code))
    return [Para(written, indent=0, align=Align.RIGHT)]


def name_of(facts: FormFacts) -> str:
    person = facts.person
    return (one_line(person.name) if person else "") or OPEN


def trader_of(facts: FormFacts) -> str:
    return one_line(facts.trader.name) or OPEN


def about(facts: FormFacts) -> str:
    """（登记编号：…），被投诉人为…，事由为“…”."""
    title = tight(one_line(facts.title))
    whom = "被举报人" if facts.kind is ComplaintKind.REPORT else "被投诉人"
    reason = f"，事由为“{title}”" if title else ""
    return f"（登记编号：{one_line(facts.number)}），{whom}为{trader_of(facts)}{reason}"


def opening(facts: FormFacts) -> str:
    """你于2026年11月24日提出的投诉（…）收悉。"""
    kind = KIND_WORDS[facts.kind]
    came = date_zh(facts.registered_at)
    return f"你于{came}向我局提出的{kind}{about(facts)}，我局已收悉。"


def until(at: datetime, *, estimated: bool) -> str:
    """至2027年1月23日; one that may still move is 推算至."""
    return f"{ESTIMATED if estimated else '至'}{date_zh(at)}"


def together(*laws: str) -> str:
    """《…办法》第十五条、第十六条第三项: a law that goes on is named once."""
    said, last = list[str](), ""
    for each in laws:
        name, _, article = each.partition("》")
        said.append(article if article and name == last else each)
        last = name
    return "、".join(said)


def signed(paper: FormPaper, at: datetime | None = None) -> Signature:
    """The office, and the day of the decision; where none is recorded, room for it."""
    return Signature(one_line(paper.org), date_zh(at) if at else NO_DATE)


def contact(facts: FormFacts) -> Para:
    who = one_line(facts.handler) or OPEN
    return Para(f"承办人：{who}　　联系电话：{OPEN}")
