"""The bureau's name as on its papers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.seat import bureau_facts
from commandcenter.store.tables.city import CityRow


def office(session: Session) -> str:
    """澄州市市场监督管理局; before a city is set what was said beforehand, or ""."""
    named = session.scalars(select(CityRow.office)).first()
    return named or bureau_facts.fact(session, bureau_facts.OFFICE)
