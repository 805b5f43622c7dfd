"""Which tests are nearest to a place: those that call what it lies in, then those that call that.

Names are followed, not types: a function is used where its name is read in a file that imports
its own, a method wherever its name is. Beyond that affected.py says which files are concerned.
"""

import ast
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Place = tuple[str, str]  # a file, and a function, class or constant of it; "" for the file itself
COMMON = 6  # so many classes may have a method of a name before it says nothing
FIXTURE = "fixture:"


@dataclass(slots=True)
class Facts:
    """Names that a part reads, `.name` as an attribute; and places, as `module.name`."""

    words: set[str] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)

    def add(self, other: "Facts") -> None:
        self.words |= other.words
        self.places |= other.places


@dataclass(slots=True)
class Names:
    """What each file defines, what it took from others, and what each of its parts reads."""

    defines: dict[str, set[str]] = field(default_factory=dict)
    taken: dict[str, dict[str, Place]] = field(default_factory=dict)
    reads: dict[Place, Facts] = field(default_factory=dict)
    methods: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    registered: set[Place] = field(default_factory=set)  # by a decorator: a table calls it


def note(names: Names, place: str, tree: ast.Module, known: Mapping[str, str]) -> None:
    """Take in a file of the tree."""
    names.taken[place] = dict(_taken(tree, known))
    names.defines[place] = set()
    for node in tree.body:
        _note_part(names, place, node)


def _taken(tree: ast.AST, known: Mapping[str, str]) -> Iterator[tuple[str, Place]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                module = known.get(f"{node.module}.{alias.name}")
                owner = known.get(node.module)
                if module or owner:
                    of = (module, "") if module else (owner or "", alias.name)
                    yield alias.asname or alias.name, of


def _note_part(names: Names, place: str, node: ast.stmt) -> Facts:
    """A statement of a file: a class is one part with each of its methods another."""
    of_class = isinstance(node, ast.ClassDef)
    facts = Facts() if of_class else _facts(names.taken[place], node)
    for inner in node.body if isinstance(node, ast.ClassDef) else ():
        for name in _defined(inner):
            names.methods[name].add(place)
        facts.add(_note_part(names, place, inner))
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        names.registered.add((place, node.name))
    for name in _defined(node):
        names.defines[place].add(name)
        names.reads.setdefault((place, name), Facts()).add(facts)
    return facts


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (t.id for t in ast.walk(node) if isinstance(t, ast.Name) and _is_set(t))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _facts(taken: Mapping[str, Place], node: ast.AST) -> Facts:
    facts = Facts()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            facts.words.add(each.id)
        elif isinstance(each, ast.Attribute):
            facts.words.add(f".{each.attr}")
            owner = each.value.id if isinstance(each.value, ast.Name) else ""
            path, name = taken.get(owner, ("", "-"))
            if path and not name:
                facts.places.add((path, each.attr))
        elif isinstance(each, ast.arg):  # fixtures are asked for by an argument's name
            facts.words.add(FIXTURE + each.arg)
    return facts


class Nearest:
    """Finds users of a place; made once for a tree. `imports`: which files use a file."""

    def __init__(self, names: Names, imports: Mapping[str, Iterable[str]]) -> None:
        self._names, self._imports = names, imports
        self._users: dict[Place, set[Place]] = defaultdict(set)
        fixtures = defaultdict(set)
        for place, name in names.reads:
            if place.startswith("tests/"):
                fixtures[name].add(place)
        for here, facts in names.reads.items():
            for of in self._read_by(here, facts, fixtures):
                self._users[of].add(here)

    def _read_by(
        self, here: Place, facts: Facts, fixtures: Mapping[str, set[str]]
    ) -> Iterator[Place]:
        names, place = self._names, here[0]
        yield from facts.places
        for word in facts.words:
            if word.startswith("."):
                owners = names.methods.get(word[1:], set())
                if len(owners) <= COMMON:
                    yield from ((owner, word[1:]) for owner in owners)
            elif word.startswith(FIXTURE):
                name = word.removeprefix(FIXTURE)
                for owner in fixtures.get(name, ()):
                    if owner == place or _is_above(owner, place):
                        yield owner, name
            elif word in names.taken[place]:
                yield names.taken[place][word]
            elif word in names.defines[place]:
                yield place, word

    def tests(self, path: str, names: Iterable[str], most: int = 8) -> dict[Place, float]:
        """Each test function, by how many steps it is from the first of the names that is used."""
        far: dict[Place, float] = {}
        queue = [(at * 0.5, (path, name)) for at, name in enumerate(names)]
        while queue:
            away, here = heapq.heappop(queue)
            if here in far or away > most:
                continue
            far[here] = away
            for user in self._users.get(here, ()):
                heapq.heappush(queue, (away + 1, user))
        found = {place: away for place, away in far.items() if _is_test(place)}
        for place, away in far.items():
            found |= dict.fromkeys(self._cases(place), away + 1)
        return found

    def _cases(self, place: Place) -> Iterator[Place]:
        """A helper that a table calls: where the table is, a case of a test bears its name."""
        path, name = place
        if place in self._names.registered and path.startswith("tests/") and not _is_test(place):
            for user in self._imports.get(path, ()):
                if _is_test((user, "test_")) and not path.endswith("conftest.py"):
                    yield user, name


def _is_above(owner: str, place: str) -> bool:
    """A conftest.py of one of its folders."""
    path = Path(owner)
    return path.name == "conftest.py" and path.parent in Path(place).parents


def _is_test(place: Place) -> bool:
    path = Path(place[0])
    return path.parts[0] == "tests" and path.name.startswith("test_") and place[1][:5] == "test_"
