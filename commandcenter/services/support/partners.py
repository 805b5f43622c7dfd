"""The register of experts and partners (plan 6.1): entered, read from files, corrected, ended."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.domain.rights import Action
from commandcenter.domain.support.partners import NewPartner, require_partner
from commandcenter.services import book
from commandcenter.services.guard import rights, storable, text_of
from commandcenter.services.support.certificates import Taken, Verdict
from commandcenter.services.support.registered import CLAUSE, Register
from commandcenter.store.database import Database, now
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.support.team import PartnerRow

REGISTER = Register("partner", tuple(f.name for f in fields(NewPartner)))
NEEDED = {
    "organisation": (word("单位"), 60),
    "contact": (word("联系人"), 30),
    "phone": (word("联系电话"), 40),
    "what_for": (word("协作内容"), 200),
}
OTHERS = {"agreement": (word("协议编号"), 60), "note": (word("备注"), 200)}


def enter(session: Session, actor: Actor, new: NewPartner) -> int:
    """Enter one; return its id. Raises RuleBroken for a contact of an organisation that is here."""
    new = _checked(session, actor, new)
    row = _existing(session, new)
    if row is not None:
        raise _here_already(row)
    return _store(session, actor, new, "")


def correct(session: Session, actor: Actor, partner_id: int, new: NewPartner, seen: int) -> None:
    """`seen`: the version on the screen."""
    row = _row(session, partner_id)
    REGISTER.correct(
        session, actor, row, seen,
        lambda: _checked(session, actor, new),
        lambda found: _existing(session, found),
        _here_already,
    )  # fmt: skip


def end(session: Session, actor: Actor, partner_id: int, why: str) -> None:
    """They are asked no more; they stay in the record."""
    _require(session, actor)
    row = _row(session, partner_id)
    said, at = text_of(why, "终止的理由", 200), now(session)
    row.ended_why, row.ended_at, row.ended_by = said, at, actor.name
    book.record(session, actor, "partner", row.id, "ended", clause=CLAUSE)


def looked_at(session: Session, actor: Actor, filed: Sequence[NewPartner]) -> tuple[Verdict, ...]:
    """What `take_in` would make of each row, without writing anything."""
    return tuple(_verdict(session, actor, one)[0] for one in filed)


def take_in(
    db: Database, actor: Actor, filed: Sequence[NewPartner], file_name: str
) -> tuple[Verdict, ...]:
    """Take in a file in one transaction; a row that may not be taken is refused alone."""
    with db.write() as session:
        return tuple(_take_one(session, actor, one, file_name) for one in filed)


def _take_one(session: Session, actor: Actor, one: NewPartner, file_name: str) -> Verdict:
    verdict, new = _verdict(session, actor, one)
    if verdict.taken is Taken.NEW:
        _store(session, actor, new, file_name)
    elif verdict.taken is Taken.CORRECTED:
        row = _existing(session, new)
        assert row is not None
        REGISTER.change(session, actor, row, new, file_name)
    return verdict


def _verdict(session: Session, actor: Actor, one: NewPartner) -> tuple[Verdict, NewPartner]:
    try:
        new = _checked(session, actor, one)
        row = _existing(session, new)
        if row is None:
            return Verdict(Taken.NEW), new
        if row.ended_at is not None:
            raise _here_already(row)
        return Verdict(Taken.CORRECTED if REGISTER.differs(row, new) else Taken.SAME), new
    except RuleBroken as broken:
        return Verdict(Taken.REFUSED, broken), one


def _require(session: Session, actor: Actor) -> None:
    rights(session).require(actor, Action.LIAISE)


def _checked(session: Session, actor: Actor, new: NewPartner) -> NewPartner:
    """As it may be stored. Raises RuleBroken for what cannot be, or may not."""
    _require(session, actor)
    texts: dict[str, Any] = {
        key: text_of(getattr(new, key), what, most) for key, (what, most) in NEEDED.items()
    }
    for key, (what, most) in OTHERS.items():
        texts[key] = storable(getattr(new, key)).strip()
        if len(texts[key]) > most:
            raise RuleBroken("{what}超过 {most} 字，请缩短。", what=what, most=most)
    new = replace(new, **texts)
    require_partner(new, plan_of(session).partner_kinds)
    return new


def _existing(session: Session, new: NewPartner) -> PartnerRow | None:
    return session.scalars(
        select(PartnerRow).where(
            PartnerRow.organisation == new.organisation, PartnerRow.contact == new.contact
        )
    ).first()


def _here_already(row: PartnerRow) -> RuleBroken:
    words = {"organisation": row.organisation, "contact": row.contact}
    if row.ended_at is not None:
        return RuleBroken("{organisation}{contact}的合作已经终止，不能再登记。", **words)
    return RuleBroken("{organisation}{contact}已经登记过，要改请用“更正”。", **words)


def _row(session: Session, partner_id: int) -> PartnerRow:
    row = session.get(PartnerRow, partner_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的合作单位。", id=partner_id)
    if row.ended_at is not None:
        raise RuleBroken("与{organisation}的合作已由{who}终止。",
                         organisation=row.organisation, who=row.ended_by)  # fmt: skip
    return row


def _store(session: Session, actor: Actor, new: NewPartner, file_name: str) -> int:
    return REGISTER.store(session, actor, PartnerRow(file_name=file_name), new, "entered")
