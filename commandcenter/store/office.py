"""The bureau's name as on its papers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.tables.city import CityRow


def office(session: Session) -> str:
    """澄州市市场监督管理局; "" before a city is set."""
    return session.scalars(select(CityRow.office)).first() or ""
