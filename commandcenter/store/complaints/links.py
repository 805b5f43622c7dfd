"""Links of two records of one matter, as they stand: which are linked, and how many."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from commandcenter.store.complaints.handling import among
from commandcenter.store.tables.complaints.complaint import ComplaintRow
from commandcenter.store.tables.complaints.complaint_link import ComplaintLinkRow

STANDING = ComplaintLinkRow.undone_at.is_(None)


def linked() -> ColumnElement[bool]:
    """Complaints that another system has, too.

    A 投诉 and the 举报 of the same person are not told as a pair: who complained may be looked at,
    and would be who reported.
    """
    first, second = aliased(ComplaintRow), aliased(ComplaintRow)
    alike = (
        select(ComplaintLinkRow)
        .join(first, first.id == ComplaintLinkRow.first_id)
        .join(second, second.id == ComplaintLinkRow.second_id)
        .where(STANDING, first.reporter_protected == second.reporter_protected)
    )
    return or_(
        ComplaintRow.id.in_(alike.with_only_columns(ComplaintLinkRow.first_id)),
        ComplaintRow.id.in_(alike.with_only_columns(ComplaintLinkRow.second_id)),
    )


def link_of(session: Session, complaint_id: int) -> ComplaintLinkRow | None:
    here = or_(
        ComplaintLinkRow.first_id == complaint_id, ComplaintLinkRow.second_id == complaint_id
    )
    return session.scalars(select(ComplaintLinkRow).where(here, STANDING).limit(1)).first()


def parted_link_of(session: Session, complaint_id: int) -> ComplaintLinkRow | None:
    """What was taken apart last, of one that no link names now."""
    link = ComplaintLinkRow
    here = or_(link.first_id == complaint_id, link.second_id == complaint_id)
    newest = (
        select(link).where(here).order_by(STANDING.desc(), link.undone_at.desc(), link.id.desc())
    )
    row = session.scalars(newest.limit(1)).first()
    return row if row is not None and row.undone_at is not None else None


def links_among(session: Session, ids: Iterable[int]) -> list[ComplaintLinkRow]:
    """All that name any of these, those that were taken apart too."""
    wanted, table = sorted(set(ids)), ComplaintLinkRow.__table__.c
    if not wanted:
        return []
    named = or_(among(table.first_id, wanted), among(table.second_id, wanted))
    return list(session.scalars(select(ComplaintLinkRow).where(named)))
