"""归档包 (突发事件应对法 94): a package is kept with its hash, copied out, and proved again."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from sqlalchemy.orm import Session

from commandcenter import own_files
from commandcenter.domain.aftermath.archive import Entry, examine, require_archivable
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.services import book
from commandcenter.services.guard import incident_of, rights
from commandcenter.store import files
from commandcenter.store.database import Database, now
from commandcenter.store.files import OnProgress
from commandcenter.store.tables.aftermath.aftermath import ArchivePackageRow

CLAUSE = "5.1"
ReadFile = Callable[[str], bytes]  # a stored file by its hash
Assemble = Callable[[Session, BinaryIO, ReadFile], object]


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose file is stored and was compared with its own list."""

    sha256: str
    size: int
    entries: Sequence[Entry]


def require_to_make(session: Session, actor: Actor, incident_id: int) -> None:
    """All that can be refused before a package is assembled."""
    rights(session).require(actor, Action.MAKE_ARCHIVE)
    require_archivable(incident_of(session, incident_id).state)


def make(
    db: Database,
    actor: Actor,
    incident_id: int,
    assemble: Assemble,
    folder: Path,
    on_progress: OnProgress,
) -> int:
    """Assemble the package from one state of the record, store it, register it; return its id.

    `folder`: for the file while it is made. Safe to call again after a loss.
    """
    path = folder / f"archive-{incident_id}.zip"
    try:
        with db.read() as session:
            require_to_make(session, actor, incident_id)
            with own_files.opened(path, "wb") as out:
                assemble(session, out, partial(files.read, session))
        package = _stored(db, path, on_progress)
    finally:
        path.unlink(missing_ok=True)
    with db.write() as session:
        return register(session, actor, incident_id, package)


def _stored(db: Database, path: Path, on_progress: OnProgress) -> Package:
    if path.stat().st_size > files.LIMIT:
        raise RuleBroken("归档包超过 200 MB，请不要放入证据文件，另行拷贝。")
    with path.open("rb") as file:
        entries = examine(file)
    sha256 = files.send(db, path, on_progress)
    return Package(sha256, path.stat().st_size, entries)


def register(session: Session, actor: Actor, incident_id: int, package: Package) -> int:
    """Note that the package was made; return its id."""
    require_to_make(session, actor, incident_id)
    if not files.is_complete(session, package.sha256):
        raise RuleBroken("归档包还没有存完，请重新制作。")
    row = ArchivePackageRow(
        incident_id=incident_id,
        sha256=package.sha256,
        size=package.size,
        contents=[{"name": e.name, "size": e.size, "sha256": e.sha256} for e in package.entries],
        made_at=now(session),
        made_by=actor.name,
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "made")
    return row.id


def copy_out(
    db: Database, actor: Actor, package_id: int, target: Path, on_progress: OnProgress
) -> Path:
    """Save a copy at a chosen place; that it left is journalled. Leaves nothing when it fails."""
    with ExitStack() as until_noted:  # nothing leaves that the journal does not know of
        with db.read() as session:
            row = _row(session, actor, package_id)
            until_noted.enter_context(files.copied(session, row.sha256, target, on_progress))
        with db.write() as session:
            _record(session, actor, _row(session, actor, package_id), "copied out")
    return target


def verify(db: Database, actor: Actor, package_id: int, copy: Path | None = None) -> int:
    """Prove the stored package, or a `copy` of it, again; return how many papers it has.

    Raises RuleBroken naming what does not agree. What was found is journalled.
    """
    with db.read() as session:
        row = _row(session, actor, package_id)
        broken: RuleBroken | None = None
        try:
            count = _proved(session, row, copy)
        except RuleBroken as error:
            broken, count = error, 0
    with db.write() as session:
        verb = "proved" if broken is None else "found damaged"
        _record(session, actor, _row(session, actor, package_id), verb)
    if broken is not None:
        raise broken
    return count


def _proved(session: Session, row: ArchivePackageRow, copy: Path | None) -> int:
    with TemporaryFile() as file:
        if copy is not None:
            if files.hash_of(copy) != row.sha256:
                raise RuleBroken("“{name}”与登记的校验值不符。", name=copy.name)
            with copy.open("rb") as chosen:
                entries = examine(chosen)
        else:
            file.write(files.read(session, row.sha256))
            entries = examine(file)
    kept = [Entry(str(e["name"]), int(str(e["size"])), str(e["sha256"])) for e in row.contents]
    if list(entries) != kept:
        raise RuleBroken("归档包的目录与登记的不符。")
    return len(entries)


def _row(session: Session, actor: Actor, package_id: int) -> ArchivePackageRow:
    rights(session).require(actor, Action.MAKE_ARCHIVE)
    row = session.get(ArchivePackageRow, package_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的归档包。", id=package_id)
    return row


def _record(session: Session, actor: Actor, row: ArchivePackageRow, verb: str) -> None:
    book.record(
        session, actor, "archive_package", row.id, verb, incident=row.incident_id, clause=CLAUSE
    )
