"""What a paper is checked against, for the services that stop it and the queries that show it."""

from datetime import datetime
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.figures import Figure
from commandcenter.domain.org import ROLE_WORDS, Role
from commandcenter.domain.papers.paper import FileRole, Life, PaperKind
from commandcenter.domain.papers.paper_check import PaperFacts
from commandcenter.domain.papers.paper_items import PaperFlow
from commandcenter.domain.papers.usage import usage_for
from commandcenter.domain.papers.usage_lists import Usage
from commandcenter.store.database import now
from commandcenter.store.people import posts
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.releases.release_facts import known
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.papers.paper import PaperFileRow, PaperRow

LEADING = (Role.COMMANDER, Role.DEPUTY, Role.LEAD_DUTY)  # by rank


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
        files=tuple(attached(session, row)),
        secrecy=row.secrecy,
        serial=row.serial,
        amended=tuple(words for words in (old.number, old.title) if words) if old else (),
        always=tuple(plan.release_numbers),
        usage=usage_of(session, row.kind),
    )


def usage_of(session: Session, kind: PaperKind | None) -> Usage:
    """What the words of a paper of a kind are read for: the office's lists, who holds what."""
    return usage_for(plan_of(session).word_lists.values(), kind, _titles(session))


def _titles(session: Session) -> dict[str, list[str]]:
    """By name what each of those who lead may be called, in the order of their rank."""
    held = posts(session, now(session))
    titles: dict[str, list[str]] = {}
    for role in LEADING:
        for person in held.holders(role):
            known = titles.setdefault(person.name, [])
            known += [
                each for each in (ROLE_WORDS[role], person.post) if each and each not in known
            ]
    return titles


def attached(session: Session, row: PaperRow) -> dict[str, PaperFileRow]:
    """By their titles the files that go with it as 附件, in the order of its 附件说明.

    A file is called by its title; the newest of a title is the one. What was taken out, or
    called otherwise later, stays in the store and goes with it no more.
    """
    named = _kept(session, row.id)
    return {title: named[title] for title in row.attachments if title in named}


def _kept(session: Session, paper_id: int) -> dict[str, PaperFileRow]:
    rows = session.scalars(
        select(PaperFileRow)
        .where(
            PaperFileRow.life == Life.PAPER,
            PaperFileRow.subject_id == paper_id,
            PaperFileRow.role == FileRole.ATTACHMENT,
        )
        .order_by(PaperFileRow.id)
    )
    return {PurePath(row.name).stem: row for row in rows}


def figures_of(session: Session, row: PaperRow, at: datetime) -> tuple[Figure, ...]:
    """What the data say of its incident; nothing for a paper of none."""
    incident = session.get(IncidentRow, row.incident_id) if row.incident_id else None
    return known(session, Basis(incident), at).figures if incident else ()
