"""Going on with one server: how it stands, what somebody may do about it, and who is told."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor, Role
from commandcenter.domain.phrase import headed, word
from commandcenter.domain.rights import Action, Matter
from commandcenter.domain.seat.switching import decides
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer, offer, only
from commandcenter.queries.seat.todo_items import TodoItem, TodoKind
from commandcenter.store.people import names
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.standby import (
    Standby,
    decided_and_proposed,
    is_single,
    proposal,
    single_words,
    standby,
)
from commandcenter.store.tables.journal import JournalLineRow

SINGLE, DOUBLE, PROPOSE, DECLINE = "single", "double", "propose", "decline"


@dataclass(frozen=True, slots=True)
class Switching:
    """`why`: of the decision that is in force, or of the proposal; `by`, `at`: whose and when."""

    standby: Standby
    single: bool
    proposed: bool
    why: str
    by: str
    at: datetime | None
    offers: tuple[Offer, ...]


def switching(session: Session, actor: Actor) -> Switching:
    single, wanted = is_single(session), proposal(session)
    by, at = _last(session) if single or wanted is not None else ("", None)
    return Switching(
        standby=standby(session),
        single=single,
        proposed=wanted is not None,
        why=single_words(session) if single else wanted or "",
        by=by,
        at=at,
        offers=_offers(session, actor, single, wanted is not None),
    )


def _last(session: Session) -> tuple[str, datetime | None]:
    """Who decided or proposed last: as the journal says it."""
    line = JournalLineRow
    wanted = select(line.actor, line.at).where(line.kind == "server").order_by(line.number.desc())
    row = session.execute(wanted.limit(1)).first()
    if row is None:
        return "", None
    return names(session).by_login.get(row.actor) or row.actor, row.at


def _offers(session: Session, actor: Actor, single: bool, proposed: bool) -> tuple[Offer, ...]:
    """Of a bureau with one server, or a file, nothing is offered."""
    found, rights = standby(session), plan_of(session).rights
    if found is Standby.NONE and not single:
        return ()

    def decide(key: str, shut: RuleBroken | None = None) -> Offer | None:
        made = offer(key, rights, actor, Action.SWITCH_SERVER, Matter(), shut=shut)
        return made if made and decides(actor) else None

    if single:
        lost = RuleBroken("备机还没有连上，请先恢复备机。") if found is Standby.LOST else None
        return only(decide(DOUBLE, lost))
    propose = None if proposed else offer(PROPOSE, rights, actor, Action.PROPOSE_SWITCH, Matter())
    back = offer(DECLINE, rights, actor, Action.PROPOSE_SWITCH, Matter()) or decide(DECLINE)
    return only(decide(SINGLE), back if proposed else None, propose)


def switching_items(session: Session, actor: Actor, now: datetime) -> Iterator[TodoItem]:
    """What waits for a decision, for both who may take it; and while one server goes on the
    commander is told of it, whoever decided."""
    if not decides(actor):
        return
    single, wanted = decided_and_proposed(session)
    by, at = _last(session) if single or wanted else ("", None)
    if wanted:
        title = word("建议切换为单机运行，待决定")
        yield TodoItem(TodoKind.SINGLE, 1, 0, title, headed(by, wanted), at or now, None)
    elif single and actor.has(Role.COMMANDER):
        title = word("现为单机运行，备机恢复后请恢复双机运行")
        yield TodoItem(TodoKind.SINGLE, 1, 0, title, headed(by, single), at or now, None)
