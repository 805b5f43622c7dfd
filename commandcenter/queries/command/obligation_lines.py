"""The book line by line, for lists and papers: each row with its place, whose it is, its act."""

from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.command.act_names import act_name
from commandcenter.domain.command.obligation import UNDONE, Obligation, ObligationState
from commandcenter.domain.command.tasks import office_of, title_of
from commandcenter.domain.org import Role
from commandcenter.domain.phrase import phrase, with_note, word
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.people import names, on_duty, posts
from commandcenter.store.tables.person import PersonRow

ON_THE_ROSTER = (Role.DUTY, Role.LEAD_DUTY)


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """`office`: the group, the role or the county's bureau; `person`: who has it now, "" nobody.

    `late` as the book says; `undone`: it is still to be done. `act`: which record closed it, as it
    is called; `words`: what people said of it, or why it is no more to be done.
    """

    row: Obligation
    title: str
    office: str
    person: str
    late: bool
    act: str
    words: str
    holder_id: int | None = None

    @property
    def undone(self) -> bool:
        return self.row.state in UNDONE


def obligation_lines(
    session: Session, incident_id: int | None, now: datetime
) -> tuple[ObligationLine, ...]:
    """Of an incident, or the bureau's own (None). In the book's own order: late first, then by
    limit; done last, the newest first.
    """
    doers = _Doers(session, now)
    return tuple(_line(doers, row, now) for row in obligations_of(session, incident_id, now))


class _Doers:
    """Who has the rows of a book, and whose they are."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._names, self._posts = names(session).by_id, posts(session, now)
        self._on_duty = {role: on_duty(session, now, role) for role in ON_THE_ROSTER}
        self._counties = county_names(session)

    def holder(self, row: Obligation) -> tuple[int | None, str]:
        """To whom it was given by name, else who holds the post."""
        if row.assigned_to is not None:
            return row.assigned_to, self._names.get(row.assigned_to, "")
        person = self._post(row)
        return (person.id, person.name) if person else (None, "")

    def _post(self, row: Obligation) -> PersonRow | None:
        if row.district is not None:
            return None
        if row.group is not None:
            return self._posts.leader(row.group)
        if row.role in ON_THE_ROSTER:
            return self._on_duty[row.role]
        held = self._posts.holders(row.role, incident=row.incident_id) if row.role else []
        return held[-1] if held else None

    def office(self, row: Obligation) -> str:
        if row.district is not None:
            return phrase("{county}局", county=self._counties.get(row.district, row.district))
        return office_of(row)


def _line(doers: _Doers, row: Obligation, now: datetime) -> ObligationLine:
    holder, person = doers.holder(row)
    return ObligationLine(
        row=row,
        title=word(title_of(row)),
        office=doers.office(row),
        person=person,
        late=row.is_late(now),
        act=act_name(row),
        words=row.hand_words or _aside(row),
        holder_id=holder,
    )


def _aside(row: Obligation) -> str:
    if row.state is ObligationState.NOT_APPLICABLE:
        return with_note(row.na_why or "", row.na_by or "")
    return row.ceased_why if row.state is ObligationState.CEASED else ""
