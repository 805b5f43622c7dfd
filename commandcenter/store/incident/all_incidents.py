"""All incidents, read once: the choice of them, the papers and 待我处理 each ask for them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.read_once import read_once
from commandcenter.store.tables.incident.incident import IncidentRow


def all_incidents(session: Session) -> Sequence[IncidentRow]:
    """In the order of their ids. Held by the session that reads: `get` finds each there."""
    rows = select(IncidentRow).order_by(IncidentRow.id)
    return read_once(session, "incidents", lambda: session.scalars(rows).all())
