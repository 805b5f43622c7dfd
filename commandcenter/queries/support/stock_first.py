"""What of the stock stands in 先办 (plan 6.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
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
            words = f"{line.called} {out.left} {line.unit}，{out.taker} 领用"
            when = f"应还 {day_words(out.due_at, now)}，{late_words(out.due_at, now)}"
            yield _line(line, True, words, when, out.due_at, "remind")
    if line.short:
        words = f"{line.called}在库 {line.on_hand} {line.unit}，最低 {line.minimum} {line.unit}"
        last = line.edited_at or line.at
        yield _line(line, True, words, f"缺 {line.short} {line.unit}", last, "in")
    yield from _end(line, "检查", line.check_due, "check", now, until)
    if line.on_hand:
        yield from _end(line, "有效期", line.valid_until, "scrap", now, until)


def _end(
    line: "StockLine", what: str, at: datetime | None, act: str, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    if at is None or at > until:
        return
    late = at <= now
    if what == "检查" and at == line.inspected_until:
        what = "年检"
    days = f"{day_words(at, now)}到期，{late_words(at, now)}" if late else left_words(at, now)
    yield _line(line, late, f"{line.called} {what}", days, at, act)


def _line(
    line: "StockLine", late: bool, words: str, when: str, at: datetime, act: str
) -> FirstLine:
    offer = next((each for each in line.offers if each.key == act), None)
    return FirstLine(FirstKind.STOCK, line.id, late, words, when, at, offer)
