"""What must not leave the bureau: an incident's complainants, and traders that may not be named."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import NO_NAME
from commandcenter.domain.masking import masked
from commandcenter.domain.releases.release_text import Private
from commandcenter.store.complaints.complainants import hidden, lookup
from commandcenter.store.incident.counts import belonging
from commandcenter.store.releases.release_basis import Basis
from commandcenter.store.tables.command.duty_log import DutyLogRow
from commandcenter.store.tables.complaints.complaint import ComplaintRow, SubjectRow
from commandcenter.store.tables.incident.incident import IncidentPlaceRow, IncidentRow
from commandcenter.store.tables.person import PersonRow
from commandcenter.store.watch.warning_basis import signals_of

Cover = Callable[[str], str]


def cover_of(session: Session, incident: IncidentRow) -> Cover:
    """Covers complainants and callers in words that people wrote."""
    return partial(masked, private=people_of(session, incident))


def private_of(session: Session, incident: IncidentRow) -> Private:
    return private_for(session, Basis(incident))


def private_for(session: Session, basis: Basis) -> Private:
    """The complainants of an incident or a warning; its traders too until they may be named.

    The trader of a warning is never named: nothing has been found against it yet.
    """
    concerned = basis.complaints(session)
    return replace(private_where(session, concerned), traders=traders_for(session, basis))


def private_where(session: Session, concerned: ColumnElement[bool]) -> Private:
    """Who complained in these complaints; where a person may not read them, the server is asked."""
    # no start reads it
    from commandcenter.store.tables.complaints.complainant import ComplainantRow

    if hidden(session):
        ids = session.scalars(select(ComplaintRow.id).where(concerned)).all()
        return Private(lookup=lookup(session, ids)) if ids else Private()
    people = session.execute(
        select(ComplainantRow.name, ComplainantRow.phone)
        .join(ComplaintRow, ComplaintRow.id == ComplainantRow.complaint_id)
        .where(concerned)
    ).all()
    ours = set(session.scalars(select(PersonRow.name)))
    phones = ("".join(c for c in person.phone if c.isdigit()) for person in people)
    return Private(
        names=frozenset(person.name.strip() for person in people) - ours,
        phones=frozenset(p for p in phones if len(p) >= 7),
    )


def people_of(session: Session, incident: IncidentRow) -> Private:
    """Complainants and callers: in papers and in an archive traders stand by their names."""
    if hidden(session):
        ids = session.scalars(select(ComplaintRow.id).where(belonging(incident.id))).all()
        return Private(lookup=lookup(session, ids, incident.id))
    ours = set(session.scalars(select(PersonRow.name)))
    callers = session.execute(
        select(DutyLogRow.name, DutyLogRow.phone).where(DutyLogRow.incident_id == incident.id)
    ).all()
    private = private_of(session, incident)
    phones = {"".join(c for c in row.phone if c.isdigit()) for row in callers}
    return replace(
        private,
        names=private.names | ({row.name.strip() for row in callers} - ours - {NO_NAME}),
        phones=private.phones | {phone for phone in phones if len(phone) >= 7},
        traders=frozenset(),
    )


def traders_for(session: Session, basis: Basis) -> frozenset[str]:
    """Names that must not stand in what goes out."""
    incident, warning = basis.incident, basis.warning
    if incident is not None:
        return frozenset() if incident.released_name else traders_of(session, incident)
    brands = {row.brand for row in signals_of(session, warning.id)} if warning else set()
    about = select(ComplaintRow.subject_id).where(basis.complaints(session))
    wanted: ColumnElement[bool] = SubjectRow.id.in_(about)
    if warning is not None and warning.subject_id is not None:
        wanted = or_(wanted, SubjectRow.id == warning.subject_id)
    return _shorter(brands | _subject_names(session, wanted))


def traders_of(session: Session, incident: IncidentRow) -> frozenset[str]:
    """Names and brands of whom the complaints are about, and of the places."""
    about = select(ComplaintRow.subject_id).where(belonging(incident.id))
    at = session.scalars(
        select(IncidentPlaceRow.label).where(IncidentPlaceRow.incident_id == incident.id)
    )
    return _shorter({incident.brand, *at} | _subject_names(session, SubjectRow.id.in_(about)))


def _subject_names(session: Session, wanted: ColumnElement[bool]) -> set[str]:
    subjects = session.execute(select(SubjectRow.name, SubjectRow.brand).where(wanted)).all()
    return {*(s.name for s in subjects), *(s.brand for s in subjects)}


def _shorter(names: set[str]) -> frozenset[str]:
    """With each name as it stands before its brackets."""
    short = {name.partition("（")[0].partition("(")[0] for name in names}
    return frozenset(name.strip() for name in names | short if name.strip())
