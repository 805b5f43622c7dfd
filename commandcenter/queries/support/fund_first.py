"""What of the money stands in 先办 (plan 6.4): what waits for who approves, and goes beyond."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.numerals import money_zh
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import joined, phrase
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.support.fund import FundState
from commandcenter.domain.times import span_zh
from commandcenter.late import late_name
from commandcenter.queries.support.first_line import FirstKind, FirstLine
from commandcenter.store.plan.plan import plan_of

if TYPE_CHECKING:
    from commandcenter.queries.support.fund import fund_board
else:
    fund_board = late_name("queries.support.fund", "fund_board")


def fund_first(
    session: Session, actor: Actor, now: datetime, until: datetime
) -> Iterator[FirstLine]:
    """For who sees the money; who approves is offered it."""
    if plan_of(session).rights.refusal(actor, Action.MONEY_READ, Matter()) is not None:
        return
    for line in fund_board(session, actor, None, now).requests:
        if line.state is FundState.ASKED:
            offer = next((each for each in line.offers if each.key == "approve"), None)
            words = joined(" ", (line.item, money_zh(line.cents)))
            when = phrase("待总指挥批准，已等 {span}", span=span_zh(now - line.asked_at))
            yield FirstLine(FirstKind.MONEY, line.key, True, words, when, line.asked_at, offer)
