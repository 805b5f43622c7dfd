"""How soon a seat is there with 100,000 complaints, and how quickly it answers.

A new process each time, from its start to the first full picture: every panel has its answer
and the map is painted. Then the hand: from a click to the paint that answers it. Then the
longest time for which the GUI thread attends to nothing, while a file of 50,000 rows is read,
checked and stored in the background of the same process.

    benchmarks/startup.py [COMPLAINTS] [ROWS]      default 100,000 and 50,000
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.intake_write import generate
from commandcenter.db.demo import load
from commandcenter.db.demo.moment import parse
from commandcenter.paths import ROOT
from commandcenter.services.complaints import intake
from commandcenter.services.guard import PROGRAM
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import open_database

MOMENT = "D0 10:46"
LIMITS = {"native": 3.0, "web": 6.0}
ANSWER_MS = 100
CLICKS = 4  # rounds over all that is clicked
HEADER = (
    "登记编号,记录类型,登记日期,接收方式,投诉人姓名,投诉人联系电话,标题,涉及主体名称,"
    "涉及金额,经营地址,问题陈述,客体分类,涉及问题分类"
)


def make_database(path: Path, count: int) -> None:
    """The demo at its moment, and as many usual complaints of the 90 days before as are missing."""
    load.make(f"sqlite:///{path}", MOMENT, speed=0, fresh=True)
    db = open_database(f"sqlite:///{path}")
    now, first = parse(MOMENT).at, parse("D-89 00:00").at
    with db.read() as session:
        there = session.connection().exec_driver_sql("SELECT count(*) FROM complaint").scalar()
    missing = max(0, count - (there or 0))
    stream = (
        replace(c, registered_at=first + (now - first) * (n / missing))
        for n, c in enumerate(generate(missing))
    )
    facts = intake.FileFacts("usual.csv", "", "", missing, 0, 0)
    intake.take_in(db, PROGRAM, facts, stream, load_key(db))
    db.close()


def make_file(path: Path, rows: int) -> Path:
    """An export of 12315 with complaints of the last day that no other file has."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for n, c in enumerate(generate(rows, seed=2)):
            at = f"2026-11-24 {n % 10:02}:{n % 60:02}:{n % 59:02}"
            file.write(
                f"{path.stem}{n:012},投诉,{at},电话,王某某,{c.complainant.phone},{c.title},{c.subject_name},"
                f"{n % 5000}.50,澄州市城东区东门街道文昌路12号,{c.text},{c.category},合同\n"
            )
    return path


@dataclass
class Line:
    """One row of the table. `limit` in the same unit; None: told only."""

    name: str
    value: float
    unit: str
    limit: float | None

    def __str__(self) -> str:
        if self.limit is None:
            return f"{self.name:<44}{self.value:>8.2f} {self.unit}"
        ratio = self.value / self.limit
        mark = "" if ratio <= 1 else "  OVER"
        return (
            f"{self.name:<44}{self.value:>8.2f} {self.unit:<3}"
            f"limit {self.limit:>6.1f}   {ratio:>5.2f}{mark}"
        )


def seat(kind: str, engine: str, url: str, *more: str) -> dict[str, float]:
    """Run a seat in a process of its own; what it measured, by name."""
    started = time.monotonic()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "COMMANDCENTER_DATA": str(Path(url.removeprefix("sqlite:///")).parent),
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._seat", kind, engine, url, str(started), *more],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def best(measure: Callable[[], dict[str, float]], times: int = 3) -> dict[str, float]:
    """Of several runs the quickest: what else the machine did counts least in it."""
    return min((measure() for _ in range(times)), key=lambda found: found["picture"])


def table(url: str, rows: int) -> list[Line]:
    lines = []
    for kind in ("desk", "wall"):
        for engine, limit in LIMITS.items():
            found = best(lambda k=kind, e=engine: seat(k, e, url))
            lines.append(
                Line(f"{kind}, {engine} map: first full picture", found["picture"], "s", limit)
            )
    found = seat("desk", "native", url, "click", str(CLICKS))
    lines += [
        Line(f"click: {name}", value, "ms", ANSWER_MS)
        for name, value in found.items()
        if name not in ("picture", "cpu")
    ]
    for engine in LIMITS:
        file = make_file(Path(url.removeprefix("sqlite:///")).with_name(f"{engine}.csv"), rows)
        found = seat("desk", engine, url, "import", str(file))
        lines.append(Line(f"{engine} map: longest gap, at rest", found["rest"], "ms", ANSWER_MS))
        lines.append(Line(f"{engine} map: longest gap, importing", found["gap"], "ms", ANSWER_MS))
        lines.append(Line(f"{engine} map: the import itself", found["import"], "s", None))
    return lines


def main(complaints: int = 100_000, rows: int = 50_000) -> int:
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "center.db"
        make_database(database, complaints)
        lines = table(f"sqlite:///{database}", rows)
    print(f"{complaints:,} complaints, a file of {rows:,} rows, {os.cpu_count()} cores")
    for line in lines:
        print(line)
    return 0 if all(x.limit is None or x.value <= x.limit for x in lines) else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word.replace(",", "")) for word in sys.argv[1:])))
