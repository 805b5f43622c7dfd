"""Processor time a row of an import from CSV into SQLite, beside what one would pick instead.

    python benchmarks/import_rows.py [ROWS] [--postgres URL]      default 200,000 rows

Everything is counted, of this process and its children: reading and checking, storing, and apart
from it the index of words, which is made after the rows are seen. Beside it in the same run:
csv.reader alone, executemany of ready rows into the same tables and indexes, and where they are
installed pandas (it comes with statsmodels) and DuckDB, each into one table without an index; with
--postgres a COPY. None of those checks a value, knows a double or a correction, tells people or
traders apart, keeps counts or a journal that can be verified, or can be taken out again; each line
says so.
"""

import argparse
import gc
import importlib
import resource
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import intake_read, intake_write
from benchmarks._memory import peak_mib
from commandcenter.offices import take_in
from commandcenter.services.guard import PROGRAM
from commandcenter.store.complaints import word_index

GOAL_US = 40
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Other:
    """What one would pick instead, its seconds, and what it leaves out."""

    name: str
    seconds: float
    note: str


def processor() -> float:
    """Seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def timed(work: Callable[[], object]) -> float:
    began = processor()
    work()
    return processor() - began


def own(path: Path, file: Path) -> tuple[float, float, float]:
    """Seconds of reading, of storing, and of the index of words afterwards.

    Without the collector, as in every seat, where a timer collects between chunks.
    """
    gc.disable()
    db = intake_write.new_database(path)
    began = processor()
    with take_in.reader_of(db).read(file) as read:
        reading = processor() - began
        storing = timed(lambda: take_in.store(db, PROGRAM, read))
    indexing = timed(lambda: word_index.fill(db))
    db.close()
    gc.enable()
    return reading, storing, indexing


def plain_csv(file: Path) -> None:
    for _ in intake_read.plain_csv(file):
        pass


def pandas_rows(pandas: Any, file: Path, folder: Path) -> None:
    with sqlite3.connect(folder / "pandas.db") as connection:
        for part in pandas.read_csv(file, dtype=str, chunksize=CHUNK):
            part.to_sql("complaint", connection, if_exists="append", index=False)


def duckdb_rows(duckdb: Any, file: Path, folder: Path) -> None:
    connection = duckdb.connect(str(folder / "duck.db"))
    connection.execute(f"CREATE TABLE c AS SELECT * FROM read_csv('{file}', all_varchar = true)")
    connection.close()


def copy_rows(url: str, file: Path) -> None:
    """One text column a field, no index; the server's own time is not counted."""
    import psycopg  # only where a server is named

    columns = ", ".join(f'"{name}" text' for name in intake_read.HEADER)
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE c ({columns})")
        with cursor.copy("COPY c FROM STDIN (FORMAT csv, HEADER)") as copy, file.open("rb") as data:
            while block := data.read(1 << 20):
                copy.write(block)


def installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def others(rows: int, file: Path, folder: Path, url: str | None) -> Iterator[Other]:
    yield Other("csv.reader alone", timed(lambda: plain_csv(file)), "reads, keeps nothing")
    raw = intake_write.raw(folder / "raw_rows.db", rows, processor)
    yield Other("executemany, ready rows", raw, "same tables and indexes; nothing checked or kept")
    for name, work in (("pandas", pandas_rows), ("duckdb", duckdb_rows)):
        if (module := installed(name)) is not None:
            taken = timed(lambda work=work, module=module: work(module, file, folder))  # type: ignore[misc]  # bound now
            note = "one table of text, no index; nothing checked"
            yield Other(f"{name} {module.__version__}", taken, note)
    if url:
        taken = timed(lambda: copy_rows(url, file))
        yield Other("COPY, this side", taken, "one table of text, no index, without the server")


def tell(name: str, seconds: float, rows: int, note: str = "") -> None:
    print(f"{name:26} {1e6 * seconds / rows:7.1f} µs a row   {note}")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="?", type=int, default=200_000)
    asked.add_argument("--postgres", help="postgresql://… for a COPY in the same run")
    wanted = asked.parse_args()
    rows = wanted.rows
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        file = folder / "complaints.csv"
        intake_read.write_file(file, rows)
        before = peak_mib()
        reading, storing, indexing = own(folder / "own.db", file)
        print(f"{rows:,} rows, {file.stat().st_size / 2**20:,.0f} MiB of CSV into SQLite")
        tell("read and checked", reading, rows)
        tell("stored", storing, rows)
        tell("import in all", reading + storing, rows, f"goal {GOAL_US}")
        tell("words, afterwards", indexing, rows, "the rows are seen by then")
        print(f"{'memory':26} {peak_mib() - before:7.0f} MiB more than before")
        for other in others(rows, file, folder, wanted.postgres):
            tell(other.name, other.seconds, rows, other.note)
    return 0 if 1e6 * (reading + storing) / rows <= GOAL_US else 1


if __name__ == "__main__":
    raise SystemExit(main())
