"""Draws small faults into a copy of the program, and tells which of them no test finds.

``make mutants ARGS="--number 60 --floor domain"``. What came of each stands in a file at once:
the same call goes on where it was stopped. A mutant is tried by the tests that are nearest to it,
none of which begins after --seconds of processor time: a survivor has survived these, no others.
"""

import argparse
import ast
import hashlib
import re
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

import affected
from mutation import gate_points, known, nearest, points, told, trial
from mutation.mutant import Mutant
from mutation.trial import KILLED, SURVIVED, TIMED_OUT, UNTESTED, Copy, Outcome

ROOT = Path(__file__).resolve().parents[1]
# Of each floor, how many in ten of those that are drawn.
FLOORS = {"domain": 3, "services": 3, "queries": 2, "gates": 2}
FOLDERS = {f"commandcenter/{floor}/": floor for floor in ("domain", "services", "queries")}
# What makes the gates: the scripts, the lists, and the Python that reads these.
GATES = "db/postgres/"
GATE_MAKERS = (
    *("write_rules", "stamp_rules", "deadline_rules", "line_rules", "closed_rules"),
    *("read_rules", "triggers", "roles"),
)
OF_GATES = (
    *("tests/services/test_database_decides.py", "tests/store/test_who_and_when.py"),
    *("tests/store/test_bound_rights.py", "tests/store/test_rights_attacks.py", "tests/store"),
    "tests/sweep",
)
LISTS = ("stamps.txt", "lines.txt", "deadlines.txt")
OF_LISTS = "tests/store/test_who_and_when.py"
# Not about what the program does, but about how it is written, and packed.
NOT_THESE = ("tests/packaging", "tests/mutants", "tests/test_", "tests/year", "tests/second_city")
ROUNDS = (2, 5, 12, 24)  # files of tests, the nearest first, each time in a new process
SLOW = (*affected.SLOW, "tests/ui")
QUICK = ("tests/domain",)  # asked first by who imports the module: a hundred of them take a second
OF_WORDS = "tests/domain/test_words.py"
OF_NOBODYS = "tests/services/test_unknown_numbers.py"
FOR_NOBODYS = re.compile(rb"\bis None\b|\{id\}")
OF_VALUES = "tests/services/test_values.py"
FOR_VALUES = re.compile(rb"\btext_(?:of|if_any)\(|\brequire_(?:later|earlier|amount)\(")
OF_WRITTEN = "tests/services/test_written.py"
NEAR = 6.0  # steps to the nearest of its cases
OF_ROLES = "tests/services/test_roles.py"
FOR_ROLES = re.compile(rb"\brequire\w*\((?:session, )?actor\b")
# Each verb is a case of these: only those next to the mutant are asked, all would take minutes.
OF_CASES = (OF_ROLES, OF_VALUES, OF_WRITTEN)
PLANTED = "commandcenter/domain/numerals.py"
PLANTED_TEST = "tests/domain/test_numerals.py"
STOPPED = 128 + signal.SIGTERM
EQUIVALENTS = "tests/mutants/equivalents.toml"


@dataclass(slots=True)
class Program:
    """The tree that is worked on, as it was read at the start."""

    root: Path
    sources: dict[str, bytes]
    points: dict[str, list[Mutant]]  # by floor
    users: affected.Edges = field(default_factory=dict)
    tests: list[str] = field(default_factory=list)
    near: nearest.Nearest | None = None


def floor_of(place: str) -> str | None:
    if place.startswith(GATES) or place in (f"commandcenter/store/{n}.py" for n in GATE_MAKERS):
        return "gates"
    return next((floor for folder, floor in FOLDERS.items() if place.startswith(folder)), None)


def read(root: Path, floors: Sequence[str]) -> Program:
    modules, knows, names = affected.modules(root), known.Known(), nearest.Names()

    def look(place: str, tree: ast.Module) -> None:
        nearest.note(names, place, tree, modules)
        if not place.startswith("tests/"):
            known.note(knows, tree)

    program = Program(root, {}, {floor: [] for floor in floors}, affected.edges(root, look))
    places = [*modules.values(), *(p.relative_to(root).as_posix() for p in root.glob(f"{GATES}*"))]
    for place in sorted(set(places)):
        floor = floor_of(place)
        if floor in program.points:
            source = program.sources[place] = (root / place).read_bytes()
            program.points[floor] += points_of(place, source, knows)
    program.tests = [p for p in modules.values() if affected.is_test(p)]
    program.tests = [p for p in program.tests if not p.startswith(NOT_THESE)]
    program.near = nearest.Nearest(names, program.users)
    return program


def points_of(place: str, source: bytes, knows: known.Known) -> list[Mutant]:
    if place.endswith(".py"):
        return points.points(place, source, knows)
    if place.endswith(".sql"):
        return gate_points.sql_points(place, source)
    return gate_points.list_points(place, source)


def draw(program: Program, floor: str, number: int, seed: int) -> list[Mutant]:
    """So many of the floor, each place as likely as another. More of them begin with the same, and
    a change of the program takes away or brings what it concerns alone.
    """
    seen: Counter[str] = Counter()

    def lot(mutant: Mutant) -> bytes:
        old = program.sources[mutant.path][mutant.begin : mutant.end].decode()
        said = "\n".join((mutant.path, *mutant.names, mutant.kind, old, mutant.new))
        seen[said] += 1
        return hashlib.sha256(f"{seed}\n{said}\n{seen[said]}".encode()).digest()

    left = sorted(program.points[floor], key=lot)
    drawn: list[Mutant] = []
    for mutant in left:
        if len(drawn) == number:
            break
        source = program.sources[mutant.path]
        if not mutant.path.endswith(".py") or points.is_another(source, mutant):
            drawn.append(mutant)
    return drawn


def ordered(program: Program, mutant: Mutant) -> tuple[list[str], dict[tuple[str, str], float]]:
    """Files of tests, the nearest first, and how far each of their tests is."""
    assert program.near is not None
    order = program.near.tests(mutant.path, mutant.names)
    order = {place: away for place, away in order.items() if place[0] in program.tests}
    order = dict(_next_cases(order))
    far: dict[str, float] = {}
    for (place, _), away in order.items():
        slow = 3.0 if affected.under(place, SLOW) else 0.0
        far[place] = min(far.get(place, trial.FAR), away + slow)
    for place, away in concerned(program, mutant).items():
        # An import alone is as far as the fifth call.
        far.setdefault(place, 4.0 + away)
        far[place] += away / 10
        if away <= 1 and affected.under(place, QUICK):
            far[place] = min(far[place], 1.0)
        # A call of what is private says nothing of how near the tests of its module are.
        near = affected.mirrors(mutant.path, place)
        if near is not None and (near == affected.SAME_NAME or affected.under(place, QUICK)):
            far[place] = min(far[place], near)
    if any(name.endswith("_WORDS") for name in mutant.names):
        far[OF_WORDS] = 0.0  # it finds the tables by walking the program: nothing names them
    if floor_of(mutant.path) == "services":
        far |= _of_every_verb(program.sources[mutant.path], mutant, far)
    if mutant.path.endswith(LISTS):
        far[OF_LISTS] = 0.0  # holds each of them as a whole, in a tenth of a second
    return sorted(far, key=lambda place: (far[place], place)), order


def _next_cases(
    order: Mapping[tuple[str, str], float],
) -> Iterator[tuple[tuple[str, str], float]]:
    nearest: dict[str, float] = {}
    for (place, _), away in order.items():
        nearest[place] = min(nearest.get(place, trial.FAR), away)
    for (place, name), away in order.items():
        if place not in OF_CASES or away <= nearest[place] + 0.5:
            yield (place, name), away


def _of_every_verb(source: bytes, mutant: Mutant, far: Mapping[str, float]) -> dict[str, float]:
    """Tests that hold a class of faults for each verb that there is."""
    line = slice(source.rfind(b"\n", 0, mutant.begin) + 1, source.find(b"\n", mutant.end))
    found = {}
    if far.get(OF_WRITTEN, trial.FAR) <= NEAR:
        found[OF_WRITTEN] = 0.6  # what is left behind, a third of a second each
    if far.get(OF_ROLES, trial.FAR) <= NEAR and FOR_ROLES.search(source[line]):
        found[OF_ROLES] = 0.5
    if FOR_NOBODYS.search(source, mutant.begin, mutant.end):
        found[OF_NOBODYS] = 0.5  # it tells every verb a number that nobody has
    if far.get(OF_VALUES, trial.FAR) <= NEAR and FOR_VALUES.search(source[line]):
        found[OF_VALUES] = 0.5  # it tells every verb a text that is too long
    return found


def concerned(program: Program, mutant: Mutant) -> dict[str, float]:
    place = mutant.path
    if floor_of(place) == "gates":
        return dict(_of_gates(program, mutant.names))
    found = affected.reached(place, program.users)
    return {test: away for test, away in found.items() if test in program.tests}


def _of_gates(program: Program, names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Those of the gates; first of all those that name the table, or the function."""
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names) or "$^")
    for at, of in reversed(list(enumerate(OF_GATES))):
        for test in program.tests:
            if affected.under(test, (of,)):
                words = (program.root / test).read_text(encoding="utf-8")
                yield test, at if named.search(words) else at + len(OF_GATES)


def tried(program: Program, copy: Copy, mutant: Mutant, seconds: float, number: int) -> Outcome:
    files, order = ordered(program, mutant)
    copy.put(mutant, number)
    try:
        near = _next_to(order)
        first = _by_the_nearest(copy, near, seconds / 2)
        if first.verdict in (KILLED, TIMED_OUT):
            return first
        if first.cpu < seconds / 2:  # they have all been asked
            order |= {place: trial.FAR for place in near if place[0] in first.files}
        return _with(first, _in_rounds(copy, files, order, seconds - first.cpu))
    finally:
        copy.put_back(mutant.path, program.sources[mutant.path])


def _next_to(order: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    least = min(order.values(), default=0.0)
    return {place: away for place, away in order.items() if away <= least + 1}


def _by_the_nearest(copy: Copy, near: Mapping[tuple[str, str], float], seconds: float) -> Outcome:
    """By the tests next to it, of whatever files: what else the nearest file has takes the time."""
    files = sorted({file for file, _ in near}, key=lambda file: (affected.under(file, SLOW), file))
    return trial.run(copy, files[: ROUNDS[-1]], near, seconds) if near else Outcome(UNTESTED)


def _with(before: Outcome, after: Outcome) -> Outcome:
    after.ran += before.ran
    after.cpu += before.cpu
    after.files = [*dict.fromkeys((*before.files, *after.files))]
    if after.verdict == UNTESTED:
        after.verdict = before.verdict
    return after


def _in_rounds(
    copy: Copy, files: Sequence[str], order: Mapping[tuple[str, str], float], seconds: float
) -> Outcome:
    whole, begin = Outcome(UNTESTED), 0
    for size in ROUNDS:
        these = files[begin : begin + size]
        if not these or whole.cpu >= seconds:
            break
        outcome = _with(whole, trial.run(copy, these, order, seconds - whole.cpu))
        if outcome.verdict == UNTESTED and outcome.ran:
            outcome.verdict = SURVIVED
        whole, begin = outcome, begin + size
        if whole.verdict in (KILLED, TIMED_OUT):
            break
    return whole


def planted(program: Program, copy: Copy) -> Iterator[str]:
    """What is wrong with the trial itself: a fault that is not found, or one that is not there."""
    source = (program.root / PLANTED).read_bytes()
    fault = "\nraise SystemError('planted')\n"
    mutant = Mutant(PLANTED, "planted", len(source), len(source), fault, 1)
    if trial.run(copy, [PLANTED_TEST], {}, 60).verdict != SURVIVED:
        yield f"{PLANTED_TEST} fails without any mutant"
    copy.put(mutant, 1)
    if trial.run(copy, [PLANTED_TEST], {}, 60).verdict != KILLED:
        yield "a planted fault was not found: the tests do not run on the copy"
    copy.put_back(PLANTED, source)


def unsound(copy: Copy, lines: Sequence[told.Line]) -> Iterator[told.Line]:
    """Those found by a test that fails without any mutant, too: their verdict is void."""
    tests = sorted({line["by"] for line in lines if line["verdict"] == KILLED and line["by"]})
    for at in range(0, len(tests), 40):
        part = tests[at : at + 40]
        if trial.run(copy, part, {}, 600, options=()).verdict == SURVIVED:
            continue
        failing = {t for t in part if trial.run(copy, [t], {}, 60).verdict == KILLED}
        for line in lines:
            if line["by"] in failing:
                yield line | {"verdict": told.UNSOUND, "why": "the test fails without it"}


def arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    add = parser.add_argument
    add("--number", type=int, default=300, help="how many, over all floors that are named")
    add("--seed", type=int, default=1, help="another draws others")
    add("--floor", action="append", choices=[*FLOORS], help="only this one; may be repeated")
    add("--seconds", type=float, default=30, help="of processor time, in which tests may begin")
    add("--out", type=Path, default=Path("out/mutants.jsonl"), help="where each is written down")
    add("--again", action="store_true", help="try those once more that survived")
    add("--only", action="append", metavar="KEY", help="only the mutant of this key, once more")
    add("--report", action="store_true", help="tell what is written down, try none")
    return parser.parse_args(words)


def main(words: Sequence[str], root: Path = ROOT) -> int:
    asked = arguments(words)
    same = told.equivalents(root / EQUIVALENTS)
    if not asked.report:
        floors = asked.floor or [*FLOORS]
        program = read(root, floors)
        print(f"seed {asked.seed}; {asked.out}", flush=True)
        trial.warm()
        copy = Copy(root)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
        try:
            wrong = _try_all(program, copy, asked)
        finally:
            trial.end_the_rest()
            copy.remove()
        if wrong:
            print(wrong, file=sys.stderr)
            return 1
    lines = told.judged(told.read(asked.out).values(), same, root)
    print("\n".join((*told.survivors(lines), *told.table(lines))))
    return 0


def _try_all(program: Program, copy: Copy, asked: argparse.Namespace) -> str:
    trial.prepare(copy)
    trial.ready(copy, True)
    if wrong := "; ".join(planted(program, copy)):
        return wrong
    lines = told.read(asked.out)
    same = told.equivalents(program.root / EQUIVALENTS)
    once_more = list(_again(program, asked, told.judged(lines.values(), same, program.root)))
    fresh = [
        (floor, mutant)
        for floor, mutant in _drawn(program, asked)
        if mutant.key(program.sources[mutant.path]) not in lines
    ]
    for number, (floor, mutant) in enumerate((*once_more, *fresh), start=2):
        source = program.sources[mutant.path]
        trial.ready(copy, floor != "gates")
        outcome = tried(program, copy, mutant, asked.seconds, number)
        line = told.line_of(floor, mutant, source, outcome)
        told.write(asked.out, line)
        print(f"{line['key']} {floor} {mutant.path}:{mutant.line} {mutant.kind}: {outcome.verdict}"
              f" ({outcome.ran} tests, {outcome.cpu:.0f} s) {outcome.by}", flush=True)  # fmt: skip
    trial.ready(copy, True)
    for line in unsound(copy, list(told.read(asked.out).values())):
        told.write(asked.out, line)
    return ""


def _again(
    program: Program, asked: argparse.Namespace, lines: Iterable[told.Line]
) -> Iterator[tuple[str, Mutant]]:
    """Those of --only, or with --again those that survived, where their lines still stand."""
    survived = (SURVIVED, UNTESTED, told.UNSOUND)
    for line in lines:
        again = asked.again and line["verdict"] in survived
        if again or line["key"] in (asked.only or ()):
            for mutant in program.points.get(line["floor"], ()):
                source = program.sources[mutant.path]
                if mutant.path == line["path"] and mutant.key(source) == line["key"]:
                    yield line["floor"], mutant
                    break


def _drawn(program: Program, asked: argparse.Namespace) -> Iterator[tuple[str, Mutant]]:
    """Of each floor its share, in turn: a run that is stopped has looked at them all."""
    parts = sum(FLOORS[floor] for floor in program.points)
    drawn = []
    for floor in program.points:
        number = 0 if asked.only else round(asked.number * FLOORS[floor] / parts)
        for at, mutant in enumerate(draw(program, floor, number, asked.seed)):
            drawn.append((at / number, floor, mutant))
    yield from ((floor, mutant) for _, floor, mutant in sorted(drawn, key=itemgetter(0)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
