"""Runs the tests that the uncommitted change concerns, the nearest first, for two minutes.

``make affected`` reads every import of the program and its tests, and takes the tests that a
changed file reaches. A test is near where it bears the file's name or lies in its room, then where
it imports the file itself, then where it does so through others; a fixture is further than an
import, for every test of a folder has it. Files that are no Python stand in OF_DATA.
"""

import ast
import heapq
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# In which tests may begin, from the first one on: two minutes with the start and the last tests.
SECONDS, TIMED_SECONDS = 75, 15
MOST_FILES = 60  # reading more takes the time away
FOLDERS = ("commandcenter", "db", "tests", "packaging", "benchmarks")
LINKS = ("commandcenter/db", "commandcenter/resources")
ALL = {"pyproject.toml", "tests/conftest.py"}
ALWAYS = ("tests/test_architecture.py", "tests/test_waits.py")
# A change below the folder concerns these tests, the first named most.
OF_DATA = {
    "benchmarks": ("tests/test_benchmarks.py",),
    "db/migrations": ("tests/store",),
    "db/postgres": ("tests/store", "tests/services/test_database_decides.py"),
    "db/sqlite": ("tests/store",),
    "packaging": ("tests/packaging",),
    "resources/city": ("tests/demo", "tests/intake"),
    "resources/drills": ("tests/domain/drills", "tests/services/drills"),
    "resources/intake": ("tests/intake", "tests/cli/test_intake_command.py"),
    "resources/manual": ("tests/ui/manual", "tests/domain/manual"),
    "resources/map": ("tests/ui/map",),
    "resources/pictures": ("tests/packaging",),
    "resources/plan": (
        *("tests/domain/plan", "tests/store/plan", "tests/services/plan", "tests/ui/plan"),
        *("tests/services/papers", "tests/domain"),
    ),
    "resources/themes": ("tests/ui/test_theme.py", "tests/ui/widgets", "tests/ui/desk"),
    "resources/word": ("tests/outputs",),
    "resources/translations": ("tests/packaging/test_translations.py", "tests/ui/test_texts.py"),
}
ANYWHERE = ("tests/packaging/test_makefile.py",)  # of files at the root
SLOW = ("tests/ui/desk", "tests/ui/wall", "tests/stories", "tests/faults", "tests/life")
SAME_NAME, SAME_ROOM, IMPORT, NEAR, FIXTURE = 0.0, 0.5, 1.0, 1.1, 4.0

Edges = Mapping[str, Mapping[str, float]]


@cache
def modules(root: Path = ROOT) -> dict[str, str]:
    """Every module by its dotted name: its path below the root."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            if not place.startswith(LINKS):
                name = place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
                found[f"commandcenter.{name}" if folder == "db" else name] = place
    return found


def wanted(tree: ast.AST, known: Mapping[str, str]) -> Iterator[str]:
    """Names of modules that are imported, named in a string or walked as a whole package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if "." in node.value and " " not in node.value:
                yield node.value
        elif isinstance(node, ast.Call) and called(node) == "walk_packages":
            yield from below(node, known)
        elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)  # f"tests.services.{name}"
            if start.endswith("."):
                yield from (n for n in known if n.startswith(start) and "." not in n[len(start) :])
        elif isinstance(node, ast.List | ast.Tuple):
            said = [word.value for word in node.elts if isinstance(word, ast.Constant)]
            if "-m" in said and "commandcenter" in said:
                yield "commandcenter.__main__"


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def below(node: ast.Call, known: Mapping[str, str]) -> Iterator[str]:
    """All modules of the package whose `__path__` is walked: `ui.__path__`."""
    package = ast.unparse(node.args[0]).split(".")[0]
    yield from (name for name in known if name.startswith(f"commandcenter.{package}."))


def needs(place: str, tree: ast.AST, known: Mapping[str, str]) -> set[str]:
    """The files that Python reads for this one: modules, and the packages that they lie in."""
    found: set[str] = set()
    for name in wanted(tree, known):
        parts = name.split(".")
        for end in range(1, len(parts) + 1):
            if path := known.get(".".join(parts[:end])):
                found.add(path)
    return found - {place}


def fixtures_of(place: str, root: Path) -> Iterator[str]:
    for folder in Path(place).parents:
        if (root / folder / "conftest.py").exists():
            yield (folder / "conftest.py").as_posix()


def edges(root: Path = ROOT, look: Callable[[str, ast.Module], None] | None = None) -> Edges:
    """For each file those that use it, and how far away that makes them; `look` sees it, too."""
    known = modules(root)
    users: dict[str, dict[str, float]] = defaultdict(dict)
    for place in known.values():
        tree = ast.parse((root / place).read_text(encoding="utf-8"), place)
        if look:
            look(place, tree)
        for need in needs(place, tree, known):
            users[need][place] = IMPORT
        if is_test(place):
            for fixture in fixtures_of(place, root):
                users[fixture][place] = FIXTURE
    return users


def is_test(place: str) -> bool:
    return place.startswith("tests/") and Path(place).name.startswith("test_")


def mirrors(place: str, test: str) -> float | None:
    """How near a test is by its name: tests/ has the folders of commandcenter/."""
    home = Path("tests", *Path(place).parts[1:-1])
    same_home = Path(test).parent in (home, home.parent) and home != Path("tests")
    stem = Path(place).stem
    if same_home and Path(test).stem.removeprefix("test_").startswith(stem):
        return SAME_NAME
    return SAME_ROOM if Path(test).parent == home and len(home.parts) > 2 else None


def reached(place: str, users: Edges) -> dict[str, float]:
    """Every test that the file reaches, and how far it is."""
    tests = {test: away for test, away in distances([place], users).items() if is_test(test)}
    for test in tests:
        near = mirrors(place, test)
        if near is not None:
            tests[test] = min(near, tests[test])
    return tests


def distances(places: Iterable[str], users: Edges) -> dict[str, float]:
    """Every file that uses one of these, by however many others, and how far the nearest is."""
    far: dict[str, float] = {}
    queue = [(0.0, place) for place in places]
    while queue:
        away, here = heapq.heappop(queue)
        if here not in far:
            far[here] = away
            for user, step in users.get(here, {}).items():
                heapq.heappush(queue, (away + step, user))
    return far


def of_data(place: str, tests: Iterable[str]) -> dict[str, float]:
    """The tests of the floor of a file that is no Python, or that Python never imports."""
    rows = [of for folder, of in OF_DATA.items() if place.startswith(f"{folder}/")]
    if not rows and place.startswith("tests/"):
        rows = [(Path(place).parent.as_posix(),)]
    while rows and place.startswith("tests/") and not any(under(t, rows[0]) for t in tests):
        rows = [(Path(rows[0][0]).parent.as_posix(),)]
    folders = [folder for row in rows for folder in row] or ANYWHERE
    far = {folder: IMPORT + n / 100 for n, folder in enumerate(folders)}
    return {
        test: min(away for folder, away in far.items() if under(test, (folder,)))
        for test in tests
        if under(test, folders)
    }


def under(place: str, folders: Iterable[str]) -> bool:
    return any(place == folder or place.startswith(f"{folder}/") for folder in folders)


def concerned(changed: Iterable[str], users: Edges, tests: Sequence[str]) -> dict[str, float]:
    """The tests that a change concerns, and how far each is from it."""
    found: dict[str, float] = {}
    for place in changed:
        if place in ALL:
            near = dict.fromkeys(tests, FIXTURE)
        else:
            near = reached(place, users) if place.endswith(".py") else {}
            near = of_data(place, tests) | near if not near or under(place, OF_DATA) else near
            near |= dict.fromkeys(ALWAYS, SAME_NAME) if place.endswith(".py") else {}
        for test, away in near.items():
            found[test] = min(away, found.get(test, away))
    return found


def ordered(found: Mapping[str, float]) -> list[str]:
    """The nearest first; of those as near, whole windows and stories last."""
    return sorted(found, key=lambda test: (found[test], under(test, SLOW), test))


def uncommitted(root: Path = ROOT) -> list[str]:
    git = ("git", "-C", str(root))
    asked = (("diff", "--name-only", "HEAD"), ("ls-files", "--others", "--exclude-standard"))
    said = [subprocess.run([*git, *a], capture_output=True, text=True, check=True) for a in asked]
    return sorted({line for each in said for line in each.stdout.splitlines()})


def why(changed: Sequence[str], found: Mapping[str, float], chosen: Sequence[str]) -> Iterator[str]:
    """What is chosen and for what reason, a line each."""
    yield f"changed: {some(changed)}"
    for place in sorted(ALL & set(changed)):
        yield f"{place} concerns all tests: make test runs them all"
    for reason, least, most in (
        ("by name", SAME_NAME, SAME_ROOM),
        ("in its room", SAME_ROOM, IMPORT),
        ("import it, or are of its floor", IMPORT, NEAR),
        ("through others", NEAR, float("inf")),
    ):
        if these := [test for test in chosen if least <= found[test] < most]:
            yield f"{reason}: {some(these)}"
    if left := len(found) - len(chosen):
        yield f"left out: {left} files that lie further away; make test runs them all"
    yield f"{len(chosen)} of {len(found)} files, the nearest first, begun within {SECONDS} s"


def some(places: Sequence[str], most: int = 6) -> str:
    more = f" and {len(places) - most} more" if len(places) > most else ""
    return f"{len(places)} files: {', '.join(places[:most])}{more}"


def parts(chosen: Sequence[str], found: Mapping[str, float]) -> Iterator[str]:
    """Options of pytest: what is chosen, and alone what of it judges by a clock."""
    budget = "-p tests.budget --budget"
    marks = "-m 'not nightly and not timing'"
    yield f"-n 2 --dist load --maxschedchunk 8 {budget} {SECONDS} {marks} {' '.join(chosen)}"
    if timed := [test for test in chosen if found[test] < NEAR and is_timed(test)]:
        yield f"-n 0 {budget} {TIMED_SECONDS} -m 'timing and not nightly' {' '.join(timed)}"


def is_timed(test: str) -> bool:
    return "\n@pytest.mark.timing\n" in (ROOT / test).read_text(encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    changed = uncommitted()
    if not changed:
        print("nothing is uncommitted")
        return 0
    tests = [place for place in modules().values() if is_test(place)]
    found = concerned(changed, edges(), tests)
    chosen = [test for test in ordered(found) if (ROOT / test).exists()][:MOST_FILES]
    print("\n".join(why(changed, found, chosen)), flush=True)
    if not chosen:  # without a file pytest would take them all
        return 0
    runs = [*parts(chosen, found), "--", *arguments]
    script = str(Path(__file__).with_name("in_parts.py"))
    return subprocess.run([sys.executable, script, *runs], check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
