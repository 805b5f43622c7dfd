"""How soon the program is there: a command, the desk, the wall on a weak machine.

Processor time of new processes, the least of several: what else the machine does counts least in
it. The peers are measured beside them, in turn with what is compared with them: the import of
QtWidgets, an empty window of pyqtgraph, and, for what reads a database, the import of SQLAlchemy's
mapper with its dialect, below which no such command can come. All is measured as it is installed,
compiled: the peers' packages are, and so is the program by pip and in the offline file.
"""

import compileall
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks._goal import Goal
from benchmarks.startup import make_database
from commandcenter.paths import ROOT

RUNS = 3
FEW = 10_000
QT = "import PySide6.QtWidgets"
MAPPER = "import sqlalchemy.orm, sqlalchemy.dialects.sqlite"
EMPTY = """
import pyqtgraph
app = pyqtgraph.mkQApp()
window = pyqtgraph.PlotWidget()
window.show()
app.processEvents()
"""
# How much longer a command may take: without a database than QtWidgets, with one than the mapper.
PLAIN = ("--version", "--help", "brief --help", "completion bash", "man")
READING = (("alarms", 1.7), ("drill list", 1.5), ("stock", 2.2))
COMMAND_S, PICTURE_S, FRAME_S, WALL_MB, REST = 0.35, 1.5, 0.7, 350, 1.0
WEB_WALL_MB = 550  # said where the web map is chosen (README)


def run(arguments: Sequence[str], folder: Path) -> str:
    environment = os.environ | {
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "COMMANDCENTER_DATA": str(folder),
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout


def seconds(folder: Path, *calls: Sequence[str], runs: int = RUNS) -> list[float]:
    """Processor seconds of each whole process, by turns, so that a busy spell is shared."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for arguments, times in zip(calls, taken, strict=True):
            before = os.times()
            run(arguments, folder)
            after = os.times()
            user = after.children_user - before.children_user
            times.append(user + after.children_system - before.children_system)
    return [min(times) for times in taken]


def seat(kind: str, url: str, folder: Path, *more: str) -> dict[str, float]:
    told = run(["-m", "benchmarks._start_seat", kind, url, *more], folder)
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


def least(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: min(found[name] for found in runs) for name in runs[0]}


def commands(url: str, folder: Path) -> Iterator[Goal]:
    def call(command: str) -> list[str]:
        return ["-m", "commandcenter", "--db", url, *command.split()]

    for command in PLAIN:
        peer, own = seconds(folder, ["-c", QT], call(command))
        yield Goal("S", f"commandcenter {command} / {COMMAND_S} s", own / COMMAND_S, 1,
                   detail=f"{own:.2f} s; {own / peer:.2f} x QtWidgets ({peer:.2f} s)")  # fmt: skip
    for command, limit in READING:
        peer, own = seconds(folder, ["-c", MAPPER], call(command))
        yield Goal("S", f"commandcenter {command} / SQLAlchemy's mapper", own / peer, limit,
                   detail=f"{own:.2f} s; the mapper alone {peer:.2f} s")  # fmt: skip


def starts(rows: int, folder: Path) -> Iterator[Goal]:
    compileall.compile_dir(ROOT / "commandcenter", quiet=1)
    small, large = folder / "few.db", folder / "many.db"
    make_database(small, FEW)
    make_database(large, rows)
    url = f"sqlite:///{large}"
    yield from commands(url, folder)
    qt = empty = float("inf")
    desks: list[dict[str, float]] = []
    smaller: list[dict[str, float]] = []
    for _ in range(RUNS):  # by turns, too
        qt, empty = map(min, (qt, empty), seconds(folder, ["-c", QT], ["-c", EMPTY], runs=1))
        desks.append(seat("desk", url, folder))
        smaller.append(seat("desk", f"sqlite:///{small}", folder))
    desk, few = least(desks), least(smaller)
    told = f"{desk['picture']:.2f} s; QtWidgets {qt:.2f} s, empty pyqtgraph window {empty:.2f} s"
    yield Goal("S", f"desk over {rows:,}: first full picture after Qt / {PICTURE_S} s",
               desk["picture"] / PICTURE_S, 1, detail=told)  # fmt: skip
    yield Goal("S", "the same / an empty pyqtgraph window", desk["picture"] / empty, 5,
               detail=f"{desk['picture'] / qt:.1f} x QtWidgets")  # fmt: skip
    yield Goal("S", f"desk: its frame / {FRAME_S} s", desk["frame"] / FRAME_S, 1,
               detail=f"{desk['frame']:.2f} s; {desk['frame'] / qt:.1f} x QtWidgets")  # fmt: skip
    yield Goal("S", f"desk: first picture over {rows:,} / over {FEW:,}",
               desk["picture"] / few["picture"], 1.2)  # fmt: skip
    yield from walls(url, folder)


def walls(url: str, folder: Path) -> Iterator[Goal]:
    wall = seat("wall", url, folder, "rest")
    yield Goal("S", f"wall, its map painted as by default: memory / {WALL_MB} MB",
               wall["mb"] / WALL_MB, 1, detail=f"{wall['mb']:.0f} MB")  # fmt: skip
    yield Goal("S", f"wall at rest / {REST} % of a core", wall["rest"] / REST, 1,
               detail=f"{wall['rest']:.2f} %")  # fmt: skip
    web = seat("webwall", url, folder, "held")
    if not web["web"]:
        raise SystemExit("the web map did not come to the front: make doctor")
    yield Goal("S", f"wall, the web map asked for: memory / {WEB_WALL_MB} MB",
               web["tree"] / WEB_WALL_MB, 1,
               detail=f"{web['tree']:.0f} MB with the engine's processes")  # fmt: skip
