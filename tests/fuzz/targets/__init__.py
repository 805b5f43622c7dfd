"""The doors of the program that take what others wrote, each with what it must never do."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

# Target: the module of its `TARGETS`. What a target needs is loaded with it, and no other's.
HOMES = {
    "csv": "tables", "xlsx": "tables", "xls": "tables", "ods": "tables", "lists": "tables",
    "mapping": "machine", "settings": "machine", "borders": "places", "addresses": "places",
    "docx": "papers", "search": "words", "plan": "plans", "drill": "plans",
    "manifest": "upgrades", "package": "upgrades",
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """`shape`: how inputs are changed (bytes, text, json, toml, zip). `modules`: whose ways are
    new ways. `opened`: given a folder of its own, what takes an input; `thorough` asks for
    the dear comparisons too, which come with one input in so many, and with each that is kept."""

    name: str
    shape: str
    modules: tuple[str, ...]
    seeds: Callable[[], list[bytes]]
    opened: Callable[[Path], Callable[[bytes, bool], None]]
    dear: int = 1  # one in so many is thorough


def target(name):
    return import_module(f"tests.fuzz.targets.{HOMES[name]}").TARGETS[name]
