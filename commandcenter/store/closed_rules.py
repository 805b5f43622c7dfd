"""The rules of db/postgres/closed.txt as SQL: what may still be written of a closed incident.

The check stands first in the trigger on each change of a row (store/write_rules.py).
"""

from collections.abc import Sequence

from sqlalchemy import Table

from commandcenter.late_dataclass import dataclass
from commandcenter.paths import DATABASE
from commandcenter.store.triggers import OPS

FILE = DATABASE / "postgres" / "closed.txt"
OF, FREE, REST = "of", "free", "*"


@dataclass(frozen=True, slots=True)
class Opening:
    """What is let in all the same. `columns`: of an update; `condition`: SQL, "" always."""

    op: str
    columns: tuple[str, ...]
    condition: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Of one table. `of`: SQL on ROW, of which incident a row is beside its `incident_id`;
    `free`: of none, whatever stands there."""

    of: str = ""
    free: bool = False
    openings: tuple[Opening, ...] = ()

    def check(self, table: Table, op: str) -> str:
        """What the trigger on `op` asks before all else; "" of a table that is of no incident."""
        rows = {"insert": ("NEW",), "delete": ("OLD",)}.get(op, ("OLD", "NEW"))
        asked = [
            f"rights.is_closed({each})" for row in rows for each in self._incidents(table, row)
        ]
        if not asked:
            return ""
        let_in = [self._lets_in(table, each) for each in self.openings if each.op == op]
        but = f" AND ({' OR '.join(let_in)}) IS NOT TRUE" if let_in else ""
        refuse = f"PERFORM rights.refuse_closed('{table.name}');"
        return f"IF ({' OR '.join(asked)}){but} THEN {refuse} END IF;"

    def _incidents(self, table: Table, row: str) -> list[str]:
        if self.free:
            return []
        own = [f"{row}.incident_id"] if "incident_id" in table.c else []
        return [*own, *([self.of.replace("ROW.", f"{row}.")] if self.of else [])]

    def _lets_in(self, table: Table, opening: Opening) -> str:
        parts = [f"({opening.condition})"] if opening.condition else []
        if opening.op == "update" and opening.columns != (REST,):
            named = {*opening.columns, "version"}
            others = [column.name for column in table.c if column.name not in named]
            old, new = (", ".join(f'{row}."{name}"' for name in others) for row in ("OLD", "NEW"))
            parts.append(f"({old}) IS NOT DISTINCT FROM ({new})")
        return " AND ".join(parts) or "true"


NOTHING = Closed()


def read_rules() -> dict[str, Closed]:
    """The rules by table. Raises ValueError naming a line that is none."""
    said: dict[str, list[Sequence[str]]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            parts = [part.strip() for part in line.split(" | ")]
            if len(parts) != (4 if parts[1] in OPS else 3) or parts[1] not in (*OPS, OF, FREE):
                raise ValueError(f"{FILE.name}: {line}")
            said.setdefault(parts[0], []).append(parts[1:])
    return {table: _closed(lines) for table, lines in said.items()}


def _closed(lines: list[Sequence[str]]) -> Closed:
    return Closed(
        of=next((words[1] for words in lines if words[0] == OF), ""),
        free=any(words[0] == FREE for words in lines),
        openings=tuple(_opening(*words[:2]) for words in lines if words[0] in OPS),
    )


def _opening(op: str, what: str) -> Opening:
    columns, condition = "", what
    if op == "update":
        columns, _, condition = (part.strip() for part in what.partition("?"))
    return Opening(op, tuple(columns.split()), "" if condition == "-" else condition)
