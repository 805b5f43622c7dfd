"""Runs a target's inputs one after another in a process of its own, which may die of any of them.

What it works on lies in a file that outlives it: whatever it dies of, the input is known.
"""

import gc
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.fuzz import arcs
from tests.fuzz.mutate import LONGEST, Mutator
from tests.fuzz.targets import target

MEMORY = 1 << 30  # bytes more than a target has when it is ready
HANG_S, SLOW_S = 20, 8  # of the processor, for one input
WAIT_S = 600  # on the clock, for what waits and does not work: a search has the last place
QUICK = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())


@dataclass
class Found:
    """What came of a stretch. `crashes`: by what it was, the name of the input's file."""

    target: str
    seed: str
    executions: int = 0
    kept: int = 0
    arcs: int = 0
    seconds: float = 0.0
    crashes: dict[str, str] = field(default_factory=dict)


class Slow(AssertionError):
    """One input took the processor for too long."""


def spent():
    """Seconds of the processor, of this process and of those that it waited for."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, whose))


def name_of(data):
    return hashlib.sha256(data).hexdigest()[:12]


def kept_in(folder):
    return [path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()]


def what_failed(error):
    """The kind of error and where in the program: one find however many inputs lead to it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "/commandcenter/" in f.filename or "/targets/" in f.filename]
    where = f"{Path(own[-1].filename).name}:{own[-1].name}" if own else "nowhere"
    told = getattr(error, "what", "")
    return f"{type(error).__name__} in {where} {told}".strip()


class Child:
    def __init__(self, name, seed, folder, working):
        self.target, self.folder, self.working = target(name), folder, working
        self.chance = random.Random(seed)
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ResourceWarning)
        self.take = self.target.opened(folder)
        with suppress(Exception):  # for what it loads; what comes of it is judged later
            self.take(self.target.seeds()[0], True)
        gc.collect()
        self.limits()

    def limits(self):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    def once(self, data, thorough):
        """Raises what the target raises. The kernel ends the process where that does not return."""
        self.working.write_bytes(bytes([thorough]) + data)
        used, began = time.process_time(), spent()
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + HANG_S, hard))
        signal.alarm(WAIT_S)
        arcs.begin()
        self.take(data, thorough)
        signal.alarm(0)
        took = spent() - began
        if took > SLOW_S:
            raise Slow(f"{took:.1f} s of the processor for {len(data)} bytes")


def stretch(name, seed, *, seconds, corpora, report, out=None):
    """Changed inputs for so many seconds of the processor, after the kept ones as they are.

    `out`: where what is found is kept, in the search; without it, in the suite, the kept ones are
    drawn and have half of the time.
    """
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=QUICK))
    found = Found(name, str(seed))
    began = time.monotonic()
    try:
        child = Child(name, f"{name} {seed}", folder, report.with_suffix(".at"))
        pool = [data for corpus in corpora for data in kept_in(corpus)] or child.target.seeds()
        began_at = spent()
        known = _kept_ones(child, pool, found, out, None if out else began_at + seconds / 2)
        _changed_ones(child, pool, known, found, (spent() if out else began_at) + seconds, out)
        found.arcs = len(known)
    finally:
        found.seconds = round(time.monotonic() - began, 1)
        report.write_text(json.dumps(asdict(found)), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _kept_ones(child, pool, found, out, until):
    known, kept = set(), list(pool)
    child.chance.shuffle(kept)
    for data in kept:
        if until is not None and spent() > until:
            break
        if not _one(child, data, True, found, out):
            pool.remove(data)
        known |= arcs.seen
    return known


def _one(child, data, thorough, found, out):
    """Whether it went well."""
    found.executions += 1
    try:
        child.once(data, thorough)
    except Exception as error:  # noqa: BLE001  the failure looked for
        signal.alarm(0)
        what, lines = what_failed(error), traceback.format_exception(error)
    else:
        return True
    _crashed(child, data, thorough, (what, "".join(lines)), found, out)  # its memory is free again
    return False


def _crashed(child, data, thorough, failure, found, out):
    what, told = failure
    if what in found.crashes:
        return
    found.crashes[what] = ""
    small = smaller(child, data, thorough, what) if out else data
    found.crashes[what] = keep_crash(small, child.target.name, what, out, told)


def keep_crash(data, name, what, out, told=""):
    folder = (out or QUICK / "fuzz-finds") / "crashes" / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name_of(data)
    path.write_bytes(data)
    told = "\n".join(line[:300] for line in told.splitlines())
    path.with_suffix(".txt").write_text(f"{what}\n\n{told}", encoding="utf-8", errors="replace")
    return str(path)


def smaller(child, data, thorough, what, tries=250):
    """As little of the input as fails in the same way."""
    size = max(1, len(data) // 2)
    while size and tries:
        at, changed = 0, False
        while at < len(data) and tries:
            tries -= 1
            less = data[:at] + data[at + size :]
            if _fails_so(child, less, thorough, what):
                data, changed = less, True
            else:
                at += size
        size = size if changed and size > 1 else size // 2
    return data


def _fails_so(child, data, thorough, what):
    try:
        child.once(data, thorough)
    except Exception as error:  # noqa: BLE001  the failure looked for
        return what_failed(error) == what
    finally:
        signal.alarm(0)
    return False


def _changed_ones(child, pool, known, found, until, out):
    chance, target = child.chance, child.target
    tokens = {w for m in arcs.words for w in arcs.words[m] if m.startswith(target.modules)}
    mutator = Mutator(chance, target.shape, tokens or pieces_of(pool))
    guided = bool(arcs.words)
    while pool and spent() < until:
        # The newest ways are the least tried.
        at = chance.randrange(len(pool)) if chance.random() < 0.5 else -1 - min(
            len(pool) - 1, int(chance.expovariate(0.15)))  # fmt: skip
        data = mutator.draw(pool[at], chance.choice(pool))
        thorough = chance.randrange(target.dear) == 0
        if _one(child, data, thorough, found, out) and guided and not arcs.seen <= known:
            known |= arcs.seen
            pool.append(data)
            found.kept += 1
            if out:
                folder = out / "corpus" / target.name
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name_of(data)).write_bytes(data[:LONGEST])


def pieces_of(pool):
    """Words of the inputs themselves, where the program's are not known."""
    words = {w for data in pool for w in data.decode("utf-8", "ignore").split() if len(w) <= 40}
    return sorted(words)[:2_000]


def in_child(run, *told, **how):
    """Run in a fork; its exit code, or minus the signal that ended it."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            run(*told, **how)
            code = 0
        except BaseException:  # noqa: BLE001  its exit code says so
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
