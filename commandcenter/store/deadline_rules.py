"""The rules of db/postgres/deadlines.txt as SQL: a deadline moves with the decision that moves it.

Ways that the row itself shows become part of the trigger on its changes (store/write_rules.py);
the others are deferred gates, which look at the end of the transaction.
"""

from collections.abc import Iterator, Mapping

from commandcenter.late_dataclass import dataclass
from commandcenter.paths import DATABASE

FILE = DATABASE / "postgres" / "deadlines.txt"
FIXED, WITH, OWN, ENTRY, BY = "fixed", "with", "own", "entry", "by"
AT_ONCE = frozenset({FIXED, WITH, OWN})
# How it is seen of a row that this transaction wrote whether it is meant: thousands of limits may
# move by one decision, so nothing is looked up where it need not be.
AT_END = {
    BY: "",
    "entered": " AND rights.entered_now('{table}', d.id)",
    "change": " AND rights.changed_now('{table}', d.id)",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One line. `what`: columns of `with`, or the table (and its condition) of `by`."""

    table: str
    column: str
    when: str
    way: str
    what: str
    condition: str
    reason: str

    def sql(self) -> str:
        """That this way was gone, of NEW and OLD."""
        open_here = f"({self.condition}) AND " if self.condition else ""
        return open_here + self._gone()

    def _gone(self) -> str:
        if self.way == WITH:
            rows = (", ".join(f'{r}."{c}"' for c in self.what.split()) for r in ("OLD", "NEW"))
            return "({}) IS DISTINCT FROM ({})".format(*rows)
        if self.way in AT_END:
            table, _, where = self.what.partition(" d WHERE ")
            made = f"{where or 'true'} AND rights.own_row(d.xmin){AT_END[self.way]}"
            return f"EXISTS (SELECT 1 FROM {table} d WHERE {made.format(table=table)})"
        if self.way == ENTRY:
            return f"rights.entered_now('{self.table}', NEW.id)"
        return "true" if self.way == OWN else "false"


def read_ways() -> dict[str, dict[str, list[Way]]]:
    """The ways by table and column. Raises ValueError naming a line that is none."""
    found: dict[str, dict[str, list[Way]]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            way = _way(line)
            found.setdefault(way.table, {}).setdefault(way.column, []).append(way)
    return found


def _way(line: str) -> Way:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) != 4:
        raise ValueError(f"{FILE.name}: {line}")
    table, column, how, reason = parts
    column, _, when = column.partition(" when ")
    how, _, condition = how.partition(" ? ")
    way, _, what = how.partition(" ")
    if way not in AT_ONCE | AT_END.keys() | {ENTRY}:
        raise ValueError(f"{FILE.name}: {line}")
    return Way(table, column, when, way, what, condition, reason)


def of_update(ways: Mapping[str, list[Way]]) -> str:
    """What the trigger on the changes of a row refuses at once."""
    parts = []
    for column, its in ways.items():
        if all(way.way in AT_ONCE for way in its):
            gone = " OR ".join(way.sql() for way in its)
            moved = f'OLD."{column}" IS DISTINCT FROM NEW."{column}"'
            refuse = _refuse(its[0])
            parts.append(f"IF {moved} AND ({gone}) IS NOT TRUE THEN {refuse} END IF;")
    return " ".join(parts)


def gates(ways: Mapping[str, list[Way]]) -> Iterator[str]:
    """The deferred gates of a table. A trigger is made once: anew it would hold up every seat."""
    for column, its in ways.items():
        if any(way.way not in AT_ONCE for way in its):
            yield _function(its)
            yield _trigger(its[0].table, column)


def _refuse(way: Way) -> str:
    return f"PERFORM rights.refuse_stamp('{way.table}.{way.column}', 'no decision moves it');"


def _name(table: str, column: str) -> str:
    return f"gate_{table}_{column}"


def _function(its: list[Way]) -> str:
    first = its[0]
    when = f"({first.when}) IS TRUE AND " if first.when else ""
    gone = " OR ".join(f"({way.sql()})" for way in its)
    return (
        f"CREATE OR REPLACE FUNCTION rights.{_name(first.table, first.column)}() RETURNS trigger "
        "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN "
        f"IF {when}({gone}) IS NOT TRUE THEN {_refuse(first)} END IF; RETURN NULL; END $$"
    )


def _trigger(table: str, column: str) -> str:
    name = _name(table, column)
    return (
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = "
        f"'{name}' AND tgrelid = 'public.{table}'::regclass) THEN "
        f'CREATE CONSTRAINT TRIGGER {name} AFTER UPDATE ON "{table}" '
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        f'WHEN (OLD."{column}" IS DISTINCT FROM NEW."{column}" AND NOT rights.above()) '
        f"EXECUTE FUNCTION rights.{name}(); END IF; END $$"
    )
