"""Flags of abnormal clusters (令121 Art. 17): what the rules look at, and what is flagged."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.abnormal import Filing
from commandcenter.store.complaints.complainants import Alike, alike
from commandcenter.store.complaints.handling import among, pages
from commandcenter.store.incident.counts import settled
from commandcenter.store.tables.complaints.complainant import ComplainantRow
from commandcenter.store.tables.complaints.complaint import ComplaintFlagRow, ComplaintRow


def filings(session: Session, *conditions: ColumnElement[bool]) -> list[Filing]:
    """The complaints under these conditions as the rules look at them; never to be shown."""
    c, p = ComplaintRow.__table__.c, ComplainantRow.__table__.c
    rows = session.execute(
        select(
            c.id, c.registered_at, c.person_key, c.subject_id, p.name, p.address, c.text,
            c.amount_cents,
        )
        .outerjoin(ComplainantRow, p.complaint_id == c.id)
        .where(*conditions)
        .where(settled())
        .order_by(c.id)
    ).all()  # fmt: skip
    shown = alike(session, [row.id for row in rows])
    nobody = Alike("", "")
    return [
        Filing(
            row.id, row.registered_at, row.person_key, row.subject_id,
            (row.name or "") if shown is None else shown.get(row.id, nobody).name,
            (row.address or "") if shown is None else shown.get(row.id, nobody).letters,
            row.text, row.amount_cents,
        )
        for row in rows
    ]  # fmt: skip


def flags_of(
    session: Session, complaint_ids: Sequence[int], *, lifted: bool = False
) -> dict[int, list[ComplaintFlagRow]]:
    """The flags of each, oldest first; with `lifted` those too that were taken away."""
    found: dict[int, list[ComplaintFlagRow]] = defaultdict(list)
    for page in pages(complaint_ids):
        of_these = among(ComplaintFlagRow.__table__.c.complaint_id, page)
        wanted = select(ComplaintFlagRow).where(of_these)
        if not lifted:
            wanted = wanted.where(ComplaintFlagRow.lifted_at.is_(None))
        for row in session.scalars(wanted.order_by(ComplaintFlagRow.id)):
            found[row.complaint_id].append(row)
    return found
