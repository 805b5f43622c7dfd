"""Going on with one server while the standby is away, and with both again: by decision only.

The commander decides; the leader on duty while the commander is not reached, who says so; the
administrator proposes it to both.
"""

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.seat.switching import needs_why_unreached, require_decider
from commandcenter.services import book
from commandcenter.services.guard import rights, text_of
from commandcenter.store.database import Database
from commandcenter.store.seat.earlier_act import about
from commandcenter.store.standby import (
    Standby,
    is_single,
    proposal,
    released,
    set_proposal,
    set_single,
    standby,
)

LIMIT = 200


def require_to_switch(session: Session, actor: Actor) -> None:
    rights(session).require(actor, Action.SWITCH_SERVER)
    require_decider(actor)


def go_single(session: Session, actor: Actor, reason: str, unreached: str = "") -> None:
    """From now on no commit waits for the standby: what is written is on one machine only.

    `unreached`: how and when the commander was called in vain; the leader on duty says it, and the
    commander is told.
    """
    require_to_switch(session, actor)
    about(session, "server", 1)
    if is_single(session):
        raise RuleBroken("现在已经是单机运行。")
    set_single(session, True, _words(actor, reason, unreached))
    if proposal(session) is not None:
        set_proposal(session, None)
    book.record(session, actor, "server", 1, "went_single")


def _words(actor: Actor, reason: str, unreached: str) -> str:
    why = text_of(reason, "切换的原因", LIMIT)
    if not needs_why_unreached(actor):
        return why
    said = text_of(unreached, "总指挥联系不上的情况", LIMIT)
    return f"{why}（带班领导{actor.name}决定；总指挥联系不上：{said}）"


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


def propose_single(session: Session, actor: Actor, reason: str) -> None:
    """It waits for the commander or the leader on duty. The line itself is kept on one server."""
    rights(session).require(actor, Action.PROPOSE_SWITCH)
    about(session, "server", 1)
    if is_single(session):
        raise RuleBroken("现在已经是单机运行。")
    if proposal(session) is not None:
        raise RuleBroken("切换的建议已经提出，等总指挥或带班领导决定。")
    set_proposal(session, text_of(reason, "建议切换的原因", LIMIT))
    book.record(session, actor, "server", 1, "proposed")


def decline_single(session: Session, actor: Actor) -> None:
    """Both servers go on; or the administrator takes the proposal back."""
    allowed = rights(session)
    if not allowed.allows(actor, Action.PROPOSE_SWITCH):
        require_to_switch(session, actor)
    about(session, "server", 1)
    if proposal(session) is None:
        raise RuleBroken("没有等待决定的切换建议。")
    set_proposal(session, None)
    book.record(session, actor, "server", 1, "declined")


def switch_to_single(db: Database, actor: Actor, reason: str, unreached: str = "") -> None:
    """The same while every seat's commit hangs on the standby: those are let go meanwhile."""
    with db.read() as session:
        require_to_switch(session, actor)
        _words(actor, reason, unreached)
    with released(db), db.write() as session:
        go_single(session, actor, reason, unreached)
