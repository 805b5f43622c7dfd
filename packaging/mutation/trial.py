"""Tries a mutant: a child forked from a warm process runs the nearest tests on a copy of the tree.

The copy lies in memory; the child imports the program and its tests from there, and so do the
processes that it starts. What the child leaves behind (a server of a killed test) ends with it.
"""

import ctypes
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mutation.mutant import Mutant

PARTS = ("commandcenter", "db", "resources", "tests", "packaging", "benchmarks")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile")
# Imported before the fork: nothing of the program or its tests.
WARM = (
    *(
        "pytest",
        "_pytest.assertion.rewrite",
        "xdist.scheduler",
        "pytest_timeout",
        "pytestqt.plugin",
    ),
    *("hypothesis.strategies", "hypothesis.stateful", "sqlalchemy.orm", "psycopg", "numpy"),
    *("sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite.pysqlite"),
    *("pysqlite3", "alembic.autogenerate", "alembic.command", "cryptography.x509", "argon2"),
    *("PySide6.QtWidgets", "PySide6.QtTest", "pyqtgraph"),
)
WARMED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # of plugins imported before
INTERNAL_ERROR, USAGE_ERROR = 3, 4  # pytest's own codes: it could not begin
FAR = 99.0
SUBREAPER = 36  # prctl: who is orphaned below this process becomes its child
HANG_S = 90  # processor time of one test, beyond what tests may begin in
PATIENCE_S = 60  # tests/patience.py
WALL_S = 600  # who waits for what never comes uses none
MOST_MEMORY = 8 << 30  # bytes a process may have: a loop that never ends gathers more
KILLED, SURVIVED, TIMED_OUT, UNTESTED = "killed", "survived", "timed out", "untested"


Order = Mapping[tuple[str, str], float]  # of tests, by file and name: how far away each is


@dataclass(slots=True)
class Outcome:
    verdict: str
    by: str = ""  # the test that found it
    why: str = ""  # the last line of what it said
    ran: int = 0  # tests
    cpu: float = 0.0  # seconds, of the child
    files: list[str] = field(default_factory=list)


class Copy:
    """A tree like the one that is worked on, in memory, with the compiled files it makes."""

    def __init__(self, source: Path, parts: Sequence[str] = (*PARTS, *FILES)) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(
            tempfile.mkdtemp(prefix="mutants-", dir=memory if memory.is_dir() else None)
        )
        self.root = self.folder / "tree"
        self.root.mkdir()
        for name in parts:
            if (source / name).is_dir():
                shutil.copytree(source / name, self.root / name, symlinks=True, ignore=LEFT_OUT)
            elif (source / name).exists():
                shutil.copy2(source / name, self.root / name)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def put(self, mutant: Mutant, number: int) -> None:
        """A moment of its own tells Python that what it compiled is of another file."""
        path = self.root / mutant.path
        path.write_bytes(mutant.applied(path.read_bytes()))
        self._forget(path)
        os.utime(path, (number, number))

    def put_back(self, place: str, source: bytes) -> None:
        (self.root / place).write_bytes(source)
        self._forget(self.root / place)

    def _forget(self, path: Path) -> None:
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
            compiled.unlink()


LEFT_OUT = shutil.ignore_patterns("__pycache__", ".hypothesis", "*.pyc")


def _file(item: Any) -> str:
    return str(item.nodeid.split("::")[0])


class Watcher:
    """The plugin of the child: the order, the time, and what came of it."""

    def __init__(self, order: Order, seconds: float, said: Path) -> None:
        self._order, self._seconds, self._said = order, seconds, said
        self.outcome = Outcome(UNTESTED)

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Of a file of which some tests are known to be near, only these; on a file first."""
        near = {file for file, _ in self._order}
        away = {item: self._away(item) for item in items}
        named = [i for i in items if away[i] < FAR or _file(i) not in near]
        items[:] = sorted(named, key=lambda item: (away[item], "postgresql" in item.nodeid))

    def _away(self, item: Any) -> float:
        """By its name, or that of its case."""
        cases = item.callspec.id.split("-") if hasattr(item, "callspec") else ()
        names = (getattr(item, "originalname", item.name), *cases)
        return min(self._order.get((_file(item), name), FAR) for name in names)

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self._found(report.nodeid, report)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.outcome.by = nodeid
        self.say()

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and self.outcome.verdict != KILLED:
            self._found(report.nodeid, report)
        elif report.when == "call" and report.passed:
            self.outcome.ran += 1

    def pytest_runtest_protocol(self, item: Any) -> None:
        if time.process_time() > self._seconds:
            item.session.shouldstop = "no time left"

    def _found(self, nodeid: str, report: Any) -> None:
        self.outcome.verdict, self.outcome.by = KILLED, nodeid
        crash = getattr(report.longrepr, "reprcrash", None)
        self.outcome.why = str(crash.message if crash else report.longrepr)[-300:]

    def say(self) -> None:
        self.outcome.cpu = time.process_time()
        self._said.write_text(json.dumps(asdict(self.outcome)), encoding="utf-8")

    def end(self, root: Path, broken: bool) -> None:
        """After pytest, which could not begin where `broken`: a fixture's file is not imported.

        Raises RuntimeError where the tests ran on another tree than the copy.
        """
        for name in ("commandcenter", "tests"):
            place = getattr(sys.modules.get(name), "__file__", None)
            if place and not Path(place).is_relative_to(root):
                raise RuntimeError(f"{name} was imported from {place}")
        if broken:
            self.outcome.verdict, self.outcome.why = KILLED, "no test could be collected"
        elif self.outcome.verdict != KILLED:
            self.outcome.verdict = SURVIVED if self.outcome.ran else UNTESTED
            self.outcome.by = ""
        self.say()


def warm() -> None:
    for name in WARM:
        with suppress(ImportError):
            importlib.import_module(name)
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    gc.freeze()


def run(
    copy: Copy,
    files: Iterable[str],
    order: Order,
    seconds: float,
    options: Sequence[str] = ("-x",),
) -> Outcome:
    """Run the files' tests in a child, in this order, none begun after so many seconds."""
    said = copy.folder / "said.json"
    said.unlink(missing_ok=True)
    files = [f for f in files if (copy.root / f.split("::")[0]).exists()]
    if not files:
        return Outcome(UNTESTED)
    child = os.fork()
    if not child:
        _run_in_child(copy, [*options, *files], Watcher(order, seconds, said))
    code = _wait(child)
    end_the_rest()
    if not said.exists():
        words = (copy.folder / "output").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"the tests said nothing (code {code}): {words[-2000:]}")
    outcome = Outcome(**json.loads(said.read_text(encoding="utf-8")))
    if outcome.verdict == UNTESTED and outcome.by:
        outcome.verdict = TIMED_OUT if code in (-signal.SIGXCPU, -signal.SIGKILL) else KILLED
        outcome.why = f"the process ended with {code}"
    outcome.files = [*files]
    return outcome


def _run_in_child(copy: Copy, arguments: Sequence[str], watcher: Watcher) -> None:
    code = 1
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        most = int(watcher._seconds + HANG_S)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        with (copy.folder / "output").open("wb") as output:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
        os.chdir(copy.root)
        shutil.rmtree(copy.root / ".hypothesis", ignore_errors=True)
        os.environ["PYTHONPATH"] = str(copy.root)
        os.environ["TESTS_PATIENCE"] = str(PATIENCE_S)
        sys.path[:] = [str(copy.root), *(p for p in sys.path if not p.endswith("/packaging"))]
        import pytest

        # Written so that tests/conftest.py leaves nothing out by lot.
        marks = ("-m", "not (nightly or timing)") if "-m" not in arguments else ()
        base = ("-q", "-n", "0", "-p", "no:cacheprovider", "--tb=line", *WARMED, *marks)
        ended = pytest.main([*base, *arguments], plugins=[watcher])
        watcher.end(copy.root, ended in (INTERNAL_ERROR, USAGE_ERROR))
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _wait(child: int) -> int:
    """Its exit code, negative where a signal ended it."""
    end = time.monotonic() + WALL_S
    while time.monotonic() < end:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def end_the_rest() -> None:
    """Processes that the child started and left: a server with its folder."""
    while children := Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split():
        for pid in children:
            folder = _server_folder(int(pid))
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(int(pid), 0)
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def _server_folder(pid: int) -> Path | None:
    with suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if b"-D" in words[:-1]:
            data = Path(os.fsdecode(words[words.index(b"-D") + 1]))
            return data.parent if data.parent.name.startswith("pgtest-") else None
    return None


def prepare(copy: Copy) -> None:
    """Have what each session of tests makes first (tests/ready.py) made once for all of them."""
    folder = copy.folder / "ready"
    named = os.environ | {"PYTHONPATH": str(copy.root)}
    command = [sys.executable, "-m", "tests.ready", str(folder)]
    subprocess.run(command, cwd=copy.root, env=named, check=True)


def ready(copy: Copy, wanted: bool) -> None:
    """A mutant of the database itself is not in what was made before it."""
    os.environ.pop("TESTS_READY", None)
    if wanted:
        os.environ["TESTS_READY"] = str(copy.folder / "ready")
