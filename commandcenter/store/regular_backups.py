"""The regular backups of a desk: named by their time, thinned out with age."""

from datetime import datetime, timedelta
from pathlib import Path

from commandcenter.domain.phrase import phrase
from commandcenter.domain.times import SHANGHAI, local
from commandcenter.store import backup as backups
from commandcenter.store.backup_key import holds_key
from commandcenter.store.complaints.person_key import state
from commandcenter.store.database import Database

KEEP_ALL = timedelta(hours=2)
KEEP_HOURLY = timedelta(days=1)
PREFIX, STAMP, SUFFIX = "commandcenter-", "%Y%m%d-%H%M%S", ".zip"


def automatic(db: Database, folder: Path, at: datetime) -> Path:
    """One of the regular backups: named by its time, then the old ones thinned out."""
    file = folder / f"{PREFIX}{local(at).strftime(STAMP)}{SUFFIX}"
    facts = backups.backup(db, file)
    rotate(folder, at, facts.database)
    return file


def key_trouble(db: Database) -> str:
    """Why a backup made now holds no person key, as a sentence; "" when it does."""
    with db.read() as session:
        _, wrong = state(session)
    if wrong is None:
        return ""
    return phrase("自动备份已做，但里面没有人员识别密钥。{why}", why=wrong.words)


def rotate(folder: Path, at: datetime, database: str = "") -> list[Path]:
    """Delete regular backups of this database that are no longer needed; return them, oldest
    first.

    Kept are all of the last two hours, then the first of each hour for a day, and always
    the newest, and the newest that holds a person key, however old. Other databases'
    and other files in the folder are not touched; those that do not say whose
    they are ("") are thinned for themselves.
    """
    regular = sorted((made, path) for path in folder.iterdir() if (made := _made_at(path)))
    named = [(made, path, backups.named_database(path)) for made, path in regular]
    return [
        path
        for of in dict.fromkeys((database, ""))
        for path in _thin([(made, path) for made, path, name in named if name == of], at)
    ]


def _thin(found: list[tuple[datetime, Path]], at: datetime) -> list[Path]:
    keyed = next((path for _, path in reversed(found) if holds_key(path)), None)
    hours: set[datetime] = set()
    gone = []
    for made, path in found[:-1]:
        hour = made.replace(minute=0, second=0)
        first_of_hour = hour not in hours
        hours.add(hour)
        age = at - made
        if path == keyed or age <= KEEP_ALL or (age <= KEEP_HOURLY and first_of_hour):
            continue
        path.unlink(missing_ok=True)
        gone.append(path)
    return gone


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
