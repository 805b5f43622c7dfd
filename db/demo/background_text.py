"""Puts a background record into words: title, text, and what it is about."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from commandcenter.db.demo import complaint_words as said
from commandcenter.db.demo.random_streams import one
from commandcenter.db.demo.traders import Trader
from commandcenter.db.demo.trades import Trade
from commandcenter.domain.complaints.complaint import ComplaintKind


@dataclass(frozen=True, slots=True)
class Story:
    """What is to be told. `yuan`: None when no amount is stated."""

    kind: ComplaintKind
    problem: str
    trade: Trade
    trader: Trader | None
    online: bool
    yuan: int | None
    day: date


def write(chance: Random, story: Story) -> tuple[str, str, str]:
    """(title, text, goods)."""
    goods = one(chance, story.trade.goods)
    shop = story.trader.name if story.trader else f"一家{one(chance, story.trade.shops)}"
    if story.kind is ComplaintKind.REPORT:
        title, text = f"举报{goods}{story.problem}问题", _report(chance, story)
    elif story.kind is ComplaintKind.ENQUIRY:
        text = one(chance, said.ENQUIRIES[story.problem])
        title = said.ENQUIRY_TITLE if "{goods}" in text else said.GENERAL_ENQUIRY
    else:
        title, text = said.TITLES[story.problem], _complaint(chance, story)
    bought = story.day - timedelta(days=1 + chance.randrange(25))
    fill = {
        "goods": goods,
        "shop": shop,
        "yuan": story.yuan or "",
        "n": 2 + chance.randrange(7),
        "when": f"{bought.month}月{bought.day}日",
    }
    return title.format_map(fill), text.format_map(fill), goods


def _complaint(chance: Random, story: Story) -> str:
    opening = one(chance, _openings(story))
    if story.yuan is None:
        kept = [part for part in opening.rstrip("。").split("，") if "{yuan}" not in part]
        opening = "，".join(kept) + "。"
    fact, contact = one(chance, _facts(story)), one(chance, said.CONTACTS)
    return f"{opening}{fact}{contact}{one(chance, said.DEMANDS)}"


def _facts(story: Story) -> tuple[str, ...]:
    if story.trade.service:
        return said.SERVICE_FACTS[story.problem]
    if story.trade.category in said.CONSUMED and story.problem in said.CONSUMED_FACTS:
        return said.CONSUMED_FACTS[story.problem]
    return said.GOODS_FACTS[story.problem]


def _openings(story: Story) -> tuple[str, ...]:
    if story.trade.service:
        return said.SERVICE_OPENINGS
    return said.ONLINE_OPENINGS if story.online else said.OPENINGS


def _report(chance: Random, story: Story) -> str:
    fact, end = one(chance, said.REPORT_FACTS[story.problem]), one(chance, said.REPORT_ENDS)
    return f"{{shop}}{fact}{end}"
