"""The book as a paper or a table lists it: each row with its place and the person whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.obligation import UNDONE, Obligation, ObligationState
from commandcenter.domain.command.tasks import office_of, title_of
from commandcenter.domain.record_words import TABLES
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.people import posts
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """`office`: the group, the role or the county; `person`: who holds it now, "" where nobody.

    `late` as the book says; `undone`: it is still to be done. `act`: which record closed it, in
    words; `words`: what people said of it, or why it is no more to be done.
    """

    row: Obligation
    title: str
    office: str
    person: str
    late: bool
    act: str
    words: str

    @property
    def undone(self) -> bool:
        return self.row.state in UNDONE


def obligation_lines(
    session: Session, incident_id: int, now: datetime
) -> tuple[ObligationLine, ...]:
    """In the book's own order: late first, then by limit; done last, the newest first."""
    rows = obligations_of(session, incident_id, now)
    people, counties = _people(session, rows), _counties(session, rows)
    held = posts(session, now)

    def person(row: Obligation) -> str:
        if row.assigned_to is not None:
            return people.get(row.assigned_to, "")
        if row.group is not None:
            leader = held.leader(row.group)
            return leader.name if leader else ""
        if row.role is None or row.district is not None:
            return ""
        holders = held.holders(row.role, incident=row.incident_id)
        return holders[-1].name if holders else ""

    return tuple(
        ObligationLine(
            row=row,
            title=title_of(row),
            office=counties.get(row.district or "", "") or office_of(row),
            person=person(row),
            late=row.is_late(now),
            act=act_words(row),
            words=row.hand_words or _aside(row),
        )
        for row in rows
    )


def act_words(row: Obligation) -> str:
    """现场报告 3, 登记完成情况, 按当时登记; "" while it is not done."""
    if row.state is not ObligationState.DONE:
        return ""
    if row.hand_words:
        return "登记完成情况"
    if row.is_old_tick:
        return "按当时登记"
    return f"{TABLES.get(row.act_table, row.act_table)} {row.act_id}"


def _aside(row: Obligation) -> str:
    if row.state is ObligationState.NOT_APPLICABLE:
        return f"{row.na_why}（{row.na_by}）"
    return row.ceased_why if row.state is ObligationState.CEASED else ""


def _people(session: Session, rows: Iterable[Obligation]) -> dict[int, str]:
    wanted = {row.assigned_to for row in rows if row.assigned_to is not None}
    if not wanted:
        return {}
    found = session.execute(
        select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(sorted(wanted)))
    )
    return dict(found.all())


def _counties(session: Session, rows: Iterable[Obligation]) -> dict[str, str]:
    wanted = {row.district for row in rows if row.district is not None}
    if not wanted:
        return {}
    found = session.execute(
        select(DistrictRow.code, DistrictRow.name).where(DistrictRow.code.in_(sorted(wanted)))
    )
    return dict(found.all())
