"""Every verb that changes something says how it is taken back, or why nothing takes it back."""

import ast
from pathlib import Path

import commandcenter

PACKAGE = Path(commandcenter.__file__).parent
SERVICES = PACKAGE / "services"
LIST = Path(__file__).with_name("taken_back.txt")
CALLERS = ("ui", "offices", "program", "watch")
HELPERS = ("_", "require_", "may_")
LEFT_OUT = {"book", "guard", "command.carrying_over"}  # what every verb ends with, and an upgrade
TAKEN_BACK = "taken back"


def used_outside():
    names = set()
    for folder in CALLERS:
        for path in (PACKAGE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                match node:
                    case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
                        names.add(name)
                    case ast.Constant(value=str(name)):  # named to be loaded late
                        names.add(name)
    return names


def verbs():
    """What is done as a person from outside the services: module and name."""
    used, found = used_outside(), set()
    for path in SERVICES.rglob("*.py"):
        module = ".".join(path.relative_to(SERVICES).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith(HELPERS):
                continue
            first = [each.arg for each in node.args.args[:2]]
            if first in (["session", "actor"], ["db", "actor"]) and node.name in used:
                found.add(f"{module}.{node.name}")
    return {verb for verb in found if verb.rpartition(".")[0] not in LEFT_OUT}


def listed():
    """By verb, what takes it back: nothing where a reason stands over it."""
    found, heading = {}, ""
    for line in LIST.read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            verb, _, ways = line.partition(" <- ")
            assert verb not in found, f"{verb} stands twice"
            assert bool(ways) == (heading == TAKEN_BACK), line
            found[verb] = ways.split()
    return found


def test_each_verb_says_how_it_is_taken_back_or_why_not():
    assert verbs() - listed().keys() == set()


def test_the_list_names_nothing_that_is_not_there():
    known, said = verbs(), listed()
    assert said.keys() - known == set()
    assert {way for ways in said.values() for way in ways} - known == set()


def test_nothing_takes_itself_back():
    assert [verb for verb, ways in listed().items() if verb in ways] == []
