"""What was added at this seat and is not yet in the database: a file of this machine.

It is written before the database is, so that neither a lost link nor a killed program
loses a word, and emptied as soon as the database has it. It holds what people wrote, names
and telephone numbers too: only its owner may read it, what is taken out is overwritten.
It is not encrypted; that is left to the disk of the machine.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.types import canonical, from_micros, to_micros

MAKE = """
CREATE TABLE IF NOT EXISTS addition (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    login TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    words TEXT NOT NULL,
    claimed_micros INTEGER NOT NULL,
    file TEXT NOT NULL DEFAULT '',
    refusal TEXT
)
"""


@dataclass(frozen=True, slots=True)
class Addition:
    """`words`: how the person knows it again. `claimed_at`: when he pressed the button."""

    key: str
    kind: str
    body: Mapping[str, object]
    words: str
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """`refusal`: why the database did not take it; None while it waits. `file`: goes with it."""

    addition: Addition
    login: str
    file: Path | None
    refusal: str | None


class Outbox:
    """Every call opens the file anew: it may be used from any thread, and by two windows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = path.with_suffix(".files")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # the log beside it takes this on
            os.close(handle)
            with self._open() as connection:
                connection.execute(MAKE)
        except (OSError, sqlite.Error) as error:
            raise RuleBroken("暂存文件“{path}”无法读写。", path=path) from error

    @contextmanager
    def _open(self) -> Iterator[sqlite.Connection]:
        connection = sqlite.connect(self._path, timeout=5.0, isolation_level=None)
        try:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")
            yield connection
        finally:
            connection.close()

    def put(self, login: str, addition: Addition, file: Path | None = None) -> None:
        """Keep it; from the return on it survives. A `file` is copied: its medium may go.

        Raises RuleBroken when this machine cannot keep it.
        """
        try:
            kept = self._copy(addition.key, file) if file else None
            with self._open() as connection:
                connection.execute(
                    "INSERT INTO addition(key, login, kind, body, words, claimed_micros, file)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        addition.key, login, addition.kind, canonical(dict(addition.body)),
                        addition.words, to_micros(addition.claimed_at), kept.name if kept else "",
                    ),
                )  # fmt: skip
        except (OSError, sqlite.Error) as error:
            raise RuleBroken("本机无法暂存，请勿关闭窗口：{error}。", error=error) from error

    def _copy(self, key: str, file: Path) -> Path:
        self._files.mkdir(exist_ok=True, mode=0o700)
        target = self._files / key
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as copy, file.open("rb") as original:
            shutil.copyfileobj(original, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        return target

    def all(self) -> list[Kept]:
        """Everything, of whomever, in the order in which it was put."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT key, kind, body, words, claimed_micros, login, file, refusal"
                " FROM addition ORDER BY n"
            ).fetchall()
        return [
            Kept(
                Addition(key, kind, json.loads(body), words, from_micros(claimed)),
                login,
                self._files / file if file else None,
                refusal,
            )
            for key, kind, body, words, claimed, login, file, refusal in rows
        ]

    def waiting(self, login: str, most: int = -1) -> list[Kept]:
        """What of this person still goes to the database, the oldest first."""
        found = [kept for kept in self.all() if kept.login == login and kept.refusal is None]
        return found[:most] if most >= 0 else found

    def settle(self, done: Sequence[str], refusals: Mapping[str, str]) -> None:
        """What came of a round: the keys of what the database has, and why the rest came back."""
        if not done and not refusals:
            return
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM addition WHERE key = ?", [(k,) for k in done])
            connection.executemany(
                "UPDATE addition SET refusal = ? WHERE key = ?",
                [(refusal, key) for key, refusal in refusals.items()],
            )
            connection.execute("COMMIT")
            self._forget(connection, done)

    def again(self, key: str) -> None:
        """Try what was refused once more, behind all that waits."""
        with self._open() as connection:
            connection.execute(
                "UPDATE addition SET refusal = NULL, n = (SELECT max(n) + 1 FROM addition)"
                " WHERE key = ? AND refusal IS NOT NULL",
                (key,),
            )

    def drop(self, key: str) -> None:
        """The database has it, or its author does not want it any more: leave no trace."""
        self.settle([key], {})

    def _forget(self, connection: sqlite.Connection, keys: Sequence[str]) -> None:
        """Nothing that was taken out stays in the log beside the file, or as a copy."""
        if not connection.execute("SELECT count(*) FROM addition").fetchone()[0]:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for key in keys:
            with suppress(FileNotFoundError):
                (self._files / key).unlink()
