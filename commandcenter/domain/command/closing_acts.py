"""What closes a row: the act that proves it, the sentence of one closed by hand, an old tick."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from commandcenter.domain.command.births import Birth, Book
from commandcenter.domain.command.life import Kept
from commandcenter.domain.command.obligation import Act
from commandcenter.domain.plan import obligation_items as items
from commandcenter.domain.plan.obligation_items import ObligationItem
from commandcenter.late_dataclass import dataclass

OLD_TICK = "step"


@dataclass(frozen=True, slots=True)
class Closed:
    """When it was done and by whom; `act_table` "" of what was closed by hand. `entered_at`,
    `entered_by`: of the entry that made it whole, None where a record does not say.
    """

    at: datetime
    by: str
    act_table: str = ""
    act_id: int | None = None
    entered_at: datetime | None = None
    entered_by: str = ""


def _by_acts(acts: Sequence[Act]) -> Closed:
    """Done by all of them with the last; known to be so with the last that was entered."""
    last = max(acts, key=lambda act: (act.at, act.table, act.id))
    moments = [(act.entered_at, act.by) for act in acts if act.entered_at]
    entered, by = max(moments) if len(moments) == len(acts) else (None, "")
    return Closed(last.at, last.by, last.table, last.id, entered, by)


def closing(
    book: Book, item: ObligationItem, birth: Birth, kept: Kept | None, acts: Sequence[Act]
) -> Closed | None:
    """How it was closed, None while it is not. What was said by hand stands as long as it does;
    an old tick gives way to the act itself.
    """
    if kept and kept.row.hand_words and kept.row.done_at:
        at, by = kept.row.done_at, kept.row.done_by
        return Closed(at, by, entered_at=at, entered_by=by)
    closing_acts = _closing_acts(book, item, birth, acts) if _may_close(book, item, kept) else ()
    if closing_acts:
        return _by_acts(closing_acts)
    if kept and kept.row.act_table == OLD_TICK and kept.row.done_at:
        return Closed(kept.row.done_at, kept.row.done_by, OLD_TICK, kept.row.act_id)
    return None


def _may_close(book: Book, item: ObligationItem, kept: Kept | None) -> bool:
    """What is asked for in some kinds of incident alone, an act in another kind does not prove:
    what was sealed in a gym is no food. Every other case an act shows to have come.
    """
    kinds = item.applies.kinds
    return not kinds or book.life.kind in kinds or (kept is not None and kept.applies)


def _closing_acts(
    book: Book, item: ObligationItem, birth: Birth, acts: Sequence[Act]
) -> Sequence[Act]:
    """Those by which it is done, together; none while it is not."""
    if item.all:
        return _one_of_each_needed(book, item, birth, acts)
    if item.each:
        return _answering_each(book, item, acts)
    if item.amount:
        return _filling(book, item, acts)
    return acts[:1]


def _one_of_each_needed(
    book: Book, item: ObligationItem, birth: Birth, acts: Sequence[Act]
) -> Sequence[Act]:
    """The first act of each of those needed."""
    first: dict[str, Act] = {}
    for act in acts:
        first.setdefault(act.about, act)
    found = [first.get(whom) or first.get(_name(book, item, whom)) for whom in birth.needed]
    known = [act for act in found if act]
    return known if len(known) == len(found) else ()


def _name(book: Book, item: ObligationItem, whom: str) -> str:
    """Departments are written by their names."""
    return book.plan.departments[whom].title if item.per == items.DEPARTMENT else whom


def _answering_each(book: Book, item: ObligationItem, acts: Sequence[Act]) -> Sequence[Act]:
    """The acts that answer every act of `each`, row by row."""
    first: dict[tuple[str, int], Act] = {}
    for act in acts:
        first.setdefault((act.table, act.id), act)
    found = [first.get((act.table, act.id)) for act in book.proofs.of(item.each)]
    known = [act for act in found if act]
    return known if len(known) == len(found) else ()


def _filling(book: Book, item: ObligationItem, acts: Sequence[Act]) -> Sequence[Act]:
    """The acts with which the amount was there that its level wanted at that time."""
    sums = accumulate(act.amount for act in acts)
    for number, (act, sum_) in enumerate(zip(acts, sums, strict=True), 1):
        if sum_ >= item.amount.get(book.course.level_at(act.at), 1):
            return acts[:number]
    return ()


def round_base(birth: Birth, acts: Sequence[Act], closed: Closed) -> datetime:
    """What the next round counts from: of a report to several, when it went to the first."""
    last: dict[str, datetime] = {}
    for act in acts:
        if act.at <= closed.at:
            last[act.about] = act.at
    return min((last[whom] for whom in birth.needed if whom in last), default=closed.at)
