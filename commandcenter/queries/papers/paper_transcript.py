"""批示抄清: one direction from above, copied clean from its record."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import GROUP_WORDS
from commandcenter.domain.papers.paper import Subject
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.papers.journal_mark import JournalMark, journal_mark
from commandcenter.store.office import office
from commandcenter.store.papers.paper_subject import newest, record_of
from commandcenter.store.private import cover_of
from commandcenter.store.tables.command.command import DirectiveRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.person import PersonRow


@dataclass(frozen=True, slots=True)
class Transcript:
    """`document`: on which paper it was written; `words`: as they were registered, to the letter
    but for complainants; `to`: who carries it out, "" while nobody does."""

    org: str
    title: str  # of the incident
    by: str
    post: str
    directed_at: datetime
    document: str
    words: str
    registered_by: str
    registered_at: datetime
    to: str
    due_at: datetime | None
    at: datetime
    journal: JournalMark


def transcript(session: Session, directive_id: int, now: datetime) -> Transcript:
    """Raises RuleBroken for a direction that there is not."""
    row = record_of(session, Subject.DIRECTIVE, directive_id)
    assert isinstance(row, DirectiveRow)
    incident = session.get_one(IncidentRow, row.incident_id)
    cover = cover_of(session, incident)
    person = session.get(PersonRow, row.to_person) if row.to_person else None
    to = (GROUP_WORDS[row.group] if row.group else "", person.name if person else "")
    return Transcript(
        org=office(session),
        title=incident.title,
        by=row.from_person,
        post=row.from_post,
        directed_at=row.directed_at,
        document=cover(row.document),
        words=cover(row.words),
        registered_by=row.registered_by,
        registered_at=row.registered_at,
        to="、".join(each for each in to if each),
        due_at=row.due_at,
        at=now,
        journal=journal_mark(session),
    )


def newest_transcript(session: Session, incident_id: int, now: datetime) -> Transcript:
    """Raises RuleBroken where no direction was registered."""
    return transcript(session, newest(session, Subject.DIRECTIVE, incident_id), now)
