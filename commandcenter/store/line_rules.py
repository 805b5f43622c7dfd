"""The rules of db/postgres/lines.txt: which rows a line of the journal may name.

On PostgreSQL the journal's own trigger asks them (rights.line, filled by store/roles.py).
"""

from commandcenter.late_dataclass import dataclass
from commandcenter.paths import DATABASE

FILE = DATABASE / "postgres" / "lines.txt"
ANY = "*"


@dataclass(frozen=True, slots=True)
class Naming:
    """A table of a kind, or (`table` "") that the kind changes none. `verb` "*": any; `column` "":
    the subject is its key, "*": it is none of its rows.
    """

    kind: str
    verb: str
    table: str
    column: str
    rights: tuple[str, ...]


def read_namings() -> list[Naming]:
    """Raises ValueError naming a line that is none."""
    found: list[Naming] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            found += _namings(line)
    return found


def _namings(line: str) -> list[Naming]:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) not in (2, 3):
        raise ValueError(f"{FILE.name}: {line}")
    kind, _, verbs = parts[0].partition(" ")
    words = parts[1].split()
    each = [verb.strip() for verb in verbs.split(",")] if verbs else [ANY]
    if words[0] == "-":
        return [Naming(kind, verb, "", "", tuple(words[1:])) for verb in each]
    tables = [word.partition(".") for word in words]
    return [Naming(kind, verb, table, column, ()) for verb in each for table, _, column in tables]
