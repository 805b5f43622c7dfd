"""The book of obligations: brought to what the acts say, and read.

`settle` is the only one that writes a state. It works the whole book of an incident out anew from
the acts (domain/command/book.py) and writes the rows that differ, in the transaction of the act.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from commandcenter.domain.command.life import Kept, Wanted
from commandcenter.domain.command.obligation import Obligation, ObligationState, in_order
from commandcenter.late import late, late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.command.obligation import ObligationRow
from commandcenter.store.tables.journal import PenRow
from commandcenter.store.tables.journal_image import JournalImageRow

if TYPE_CHECKING:
    from commandcenter.domain.command.book import book
    from commandcenter.store.command import acts, lives
else:  # who only reads the book does not ask what was done
    book = late_name("domain.command.book", "book")
    acts = late("store.command.acts")
    lives = late("store.command.lives")

TABLE = Base.metadata.tables[ObligationRow.__tablename__]
COLUMNS = tuple(field.name for field in fields(Wanted))
OF_OBLIGATION = tuple(field.name for field in fields(Obligation))
LISTED = select(*(TABLE.c[name] for name in OF_OBLIGATION))
APPLIES = "applies"  # kind of a note


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the acts say. `stands` None: it is not there; `columns`: what differs,
    each with what stands there and what should.
    """

    key: str
    title: str
    stands: ObligationState | None
    should: ObligationState
    columns: tuple[tuple[str, object, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """How many rows came, and how many changed."""

    added: int = 0
    changed: int = 0


def has_changes(session: Session) -> bool:
    """Whether anything was changed that no line has announced yet."""
    session.flush()
    if acts.is_laid(session):  # who changes a row need not be one who may read it
        return bool(session.scalar(select(func.rights.unannounced())))
    announced = select(func.coalesce(func.max(PenRow.number), 0)).scalar_subquery()
    return bool(session.scalar(select(exists().where(JournalImageRow.line > announced))))


def settle(
    session: Session, incident_id: int | None, at: datetime, *, code: str = "", by: str = ""
) -> Settled:
    """Bring the rows of one book to what the acts say (None: the bureau's own); with a `code`
    those of one obligation of the plan alone, where people spoke of one. `by`: the name of who
    enters what changes it.

    Four statements, however much there is (the incident, what its rows ask, the acts, the rows of
    the book), then the rows that differ. It writes no journal line: the act's own follows. A book
    of an incident that who is signed on does not see is left to those who do.
    """
    session.flush()
    new, changed = [], []
    for wanted, row in _compared(session, incident_id, at, by):
        if code and wanted.code != code:
            continue
        if row is None:
            new.append({name: getattr(wanted, name) for name in COLUMNS} | {"version": 1})
        elif moved := _moved(wanted, row):
            changed.append({"of": row.id, "was": row.version, "version": row.version + 1, **moved})
    if new:
        session.execute(insert(TABLE), new)
    for values in changed:
        _change(session, values)
    _forget(session, [values["of"] for values in changed])
    return Settled(len(new), len(changed))


def differences(session: Session, incident_id: int | None, at: datetime) -> tuple[Difference, ...]:
    """What `settle` would change now; nothing is changed."""
    found = []
    for wanted, row in _compared(session, incident_id, at):
        moved = {} if row is None else _moved(wanted, row)
        if row is None or moved:
            stands = None if row is None else row.state
            columns = (
                tuple((name, row._mapping[name], new) for name, new in moved.items()) if row else ()
            )
            found.append(Difference(wanted.key, wanted.title, stands, wanted.state, columns))
    return tuple(found)


def has_own_book(session: Session) -> bool:
    """Whether the bureau's own book has any row: `init` begins it."""
    return bool(session.scalar(select(exists().where(TABLE.c.incident_id.is_(None)))))


def obligations_of(
    session: Session,
    incident: int | Collection[int] | None,
    at: datetime,
    *,
    state: ObligationState | None = None,
) -> tuple[Obligation, ...]:
    """THE reading of the book, of one or several incidents (None: the bureau's own): one SELECT,
    and within one moment none for a book that was read already.

    What is late first, then by limit, then what has none; what is done last, the newest first.
    """
    wanted = {incident} if incident is None or isinstance(incident, int) else {*incident}
    books = read_once(session, "books", dict[int | None, list[Obligation]])
    if lacking := wanted - books.keys():
        books |= {number: [] for number in lacking}
        for row in session.execute(LISTED.where(_in(lacking))):
            books[row.incident_id].append(Obligation(*row))
    rows = (o for number in wanted for o in books[number] if state is None or o.state is state)
    return in_order(rows, at)


def _in(books: Collection[int | None]) -> ColumnElement[bool]:
    c, numbers = TABLE.c.incident_id, sorted(number for number in books if number is not None)
    of_incidents = c.in_(numbers)
    if None not in books:
        return of_incidents
    return or_(c.is_(None), of_incidents) if numbers else c.is_(None)


def as_obligation(row: ObligationRow) -> Obligation:
    return Obligation(*(getattr(row, name) for name in OF_OBLIGATION))


def _compared(
    session: Session, incident_id: int | None, at: datetime, by: str = ""
) -> Iterator[tuple[Wanted, Row[Any] | None]]:
    """Each row as it should stand, and as it stands; nothing of an incident that is not seen."""
    known = lives.known_of(session, incident_id)
    if known is None:
        return
    own = {} if incident_id is None else {"this": incident_id}
    stored = session.execute(_rows_of(incident_id is None), own).all()
    by_key = {row.key: row for row in stored}
    kept = [_kept(row) for row in stored]
    done = acts.acts_of(session, known.family)
    for wanted in book(known.plan, known.life, done, kept, at, by):
        yield wanted, by_key.get(wanted.key)


@cache
def _rows_of(bureau: bool) -> Select[Any]:
    # no start reads it
    from commandcenter.store.tables.command.obligation_note import ObligationNoteRow

    note, mine = Base.metadata.tables[ObligationNoteRow.__tablename__].c, TABLE.c.incident_id
    said = exists().where(note.obligation_id == TABLE.c.id, note.kind == APPLIES)
    return (
        select(*TABLE.c, said.label(APPLIES))
        .where(mine.is_(None) if bureau else mine == bindparam("this"))
        .order_by(TABLE.c.id)
    )


# Of a row of `_rows_of`, by place: some hundred rows of forty columns are read by each act.
PLACES = {name: place for place, name in enumerate([*TABLE.c.keys(), APPLIES])}
_of_obligation = itemgetter(*(PLACES[name] for name in OF_OBLIGATION))
_of_kept = itemgetter(PLACES["born_table"], PLACES["born_id"], PLACES[APPLIES])
_stands = itemgetter(*(PLACES[name] for name in COLUMNS))
_should = attrgetter(*COLUMNS)


def _kept(row: Row[Any]) -> Kept:
    table, number, applies = _of_kept(row)
    return Kept(Obligation(*_of_obligation(row)), table, number, bool(applies))


def _moved(wanted: Wanted, row: Row[Any]) -> dict[str, Any]:
    """The columns that are to change, with their new values."""
    should, stands = _should(wanted), _stands(row)
    if should == stands:
        return {}
    pairs = zip(COLUMNS, should, stands, strict=True)
    return {name: new for name, new, old in pairs if new != old}


def _change(session: Session, values: dict[str, Any]) -> None:
    """By the version it was read at: under the pen nobody else can have changed it."""
    names = values.keys() - {"of", "was"}
    c = TABLE.c
    change = (
        update(TABLE)
        .where(c.id == bindparam("of"), c.version == bindparam("was"))
        .values({name: bindparam(name) for name in names})
    )
    session.execute(change, values)


def _forget(session: Session, ids: Iterable[int]) -> None:
    """What a service read of these rows is read anew."""
    changed = set(ids)
    for row in list(session.identity_map.values()):
        if isinstance(row, ObligationRow) and row.id in changed:
            session.expire(row)
