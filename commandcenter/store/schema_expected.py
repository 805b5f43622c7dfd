"""What this version lays on a server, read from what it would lay: the names and bodies of all
parts. How the server itself words a condition is another's: see store/laid_parts.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql

from commandcenter.domain.rights import Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import DATABASE
from commandcenter.store import role_functions, role_groups, roles, triggers
from commandcenter.store.command.asked_view import book_views
from commandcenter.store.tables.every import Base
from commandcenter.store.wall_views import wall_views

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it so
FUNCTION = re.compile(
    r"CREATE OR REPLACE FUNCTION\s+([\w.]+)\s*\([^$]*?\bRETURNS\b([^$]*?)AS\s*\$\$(.*?)\$\$", re.S
)
TRIGGER = re.compile(
    r"CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER\s+(\w+)\s[^;$]*?\bON\s+([\w.\"]+)"
    r"[^;$]*?EXECUTE FUNCTION\s+([\w.]+)",
    re.S,
)
VIEW = re.compile(r"CREATE (?:OR REPLACE )?VIEW\s+([\w.\"]+)")
POLICY = re.compile(r'CREATE POLICY (\w+) ON "?(\w+)"?')
GRANT = re.compile(r'GRANT ([A-Z, ]+?)(?: \(([^)]*)\))? ON (?:public\.)?"?(\w+)"? TO (.+)')
TYPES = {"varchar": "character varying", "float": "double precision"}
SEARCH_PATH = re.compile(r"SET search_path = ([\w, ]+?)\s*$", re.M)
DEFINER_PATH = "public, pg_temp"


# What holds columns together, as a server writes it.
ONE_DOER = (
    "(((group IS NOT NULL) AND (person_id IS NULL) AND (district IS NULL)) OR "
    "((group IS NULL) AND ((person_id IS NULL) <> (district IS NULL))))"
)
CHECKS: Mapping[str, tuple[str, ...]] = {
    "certificate": ("((expires_on IS NULL) OR (expires_on > issued_on))",),
    "inspection_plan": (ONE_DOER,),
    "inspection_target": ("((result_id IS NULL) OR (dropped_at IS NULL))",),
    "partner": ("((expires_on IS NULL) OR ((agreement)::text <> ''::text))",),
    "phone_call": ("(((outcome)::text = 'complaint'::text) = ((number)::text <> ''::text))",),
    "publicity": (
        "((copies >= 0) AND (people >= 0))",
        "((held_at IS NULL) OR ((called_off_at IS NULL) AND (COALESCE(reached, 0) > 0)))",
    ),
    "research": (
        "((done_at IS NULL) OR (ended_at IS NULL))",
        "(ends_on >= starts_on)",
    ),
    "risk_assessment": ("((state <> 'signed'::text) OR (signed_at IS NOT NULL))",),
    "risk_assessment_line": ("((rank > 0) AND (points >= 0))",),
    "risk_finding": (ONE_DOER, "((closed_at IS NULL) OR (dropped_at IS NULL))"),
    "risk_finding_check": ("(passed = (next_due_at IS NULL))",),
    "stock_item": ("(lent >= 0)", "(on_hand >= 0)"),
    "stock_move": ("(amount >= 0)", "(lent >= 0)", "(on_hand >= 0)"),
    "survey_answer": ("((base > 0) AND (count >= 0) AND (count <= base))",),
    "training": (
        "((held_at IS NULL) OR ((called_off_at IS NULL) AND (COALESCE(held_hours, 0) > 0)))",
        "(hours > 0)",
    ),
}


@dataclass(frozen=True, slots=True)
class Function:
    """`path`: of the search that it sets; "" for none. `owner`: "" before rights are laid."""

    body: str
    definer: bool
    path: str
    owner: str = ""
    callers: frozenset[str] = frozenset()


@dataclass
class Parts:
    """By name. `functions`: several of one name differ by their arguments."""

    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    constraints: set[tuple[str, str]] = field(default_factory=set)  # table, definition
    unique: set[tuple[str, str]] = field(default_factory=set)
    functions: dict[str, list[Function]] = field(default_factory=lambda: defaultdict(list))
    triggers: dict[tuple[str, str], str] = field(default_factory=dict)
    views: set[str] = field(default_factory=set)
    policies: set[tuple[str, str]] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    grants: set[tuple[str, str, str, str]] = field(default_factory=set)  # table, column, who, what


def expected(rights: Rights | None) -> Parts:
    """`rights`: the matrix of the plan where the rights of people are laid; None where not."""
    parts = Parts()
    for table in Base.metadata.sorted_tables:
        _add_table(parts, table)
    scripts = [*_ground(), *(_rights(rights) if rights else ())]
    for script in scripts:
        _add_functions(parts, script, rights is not None)
        for name, table_name, function in TRIGGER.findall(script):
            parts.triggers[_plain(table_name), name] = _plain(function)
        parts.views |= {_plain(name) for name in VIEW.findall(script)}
        parts.policies |= {(table, name.lower()) for name, table in POLICY.findall(script)}
    if rights:
        parts.owners = {t.name: roles.owner_of(t) for t in Base.metadata.sorted_tables}
        for statement in (
            s for t in Base.metadata.sorted_tables for s in roles.lay_table(t, rights)
        ):
            _add_grant(parts, statement)
    return parts


def _ground() -> Iterator[str]:
    for name in (*triggers.SCRIPTS, "words"):
        yield (DATABASE / "postgres" / f"{name}.sql").read_text(encoding="utf-8")
    yield from triggers.server_statements()


def _rights(rights: Rights) -> Iterator[str]:
    yield from roles.scripts()
    yield from book_views()
    for table in Base.metadata.sorted_tables:
        yield from roles.lay_table(table, rights)
    yield from wall_views(role_groups.WALL_GROUP)


def _plain(name: str) -> str:
    """With its schema where that is not the tables' own."""
    return name.replace('"', "").removeprefix("public.")


def _add_table(parts: Parts, table: Table) -> None:
    parts.columns[table.name] = {
        column.name: _type(column) + ("" if column.nullable else " not null")
        for column in table.columns
    }
    key = ", ".join(table.primary_key.columns.keys())
    parts.constraints.add((table.name, f"PRIMARY KEY ({key})"))
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            (element,) = constraint.elements
            column, target = element.parent.name, element.column
            late = " DEFERRABLE INITIALLY DEFERRED" if constraint.deferrable else ""
            words = f"FOREIGN KEY ({column}) REFERENCES {target.table.name}({target.name}){late}"
            parts.constraints.add((table.name, words))
        elif isinstance(constraint, UniqueConstraint):
            columns = ", ".join(constraint.columns.keys())
            parts.constraints.add((table.name, f"UNIQUE ({columns})"))
    parts.constraints |= {(table.name, f"CHECK ({words})") for words in CHECKS.get(table.name, ())}
    parts.unique |= {(table.name, str(index.name)) for index in table.indexes if index.unique}


def _type(column: Column[Any]) -> str:
    written = str(column.type.compile(dialect=DIALECT)).lower()
    return TYPES.get(written, written)


def _add_functions(parts: Parts, script: str, laid: bool) -> None:
    for name, options, body in FUNCTION.findall(script):
        plain = _plain(name)
        fixed = laid and plain in role_functions.DEFINED
        path = SEARCH_PATH.search(options.strip())
        parts.functions[plain].append(
            Function(
                body,
                "SECURITY DEFINER" in options or fixed,
                DEFINER_PATH if fixed else path.group(1).strip() if path else "",
                role_functions.function_owner(plain) if laid else "",
                role_functions.callers(plain) if laid else frozenset(),
            )
        )


def _add_grant(parts: Parts, statement: str) -> None:
    found = GRANT.fullmatch(statement)
    if found is None:
        return
    what, columns, table, to = found.groups()
    for who in to.split(", "):
        for right in what.split(", "):
            for column in (columns or "").replace('"', "").split(", "):
                if who != parts.owners[table]:
                    parts.grants.add((table, column, who, right))
