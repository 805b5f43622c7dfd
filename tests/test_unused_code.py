"""Nothing stands in the program that nobody calls: each failure names what and where.

A name of a module counts as used where another module imports it and reads it, or its own reads
it outside of its definition. A method counts as used where any object is asked for a member of
its name, or a text is its name (getattr, invokeMethod): no type is looked at, so a dead method
is missed that shares its name with a live one.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("commandcenter", "db", "packaging", "benchmarks")

# Methods that a library calls; one in camelCase is Qt's anyhow.
LIBRARIES = {
    "load_dialect_impl",
    "process_bind_param",
    "process_result_value",
    "event",
    "get_help",
    "coerce",
    "pytest_collection_modifyitems",
    "pytest_collectreport",
    "pytest_runtest_logreport",
    "pytest_runtest_logstart",
    "pytest_runtest_protocol",
}
# By which a test sees what a person sees, or waits for it.
TESTS = {
    "LivePanel.marked_stale",
    "Paragraphs.building",
    "using",  # wall and desk in one process
}
# Decorators by which typer finds a function, or SQLAlchemy one that writes SQL.
REGISTERS = {"command", "callback", "compiles"}

ANNOTATION = re.compile(r"\w+([\[\], |.]+\w+)*\]*", re.ASCII)

Place = tuple[str, str]  # a module and a name in it


class Module(ast.NodeVisitor):
    """What one file defines, and what it uses of its own and of other modules."""

    def __init__(self, path: Path, root: Path) -> None:
        parts = path.relative_to(root).with_suffix("").parts
        home = ("commandcenter", *parts) if parts[0] == "db" else parts
        home = parts[1:] if parts[0] == "packaging" else home  # scripts find one another so
        self.name = ".".join(home).removesuffix(".__init__")
        self.path = path.relative_to(root)
        self.tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        self.imported: dict[str, Place] = {}
        self.given_on: set[Place] = set()  # `import a as a`: for those who import it here
        self.names: Counter[str] = Counter()
        self.members: Counter[str] = Counter()
        self.of_names: set[tuple[str, str]] = set()  # `name.member`
        self.texts: set[str] = set()
        self.visit(self.tree)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            place = (node.module or "", alias.name)
            self.imported[alias.asname or alias.name] = place
            if alias.asname == alias.name or self.path.name == "__init__.py":
                self.given_on.add(place)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.names[node.id] += 1

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.members[node.attr] += 1
        if isinstance(node.value, ast.Name):
            self.of_names.add((node.value.id, node.attr))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and len(node.value) < 200:
            self.texts.add(node.value)
            for name in annotated(node.value):
                self.names[name] += 1

    def defined(self) -> Iterator[tuple[str, ast.stmt]]:
        for node in self.tree.body:
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    if not any(registers(each) for each in node.decorator_list):
                        yield node.name, node
                case ast.Assign() | ast.AnnAssign():
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    for each in (part for target in targets for part in ast.walk(target)):
                        if isinstance(each, ast.Name) and not each.id.startswith("__"):
                            yield each.id, node

    def methods(self) -> Iterator[tuple[str, ast.FunctionDef]]:
        for owner in ast.walk(self.tree):
            if isinstance(owner, ast.ClassDef):
                for node in owner.body:
                    if isinstance(node, ast.FunctionDef) and not node.name.startswith("__"):
                        yield f"{owner.name}.{node.name}", node

    def uses(self, name: str, node: ast.stmt) -> bool:
        """Whether the file reads its own `name` outside of what defines it."""
        inside = sum(
            isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load) and each.id == name
            for each in ast.walk(node)
        )
        return self.names[name] > inside


def annotated(text: str) -> Iterator[str]:
    """The names in a text that is an annotation: "Answer[Line]"."""
    if text.isidentifier():
        yield text
    elif ANNOTATION.fullmatch(text):
        yield from re.findall(r"\w+", text)


def registers(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in REGISTERS


def used_names(modules: dict[str, Module]) -> set[Place]:
    """What is used of another module than the own."""
    used: set[Place] = set()
    for module in modules.values():
        for local, (home, name) in module.imported.items():
            if module.names[local]:
                used.add((home, name))
        for local, member in module.of_names:
            home = ".".join(module.imported.get(local, ("", "")))
            if home in modules:
                used.add((home, member))
    while more := set(passed_on(modules, used)) - used:
        used |= more
    return used


def passed_on(modules: dict[str, Module], used: set[Place]) -> Iterator[Place]:
    """What is imported where it is used, from where it only passes through."""
    for home, name in used:
        place = modules[home].imported.get(name) if home in modules else None
        if place is not None and place in modules[home].given_on:
            yield place


def is_used(name: str, node: ast.FunctionDef, members: Counter[str], texts: set[str]) -> bool:
    inside = sum(isinstance(each, ast.Attribute) and each.attr == name for each in ast.walk(node))
    return members[name] > inside or name in texts


def unused(root: Path) -> Iterator[str]:
    files = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*.py"))]
    files = [path for path in files if not path.is_relative_to(root / "commandcenter" / "db")]
    modules = {module.name: module for module in (Module(path, root) for path in files)}
    used = used_names(modules)
    members: Counter[str] = sum((module.members for module in modules.values()), Counter())
    texts: set[str] = set().union(*(module.texts for module in modules.values()))
    for module in modules.values():
        if "versions" in module.path.parts:  # a migration's names are Alembic's
            continue
        for name, node in module.defined():
            if (module.name, name) not in used and not module.uses(name, node):
                yield f"{module.path}:{node.lineno} {name}"
        for name, node in module.methods():
            qts = not node.name.islower()  # an override in camelCase
            if not qts and not is_used(node.name, node, members, texts):
                yield f"{module.path}:{node.lineno} {name}"


def test_nothing_stands_that_nobody_calls():
    found = {line.rpartition(" ")[2]: line for line in unused(ROOT)}
    left = {name for name in found if name.rpartition(".")[2] not in LIBRARIES}
    assert [found[name] for name in left - TESTS] == []
    assert TESTS - left == set(), "no exception any more"


@pytest.fixture
def house(tmp_path):
    """A package of two modules, given as texts."""

    def built(one, two=""):
        for name, text in (("one", one), ("two", two)):
            (tmp_path / "commandcenter").mkdir(exist_ok=True)
            (tmp_path / "commandcenter" / f"{name}.py").write_text(text)
        return [line.rpartition(" ")[2] for line in unused(tmp_path)]

    return built


@pytest.mark.parametrize(
    ("one", "left"),
    [
        ("def a(): pass", ["a"]),
        ("def a(): a()", ["a"]),
        ("def a(): pass\na()", []),
        ("class A:\n    def b(self): self.b()\nA()", ["A.b"]),
        ("class A:\n    def b(self): pass\nA().b()", []),
        ("class A:\n    def paintEvent(self): pass\nA()", []),
        ("class A:\n    def b(self): pass\ngetattr(A(), 'b')", []),
        ("A, B = 1, 2\nprint(A)", ["B"]),
        ("class A: pass\nx: 'list[A]' = []\nx", []),
        ("@app.command()\ndef a(): pass", []),
        ("@cache\ndef a(): pass", ["a"]),
    ],
)
def test_what_a_module_does_not_use_of_its_own_is_found(house, one, left):
    assert house(one) == left


@pytest.mark.parametrize(
    ("two", "left"),
    [
        ("from commandcenter.one import a\na()", []),
        ("from commandcenter.one import a as b\nb()", []),
        ("from commandcenter import one\none.a()", []),
        ("from commandcenter.one import a", ["a"]),
        ("def a(): pass\na()", ["a"]),
    ],
)
def test_what_no_other_module_uses_is_found(house, two, left):
    assert house("def a(): pass", two) == left


def test_what_is_only_given_on_is_found(house):
    assert house("def a(): pass", "from commandcenter.one import a as a") == ["a"]
