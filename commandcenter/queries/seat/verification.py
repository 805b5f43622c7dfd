"""The newest checks of the record: when, how far, and what was found."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import phrase, word
from commandcenter.domain.times import short_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.store.check_parts import NIGHTLY

TOLD = (Role.COMMANDER, Role.AUDITOR, Role.ADMIN)
LONG = 120  # characters of what was found, on a card


@dataclass(frozen=True, slots=True)
class Checked:
    """`faults`: what the newest check of any part found, a sentence each; `parts`: how many."""

    ended_at: datetime
    line: int
    rows: int
    parts: int
    faults: tuple[str, ...]
    number: int  # of the check that found something, else 0
    complete: bool  # every part was checked once

    @property
    def whole(self) -> bool:
        return not self.faults


def checked_since(session: Session, at: datetime) -> frozenset[str]:
    """The parts of the record of which a check was begun after that moment and ended; "" stands
    for all of them."""
    # no start reads it
    from commandcenter.store.tables.verification import VerificationRow

    since = select(VerificationRow.part).where(VerificationRow.started_at >= at)
    return frozenset(session.scalars(since))


def checked(session: Session) -> Checked | None:
    """The newest of each part taken together; None before the first check. One of everything
    counts for all parts before it."""
    # no start reads it
    from commandcenter.store.tables.verification import VerificationRow

    row = VerificationRow
    newest = select(func.max(row.id)).group_by(row.part)
    rows = session.scalars(select(row).where(row.id.in_(newest)).order_by(row.id)).all()
    whole = max((each.id for each in rows if each.part == ""), default=0)
    left = [each for each in rows if each.id >= whole]
    if not left:
        return None
    faulty = [each for each in left if not each.whole]
    faults = tuple(words for each in faulty for words in each.words.splitlines())
    return Checked(
        max(each.ended_at for each in left),
        min(each.line for each in left),
        sum(each.rows for each in left),
        len(left),
        faults,
        faulty[-1].id if faulty else 0,
        whole > 0 or {each.part for each in left} >= set(NIGHTLY),
    )


def checked_words(found: Checked | None, at: datetime) -> str:
    """For the place where the journal is shown."""
    if found is None:
        return word("全部记录还没有核对过")
    when = short_zh(found.ended_at, at)
    if found.whole:
        return phrase("{at} 核对到第 {line} 行，完好", at=when, line=found.line)
    return phrase(
        "{at} 核对到第 {line} 行，{n} 处不符", at=when, line=found.line, n=len(found.faults)
    )


def fault_items(session: Session, actor: Actor) -> list[TodoItem]:
    """One card while the newest check found something, for those who must see to it."""
    if not any(actor.has(role) for role in TOLD):
        return []
    found = checked(session)
    if found is None or found.whole:
        return []
    first = found.faults[0]
    detail = first if len(first) <= LONG else f"{first[:LONG]}…"
    title = phrase("全部记录核对发现 {n} 处不符，请立即查明", n=len(found.faults))
    kind = TodoKind.FAULT
    return [TodoItem(kind, found.number, 0, title, detail, found.ended_at, None)]
