"""Papers that a search finds."""

from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.papers.paper import PAPER_STATE_WORDS
from commandcenter.domain.reports.report_rules import own_county
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.papers.paper import PaperRow


@dataclass(frozen=True, slots=True)
class PaperHit:
    """A paper that holds the words of a search in its title or number."""

    id: int
    title: str
    number: str
    state_words: str
    incident: str = ""  # title


def paper_hits(
    session: Session, actor: Actor, words: list[str], limit: int
) -> tuple[PaperHit, ...]:
    """The newest first; those that have no other home only."""
    columns = PaperRow.__table__.c
    text = columns.title + " " + columns.number
    rows = session.execute(
        select(
            columns.id,
            columns.title,
            columns.number,
            columns.state,
            IncidentRow.districts,
            IncidentRow.title.label("incident"),
        )
        .outerjoin(IncidentRow, IncidentRow.id == columns.incident_id)
        .where(*(text.contains(word, autoescape=True) for word in words))
        .order_by(columns.id.desc())
    )
    county = own_county(actor)
    seen = (row for row in rows if county is None or county in (row.districts or ()))
    return tuple(
        PaperHit(row.id, row.title, row.number, PAPER_STATE_WORDS[row.state], row.incident or "")
        for row in islice(seen, limit)
    )
