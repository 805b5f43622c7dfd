"""Where complaints stand by the law, each with its recorded acts: what a form of it is asked by."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.handling import Done, Standing, standing
from commandcenter.domain.complaints.told import told_state
from commandcenter.domain.rights import Matter
from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.handling import acts_of, among, pages
from commandcenter.store.incident.counts import settled
from commandcenter.store.tables.complaints.complaint import ComplaintRow


@dataclass(frozen=True, slots=True)
class Stood:
    """`hides_reporter`: who brought it is a reporter (举报人), shown to who handles it only."""

    id: int
    district: str | None
    hides_reporter: bool
    at: Standing
    acts: tuple[Done, ...]

    @property
    def matter(self) -> Matter:
        """For the rights: its county, and whom it is given to."""
        return Matter(
            districts=frozenset({self.district} if self.district else ()),
            person_id=self.at.handler_id,
        )


def standings_of(session: Session, complaint_ids: Sequence[int]) -> dict[int, Stood]:
    """Of those that are there, in the order asked; where nothing was done here its own system's
    word counts (已办结)."""
    acts = acts_of(session, complaint_ids)
    c = ComplaintRow.__table__.c
    found: dict[int, Stood] = {}
    for page in pages(sorted(set(complaint_ids))):
        rows = session.execute(
            select(c.id, c.kind, c.registered_at, c.district, c.status, c.reporter_protected)
            .where(among(c.id, page), settled())
        )  # fmt: skip
        for number, kind, registered, district, status, protected in rows:
            done = tuple(acts.get(number, ()))
            at = standing(kind, registered, done)
            if not done:
                at = replace(at, state=told_state(kind, status))
            hides = protected or kind is ComplaintKind.REPORT
            found[number] = Stood(number, district, hides, at, done)
    return {number: found[number] for number in dict.fromkeys(complaint_ids) if number in found}
