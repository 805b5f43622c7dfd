"""Certificates of people (plan 6.1): registered, read from files, corrected, revoked.

A number of a kind is registered once: when a file brings it again it corrects what is here, and
what is the same leaves no trace.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.domain.support.certificates import (
    FiledCertificate,
    NewCertificate,
    require_certificate,
)
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import person_in_service, rights, storable, text_of
from commandcenter.services.support.registered import CLAUSE, Register
from commandcenter.store.database import Database, now
from commandcenter.store.people import groups_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.tables.support.team import CertificateRow

REGISTER = Register("certificate", ("skill", "number", "issued_on", "expires_on", "note"))


class Taken(StrEnum):
    """What becomes of a row of a file."""

    NEW = "new"
    CORRECTED = "corrected"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why`: of a refused one."""

    taken: Taken
    why: RuleBroken | None = None


def register(session: Session, actor: Actor, person_id: int, new: NewCertificate) -> int:
    """Enter one by hand; return its id. Raises RuleBroken for a number that is here already."""
    new = _checked(session, actor, person_id, new)
    row = _existing(session, new)
    if row is not None:
        raise _taken_already(session, row)
    return _store(session, actor, person_id, new, "")


def correct(
    session: Session, actor: Actor, certificate_id: int, new: NewCertificate, seen: int
) -> None:
    """`seen`: the version on the screen."""
    row = _row(session, certificate_id)
    REGISTER.correct(
        session, actor, row, seen,
        lambda: _checked(session, actor, row.person_id, new),
        lambda found: _existing(session, found),
        lambda other: _taken_already(session, other),
    )  # fmt: skip


def revoke(session: Session, actor: Actor, certificate_id: int, why: str) -> None:
    """It holds no more from now on; it stays in the record."""
    row = _row(session, certificate_id)
    _require(session, actor, row.person_id)
    said, at = text_of(why, "撤销的理由", 200), now(session)
    row.revoked_why, row.revoked_at, row.revoked_by = said, at, actor.name
    book.record(session, actor, "certificate", row.id, "revoked", clause=CLAUSE)


def looked_at(
    session: Session, actor: Actor, filed: Sequence[FiledCertificate]
) -> tuple[Verdict, ...]:
    """What `take_in` would make of each row, without writing anything."""
    people = _People(session)
    return tuple(_verdict(session, actor, people, one)[0] for one in filed)


def take_in(
    db: Database, actor: Actor, filed: Sequence[FiledCertificate], file_name: str
) -> tuple[Verdict, ...]:
    """Take in a file in one transaction; a row that may not be taken is refused alone."""
    with db.write() as session:
        people = _People(session)
        return tuple(_take_one(session, actor, people, one, file_name) for one in filed)


def _take_one(
    session: Session, actor: Actor, people: "_People", one: FiledCertificate, file_name: str
) -> Verdict:
    verdict, person, new = _verdict(session, actor, people, one)
    if verdict.taken is Taken.NEW:
        _store(session, actor, person, new, file_name)
    elif verdict.taken is Taken.CORRECTED:
        row = _existing(session, new)
        assert row is not None
        REGISTER.change(session, actor, row, new, file_name)
    return verdict


def _verdict(
    session: Session, actor: Actor, people: "_People", one: FiledCertificate
) -> tuple[Verdict, int, NewCertificate]:
    try:
        person = people.find(one)
        new = _checked(session, actor, person, one.new)
        row = _existing(session, new)
        if row is None:
            return Verdict(Taken.NEW), person, new
        if row.person_id != person or row.revoked_at is not None:
            raise _taken_already(session, row)
        taken = Taken.CORRECTED if REGISTER.differs(row, new) else Taken.SAME
        return Verdict(taken), person, new
    except RuleBroken as broken:
        return Verdict(Taken.REFUSED, broken), 0, one.new


class _People:
    """Who is meant by a login, or by a name that only one person has."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(
            select(PersonRow.id, PersonRow.login, PersonRow.name).where(PersonRow.active)
        ).all()
        self._by_login: Mapping[str, tuple[int, str]] = {r.login: (r.id, r.name) for r in rows}
        self._by_name: dict[str, list[int]] = {}
        for row in rows:
            self._by_name.setdefault(row.name, []).append(row.id)

    def find(self, one: FiledCertificate) -> int:
        if one.login:
            found = self._by_login.get(one.login)
            if found is None:
                raise RuleBroken("没有登录名为“{login}”的人员。", login=one.login[:32])
            if one.name and one.name != found[1]:
                raise RuleBroken("登录名“{login}”不是{name}。", login=one.login, name=one.name[:20])
            return found[0]
        named = self._by_name.get(one.name, [])
        if not named:
            raise RuleBroken("名册里没有“{name}”。", name=one.name[:20])
        if len(named) > 1:
            raise RuleBroken("名册里有 {n} 个“{name}”，请填写登录名。", n=len(named), name=one.name)
        return named[0]


def _require(session: Session, actor: Actor, person_id: int) -> None:
    person_in_service(session, person_id)
    group = groups_of(session, actor, now(session)).get(person_id)
    rights(session).require(actor, Action.KEEP_TEAM, group=group, person_id=person_id)


def _checked(session: Session, actor: Actor, person_id: int, new: NewCertificate) -> NewCertificate:
    """As it may be stored. Raises RuleBroken for what cannot be, or may not."""
    _require(session, actor, person_id)
    note = storable(new.note).strip()
    if len(note) > 200:
        raise RuleBroken("备注超过 {most} 字，请缩短。", most=200)
    new = replace(new, number=text_of(new.number, "证照编号", 60), note=note)
    require_certificate(new, plan_of(session).skills, local(now(session)).date())
    return new


def _existing(session: Session, new: NewCertificate) -> CertificateRow | None:
    return session.scalars(
        select(CertificateRow).where(
            CertificateRow.skill == new.skill, CertificateRow.number == new.number
        )
    ).first()


def _taken_already(session: Session, row: CertificateRow) -> RuleBroken:
    skill = plan_of(session).skills.get(row.skill)
    words = {
        "skill": skill.title if skill else row.skill,
        "number": row.number,
        "who": session.get_one(PersonRow, row.person_id).name,
    }
    if row.revoked_at is not None:
        return RuleBroken("{who}的{skill}“{number}”已经撤销，不能再登记。", **words)
    return RuleBroken("{skill}“{number}”已经登记在{who}名下。", **words)


def _row(session: Session, certificate_id: int) -> CertificateRow:
    row = session.get(CertificateRow, certificate_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的证照。", id=certificate_id)
    if row.revoked_at is not None:
        raise RuleBroken("这本证照已由{who}撤销。", who=row.revoked_by)
    return row


def _store(
    session: Session, actor: Actor, person_id: int, new: NewCertificate, file_name: str
) -> int:
    row = CertificateRow(person_id=person_id, file_name=file_name)
    return REGISTER.store(session, actor, row, new, "registered")
