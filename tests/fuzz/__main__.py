"""Looks for inputs that the program takes wrongly: `make fuzz`.

Each door of the program that reads what others wrote is given changed inputs; those that go a new
way through the program are kept in out/fuzz/corpus and changed again. What fails is made small and
lies in out/fuzz/crashes, with a line that repeats it.

    --minutes N      how long in all (60)
    --target NAME    one target, or several with commas; without it they share the time
    --seed N         draw the same again
    --repeat FILE    one input again, by the target whose name its folder has
    --keep           at the end the fewest inputs that go all ways found go into tests/fuzz/corpus
    --list           the targets
"""

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path

from tests.fuzz import arcs
from tests.fuzz.child import QUICK, Child, Found, in_child, keep_crash, kept_in, name_of, stretch
from tests.fuzz.targets import HOMES

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
OUT = ROOT / "out" / "fuzz"
MARKED = ("commandcenter", "tomllib", "tarfile")
FEWEST_S = 5
MOST_KEPT = 60_000  # bytes of a target's kept corpus


def say(*words):
    print(*words, flush=True)  # noqa: T201  a command


def asked(words):
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("make fuzz", description=__doc__, formatter_class=raw)
    for name, kind, usual in (
        ("minutes", float, 60.0), ("target", str, ""), ("seed", int, None), ("repeat", Path, None)
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=usual, help=argparse.SUPPRESS)
    for name in ("keep", "list"):
        parser.add_argument(f"--{name}", action="store_true", help=argparse.SUPPRESS)
    found = parser.parse_args(words)
    wanted = [name for name in found.target.split(",") if name] or list(HOMES)
    if strange := sorted(set(wanted) - set(HOMES)):
        parser.error(f"no such target: {', '.join(strange)}; there are {', '.join(HOMES)}")
    return found, wanted


def run_target(name, seed, seconds):
    """One after another until its time is over: an input that ends the process ends a stretch."""
    report = QUICK / f"fuzz-{os.getpid()}-{name}.json"
    whole, until, part = Found(name, str(seed)), time.monotonic() + seconds, 0
    corpora = (CORPUS / name, OUT / "corpus" / name)
    while part == 0 or until - time.monotonic() > FEWEST_S:
        report.unlink(missing_ok=True)
        code = in_child(
            stretch, name, f"{seed}.{part}", seconds=max(1.0, until - time.monotonic()),
            corpora=corpora, out=OUT, report=report,
        )  # fmt: skip
        part += 1
        if report.exists():
            add(whole, json.loads(report.read_text(encoding="utf-8")))
        if code != 0 and not died(whole, report, code):
            break
    for left in (report, report.with_suffix(".at")):
        left.unlink(missing_ok=True)
    return whole


def add(whole, told):
    whole.executions += told["executions"]
    whole.kept += told["kept"]
    whole.seconds += told["seconds"]
    whole.arcs = max(whole.arcs, told["arcs"])
    whole.crashes |= told["crashes"]


def died(whole, report, code):
    """The input that ended the process; False where the target itself cannot be opened."""
    at = report.with_suffix(".at")
    if not at.exists():
        whole.crashes[f"the target does not open (exit {code})"] = ""
        return False
    data = at.read_bytes()[1:]
    what = f"the process ended by signal {-code}" if code < 0 else f"the process ended with {code}"
    whole.crashes[what] = keep_crash(data, whole.target, what, OUT)
    (OUT / "corpus" / whole.target / name_of(data)).unlink(missing_ok=True)
    return True


def repeat(file):
    """Once more, with all comparisons; the error is raised as it comes."""
    name = file.resolve().parent.name
    folder = QUICK / f"fuzz-repeat-{os.getpid()}"
    folder.mkdir()
    try:
        child = Child(name, "0", folder, folder.with_suffix(".at"))
        child.once(file.read_bytes(), True)
    finally:
        folder.with_suffix(".at").unlink(missing_ok=True)
    say(f"{name}: {file.name} is taken as it should be")


def fewest(name):
    """In a fork: into the kept corpus the fewest inputs that go every way found, small first."""
    folder = QUICK / f"fuzz-keep-{os.getpid()}"
    folder.mkdir()
    child = Child(name, "0", folder, folder.with_suffix(".at"))
    inputs = {data for place in (CORPUS / name, OUT / "corpus" / name) for data in kept_in(place)}
    known, kept, size = set(), [], 0
    for data in sorted({*inputs, *child.target.seeds()}, key=lambda each: (len(each), each)):
        try:
            child.once(data, True)
        except Exception as error:  # noqa: BLE001  the failure looked for
            say(f"{name}: {name_of(data)} fails: {error!r:.200}")
            continue
        if not arcs.seen <= known and size + len(data) <= MOST_KEPT:
            known |= arcs.seen
            kept.append(data)
            size += len(data)
    place = CORPUS / name
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob("*"):
        old.unlink()
    for data in kept:
        (place / name_of(data)).write_bytes(data)
    say(f"{name}: kept {len(kept)} of {len(inputs)} inputs, {size:,} bytes, {len(known):,} arcs")


def main(words):
    wanted, targets = asked(words)
    if wanted.list:
        say("\n".join(HOMES))
        return 0
    arcs.watch(MARKED)
    if wanted.repeat:
        repeat(wanted.repeat)
        return 0
    seed = random.SystemRandom().randrange(10**8) if wanted.seed is None else wanted.seed
    say(f"fuzz: seed {seed}, {wanted.minutes:g} minutes for {', '.join(targets)}")
    finds = 0
    for name in targets:
        found = run_target(name, seed, wanted.minutes * 60 / len(targets))
        say(
            f"{name}: {found.executions:,} executions in {found.seconds:.0f} s, "
            f"{found.arcs:,} arcs, {found.kept} new inputs, {len(found.crashes)} finds"
        )
        finds += len(found.crashes)
        for what, file in found.crashes.items():
            place = Path(file).relative_to(ROOT) if file else ""
            say(f"  {what}\n    make fuzz ARGS='--repeat {place}'")
    if wanted.keep:
        for name in targets:
            in_child(fewest, name)
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
