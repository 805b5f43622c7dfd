"""Going on with one server while the standby is away, and with both again: by decision only."""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.store.database import Database
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.standby import Standby, is_single, released, set_single, standby

LIMIT = 200


def require_to_switch(session: Session, actor: Actor) -> None:
    rights(session).require(actor, Action.SWITCH_SERVER)


def go_single(session: Session, actor: Actor, reason: str) -> None:
    """From now on no commit waits for the standby: what is written is on one machine only."""
    require_to_switch(session, actor)
    about(session, "server", 1)
    if is_single(session):
        raise RuleBroken("现在已经是单机运行。")
    set_single(session, True, text_of(reason, "切换的原因", LIMIT))
    book.record(session, actor, "server", 1, "went_single")


def go_double(session: Session, actor: Actor) -> None:
    """Commits wait for the standby again; it must be there."""
    require_to_switch(session, actor)
    about(session, "server", 1)
    if not is_single(session):
        raise RuleBroken("现在不是单机运行。")
    if standby(session) is Standby.LOST:
        raise RuleBroken("备机还没有连上，请先恢复备机。")
    set_single(session, False, "")
    book.record(session, actor, "server", 1, "went_double")


def switch_to_single(db: Database, actor: Actor, reason: str) -> None:
    """The same while every seat's commit hangs on the standby: those are let go meanwhile."""
    with db.read() as session:
        require_to_switch(session, actor)
        text_of(reason, "切换的原因", LIMIT)
    with released(db), db.write() as session:
        go_single(session, actor, reason)
