"""The regular backups of a desk: named by their time, thinned out with age."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase
from commandcenter.domain.seat.backup_ladder import Ladder, Rung, ladder_of, terms
from commandcenter.domain.times import SHANGHAI, local
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import user_data
from commandcenter.store import backup as backups
from commandcenter.store.backup_file import is_whole
from commandcenter.store.backup_key import holds_key
from commandcenter.store.complaints.person_key import state
from commandcenter.store.database import Database
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.every import RestoreDrillRow, SchemaInfoRow

PREFIX, STAMP, SUFFIX = "commandcenter-", "%Y%m%d-%H%M%S", ".zip"
Dated = tuple[datetime, Path]


def regular_folder() -> Path:
    """Of this user on this machine; there may be none yet."""
    return user_data() / "backups"


@dataclass(frozen=True, slots=True)
class RegularBackup:
    """`until`: how long it is kept by `rung`; None as long as there is no later one that is good,
    holds a key, or came through a restore drill."""

    name: str
    made_at: datetime
    rung: Rung | None
    until: datetime | None


def automatic(db: Database, folder: Path, at: datetime) -> Path:
    """One of the regular backups: named by its time, then the old ones thinned out."""
    file = folder / f"{PREFIX}{local(at).strftime(STAMP)}{SUFFIX}"
    facts = backups.backup(db, file)
    with db.read() as session:
        ladder, drilled = _ladder(session), _drilled(session)
    if ladder is not None:
        rotate(folder, at, ladder, facts.database, drilled)
    return file


def key_trouble(db: Database) -> str:
    """Why a backup made now holds no person key, as a sentence; "" when it does."""
    with db.read() as session:
        _, wrong = state(session)
    if wrong is None:
        return ""
    return phrase("自动备份已做，但里面没有人员识别密钥。{why}", why=wrong.words)


def rotate(
    folder: Path, at: datetime, ladder: Ladder, database: str = "", drilled: Collection[str] = ()
) -> list[Path]:
    """Delete regular backups of this database that the ladder no longer keeps; return them, oldest
    first.

    Always kept are the newest, the newest that is whole when it is read back, the newest that
    holds a person key and the newest whose restore was tried (`drilled`: their names), however
    old. Other databases' and other files in the folder are not touched; those that do not say whose
    they are ("") are thinned for themselves.
    """
    named = [(made, path, backups.named_database(path)) for made, path in _regular(folder)]
    return [
        path
        for of in dict.fromkeys((database, ""))
        for path in _thin([(made, path) for made, path, name in named if name == of],
                          at, ladder, drilled)
    ]  # fmt: skip


def _thin(found: list[Dated], at: datetime, ladder: Ladder, drilled: Collection[str]) -> list[Path]:
    kept = terms([made for made, _ in found], ladder)
    over = [path for made, path in found if kept[made].until < at]
    if not over:
        return []
    whole = next((path for _, path in reversed(found) if is_whole(path)), None)
    stays = {whole, *_irreplaceable(found, drilled)}
    gone = [path for path in over if path not in stays]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _irreplaceable(found: Sequence[Dated], drilled: Collection[str]) -> set[Path]:
    """The newest, the newest with a key, the newest that came through a restore drill."""
    newest = [path for _, path in reversed(found)]
    tests = (lambda _: True, holds_key, lambda path: path.name in drilled)
    return {path for test in tests if (path := next(filter(test, newest), None))}


def kept_backups(session: Session, folder: Path) -> tuple[RegularBackup, ...]:
    """Those of this database that lie in the folder of this machine, the newest first."""
    ladder, own = _ladder(session), session.scalar(select(SchemaInfoRow.database_id))
    if not folder.is_dir():
        return ()
    found = [(made, p) for made, p in _regular(folder) if backups.named_database(p) == own]
    stays = _irreplaceable(found, _drilled(session))
    kept = terms([made for made, _ in found], ladder or {})
    lines = []
    for made, path in reversed(found):
        endless = ladder is None or path in stays
        term = kept[made]
        lines.append(RegularBackup(path.name, made, term.rung, None if endless else term.until))
    return tuple(lines)


def _ladder(session: Session) -> Ladder | None:
    """None where no plan says it yet: a backup is made all the same, and none deleted."""
    try:
        return ladder_of(plan_of(session))
    except RuleBroken:
        return None


def _drilled(session: Session) -> set[str]:
    row = RestoreDrillRow
    return set(session.scalars(select(row.backup).where(row.whole)))


def _regular(folder: Path) -> list[Dated]:
    return sorted((made, path) for path in folder.iterdir() if (made := _made_at(path)))


def _made_at(path: Path) -> datetime | None:
    """When a regular backup was made, by its name; None for any other file."""
    name = path.name
    if not (name.startswith(PREFIX) and name.endswith(SUFFIX)):
        return None
    try:
        made = datetime.strptime(name[len(PREFIX) : -len(SUFFIX)], STAMP)
    except ValueError:
        return None
    return made.replace(tzinfo=SHANGHAI)
