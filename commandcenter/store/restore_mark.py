"""The mark of a database that is being restored: written first, taken away last.

What a killed restore leaves is an empty schema or half a file, and either would pass for a sound
database. While the mark is there nothing works on it.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, inspect, text

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.paths import user_data

TABLE = "restore_unfinished"
LOCK = "restore.lock"  # in the user's data folder
WORDS = "恢复未完成：上一次恢复备份时中断了，这个数据库不能使用。请重新恢复备份。"
MAKE = text(f"CREATE TABLE IF NOT EXISTS {TABLE} (since TEXT NOT NULL)")
DROP = text(f"DROP TABLE IF EXISTS {TABLE}")
THERE = text(
    f"SELECT EXISTS (SELECT FROM pg_class WHERE relname = '{TABLE}' "
    "AND relnamespace = 'public'::regnamespace)"
)


def put(connection: Connection) -> bool:
    """Whether it was not there before: what another left is not this one's to take away."""
    new = not there(connection)
    connection.execute(MAKE)
    return new


def take_away(connection: Connection) -> None:
    connection.execute(DROP)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """On a machine: two would unpack to the same place, and take away each other's files. Raises
    RuleBroken beside another one. Nothing is left of it."""
    path = user_data() / LOCK
    with ExitStack() as held:
        while not _lock(held.enter_context(own_files.opened(path, "a+b")), path):
            pass
        try:
            yield
        finally:
            with suppress(PermissionError):  # Windows takes away no file that is open
                path.unlink(missing_ok=True)


def _lock(file: IO[bytes], path: Path) -> bool:
    """False where another one has just ended and taken the file away."""
    if not own_files.locked(file):
        raise RuleBroken("本机正在恢复另一个备份，请等它完成。")
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def there(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        return bool(connection.scalar(THERE))
    return TABLE in inspect(connection).get_table_names()


def refuse(connection: Connection) -> None:
    """Raise RuleBroken for what a killed restore left."""
    if there(connection):
        raise RuleBroken(WORDS)
