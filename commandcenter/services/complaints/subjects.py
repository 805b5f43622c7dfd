"""Traders (经营主体) as complaints name them: found by credit code, else by name, else entered."""

from dataclasses import field

from sqlalchemy import ColumnElement, delete, exists, or_, select, true
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import Columns
from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.late_dataclass import dataclass
from commandcenter.store import bulk
from commandcenter.store.tables.complaints.complaint import BatchRow, SubjectRow
from commandcenter.store.tables.every import hanging_on


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
    code, name = complaint.subject_code, complaint.subject_name
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
    session: Session, complaints: Columns, known: Known
) -> tuple[list[int | None], range]:
    """The trader of each complaint, and the ids of those entered for it.

    Only under the pen, with `known` caught up.
    """
    first, fresh = known.next_id, list[int]()
    found: list[int | None] = []
    of, find, learn = complaints.of, known.find, known.learn
    for place, (code, name) in enumerate(zip(of["subject_code"], of["subject_name"], strict=True)):
        number = find(code, name) if name else None
        if number is None and name:
            number = known.next_id
            learn(number, code, name)
            fresh.append(place)
        found.append(number)
    rows = [
        (
            found[place], of["subject_name"][place], of["subject_code"][place] or None,
            of["brand"][place], "", "", of["subject_address"][place], of["district"][place],
            of["lat"][place], of["lon"][place], of["precision"][place],
        )
        for place in fresh
    ]  # fmt: skip
    bulk.insert_rows(session, SubjectRow, rows)
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
