"""What an import would change, before it is taken in: compared with what is here, nothing written.

On a server who complained is compared by the import alone, since asking leaves its trace there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.complaints.columns import Columns
from commandcenter.domain.complaints.complaint import NewComplaint
from commandcenter.domain.org import Actor
from commandcenter.domain.phrase import word
from commandcenter.late_dataclass import dataclass
from commandcenter.services.complaints import correcting, corrections, subjects
from commandcenter.services.complaints.differences import Change
from commandcenter.services.complaints.intake import Cancelled, FileFacts
from commandcenter.services.complaints.refused_rows import turned_away
from commandcenter.store import bulk
from commandcenter.store.complaints.corrected import change_words
from commandcenter.store.database import Database
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow, SubjectRow

SHOWN = 500  # lines that are kept to be looked at


@dataclass(frozen=True, slots=True)
class Beside:
    """A record of the file beside what it doubles. `changes`: field, what is here, what it says.

    `here`: its title, when it was registered, and the file that brought it; in the `same_file`
    the row before.
    """

    number: str
    title: str
    registered_at: datetime
    here_title: str
    here_registered_at: datetime
    here_file: str
    changes: tuple[tuple[str, str, str], ...] = ()
    same_file: bool = False


@dataclass(slots=True)
class Foreseen:
    """`same`: here already with nothing else said. `refused`: reason → how many rows."""

    new: int = 0
    corrected: int = 0
    same: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    left: correcting.LeftAlone = field(default_factory=correcting.LeftAlone)
    beside: list[Beside] = field(default_factory=list)

    @property
    def turned_away(self) -> int:
        return sum(self.refused.values())


def foresee(
    db: Database,
    actor: Actor,
    facts: FileFacts,
    complaints: Iterable[Columns],
    *,
    on_progress: Callable[[int], None] = lambda done: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Foreseen:
    """Raises Cancelled when `should_stop` says so. Corrections come first in `beside`."""
    seen, done = Foreseen(), 0
    with db.read() as session:
        known = subjects.known_subjects(session)
    for chunk in complaints:
        if should_stop():
            raise Cancelled
        with db.read() as session:
            _compare(session, actor, facts, chunk, known, seen)
        done += len(chunk)
        on_progress(done)
    seen.beside.sort(key=lambda each: not each.changes)
    return seen


def _compare(
    session: Session,
    actor: Actor,
    facts: FileFacts,
    chunk: Columns,
    known: subjects.Known,
    seen: Foreseen,
) -> None:
    numbers = chunk.of["number"]
    away = turned_away(session, actor, numbers, chunk.of["district"])
    for reason in away.values():
        seen.refused[reason] = seen.refused.get(reason, 0) + 1
    own = [n for n, number in enumerate(numbers) if number not in away]
    here = bulk.present(session, ComplaintRow.number, [numbers[n] for n in own])
    double = [chunk[n] for n in own if numbers[n] in here]
    seen.new += len(own) - len(double)
    if not double:
        return
    found = corrections.differing(
        session, actor, 0, [(c, "") for c in double], facts.exported_to, known, seen.left,
        facts.given,
    )  # fmt: skip
    changes = {change.complaint_id: change for change in found}
    seen.corrected += len(changes)
    seen.same += len(double) - len(changes)
    if len(seen.beside) < SHOWN:
        seen.beside += _beside(session, double, changes)[: SHOWN - len(seen.beside)]


def _beside(
    session: Session,
    double: Sequence[NewComplaint],
    changes: dict[int, Change],
) -> list[Beside]:
    by_number = {c.number: c for c in double}
    rows = session.execute(
        select(ComplaintRow, BatchRow.file_name, SubjectRow.name)
        .join(BatchRow, BatchRow.id == ComplaintRow.batch_id)
        .outerjoin(SubjectRow, SubjectRow.id == ComplaintRow.subject_id)
        .where(ComplaintRow.number.in_(by_number))
        .order_by(ComplaintRow.id)
    )
    lines = []
    for row, file, trader in rows:
        new, change = by_number[row.number], changes.get(row.id)
        lines.append(
            Beside(
                row.number, new.title, new.registered_at, row.title, row.registered_at, file,
                tuple(_changes(row, trader or "", change)) if change else (),
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: not line.changes)


def _changes(row: ComplaintRow, trader: str, change: Change) -> Iterable[tuple[str, str, str]]:
    for name, value in change.values.items():
        if words := change_words(name, getattr(row, name), value):
            yield words
    if change.trader:
        yield word("被投诉主体"), trader, change.trader.subject_name
    if change.person:
        yield word("投诉人信息"), "", ""
