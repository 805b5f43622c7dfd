"""The night of the watch over a million complaints: processor seconds, and memory above the idle.

A process of its own opens the database and waits as a watch does (that is the idle program); then
it runs one quick and one full run, and writes what they found. Most complaints name their trader
in a column, a part of them only in the text, as in a file of 12345.

    benchmarks/night.py [ROWS] [FOLDER] [--unnamed SHARE]      default 1,000,000 and a third
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks import _big
from benchmarks._memory import peak_mib
from commandcenter.paths import ROOT

SECONDS_GOAL, MIB_GOAL = 10.0, 400.0
UNNAMED = 1 / 3
HOURS = timedelta(hours=10, minutes=30)  # from the last complaint to the night after it


@dataclass(frozen=True, slots=True)
class Night:
    """`seconds` of the processor; `above`: MiB at its highest over the idle program."""

    seconds: float
    above: float
    idle: float
    found: int


def measure(database: Path) -> Night:
    """In a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.night", "--run", str(database)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return Night(**json.loads(done.stdout.splitlines()[-1]))


def run(database: Path) -> Night:
    from commandcenter.offices import watch_service  # noqa: F401 - the idle program has it
    from commandcenter.services.guard import PROGRAM
    from commandcenter.store import journal
    from commandcenter.store.database import open_database
    from commandcenter.store.tables.complaints.complaint import BatchRow
    from commandcenter.store.types import from_micros
    from commandcenter.watch.runs import Watch

    db = open_database(f"sqlite:///{database}")
    with db.write() as session:  # as if all of it had come in time
        for batch in session.query(BatchRow):
            batch.closed_at = from_micros(_big.END)
        journal.record(session, PROGRAM, "batch", 0, "dated")
    watch = Watch(db, PROGRAM)
    watch.missed_nights()
    idle, began = peak_mib(), time.process_time()
    kept = watch.full(from_micros(_big.END) + HOURS)
    seconds = time.process_time() - began
    db.close()
    return Night(seconds, peak_mib() - idle, idle, kept.found)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="?", type=int, default=1_000_000)
    asked.add_argument("folder", nargs="?", default=None)
    asked.add_argument("--unnamed", type=float, default=UNNAMED)
    asked.add_argument("--run", type=Path)
    given = asked.parse_args()
    if given.run:
        night = run(given.run)
        print(json.dumps({name: getattr(night, name) for name in Night.__slots__}))
        return 0
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        path = Path(folder) / "big.db"
        _big.make(path, given.rows, unnamed=given.unnamed).close()
        night = measure(path)
    print(f"a night over {given.rows:,}: {night.seconds:.1f} s, goal {SECONDS_GOAL:.0f}")
    print(f"above the idle {night.idle:.0f}: {night.above:.0f} MiB, goal {MIB_GOAL:.0f}")
    print(f"{night.found} signals found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
