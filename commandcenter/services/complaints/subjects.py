"""Traders (经营主体) as complaints name them: found by credit code, else by name, else entered."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, delete, exists, or_, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.store import bulk
from commandcenter.store.tables.base import hanging_on
from commandcenter.store.tables.complaints.complaint import BatchRow, SubjectRow


@dataclass
class Known:
    """Traders by credit code and by name; the oldest of a name. Grows with an import."""

    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    codeless: dict[str, int] = field(default_factory=dict)  # by name, those without a code
    next_id: int = 1

    def find(self, code: str, name: str) -> int | None:
        """A code tells traders of one name apart; a trader without one is found by its name."""
        if not code:
            return self.by_name.get(name)
        return self.by_code.get(code) or self.codeless.get(name)

    def learn(self, number: int, code: str, name: str) -> None:
        if code:
            self.by_code[code] = number
        else:
            self.codeless.setdefault(name, number)
        self.by_name.setdefault(name, number)
        self.next_id = max(self.next_id, number + 1)


def known_subjects(session: Session) -> Known:
    known = Known()
    catch_up(session, known)
    return known


def catch_up(session: Session, known: Known) -> None:
    """Learn those that other seats have entered since."""
    _learn(session, known, SubjectRow.id >= known.next_id if known.next_id > 1 else true())


def known_like(session: Session, complaint: NewComplaint) -> Known:
    """Only what one complaint may mean; the whole register is not read for it."""
    known = Known(next_id=bulk.next_id(session, SubjectRow))
    code, name = complaint.subject_code or None, complaint.subject_name
    _learn(session, known, or_(SubjectRow.credit_code == code, SubjectRow.name == name))
    return known


def _learn(session: Session, known: Known, which: ColumnElement[bool]) -> None:
    columns = SubjectRow.__table__.c
    rows = session.execute(
        select(columns.id, columns.credit_code, columns.name).where(which).order_by(columns.id)
    )
    for number, code, name in rows:
        known.learn(number, code or "", name)


def find_or_enter(
    session: Session, complaints: Sequence[NewComplaint], known: Known
) -> tuple[list[int | None], range]:
    """The trader of each complaint, and the ids of those entered for it.

    Only under the pen, with `known` caught up.
    """
    first, found, fresh = known.next_id, [], []
    for c in complaints:
        number = known.find(c.subject_code, c.subject_name) if c.subject_name else None
        if number is None and c.subject_name:
            number = known.next_id
            known.learn(number, c.subject_code, c.subject_name)
            fresh.append((
                number, c.subject_name, c.subject_code or None, c.brand, "", "",
                c.subject_address, c.district, c.lat, c.lon, c.precision,
            ))  # fmt: skip
        found.append(number)
    bulk.insert_rows(session, SubjectRow, fresh)
    return found, range(first, known.next_id)


def remove_unused(session: Session, ids: range) -> None:
    """Take out traders that an undone import entered, unless something else names them now.

    While another import is open they stay, for it may already have found them.
    """
    if session.scalar(select(BatchRow.id).where(BatchRow.state == "open").limit(1)):
        return
    used = or_(*(exists().where(column == SubjectRow.id) for column in hanging_on(SubjectRow)))
    session.execute(
        delete(SubjectRow)
        .where(SubjectRow.id.between(ids.start, ids.stop - 1), ~used)
        .execution_options(synchronize_session=False)
    )
