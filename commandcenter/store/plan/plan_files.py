"""The plan's files as data for the database: a folder of TOML becomes flat items, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from commandcenter.domain.file_trouble import tables_of
from commandcenter.domain.plan.earlier_plans import (
    ALARM_KINDS,
    NEW_KINDS,
    SUPPORT_KINDS,
    with_alarms,
    with_answer_limits,
    with_bureau,
    with_obligations,
    with_pictures,
    with_support,
)
from commandcenter.domain.plan.plan import KINDS, RIGHT, PlanData
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES

OWN = RESOURCES / "plan"  # the program's own
FILES = {kind: file for kind, (file, _, _) in KINDS.items()} | {RIGHT: "roles.toml"}
MORE = {"watch.toml": "setting"}  # a further file with items of a kind


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One row of plan_item: `data` holds every key but code, source and proposal."""

    kind: str
    code: str
    position: int  # within its kind, from 1
    data: dict[str, Any]
    source: str
    proposal: bool


def plan_items(folder: Path) -> list[PlanItem]:
    """All items of the folder, by kind and order. Raises ValueError naming file and item."""
    return items_of_tables(read_tables(folder))


def items_of_tables(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[PlanItem]:
    """The items of whole tables. Raises ValueError naming file and item for what is no plan."""
    PlanData.from_tables(tables)
    return [
        _item(kind, position, row)
        for kind, rows in tables.items()
        for position, row in enumerate(rows, 1)
    ]


def plan_from_items(items: Iterable[PlanItem]) -> PlanData:
    """The plan again from its rows, in any order; one of an earlier program with obligations."""
    program = obligations_of_program()
    tables = with_pictures(with_obligations(tables_of_items(items), program), program)
    tables = with_bureau(with_alarms(with_answer_limits(tables), program), program)
    return PlanData.from_tables(with_support(tables, program), whole=False)


@cache
def obligations_of_program() -> dict[str, list[dict[str, Any]]]:
    """What the program brings of the kinds that plans of earlier programs lack."""
    files = dict.fromkeys(FILES[kind] for kind in (*NEW_KINDS, *ALARM_KINDS, *SUPPORT_KINDS))
    return {
        kind: rows for file in files for kind, rows in _read_file(RESOURCES / "plan" / file).items()
    }


def tables_of_items(items: Iterable[PlanItem]) -> dict[str, list[dict[str, Any]]]:
    """{kind: items} again from the rows, in any order."""
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in sorted(items, key=lambda each: (each.kind, each.position)):
        kept = {"code": item.code, "source": item.source, "proposal": item.proposal}
        tables[item.kind].append(kept | item.data)
    return dict(tables)


def read_tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """{kind: items} of all files. Raises ValueError for a missing or broken file."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for file in dict.fromkeys([*FILES.values(), *MORE]):
        content = _read_file(folder / file)
        kinds = {kind for kind, home in FILES.items() if home == file} | {MORE.get(file, "")}
        if strange := sorted(set(content) - kinds):
            raise ValueError(f"{file}: no such kind of item: {', '.join(strange)}")
        if single := sorted(kind for kind, rows in content.items() if type(rows) is not list):
            raise ValueError(f"{file}: not a list of tables: {', '.join(single)}")
        for kind, rows in content.items():
            tables[kind] = [*tables.get(kind, []), *rows]
    return tables


def _read_file(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        return tables_of(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"{path.name}: the file is missing") from None
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from None


def _item(kind: str, position: int, row: Mapping[str, Any]) -> PlanItem:
    data = {key: value for key, value in row.items() if key not in ("code", "source", "proposal")}
    source, proposal = row.get("source", ""), row.get("proposal", False)
    return PlanItem(kind, row["code"], position, data, source, proposal)
