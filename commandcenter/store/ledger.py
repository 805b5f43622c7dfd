"""What the images leave of each row, a mark a row: kept in a file of the moment, not in memory."""

from collections.abc import Iterator

import pysqlite3.dbapi2 as sqlite

from commandcenter.late_dataclass import dataclass

CACHE_KB = 16_384


@dataclass(frozen=True, slots=True)
class State:
    """Of a row after its last image: `image` is its number, `mark` that of what it left."""

    image: int
    op: str
    mark: str | None
    erased: bool


class Ledger:
    """Holds keys and marks only. SQLite's own temporary file, gone when it is closed."""

    def __init__(self) -> None:
        self._db = sqlite.connect("", isolation_level=None)
        for pragma in (f"cache_size=-{CACHE_KB}", "journal_mode=OFF", "synchronous=OFF"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute(
            "CREATE TABLE state(of TEXT, key TEXT, image INTEGER, op TEXT, mark TEXT, "
            "erased INTEGER, PRIMARY KEY (of, key)) WITHOUT ROWID"
        )
        self._db.execute("BEGIN")

    def get(self, table: str, key: str) -> State | None:
        row = self._db.execute(
            "SELECT image, op, mark, erased FROM state WHERE of = ? AND key = ?", (table, key)
        ).fetchone()
        return State(row[0], row[1], row[2], bool(row[3])) if row else None

    def put(self, table: str, key: str, state: State) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?, ?)",
            (table, key, state.image, state.op, state.mark, state.erased),
        )

    def of(self, table: str) -> Iterator[tuple[str, State]]:
        """In order of the keys as text."""
        rows = self._db.execute(
            "SELECT key, image, op, mark, erased FROM state WHERE of = ? ORDER BY key", (table,)
        )
        for key, image, op, mark, erased in rows:
            yield key, State(image, op, mark, bool(erased))

    def there(self, table: str) -> int:
        """How many rows must be there."""
        found: int = self._db.execute(
            "SELECT count(*) FROM state WHERE of = ? AND op <> 'delete'", (table,)
        ).fetchone()[0]
        return found

    def close(self) -> None:
        self._db.close()
