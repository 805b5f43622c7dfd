"""Whether who sits at a seat still holds what they held on sitting down: asked before each act.

A delegation, a stand-in or an assignment ends by the clock or by somebody else's act while its
holder's window stays open; what they are allowed is then no longer what the window thinks.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Rights
from commandcenter.domain.seat.sight import Sight, sight_of
from commandcenter.late import late
from commandcenter.late_dataclass import dataclass
from commandcenter.services.guard import rights
from commandcenter.store.database import Database, Lost, now
from commandcenter.store.people import actor_of, rights_change_at
from commandcenter.store.plan.plan_files import OWN, plan_from_items, plan_items
from commandcenter.store.schema_state import require_recent
from commandcenter.store.tables.person import PersonRow

if TYPE_CHECKING:
    from commandcenter.store.seat import narrowed
else:  # of who does not see the picture
    narrowed = late("store.seat.narrowed")


@dataclass(frozen=True, slots=True)
class Standing:
    """The actor's roles now, when they next change by the clock alone, and the matrix in force."""

    actor: Actor
    changes_at: datetime | None
    rights: Rights


def standing(session: Session, actor: Actor) -> Standing:
    """An actor unknown to the database (the wall, the program itself) keeps its rights.

    Raises RuleBroken for who has left the bureau.
    """
    if not _known(session, actor):
        return Standing(actor, None, _matrix(session))
    at = now(session)
    fresh = actor_of(session, actor.login, at)
    return Standing(fresh, rights_change_at(session, actor.person_id, at), _matrix(session))


def rights_in_force(db: Database) -> Rights:
    """The matrix before a window is built; an empty one while the database is away, the program's
    own while the bureau has none.
    """
    try:
        with db.read() as session:
            return _matrix(session)
    except Lost:
        return Rights()


def _matrix(session: Session) -> Rights:
    try:
        return rights(session)
    except RuleBroken:  # the bureau has no plan yet
        return plan_from_items(plan_items(OWN)).rights


def reader_of(db: Database, actor: Actor, held: Rights) -> Database:
    """What such a person reads from. A server sees to it itself, and a drill's city is invented."""
    sight = sight_of(held, actor)
    if not db.embedded or db.drill is not None or sight is Sight.PICTURE:
        return db
    return narrowed.narrowed(db, sight, actor.person_id)


def require_still(session: Session, actor: Actor) -> None:
    """Raise RuleBroken if the rights are others than `actor` says, or the program is too old."""
    require_recent(session)
    if _known(session, actor) and actor_of(session, actor.login, now(session)) != actor:
        raise RuleBroken("您的权限刚刚变更，请核对后再办。")


def _known(session: Session, actor: Actor) -> bool:
    row = session.get(PersonRow, actor.person_id) if actor.person_id else None
    if row is None or row.login != actor.login:
        return False
    if not row.active:
        raise RuleBroken("{who}的账号已经停用。", who=row.name)
    return True
