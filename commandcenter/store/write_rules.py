"""The rules of db/postgres/writes.txt as grants and triggers: who may write which row.

Before each change of a row the table's own trigger asks whether who is signed on holds one of
the rights that the rules name, for the matter that the row is about; before that, whether the
incident is closed (store/closed_rules.py). Then it refuses a deadline that nothing moved
(store/deadline_rules.py) and sets who acted and when (store/stamp_rules.py). It is the database
that refuses, whatever program sent the statement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field

from sqlalchemy import Table

from commandcenter.domain.org import Role
from commandcenter.domain.rights import Action, Rights
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import DATABASE
from commandcenter.store import closed_rules, deadline_rules
from commandcenter.store.closed_rules import Closed
from commandcenter.store.deadline_rules import Way
from commandcenter.store.stamp_rules import Stamp, Stamps
from commandcenter.store.triggers import OPS

FILE = DATABASE / "postgres" / "writes.txt"
REST = "*"
EVERYBODY = frozenset(Role) - {Role.WALL}
# Of `*` never: what a row is, hangs on, or says of who made it.
FIXED = {"incident_id", "by", "drafter_id", "registered_by", "person_id", "login", "version"}
GROUPS = ("group", "to_group", "for_group")
PEOPLE = ("to_person", "person_id", "assigned_to", "handler_id")
# Nobody has a right to it: the database itself writes what the hotline's login, which is no person,
# puts into its view (db/postgres/hotline.sql).
BY_DATABASE = {("hotline_row", "insert")}
HANGS_ON = {
    "complaint_id": "rights.county_of",
    "warning_id": "rights.counties_of_warning",
    "signal_id": "rights.counties_of_signal",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the file. `condition`: SQL on NEW and OLD; "" always."""

    table: str
    op: str
    columns: tuple[str, ...]
    condition: str
    rights: tuple[str, ...]
    matter: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_row(self) -> bool:
        """Whether the row matters, or only who writes it."""
        whoever = all(right[0] in "~@*" for right in self.rights)
        return bool(self.matter or self.condition or not whoever)


def read_rules() -> dict[str, list[Rule]]:
    """The rules by table. Raises ValueError naming a line that is none."""
    found: dict[str, list[Rule]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            rule = _rule(line)
            found.setdefault(rule.table, []).append(rule)
    return found


def _rule(line: str) -> Rule:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) not in (4, 5) or parts[1] not in OPS:
        raise ValueError(f"{FILE.name}: {line}")
    table, op, what, rights = parts[:4]
    columns, condition = "", what
    if op == "update":
        columns, _, condition = (part.strip() for part in what.partition("?"))
    matter = {}
    for item in parts[4].split("; ") if len(parts) == 5 else ():
        name, _, expression = item.partition("=")
        matter[name.strip()] = expression.strip()
    condition = "" if condition == "-" else condition
    return Rule(table, op, tuple(columns.split()), condition, tuple(rights.split()), matter)


def holders(rule: Rule, rights: Rights) -> frozenset[Role]:
    """The roles that hold one of the rule's rights in some way."""
    found: set[Role] = set()
    for right in rule.rights:
        if right == "*":
            found |= EVERYBODY
        elif right.startswith("@"):
            found.add(Role(right[1:]))
        else:
            row = rights.rows.get(right.removeprefix("~"))  # type: ignore[call-overload]  # a StrEnum
            found |= set(row.roles) if row else set()
    if "call" in rule.matter:  # who writes the call down carries out what was decided by it
        found |= set(rights.rows[Action.REGISTER_ORAL_DECISION].roles)
    return frozenset(found)


def columns_of(table: Table, rules: list[Rule], rule: Rule) -> tuple[str, ...]:
    """The columns that a rule of an update is about."""
    if rule.columns != (REST,):
        return rule.columns
    named = {column for each in rules if each.op == "update" for column in each.columns}
    key = {column.name for column in table.primary_key}
    return tuple(c.name for c in table.c if c.name not in named | key | FIXED)


class Trigger:
    """The statements that make the check of one table, and what it sets."""

    def __init__(
        self,
        table: Table,
        rules: list[Rule],
        stamps: list[Stamp],
        ways: Mapping[str, list[Way]],
        closed: Closed | None = None,
    ) -> None:
        self._table, self._rules = table, rules
        self._closed = closed or closed_rules.NOTHING
        self._name = table.name
        self._stamps, self._ways = Stamps(table, stamps), ways

    def statements(self) -> Iterator[str]:
        """By statement where only the person matters, so that thousands of rows cost one look."""
        for op in OPS:
            if (self._name, op) in BY_DATABASE:
                yield self._dropped(op)
                continue
            rules = [rule for rule in self._rules if rule.op == op]
            once = op != "update" and rules and not any(rule.of_row for rule in rules)
            once = once and not (op == "insert" and self._stamps.of_insert())
            once = once and not self._closed.check(self._table, op)
            yield from self._trigger(op, rules, "STATEMENT" if once else "ROW")
        yield from deadline_rules.gates(self._ways)

    def dropped(self) -> Iterator[str]:
        """Of a table that no person may write: what earlier rights left there."""
        yield from map(self._dropped, OPS)

    def _dropped(self, op: str) -> str:
        return f'DROP TRIGGER IF EXISTS aa_rights_{self._name}_{op} ON "{self._name}"'

    def _trigger(self, op: str, rules: list[Rule], level: str) -> Iterator[str]:
        name = f"rights_{self._name}_{op}"
        body = self._update(rules) if op == "update" else self._chain(rules)
        if rules:
            body = f"{self._closed.check(self._table, op)} {body} {self._settings(op)}"
        row = "OLD" if op == "delete" else "NEW"
        result = row if level == "ROW" else "NULL"
        yield (
            f"CREATE OR REPLACE FUNCTION rights.{name}() RETURNS trigger LANGUAGE plpgsql "
            "SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN "
            f"IF rights.above() THEN RETURN {result}; END IF; {body} RETURN {result}; END $$"
        )
        # as store/roles.py gives the other functions, which are there before these
        yield f"ALTER FUNCTION rights.{name}() OWNER TO cc_owner"
        yield f"REVOKE ALL ON FUNCTION rights.{name}() FROM PUBLIC"
        yield (
            f'CREATE OR REPLACE TRIGGER aa_{name} BEFORE {op.upper()} ON "{self._name}" '
            f"FOR EACH {level} EXECUTE FUNCTION rights.{name}()"
        )

    def _settings(self, op: str) -> str:
        """What follows the checks: who and when, and what a deadline moves by."""
        if op == "update":
            return f"{deadline_rules.of_update(self._ways)} {self._stamps.of_update()}"
        return self._stamps.of_insert() if op == "insert" else ""

    def _update(self, rules: list[Rule]) -> str:
        """Each group of columns that the same rules speak of, when one of them changes."""
        by_column: dict[str, list[Rule]] = {}
        for rule in rules:
            for column in columns_of(self._table, self._rules, rule):
                by_column.setdefault(column, []).append(rule)
        groups: dict[tuple[int, ...], list[str]] = {}
        for column, its in by_column.items():
            groups.setdefault(tuple(rules.index(rule) for rule in its), []).append(column)
        parts = []
        for numbers, columns in groups.items():
            old, new = (
                ", ".join(f'{row}."{column}"' for column in columns) for row in ("OLD", "NEW")
            )
            checks = self._chain([rules[n] for n in numbers])
            parts.append(f"IF ({old}) IS DISTINCT FROM ({new}) THEN {checks} END IF;")
        if "version" in self._table.c and "version" not in by_column:
            parts.append(self._version_with_others())
        return " ".join(parts)

    def _version_with_others(self) -> str:
        """It counts the changes of the row; alone it would only turn away who reads it now."""
        names = [column.name for column in self._table.c if column.name != "version"]
        old, new = (", ".join(f'{row}."{name}"' for name in names) for row in ("OLD", "NEW"))
        return (
            f"IF NEW.version IS DISTINCT FROM OLD.version AND ({old}) IS NOT DISTINCT FROM ({new}) "
            f"THEN {self._chain([])} END IF;"
        )

    def _chain(self, rules: list[Rule]) -> str:
        """The first rule whose condition holds decides; where none does it is refused."""
        whole = f"'{self._name}'"
        refuse = f"PERFORM rights.need({whole}, '{{}}', NULL, NULL, NULL, NULL, NULL);"
        text, closing = "", ""
        for rule in rules:
            if not rule.condition:
                return text + self._checks(rule) + closing
            text += f"IF {rule.condition} THEN {self._checks(rule)} ELSE "
            closing = " END IF;" + closing
        return text + refuse + closing

    def _checks(self, rule: Rule) -> str:
        row = "OLD" if rule.op == "delete" else "NEW"
        what, matter = f"'{self._name}'", rule.matter
        rights = ", ".join(f"'{right}'" for right in rule.rights)
        parts = [f"ARRAY[{rights}]"]
        if rule.of_row:
            parts += [
                matter.get("group", self._first(GROUPS, row)),
                matter.get("district", self._counties(row)),
                matter.get("level", self._level(row)),
                matter.get("person", self._first(PEOPLE, row)),
                matter.get("call", "NULL"),
            ]
        else:
            parts += ["NULL"] * 5
        text = f"PERFORM rights.need({what}, {', '.join(parts)});"
        if "mine" in matter:
            text += f" PERFORM rights.own({what}, {matter['mine']});"
        if "author" in matter:
            text += f" PERFORM rights.other_than({what}, {matter['author']});"
        return text

    def _first(self, names: tuple[str, ...], row: str) -> str:
        return next((f'{row}."{name}"' for name in names if name in self._table.c), "NULL")

    def _counties(self, row: str) -> str:
        columns = self._table.c
        if "districts" in columns:
            return f"rights.codes({row}.districts)"
        parts = []
        if "district" in columns:
            parts.append(f"CASE WHEN {row}.district IS NOT NULL THEN ARRAY[{row}.district] END")
        if "incident_id" in columns:
            parts.append(f"rights.counties({row}.incident_id)")
        parts += [f"{of}({row}.{name})" for name, of in HANGS_ON.items() if name in columns]
        return f"coalesce({', '.join(parts)})" if parts else "NULL"

    def _level(self, row: str) -> str:
        if "level" in self._table.c:
            return f"{row}.level"
        return f"rights.level_of({row}.incident_id)" if "incident_id" in self._table.c else "NULL"
