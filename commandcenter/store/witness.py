"""What a seat remembers of the journal: the head it saw last, to find a journal written anew.

Whoever rules the server can rewrite the whole chain so that it verifies, but not what the
seats remember. A line that had another hash when it was seen here, or a journal that has
become shorter, is told at once and each time, until somebody says that it is known (a backup
was restored).
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import user_data
from commandcenter.store.tables.journal import JournalLineRow, PenRow
from commandcenter.store.tables.setting import SchemaInfoRow

FOLDER = "heads"


@dataclass(frozen=True, slots=True)
class Head:
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`remembered` is what this seat saw; `found` the hash there now, "" where no line is."""

    remembered: Head
    found: str


def file_of(session: Session, folder: Path | None = None) -> Path:
    """One for each database at its place: a copy of it goes its own way."""
    name = session.scalar(select(SchemaInfoRow.database_id)) or "unknown"
    bind = session.get_bind()
    place = bind.engine.url.database or ""
    if bind.dialect.name == "sqlite":
        place = str(Path(place).resolve())
    mark = hashlib.sha256(place.encode()).hexdigest()[:8]
    return (folder or user_data() / FOLDER) / f"{name}-{mark}.json"


def compare(session: Session, folder: Path | None = None) -> Contradiction | None:
    """Hold the journal against what was seen here; remember the new head if they agree."""
    path = file_of(session, folder)
    head = Head(*session.execute(select(PenRow.number, PenRow.hash)).one())
    seen = _read(path)
    if seen is not None and seen.number:
        found = session.scalar(
            select(JournalLineRow.hash).where(JournalLineRow.number == seen.number)
        )
        if head.number < seen.number or found != seen.hash:
            return Contradiction(seen, found or "")
    if head != seen:
        _write(path, head)
    return None


@dataclass(frozen=True, slots=True)
class Ancestor:
    """Of a database that was restored from a backup: when, and the head of the one before it."""

    restored_at: datetime
    head: Head


def ancestor(session: Session) -> Ancestor | None:
    """The line that says so is the database's first own; the one before it the ancestor's last."""
    line = JournalLineRow.__table__.c
    restored = session.execute(
        select(line.number, line.at)
        .where(line.kind == "database", line.verb == "restored")
        .order_by(line.number.desc())
        .limit(1)
    ).one_or_none()
    if restored is None:
        return None
    last = select(line.hash).where(line.number == restored.number - 1)
    head = Head(restored.number - 1, session.scalar(last) or "")
    return Ancestor(restored.at, head)


def is_known(session: Session, folder: Path | None = None) -> bool:
    """Whether this seat has seen the database at its place before."""
    return _read(file_of(session, folder)) is not None


def accept(session: Session, folder: Path | None = None) -> Head:
    """Take the journal as it is from now on: a restored backup is known to be shorter. What was
    remembered stays beside it, for whoever asks later what had been seen here.
    """
    head = Head(*session.execute(select(PenRow.number, PenRow.hash)).one())
    path = file_of(session, folder)
    if (seen := _read(path)) is not None and seen != head:
        beside = path.with_suffix(f".{seen.number}-{seen.hash[:8]}.seen")
        own_files.write_text(beside, path.read_text(encoding="utf-8"))
    _write(path, head)
    return head


def _read(path: Path) -> Head | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Head(int(kept["number"]), str(kept["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(path: Path, head: Head) -> None:
    own_files.make_folder(path.parent)
    own_files.write_text(path, json.dumps({"number": head.number, "hash": head.hash}))
