"""The mark of a drill's store, which stands in it from its founding on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.drills.drill import DrillMark
from commandcenter.store.tables.drills.drill import DrillRow

MARK = select(DrillRow.title, DrillRow.mode)


def mark_of(session: Session) -> DrillMark | None:
    """None of a bureau's own store, and of the demo."""
    row = session.execute(MARK).first()
    return DrillMark(*row) if row else None
