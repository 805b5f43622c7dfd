"""Which hand-overs wait for their second signature: read here by the card of who receives, and by
the rule that the next one waits for it. In an incident the book asks for the same (asked.py).
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from commandcenter.store.tables.command.duty_log import HandoverRow


def open_handovers(session: Session, *which: ColumnElement[bool]) -> Sequence[HandoverRow]:
    """Neither received nor refused nor taken back, the oldest first."""
    row = HandoverRow
    waits = row.received_at.is_(None), row.refused_at.is_(None), row.to_person.is_not(None)
    return session.scalars(select(row).where(*waits, *which).order_by(row.id)).all()
