"""How soon the program is there: a command, the desk, the wall on a weak machine.

Processor time of new processes, the least of several: what else the machine does counts least in
it. The peers are measured beside them: the import of SQLAlchemy and of QtWidgets, and an empty
window of pyqtgraph.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks._goal import Goal
from benchmarks.startup import make_database
from commandcenter.paths import ROOT

RUNS = 3
FEW = 10_000
SQLALCHEMY, QT = "import sqlalchemy", "import PySide6.QtWidgets"
EMPTY = """
import pyqtgraph
app = pyqtgraph.mkQApp()
window = pyqtgraph.PlotWidget()
window.show()
app.processEvents()
"""
# A command, and how much longer it may take than `import sqlalchemy` alone.
COMMANDS = (("--version", 1.25), ("brief --help", 1.25), ("alarms", 2.2), ("drill list", 2.2))
PICTURE_S, FRAME_S, WALL_MB, REST = 1.5, 0.7, 350, 1.0


def run(arguments: Sequence[str], folder: Path) -> str:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "COMMANDCENTER_DATA": str(folder),
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout


def seconds(arguments: Sequence[str], folder: Path) -> float:
    """Processor seconds of the whole process."""
    taken = []
    for _ in range(RUNS):
        before = os.times()
        run(arguments, folder)
        after = os.times()
        user = after.children_user - before.children_user
        taken.append(user + after.children_system - before.children_system)
    return min(taken)


def seat(kind: str, url: str, folder: Path, *more: str) -> dict[str, float]:
    runs = [
        json.loads(run(["-m", "benchmarks._start_seat", kind, url, *more], folder).splitlines()[-1])
        for _ in range(1 if more else RUNS)
    ]
    return {name: min(found[name] for found in runs) for name in runs[0]}


def starts(rows: int, folder: Path) -> Iterator[Goal]:
    small, large = folder / "few.db", folder / "many.db"
    make_database(small, FEW)
    make_database(large, rows)
    url = f"sqlite:///{large}"
    peer = seconds(["-c", SQLALCHEMY], folder)
    for command, limit in COMMANDS:
        own = seconds(["-m", "commandcenter", "--db", url, *command.split()], folder)
        yield Goal("S", f"commandcenter {command}, own / import sqlalchemy", own / peer, limit,
                   detail=f"{own:.2f} s")  # fmt: skip
    qt, empty = seconds(["-c", QT], folder), seconds(["-c", EMPTY], folder)
    desk = seat("desk", url, folder)
    told = f"{desk['picture']:.2f} s; QtWidgets {qt:.2f} s, empty pyqtgraph window {empty:.2f} s"
    yield Goal("S", f"desk over {rows:,}: first full picture after Qt / {PICTURE_S} s",
               desk["picture"] / PICTURE_S, 1, detail=told)  # fmt: skip
    yield Goal("S", "the same / an empty pyqtgraph window", desk["picture"] / empty, 5)
    yield Goal("S", f"desk: its frame / {FRAME_S} s", desk["frame"] / FRAME_S, 1,
               detail=f"{desk['frame']:.2f} s")  # fmt: skip
    few = seat("desk", f"sqlite:///{small}", folder)["picture"]
    yield Goal("S", f"desk: first picture over {rows:,} / over {FEW:,}", desk["picture"] / few, 1.2)
    wall = seat("wall", url, folder, "rest")
    yield Goal("S", f"wall: memory / {WALL_MB} MB", wall["mb"] / WALL_MB, 1,
               detail=f"{wall['mb']:.0f} MB")  # fmt: skip
    yield Goal("S", f"wall at rest / {REST} % of a core", wall["rest"] / REST, 1,
               detail=f"{wall['rest']:.2f} %")  # fmt: skip
