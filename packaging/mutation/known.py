"""What a mutator knows of the whole program: its enums, the types of its functions."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

ENUMS = {"Enum", "StrEnum", "IntEnum"}


@dataclass(slots=True)
class Known:
    """`members` by the name of an enum; `types` by the name of a function, of those named once."""

    members: dict[str, list[str]] = field(default_factory=dict)
    types: dict[str, list[str] | None] = field(default_factory=dict)


def note(known: Known, tree: ast.Module) -> None:
    """Take in a file of the program: its classes, and functions that belong to no class."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and ENUMS & set(map(ast.unparse, node.bases)):
            known.members[node.name] = list(members(node))
        elif isinstance(node, ast.FunctionDef):
            types = [ast.unparse(a.annotation) if a.annotation else "" for a in node.args.args]
            known.types[node.name] = types if node.name not in known.types else None


def members(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            yield line.targets[0].id


def other_member(known: Mapping[str, list[str]], enum: str, member: str) -> str | None:
    """The next one, round to the first."""
    names = known.get(enum, [])
    if member not in names or len(names) < 2:
        return None
    return names[(names.index(member) + 1) % len(names)]
