"""What a paper is checked against, for the services that stop it and the queries that show it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.figures import Figure
from commandcenter.domain.paper import FileRole, Life
from commandcenter.domain.paper_check import PaperFacts
from commandcenter.domain.paper_items import PaperFlow
from commandcenter.store.plan import plan_of
from commandcenter.store.release_basis import Basis
from commandcenter.store.release_facts import known
from commandcenter.store.tables.incident import IncidentRow
from commandcenter.store.tables.paper import PaperFileRow, PaperRow


def elements_of(session: Session, row: PaperRow, flow: PaperFlow) -> PaperFacts:
    """All but the figures."""
    plan = plan_of(session)
    template = plan.templates.get(row.template)
    old = session.get(PaperRow, row.amends) if row.amends else None
    return PaperFacts(
        flow=flow,
        formal=bool(template and template.signature and template.head),
        sent_to=tuple(row.sent_to),
        copies=tuple(row.copies),
        files=tuple(file.name for file in attached(session, row.id)),
        secrecy=row.secrecy,
        serial=row.serial,
        amended=tuple(words for words in (old.number, old.title) if words) if old else (),
        always=tuple(plan.release_numbers),
    )


def attached(session: Session, paper_id: int) -> list[PaperFileRow]:
    """The files that go with it as 附件, in the order in which they came."""
    rows = session.scalars(
        select(PaperFileRow)
        .where(
            PaperFileRow.life == Life.PAPER,
            PaperFileRow.subject_id == paper_id,
            PaperFileRow.role == FileRole.ATTACHMENT,
        )
        .order_by(PaperFileRow.id)
    )
    return list(rows)


def figures_of(session: Session, row: PaperRow, at: datetime) -> tuple[Figure, ...]:
    """What the data say of its incident; nothing for a paper of none."""
    incident = session.get(IncidentRow, row.incident_id) if row.incident_id else None
    return known(session, Basis(incident), at).figures if incident else ()
