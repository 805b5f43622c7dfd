"""A file goes in parts first, without the pen; what it belongs to is told in one transaction."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.org import Actor
from commandcenter.late_dataclass import dataclass
from commandcenter.services.command import evidence, obligations
from commandcenter.services.command.evidence import File, Piece
from commandcenter.store import files
from commandcenter.store.database import Database
from commandcenter.store.files import OnProgress

LIMIT = files.LIMIT  # above this only hash and carrier are registered


def attach(db: Database, actor: Actor, obligation_id: int, path: Path) -> str:
    """Send a file and link it to an obligation; return its SHA-256. Safe to call again.

    Raises RuleBroken for a file that is too large, or without the right.
    """
    sha256 = files.send(db, path)
    with db.write() as session:
        obligations.attach(session, actor, obligation_id, sha256, visible(path.name))
    return sha256


@dataclass(frozen=True, slots=True)
class Shelved:
    """What came of putting a file on the shelf.

    `evidence_id` None: the very same file lies there already, under `known_as`, or the
    piece `waits` on this machine.
    """

    evidence_id: int | None
    known_as: tuple[int, ...] = ()
    waits: bool = False


def shelve(
    db: Database,
    actor: Actor,
    incident_id: int,
    piece: Piece,
    path: Path,
    on_progress: OnProgress,
    *,
    again: bool = False,
    put: Callable[[Piece], int | None] | None = None,
) -> Shelved:
    """Hash and send the file of a piece, then register it. Safe to call again after a loss.

    A file above the limit is only hashed, and `piece.carrier` must say where it is. What
    is there already is not registered a second time unless `again`. `on_progress` hears
    the bytes of both ways, and may raise to stop between two parts. `put` registers the
    piece in place of this function: its id, or None when it waits.
    """
    size = files.size_of(path)
    stored = size <= files.LIMIT
    _require(db, actor, incident_id, piece, stored=stored)
    ways = 2 if stored else 1
    sha256 = files.hash_of(path, lambda done, _: on_progress(done, ways * size))
    with db.read() as session:
        known = evidence.known_by_hash(session, actor, incident_id, sha256)
    if known and not again:
        return Shelved(None, tuple(known))
    if stored:
        files.send(db, path, lambda done, _: on_progress(size + done, ways * size), sha256)
    whole = replace(piece, file=File(sha256, visible(path.name), size, stored))
    if put is not None:
        placed = put(whole)
        return Shelved(placed, tuple(known), waits=placed is None)
    with db.write() as session:
        number = evidence.add(session, actor, incident_id, whole)
    return Shelved(number, tuple(known))


def file_of(path: Path, piece: Piece, on_progress: OnProgress) -> File:
    """The file of a piece that will be sent later; refused like one that is sent now."""
    size = files.size_of(path)
    stored = size <= files.LIMIT
    _require_carrier(piece, stored=stored)
    return File(files.hash_of(path, on_progress), visible(path.name), size, stored)


def _require(db: Database, actor: Actor, incident_id: int, piece: Piece, *, stored: bool) -> None:
    """What is refused is refused before the sending, not after."""
    with db.read() as session:
        evidence.require_to_add(session, actor, incident_id, piece)
    _require_carrier(piece, stored=stored)


def _require_carrier(piece: Piece, *, stored: bool) -> None:
    if not stored and not piece.carrier.strip():
        raise RuleBroken("文件超过 200 MB，只登记校验值，请填写原件（载体）存放在何处。")


def open_evidence(
    db: Database, actor: Actor, evidence_id: int, target: Path, on_progress: OnProgress
) -> Path:
    """Copy the file of a piece to `target`, checked against its hash; the reading is journalled.

    Raises RuleBroken, and leaves nothing, when it does not give its hash; that too is journalled.
    """
    with ExitStack() as until_noted:  # nobody reads what the journal does not know of
        with db.read() as session:
            sha256, _ = evidence.file_of(session, actor, evidence_id)
            damaged: RuleBroken | None = None
            try:
                until_noted.enter_context(files.copied(session, sha256, target, on_progress))
            except files.Damaged as error:
                damaged = error
        with db.write() as session:
            evidence.note_reading(session, actor, evidence_id, whole=damaged is None)
        if damaged is not None:
            raise damaged
    own_files.mark_foreign(target)
    return target
