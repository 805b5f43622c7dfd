"""What of the stock stands in 先办 (plan 6.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase, word
from commandcenter.domain.rights import Action
from commandcenter.late import late_name
from commandcenter.queries.support.first_line import FirstKind, FirstLine
from commandcenter.queries.support.when_words import day_words, late_words, left_words
from commandcenter.store.plan.plan import plan_of

if TYPE_CHECKING:
    from commandcenter.queries.support.stock import Need, StockLine, stock_lines
else:
    Need = late_name("queries.support.stock", "Need")
    stock_lines = late_name("queries.support.stock", "stock_lines")


def stock_first(
    session: Session, actor: Actor, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    """What is not back, what is short, what must be checked or is no good any more."""
    if not plan_of(session).rights.allows(actor, Action.STOCK_READ):
        return
    for line in stock_lines(session, actor, now):
        if line.need is not Need.NONE:
            yield from _of_line(line, now, until)


def _of_line(line: "StockLine", now: datetime, until: datetime) -> Iterator[FirstLine]:
    for out in line.outs:
        if out.late and out.due_at:
            words = phrase(
                "{what} {n} {unit}，{taker} 领用",
                what=line.called, n=out.left, unit=line.unit, taker=out.taker,
            )  # fmt: skip
            when = phrase(
                "应还 {day}，{late}",
                day=day_words(out.due_at, now), late=late_words(out.due_at, now),
            )  # fmt: skip
            yield _line(line, True, words, when, out.due_at, "remind")
    if line.short:
        words = phrase(
            "{what}在库 {n} {unit}，最低 {minimum} {unit}",
            what=line.called, n=line.on_hand, minimum=line.minimum, unit=line.unit,
        )  # fmt: skip
        lacks = phrase("缺 {n} {unit}", n=line.short, unit=line.unit)
        yield _line(line, True, words, lacks, line.edited_at or line.at, "in")
    what = word("年检") if line.check_due == line.inspected_until else word("检查")
    yield from _end(line, what, line.check_due, "check", now, until)
    if line.on_hand:
        yield from _end(line, word("有效期"), line.valid_until, "scrap", now, until)


def _end(
    line: "StockLine", what: str, at: datetime | None, act: str, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    if at is None or at > until:
        return
    late = at <= now
    days = left_words(at, now)
    if late:
        days = phrase("{day}到期，{late}", day=day_words(at, now), late=late_words(at, now))
    yield _line(line, late, joined(" ", (line.called, what)), days, at, act)


def _line(
    line: "StockLine", late: bool, words: str, when: str, at: datetime, act: str
) -> FirstLine:
    offer = next((each for each in line.offers if each.key == act), None)
    return FirstLine(FirstKind.STOCK, line.id, late, words, when, at, offer)
