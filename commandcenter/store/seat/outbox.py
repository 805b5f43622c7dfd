"""What was added at this seat and is not yet in the database: a file of this machine.

It is written before the database is, so that neither a lost link nor a killed program
loses a word, and emptied as soon as the database has it. It holds what people wrote, names
and telephone numbers too: it is sealed where the operating system keeps a key for it (see
store.sealing), only its owner may read it, and what is taken out is overwritten. What was
sealed by a key that is not here any more stays as it is until the key is.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pysqlite3.dbapi2 as sqlite

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.late_dataclass import dataclass
from commandcenter.store.sealing import Keys, Locked, SealedFile, Seals, shut_file
from commandcenter.store.types import canonical, from_micros, to_micros

if TYPE_CHECKING:
    from commandcenter.store.files import Source

MAKE = """
CREATE TABLE IF NOT EXISTS seal (name TEXT NOT NULL);
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
SEALED = ".sealed"  # ends the name of a copied file that is
Text = str | bytes  # as it was written, or sealed


@dataclass(frozen=True, slots=True)
class Addition:
    """`words`: how the person knows it again. `claimed_at`: when they pressed the button."""

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
    """Every call opens the file anew: it may be used from any thread, and by two windows.

    `keys`: the operating system's key ring; None where there is none: nothing is sealed then.
    """

    def __init__(self, path: Path, keys: Keys | None = None) -> None:
        self._path = path
        self._files = path.with_suffix(".files")
        try:
            own_files.make_folder(path.parent)
            own_files.make_file(path)  # the log beside it takes its mode on
            with self._open() as connection:
                connection.executescript(MAKE)
                self._seals = _seals_of(connection, keys)
        except (OSError, sqlite.Error) as error:
            raise RuleBroken("暂存文件“{path}”无法读写。", path=path) from error

    @property
    def path(self) -> Path:
        return self._path

    @property
    def sealed(self) -> bool:
        """Whether what is put in now is sealed."""
        return self._seals.current is not None

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
            body = canonical({"body": dict(addition.body), "words": addition.words})
            with self._open() as connection:
                connection.execute(
                    "INSERT INTO addition(key, login, kind, body, words, claimed_micros, file)"
                    " VALUES (?, ?, ?, ?, '', ?, ?)",
                    (
                        addition.key, login, addition.kind, self._shut(body, addition.key),
                        to_micros(addition.claimed_at), kept.name if kept else "",
                    ),
                )  # fmt: skip
        except (OSError, sqlite.Error) as error:
            raise RuleBroken("本机无法暂存，请勿关闭窗口：{error}。", error=error) from error

    def _shut(self, words: str, place: str) -> Text:
        seal = self._seals.current
        return seal.shut(words.encode(), place) if seal else words

    def _opened(self, words: Text, place: str) -> str:
        """Raises Locked."""
        return words if isinstance(words, str) else self._seals.open(words, place).decode()

    def _copy(self, key: str, file: Path) -> Path:
        seal = self._seals.current
        own_files.make_folder(self._files)
        target = self._files / (key + SEALED if seal else key)
        with own_files.whole(target) as copy, file.open("rb") as original:
            if seal:
                shut_file(seal, original, copy, key)
            else:
                shutil.copyfileobj(original, copy, 1 << 20)
        return target

    def source(self, kept: Kept) -> "Path | Source | None":
        """What goes with it, to be read as it was before it was sealed."""
        if kept.file is None or kept.file.suffix != SEALED:
            return kept.file
        return SealedFile(kept.file, self._seals, kept.addition.key)

    def all(self) -> list[Kept]:
        """Everything that can be opened, of whomever, in the order in which it was put."""
        return [kept for kept in self._rows() if kept]

    def locked(self) -> int:
        """How many were sealed by a key that is not here."""
        return sum(1 for kept in self._rows() if kept is None)

    def waiting(self, login: str, most: int = -1) -> list[Kept]:
        """What of this person still goes to the database, the oldest first."""
        rows = self._rows("WHERE login = ? AND refusal IS NULL", (login,))
        found = (kept for kept in rows if kept)
        return list(islice(found, most) if most >= 0 else found)

    def _rows(self, where: str = "", values: tuple[str, ...] = ()) -> Iterator[Kept | None]:
        """Each as it was put; None for what cannot be opened."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT key, kind, body, words, claimed_micros, login, file, refusal"
                f" FROM addition {where} ORDER BY n",
                values,
            )
            for row in rows:
                try:
                    yield self._kept(*row)
                except Locked:
                    yield None

    def _kept(
        self, key: str, kind: str, body: Text, words: str, claimed: int, login: str, file: str,
        refusal: Text | None,
    ) -> Kept:  # fmt: skip
        found = json.loads(self._opened(body, key))
        if not words:  # else it was put in by an earlier program
            found, words = found["body"], found["words"]
        return Kept(
            Addition(key, kind, found, words, from_micros(claimed)),
            login,
            self._files / file if file else None,
            None if refusal is None else self._opened(refusal, _refused(key)),
        )

    def settle(self, done: Sequence[str], refusals: Mapping[str, str]) -> None:
        """What came of a round: the keys of what the database has, and why the rest came back."""
        if not done and not refusals:
            return
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM addition WHERE key = ?", [(k,) for k in done])
            connection.executemany(
                "UPDATE addition SET refusal = ? WHERE key = ?",
                [(self._shut(why, _refused(key)), key) for key, why in refusals.items()],
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
        for name in (name for key in keys for name in (key, key + SEALED)):
            with suppress(FileNotFoundError):
                (self._files / name).unlink()


def _refused(key: str) -> str:
    """The place that the reason of a refusal is bound to."""
    return f"{key} refusal"


def _seals_of(connection: sqlite.Connection, keys: Keys | None) -> Seals:
    """The key named in the file, or, where it is not found, a new one."""
    named = connection.execute("SELECT name FROM seal ORDER BY rowid DESC LIMIT 1").fetchone()
    seals = Seals(keys, named[0] if named else "")
    now = seals.current.name.hex() if seals.current else ""
    if now and now != (named[0] if named else ""):
        connection.execute("INSERT INTO seal VALUES (?)", (now,))
    return seals
